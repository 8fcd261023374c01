"""One file for each person into a folder; one that fails does not stop the rest."""

from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from enum import StrEnum
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


#: Papers that somebody may have written on are there already.
PAPERS_THERE = N_("{folder} holds {count} of these papers already, such as {file}. Nothing was written.")


class Present(StrEnum):
    """What becomes of files that are there already under the names of those to be written."""

    REPLACE = "replace"
    KEEP = "keep"  # refused: they were sent out, and come back filled in
    ASK = "ask"  # refused until somebody says which of the others it is
    BESIDE = "beside"  # the new ones get a number


class PapersThere(UserError):
    """Papers of the same edition are there already: a person says whether they are replaced."""


class FailedPaper(Struct, frozen=True):
    """Whose paper was not made, and why."""

    code: str
    name: str
    reason: UserError


class BatchOutcome(Struct, frozen=True):
    """What was written, and what was not."""

    written: tuple[Path, ...]
    failed: tuple[FailedPaper, ...]
    along: tuple[Path, ...] = ()  # where what goes along with them is still to be written


def edition_of(revision: int, stage: Stage) -> str:
    """What a file's name says of its month, so that no draft or later revision takes another one's place."""
    later = f"-lan-{revision}" if revision > 1 else ""
    return later if stage is Stage.CLOSED else f"{later}-du-thao"


def paper_file_name(sheet: PersonSheet, suffix: str) -> str:
    """A file name that tells whose paper it is, on every system: `NV001_nguyen-van-an_2018-07.pdf`."""
    who = sheet.sheet.participant
    return person_file_name(who.code, who.name, f"{sheet.round.period}{suffix}")


def person_file_name(code: str, name: str, rest: str) -> str:
    """Whose paper it is and of which period, as every paper about one person is called."""
    return f"{file_part(code)[:40]}_{file_part(fold(name))[:60]}_{rest}"


def write_each(
    folder: Path,
    sheets: Collected[PersonSheet],
    write: Write,
    *,
    suffix: str,
    progress: Progress | None = None,
    present: Present = Present.REPLACE,
    along: Sequence[str] = (),
) -> BatchOutcome:
    """Write one file a person; what the whole folder refuses is raised, and `progress` may raise to stop.

    Stopped, it leaves nothing new: half of the papers would look like all of them.
    `along` names what the caller writes there too.
    """
    made = make_folder(folder)
    try:
        return _write_each(folder, sheets, write, suffix, progress, present, along)
    except BaseException:
        _take_away_folders(made)
        raise


def _write_each(
    folder: Path,
    sheets: Collected[PersonSheet],
    write: Write,
    suffix: str,
    progress: Progress | None,
    present: Present,
    along: Sequence[str],
) -> BatchOutcome:
    there = frozenset(folder.iterdir())
    number = _number_beside(folder, there, sheets, suffix, present, along)
    written: list[Path] = []
    failed: list[FailedPaper] = []
    taken: set[str] = set()
    try:
        for done, sheet in enumerate(sheets, start=1):
            name = _free_name(paper_file_name(sheet, suffix), taken)
            path = folder / _numbered(name, number)
            refused = _refusal(write, path, sheet)
            if refused is None:
                written.append(path)
            else:
                failed.append(refused)
            if progress:
                progress(done, len(sheets))
    except (Cancelled, KeyboardInterrupt):
        _take_away(path for path in written if path not in there)
        raise
    return BatchOutcome(
        tuple(written), tuple(failed), tuple(folder / _numbered(name, number) for name in along)
    )


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


def _take_away_folders(made: Sequence[Path]) -> None:
    """Folders that were made for papers which did not come about; one that holds anything stays."""
    with suppress(OSError):
        for folder in made:
            folder.rmdir()


def _number_beside(
    folder: Path,
    there: Collection[Path],
    sheets: Collected[PersonSheet],
    suffix: str,
    present: Present,
    along: Sequence[str],
) -> int:
    """The number in the names of papers that stand beside others; refuse where nobody said that they may."""
    if present is Present.REPLACE:
        return 1
    names = {path.name.casefold() for path in there}
    if not any(name.endswith(suffix.casefold()) for name in names):
        return 1  # nobody has to be read only to be named
    wanted = [*along, *(paper_file_name(sheet, suffix) for sheet in sheets)]
    taken = [name for name in wanted if name.casefold() in names]
    if taken and present is not Present.BESIDE:
        keep = N_("{folder} holds {count} of these files already, such as {file}. Choose an empty folder.")
        values = {"folder": str(folder), "count": len(taken), "file": taken[0]}
        raise PapersThere(PAPERS_THERE, **values) if present is Present.ASK else UserError(keep, **values)
    number = 1
    while any(_numbered(name, number).casefold() in names for name in wanted):
        number += 1
    return number


def _numbered(name: str, number: int) -> str:
    """The name with the number that tells papers apart from those which were there before them."""
    path = Path(name)
    return name if number == 1 else f"{path.stem} ({number}){path.suffix}"


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
