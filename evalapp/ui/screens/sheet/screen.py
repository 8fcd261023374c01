"""One person's form: typed into row by row, each mark saved at once; beside it, why this result."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QSplitter, QVBoxLayout, QWidget

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, tr
from evalapp.domain.rounds import Sheet
from evalapp.store.topics import Topic
from evalapp.ui.kit.actions import ActionBar, ActionSpec
from evalapp.ui.kit.colours import LARGE, MEDIUM, SMALL, TINY
from evalapp.ui.kit.labels import button, chip, column, label, row, show_chip
from evalapp.ui.kit.table import Table
from evalapp.ui.screens.sheet.columns import COLUMNS
from evalapp.ui.screens.sheet.loading import read_sheet
from evalapp.ui.screens.sheet.state import SheetLine, SheetState, takes
from evalapp.ui.shell.papers import ask_form_pdf
from evalapp.ui.shell.routes import Desk, Place, Route, Screen
from evalapp.usecases.previews import preview_form
from evalapp.usecases.scores import enter_mark

_WHY_WIDTH = 290
_CHANGES = 4  # of a row's scores that are shown beside it; all of them in the tooltip
_WIDE = 1000  # from here on there is room for both beside each other

ACTIONS: tuple[ActionSpec[SheetState], ...] = (
    ActionSpec(
        "sheet.before",
        N_("Person before"),
        shortcut="Ctrl+PgUp",
        allowed=lambda state: state.before is not None,
    ),
    ActionSpec(
        "sheet.after",
        N_("Next person"),
        shortcut="Ctrl+PgDown",
        allowed=lambda state: state.after is not None,
    ),
    ActionSpec(
        "sheet.preview",
        N_("Preview"),
        shortcut="Ctrl+Shift+P",
        allowed=lambda state: state.can_print,
    ),
    ActionSpec(
        "sheet.print", N_("Print the form (PDF)…"), shortcut="Ctrl+P", allowed=lambda state: state.can_print
    ),
)


class SheetScreen(Screen):
    """The form of one person."""

    topics = frozenset({Topic.SCORES, Topic.ROUNDS})

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._state: SheetState | None = None
        self._route = Route("sheet")
        back = button("← " + tr("Month list"), "flat")
        back.setAccessibleName(tr("Back to the month list"))
        back.clicked.connect(self._leave)
        self._issuer = label(look="muted")
        self._form = label(look="strong")
        self._name = label(look="title")
        self._about = label(look="muted")
        self._total = label(look="figure")
        self._total.setAccessibleName(tr("Total"))
        self._result = chip()
        self._standing = label(look="muted")
        self.actions_bar = ActionBar(ACTIONS)
        self.actions_bar.triggered.connect(self._do)
        self.table: Table[SheetLine] = Table(COLUMNS, lambda line: line.criterion.code, tr("Form"))
        self.table.moved.connect(self._show_row)
        self.table.rows_model.edited.connect(self._save)
        self.table.rows_model.refused.connect(self._tell_refused)
        self._why = _Why()
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(MEDIUM)
        split.addWidget(self.table)
        split.addWidget(self._why)
        split.setStretchFactor(0, 1)
        self._split = split
        layout = column(
            self,
            row(back, self._issuer, None, self.actions_bar),
            self._form,
            row(self._name, self._about, None, self._result, self._total, spacing=MEDIUM),
            self._standing,
            split,
        )
        layout.setSpacing(SMALL)
        layout.setContentsMargins(LARGE, MEDIUM, LARGE, LARGE)
        layout.setStretch(4, 1)
        self.setFocusProxy(self.table)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the reasons stand below the form, not beside it."""
        super().resizeEvent(event)
        wide = self.width() >= _WIDE
        self._split.setOrientation(Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical)
        whole = self._split.width() if wide else self._split.height()
        beside = _WHY_WIDTH if wide else whole // 3
        self._split.setSizes([whole - beside, beside])

    @property
    def state(self) -> SheetState | None:
        """What is shown."""
        return self._state

    def visit(self, place: Place, route: Route) -> None:
        """Load the form."""
        self._route = route
        if route.sheet is not None:
            query = partial(read_sheet, place=place, sheet_id=route.sheet)
            self._desk.tasks.load(query, done=self._show_loaded, owner=self)

    def render_state(self, state: SheetState) -> None:
        """The only method that changes what is on screen."""
        self._state = state
        self.actions_bar.show_state(state)
        issuer, form = state.heading
        self._issuer.setText(issuer)
        self._form.setText(form)
        self._name.setText(state.name)
        self._about.setText(state.about)
        self._total.setText(state.total)
        self._total.setVisible(bool(state.total))
        show_chip(self._result, *state.result)
        self._standing.setText(state.standing)
        self.table.show_rows(state.lines)
        self._why.show_reasons(state.reasons)
        current = self.table.current()
        if current is not None:
            self._show_row(current)

    def _show_loaded(self, loaded: SheetState) -> None:
        if loaded.person is None or loaded.person.sheet.participant.sheet != self._route.sheet:
            return  # another person was chosen meanwhile
        if self._desk.tasks.busy:
            return  # a mark typed after this was read is on its way; what it gives is read again then
        first = self._state is None or self._state.name != loaded.name
        self.render_state(loaded)
        if first:
            self._start_typing(loaded)

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
        saving = partial(
            enter_mark,
            sheet_id=state.person.sheet.participant.sheet,
            stage=after.editing,
            code=after.criterion.code,
            points=after.points(after.editing),
            note=after.note if key == "note" else None,
        )
        self._desk.tasks.run(
            saving,
            label=tr("Saving"),
            done=self._saved,
            owner=self,
            refused=partial(self._mark_refused, before, after, key),
        )

    def _saved(self, _sheet: Sheet) -> None:
        """The change is announced by `Tasks`; the form is then read again with its result."""

    def _mark_refused(self, before: SheetLine, after: SheetLine, key: str, error: UserError) -> None:
        typed = after.note if key == "note" else next(each for each in COLUMNS if each.key == key).text(after)
        if self._state:
            self.table.rows_model.show(self._state.lines)
        self.table.rows_model.refuse(before, key, typed, error)

    def _tell_refused(self, error: UserError) -> None:
        self._desk.tasks.refused.emit(error)

    def _do(self, key: str) -> None:
        state = self._state
        if state is None or state.person is None:
            return
        if key == "sheet.preview":
            make = partial(preview_form, sheet_id=state.person.sheet.participant.sheet)
            self._desk.preview(state.name, make)
            return
        if key == "sheet.print":
            ask_form_pdf(self._desk, self, state.person)
            return
        sheet = state.before if key == "sheet.before" else state.after
        self.routed.emit(replace(self._route, sheet=sheet))

    def _show_row(self, line: SheetLine) -> None:
        changes = self._state.changes_of(line.criterion.code) if self._state and not line.is_heading else ()
        self._why.show_row(line, changes)

    def _leave(self) -> None:
        self.routed.emit(Route("month"))


class _Why(QFrame):
    """The steps of the computation, one sentence each, with what each rests on."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.setMinimumWidth(260)
        self._inside = QWidget()
        self._list = QVBoxLayout(self._inside)
        self._list.setContentsMargins(0, 0, SMALL, 0)
        self._list.setSpacing(SMALL)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(self._inside)
        scroll.setAccessibleName(tr("Why this result"))
        scroll.setMinimumHeight(48)
        self._row = label(look="strong", wrap=True)
        self._row.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._history = label(look="muted", wrap=True)
        self._history.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._history.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        heading = label(tr("Why this result"), "muted")
        column(self, self._row, self._history, heading, scroll, margin=MEDIUM, spacing=SMALL).setStretch(3, 1)

    def show_row(self, line: SheetLine, changes: tuple[str, ...]) -> None:
        """Show the whole text of the row the cursor is on, what it takes, and what became of its scores."""
        more = tr("and {count} changes before", count=len(changes) - _CHANGES)
        shown = [*changes[:_CHANGES], more] if len(changes) > _CHANGES else changes
        self._history.setText("\n".join(shown))
        self._history.setToolTip("\n".join(changes))
        self._history.setVisible(bool(changes))
        parts = (takes(line.criterion), line.criterion.hint, str(line.criterion.source))
        about = "; ".join(part for part in parts if part)
        self._row.setText(f"{line.criterion.code}. {line.criterion.label}" + (f" ({about})" if about else ""))

    def show_reasons(self, reasons: tuple[tuple[str, str], ...]) -> None:
        """Show the sentences in the order computed."""
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget:
                widget.deleteLater()
        for text, cites in reasons:
            step = QWidget()
            parts = [label(text, wrap=True)]
            if cites:
                parts.append(label(cites, "muted", wrap=True))
            column(step, *parts, spacing=TINY)
            self._list.addWidget(step)
        if not reasons:
            self._list.addWidget(label(tr("There is nothing to explain yet."), "muted", wrap=True))
        self._list.addStretch(1)
