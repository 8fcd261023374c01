"""The screens of a window, each imported and made when it is first shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from evalapp.base.messages import tr
from evalapp.ui.shell.routes import Route
from evalapp.ui.shell.screen_specs import ScreenParts, ScreenSpec

if TYPE_CHECKING:
    from evalapp.ui.shell.routes import Screen


class ScreenShelf:
    """Knows every screen by its key, and keeps those that were made."""

    def __init__(
        self, specs: Sequence[ScreenSpec], make: Callable[[str, Callable[[], ScreenParts]], Screen]
    ) -> None:
        self.specs = {spec.key: spec for spec in specs}
        self._make = make
        self._made: dict[str, Screen] = {}
        self._carried: dict[str, object] = {}  # of screens that are not made anew yet

    def __contains__(self, key: str) -> bool:
        return key in self.specs

    def __getitem__(self, key: str) -> Screen:
        if key not in self._made:
            self._made[key] = made = self._make(key, self.specs[key].load)
            made.carry_on(self._carried.pop(key, None))
        return self._made[key]

    def make_ahead(self, key: str, hold: Callable[[Screen], None]) -> None:
        """Make a screen before it is shown; one that is there already takes its place behind the others."""
        if key in self._made:
            self._made[key].make_ahead()
            hold(self._made[key])
        else:
            _ = self[key]

    def clear(self) -> None:
        """Let go of every screen: the next one is made anew."""
        self._made.clear()
        self._carried.clear()

    @property
    def carried(self) -> dict[str, object]:
        """What is chosen, open and being filled in on every screen, for `carry_on`."""
        return self._carried | {key: screen.carried for key, screen in self._made.items()}

    def carry_on(self, carried: dict[str, object]) -> None:
        """Have each screen go on with this when it is made."""
        self._carried = {key: each for key, each in carried.items() if each is not None}

    def home_of(self, route: Route) -> str:
        """The screen of the navigation that a route belongs to."""
        return self.specs[route.screen].home or route.screen

    def name_of(self, screen: str, action: str) -> str:
        """What an action of a screen is called."""
        from evalapp.ui.kit.actions import action_text  # no button is needed for the first picture

        named = {each.key: tr(each.text) for each in self.specs[screen].load().actions}
        return named.get(action) or action_text(self[screen], action) or tr(self.specs[screen].title)

    @property
    def unsaved(self) -> list[str]:
        """What would be lost if the window were closed now, in words, each said once."""
        for key in tuple(self._carried):
            _ = self[key]
        return list(dict.fromkeys(each for key in self._made for each in self._unsaved_on(key)))

    def _unsaved_on(self, key: str) -> Iterator[str]:
        from evalapp.ui.kit.forms import half_filled  # not before the first picture

        screen = self._made[key]
        if screen.unsaved:
            yield screen.unsaved
        for form in half_filled(screen):
            yield form.unsaved or tr(
                "What is being filled in on “{screen}” is not saved.", screen=tr(self.specs[key].title)
            )
