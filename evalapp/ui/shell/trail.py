"""Where the window has been: what Alt+Left and Alt+Right walk along."""

from dataclasses import dataclass

from evalapp.ui.shell.routes import Place, Route


@dataclass(frozen=True)
class Step:
    """One screen at one place."""

    place: Place
    route: Route


class Trail:
    """The steps before and after the one that is shown."""

    def __init__(self) -> None:
        self._past: list[Step] = []
        self._future: list[Step] = []

    def leave(self, now: Step) -> None:
        """Remember where we are before going somewhere new; what was ahead is forgotten."""
        self._past.append(now)
        self._future.clear()

    def back(self, now: Step) -> Step | None:
        """The step before, if there is one."""
        if not self._past:
            return None
        self._future.append(now)
        return self._past.pop()

    def forward(self, now: Step) -> Step | None:
        """The step that a step back came from, if there is one."""
        if not self._future:
            return None
        self._past.append(now)
        return self._future.pop()
