"""The panel beside a list in which something is filled in: title, fields, what is said of them, Save."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QStackedWidget, QWidget

from evalapp.base.columns import Tone
from evalapp.base.errors import UserError
from evalapp.base.messages import N_, tr, tr_error
from evalapp.store.work import Work
from evalapp.ui.kit.actions import ActionBar, ActionSpec
from evalapp.ui.kit.colours import LARGE, MEDIUM
from evalapp.ui.kit.forms import Form
from evalapp.ui.kit.labels import column, label
from evalapp.ui.kit.rows import Fitting
from evalapp.ui.kit.sizes import px
from evalapp.ui.shell.carried import Typed
from evalapp.ui.shell.filling import Filling
from evalapp.ui.shell.half_typed import HalfTypedLine
from evalapp.ui.shell.routes import Desk

LEAVE, SAVE = "filled.leave", "filled.save"
_LOW = 380  # pixels
_NARROWEST = 280
_CLOSE = ActionSpec[Filling](LEAVE, N_("Close"), shortcut="Esc")


def offered(key: str, text: str) -> ActionSpec[Filling]:
    """A further action of a panel, there while its `Filling` offers it."""
    return ActionSpec(
        key,
        text,
        allowed=lambda filling: not filling.busy,
        shown=lambda filling: key in filling.offers,
        why=_why_not,
    )


def _why_not(filling: Filling) -> str:
    return filling.why_not


def _save_spec(keys: str) -> ActionSpec[Filling]:
    return ActionSpec(
        SAVE,
        N_("Save"),
        shortcut=keys,
        primary=True,
        allowed=lambda filling: not filling.busy,
        words=lambda filling: filling.save_words or tr("Save"),
        why=_why_not,
    )


class FillingPanel(QFrame):
    """Fills in what it is shown; what is typed stays while only the reasons change."""

    left = Signal()
    saved = Signal(object)
    edited = Signal(object)  # what is filled in, as `Filled`
    asked = Signal(str)  # one of the further actions

    def __init__(
        self,
        desk: Desk,
        *below: QWidget,
        further: Sequence[ActionSpec[Filling]] = (),
        save_keys: str = "Ctrl+Return",
    ) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.setMinimumWidth(px(_NARROWEST))
        self._desk = desk
        self._filling: Filling | None = None
        self._refused = False  # whether the last step was
        self._at: str | None = None  # the field in which the keyboard was when this took another one's place
        self._title = label(look="title", wrap=True)
        self._title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._about = label(wrap=True)
        self._about.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._hint = label(look="muted", wrap=True)
        self._hinting = Fitting(self._hint, LARGE, tr("Note"))
        self.form = Form(tr("What is filled in"))
        self.form.submitted.connect(self._save)
        self.typed = self.form.typed
        self.half_typed = HalfTypedLine(desk.tasks, self.form)
        self.actions_bar = ActionBar((_CLOSE, *further, _save_spec(save_keys)))
        self.actions_bar.triggered.connect(self._do)
        above = (self._title, self._about, self.half_typed)
        parts = (*above, self.form, *below, self._hinting, self.actions_bar)
        layout = column(self, *parts, margin=LARGE, spacing=MEDIUM)
        layout.setStretch(len(above), 2)  # the fields keep most of a low window
        layout.addStretch()
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little height the fields come before what is said about them."""
        super().resizeEvent(event)
        self._fit()

    def show_filling(self, filling: Filling | None) -> None:
        """Show what is being filled in; where nothing is, the panel is not there."""
        before, self._filling = self._filling, filling
        self.setVisible(filling is not None)
        is_another = before is None or filling is None or before.key != filling.key
        if is_another:
            self.half_typed.leave()
        if filling is None:
            self.form.rest()
            return
        self.form.title = filling.title
        self._title.setText(filling.title)
        self._title.setToolTip(filling.hint)
        self._about.setText(filling.about)
        self._about.setVisible(bool(filling.about))
        self._hint.setText(filling.why_not or filling.hint)
        self.form.setEnabled(not filling.why_not)
        self._fit()
        if is_another:
            self.form.show_fields(filling.fields(), filling.filled.values)
            self.form.begin()
            self.half_typed.begin(filling.aside)
        self.form.mark(filling.filled.refused)
        self.actions_bar.show_state(filling)

    @property
    def about(self) -> str:
        """What is said above the fields."""
        return self._about.text()

    @property
    def carried(self) -> Typed:
        """What is typed now, kept aside too, for the panel that is made in place of this one."""
        self.half_typed.keep_now()
        return Typed(self.form.changed, self.form.at)

    def carry_on(self, typed: Typed) -> None:
        """Hold what was typed into the panel that this one takes the place of."""
        self.form.type_again(typed.values)
        self._at = typed.at

    def take_keyboard(self) -> bool:
        """Go on in the field in which the keyboard was, once; return whether there is one."""
        at, self._at = self._at, None
        return at is not None and self.form.go_to(at)

    def may_begin(self, key: object) -> bool:
        """Whether something else may be filled in: nothing was typed so far, or the user gives it up."""
        return self._filling is None or self._filling.key == key or self.may_leave()

    def may_leave(self) -> bool:
        """Whether nothing was typed, or the user gives it up."""
        return self.half_typed.may_leave(self._desk.dialogs)

    def _fit(self) -> None:
        self._hinting.setVisible(bool(self._hint.text()) and self.height() >= px(_LOW))

    def _do(self, key: str) -> None:
        if key == SAVE:
            self._save()
        elif key == LEAVE:
            if not self.may_leave():
                return
            if self._refused:  # what was said of it is over
                self._desk.tell("", Tone.PLAIN)
            self._refused = False
            self.left.emit()
        else:
            self.asked.emit(key)

    def _save(self) -> None:
        values = self.form.values
        if self._filling is not None:
            self.edited.emit(self._filling.filled.typed(values))  # the screen shows it at once
        if self._filling is None:
            return
        self.run(partial(self._filling.save, values=values))

    def run(self, use_case: Callable[[Work], object]) -> None:
        """Do something with what the panel is about; a refusal is told where it belongs."""
        self._refused = False
        self._desk.tasks.run(
            use_case, label=tr("Saving"), done=self._tell_saved, owner=self, refused=self.mark_refused
        )

    def _tell_saved(self, outcome: object) -> None:
        self.form.rest()
        self.half_typed.end()
        self.saved.emit(outcome)

    def mark_refused(self, error: UserError) -> None:
        """Say at its field why something was refused; what is about no field is said below all screens."""
        self._refused = True
        marked = self._filling.filled.refused_by(error) if self._filling else None
        if marked is None:
            self._desk.tell(tr_error(error), Tone.BAD)
        else:
            self.edited.emit(marked)


class ExplainingPanel(QStackedWidget):
    """Explains what the cursor is on; gives way to the form while something is filled in."""

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__()
        self._filling = FillingPanel(desk)
        self.form, self.actions_bar = self._filling.form, self._filling.actions_bar
        self.left, self.saved, self.edited = self._filling.left, self._filling.saved, self._filling.edited
        self._title = label(look="title", wrap=True)
        self._title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._told = label(wrap=True)
        self._told.setAlignment(Qt.AlignmentFlag.AlignTop)
        scrolled = QScrollArea()
        scrolled.setWidgetResizable(True)
        scrolled.setFrameShape(QFrame.Shape.NoFrame)
        scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scrolled.setWidget(self._told)
        scrolled.setAccessibleName(name)
        explaining = QFrame()
        explaining.setProperty("look", "card")
        explaining.setMinimumWidth(px(_NARROWEST))
        column(explaining, self._title, scrolled, margin=LARGE, spacing=MEDIUM).setStretch(1, 1)
        self.addWidget(explaining)
        self.addWidget(self._filling)

    @property
    def told(self) -> list[str]:
        """What the explanation says, part by part."""
        return self._told.text().split("\n")

    def show_told(self, title: str, lines: Sequence[str]) -> None:
        """Say this while nothing is filled in."""
        self._title.setText(title)
        self._told.setText("\n".join(lines))

    def show_filling(self, filling: Filling | None) -> None:
        """Show what is being filled in, else the explanation."""
        self.setCurrentIndex(0 if filling is None else 1)
        self._filling.show_filling(filling)
