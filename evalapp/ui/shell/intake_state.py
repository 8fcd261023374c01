"""What the panel that takes files in shows and allows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from evalapp.base.columns import Tone
from evalapp.base.messages import tr, tr_error
from evalapp.documents.error_workbook import RefusedCell, write_error_workbook
from evalapp.documents.reading.lists import ReadList, find_list
from evalapp.documents.reading.specs import ListSpec
from evalapp.documents.reading.workbook import read_workbook
from evalapp.domain.imports import ImportChoice, ImportReport
from evalapp.store.work import Work


@dataclass(frozen=True)
class Taken:
    """What became of a file, with the list as it was read where it was one."""

    report: ImportReport
    read: ReadList | None = None


@dataclass(frozen=True)
class Intake:
    """A file, or a folder of them, and the use case that takes it in."""

    title: str
    perform: Callable[[Work, ImportChoice], Taken]
    names: Callable[[str], str] = str  # a missing person's code -> how to call them


def list_intake(
    title: str, file: Path, spec: ListSpec, take_in: Callable[[Work, ReadList, ImportChoice], ImportReport]
) -> Intake:
    """Taking one list of an office in."""
    return Intake(f"{title}: {file.name}", partial(_take_list, file, spec, take_in))


def _take_list(
    file: Path,
    spec: ListSpec,
    take_in: Callable[[Work, ReadList, ImportChoice], ImportReport],
    work: Work,
    choice: ImportChoice,
) -> Taken:
    read = find_list(read_workbook(file), spec)
    return Taken(take_in(work, read, choice), read)


def save_refused(_work: Work, *, taken: Taken, out: Path) -> Path:
    """Write the refused rows as they came, to be corrected there and taken in again."""
    if taken.read is None:
        raise ValueError("only the rows of a list can be sent back")
    refused = [
        RefusedCell(each.row or 0, each.column, each.value, "; ".join(map(tr_error, each.reasons)))
        for each in taken.report.refused
    ]
    write_error_workbook(out, taken.read, refused)
    return out


@dataclass(frozen=True)
class IntakeLine:
    """One thing to say about the file: a row refused, a row to look at, somebody missing."""

    kind: str
    tone: Tone
    reason: str
    row: int | None = None
    file: str = ""
    column: str = ""
    value: str = ""
    number: int = 0


@dataclass(frozen=True)
class IntakeState:
    """What the panel shows and allows."""

    intake: Intake
    taken: Taken | None = None
    busy: bool = False

    @property
    def report(self) -> ImportReport | None:
        """What became of the rows, once the file was read."""
        return self.taken.report if self.taken else None

    @property
    def good(self) -> int:
        """How many rows would change something."""
        return self.report.new + self.report.changed if self.report else 0

    @property
    def can_apply(self) -> bool:
        """Whether there is anything to take in."""
        return not self.busy and self.good > 0 and self.report is not None and not self.report.applied

    @property
    def can_save_errors(self) -> bool:
        """Whether there are refused rows to send back."""
        return not self.busy and self.has_list and bool(self.taken and self.taken.report.refused)

    @property
    def has_list(self) -> bool:
        """Whether the file was a list, whose rows can be sent back."""
        return self.taken is not None and self.taken.read is not None

    @property
    def apply_words(self) -> str:
        """What the button says it does."""
        if self.report and self.report.refused:
            return tr("Take the {count} good rows", count=self.good)
        return tr("Take in {count} rows", count=self.good)

    @property
    def summary(self) -> str:
        """The counts in one sentence."""
        if self.report is None:
            return tr("Reading the file…")
        counts = tr(
            "{read} rows read: {new} new, {changed} changed, {same} the same as before, {refused} refused.",
            read=self.report.read,
            new=self.report.new,
            changed=self.report.changed,
            same=self.report.same,
            refused=len(self.report.refused),
        )
        return f"{counts} {self._what_next()}"

    @property
    def lines(self) -> tuple[IntakeLine, ...]:
        """What there is to say, refused rows first."""
        if self.report is None:
            return ()
        lines = [*self._refused(self.report), *self._doubtful(self.report), *self._missing(self.report)]
        return tuple(replace(line, number=number) for number, line in enumerate(lines))

    def _refused(self, report: ImportReport) -> Iterator[IntakeLine]:
        for each in report.refused:
            reason = "; ".join(map(tr_error, each.reasons))
            yield IntakeLine(
                tr("Refused"), Tone.BAD, reason, each.row, each.file or "", each.column, each.value
            )

    def _doubtful(self, report: ImportReport) -> Iterator[IntakeLine]:
        for each in report.warnings:
            yield IntakeLine(tr("Please check"), Tone.WARN, tr_error(each.reason), each.row, each.file or "")

    def _missing(self, report: ImportReport) -> Iterator[IntakeLine]:
        for code in report.missing or ():
            text = tr("No form has come from {person}.", person=self.intake.names(code))
            yield IntakeLine(tr("Missing"), Tone.WARN, text)

    def _what_next(self) -> str:
        if self.report is None or self.report.applied:
            return tr("They are taken in.")
        if self.good == 0:
            return tr("There is nothing to take in.")
        return tr("Nothing has been changed yet.")
