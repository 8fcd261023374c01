"""A screen as the window knows it, and what can be done on all of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evalapp.base.messages import N_, tr
from evalapp.ui.kit.actions import ActionSpec, offered
from evalapp.ui.shell.finding import Offer
from evalapp.ui.shell.help import NO_HELP, ScreenHelp
from evalapp.ui.shell.routes import Desk, Screen

_SCREEN = N_("Screen")


@dataclass(frozen=True)
class ScreenParts:
    """What a screen consists of, once its module is imported."""

    make: Callable[[Desk], Screen]
    actions: Sequence[ActionSpec[Any]] = ()  # what can be done on it, for the search box and the help
    help: ScreenHelp = NO_HELP


@dataclass(frozen=True)
class ScreenSpec:
    """A screen as the window knows it; without an icon it is not in the navigation.

    `load` imports the screen, so that the window is painted before anything that it does not show is there.
    """

    key: str
    title: str
    load: Callable[[], ScreenParts]
    icon: str = ""
    home: str = ""  # the screen it belongs to, where it is not in the navigation itself


def offers(specs: Mapping[str, ScreenSpec], here: str, shown: Screen) -> list[Offer]:
    """What can be done: on the screen that is shown, then on the others, then going to each of them."""
    present = [Offer(here, each.key, each.text, tr(specs[here].title), each.keys) for each in offered(shown)]
    others = [spec for spec in specs.values() if spec.key != here and spec.icon]
    elsewhere = [
        Offer(spec.key, action.key, tr(action.text), tr(spec.title), action.shortcut)
        for spec in others
        for action in spec.load().actions
    ]
    return [*present, *elsewhere, *(Offer(spec.key, "", tr(spec.title), tr(_SCREEN)) for spec in others)]
