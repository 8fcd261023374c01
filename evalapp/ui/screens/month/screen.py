"""The month screen: draws its state, and sends what is done to the use cases."""

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QStackedWidget, QWidget

from evalapp.base.columns import Tone
from evalapp.base.messages import tr, tr_error
from evalapp.documents.reading.specs import SCORES
from evalapp.domain.rounds import DECIDING, SCORING, STAGE_LABELS, Round, Stage
from evalapp.store.topics import Topic
from evalapp.ui.kit.actions import ActionBar
from evalapp.ui.kit.colours import LARGE, MEDIUM, SMALL
from evalapp.ui.kit.dialogs import WORKBOOKS
from evalapp.ui.kit.labels import EmptyState, card, chip, column, label, row, show_chip
from evalapp.ui.kit.pickers import Choice, ChoicePicker
from evalapp.ui.kit.table import Table
from evalapp.ui.screens.month.actions import ACTIONS
from evalapp.ui.screens.month.columns import COLUMNS
from evalapp.ui.screens.month.loading import read_month, take_forms, take_scores
from evalapp.ui.screens.month.state import MonthLine, MonthState
from evalapp.ui.shell import papers
from evalapp.ui.shell.intake import IntakePanel
from evalapp.ui.shell.intake_state import Intake, list_intake
from evalapp.ui.shell.routes import Desk, Place, Route, Screen
from evalapp.usecases.forms import export_forms
from evalapp.usecases.rounds import Opening, advance_round, open_round, set_unrated
from evalapp.usecases.scores import copy_marks
from evalapp.usecases.settling import close_round, reopen_round


class MonthScreen(Screen):
    """The people of the unit's month."""

    topics = frozenset({Topic.ROUNDS, Topic.SCORES, Topic.PEOPLE, Topic.POLICIES})

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._state: MonthState | None = None
        self._form = ChoicePicker(tr("Form"), tr("Everybody"))
        self._form.chosen.connect(self._choose_form)
        self.find_line = QLineEdit()
        self.find_line.setPlaceholderText(tr("Find a person"))
        self.find_line.setAccessibleName(tr("Find a person"))
        self.find_line.setClearButtonEnabled(True)
        self.find_line.setMaximumWidth(220)
        self.find_line.textChanged.connect(self._search)
        self.actions_bar = ActionBar(ACTIONS)
        self.actions_bar.triggered.connect(self._do)
        self.table: Table[MonthLine] = Table(COLUMNS, lambda line: line.row.code, tr("People of the month"))
        self.table.make_sortable()
        self.table.opened.connect(self._open_sheet)
        self.table.moved.connect(self._explain)
        self._empty = EmptyState()
        self._empty.pressed.connect(self._begin)
        self.intake = IntakePanel(desk)
        self.intake.left.connect(self._leave_intake)
        self._who = label(look="strong")
        self._why = label(look="muted")
        self._level = chip()
        self._counts: list[QLabel] = []
        self._counts_row = QHBoxLayout()
        self._footer = card(row(self._who, self._why, None, self._level), self._counts_widget())
        full = QWidget()
        column(full, self.table, self._footer)
        self._pages = QStackedWidget()
        for page in (full, self._empty, self.intake):
            self._pages.addWidget(page)
        self._full = full
        self._head = row(self._form, self.find_line, None, self.actions_bar)
        layout = column(self, self._head, self._pages)
        layout.setContentsMargins(LARGE, MEDIUM, LARGE, LARGE)
        layout.setStretch(1, 1)
        self.setFocusProxy(self.table)
        desk.tasks.started.connect(self._follow_busy)
        desk.tasks.finished.connect(self._follow_busy)

    @property
    def state(self) -> MonthState | None:
        """What is shown."""
        return self._state

    def visit(self, place: Place, route: Route) -> None:
        """Load the unit's month."""
        if self._state is None or self._state.place != place:
            self.render_state(MonthState(place))
            self._pages.setCurrentWidget(self._full)
        if place.unit is None:
            self.render_state(MonthState(place, loaded=True))
            return
        self._desk.tasks.load(partial(read_month, place=place), done=self._show_loaded, owner=self)

    def render_state(self, state: MonthState) -> None:
        """The only method that changes what is on screen."""
        self._state = state
        self.actions_bar.show_state(state)
        choices = [Choice(code, f"{title} ({count})") for code, title, count in state.form_counts]
        self._form.show_choices(choices, state.form)
        self._form.setVisible(state.round is not None)
        self.find_line.setVisible(state.round is not None)
        self.table.show_rows(state.lines)
        self._show_counts(state)
        self._explain(self.table.current())
        self._empty.show_text(*_empty_words(state))
        if self._pages.currentWidget() is not self.intake:
            self._pages.setCurrentWidget(self._full if state.round or not state.loaded else self._empty)
        self._head.setVisible(self._pages.currentWidget() is self._full)

    def _show_loaded(self, loaded: MonthState) -> None:
        before = self._state
        if before is None or before.place != loaded.place:
            return  # another month was chosen meanwhile; its own answer follows
        known = {code for code, _, _ in loaded.form_counts}
        form = before.form if before.form in known else ""
        self.render_state(replace(loaded, form=form, words=before.words, busy=self._desk.tasks.busy))

    def _follow_busy(self) -> None:
        if self._state and self._state.busy != self._desk.tasks.busy:
            self.render_state(replace(self._state, busy=self._desk.tasks.busy))

    def _choose_form(self, code: str) -> None:
        if self._state:
            self.render_state(replace(self._state, form=code))

    def _search(self, words: str) -> None:
        if self._state:
            self.render_state(replace(self._state, words=words))

    def _counts_widget(self) -> QWidget:
        holder = QWidget()
        holder.setLayout(self._counts_row)
        self._counts_row.setContentsMargins(0, 0, 0, 0)
        self._counts_row.setSpacing(SMALL)
        self._counts_row.addStretch(1)
        return holder

    def _show_counts(self, state: MonthState) -> None:
        while len(self._counts) < len(state.counts):
            made = chip()
            self._counts_row.insertWidget(len(self._counts), made)
            self._counts.append(made)
        for number, made in enumerate(self._counts):
            text, tone = state.counts[number] if number < len(state.counts) else ("", Tone.PLAIN)
            show_chip(made, text, tone)

    def _explain(self, line: MonthLine | None) -> None:
        self._who.setText(line.row.name if line else "")
        self._why.setText(self._state.explain(line) if self._state else "")
        show_chip(self._level, line.result if line else "", line.tone if line else Tone.PLAIN)

    def _open_sheet(self, line: MonthLine) -> None:
        self.routed.emit(Route("sheet", line.row.sheet))

    def _do(self, key: str) -> None:
        state = self._state
        if state is not None and key == "month.open":
            self._begin()
        elif state is not None and state.round is not None:
            {
                "month.forms_out": self._forms_out,
                "month.forms_in": self._forms_in,
                "month.scores_in": self._scores_in,
                "month.carry": self._carry,
                "month.summary_workbook": partial(self._print_summary, "xlsx"),
                "month.summary_pdf": partial(self._print_summary, "pdf"),
                "month.forms_pdf": self._print_forms,
                "month.sheet": self._open_current,
                "month.unrated": self._set_unrated,
                "month.back": partial(self._advance, Stage.HEAD),
                "month.reopen": self._reopen,
                "month.to_deputy": partial(self._advance, Stage.DEPUTY),
                "month.to_head": partial(self._advance, Stage.HEAD),
                "month.to_settling": self._settle,
                "month.close": self._close,
            }[key](state.round)

    def _begin(self) -> None:
        """The one next step where there is no month: open it, or first bring the people in."""
        state = self._state
        if state is None or state.unit is None or not state.can_open:
            self.routed.emit(Route("people"))
            return
        opening = partial(open_round, unit=state.unit, period=state.place.period)
        self._desk.tasks.run(opening, label=tr("Opening the month"), done=self._tell_opened, owner=self)

    def _tell_opened(self, opening: Opening) -> None:
        if opening.warnings:
            self._desk.tell(" ".join(map(tr_error, opening.warnings)), Tone.WARN)
        else:
            self._desk.tell(
                tr(
                    "Month {month} is open with {people} people. "
                    "Next: write the self-score forms, or take scores in.",
                    month=opening.round.period.label,
                    people=opening.people,
                ),
                Tone.OK,
            )

    def _advance(self, to: Stage, current: Round) -> None:
        moving = partial(advance_round, round_id=current.id, to=to)
        self._desk.tasks.run(moving, label=tr("Moving the month on"), done=self._tell_nothing, owner=self)

    def _settle(self, current: Round) -> None:
        if current.stage is Stage.SETTLING:
            self.routed.emit(Route("settlement"))
            return
        moving = partial(advance_round, round_id=current.id, to=Stage.SETTLING)
        self._desk.tasks.run(moving, label=tr("Moving the month on"), done=self._go_settling, owner=self)

    def _go_settling(self, _round: Round) -> None:
        self.routed.emit(Route("settlement"))

    def _close(self, current: Round) -> None:
        sure = self._desk.dialogs.confirm(
            tr("Close month {month}?", month=current.period.label),
            tr(
                "Scores, results and the regulation are sealed. "
                "Afterwards a correction needs a reason and makes a new revision."
            ),
            tr("Close the month"),
        )
        if sure:
            closing = partial(close_round, round_id=current.id)
            self._desk.tasks.run(closing, label=tr("Closing the month"), done=self._tell_closed, owner=self)

    def _tell_closed(self, closed: Round) -> None:
        self._desk.tell(
            tr("Month {month} is closed and sealed. Its papers can be printed.", month=closed.period.label),
            Tone.OK,
        )

    def _reopen(self, current: Round) -> None:
        reason = self._desk.dialogs.reason(
            tr("Reopen month {month}?", month=current.period.label),
            tr(
                "A new revision is made with the same scores; the closed one stays as it is. "
                "The reason goes on record."
            ),
            tr("Reopen"),
        )
        if reason:
            reopening = partial(reopen_round, round_id=current.id, reason=reason)
            self._desk.tasks.run(
                reopening, label=tr("Reopening the month"), done=self._tell_nothing, owner=self
            )

    def _set_unrated(self, _round: Round) -> None:
        line = self.table.current()
        if line is None:
            return
        if line.is_unrated:
            change = partial(set_unrated, sheet_id=line.row.sheet, reason=None)
        else:
            reason = self._desk.dialogs.reason(
                tr("Do not rate {name} this month?", name=line.row.name),
                tr(
                    "For example fewer working days than the regulation asks for. "
                    "The reason goes on record and on paper."
                ),
                tr("Do not rate"),
            )
            if not reason:
                return
            change = partial(set_unrated, sheet_id=line.row.sheet, reason=reason)
        self._desk.tasks.run(change, label=tr("Saving"), done=self._tell_nothing, owner=self)

    def _open_current(self, _round: Round) -> None:
        line = self.table.current()
        if line:
            self._open_sheet(line)

    def _forms_out(self, current: Round) -> None:
        folder = self._desk.dialogs.folder(tr("Folder for the self-score forms"))
        if folder:
            writing = partial(export_forms, round_id=current.id, folder=folder)
            told = partial(papers.tell_written, self._desk, folder)
            self._desk.tasks.run(writing, label=tr("Writing the self-score forms"), done=told, owner=self)

    def _forms_in(self, current: Round) -> None:
        folder = self._desk.dialogs.folder(tr("Folder with the filled forms"))
        if folder:
            title = tr("Self-score forms: {folder}", folder=folder.name)
            self.show_intake(Intake(title, partial(take_forms, current.id, folder), self._name_of))

    def _scores_in(self, current: Round) -> None:
        file = self._desk.dialogs.open_file(tr("Score list"), WORKBOOKS)
        if file:
            stage = current.stage if current.stage in SCORING else DECIDING
            title = tr("Score list, {stage}", stage=tr(STAGE_LABELS[stage]))
            self.show_intake(list_intake(title, file, SCORES, partial(take_scores, current.id, stage)))

    def _carry(self, current: Round) -> None:
        source = SCORING[SCORING.index(current.stage) - 1]
        carrying = partial(copy_marks, round_id=current.id, source=source, target=current.stage)
        self._desk.tasks.run(carrying, label=tr("Carrying scores over"), done=self._tell_carried, owner=self)

    def _tell_carried(self, people: int) -> None:
        self._desk.tell(
            tr("Scores were carried over for {count} people; none that stood was changed.", count=people),
            Tone.OK,
        )

    def show_intake(self, intake: Intake) -> None:
        """Look at what came in, in place of the list."""
        self._pages.setCurrentWidget(self.intake)
        self._head.setVisible(False)
        self.intake.begin(intake)

    def _name_of(self, code: str) -> str:
        rows = self._state.summary.rows if self._state and self._state.summary else ()
        return next((f"{row.name} ({row.code})" for row in rows if row.code == code), code)

    def _print_summary(self, form: str, _round: Round) -> None:
        if self._state and self._state.summary:
            papers.ask_summary(self._desk, self, self._state.summary, form)

    def _print_forms(self, current: Round) -> None:
        papers.ask_forms(self._desk, self, current)

    def _leave_intake(self) -> None:
        self._pages.setCurrentWidget(self._full)
        if self._state:
            self.render_state(self._state)
        self.table.setFocus()

    def _tell_nothing(self, _outcome: object) -> None:
        """What was done shows itself: the screen is loaded again."""


def _empty_words(state: MonthState) -> tuple[str, str, str]:
    month = state.place.period.label
    if state.place.unit is None:
        return (
            tr("There is no unit yet"),
            tr("Take in the list of units, then the list of people; after that the month can be opened."),
            tr("Bring units and people in"),
        )
    if not state.people:
        return (
            tr("Nobody is evaluated here in month {month}", month=month),
            tr("Take in the list of people, or choose another unit at the top."),
            tr("Bring units and people in"),
        )
    return (
        tr("Month {month} is not open yet", month=month),
        tr(
            "Opening it freezes people, positions, forms and the regulation of the month: {people} people.",
            people=state.people,
        ),
        tr("Open month {month}", month=month),
    )
