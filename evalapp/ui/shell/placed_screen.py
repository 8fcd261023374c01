"""What the screens about a unit and its month have in common."""

from typing import Generic, TypeVar

from msgspec.structs import replace

from evalapp.ui.kit.states import Shown, keep
from evalapp.ui.shell.routes import Desk, Screen

S = TypeVar("S", bound=Shown)


class PlacedScreen(Screen, Generic[S]):
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
