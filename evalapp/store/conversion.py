"""Writing a closed data file anew under another key, or none: compared row by row before it counts."""

from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver

from evalapp.base.causes import cause
from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.store.copies import only_read, reading, refuse_different, refuse_unsound
from evalapp.store.durable import make_durable
from evalapp.store.encryption import Key, key_of
from evalapp.store.engine import unlocked
from evalapp.store.page_sums import sums_file

#: What SQLCipher leaves behind when it writes a file anew.
_NUMBERS = ("application_id", "user_version")


def convert(path: Path, key: Key | None) -> None:
    """Have a closed file under this key (None: plain); it stays as it is until the new one is proven."""
    aside = path.with_name(path.name + ".part")
    try:
        write_under(path, aside, key)
        aside.replace(path)
        make_durable(path.parent)
        sums_file(path).unlink(missing_ok=True)
    except (OSError, driver.Error) as error:
        raise UserError(
            N_("{file} could not be written anew: {reason}. It is as it was."),
            file=str(path),
            reason=cause(error),
        ) from error
    finally:
        with suppress(OSError):  # where the folder takes nothing, nothing was left in it
            aside.unlink(missing_ok=True)


def write_under(source: Path, target: Path, key: Key | None) -> None:
    """Write a closed file under a key to another name: durable, sound, and row by row the same."""
    target.unlink(missing_ok=True)
    _export(source, target, key)
    make_durable(target)
    refuse_unsound(target)
    refuse_different(same=_content(source) == _content(target))


def _export(source: Path, target: Path, key: Key | None) -> None:
    """The new file is the open one and the source only attached, so that nothing can be written to it."""
    known = key_of(source)
    made = driver.connect(target.absolute().as_uri(), uri=True, isolation_level=None)
    connection = unlocked(made, key)
    try:
        attached = known.pragma if known else ""
        for pragma in (
            "journal_mode = OFF",
            "synchronous = OFF",
        ):  # it is made durable as a whole, or not kept
            connection.execute(f"PRAGMA {pragma}")
        connection.execute(f'ATTACH ? AS source KEY "{attached}"', (only_read(source),))
        numbers = {name: connection.execute(f"PRAGMA source.{name}").fetchone()[0] for name in _NUMBERS}
        connection.execute("SELECT sqlcipher_export('main', 'source')").fetchall()
        for name, value in numbers.items():
            connection.execute(f"PRAGMA main.{name} = {value}")
    finally:
        connection.close()


def _content(path: Path) -> str:
    """A hash over every row of every table, and over what the file says of itself."""
    connection = reading(path)
    try:
        digest = sha256()
        for line in _lines(connection):
            digest.update(repr(line).encode())
        return digest.hexdigest()
    finally:
        connection.close()


def _lines(connection: Any) -> Iterator[Any]:
    yield from (connection.execute(f"PRAGMA {name}").fetchone() for name in _NUMBERS)
    made = connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name").fetchall()
    yield from made
    for kind, name, _sql in made:
        if kind == "table":
            yield from connection.execute(f'SELECT * FROM "{name}"')
