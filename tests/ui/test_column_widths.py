import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from evalapp.base.columns import Column
from evalapp.ui.kit.cells import wrapped_height
from evalapp.ui.kit.colours import SMALL
from evalapp.ui.kit.column_widths import (
    READABLE,
    SHORT,
    SQUEEZED,
    WRAPPED,
    Texts,
    headings,
    least_widths,
    rest_column,
    share_room,
    squeezed,
    tight_widths,
    wanted_widths,
    yielding,
)
from evalapp.ui.kit.sizes import row_height
from evalapp.ui.kit.table import Table
from evalapp.ui.shell.theme import Theme


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

    day, unit, topic = tight_widths(columns, Texts(["Nên: chấp hành pháp luật " * 3]), [40, 60, 96], QFont())

    assert 60 < day <= SHORT
    assert unit == SHORT
    assert topic == WRAPPED


def test_what_a_list_says_is_written_once_however_often_its_columns_are_measured(qapp: QApplication) -> None:
    asked: list[str] = []
    columns = (Column[str]("name", "Name", lambda row: asked.append(row) or row),)
    texts = Texts(["An", "Bình"])

    widths = [wanted_widths(columns, texts, [40], QFont()) for _ in range(3)]

    assert asked == ["An", "Bình"]
    assert widths[0] == widths[1] == widths[2]


def test_texts_that_go_on_in_further_lines_share_fairly_so_that_none_starves_the_next() -> None:
    texts = {0: [300, 300, 300], 1: [300, 300, 300]}
    first, second, day = share_room([60, 60, 60], [360, 320, 80], 300, None, wraps=texts)

    assert (first + second, day) == (220, 80)
    assert abs(first - second) < 10


def test_a_heading_of_several_words_goes_on_in_a_second_line_where_its_column_is_narrow(
    qapp: QApplication,
) -> None:
    columns = (
        Column[str]("rated", "Được xếp loại", lambda _row: "15", numeric=True),
        Column[str]("good", "Tốt trở lên (%)", lambda _row: "93,33", numeric=True),
        Column[str]("people", "Người", lambda _row: "16", numeric=True),
    )
    font = QFont()

    tight = tight_widths(columns, Texts(["x"]), [120, 120, 60], font)

    assert headings(columns, tight, font) == {0: "Được\nxếp loại", 1: "Tốt trở\nlên (%)"}
    assert headings(columns, [200, 200, 200], font) == {}
    assert tight[0] < 100


def test_what_goes_on_in_further_lines_shares_the_room_as_its_texts_are_long() -> None:
    short, long = share_room([96, 96], [360, 360], 400, rest=1, wraps={0: [300] * 10, 1: [900] * 10})

    assert short + long == 400
    assert 2 < long / short < 4


def test_room_goes_to_the_texts_that_would_make_rows_higher_not_to_those_that_fit() -> None:
    name, remark = share_room([150, 96], [290, 200], 330, rest=1, wraps={0: [110] * 16, 1: [180] * 3})

    assert (name, remark) == (150, 180)


def test_a_heading_is_brought_into_one_line_only_with_what_no_text_needs() -> None:
    good, unit = share_room([70, 96], [130, 220], 290, rest=1, wraps={1: [200]}, needed=[70, 96])

    assert (good, unit) == (70, 220)


def test_no_word_is_cut_where_a_text_goes_on_in_further_lines(qapp: QApplication) -> None:
    columns = (Column[str]("event", "Event", lambda row: row, width=40, wraps=True),)
    font = QFont()

    (event,) = tight_widths(columns, Texts(["Commendation of the office"]), [40], font)

    assert event > QFontMetrics(font).horizontalAdvance("Commendation")


def test_on_a_very_wide_screen_a_figure_stays_near_the_text_it_belongs_to() -> None:
    assert share_room([96, 60], [96, 60], 3_000, rest=0) == [READABLE, 60]


def test_on_a_very_wide_screen_the_last_text_takes_what_is_left() -> None:
    assert share_room([96, 60, 80], [96, 60, 80], 3_000, rest=0, last=2) == [READABLE, 60, 2_380]


def test_where_every_column_has_a_width_the_longest_text_takes_the_rest() -> None:
    columns = (
        Column[str]("code", "Code", lambda row: row, width=60),
        Column[str]("name", "Name", lambda row: row, width=120),
        Column[str]("count", "Count", lambda _row: 1, width=52, numeric=True),
    )

    assert rest_column(columns, [60, 120, 200], [0, 1, 2]) == 1


def test_figures_stay_near_their_names_however_wide_the_screen_is(qtbot: QtBot) -> None:
    columns = (
        Column[str]("name", "Name", lambda row: row),
        Column[str]("weight", "Weight", lambda _row: "25", width=60, numeric=True),
        Column[str]("state", "State", lambda _row: "ripe", width=80),
    )
    made: Table[str] = Table(columns, lambda row: row, "Rows")
    qtbot.addWidget(made)
    made.show_rows(["apple"])
    made.show()

    made.resize(3600, 200)

    assert made.columnWidth(0) <= 600
    assert sum(made.columnWidth(n) for n in range(3)) == made.viewport().width()


def test_in_the_smallest_window_texts_go_on_in_more_lines_before_a_list_goes_on_sideways(
    qtbot: QtBot,
) -> None:
    columns = (
        Column[str]("topic", "Topic", lambda row: row, width=140, wraps=True),
        Column[str]("about", "About", lambda row: row, width=140, wraps=True),
        Column[str]("state", "State", lambda _row: "waits for somebody", width=140, chip=True),
    )
    made: Table[str] = Table(columns, lambda row: row, "Rows")
    qtbot.addWidget(made)
    made.show_rows(["a text of several words that goes on and on"])
    made.show()

    made.resize(370, 200)

    assert made.horizontalScrollBar().maximum() == 0
    assert made.columnWidth(2) > made.fontMetrics().horizontalAdvance("waits for somebody")


def test_a_column_is_squeezed_no_further_than_a_line_of_its_heading(qapp: QApplication) -> None:
    columns = (
        Column[str]("person", "Responsibilities of", lambda row: row, wraps=True),
        Column[str]("text", "Text", lambda row: row, wraps=True),
    )

    long, short = squeezed(columns, [200, 200], (0, 1), 100, QFont())

    assert short == SQUEEZED
    assert long > SQUEEZED


def test_what_gave_way_before_something_wide_comes_back_where_there_is_room_again(
    qapp: QApplication,
) -> None:
    columns = (
        Column[str]("name", "Name", lambda row: row),
        Column[str]("wide", "Wide", lambda row: row, yields=1),
        Column[str]("code", "Code", lambda row: row, yields=2),
        Column[str]("note", "Note", lambda row: row, yields=3),
    )

    assert yielding(columns, [100, 300, 60, 80], (0, 1, 2, 3), 250) == [1]
    assert yielding(columns, [100, 300, 60, 80], (0, 1, 2, 3), 170) == [1, 3]


def test_a_text_that_fits_to_the_pixel_is_drawn_whole_in_one_line_or_goes_on_in_another(
    qtbot: QtBot, light: Theme
) -> None:
    text = "Phiếu này của Đỗ Thị Ánh gửi về hai lần."
    columns = (Column[str]("reason", "Reason", lambda row: row, wraps=True),)
    made: Table[str] = Table(columns, lambda row: row, "Rows")
    qtbot.addWidget(made)
    made.show_rows([text])
    made.resize(500, 200)
    made.show()
    pictures = []

    for more in (0, 9):
        made.setColumnWidth(0, made.fontMetrics().horizontalAdvance(text) + 2 * SMALL + more)
        pictures.append(_inked(made))

    assert pictures[0] == pictures[1]


def _inked(made: Table[str]) -> int:
    """How far to the right something is written in the first row."""
    image = made.viewport().grab(QRect(0, 0, made.columnWidth(0), row_height() - 4)).toImage()
    ground = image.pixelColor(image.width() - 1, 2)
    return max(
        x for x in range(image.width()) for y in range(image.height()) if image.pixelColor(x, y) != ground
    )


def test_a_row_under_a_head_is_no_higher_than_its_lines(qapp: QApplication) -> None:
    font = QFont()
    words = "Month 10/2018: Head scoring: 1 tie to decide"
    wide = QFontMetrics(font).horizontalAdvance(words) + 2 * SMALL + 2

    one_line = wrapped_height("Month", font, wide, "Phòng Nội vụ")

    assert wrapped_height(words, font, wide, "Phòng Nội vụ") == one_line


def test_a_note_is_read_in_lines_of_several_words_where_room_is_short(qapp: QApplication) -> None:
    columns: tuple[Column[str], ...] = (
        Column("name", "Name", lambda row: row, width=112, wraps=True),
        Column(
            "note",
            "Note",
            lambda _row: "Nhận việc từ giữa tháng; đề xuất giải pháp mới",
            wraps=True,
            yields=1,
        ),
    )
    bare: tuple[Column[str], ...] = (
        columns[0],
        Column("note", "Note", lambda _row: "", wraps=True, yields=1),
    )
    rows = ["Trần Thị Bích"]

    def tight(of: tuple[Column[str], ...]) -> int:
        least = least_widths(of, qapp.font(), has_order=False)
        return tight_widths(of, Texts(rows), least, qapp.font())[1]

    assert tight(columns) >= 130
    assert tight(bare) < 70
