"""The log of the program: texts of the code, numbers and places in the code; never a name, a point or a note.

What a message is filled with comes from people's data, and so does what an error says of itself. Neither is
written, unless it is a number or was declared to name nobody.
"""

import logging
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path

_LARGEST, _KEPT = 500_000, 3


class Known(str):
    """A text of ours that names nobody, such as the number of a version."""

    __slots__ = ()


def begin_log(file: Path) -> None:
    """Write what the program logs into a file from now on; a log that cannot be written stops nobody."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            file, maxBytes=_LARGEST, backupCount=_KEPT, encoding="utf-8", delay=True
        )
    except OSError:
        return
    handler.setFormatter(_Nameless())
    ours = logging.getLogger("evalapp")
    ours.setLevel(logging.INFO)
    ours.addHandler(handler)


def error_places(error: BaseException) -> str:
    """What kind of error it was and where it came from, causes first; nothing of what it says."""
    told: list[str] = []
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:  # libraries make rings of causes
        seen.add(id(link))
        frames = traceback.extract_tb(link.__traceback__)
        places = [f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
        told.insert(0, "\n".join([*places, f"{type(link).__module__}.{type(link).__qualname__}"]))
        link = link.__cause__ or link.__context__
    return "\n".join(told)


class _Nameless(logging.Formatter):
    """Writes a record without what its message was filled with."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, and the places of an error under it."""
        values = record.args if isinstance(record.args, tuple) else (record.args,)
        told = record.msg % tuple(map(_told, values)) if record.args else str(record.msg)
        line = f"{self.formatTime(record)} {record.levelname} {record.name}: {told}"
        error = record.exc_info[1] if record.exc_info else None
        return line if error is None else f"{line}\n{error_places(error)}"


def _told(value: object) -> str | int:
    if isinstance(value, Known | int):
        return value
    return type(value).__name__ if isinstance(value, BaseException) else "…"
