"""What there is to say about a file that comes in, line by line."""

from collections.abc import Callable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base.columns import Tone
from evalapp.base.messages import tr, tr_error
from evalapp.documents.reading.cells import cell_text
from evalapp.documents.reading.lists import ReadList
from evalapp.domain.imports import ImportReport


class IntakeLine(Struct, frozen=True):
    """One thing to say about the file: a row refused, a row to look at, somebody missing."""

    kind: str
    tone: Tone
    reason: str
    row: int | None = None
    file: str = ""
    column: str = ""
    value: str = ""
    number: int = 0


def lines_of(
    report: ImportReport, read: ReadList | None, names: Callable[[str], str]
) -> tuple[IntakeLine, ...]:
    """Everything that there is to say, refused rows first; `names` says how a missing person is called."""
    lines = [*_refused(report), *_doubtful(report), *_missing(report, names), *_rows(report, read)]
    return tuple(replace(line, number=number) for number, line in enumerate(lines))


def _refused(report: ImportReport) -> Iterator[IntakeLine]:
    for each in report.refused:
        reason = "; ".join(map(tr_error, each.reasons))
        yield IntakeLine(tr("Refused"), Tone.BAD, reason, each.row, each.file or "", each.column, each.value)


def _doubtful(report: ImportReport) -> Iterator[IntakeLine]:
    for each in report.warnings:
        yield IntakeLine(tr("Please check"), Tone.WARN, tr_error(each.reason), each.row, each.file or "")


def _missing(report: ImportReport, names: Callable[[str], str]) -> Iterator[IntakeLine]:
    for code in report.missing or ():
        yield IntakeLine(tr("Missing"), Tone.WARN, tr("No form has come from {person}.", person=names(code)))


def _rows(report: ImportReport, read: ReadList | None) -> Iterator[IntakeLine]:
    """The good rows of a list as they read; of one in an old font, converted."""
    for part in read.parts if read else ():
        kind = tr("Converted") if part.encodings else tr("Good row")
        sheet = part.sheet if read and read.more else ""
        refused = {each.row for each in report.refused if (each.file or "") == sheet}
        for each in (row for row in part.rows if row.number not in refused):
            text = " · ".join(filter(None, map(cell_text, each.cells.values())))
            yield IntakeLine(kind, Tone.OK, text, each.number, sheet)
