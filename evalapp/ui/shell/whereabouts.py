"""Where the window is and has been: the place, the screen, and what Alt+Left and Alt+Right walk along."""

from msgspec import Struct
from msgspec.structs import replace

from evalapp.ui.shell.routes import Place, Route


class Step(Struct, frozen=True):
    """One screen at one place."""

    place: Place
    route: Route


class Whereabouts:
    """The step that is shown, and those before and after it."""

    def __init__(self, place: Place, route: Route) -> None:
        self.place = place
        self.route = route
        self._past: list[Step] = []
        self._future: list[Step] = []

    @property
    def now(self) -> Step:
        """The step that is shown."""
        return Step(self.place, self.route)

    def leave_for(self, route: Route) -> Step:
        """The step that a route leads to; where we are is remembered, and what was ahead is forgotten."""
        there = Step(route.place or self._left(route.screen), self._opened(route))
        if there != self.now:
            self._past.append(self.now)
            self._future.clear()
        return there

    def back(self) -> Step | None:
        """The step before, if there is one."""
        if not self._past:
            return None
        self._future.append(self.now)
        return self._past.pop()

    def forward(self) -> Step | None:
        """The step that a step back came from, if there is one."""
        if not self._future:
            return None
        self._past.append(self.now)
        return self._future.pop()

    def _opened(self, route: Route) -> Route:
        """A form remembers the screen that it was opened from, whoever's form is looked at next."""
        if route.sheet is None or route.back:
            return replace(route, place=None)
        return replace(route, place=None, back=self.route.back or self.route.screen)

    def _left(self, screen: str) -> Place:
        """Where a form leads back to: the unit and month that its screen was left at."""
        if screen != self.route.back:
            return self.place
        return next((each.place for each in reversed(self._past) if each.route.screen == screen), self.place)
