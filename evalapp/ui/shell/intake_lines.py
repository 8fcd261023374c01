"""What there is to say about a file that comes in, line by line."""

import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base.columns import Tone
from evalapp.base.messages import N_, tr, tr_error
from evalapp.documents.reading.cells import cell_text
from evalapp.documents.reading.lists import ReadList, ReadRow
from evalapp.domain.imports import Doubt, Fate, GoodRow, ImportReport, Refusal

_MOST_NAMED: Final = 3  # people of a line that is about many
_MOST_RUNS: Final = 4  # of rows, before only the first are told
_TIP_WIDTH, _TIP_LINES = 80, 30  # of the tooltip that has them all
Names = Mapping[tuple[str, int | None], str]  # from file or sheet, and row, to whom the row is about


class Kind(StrEnum):
    """What a line is, in the order in which lines stand: what needs somebody first."""

    REFUSED = "refused"
    DOUBTFUL = "doubtful"
    MISSING = "missing"
    CHANGED = "changed"
    NEW = "new"
    GOOD = "good"  # of a file that does not say what its rows do
    SAME = "same"
    LEFT_OUT = "left_out"  # a file that somebody does not want taken in


#: What each is called, with a sign.
KIND_LABELS: Final = {
    Kind.REFUSED: N_("✕ Refused"),
    Kind.DOUBTFUL: N_("⚠ Please check"),
    Kind.MISSING: N_("⚠ Missing"),
    Kind.CHANGED: N_("→ Changed"),
    Kind.NEW: N_("+ New"),
    Kind.GOOD: N_("Good row"),
    Kind.SAME: N_("= The same"),
    Kind.LEFT_OUT: N_("Left out"),
}
#: How those alone are asked for.
ONLY_LABELS: Final = {
    Kind.REFUSED: N_("Only refused rows"),
    Kind.DOUBTFUL: N_("Only what is to be checked"),
    Kind.MISSING: N_("Only who is missing"),
    Kind.CHANGED: N_("Only rows that change something"),
    Kind.NEW: N_("Only new rows"),
    Kind.GOOD: N_("Only good rows"),
    Kind.SAME: N_("Only rows that change nothing"),
    Kind.LEFT_OUT: N_("Only what is left out"),
}
_TONES: Final = {
    Kind.REFUSED: Tone.BAD,
    Kind.DOUBTFUL: Tone.WARN,
    Kind.MISSING: Tone.WARN,
    Kind.CHANGED: Tone.ACCENT,
    Kind.NEW: Tone.OK,
    Kind.GOOD: Tone.OK,
}
_KIND_OF: Final = {Fate.CHANGED: Kind.CHANGED, Fate.NEW: Kind.NEW, Fate.SAME: Kind.SAME}


class IntakeLine(Struct, frozen=True):
    """One thing to say about the file: what a row does, a row refused, rows to look at, somebody missing."""

    kind: Kind
    reason: str
    rows: str = ""  # as they are written: 7–30
    count: int = 1  # how many they are
    file: str = ""
    who: str = ""
    column: str = ""
    value: str = ""
    number: int = 0
    ticked: bool | None = None  # whether a file of many comes in; None where that is no question
    rivals: tuple[str, ...] = ()  # files of the same person, of which one alone can come in

    @property
    def taken_words(self) -> str | None:
        """Whether the file comes in, in words."""
        return None if self.ticked is None else tr("yes") if self.ticked else tr("no")

    @property
    def tone(self) -> Tone:
        """How urgent it is, by its colour."""
        return _TONES.get(self.kind, Tone.MUTED)

    @property
    def rows_shown(self) -> str:
        """The rows in few words: the first of them and how many they are, where they are strewn."""
        parts = self.rows.split(_NEXT)
        if len(parts) <= _MOST_RUNS:
            return self.rows
        first = _NEXT.join(parts[: _MOST_RUNS - 1])
        return tr("{first} … ({count} {count:row|rows})", first=first, count=self.count)

    @property
    def rows_tip(self) -> str:
        """Every row, in lines that a tooltip has room for."""
        return "\n".join(textwrap.wrap(self.rows, _TIP_WIDTH, max_lines=_TIP_LINES, placeholder=" …"))


_NEXT: Final = ", "  # between numbers of rows


def lines_of(
    report: ImportReport, read: ReadList | None, names: Callable[[str], str]
) -> tuple[IntakeLine, ...]:
    """Everything that there is to say, refused rows first; `names` says how a missing person is called."""
    about = _named(read)
    lines = [
        *_refused(report, about),
        *_doubtful(report, about),
        *_missing(report, names),
        *(_rows(report, read, about) if read else _forms(report)),
    ]
    order = list(Kind)
    lines.sort(key=lambda line: order.index(line.kind))
    return tuple(replace(line, number=number) for number, line in enumerate(lines))


def counted_rows(report: ImportReport, *, forms: bool) -> str:
    """How many rows of a list there were, or forms of a folder, and what they do."""
    rows = N_("{read} rows read: {new} new, {changed} changed, {same} the same as before, {refused} refused.")
    files = N_(
        "{read} forms read: {new} new, {changed} changed, {same} the same as before, {refused} refused."
    )
    return tr(
        files if forms else rows,
        read=report.read,
        new=report.new,
        changed=report.changed,
        same=report.same,
        refused=len(report.refused),
    )


def runs(numbers: Sequence[int]) -> str:
    """Numbers as they are written in short: 7–30, 32."""
    parts: list[list[int]] = []
    for number in sorted(set(numbers)):
        if parts and number == parts[-1][-1] + 1:
            parts[-1][1:] = [number]
        else:
            parts.append([number])
    return _NEXT.join("–".join(map(str, part)) for part in parts)


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
    """What cannot come in; rows that are refused for the same are told once."""
    alike: dict[tuple[str, ...], list[Refusal]] = {}
    for each in report.refused:
        reason = _joined([tr_error(reason) for reason in each.reasons])
        alike.setdefault((reason, each.file or "", each.column, each.value), []).append(each)
    yield from _told_once(Kind.REFUSED, alike, about)


def _doubtful(report: ImportReport, about: Names) -> Iterator[IntakeLine]:
    """What is to be looked at; what is said of many rows is said once."""
    alike: dict[tuple[str, ...], list[Doubt]] = {}
    for each in report.warnings:
        said = (tr_error(each.reason), each.file or "", each.column, each.value)
        alike.setdefault(said, []).append(each)
    yield from _told_once(Kind.DOUBTFUL, alike, about)


def _told_once(
    kind: Kind, alike: Mapping[tuple[str, ...], Sequence[Refusal | Doubt]], about: Names
) -> Iterator[IntakeLine]:
    """A line for each reason, with its rows and with the first of those whom it is about."""
    for (reason, file, column, value), rows in alike.items():
        named = [name for each in rows if (name := about.get((file, each.row)))]
        who = ", ".join(named[:_MOST_NAMED]) + (" …" if len(named) > _MOST_NAMED else "")
        numbers = [each.row for each in rows if each.row is not None]
        rivals = next((each.rivals for each in rows if isinstance(each, Refusal)), ())
        who = who or next(each.who for each in rows)
        yield IntakeLine(kind, reason, runs(numbers), len(numbers), file, who, column, value, rivals=rivals)


def _missing(report: ImportReport, names: Callable[[str], str]) -> Iterator[IntakeLine]:
    for code in report.missing or ():
        yield IntakeLine(Kind.MISSING, tr("No form has come from {person}.", person=names(code)))


def _rows(report: ImportReport, read: ReadList | None, about: Names) -> Iterator[IntakeLine]:
    """The good rows of a list as they read, of one in an old font converted; or what they change."""
    good = {(each.file or "", each.row): each for each in report.rows}
    for part in read.parts if read else ():
        sheet = part.sheet if read and read.more else ""
        refused = {each.row for each in report.refused if (each.file or "") == sheet}
        for each in (row for row in part.rows if row.number not in refused):
            booked = good.get((sheet, each.number))
            text = " · ".join(filter(None, _as_meant(each, booked)))
            if part.encodings:
                text = tr("Converted: {text}", text=text)
            who = about.get((sheet, each.number), "")
            yield IntakeLine(*_what_it_does(booked, text), str(each.number), file=sheet, who=who)


def _as_meant(row: ReadRow, booked: GoodRow | None) -> Iterator[str]:
    """The cells as they are written, and what one is read as where that is something else."""
    for key, cell in row.cells.items():
        meant = booked.meant.get(key) if booked else None
        yield f"{cell_text(cell)} → {meant}" if meant else cell_text(cell)


def _what_it_does(booked: GoodRow | None, text: str) -> tuple[Kind, str]:
    if booked is None:
        return Kind.GOOD, text
    changes = "; ".join(change.said for change in booked.changes)
    return _KIND_OF[booked.fate], changes or text


#: What a form says that changes no points that stand there.
_SAID: Final = {
    Fate.NEW: N_("The first form of this person."),
    Fate.CHANGED: N_("Notes that are others, or rows that were not scored before."),
    Fate.SAME: N_("All that it says is known already."),
}


def _forms(report: ImportReport) -> Iterator[IntakeLine]:
    """The good forms, each a file of its own."""
    for each in report.rows:
        said = "; ".join(change.said for change in each.changes) or tr(_SAID[each.fate])
        yield IntakeLine(_KIND_OF[each.fate], said, file=each.file or "", who=each.who)


def _joined(reasons: Sequence[str]) -> str:
    """Reasons after each other: sentences by a space, words by a semicolon."""
    return "".join(
        reason if number == len(reasons) - 1 else f"{reason} " if reason.endswith(".") else f"{reason}; "
        for number, reason in enumerate(reasons)
    )
