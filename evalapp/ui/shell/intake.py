"""Taking a file in: looked at first, shown row by row, then applied; for every screen that imports."""

from functools import partial
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from evalapp.base.columns import Tone
from evalapp.base.messages import tr
from evalapp.domain.imports import ImportChoice
from evalapp.ui.kit.actions import ActionBar
from evalapp.ui.kit.colours import LARGE, MEDIUM, SMALL
from evalapp.ui.kit.dialogs import XLSX_FILES
from evalapp.ui.kit.forms import FieldSpec, Form
from evalapp.ui.kit.labels import OneLine, chip, label, row, show_chip
from evalapp.ui.kit.pickers import Choice, ChoicePicker
from evalapp.ui.kit.rows import stop_in_turn
from evalapp.ui.kit.second_press import SecondPress
from evalapp.ui.kit.sizes import px
from evalapp.ui.kit.table import Table
from evalapp.ui.kit.tasks import Around
from evalapp.ui.shell.intake_lines import IntakeLine, Kind
from evalapp.ui.shell.intake_parts import ACTIONS, COLUMNS, MENDING, READING, SPARE
from evalapp.ui.shell.intake_state import (
    SHEET,
    Intake,
    IntakeState,
    Looked,
    Taken,
    look,
    name_units,
    offered_units,
    save_refused,
    take_list,
)
from evalapp.ui.shell.messages import Written
from evalapp.ui.shell.routes import Desk
from evalapp.ui.shell.securing import BEFORE_IMPORT

_LOW = 420  # pixels; below, the list has the room of what it says itself

_LEAST_TITLE = 280  # pixels, before buttons are folded


class IntakePanel(QFrame):
    """Shows what a file would do, and does it when told to."""

    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._desk = desk
        self._state: IntakeState | None = None
        self.title = OneLine("title", Qt.TextElideMode.ElideMiddle)  # the end of a file's name tells it
        self.title.setMinimumWidth(px(_LEAST_TITLE))
        self._summary = label(wrap=True)
        self._done = chip()
        self._table: Table[IntakeLine] = Table(
            COLUMNS, lambda line: line.number, tr("What became of the file")
        )
        self._table.moved.connect(self._show_reason)
        for each in (self, self._table):  # where no button has the keyboard; a double click takes nothing
            going_on = QShortcut(each)
            going_on.setKeys([QKeySequence(Qt.Key.Key_Return), QKeySequence(Qt.Key.Key_Enter)])
            going_on.setContext(Qt.ShortcutContext.WidgetShortcut)
            going_on.activated.connect(self._go_on)
        turning = QShortcut(QKeySequence(Qt.Key.Key_Space), self._table)
        turning.setContext(Qt.ShortcutContext.WidgetShortcut)
        turning.activated.connect(self._turn)
        self._table.clicked.connect(self._turn_clicked)
        self.shown = ChoicePicker(tr("Rows shown"), tr("All rows"))
        self.shown.chosen.connect(self._show_only)
        self.second_press = SecondPress(self)
        self.columns = Form(tr("What is to be said about the list"), keeps=False)
        self.columns.hide()
        self._asked: tuple[FieldSpec, ...] | None = None
        self._reason = label(look="muted", wrap=True)
        self._reason.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.actions_bar, mending, reading = self._bars = (
            ActionBar(ACTIONS),
            ActionBar(MENDING),
            ActionBar(READING),
        )
        for bar in self._bars:
            bar.triggered.connect(self._do)
        self._keys = label(look="muted", wrap=True)
        self._reading = row(self._keys, reading, spacing=MEDIUM)
        for text in (self._summary, self._keys):  # they go on in a second line before a button is folded
            text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._inside = layout = QVBoxLayout(self)
        layout.addWidget(row(self.title, self._done, self.actions_bar))
        layout.addWidget(row(self._summary, self.shown, mending, spacing=MEDIUM))
        layout.addWidget(self.columns, 1)
        layout.addWidget(self._reading)
        layout.addWidget(self._table, 1)
        layout.addWidget(self._reason)
        layout.addStretch()  # what is said stands at the top also where there is no list under it
        desk.tasks.finished.connect(self._free)

    @property
    def state(self) -> IntakeState | None:
        """What is shown, if anything."""
        return self._state

    def begin(self, intake: Intake) -> None:
        """Look at a file without changing anything; where a column is not known, ask which it is."""
        state = IntakeState(intake, busy=True)
        if intake.source is None:
            self._run(state, ImportChoice(dry_run=True))
            return
        self.render_state(state)
        query = partial(look, source=intake.source)
        self._desk.tasks.run(query, label=intake.title, done=self._show_looked, owner=self)

    def _show_looked(self, looked: Looked) -> None:
        if self._state is None:
            return
        state = replace(self._state, looked=looked)
        if looked.sheet or looked.found.missing or looked.found.is_doubtful:
            self.render_state(replace(state, choosing=True, busy=False))
        else:
            self._read(state, looked)

    def _look_in(self, sheet: str) -> None:
        """Another sheet of the file has other columns."""
        state = self._state
        if state is not None and state.intake.source is not None:
            query = partial(look, source=state.intake.source, sheet=sheet)
            self._desk.tasks.run(query, label=state.intake.title, done=self._show_looked, owner=self)

    def _read(self, state: IntakeState, looked: Looked) -> None:
        """Show what the list would do with its columns as they are chosen."""
        source = state.intake.source
        if source is not None:
            perform = partial(
                take_list, source=source, mapping=looked.mapping, sheet=looked.sheet, home=looked.home
            )
            intake = replace(state.intake, perform=perform)
            read = replace(state, intake=intake, choosing=False, taken=None, busy=True)
            self._run(read, ImportChoice(dry_run=True))

    def _read_again(self) -> None:
        state = self._state
        if state is not None and state.units:
            self._name_units(state)
        elif state is not None and state.looked is not None:
            self._read_chosen(state)

    def _read_chosen(self, state: IntakeState) -> None:
        values = self.columns.values
        if faults := state.faults_of(values):
            self.columns.mark(faults)
            return
        chosen = state.choose(values)
        if chosen.looked:
            self._read(chosen, chosen.looked)

    def _choose_columns(self) -> None:
        if self._state:
            self.render_state(replace(self._state, choosing=True, taken=None, preview=self._state))

    def _ask_units(self) -> None:
        if self._state:
            self._desk.tasks.run(
                offered_units, label=self._state.intake.title, done=self._show_units, owner=self
            )

    def _show_units(self, units: tuple[Choice, ...]) -> None:
        if self._state:
            self.render_state(replace(self._state, units=units, preview=self._state))

    def _go_back(self) -> None:
        """Give up what was to be said: what was read before stands there again."""
        if self._state and self._state.preview:
            self.render_state(self._state.preview)
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.left.emit()

    def _name_units(self, state: IntakeState) -> None:
        """Keep which units are meant, then look at the list again."""
        codes = {name: code for name, code in self.columns.values.items() if code}
        naming = partial(name_units, codes=codes)
        self._desk.tasks.run(naming, label=tr("Saving"), done=self._show_named, owner=self)

    def _show_named(self, _nothing: None) -> None:
        if self._state:
            named = replace(self._state, units=(), taken=None, busy=True)
            self._run(named, ImportChoice(dry_run=True))

    def render_state(self, state: IntakeState) -> None:
        """The only method that changes what is on screen."""
        self._state = state
        report = state.report
        self.title.setText(state.intake.title)
        self._summary.setText(state.summary)
        if report is not None and report.applied:
            show_chip(self._done, tr("Imported"), Tone.OK)
        elif report is not None and report.refused:
            show_chip(self._done, tr("{count} refused", count=len(report.refused)), Tone.BAD)
        elif report is not None and report.changes_nothing:
            show_chip(self._done, tr("Changes nothing"), Tone.PLAIN)
        else:
            show_chip(self._done, "", Tone.PLAIN)
        self._show_fields(state)
        self.shown.show_choices(state.only_choices, state.only)
        self.shown.setVisible(bool(state.only_choices))
        lines = state.lines
        for number, column in enumerate(COLUMNS):  # a list has no files, forms have no cells
            is_blank = column.key in SPARE and not any(column.value(line) for line in lines)
            self._table.setColumnHidden(number, is_blank)
        self._table.show_rows(lines)
        self._table.setVisible(bool(lines))
        self._fit()
        self._reading.setVisible(state.filling)
        self._keys.setText(state.keys_words)
        for bar in self._bars:
            bar.show_state(state)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little height the list gets more of it."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The chosen row's reason stands under the list, but where that would take a row from it."""
        low = self.height() < px(_LOW)
        around, between = (MEDIUM, SMALL) if low else (LARGE, MEDIUM)
        self._inside.setContentsMargins(LARGE, around, LARGE, around)
        self._inside.setSpacing(between)
        self._reason.setVisible(not low and not self._table.isHidden())

    def _show_fields(self, state: IntakeState) -> None:
        fields = state.fields if state.filling else ()
        if fields and fields != self._asked:
            self.columns.show_fields(fields, {} if state.units else state.chosen_columns)
            if fields[0].key == SHEET:
                self.columns.on_choice(SHEET, self._look_in)
            self.columns.begin()
        if fields:
            self.columns.mark(state.columns_at_fault)
        if fields != self._asked:  # looking for what Tab meets takes as long as painting does
            head, mending, reading = (bar.stops for bar in self._bars)
            stop_in_turn((*head, self.shown, *mending, *self.columns.stops, *reading, self._table))
        self._asked = fields
        self.columns.setVisible(bool(fields))

    def _show_only(self, kind: Kind | None) -> None:
        if self._state:
            self.render_state(replace(self._state, only=kind))
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_reason(self, line: IntakeLine) -> None:
        self._reason.setText(line.reason)

    def _do(self, key: str) -> None:
        {
            "intake.leave": self.left.emit,
            "intake.back": self._go_back,
            "intake.columns": self._choose_columns,
            "intake.turn_all": self._turn_all,
            "intake.units": self._ask_units,
            "intake.read": self._read_again,
            "intake.errors": self._save_errors,
            "intake.apply": self._apply,
        }[key]()

    def _turn_clicked(self, index: QModelIndex) -> None:
        if COLUMNS[index.column()].ticked is not None:
            self._turn()

    def _turn(self) -> None:
        """Take a file in or leave it out; of several of one person look again with the one meant."""
        state, line = self._state, self._table.current()
        if state is None or not state.can_turn or line is None or line.ticked is None:
            return
        left_out = state.left_out.turned(line)
        if left_out.rivals == state.left_out.rivals:
            self.render_state(replace(state, left_out=left_out))
        else:
            choice = ImportChoice(dry_run=True, left_out=left_out.rivals)
            self._run(replace(state, left_out=left_out, busy=True), choice)

    def _turn_all(self) -> None:
        if self._state and self._state.taken:
            left_out = self._state.left_out.all_turned(self._state.taken.lines)
            self.render_state(replace(self._state, left_out=left_out))

    def _go_on(self) -> None:
        """Take in what can be taken in; where nothing is left to do, leave; where nothing can be, say so."""
        state = self._state
        if state is None or state.busy or state.filling:
            return
        if state.can_apply:
            self._apply()
        elif state.report and (state.report.applied or state.report.changes_nothing):
            self.left.emit()
        else:
            self._desk.tell(state.summary, Tone.WARN)

    def _apply(self) -> None:
        state = self._state
        if state is None or (state.asked and not self._desk.dialogs.confirm(*state.asked)):
            return
        choice = ImportChoice(take_good=True, sure=bool(state.asked), left_out=state.left_out.all)
        self._run(replace(state, busy=True), choice)

    def _run(self, state: IntakeState, choice: ImportChoice) -> None:
        self._desk.tell("", Tone.PLAIN)  # what was refused before is asked again
        self.render_state(state)
        perform = partial(state.intake.take, choice=choice)
        around = None if choice.dry_run else Around(before=BEFORE_IMPORT)
        self._desk.tasks.run(
            perform, label=state.intake.title, done=self._show_taken, owner=self, around=around
        )

    def _show_taken(self, taken: Taken) -> None:
        if self._state:
            self.render_state(replace(self._state, taken=taken, busy=False, preview=None, only=None))
            listed: QWidget = self if self._table.isHidden() else self._table
            listed.setFocus(Qt.FocusReason.OtherFocusReason)
            self.second_press.begin()

    def _save_errors(self) -> None:
        state = self._state
        if state is None or state.taken is None:
            return
        file = self._desk.dialogs.save_file(tr("Save the refused rows"), "loi-nhap.xlsx", XLSX_FILES)
        if file:
            save = partial(save_refused, taken=state.taken, out=file)
            self._desk.tasks.run(
                save, label=tr("Writing the refused rows"), done=self._tell_errors_saved, owner=self
            )

    def _tell_errors_saved(self, file: Path) -> None:
        self._desk.tell(
            tr("The refused rows are in {file}. Correct them there and take that file in.", file=str(file)),
            Tone.OK,
            written=Written(file, self._desk.dialogs.open_outside),
        )

    def _free(self) -> None:
        """A refused or cancelled import leaves nothing to show: go back to the screen."""
        if self._state and self._state.busy and not self._desk.tasks.busy:
            if self._state.looked and not self._state.choosing and self._state.report is None:
                self.render_state(replace(self._state, choosing=True, busy=False))
            elif self._state.report is None:
                self._state = None
                self.left.emit()
            else:
                self.render_state(replace(self._state, busy=False))
