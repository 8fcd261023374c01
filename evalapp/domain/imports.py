"""What became of a file that came in: every import answers the same way, on screen and as JSON."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Self

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, Term, tr


class Fate(StrEnum):
    """What a good row does to what is known."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


class Change(Struct, frozen=True):
    """One thing that a row changes: under which heading it stands, what was known, what the row says."""

    heading: str | Term
    before: str | Term | date | None
    after: str | Term | date | None

    @property
    def said(self) -> str:
        """As people read it; what is not known is a dash."""
        parts = {"before": self.before or "–", "after": self.after or "–"}
        return tr(N_("{heading}: {before} → {after}"), heading=self.heading, **parts)


class GoodRow(Struct, frozen=True):
    """A row that can come in: what it does, and where it changes something, to whom and what."""

    row: int | None  # none of a form, which is a file of its own
    fate: Fate
    who: str = ""
    changes: tuple[Change, ...] = ()
    file: str | None = None
    meant: Mapping[str, str] = {}  # cells by their keys that are read as something other than is written


class Refusal(Struct, frozen=True):
    """A row that cannot come in: the first cell at fault, and every reason. One for each row."""

    row: int | None
    column: str
    value: str
    reasons: tuple[UserError, ...]
    file: str | None = None
    who: str = ""  # whose form it is, where that could be read
    rivals: tuple[str, ...] = ()  # files of the same person that say something else


class Doubt(Struct, frozen=True):
    """A row that comes in, but somebody should look at it: at a cell of it, where it is about one."""

    row: int | None
    reason: UserError
    file: str | None = None
    column: str = ""
    value: str = ""
    who: str = ""
    is_asked: bool = False  # nothing is taken in before it was said that this is meant


class ImportReport(Struct, frozen=True):
    """The count of rows by fate; read = new + changed + same + refused."""

    new: int = 0
    changed: int = 0
    same: int = 0
    refused: tuple[Refusal, ...] = ()
    warnings: tuple[Doubt, ...] = ()
    applied: bool = False
    missing: tuple[str, ...] | None = None  # people whose form did not come, where forms are imported
    rows: tuple[GoodRow, ...] = ()  # the good rows, or forms, one by one

    @property
    def read(self) -> int:
        """How many rows there were."""
        return self.new + self.changed + self.same + len(self.refused)

    @property
    def changes_nothing(self) -> bool:
        """Whether everything that the file says is known already."""
        return self.same > 0 and self.same == self.read

    @property
    def asked(self) -> tuple[UserError, ...]:
        """What has to be said to be meant before anything is taken in."""
        return tuple(doubt.reason for doubt in self.warnings if doubt.is_asked)

    @classmethod
    def of(
        cls,
        fates: Iterable[Fate],
        refused: Sequence[Refusal],
        warnings: Sequence[Doubt],
        *,
        missing: tuple[str, ...] | None = None,
        rows: Sequence[GoodRow] = (),
    ) -> Self:
        """Count the fates of the good rows."""
        counted = list(fates)
        return cls(
            counted.count(Fate.NEW),
            counted.count(Fate.CHANGED),
            counted.count(Fate.SAME),
            tuple(sorted(refused, key=lambda refusal: (refusal.file or "", refusal.row or 0))),
            tuple(sorted(warnings, key=lambda doubt: (doubt.file or "", doubt.row or 0))),
            missing=missing,
            rows=tuple(rows),
        )

    def as_applied(self) -> Self:
        """The same report, of rows that were taken in."""
        return replace(self, applied=True)


class ImportChoice(Struct, frozen=True):
    """How an import is asked for: only looked at, or the good rows without the refused."""

    dry_run: bool = False
    take_good: bool = False
    sure: bool = False  # what was asked is meant
    left_out: frozenset[str] = frozenset()  # files of a folder that are not to come in

    def allows(self, report: ImportReport) -> bool:
        """Whether the good rows are to be taken in."""
        is_good = self.take_good or not report.refused
        return not self.dry_run and is_good and (self.sure or not report.asked)
