"""Self-score forms: one locked workbook for each person, sent out and taken back, a whole folder at once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, points_shown
from evalapp.documents.papers.batch import BatchOutcome, Present, write_each
from evalapp.documents.reading.cells import cell_text
from evalapp.documents.reading.workbook import Workbook, read_workbook
from evalapp.domain.imports import Change, Doubt, Fate, GoodRow, ImportChoice, ImportReport, Refusal
from evalapp.domain.policy.canonical import sha256_of
from evalapp.domain.policy.model import Kind
from evalapp.domain.rights import Right
from evalapp.domain.rounds import SCORING, Mark, Round, RoundId, Sheet, SheetId, Stage
from evalapp.domain.sheet_words import WORD_LABELS
from evalapp.store.keys import code_key
from evalapp.store.work import Progress, Work, no_progress
from evalapp.usecases.changes import changes_of
from evalapp.usecases.layouts import layout_for
from evalapp.usecases.rounds import round_subject
from evalapp.usecases.scores import LONGEST_NOTE
from evalapp.usecases.scores_import import marks_fate, points_in, take_marks
from evalapp.usecases.summaries import form_of, people_in_turn

if TYPE_CHECKING:
    from evalapp.documents.papers.self_score_form import SelfMark, SelfScoreForm

WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})
#: What file managers and Office leave in folders; nobody means to send it.
_LITTER = ("~$", ".", "thumbs.db", "desktop.ini")


def export_forms(work: Work, *, round_id: RoundId, folder: Path) -> BatchOutcome:
    """Write one form for each person who is rated into a folder."""
    from evalapp.documents.papers.self_score_form import write_self_score_form

    current = work.rounds.get(round_id)
    work.require(Right.READ_SCORES, current.unit)
    current.refuse_scores(Stage.SELF)
    secret, layout = work.settings.secret, layout_for(work, current.unit)
    asked = people_in_turn(work, round_id=round_id, rated=True)
    return write_each(
        folder,
        asked,
        lambda path, sheet: write_self_score_form(path, sheet, secret, layout),
        suffix=".xlsx",
        progress=work.progress,
        present=Present.KEEP,
    )


class ReadForm(Struct, frozen=True):
    """A file that came back: read, or why it could not be."""

    file: str
    workbook: Workbook | None
    refused: UserError | None = None
    ignored: bool = False  # no workbook at all: named, but in nobody's way


def read_forms(path: Path, progress: Progress = no_progress) -> list[ReadForm]:
    """Read one form, or every workbook of a folder in order of name; other files are named, not read."""
    if path.is_dir():
        files = sorted(
            each for each in path.iterdir() if each.is_file() and not each.name.lower().startswith(_LITTER)
        )
        if not files:
            raise UserError(
                N_("The folder {folder} holds no forms. Choose the folder the filled forms are in."),
                folder=str(path),
            )
    elif path.exists():
        return [_read(path)]
    else:
        raise UserError(N_("There is no file or folder {file}."), file=str(path))
    read: list[ReadForm] = []
    for number, file in enumerate(files):
        progress(number, len(files))
        if file.suffix.lower() in WORKBOOKS:
            read.append(_read(file))
        else:
            reason = UserError(N_("This is no workbook; it was left alone."))
            read.append(ReadForm(file.name, None, reason, ignored=True))
    return read


def _read(file: Path) -> ReadForm:
    try:
        return ReadForm(file.name, read_workbook(file))
    except UserError as error:
        return ReadForm(file.name, None, error)


def import_forms(
    work: Work, *, round_id: RoundId, read: Sequence[ReadForm], choice: ImportChoice
) -> ImportReport:
    """Take filled forms back as self-scores; each file is taken whole or refused with its reason."""
    current = work.rounds.get(round_id)
    work.require(Right.SCORE_SELF, current.unit)
    current.refuse_scores(Stage.SELF)
    desk = _Desk(work, current, choice.left_out)
    for number, form in enumerate(read):
        work.progress(number, len(read))
        desk.take(form)
    desk.book()
    came = {sheet for sheet, _, _, _ in desk.marks} | desk.set_aside
    missing = tuple(
        sheet.participant.code
        for sheet in desk.sheets.values()
        if sheet.participant.unrated is None
        and sheet.participant.sheet not in came
        and not sheet.marks.get(Stage.SELF, {}).keys() - WORD_LABELS.keys()
    )
    report = ImportReport.of(
        [each.fate for each in desk.good], desk.refused, desk.warnings, missing=missing, rows=desk.good
    )
    if not choice.allows(report):
        return report
    if report.new or report.changed:
        take_marks(work, current, Stage.SELF, desk.marks)
        work.audit.record(
            "forms.imported",
            round_subject(current),
            new=report.new,
            changed=report.changed,
            digest=sha256_of(
                [[str(sheet), code, str(mark.points), mark.note] for sheet, _, code, mark in desk.marks]
            ),
            scores=changes_of(desk.sheets.values(), desk.marks),
            files=desk.files,
        )
    return report.as_applied()


class _Desk:
    """Forms on their way in, checked one by one against the round and each other."""

    def __init__(self, work: Work, current: Round, left_out: Collection[str]) -> None:
        self._left_out = left_out
        self._secret = work.settings.secret
        self._current = current
        self._policy = work.policies.get(current.policy.id)
        self.sheets = {code_key(sheet.participant.code): sheet for sheet in work.rounds.sheets(current.id)}
        self._filled: dict[SheetId, list[_Filled]] = {}
        self.set_aside: set[SheetId] = set()  # whose form came, and is left out
        self.good: list[GoodRow] = []
        self.refused: list[Refusal] = []
        self.warnings: list[Doubt] = []
        self.marks: list[tuple[SheetId, Stage, str, Mark]] = []
        self.files: dict[str, str] = {}  # by person: the file that was booked

    def take(self, read: ReadForm) -> None:
        """Read one file; what is in order waits to be booked."""
        from evalapp.documents.papers.self_score_form import read_self_score_form

        if read.ignored and read.refused is not None:
            self.warnings.append(Doubt(None, read.refused, read.file))
            return
        try:
            if read.workbook is None:
                raise read.refused or UserError(N_("This is no workbook; it was left alone."))
            form = read_self_score_form(read.workbook, self._secret)
            sheet = self._sheet_of(form)
        except UserError as error:
            if read.file not in self._left_out:
                self.refused.append(Refusal(None, "", "", (error,), read.file))
            return
        if read.file in self._left_out:
            self.set_aside.add(sheet.participant.sheet)
            return
        given, faults = self._given(form, sheet)
        if not faults and all(mark.points is None for mark in given.values()):
            faults = [(None, "", UserError(N_("Nothing is scored on this form.")))]
        if faults:
            row, value, _ = faults[0]
            reasons = tuple(error for _, _, error in faults)
            self.refused.append(
                Refusal(row, form.score_column, value, reasons, read.file, sheet.participant.name)
            )
            return
        self._filled.setdefault(sheet.participant.sheet, []).append(_Filled(read.file, sheet, given))

    def _sheet_of(self, form: SelfScoreForm) -> Sheet:
        from evalapp.documents.papers.self_score_form import Standing

        if form.standing is Standing.NOT_OURS:
            raise UserError(
                N_(
                    "This is not a self-score form that this workspace made. Send the forms out again if "
                    "in doubt."
                )
            )
        if form.standing is Standing.CHANGED:
            raise UserError(
                N_(
                    "The locked part of this form was changed. Ask for the form as it was sent out, "
                    "filled in again."
                )
            )
        if form.period != self._current.period or code_key(form.unit_code) != code_key(
            self._current.unit_code
        ):
            raise UserError(
                N_("This form is for {unit}, {month}; here {here}, {wanted} is being taken in."),
                unit=form.unit_code,
                month=form.period.named if form.period else "?",
                here=self._current.unit_code,
                wanted=self._current.period.named,
            )
        sheet = self.sheets.get(code_key(form.person_code))
        if sheet is None:
            raise UserError(
                N_("{code} is not among the people of this {kind}."),
                code=form.person_code,
                kind=self._current.period.sort,
            )
        if form.policy_hash != self._current.policy.hash or form.form != sheet.participant.form:
            raise UserError(
                N_(
                    "This form was made under another policy or for another position. Send the forms out "
                    "again."
                )
            )
        return sheet

    def _given(
        self, form: SelfScoreForm, sheet: Sheet
    ) -> tuple[dict[str, Mark], list[tuple[int | None, str, UserError]]]:
        rows = form_of(self._policy, sheet)
        given: dict[str, Mark] = {}
        faults: list[tuple[int | None, str, UserError]] = []
        for code, written in form.marks.items():
            row = rows.row(code)
            if row is None or row not in rows.leaves:
                raise ValueError(f"a genuine form with an unknown row {code}")
            try:
                given[row.code] = Mark(points_in(row, written.points), _note(written))
            except UserError as error:
                faults.append((written.row, cell_text(written.points), error))
        return given, faults

    def book(self) -> None:
        """Book the good forms; two of one person with other points are both refused."""
        for forms in self._filled.values():
            first, *others = forms
            if any(other.given != first.given for other in others):
                for form in forms:
                    files = [other.file for other in forms if other is not form]
                    error = N_(
                        "There is another form of {name} with other points: {files}. Keep the right one."
                    )
                    reason = UserError(error, name=first.sheet.participant.name, files=files)
                    name = first.sheet.participant.name
                    self.refused.append(Refusal(None, "", "", (reason,), form.file, name, tuple(files)))
                continue
            self._book(first)
            for other in others:
                self._take(other, Fate.SAME)
                self._doubt(other.file, N_("The same form of {name} came twice."), other.sheet)

    def _book(self, form: _Filled) -> None:
        sheet, given = form.sheet, form.given
        before = sheet.marks.get(Stage.SELF, {})
        told = {code: mark for code, mark in given.items() if mark != Mark(None) or code in before}
        changes = tuple(
            Change(code, _points(before[code]), _points(mark))
            for code, mark in told.items()
            if code in before and before[code].points != mark.points
        )
        self._take(form, marks_fate(sheet, Stage.SELF, told), changes)
        self.files[sheet.participant.code] = form.file
        self.marks += [(sheet.participant.sheet, Stage.SELF, code, mark) for code, mark in told.items()]
        rows = form_of(self._policy, sheet)
        left_open = Sheet(sheet.participant, {Stage.SELF: given}).missing(Stage.SELF, rows)
        computed = {row.code for row in rows.leaves if row.kind is Kind.FORMULA}
        missing = [code for code in left_open if code not in computed]
        if missing:
            self._doubt(form.file, N_("{name} has not scored: {rows}."), sheet, rows=list(missing))
        if any(
            row.kind is Kind.BONUS and row.needs_note and mark.points and not mark.note
            for row in rows.leaves
            if (mark := given.get(row.code))
        ):
            self._doubt(
                form.file, N_("{name} gets a bonus, but the work that earns it is not stated."), sheet
            )
        if self._current.stage in SCORING[1:]:
            self._doubt(form.file, N_("{name}'s form came after self-scoring had ended."), sheet)

    def _doubt(self, file: str, message: str, sheet: Sheet, **values: object) -> None:
        name = sheet.participant.name
        self.warnings.append(Doubt(None, UserError(message, name=name, **values), file, who=name))

    def _take(self, form: _Filled, fate: Fate, changes: tuple[Change, ...] = ()) -> None:
        self.good.append(GoodRow(None, fate, form.sheet.participant.name, changes, form.file))


class _Filled(Struct, frozen=True):
    """A genuine form whose every cell is in order."""

    file: str
    sheet: Sheet
    given: dict[str, Mark]


def _points(mark: Mark) -> str | None:
    return None if mark.points is None else points_shown(mark.points)


def _note(written: SelfMark) -> str:
    if len(written.note) > LONGEST_NOTE:
        raise UserError(N_("The note is longer than {most} letters."), most=LONGEST_NOTE)
    return written.note
