"""Reports as people read them in a terminal: the lines of their papers, in columns that line up.

They are in Vietnamese, as the papers are, so that both say the same in the same words.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from evalapp.cli.answers import table_lines
from evalapp.documents.papers import form_lines as form
from evalapp.documents.papers import person_year_lines as person_year
from evalapp.documents.papers import report_lines as tables
from evalapp.documents.papers import reward_lines, wording, year_lines
from evalapp.domain.dossier import PART_WORDS, Dossier
from evalapp.domain.person_years import PersonPeriod
from evalapp.domain.reports import Report, ReportTable
from evalapp.domain.rewards import RewardList
from evalapp.domain.rounds import PersonSheet
from evalapp.domain.years import YearReport

#: Of a list of rewards: what stands apart from the table, since lines get too long for a terminal.
_REWARD_GROUNDS = reward_lines.COLUMNS.index("Căn cứ")
_DOSSIER_COLUMNS = ("STT", "Loại tài liệu", "Ngày", "Tài liệu", "Tệp")

Cell = Decimal | int | str | None


def report_text(report: Report) -> Iterator[str]:
    """A report that is tables: its title, what it says in words, each table under its caption."""
    yield from _head(report.title, report.unit_name, *tables.subtitles(report))
    if not report.is_final:
        yield report.unfinished
    for heading, words in report.text:
        yield from ("", heading, words)
    for table in report.tables:
        yield from ("", *filter(None, [table.caption]), *_table(table))
    if report.remarks:
        yield from ("", *report.remarks)


def _table(table: ReportTable) -> Iterable[str]:
    if not table.rows:
        return (tables.NOTHING,)
    rows = [
        [tables.shown(value, column) for value, column in zip(row, table.columns, strict=True)]
        for row in table.rows
    ]
    return table_lines([column.title for column in table.columns], rows)


def form_text(sheets: Iterable[PersonSheet]) -> Iterator[str]:
    """The forms of people one below the other: every row with its points by stage, and what came of them."""
    for number, sheet in enumerate(sheets):
        yield from ([""] if number else [])
        yield from _form(sheet)


def _form(sheet: PersonSheet) -> Iterator[str]:
    yield f"{sheet.round.unit_name}, {wording.period(sheet.round.period)}"
    for pairs in form.participant_lines(sheet.sheet):
        yield "   ".join(f"{label}: {value or '–'}" for label, value in pairs)
    if form.is_draft(sheet):
        yield wording.DRAFT
    lines = [*form.form_lines(sheet), form.total_line(sheet)]
    number, label, *rest = form.COLUMNS
    # The label is the longest cell by far: it ends the line.
    yield from table_lines(
        (number, *rest, label),
        [(line.code, _cell(line.maximum), *map(_cell, line.entries), line.label) for line in lines],
    )
    for line in lines:
        yield from (f"{line.code}. {note}" for note in line.notes)
    yield from form.result_lines(sheet)


def rewards_text(listed: RewardList) -> Iterator[str]:
    """The list of rewards and penalties with how many decisions stand."""
    yield from _head(reward_lines.TITLE, listed.unit_name, wording.period(listed.period))
    if not listed.proposals:
        yield reward_lines.NOTHING
        return
    if listed.is_draft:
        yield reward_lines.DRAFT
    rows = [reward_lines.cells(number, each) for number, each in enumerate(listed.proposals, start=1)]
    yield from table_lines(_grounds_last(reward_lines.COLUMNS), [_grounds_last(row) for row in rows])
    yield from reward_lines.count_lines(listed)


def _grounds_last(cells: Sequence[str]) -> tuple[str, ...]:
    return (*cells[:_REWARD_GROUNDS], *cells[_REWARD_GROUNDS + 1 :], cells[_REWARD_GROUNDS])


def year_text(report: YearReport) -> Iterator[str]:
    """The list of a longer period, with the shares by kind of unit."""
    yield from _head(year_lines.TITLE, report.unit_name, *year_lines.subtitles(report))
    if not report.rows:
        yield tables.NOTHING
        return
    if not report.is_final:
        yield wording.DRAFT
    rows = [year_lines.cells(number, row, report.period) for number, row in enumerate(report.rows, start=1)]
    yield from table_lines(year_lines.columns(report.period), [[*map(_cell, row)] for row in rows])
    yield from year_lines.closing_lines(report)


def person_period_text(of: PersonPeriod) -> Iterator[str]:
    """One person's longer period: its months, the periods inside it, the level, and what follows from it."""
    yield from _head(person_year.title(of), "", wording.period(of.period))
    for pairs in person_year.about(of):
        yield "   ".join(f"{label}: {value or '–'}" for label, value in pairs)
    if not of.is_final:
        yield wording.DRAFT
    months = [*person_year.month_rows(of), person_year.total_row(of)]
    yield from table_lines(person_year.COLUMNS, [[*map(_cell, row)] for row in months])
    yield from person_year.part_lines(of)
    for ticked, text in person_year.boxes(of, decided=True):
        yield f"{'☒' if ticked else '☐'} {text}"
    if result := person_year.result_line(of):
        yield result
    if of.proposals:
        yield from (person_year.PROPOSALS_TITLE, *(f"- {each}" for each in of.proposals))


def dossier_text(of: Dossier) -> Iterator[str]:
    """The index of a dossier, and what is not in it."""
    about = ", ".join(part for part in (of.name, of.code, of.title, of.unit_name) if part)
    yield from _head("Hồ sơ đánh giá, xếp loại", about, f"Năm {of.year}")
    yield from table_lines(
        _DOSSIER_COLUMNS,
        [
            (number, PART_WORDS[part.kind], f"{part.day:%d/%m/%Y}" if part.day else "", part.title, part.file)
            for number, part in enumerate(of.parts, start=1)
        ],
    )
    yield from of.left_out


def _head(title: str, about: str, *subtitles: str) -> Iterator[str]:
    yield title
    yield from (line for line in (about, *subtitles) if line)


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    return wording.number(value) if isinstance(value, Decimal) else str(value)
