"""Scores that come in as a unit's list, at any stage of an open month."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.base.names import clean, fold
from evalapp.documents.reading.cells import Cell, cell_text
from evalapp.documents.reading.lists import ReadList
from evalapp.documents.reading.values import as_code, as_points, as_text
from evalapp.domain.imports import Doubt, Fate, ImportChoice, ImportReport
from evalapp.domain.policy.model import Criterion, Form, Kind, Policy
from evalapp.domain.policy.points import check_points, met_or_not
from evalapp.domain.reasons import asked, left_note, newly_unexplained, note_left
from evalapp.domain.rounds import Mark, Round, RoundId, Sheet, SheetId, Stage
from evalapp.store.keys import code_key
from evalapp.store.work import Work
from evalapp.usecases.changes import changes_of
from evalapp.usecases.groups import DeputyScope
from evalapp.usecases.rounds import round_subject
from evalapp.usecases.rows import Outcome, RowReader, list_digest
from evalapp.usecases.scores import (
    follow,
    refuse_computed,
    require_stage,
)


def import_scores(
    work: Work, *, round_id: RoundId, read: ReadList, stage: Stage, choice: ImportChoice
) -> ImportReport:
    """Take a unit's score list in at a stage; a blank cell changes nothing."""
    current = work.rounds.get(round_id)
    require_stage(work, current, stage)
    current.refuse_scores(stage)
    people = _People(work, current, stage)
    columns, doubts = _columns(read, people.policy)
    outcome = Outcome(read)
    outcome.warnings += doubts
    marks: list[tuple[SheetId, Stage, str, Mark]] = []
    for number, row in enumerate(read.rows):
        work.progress(number, len(read.rows))
        reader = RowReader(read, row)
        sheet = people.sheet_of(reader)
        given = _given(work, reader, sheet, stage, columns, people.policy) if sheet else {}
        fate = None if sheet is None else marks_fate(sheet, stage, given)
        if outcome.take(reader, fate) and sheet is not None:
            people.done[sheet.participant.sheet] = row.number
            marks += [(sheet.participant.sheet, stage, code, mark) for code, mark in given.items()]
    report = outcome.report
    if not choice.allows(report):
        return report
    if report.new or report.changed:
        take_marks(work, current, stage, marks)
        work.audit.record(
            "scores.imported",
            f"{round_subject(current)} {stage.value}",
            file=read.file,
            new=report.new,
            changed=report.changed,
            digest=list_digest(read),
            scores=changes_of(people.sheets, marks),
        )
    return report.as_applied()


def take_marks(
    work: Work, current: Round, stage: Stage, marks: Sequence[tuple[SheetId, Stage, str, Mark]]
) -> None:
    """Write marks that came in and let the round follow to their stage."""
    if not marks:
        return
    work.rounds.save_marks(marks)
    follow(work, current, stage)


def marks_fate(sheet: Sheet, stage: Stage, given: Mapping[str, Mark]) -> Fate:
    """Whether marks that came in are new, change something, or are all known."""
    before = sheet.marks.get(stage, {})
    if all(before.get(code) == mark for code, mark in given.items()):
        return Fate.SAME
    return Fate.CHANGED if before else Fate.NEW


class _People:
    """The people of a round, as the rows of a list name them."""

    def __init__(self, work: Work, current: Round, stage: Stage) -> None:
        self._scope = DeputyScope(work, current, stage)
        self.policy = work.policies.get(current.policy.id)
        self._round = current
        self.done: dict[SheetId, int] = {}
        self._by_code: dict[str, Sheet] = {}
        self._by_name: dict[str, list[Sheet]] = {}
        self.sheets = work.rounds.sheets(current.id)
        for sheet in self.sheets:
            self._by_code[code_key(sheet.participant.code)] = sheet
            self._by_name.setdefault(fold(sheet.participant.name), []).append(sheet)

    def sheet_of(self, reader: RowReader) -> Sheet | None:
        """The sheet a row speaks of: by code, else by a name that one person of the round has."""
        code, name = reader.value("code", as_code, ""), _name(reader)
        key = "code" if code else "name"
        found = self._named(reader, code, name)
        if found is None:
            return None
        if code and name and fold(found.participant.name) != fold(name):
            reader.refuse(
                "name",
                UserError(
                    N_("The code {code} belongs to {name} in this {kind}. Correct the code or the name."),
                    kind=self._round.period.sort,
                    code=found.participant.code,
                    name=found.participant.name,
                ),
            )
        refusal = self._scope.refusal(found.participant)
        if refusal is not None:
            reader.refuse(key, refusal)
        if found.participant.sheet in self.done:
            reader.refuse(
                key,
                UserError(
                    N_("{name} stands in row {row} too. One person, one row."),
                    name=found.participant.name,
                    row=self.done[found.participant.sheet],
                ),
            )
        return found

    def _named(self, reader: RowReader, code: str, name: str) -> Sheet | None:
        if code:
            found = self._by_code.get(code_key(code))
            if found is None:
                reader.refuse(
                    "code",
                    UserError(
                        N_("Nobody with the code {code} is in {unit}, {month}."),
                        code=code,
                        unit=self._round.unit_name,
                        month=self._round.period.named,
                    ),
                )
            return found
        named = self._by_name.get(fold(name), []) if name else []
        if len(named) == 1:
            reader.doubt(
                UserError(N_("No code; matched by name with {code}."), code=named[0].participant.code)
            )
            return named[0]
        if named:
            reader.refuse(
                "name",
                UserError(
                    N_("Several people are named {name}: {codes}. Write the code of the one that is meant."),
                    name=name,
                    codes=[sheet.participant.code for sheet in named],
                ),
            )
        elif name:
            reader.refuse(
                "name",
                UserError(
                    N_("Nobody named {name} is in {unit}, {month}."),
                    name=name,
                    unit=self._round.unit_name,
                    month=self._round.period.named,
                ),
            )
        else:
            reader.refuse("code", UserError(N_("The row names nobody: write a code or a name.")))
        return None


def _name(reader: RowReader) -> str:
    name = reader.value("name", as_text, "")
    return name or clean(f"{reader.value('family', as_text, '')} {reader.value('given', as_text, '')}")


class _Column(Struct, frozen=True):
    """A column of the list that is headed by a criterion's code."""

    header: str
    code: str


def _columns(read: ReadList, policy: Policy) -> tuple[list[_Column], list[Doubt]]:
    """The criterion columns; headings and unknown columns are left alone, and told."""
    leaves = {code_key(row.code) for form in policy.forms for row in form.leaves}
    rows = {code_key(row.code) for form in policy.forms for row in form.criteria}
    columns = [_Column(header, key) for header in read.extra_headers if (key := code_key(header)) in leaves]
    if not columns:
        raise UserError(
            N_(
                "No column of “{file}” is headed by a criterion of {policy}. Head the score columns "
                "by codes such as {codes}."
            ),
            file=read.file,
            policy=policy.code,
            codes=[row.code for row in policy.forms[0].leaves[:4]],
        )
    doubts = [
        Doubt(
            read.header_row,
            UserError(
                N_("The column “{column}” is the sum of its rows and was left alone.")
                if code_key(header) in rows
                else N_("The column “{column}” is no criterion and was left alone."),
                column=header,
            ),
        )
        for header in read.extra_headers
        if code_key(header) not in leaves
    ]
    return columns, doubts


def _given(
    work: Work,
    reader: RowReader,
    sheet: Sheet,
    stage: Stage,
    columns: Iterable[_Column],
    policy: Policy,
) -> dict[str, Mark]:
    """The marks of a row that passed their criterion's own check."""
    form = policy.form(sheet.participant.form)
    if form is None:
        raise ValueError(f"a round without the form {sheet.participant.form}")
    if stage is not Stage.SELF and work.is_self(sheet.participant.person):
        reader.refuse(
            "name",
            UserError(
                N_("Nobody decides their own result: somebody else has to do this for {user}."),
                user=work.user.name,
            ),
        )
    given: dict[str, Mark] = {}
    for column in columns:
        cell = reader.row.extra.get(column.header)
        if cell is None or cell == "":
            continue
        row = form.row(column.code)
        if row is None or row not in form.leaves:
            reader.refuse_value(
                column.header,
                cell_text(cell),
                UserError(
                    N_("The form of {name} has no row {code}."),
                    name=sheet.participant.name,
                    code=column.header,
                ),
            )
            continue
        _take_cell(reader, given, row, column.header, cell)
    _take_note(reader, sheet, stage, form, given)
    for gap in newly_unexplained(policy, form, sheet, stage, given):
        reader.doubt(asked(gap))
    _doubt_notes(reader, sheet, stage, given)
    return given


def _doubt_notes(reader: RowReader, sheet: Sheet, stage: Stage, given: Mapping[str, Mark]) -> None:
    """Doubt each note that stays under another score than the one it was written for."""
    for code, mark in given.items():
        before = sheet.mark(stage, code)
        note = note_left(before, mark, sheet.decisions)
        if note and before.points is not None:
            reader.doubt(left_note(before.points, note, code))


def points_in(row: Criterion, cell: Cell) -> Decimal | None:
    """The points that a cell holds for a row (None: blank); what the row does not take is refused."""
    met = met_or_not(row, cell_text(cell))
    points = as_points(cell) if met is None else met
    if points is None:
        return None
    refuse_computed(row)
    return check_points(row, points)


def _take_cell(reader: RowReader, given: dict[str, Mark], row: Criterion, header: str, cell: Cell) -> None:
    try:
        points = points_in(row, cell)
        if points is not None:
            given[row.code] = Mark(points)
    except UserError as error:
        reader.refuse_value(header, cell_text(cell), error)


def _take_note(reader: RowReader, sheet: Sheet, stage: Stage, form: Form, given: dict[str, Mark]) -> None:
    """The row's note justifies its bonus; without a bonus it belongs to the last row scored."""
    for code in given:
        given[code] = Mark(given[code].points, sheet.mark(stage, code).note)
    note = reader.value("note", as_text, "")
    bonus = next((row for row in form.leaves if row.kind is Kind.BONUS), None)
    if bonus is None:
        return
    mark = given.get(bonus.code, sheet.mark(stage, bonus.code))
    if note:
        given[bonus.code] = Mark(mark.points, note)
    elif mark.points and not mark.note and bonus.needs_note:
        reader.doubt(
            UserError(
                N_("{name} gets a bonus, but the work that earns it is not stated."),
                name=sheet.participant.name,
            )
        )
