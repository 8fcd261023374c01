"""What can be done on all the screens and with the window itself, for the search box."""

import re
from collections.abc import Iterator, Mapping
from functools import partial

from msgspec.structs import replace

from evalapp.base.messages import N_, tr
from evalapp.base.names import fold
from evalapp.ui.kit.actions import offered
from evalapp.ui.kit.key_words import keys_named, keys_text
from evalapp.ui.shell.called import ABOUT, CALLED, phrases
from evalapp.ui.shell.finding import Offer
from evalapp.ui.shell.keys import HELP, MANUAL
from evalapp.ui.shell.routes import Screen
from evalapp.ui.shell.screen_specs import ScreenSpec

_SCREEN = N_("Screen")
_KEYS_IN_TEXT = re.compile(r"(.+) \(((?:Ctrl\+|Shift\+|Alt\+)*(?:F\d+|[A-Z]|Enter|Esc|Delete))\)")
#: What is chosen once, each found by its own name and by what else people call it.
_CHOSEN = (
    ("language", N_("Language: Vietnamese, English"), N_("language translate")),
    ("theme", N_("Theme: light, dark"), N_("colours dark light background")),
    ("text_size", N_("Text size"), N_("font letters larger smaller")),
)


def offers(specs: Mapping[str, ScreenSpec], here: str, shown: Screen) -> list[Offer]:
    """What can be done: on the screen that is shown, on the others, with the window; and going to each."""
    present = [_offer(here, each.key, each.text, tr(specs[here].title), each.keys) for each in offered(shown)]
    others = [spec for spec in specs.values() if spec.key != here and spec.icon]
    elsewhere = [
        _offer(spec.key, action.key, tr(action.text), tr(spec.title), keys_text(keys_named(action.shortcut)))
        for spec in others
        for action in spec.load().actions
    ]
    found = [_called(each) for each in (*present, *elsewhere)]
    each_once = {
        (offer.screen, offer.text, offer.keys): offer for offer in reversed(found)
    }  # pages share some
    acted = [offer for offer in found if each_once[offer.screen, offer.text, offer.keys] is offer]
    shown_now = Offer(here, "", tr(specs[here].title), tr("Screen – you are here"), is_here=True)
    going = [Offer(spec.key, "", tr(spec.title), tr(_SCREEN)) for spec in others]
    going = [_called(each) for each in (*going, *([shown_now] if specs[here].icon else []))]
    return [*acted, *_of_window(specs), *going]


def _called(offer: Offer) -> Offer:
    """With what people call it otherwise."""
    key = (offer.screen, offer.action)
    if about := ABOUT.get(key):
        offer = replace(offer, about=f"{offer.about} · {tr(about)}")
    words = CALLED.get(key)
    return replace(offer, phrases=tuple(map(fold, phrases(tr(words))))) if words else offer


def _of_window(specs: Mapping[str, ScreenSpec]) -> Iterator[Offer]:
    """The help, and what is chosen once."""
    told = partial(Offer, "", about=tr("Help"))
    yield told(MANUAL, tr("Manual"), keys="F1", words=tr("help guide instructions"))
    yield told(
        HELP, tr("What this screen is for, and its keys"), keys="Shift+F1", words=tr("help guide keys")
    )
    where = specs.get("settings")
    if where is None:
        return
    for part, text, words in _CHOSEN:
        yield Offer(where.key, "", tr(text), tr(where.title), words=tr(words), part=part)


def _offer(screen: str, action: str, text: str, about: str, keys: str) -> Offer:
    """Keys stand in their own column, also where the name of an action tells them."""
    named = None if keys else _KEYS_IN_TEXT.fullmatch(text)
    return Offer(screen, action, named[1] if named else text, about, named[2] if named else keys)
