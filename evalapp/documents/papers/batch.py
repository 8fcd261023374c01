"""One file for each person into a folder; one that fails does not stop the rest."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from evalapp.base.errors import Cancelled, UserError
from evalapp.base.messages import N_
from evalapp.base.names import fold
from evalapp.documents.papers.files import Collected, FolderRefused, Progress, make_folder
from evalapp.documents.papers.plain_text import file_part
from evalapp.domain.rounds import PersonSheet, Stage

#: Writes one person's paper to a file.
Write = Callable[[Path, PersonSheet], None]


class FailedPaper(Struct, frozen=True):
    """Whose paper was not made, and why."""

    code: str
    name: str
    reason: UserError


class BatchOutcome(Struct, frozen=True):
    """What was written, and what was not."""

    written: tuple[Path, ...]
    failed: tuple[FailedPaper, ...]


def edition_of(revision: int, stage: Stage) -> str:
    """What a file's name says of its month, so that no draft or later revision takes another one's place."""
    later = f"-lan-{revision}" if revision > 1 else ""
    return later if stage is Stage.CLOSED else f"{later}-du-thao"


def paper_file_name(sheet: PersonSheet, suffix: str) -> str:
    """A file name that tells whose paper it is, on every system: `NV001_nguyen-van-an_2018-07.pdf`."""
    who = sheet.sheet.participant
    return f"{file_part(who.code)[:40]}_{file_part(fold(who.name))[:60]}_{sheet.round.period}{suffix}"


def write_each(
    folder: Path,
    sheets: Collected[PersonSheet],
    write: Write,
    *,
    suffix: str,
    progress: Progress | None = None,
    keep: bool = False,
) -> BatchOutcome:
    """Write one file a person; what the whole folder refuses is raised, and `progress` may raise to stop.

    Stopped, it leaves nothing new: half of the papers would look like all of them.
    With `keep` nothing that is there is written over: people may have filled it in meanwhile.
    """
    make_folder(folder)
    if keep:
        _refuse_present(folder, [paper_file_name(sheet, suffix) for sheet in sheets])
    written: list[Path] = []
    failed: list[FailedPaper] = []
    taken: set[str] = set()
    there = frozenset(folder.iterdir())
    try:
        for done, sheet in enumerate(sheets, start=1):
            path = folder / _free_name(paper_file_name(sheet, suffix), taken)
            refused = _refusal(write, path, sheet)
            if refused is None:
                written.append(path)
            else:
                failed.append(refused)
            if progress:
                progress(done, len(sheets))
    except Cancelled:
        _take_away(path for path in written if path not in there)
        raise
    return BatchOutcome(tuple(written), tuple(failed))


def _refusal(write: Write, path: Path, sheet: PersonSheet) -> FailedPaper | None:
    """Write one paper; say whose it is and why where it could not be made."""
    try:
        write(path, sheet)
    except FolderRefused:
        raise
    except (UserError, ArithmeticError, LookupError, ValueError) as error:
        who = sheet.sheet.participant
        return FailedPaper(who.code, who.name, _reason(error))
    return None


def _take_away(papers: Iterable[Path]) -> None:
    for path in papers:
        with suppress(OSError):
            path.unlink()


def _refuse_present(folder: Path, names: Sequence[str]) -> None:
    present = [name for name in names if (folder / name).exists()]
    if present:
        raise UserError(
            N_("{folder} holds {count} of these files already, such as {file}. Choose an empty folder."),
            folder=str(folder),
            count=len(present),
            file=present[0],
        )


def _free_name(name: str, taken: set[str]) -> str:
    """The name, or one with a number where another person's code gives the same."""
    path, free, number = Path(name), name, 2
    while free.casefold() in taken:
        free = f"{path.stem}-{number}{path.suffix}"
        number += 1
    taken.add(free.casefold())
    return free


def _reason(error: Exception) -> UserError:
    if isinstance(error, UserError):
        return error
    return UserError(
        N_("The paper could not be drawn ({fault}). Check this person's points and notes."), fault=str(error)
    )
