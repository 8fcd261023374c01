"""Which files of a folder come in: each stands in the list with a box, and can be left out."""

from collections.abc import Iterable, Iterator
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base.messages import tr
from evalapp.ui.shell.intake_lines import IntakeLine, Kind

_COMING: Final = (Kind.NEW, Kind.CHANGED)


class LeftOut(Struct, frozen=True):
    """The files that somebody does not want taken in: by a box, or since another of the person is meant."""

    files: frozenset[str] = frozenset()
    rivals: frozenset[str] = frozenset()  # the files were looked at again without these

    def __bool__(self) -> bool:
        return bool(self.files or self.rivals)

    @property
    def all(self) -> frozenset[str]:
        """What is not taken in."""
        return self.files | self.rivals

    def turned(self, line: IntakeLine) -> "LeftOut":
        """The same after the box of a line was turned."""
        if line.rivals:
            return LeftOut(self.files, (self.rivals | set(line.rivals)) - {line.file})
        if line.file in self.rivals:
            return LeftOut(self.files, self.rivals - {line.file})
        return LeftOut(self.files ^ {line.file}, self.rivals)

    def all_turned(self, lines: Iterable[IntakeLine]) -> "LeftOut":
        """All of them left out, or where some are, none."""
        coming = frozenset(line.file for line in lines if line.kind in _COMING)
        return LeftOut(frozenset() if self.files else coming, self.rivals)


def with_boxes(lines: tuple[IntakeLine, ...], left_out: LeftOut) -> Iterator[IntakeLine]:
    """The lines of a folder of files, with whether each comes in."""
    for line in lines:
        if line.kind in _COMING:
            kind = Kind.LEFT_OUT if line.file in left_out.files else line.kind
            yield replace(line, kind=kind, ticked=line.file not in left_out.files)
        else:
            yield replace(line, ticked=False) if line.rivals else line
    for number, file in enumerate(sorted(left_out.rivals), start=len(lines)):
        said = tr("Another form of this person is taken in place of this one.")
        yield IntakeLine(Kind.LEFT_OUT, said, file=file, number=number, ticked=False)


def count_left(lines: Iterable[IntakeLine], left_out: LeftOut) -> int:
    """How many of the good files are left out."""
    return sum(line.kind in _COMING and line.file in left_out.files for line in lines)
