"""Actions as data: what can be done on a screen, and whether it may be, follow from the screen's state."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, Generic, TypeVar

from msgspec import Struct
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from evalapp.base.messages import N_, tr
from evalapp.ui.kit.colours import SMALL
from evalapp.ui.kit.key_words import keys_named, keys_text
from evalapp.ui.kit.labels import as_read, button, unmarked
from evalapp.ui.kit.pickers import ChoicePicker, Segments
from evalapp.ui.kit.rows import Foldable

State = TypeVar("State")


def _always(_state: Any) -> bool:
    return True


class ActionSpec(Struct, Generic[State], frozen=True):
    """One thing that can be done; those of one `menu` share a button.

    `primary` is the verb of the moment: on every screen F9 does it, beside a key of its own (“Ctrl+N; F9”).
    """

    key: str
    text: str
    shortcut: str = ""
    primary: bool = False
    menu: str = ""
    allowed: Callable[[State], bool] = _always
    shown: Callable[[State], bool] = _always
    words: Callable[[State], str] | None = None  # where the text depends on the state; translated
    why: Callable[[State], str] | None = None  # it may not be done, whatever is shown or chosen; translated

    def refusal(self, state: State) -> str:
        """Why whoever is at work may not do it; empty where they may."""
        return self.why(state) if self.why else ""


PRINT_MENU = N_("Print")
MORE_MENU = N_("More")
_LEAVING = "Esc"


class ActionBar(Foldable):
    """Buttons and menus for a screen's actions; follows the state it is shown.

    Where a row has too little room its buttons go into the menu of further actions, the primary one never.
    """

    begun = Signal()  # before `triggered`, whichever action it is
    triggered = Signal(str)

    def __init__(self, specs: Sequence[ActionSpec[Any]], after: QWidget | None = None) -> None:
        super().__init__()
        self._specs = specs
        self._after = after  # has the keyboard once the button that had it can no longer be pressed
        self._actions: dict[str, QAction] = {}
        self._buttons: dict[str, QPushButton] = {}
        self._menus: dict[str, QPushButton] = {}
        self._folded: tuple[str, ...] = ()  # buttons that stand in the menu for now
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SMALL)
        for spec in sorted(specs, key=lambda spec: spec.primary):
            action = self._action(spec)
            if spec.menu:
                self._menu(spec.menu, layout).addAction(action)
            else:
                layout.addWidget(self._button(spec, action))
        self._foldable = tuple(spec.key for spec in specs if not spec.menu and not spec.primary)
        if self._foldable:
            self._menu(MORE_MENU, layout, first=MORE_MENU not in self._menus)
        for spec in specs:
            if spec.shortcut == _LEAVING and spec.key in self._buttons:
                self._come_last(self._buttons[spec.key], layout)

    def _come_last(self, made: QPushButton, layout: QHBoxLayout) -> None:
        """Tab meets what gives up after what goes on, though it stands before it: it goes by who came."""
        place = layout.indexOf(made)
        made.setParent(None)
        layout.insertWidget(place, made)

    def show_state(self, state: Any) -> None:
        """Say what may be done now."""
        stands_here = self.window().focusWidget() in self._buttons.values()
        for spec in self._specs:
            action = self._actions[spec.key]
            action.setText(spec.words(state) if spec.words else tr(spec.text))
            action.setVisible(spec.shown(state))
            why = spec.refusal(state)
            action.setEnabled(spec.shown(state) and not why and spec.allowed(state))
            action.setToolTip(why or action.text())
            if spec.key in self._buttons:
                self._dress(self._buttons[spec.key], action)
        self._show_menus()
        if self._after and stands_here and self.window().focusWidget() not in self._buttons.values():
            self._after.setFocus(Qt.FocusReason.OtherFocusReason)

    def full_width(self) -> int:
        """All buttons beside each other."""
        return self._width(())

    def least_width(self) -> int:
        """With every button in the menu that can be there."""
        return self._width([key for key in self._foldable if self._actions[key].isVisible()])

    def fold(self, room: int) -> int:
        """Put buttons into the menu, from the left, until the rest fits."""
        folded: list[str] = []
        for key in self._foldable:
            if self._width(folded) <= room:
                break
            if self._actions[key].isVisible():
                folded.append(key)
        if tuple(folded) != self._folded:
            self._refold(tuple(folded))
        return self._width(folded)

    def _width(self, folded: Sequence[str]) -> int:
        shown = [
            made
            for key, made in self._buttons.items()
            if self._actions[key].isVisible() and key not in folded
        ]
        shown += [opener for name, opener in self._menus.items() if self._members(name, folded)]
        return sum(made.sizeHint().width() for made in shown) + SMALL * max(0, len(shown) - 1)

    def _members(self, name: str, folded: Sequence[str]) -> list[QAction]:
        """What stands in a menu now."""
        inside = [self._actions[spec.key] for spec in self._specs if spec.menu == name]
        if name == MORE_MENU:
            inside += [self._actions[key] for key in folded]
        return [action for action in inside if action.isVisible()]

    def _refold(self, folded: tuple[str, ...]) -> None:
        menu = self._menus[MORE_MENU].menu()
        for key in self._folded:
            menu.removeAction(self._actions[key])
        self._folded = folded
        others = menu.actions()
        menu.addActions([self._actions[key] for key in folded])
        for action in others:  # what was in the menu before comes after
            menu.removeAction(action)
            menu.addAction(action)
        for key, made in self._buttons.items():
            made.setVisible(self._actions[key].isVisible() and key not in folded)
        self._show_menus()

    def _show_menus(self) -> None:
        for name, opener in self._menus.items():
            members = self._members(name, self._folded)
            opener.setVisible(bool(members))
            opener.setEnabled(any(action.isEnabled() for action in members))

    @property
    def stops(self) -> list[QWidget]:
        """Its buttons, in the order in which Tab meets them."""
        found: list[QWidget] = []
        count = len(self.findChildren(QPushButton))  # no further: the rest of the window is thousands
        widget: QWidget | None = self.nextInFocusChain()
        while widget is not None and widget is not self and len(found) < count:
            if isinstance(widget, QPushButton) and self.isAncestorOf(widget):
                found.append(widget)
            widget = widget.nextInFocusChain()
        return found

    @property
    def specs(self) -> Sequence[ActionSpec[Any]]:
        """What there is, as data."""
        return self._specs

    @property
    def keys(self) -> tuple[str, ...]:
        """Which actions there are."""
        return tuple(self._actions)

    def action(self, key: str) -> QAction:
        """The action of that key: for tests and help."""
        return self._actions[key]

    def stand_at(self, key: str) -> None:
        """Put the keyboard on an action's button: it is what comes next."""
        self._buttons[key].setFocus(Qt.FocusReason.OtherFocusReason)

    def _action(self, spec: ActionSpec[Any]) -> QAction:
        action = _Action(tr(spec.text), self)
        action.setShortcuts(keys_named(spec.shortcut))
        action.setAutoRepeat(not spec.primary)  # a key held down takes one step, not the next one too
        action.triggered.connect(self.begun)
        action.triggered.connect(lambda _checked=False, key=spec.key: self.triggered.emit(key))
        self.addAction(action)
        self._actions[spec.key] = action
        return action

    def _button(self, spec: ActionSpec[Any], action: QAction) -> QPushButton:
        made = _clicked_only(button(action.text(), "primary" if spec.primary else ""))
        made.clicked.connect(action.trigger)
        self._buttons[spec.key] = made
        return made

    def _dress(self, made: QPushButton, action: QAction) -> None:
        made.setText(action.text())
        made.setAccessibleName(action.text())
        made.setVisible(action.isVisible() and not self._is_folded(action))
        made.setEnabled(action.isEnabled())
        why = _refusal(action)
        made.setToolTip(why or keys_text(action.shortcuts()))
        made.setAccessibleDescription(why)

    def _is_folded(self, action: QAction) -> bool:
        return any(self._actions[key] is action for key in self._folded)

    def _menu(self, name: str, layout: QHBoxLayout, *, first: bool = False) -> QMenu:
        if name not in self._menus:
            opener = _clicked_only(button(tr(name) + " ▾"))
            opener.setAccessibleName(tr(name))
            opener.setMenu(QMenu(opener))
            opener.menu().setToolTipsVisible(True)
            layout.insertWidget(0 if first else -1, opener)
            opener.setVisible(not first)
            self._menus[name] = opener
        return self._menus[name].menu()


class _Action(QAction):
    """An action in whose words “&” is a letter like others, also in a menu."""

    def __init__(self, text: str, owner: QWidget) -> None:
        super().__init__(owner)
        self.setText(text)

    def setText(self, text: str) -> None:  # noqa: N802 - as Qt calls it
        """Say what it does."""
        super().setText(unmarked(text))

    def text(self) -> str:
        """What it says."""
        return as_read(super().text())


def _clicked_only(made: QPushButton) -> QPushButton:
    """A click leaves the keyboard where one works, as on a tool bar; Tab reaches the button all the same."""
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return made


class Offered(Struct, frozen=True):
    """An action that can be done now, as it reads on screen."""

    key: str
    text: str
    keys: str


def offered(screen: QWidget) -> list[Offered]:
    """What can be done on a screen as it stands, and the ways to look at it that it does not show now."""
    done = [
        Offered(key, action.text(), keys_text(action.shortcuts()))
        for bar in screen.findChildren(ActionBar)
        if bar.isVisible()
        for key in bar.keys
        if (action := bar.action(key)).isEnabled() and action.isVisible()
    ]
    return [*done, *(Offered(key, text, "") for key, text, _take in _ways(screen))]


def _ways(screen: QWidget) -> Iterator[tuple[str, str, Callable[[], None]]]:
    """Each way to look at a screen: what it is known by, how it reads, and what takes it."""
    for part in (*screen.findChildren(Segments), *screen.findChildren(ChoicePicker)):
        is_sought = isinstance(part, Segments) or part.is_way
        if is_sought and part.isVisible() and part.isEnabled():
            for choice in part.choices:
                take = partial(part.chosen.emit, choice.key)
                yield f"{part.name}={choice.key}", f"{part.name}: {choice.text}", take


def next_step(screen: QWidget) -> Offered | None:
    """The verb of the moment, where it can be done."""
    steps = (
        (spec, bar.action(spec.key))
        for bar in screen.findChildren(ActionBar)
        for spec in bar.specs
        if spec.primary
    )
    return next(
        (
            Offered(spec.key, action.text(), keys_text(action.shortcuts()))
            for spec, action in steps
            if action.isEnabled() and action.isVisible()
        ),
        None,
    )


def refusal_of(screen: QWidget, key: str) -> str:
    """Why whoever is at work may not do something on a screen; empty where they may."""
    bars = (bar for bar in screen.findChildren(ActionBar) if key in bar.keys)
    return next((_refusal(bar.action(key)) for bar in bars), "")


def _refusal(action: QAction) -> str:
    """What its tooltip says beside its own words."""
    return action.toolTip() if action.toolTip() != action.text() else ""


def action_text(screen: QWidget, key: str) -> str:
    """What an action reads on a screen, whether it can be done or not; empty where there is none such."""
    bars = (bar for bar in screen.findChildren(ActionBar) if key in bar.keys)
    return next((bar.action(key).text() for bar in bars), "")


def trigger(screen: QWidget, key: str) -> bool:
    """Do one of a screen's actions, as its button would; tell whether that was allowed."""
    for bar in screen.findChildren(ActionBar):
        if key in bar.keys and bar.action(key).isEnabled() and bar.action(key).isVisible():
            bar.action(key).trigger()
            return True
    for known, _text, take in _ways(screen):
        if known == key:
            take()
            return True
    return False
