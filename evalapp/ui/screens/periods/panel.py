"""The panel beside longer periods: how a result came about, or what is being filled in."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from types import MappingProxyType

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QStackedWidget, QWidget

from evalapp.base.columns import Tone
from evalapp.base.errors import UserError
from evalapp.base.messages import N_, tr, tr_error
from evalapp.ui.kit.actions import ActionBar, ActionSpec
from evalapp.ui.kit.colours import LARGE, MEDIUM
from evalapp.ui.kit.forms import Form
from evalapp.ui.kit.labels import column, label
from evalapp.ui.screens.periods.editing import Editing, save
from evalapp.ui.screens.periods.state import PeriodsState, ResultLine
from evalapp.ui.shell.routes import Desk
from evalapp.usecases.entering import FieldError

_NARROWEST = 300

ACTIONS: tuple[ActionSpec[PeriodsState], ...] = (
    ActionSpec("filling.leave", N_("Close"), shortcut="Esc"),
    ActionSpec(
        "filling.save", N_("Save"), shortcut="Ctrl+Return", primary=True, allowed=lambda state: not state.busy
    ),
)


class PeriodsPanel(QFrame):
    """Explains the person the cursor is on, or fills in what the state says is being edited."""

    left = Signal()
    edited = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.setMinimumWidth(_NARROWEST)
        self._desk = desk
        self._state: PeriodsState | None = None
        self._title = label(look="title", wrap=True)
        self._title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.form = Form(tr("What is filled in"))
        self.form.submitted.connect(self._save)
        self.actions_bar = ActionBar(ACTIONS)
        self.actions_bar.triggered.connect(self._do)
        filling = QWidget()
        column(filling, self.form, self.actions_bar, spacing=MEDIUM).setStretch(0, 1)
        self._told = label(wrap=True)
        self._told.setAlignment(Qt.AlignmentFlag.AlignTop)
        scrolled = QScrollArea()
        scrolled.setWidgetResizable(True)
        scrolled.setFrameShape(QFrame.Shape.NoFrame)
        scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scrolled.setWidget(self._told)
        scrolled.setAccessibleName(tr("How the result came about"))
        self._pages = QStackedWidget()
        self._pages.addWidget(scrolled)
        self._pages.addWidget(filling)
        column(self, self._title, self._pages, margin=LARGE, spacing=MEDIUM).setStretch(1, 1)
        self.hide()

    def render_state(self, state: PeriodsState, line: ResultLine | None) -> None:
        """Draw the explanation or the form; what is typed stays while only the reasons change."""
        before = self._state.editing if self._state else None
        self._state = state
        editing = state.editing
        self.setVisible(editing is not None or line is not None)
        if editing is not None:
            self._fill(editing, before)
            self.actions_bar.show_state(state)
        elif line is not None:
            self._title.setText(line.row.name)
            self._told.setText("\n".join(state.explanation(line)))
        self._pages.setCurrentIndex(0 if editing is None else 1)

    @property
    def told(self) -> list[str]:
        """What the explanation says, line by line."""
        return self._told.text().split("\n")

    def _fill(self, editing: Editing, before: Editing | None) -> None:
        self._title.setText(editing.title)
        if before is None or (before.what, before.number) != (editing.what, editing.number):
            self.form.show_fields(editing.fields, editing.values)
            self.form.begin()
        self.form.mark(editing.refused)

    def _do(self, key: str) -> None:
        {"filling.leave": self.left.emit, "filling.save": self._save}[key]()

    def _save(self) -> None:
        editing = self._state.editing if self._state else None
        if editing is None:
            return
        values: Mapping[str, str] = MappingProxyType(self.form.values)
        self.edited.emit(replace(editing, values=values, refused={}))
        self._desk.tasks.run(
            partial(save, editing=editing, values=values),
            label=tr("Saving"),
            done=self._saved,
            owner=self,
            refused=self._mark_refused,
        )

    def _saved(self, told: str) -> None:
        self.left.emit()
        self._desk.tell(told, Tone.OK)

    def _mark_refused(self, error: UserError) -> None:
        editing = self._state.editing if self._state else None
        if editing is not None and isinstance(error, FieldError):
            self.edited.emit(editing.refuse(error.field, tr_error(error)))
        else:
            self._desk.tell(tr_error(error), Tone.BAD)
