"""What there is to say about a file that comes in, line by line."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base.columns import Tone
from evalapp.base.messages import tr, tr_error
from evalapp.documents.reading.cells import cell_text
from evalapp.documents.reading.lists import ReadList
from evalapp.domain.imports import Doubt, ImportReport

_MOST_NAMED: Final = 3  # people of a line that is about many
Names = Mapping[tuple[str, int | None], str]  # from file or sheet, and row, to whom the row is about


class IntakeLine(Struct, frozen=True):
    """One thing to say about the file: a row refused, rows to look at, somebody missing."""

    kind: str
    tone: Tone
    reason: str
    rows: str = ""  # as they are written: 7–30
    file: str = ""
    who: str = ""
    column: str = ""
    value: str = ""
    number: int = 0


def lines_of(
    report: ImportReport, read: ReadList | None, names: Callable[[str], str]
) -> tuple[IntakeLine, ...]:
    """Everything that there is to say, refused rows first; `names` says how a missing person is called."""
    about = _named(read)
    lines = [
        *_refused(report, about),
        *_doubtful(report, about),
        *_missing(report, names),
        *_rows(report, read, about),
    ]
    return tuple(replace(line, number=number) for number, line in enumerate(lines))


def runs(numbers: Sequence[int]) -> str:
    """Numbers as they are written in short: 7–30, 32."""
    parts: list[list[int]] = []
    for number in sorted(set(numbers)):
        if parts and number == parts[-1][-1] + 1:
            parts[-1][1:] = [number]
        else:
            parts.append([number])
    return ", ".join("–".join(map(str, part)) for part in parts)


def _named(read: ReadList | None) -> Names:
    """Whom, or what, each row is about, as the list names it."""
    return {
        (part.sheet if read and read.more else "", row.number): name
        for part in (read.parts if read else ())
        for row in part.rows
        if (name := " ".join(filter(None, (cell_text(row.cell(key)) for key in _NAMING))))
    }


_NAMING: Final = ("name", "family", "given")


def _refused(report: ImportReport, about: Names) -> Iterator[IntakeLine]:
    for each in report.refused:
        yield IntakeLine(
            tr("Refused"),
            Tone.BAD,
            "; ".join(map(tr_error, each.reasons)),
            str(each.row or ""),
            each.file or "",
            about.get((each.file or "", each.row), ""),
            each.column,
            each.value,
        )


def _doubtful(report: ImportReport, about: Names) -> Iterator[IntakeLine]:
    """What is to be looked at; what is said of many rows is said once."""
    alike: dict[tuple[str, ...], list[Doubt]] = {}
    for each in report.warnings:
        said = (tr_error(each.reason), each.file or "", each.column, each.value)
        alike.setdefault(said, []).append(each)
    for (reason, file, column, value), doubts in alike.items():
        named = [name for each in doubts if (name := about.get((file, each.row)))]
        who = ", ".join(named[:_MOST_NAMED]) + (" …" if len(named) > _MOST_NAMED else "")
        rows = runs([each.row for each in doubts if each.row is not None])
        yield IntakeLine(tr("Please check"), Tone.WARN, reason, rows, file, who, column, value)


def _missing(report: ImportReport, names: Callable[[str], str]) -> Iterator[IntakeLine]:
    for code in report.missing or ():
        yield IntakeLine(tr("Missing"), Tone.WARN, tr("No form has come from {person}.", person=names(code)))


def _rows(report: ImportReport, read: ReadList | None, about: Names) -> Iterator[IntakeLine]:
    """The good rows of a list as they read; of one in an old font, converted."""
    for part in read.parts if read else ():
        kind = tr("Converted") if part.encodings else tr("Good row")
        sheet = part.sheet if read and read.more else ""
        refused = {each.row for each in report.refused if (each.file or "") == sheet}
        for each in (row for row in part.rows if row.number not in refused):
            text = " · ".join(filter(None, map(cell_text, each.cells.values())))
            who = about.get((sheet, each.number), "")
            yield IntakeLine(kind, Tone.OK, text, str(each.number), sheet, who)
