"""A screen as the window knows it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from evalapp.ui.kit.actions import ActionSpec
    from evalapp.ui.shell.help import ScreenHelp
    from evalapp.ui.shell.routes import Desk, Screen


class ScreenParts(Struct, frozen=True):
    """What a screen consists of, once its module is imported."""

    make: Callable[[Desk], Screen]
    actions: Sequence[ActionSpec[Any]]  # what can be done on it, for the search box and the help
    help: ScreenHelp


class ScreenSpec(Struct, frozen=True):
    """A screen as the window knows it; without an icon it is not in the navigation.

    `load` imports the screen, so that the window is painted before anything that it does not show is there.
    """

    key: str
    title: str
    load: Callable[[], ScreenParts]
    icon: str = ""
    short: str = ""  # under the icon, where the navigation has no room for the title
    home: str = ""  # the screen it belongs to, where it is not in the navigation itself
