"""One person's form: typed into row by row, each mark saved at once; beside it reasons and evidence."""

from collections.abc import Callable
from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QSplitter

from evalapp.base.errors import UserError
from evalapp.base.messages import counted, tr
from evalapp.domain.registers import EntryId
from evalapp.domain.rounds import Mark, PersonSheet, RoundId, Sheet, SheetId
from evalapp.store.topics import Topic
from evalapp.ui.kit.actions import ActionBar
from evalapp.ui.kit.clipboard import has_files
from evalapp.ui.kit.colours import LARGE, MEDIUM, SMALL
from evalapp.ui.kit.labels import button, chip, column, label, row, show_chip
from evalapp.ui.kit.sizes import px
from evalapp.ui.kit.table import Table
from evalapp.ui.screens.sheet.accepting import take_offers
from evalapp.ui.screens.sheet.actions import ACTIONS, ATTACHING, PASTE
from evalapp.ui.screens.sheet.attaching import Attaching
from evalapp.ui.screens.sheet.back import MONTH, SETTLEMENT, back_words, led_back
from evalapp.ui.screens.sheet.beside import FILES, PROPOSALS, Beside
from evalapp.ui.screens.sheet.closed import why_closed
from evalapp.ui.screens.sheet.columns import COLUMNS
from evalapp.ui.screens.sheet.loading import read_sheet
from evalapp.ui.screens.sheet.noting import Noting
from evalapp.ui.screens.sheet.refused_rows import RefusedRows
from evalapp.ui.screens.sheet.state import SheetLine, SheetState
from evalapp.ui.screens.sheet.typing import spot_of, type_again
from evalapp.ui.screens.sheet.words import FilledBeside
from evalapp.ui.shell.at_hand import Held
from evalapp.ui.shell.incoming import files_of, holds_text
from evalapp.ui.shell.papers import ask_form_pdf
from evalapp.ui.shell.routes import Desk, Place, Route, Screen
from evalapp.ui.shell.steps import EVIDENCE_BESIDE, answered
from evalapp.ui.shell.undoing import Undoing
from evalapp.usecases.last_places import Spot
from evalapp.usecases.previews import preview_form
from evalapp.usecases.scores import enter_mark

_BESIDE_WIDTH, _BESIDE_NARROW, _BESIDE_LEAST = 320, 300, 280
_NARROW = 760  # below, the form needs more of it
_WIDE = 1100  # from here on there is room for both beside each other
_MOST = 4000  # more than any window is high
_ANY_HEIGHT = 16_777_215  # as Qt has it
_TALL = 480  # from here on for the title of the form


class SheetScreen(Screen):
    """The form of one person."""

    topics = frozenset({Topic.SCORES, Topic.ROUNDS})

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._state: SheetState | None = None
        self._route = Route("sheet")
        self._resumed: Spot | None = None
        self._keeps_row = False  # the next person is looked at in the same row
        self._back = button("", "flat")
        self._back.clicked.connect(self._leave)
        self._number = label(look="muted")
        self._issuer = label(look="muted")
        self._form = label(look="strong")
        self._name = label(look="title")
        self._about = label(look="muted")
        self._total = label(look="figure")
        self._total.setAccessibleName(tr("Total"))
        self._result = chip()
        self._standing = label(look="muted", wrap=True)
        self._standing.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.actions_bar = ActionBar(ACTIONS)
        self.actions_bar.triggered.connect(self._do)
        self.table: Table[SheetLine] = Table(COLUMNS, lambda line: line.criterion.code, tr("Form"))
        self.table.moved.connect(self._show_row)
        self.table.moved.connect(self._tell_spot)
        self.table.typed.connect(self._tell_spot)
        self.table.unheard.connect(self._tell_closed)
        self.table.rows_model.edited.connect(self._save)
        self.table.rows_model.refused.connect(self._tell_refused)
        self._refused = RefusedRows(desk, self.table.rows_model)
        self.beside = Beside(desk)
        self.beside.folded.connect(self._fit)
        self.beside.left.connect(self.table.setFocus)
        self._undoing = Undoing(desk, self, lambda: self._round)
        self._undoing.stood.connect(self._stand)
        self._noting = Noting(self.table, self._undoing, self._save)
        self.beside.proposals.settled.connect(self._keep_answer)
        self._attaching = Attaching(desk, self)
        self._attaching.attached.connect(partial(self.beside.turn_to, FILES))
        self._attaching.attached.connect(partial(self._undoing.keep_beside, EVIDENCE_BESIDE))
        self._drop_hint = label(look="strong")
        self._drop_hint.hide()
        self.setAcceptDrops(True)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(MEDIUM)
        split.addWidget(self.table)
        self.words = FilledBeside(desk, self.beside)
        self.words.turned.connect(self._turn)
        self.words.turned.connect(self._tell_spot)
        self.words.typed.connect(self._tell_spot)
        self.words.recorded.connect(self._keep_recorded)
        split.addWidget(self.words)
        split.setStretchFactor(0, 1)
        self._split = split
        self._fitted: tuple[int, bool] | None = None
        layout = column(
            self,
            row(self._back, self._number, self._issuer, None, self.actions_bar),
            self._form,
            row(self._name, self._about, None, self._result, self._total, spacing=MEDIUM),
            self._standing,
            self._drop_hint,
            self._noting.bar,
            split,
        )
        layout.setSpacing(SMALL)
        layout.setContentsMargins(LARGE, MEDIUM, LARGE, LARGE)
        layout.setStretch(6, 1)
        self.setFocusProxy(self.table)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the titles give way: the marks and their reasons stay in sight."""
        super().resizeEvent(event)
        self._issuer.setVisible(self.width() >= px(_WIDE))
        self._form.setVisible(self.height() >= px(_TALL))
        self._fit()

    def _turn(self) -> None:
        """Give what is filled in its room; once that is done the keyboard works in the form again."""
        self._fit()
        if not self.words.is_filling:
            self.table.setFocus()

    def _fit(self) -> None:
        """In one line below the form where it would take the form's words from it, until it is turned to."""
        is_wide = self.width() >= px(_WIDE)
        self.beside.let_fold(can_fold=not is_wide)
        is_folded = self.beside.is_folded and not self.words.is_filling
        fitted = (self.width(), is_folded)
        if fitted == self._fitted:
            return  # the line was perhaps moved by hand
        self._fitted = fitted
        self._split.setOrientation(Qt.Orientation.Vertical if is_folded else Qt.Orientation.Horizontal)
        self.words.setMaximumHeight(self.beside.sizeHint().height() if is_folded else _ANY_HEIGHT)
        is_narrow = self.width() < px(_NARROW)
        beside = px(_BESIDE_WIDTH if is_wide else _BESIDE_LEAST if is_narrow else _BESIDE_NARROW)
        self._split.setSizes(
            [_MOST, self.beside.sizeHint().height()] if is_folded else [self._split.width() - beside, beside]
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape gives the form its room back, then leads back to the list."""
        if event.key() == Qt.Key.Key_Escape:
            if self.beside.leave():
                self.table.setFocus()
            else:
                self._leave()
        else:
            super().keyPressEvent(event)

    @property
    def state(self) -> SheetState | None:
        """What is shown."""
        return self._state

    def visit(self, place: Place, route: Route) -> None:
        """Load the form."""
        self._route = route
        self._back.setText("← " + led_back(route.back, place.period))
        self._back.setAccessibleName(back_words(route.back, place.period))
        self._back.setToolTip(back_words(route.back, place.period) + " (Esc)")
        if route.sheet is not None:
            query = partial(read_sheet, place=place, sheet_id=route.sheet, among=route.among)
            self._desk.tasks.load(query, done=self._show_loaded, owner=self)

    def resume(self, spot: Spot) -> None:
        """Go on in the same row."""
        self._resumed = spot

    def render_state(self, state: SheetState) -> None:
        """The only method that changes what is on screen."""
        current = self.table.current()
        recorded = self._state.recorded if self._state and self._state.name == state.name else ()
        state = replace(state, row=current.criterion.code if current else "", recorded=recorded)
        self._state = state
        self.words.follow(state.person.sheet.participant.sheet if state.person else None)
        self.actions_bar.show_state(state)
        self._number.setText(f"{counted(state.number)} / {counted(state.count)}" if state.count else "")
        self._number.setToolTip(tr("Person {number} of {count}", number=state.number, count=state.count))
        self._number.setAccessibleName(self._number.toolTip())
        issuer, form = state.heading
        self._issuer.setText(issuer)
        self._form.setText(form)
        self._name.setText(state.name)
        self._about.setText(state.about)
        self._total.setText(state.total)
        self._total.setVisible(bool(state.total))
        show_chip(self._result, *state.result)
        self._standing.setText(state.standing)
        self._standing.setToolTip(state.standing)
        self.table.show_rows(state.lines)
        self._refused.show(state)
        self._noting.follow(state)
        self.beside.show_state(state)
        current = self.table.current()
        if current is not None:
            self._show_row(current)

    def _show_loaded(self, loaded: SheetState) -> None:
        if loaded.person is None or loaded.person.sheet.participant.sheet != self._route.sheet:
            return  # another person was chosen meanwhile
        if self._desk.tasks.busy:
            return  # a mark typed after this was read is on its way; what it gives is read again then
        before, keeps_row = self._state, self._keeps_row
        is_at_stage = before is not None and before.editing is loaded.editing
        first = before is None or before.name != loaded.name
        self.render_state(loaded)
        self._keeps_row = False
        if not is_at_stage or (first and not (keeps_row and self.table.current())):
            self._start_typing(loaded)
        spot, self._resumed = self._resumed, None
        field = spot.field if spot else self._route.field if first else ""
        line = next((each for each in loaded.lines if field and each.criterion.code == field), None)
        if line is not None:
            self.table.select(line, max(0, self.table.currentIndex().column()))
        if spot is not None:
            type_again(self.table, self.words, loaded, spot)

    def _tell_spot(self) -> None:
        if self._state and (spot := spot_of(self.table, self.words, self._state)):
            self.stood.emit(spot)

    def _start_typing(self, state: SheetState) -> None:
        """Put the cursor on the first row that can be scored, in the present stage's column."""
        if state.editing is None:
            return
        lines = state.lines
        number = next((n for n, line in enumerate(lines) if line.is_missing), None)
        number = (
            number if number is not None else next(n for n, line in enumerate(lines) if line.takes_points)
        )
        position = [each.key for each in COLUMNS].index(state.editing.value)
        self.table.select(lines[number], position)

    def _save(self, before: SheetLine, after: SheetLine, key: str) -> None:
        state = self._state
        if state is None or state.person is None or after.editing is None:
            return
        sheet, stage, code = state.person.sheet.participant.sheet, after.editing, after.criterion.code
        seen = Mark(before.points(stage), before.note)
        saving = partial(
            enter_mark,
            sheet_id=sheet,
            stage=stage,
            code=code,
            points=after.points(stage),
            note=after.note if key == "note" else None,
            seen=seen,
            where_open=True,
        )
        self._desk.tasks.run(
            saving,
            label=tr("Saving"),
            done=partial(self._noting.keep, state.person.round.id, stage, code, seen),
            owner=self,
            refused=partial(self._mark_refused, sheet, before, after, key),
        )

    def _mark_refused(
        self, sheet: SheetId, before: SheetLine, after: SheetLine, key: str, error: UserError
    ) -> None:
        """Keep it where it was typed, marked, whoever's form is shown by now."""
        typed = after.note if key == "note" else next(each for each in COLUMNS if each.key == key).text(after)
        if self._state and self._route.sheet == sheet:
            self.table.rows_model.show(self._state.lines)
            self.table.rows_model.refuse(before, key, typed, error)
        elif after.editing is not None:
            self._refused.hold(sheet, after.editing, after.criterion.code, key, Held(typed, error))

    def _tell_refused(self, error: UserError) -> None:
        self._desk.tasks.refused.emit(error)

    def _tell_closed(self, line: SheetLine) -> None:
        """Say why nothing is written in a cell, to whoever types there all the same."""
        if self._state:
            self._tell_refused(why_closed(self._state, line))

    def _do(self, key: str) -> None:
        state = self._state
        if state is None or state.person is None:
            return
        person = state.person
        steps: dict[str, Callable[[], None]] = {
            "sheet.preview": partial(self._preview, person),
            "sheet.print": partial(ask_form_pdf, self._desk, self, person),
            "sheet.words": partial(self.words.begin, state),
            "sheet.accept": partial(self._accept, person),
            "sheet.note": self._begin_note,
            "sheet.undo": partial(self._undoing.turn, back=True),
            "sheet.redo": partial(self._undoing.turn, back=False),
            "sheet.event": partial(self.words.begin_event, state),
            "sheet.event_back": partial(self.words.withdraw_event, state.recorded),
            "sheet.products": partial(self._show_products, person),
            "sheet.before": partial(self._go_on_to, state.before),
            "sheet.after": partial(self._go_on_to, state.after),
        }
        if key == PASTE and self.table.hasFocus() and holds_text(QGuiApplication.clipboard().mimeData()):
            self.table.paste()
        elif key in ATTACHING:
            whole = key in ("sheet.attach_whole", "sheet.paste_whole")
            self._attaching.do(key, state, "" if whole else state.row)
        else:
            steps[key]()

    def _preview(self, person: PersonSheet) -> None:
        make = partial(preview_form, sheet_id=person.sheet.participant.sheet)
        self._desk.preview(person.sheet.participant.name, make)

    def _accept(self, person: PersonSheet) -> None:
        """Take what is offered, after what is being typed."""
        self.table.setFocus()
        rows = self.table.rows_model
        take_offers(self._desk, self, person, rows.rows, [str(code) for code, _ in rows.refusals])

    def _begin_note(self) -> None:
        """Write at the row what the key for it writes in the month list."""
        column = [each.key for each in COLUMNS].index("note")
        if self.table.isColumnHidden(column):
            self.beside.leave()  # which gives the form the room for it
        self.table.edit(self.table.currentIndex().siblingAtColumn(column))

    def _keep_answer(self, sheet: Sheet) -> None:
        """A suggestion was answered here: a step that Ctrl+Z takes back, here or in the list."""
        state, person = self._state, self._state.person if self._state else None
        if state is None or state.policy is None or person is None:
            return
        if person.sheet.participant.sheet == sheet.participant.sheet:
            if step := answered(person.sheet, sheet, state.policy, person.round.period):
                self._desk.steps.add(person.round.id, step)
            self._state = replace(state, person=replace(person, sheet=sheet))

    @property
    def _round(self) -> RoundId | None:
        return self._state.person.round.id if self._state and self._state.person else None

    def _stand(self, sheet: SheetId, code: str) -> None:
        """Be where a step was taken back or done again, on the form of somebody else if it was there."""
        lines = self._state.lines if self._state else ()
        line = next((each for each in lines if each.criterion.code == code), None)
        if sheet != self._route.sheet:
            self.routed.emit(replace(self._route, sheet=sheet, field=code))
        elif line is not None:
            self.table.select(line, max(0, self.table.currentIndex().column()))

    def _show_products(self, person: PersonSheet) -> None:
        self.routed.emit(Route("products", person=person.sheet.participant.code))

    def _go_on_to(self, sheet: SheetId | None) -> None:
        """Look at somebody else in the same row, with the same things beside it."""
        self._keeps_row = True
        self.routed.emit(replace(self._route, sheet=sheet))

    def _keep_recorded(self, entries: tuple[EntryId, ...]) -> None:
        """What was recorded proposes something perhaps: turn to that."""
        if self._state is not None:
            self._state = replace(self._state, recorded=entries)
            self.actions_bar.show_state(self._state)
            self.beside.turn_to(PROPOSALS)

    def _show_row(self, line: SheetLine) -> None:
        if self._state is None:
            return
        code = line.criterion.code
        self._state = replace(self._state, row=code)
        self.actions_bar.show_state(self._state)
        self.beside.show_row(line, () if line.is_heading else self._state.changes_of(code))

    # What is dropped here

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and pictures where evidence may be attached."""
        if self._state and self._state.can_attach and has_files(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Say what the files would be attached to."""
        row = self._row_at(event.position().toPoint())
        said = (
            tr("Drop here: evidence for row {row}", row=row) if row else tr("Drop here: for the whole form")
        )
        self._drop_hint.setText("▤ " + said)
        self._drop_hint.show()
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Nothing was dropped."""
        self._drop_hint.hide()
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Attach what was dropped: to the row under the cursor, beside the rows to the whole form."""
        self._drop_hint.hide()
        if self._state and self._state.can_attach and has_files(event.mimeData()):
            row = self._row_at(event.position().toPoint())
            self._attaching.attach(self._state, row, files_of(event.mimeData()))
            event.acceptProposedAction()

    def _row_at(self, at: QPoint) -> str:
        """The row of the form at a place; empty where there is none."""
        viewport = self.table.viewport()
        inside = viewport.mapFrom(self, at)
        index = self.table.indexAt(inside) if viewport.rect().contains(inside) else None
        return self.table.rows_model.rows[index.row()].criterion.code if index and index.isValid() else ""

    def _leave(self) -> None:
        """Go back to where the form was opened, to the same person where a list has everybody."""
        back, person = self._route.back or MONTH, self._state.person if self._state else None
        if back in (MONTH, SETTLEMENT) and self._state and person:
            code = person.sheet.participant.code
            self.routed.emit(Route(back, person=code, field=self._state.row))
        else:
            self.routed.emit(Route(back))
