import pytest

from evalapp.base.columns import Tone
from evalapp.ui.kit.colours import DARK, LIGHT, Colours, contrast

READABLE = 4.5


def test_black_on_white_stands_as_far_apart_as_can_be() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=lambda each: each.name)
@pytest.mark.parametrize("tone", [*Tone])
def test_every_tone_is_readable_on_surface_raised_and_its_own_soft_colour(
    colours: Colours, tone: Tone
) -> None:
    ink = colours.ink(tone)

    for ground in (colours.surface, colours.raised, colours.soft(tone)):
        assert contrast(ink, ground) >= READABLE


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=lambda each: each.name)
def test_buttons_offers_and_the_selected_row_are_readable(colours: Colours) -> None:
    assert contrast(colours.on_accent, colours.accent) >= READABLE
    assert contrast(colours.offer, colours.surface) >= READABLE
    assert contrast(colours.offer, colours.raised) >= READABLE
    assert contrast(colours.text, colours.accent_soft) >= READABLE
    assert contrast(colours.muted, colours.accent_soft) >= READABLE
    assert contrast(colours.muted, colours.bg) >= READABLE


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=lambda each: each.name)
def test_what_stands_in_a_bar_and_in_a_marked_field_is_readable(colours: Colours) -> None:
    for bar in (colours.ok, colours.accent, colours.warn, colours.bad, colours.offer):
        assert contrast(colours.on_accent, bar) >= READABLE
    assert contrast(colours.text, colours.bad_soft) >= READABLE
    assert contrast(colours.bad, colours.surface) >= READABLE


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=lambda each: each.name)
def test_where_the_keyboard_is_can_be_seen(colours: Colours) -> None:
    enough_for_a_line = 3

    for ground in (colours.bg, colours.surface, colours.raised):
        assert contrast(colours.accent, ground) >= enough_for_a_line
        assert contrast(colours.text, ground) >= enough_for_a_line
