"""Files appear whole under their name, or not at all; what the disk refuses is said in words."""

import errno
import os
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol, TypeVar

from evalapp.base.data_files import is_data_file
from evalapp.base.errors import UserError
from evalapp.base.messages import N_

_T = TypeVar("_T", covariant=True)
#: Told how many of how many papers are done; may raise `Cancelled`.
Progress = Callable[[int, int], None]


class Collected(Protocol[_T]):
    """Things whose number is known, gone through as often as needed; they may be read as they come."""

    def __len__(self) -> int:
        """How many there are."""
        ...

    def __iter__(self) -> Iterator[_T]:
        """Each of them, in order."""
        ...


class Steps:
    """Counts what was done of what there is to do, and tells it; a step may raise to stop the work."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress, self._total, self._done = progress, total, 0

    def step(self) -> None:
        """One more is done."""
        self._done += 1
        if self._progress:
            self._progress(self._done, self._total)


_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class FolderRefused(UserError):
    """The folder takes no file at all, so trying the next one is no use."""


@contextmanager
def whole_or_not_at_all(path: Path) -> Generator[Path]:
    """Give a temporary name beside the file; it takes the file's name when everything was written."""
    _refuse_data(path)
    unfinished = path.with_name(f".{path.stem[:40]}-{os.getpid()}.part{path.suffix}")
    try:
        try:
            yield unfinished
        except (OSError, ValueError) as error:
            # openpyxl answers a full disk with "I/O operation on closed file", above the disk's own error.
            refused = error if isinstance(error, OSError) else error.__context__
            if not isinstance(refused, OSError):
                raise
            raise _folder_refused(path, refused) from error
        try:
            unfinished.replace(path)
        except OSError as error:
            raise UserError(
                N_(
                    "{file} could not be replaced: it is open in another program, or it is a folder. "
                    "Close it there, then write it again."
                ),
                file=path.name,
            ) from error
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def _refuse_data(path: Path) -> None:
    """A paper never takes the place of a data file, nor of a device or a pipe."""
    if path.exists() and not path.is_file() and not path.is_dir():
        raise UserError(N_("{file} is no file that could be replaced; choose another name."), file=path.name)
    if is_data_file(path):
        raise UserError(N_("{file} is a data file; choose another name."), file=path.name)


def make_folder(folder: Path) -> tuple[Path, ...]:
    """Make the folder that files go into, unless it is there; the folders that were made, innermost first."""
    made = tuple(each for each in (folder, *folder.parents) if not each.exists())
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _folder_refused(folder / "x", error) from error
    return made


def _folder_refused(path: Path, error: OSError) -> FolderRefused:
    if error.errno in _FULL:
        return FolderRefused(
            N_("{file} was not written: the disk is full. Make room, or choose a folder on another disk."),
            file=path.name,
        )
    if not path.parent.is_dir():
        return FolderRefused(
            N_("The folder {folder} is not there and could not be made. Choose another one."),
            folder=path.parent,
        )
    return FolderRefused(
        N_(
            "{file} was not written: the folder {folder} takes no new files. "
            "Choose a folder you may write to."
        ),
        file=path.name,
        folder=path.parent,
    )
