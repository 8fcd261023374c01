"""Lists to choose one from, as they read when closed."""

from collections.abc import Callable

from evalapp.ui.kit.pickers import Choice, ChoicePicker
from tests.ui.driver import Driver
from tests.ui.world import opened

Sit = Callable[..., Driver]


def test_a_list_that_is_given_more_room_says_more(user: Sit) -> None:
    at = user(opened)
    picker = ChoicePicker("Unit", "No unit yet")
    picker.setParent(at.window)
    picker.show_choices([Choice("PNV", "Phòng Nội vụ")], "PNV")
    picker.show()
    for width in (96, 220):
        picker.setFixedWidth(width)

    assert "Phòng Nội vụ" in picker.text()
