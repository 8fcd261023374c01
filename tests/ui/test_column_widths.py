import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from evalapp.base.columns import Column
from evalapp.ui.kit.column_widths import SHORT, WRAPPED, share_room, tight_widths


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


def test_where_room_is_short_a_day_stays_whole_and_the_text_a_row_is_about_readable(
    qapp: QApplication,
) -> None:
    columns = (
        Column[str]("day", "Day", lambda _row: "07/09/2018", width=40),
        Column[str]("unit", "Unit", lambda _row: "Ủy ban nhân dân quận Mẫu, thành phố", width=60),
        Column[str]("topic", "Topic", lambda row: row),
    )

    day, unit, topic = tight_widths(
        columns, ["Nên: chấp hành pháp luật " * 3], [40, 60, 96], QFont(), has_order=False
    )

    assert 60 < day <= SHORT
    assert unit == SHORT
    assert topic == WRAPPED
