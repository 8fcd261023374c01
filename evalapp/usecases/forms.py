"""Self-score forms: one locked workbook for each person, sent out and taken back, a whole folder at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.documents.papers.batch import BatchOutcome, write_each
from evalapp.documents.papers.self_score_form import (
    SelfMark,
    SelfScoreForm,
    Standing,
    read_self_score_form,
    write_self_score_form,
)
from evalapp.documents.reading.cells import cell_text
from evalapp.documents.reading.values import as_points
from evalapp.documents.reading.workbook import Workbook, read_workbook
from evalapp.domain.imports import Doubt, Fate, ImportChoice, ImportReport, Refusal
from evalapp.domain.policy.canonical import sha256_of
from evalapp.domain.policy.points import check_points
from evalapp.domain.rights import Right
from evalapp.domain.rounds import SCORING, Mark, Round, RoundId, Sheet, SheetId, Stage
from evalapp.store.keys import code_key
from evalapp.store.work import Progress, Work, no_progress
from evalapp.usecases.rounds import round_subject
from evalapp.usecases.scores import LONGEST_NOTE, marks_fate, take_marks
from evalapp.usecases.summaries import form_of, person_sheets

WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})
#: What file managers and Office leave in folders; nobody means to send it.
_LITTER = ("~$", ".", "thumbs.db", "desktop.ini")


def export_forms(work: Work, *, round_id: RoundId, folder: Path) -> BatchOutcome:
    """Write one form for each person who is rated into a folder."""
    current = work.rounds.get(round_id)
    work.require(Right.READ_SCORES, current.unit)
    current.refuse_scores(Stage.SELF)
    secret = work.settings.secret
    asked = [
        each for each in person_sheets(work, round_id=round_id) if each.sheet.participant.unrated is None
    ]
    return write_each(
        folder,
        asked,
        lambda path, sheet: write_self_score_form(path, sheet, secret),
        suffix=".xlsx",
        progress=work.progress,
    )


@dataclass(frozen=True)
class ReadForm:
    """A file that came back: read, or why it could not be."""

    file: str
    workbook: Workbook | None
    refused: UserError | None = None


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
        files = [path]
    else:
        raise UserError(N_("There is no file or folder {file}."), file=str(path))
    read: list[ReadForm] = []
    for number, file in enumerate(files):
        progress(number, len(files))
        read.append(_read(file))
    return read


def _read(file: Path) -> ReadForm:
    if file.suffix.lower() not in WORKBOOKS:
        return ReadForm(file.name, None, UserError(N_("This is no workbook; it was left alone.")))
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
    desk = _Desk(work, current)
    for number, form in enumerate(read):
        work.progress(number, len(read))
        desk.take(form)
    taken = {sheet for sheet, _, _, _ in desk.marks}
    missing = tuple(
        sheet.participant.code
        for sheet in desk.sheets.values()
        if sheet.participant.unrated is None
        and sheet.participant.sheet not in taken
        and not sheet.marks.get(Stage.SELF)
    )
    report = ImportReport.of(desk.fates, desk.refused, desk.warnings, missing=missing)
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
        )
    return report.as_applied()


class _Desk:
    """Forms on their way in, checked one by one against the round and each other."""

    def __init__(self, work: Work, current: Round) -> None:
        self._secret = work.settings.secret
        self._current = current
        self._policy = work.policies.get(current.policy.id)
        self.sheets = {code_key(sheet.participant.code): sheet for sheet in work.rounds.sheets(current.id)}
        self._files: dict[SheetId, tuple[str, dict[str, Mark]]] = {}
        self.fates: list[Fate] = []
        self.refused: list[Refusal] = []
        self.warnings: list[Doubt] = []
        self.marks: list[tuple[SheetId, Stage, str, Mark]] = []

    def take(self, read: ReadForm) -> None:
        """Book one file."""
        try:
            if read.workbook is None:
                raise read.refused or UserError(N_("This is no workbook; it was left alone."))
            form = read_self_score_form(read.workbook, self._secret)
            sheet = self._sheet_of(form)
        except UserError as error:
            self.refused.append(Refusal(None, "", "", (error,), read.file))
            return
        given, faults = self._given(form, sheet)
        if not faults:
            faults = self._empty_or_second(read.file, form, sheet, given)
        if faults:
            row, value, _ = faults[0]
            reasons = tuple(error for _, _, error in faults)
            self.refused.append(Refusal(row, form.score_column, value, reasons, read.file))
            return
        self._book(read.file, sheet, given)

    def _sheet_of(self, form: SelfScoreForm) -> Sheet:
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
                N_("This form is for {unit}, month {month}; here {here}, month {wanted} is being taken in."),
                unit=form.unit_code,
                month=form.period.label if form.period else "?",
                here=self._current.unit_code,
                wanted=self._current.period.label,
            )
        sheet = self.sheets.get(code_key(form.person_code))
        if sheet is None:
            raise UserError(N_("{code} is not among the people of this month."), code=form.person_code)
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
                points = as_points(written.points)
                given[row.code] = Mark(None if points is None else check_points(row, points), _note(written))
            except UserError as error:
                faults.append((written.row, cell_text(written.points), error))
        return given, faults

    def _empty_or_second(
        self, file: str, form: SelfScoreForm, sheet: Sheet, given: dict[str, Mark]
    ) -> list[tuple[int | None, str, UserError]]:
        if all(mark.points is None for mark in given.values()):
            return [(None, "", UserError(N_("Nothing is scored on this form.")))]
        if sheet.participant.sheet in self._files:
            other, marks = self._files[sheet.participant.sheet]
            if marks != given:
                error = UserError(
                    N_("There is another form of {name} with other points: {file}. Keep the right one."),
                    name=sheet.participant.name,
                    file=other,
                )
                return [(None, form.person_code, error)]
        return []

    def _book(self, file: str, sheet: Sheet, given: dict[str, Mark]) -> None:
        who = sheet.participant
        if who.sheet in self._files:
            self.fates.append(Fate.SAME)
            self.warnings.append(
                Doubt(None, UserError(N_("The same form of {name} came twice."), name=who.name), file)
            )
            return
        self._files[who.sheet] = (file, given)
        before = sheet.marks.get(Stage.SELF, {})
        told = {code: mark for code, mark in given.items() if mark != Mark(None) or code in before}
        self.fates.append(marks_fate(sheet, Stage.SELF, told))
        self.marks += [(who.sheet, Stage.SELF, code, mark) for code, mark in told.items()]
        missing = Sheet(who, {Stage.SELF: given}).missing(Stage.SELF, form_of(self._policy, sheet))
        if missing:
            self.warnings.append(
                Doubt(
                    None,
                    UserError(N_("{name} has not scored: {rows}."), name=who.name, rows=list(missing)),
                    file,
                )
            )
        if self._current.stage in SCORING[1:]:
            self.warnings.append(
                Doubt(
                    None,
                    UserError(N_("{name}'s form came after self-scoring had ended."), name=who.name),
                    file,
                )
            )


def _note(written: SelfMark) -> str:
    if len(written.note) > LONGEST_NOTE:
        raise UserError(N_("The note is longer than {most} letters."), most=LONGEST_NOTE)
    return written.note
