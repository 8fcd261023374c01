"""What the screens about a unit and its month have in common."""

from dataclasses import Field, replace
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from evalapp.ui.kit.states import keep
from evalapp.ui.shell.routes import Desk, Screen


class Shown(Protocol):
    """What a screen shows: a frozen dataclass that also says whether something is under way."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    @property
    def busy(self) -> bool:
        """Whether the worker has something in hand."""
        ...


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
