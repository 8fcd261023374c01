"""What the screens about a unit and its month have in common."""

from typing import Any, Generic, TypeVar

from msgspec.structs import replace

from evalapp.ui.kit.states import Shown, keep
from evalapp.ui.shell.carried import Carried, filled_in
from evalapp.ui.shell.filling_panel import FillingPanel
from evalapp.ui.shell.routes import Desk, Screen

S = TypeVar("S", bound=Shown)


class FormScreen(Screen):
    """A screen of one state in which something may be filled in: that goes on in the screen made anew."""

    _desk: Desk
    _state: Any

    def render_state(self, state: Any) -> None:
        """The only method that changes what is on screen."""
        raise NotImplementedError

    @property
    def carries_forms(self) -> bool:
        """Whether what is being filled in goes on."""
        return filled_in(self._state)

    @property
    def carried(self) -> object:
        """What is shown with what is typed so far, while something is being filled in."""
        if not self.carries_forms:
            return None
        return Carried(self._state, tuple(panel.carried for panel in self.findChildren(FillingPanel)))

    def carry_on(self, carried: object) -> None:
        """Show the same again, with what was typed."""
        if isinstance(carried, Carried):
            self.render_state(replace(carried.state, busy=self._desk.tasks.busy))
            for panel, typed in zip(self.findChildren(FillingPanel), carried.typed, strict=False):
                panel.carry_on(typed)

    def take_keyboard(self) -> None:
        """Go on in the field in which somebody was, where there is one."""
        panels = self.findChildren(FillingPanel)
        if not any(panel.take_keyboard() for panel in panels):
            super().take_keyboard()


class PlacedScreen(FormScreen, Generic[S]):
    """A screen about the unit and month at the top: it shows one state, and none before it is visited."""

    #: What was worked out from a state and still holds when only `busy` has changed.
    kept: tuple[str, ...] = ()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._state: S | None = None
        desk.tasks.started.connect(self._follow_busy)
        desk.tasks.finished.connect(self._follow_busy)

    @property
    def state(self) -> S | None:
        """What is shown."""
        return self._state

    def render_state(self, state: S) -> None:
        """The only method that changes what is on screen."""
        raise NotImplementedError

    def _follow_busy(self) -> None:
        if self._state and self._state.busy != self._desk.tasks.busy:
            self.render_state(keep(self._state, replace(self._state, busy=self._desk.tasks.busy), *self.kept))
