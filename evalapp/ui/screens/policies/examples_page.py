"""The worked examples of a policy: what must come out, what comes out now, and where the two differ."""

from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from evalapp.base.messages import N_, tr
from evalapp.domain.policy.drafts import Document
from evalapp.domain.policy.example_cases import ExampleCase, values_in_words
from evalapp.domain.policy.problems import Path
from evalapp.ui.kit.actions import MORE_MENU, ActionBar, ActionSpec
from evalapp.ui.kit.colours import MEDIUM
from evalapp.ui.kit.labels import EmptyState, chip, column, label, row, show_chip
from evalapp.ui.kit.splits import beside
from evalapp.ui.kit.table import Table
from evalapp.ui.screens.policies.example_panel import ExamplePanel
from evalapp.ui.screens.policies.examples_state import (
    EXAMPLES,
    ExamplesState,
    case_at,
    detail_words,
    read_people,
    read_state,
)
from evalapp.ui.screens.policies.opened import OpenState
from evalapp.ui.screens.policies.panels import PolicyPanel
from evalapp.ui.shell.routes import Desk
from evalapp.usecases.draft_cases import expect_of_case, remove_case
from evalapp.usecases.policy_exchange import examples_of

_PANEL_WIDTH = 380


def _editable(state: ExamplesState) -> bool:
    return state.opened.editable


ACTIONS: tuple[ActionSpec[ExamplesState], ...] = (
    ActionSpec(
        "examples.add",
        N_("Add an example"),
        shortcut="Ins",
        allowed=lambda state: state.can_add,
        shown=_editable,
    ),
    ActionSpec(
        "examples.take",
        N_("From a person's month"),
        shortcut="Ctrl+T",
        allowed=lambda state: state.can_add,
        shown=_editable,
    ),
    ActionSpec(
        "examples.accept",
        N_("Expect this outcome"),
        shortcut="F4",
        allowed=lambda state: state.can_accept,
        shown=_editable,
    ),
    ActionSpec(
        "examples.remove",
        N_("Remove the example"),
        shortcut="Ctrl+Del",
        menu=MORE_MENU,
        allowed=lambda state: state.on_case,
        shown=_editable,
    ),
)


class ExamplesPage(PolicyPanel):
    """Each example on a line, everything about one below, a new one beside."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._opened: OpenState | None = None
        self._state: ExamplesState | None = None
        self._drawn: tuple[Document, Document] | None = None
        self._published: tuple[Document, Document] | None = None  # a version, and its examples
        self.count = chip()
        self.actions_bar = ActionBar(ACTIONS)
        self.actions_bar.triggered.connect(self._do)
        self.table: Table[ExampleCase] = Table(EXAMPLES, lambda case: case.path, tr("Worked examples"))
        self.table.moved.connect(self._follow)
        self._detail = label(wrap=True)
        self._detail.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._detail.setAccessibleName(tr("The example in words"))
        self._empty = EmptyState()
        self._empty.pressed.connect(lambda: self._do("examples.add"))
        filled = QWidget()
        column(filled, self.table, self._detail, spacing=MEDIUM).setStretch(0, 1)
        self._filled = filled
        self._stack = QStackedWidget()
        self._stack.addWidget(filled)
        self._stack.addWidget(self._empty)
        self.panel = ExamplePanel()
        self.panel.left.connect(self._leave)
        self.panel.asked.connect(self.asked)
        self.panel.month_chosen.connect(self._load_people)
        split = beside(self._stack, self.panel, widths=(800, _PANEL_WIDTH))
        layout = column(self, row(self.count, None, self.actions_bar, spacing=MEDIUM), split)
        layout.setStretch(1, 1)
        self.setFocusProxy(self.table)

    @property
    def state(self) -> ExamplesState | None:
        """What is shown."""
        return self._state

    def render_state(self, state: OpenState) -> None:
        """Follow what is open; the examples are rated when the page is shown."""
        before, self._opened = self._opened, state
        if before is not None and before.code != state.code:
            self.panel.hide()
        if self.isVisible():
            self._draw()

    def showEvent(self, event: object) -> None:
        """Rate the examples when the page is turned to: it is not free."""
        super().showEvent(event)  # pyright: ignore[reportArgumentType] - Qt's own event
        self._draw()

    def show_place(self, path: Path) -> None:
        """Put the cursor on the example that a fault is about."""
        self._draw()
        found = case_at(self._state.cases, path) if self._state else None
        if found is not None:
            self.table.select(found)
        self.table.setFocus()

    def _draw(self) -> None:
        opened = self._opened
        if opened is None:
            return
        examples = self._examples(opened)
        if examples is None:
            return
        before = self._state
        if before is None or self._drawn != (opened.document, examples):
            self._drawn = (opened.document, examples)
            state = read_state(opened, examples)
        else:
            state = replace(before, opened=opened)
        if before is not None and opened.draft and len(state.cases) > len(before.cases):
            self.panel.hide()  # the example that was filled in is in the table now
        self._show(state)

    def _show(self, state: ExamplesState) -> None:
        self._state = state
        self.table.show_rows(state.cases)
        show_chip(self.count, *state.counted)
        action = tr("Add an example") if state.can_add else ""
        self._empty.show_text(tr("No worked example yet"), state.nothing, action)
        self._stack.setCurrentWidget(self._filled if state.cases else self._empty)
        self.panel.refresh(state.policy)
        self._show_case(self.table.current())

    def _examples(self, opened: OpenState) -> Document | None:
        """The examples of a draft stand in it; those of a version are asked for."""
        if opened.draft is not None:
            return opened.draft.examples
        if self._published is not None and self._published[0] == opened.document:
            return self._published[1]
        document = opened.document

        def keep(examples: Document) -> None:
            self._published = (document, examples)
            self._draw()

        self._desk.tasks.load(partial(examples_of, document=document), done=keep, owner=self)
        return None

    def _show_case(self, case: ExampleCase | None) -> None:
        if self._state is not None:
            self._state = replace(self._state, case=case if self._state.cases else None)
            self._detail.setText(detail_words(self._state.case))
            self.actions_bar.show_state(self._state)

    def _follow(self, case: ExampleCase) -> None:
        self._show_case(case)

    def _leave(self) -> None:
        self.panel.hide()
        self.table.setFocus()

    def _load_people(self, chosen: int) -> None:
        self._desk.tasks.load(partial(read_people, chosen=chosen), done=self.panel.take_month, owner=self)

    def _do(self, key: str) -> None:
        state = self._state
        if state is None or (state.policy is None and key == "examples.add"):
            return
        if key == "examples.add" and state.policy is not None:
            self.panel.type_one(state.policy)
        elif key == "examples.take":
            self._load_people(0)
        elif state.case is not None:
            self._ask_about(key, state.case)

    def _ask_about(self, key: str, case: ExampleCase) -> None:
        if key == "examples.accept":
            text = tr(
                "“{title}” expected {before}. From now on it expects {after}.",
                title=case.title,
                before=values_in_words(case.expected) or tr("nothing yet"),
                after=values_in_words(case.outcome),
            )
            if self._desk.dialogs.confirm(tr("Expect this outcome?"), text, tr("Expect it")):
                self.asked.emit(partial(expect_of_case, number=case.number))
            return
        text = tr("“{title}” no longer watches over the rules.", title=case.title)
        if self._desk.dialogs.confirm(tr("Remove the example?"), text, tr("Take it off the list")):
            self.asked.emit(partial(remove_case, number=case.number))
