"""What can be done on all the screens, for the search box."""

from collections.abc import Mapping

from evalapp.base.messages import N_, tr
from evalapp.ui.kit.actions import offered
from evalapp.ui.kit.key_words import keys_named, keys_text
from evalapp.ui.shell.finding import Offer
from evalapp.ui.shell.routes import Screen
from evalapp.ui.shell.screen_specs import ScreenSpec

_SCREEN = N_("Screen")


def offers(specs: Mapping[str, ScreenSpec], here: str, shown: Screen) -> list[Offer]:
    """What can be done: on the screen that is shown, then on the others, then going to each of them."""
    present = [Offer(here, each.key, each.text, tr(specs[here].title), each.keys) for each in offered(shown)]
    others = [spec for spec in specs.values() if spec.key != here and spec.icon]
    elsewhere = [
        Offer(spec.key, action.key, tr(action.text), tr(spec.title), keys_text(keys_named(action.shortcut)))
        for spec in others
        for action in spec.load().actions
    ]
    found = [*present, *elsewhere]
    each_once = {
        (offer.screen, offer.text, offer.keys): offer for offer in reversed(found)
    }  # pages share some
    acted = [offer for offer in found if each_once[offer.screen, offer.text, offer.keys] is offer]
    return [*acted, *(Offer(spec.key, "", tr(spec.title), tr(_SCREEN)) for spec in others)]
