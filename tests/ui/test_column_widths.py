import pytest

from evalapp.ui.kit.column_widths import share_room


@pytest.mark.parametrize(
    ("room", "widths"),
    [
        (100, [50, 100]),
        (170, [70, 100]),
        (200, [70, 130]),
        (300, [70, 230]),
    ],
)
def test_short_texts_are_shown_in_full_first_and_the_last_column_takes_the_rest(
    room: int, widths: list[int]
) -> None:
    assert share_room([50, 100], [70, 200], room, rest=1) == widths


def test_room_that_no_column_may_take_is_left_empty() -> None:
    assert share_room([50, 60], [50, 60], 500, rest=None) == [50, 60]
