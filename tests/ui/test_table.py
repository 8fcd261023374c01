from decimal import Decimal

import pytest
from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from evalapp.base.columns import Column
from evalapp.base.errors import UserError
from evalapp.ui.kit.brackets import BracketDelegate
from evalapp.ui.kit.colours import SMALL, colours
from evalapp.ui.kit.table import Table
from evalapp.ui.kit.table_model import TableModel
from evalapp.ui.shell.theme import Theme


class Fruit(Struct, frozen=True):
    name: str
    weight: Decimal | None


def weighed(fruit: Fruit, text: str) -> Fruit:
    if not text:
        return replace(fruit, weight=None)
    if not text.isdigit():
        raise UserError("“{text}” is no weight.", text=text)
    return replace(fruit, weight=Decimal(text))


def renamed(fruit: Fruit, text: str) -> Fruit:
    return replace(fruit, name=text)


COLUMNS: tuple[Column[Fruit], ...] = (
    Column("name", "Name", lambda fruit: fruit.name),
    Column("weight", "Weight", lambda fruit: fruit.weight, width=80, numeric=True, edit=weighed),
    Column("note", "Note", lambda _fruit: None, width=120, empty=""),
)
APPLE, PEAR, PLUM = Fruit("apple", Decimal("1.5")), Fruit("pear", None), Fruit("plum", Decimal("0.25"))


@pytest.fixture
def model() -> TableModel[Fruit]:
    made = TableModel(COLUMNS, lambda fruit: fruit.name)
    made.show([APPLE, PEAR, PLUM])
    return made


@pytest.fixture
def table(qtbot: QtBot) -> Table[Fruit]:
    made: Table[Fruit] = Table(COLUMNS, lambda fruit: fruit.name, "Fruit")
    qtbot.addWidget(made)
    made.show_rows([APPLE, PEAR, PLUM])
    return made


def weights(model: TableModel[Fruit]) -> list[str]:
    return [model.index(row, 1).data() for row in range(model.rowCount())]


def test_the_model_keeps_the_rules_of_qt(qtmodeltester: ModelTester, model: TableModel[Fruit]) -> None:
    qtmodeltester.check(model)


def test_figures_of_a_column_have_as_many_decimals_as_the_longest_and_empty_is_a_dash(
    model: TableModel[Fruit],
) -> None:
    assert weights(model) == ["1.50", "–", "0.25"]


def test_a_good_value_goes_out_as_a_change(qtbot: QtBot, model: TableModel[Fruit]) -> None:
    with qtbot.waitSignal(model.edited) as edited:
        assert model.setData(model.index(1, 1), "7")

    assert edited.args == [PEAR, replace(PEAR, weight=Decimal(7)), "weight"]


def test_a_value_typed_again_as_it_was_changes_nothing(qtbot: QtBot, model: TableModel[Fruit]) -> None:
    model.show([replace(APPLE, weight=Decimal(3))])

    with qtbot.assertNotEmitted(model.edited):
        model.setData(model.index(0, 1), "3")


def test_a_refused_value_stays_in_its_cell_and_its_reason_beside_it(model: TableModel[Fruit]) -> None:
    assert not model.setData(model.index(0, 1), "heavy")

    assert weights(model)[0] == "heavy"
    assert model.reasons == {"apple": "“heavy” is no weight."}
    assert model.rows[0] == APPLE


def test_a_refused_value_outlives_the_row_being_shown_again_but_not_its_leaving(
    model: TableModel[Fruit],
) -> None:
    model.setData(model.index(0, 1), "heavy")

    model.show([APPLE, PEAR, PLUM])
    assert weights(model)[0] == "heavy"

    model.show([PEAR])
    model.show([APPLE, PEAR, PLUM])
    assert weights(model)[0] == "1.50"


def test_a_column_that_is_not_declared_editable_takes_nothing(model: TableModel[Fruit]) -> None:
    assert not model.setData(model.index(0, 0), "melon")
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsEditable


def test_sorting_puts_what_is_unknown_last_in_either_direction(model: TableModel[Fruit]) -> None:
    model.sort_by(1)
    assert [fruit.name for fruit in model.rows] == ["plum", "apple", "pear"]
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Weight ▲"

    model.sort_by(1)
    assert [fruit.name for fruit in model.rows] == ["apple", "plum", "pear"]


def test_the_cursor_stays_on_its_row_when_rows_come_and_go(table: Table[Fruit]) -> None:
    table.select(PLUM, 1)

    table.show_rows([PEAR, PLUM])

    assert table.current() == PLUM
    assert table.currentIndex().column() == 1


def test_the_cursor_goes_to_the_first_row_when_its_own_is_gone(table: Table[Fruit]) -> None:
    table.select(PLUM)

    table.show_rows([APPLE, PEAR])

    assert table.current() == APPLE


def test_rows_have_one_height_whatever_they_hold(table: Table[Fruit]) -> None:
    assert {table.rowHeight(row) for row in range(3)} == {28}


@pytest.mark.parametrize(("key", "width"), [("weight", 90), ("name", 360)])
def test_words_have_room_while_they_are_typed_and_figures_stay_in_their_cell(
    qtbot: QtBot, key: str, width: int
) -> None:
    columns = (
        Column[Fruit]("weight", "Weight", lambda fruit: fruit.weight, numeric=True, edit=weighed),
        Column[Fruit]("name", "Name", lambda fruit: fruit.name, edit=renamed),
    )
    table = Table(columns, lambda fruit: fruit.name, "Fruit")
    qtbot.addWidget(table)
    table.resize(500, 300)
    table.show_rows([APPLE, PEAR])
    table.show()
    number = [each.key for each in columns].index(key)
    table.setColumnWidth(number, 90)

    table.edit(table.rows_model.index(0, number))
    [editor] = table.viewport().findChildren(QLineEdit)

    assert editor.width() == width
    assert editor.geometry().right() < table.viewport().width()


def test_enter_opens_a_row_where_nothing_can_be_typed(qtbot: QtBot, table: Table[Fruit]) -> None:
    table.select(PEAR, 0)

    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)

    assert opened.args == [PEAR]


def test_columns_give_way_before_a_table_goes_on_sideways_the_least_needed_first(qtbot: QtBot) -> None:
    columns = (
        Column[str]("name", "Name", lambda row: row, width=100),
        Column[str]("day", "Day", lambda _row: "07/09/2018", width=90, yields=1),
        Column[str]("note", "Note", lambda _row: "seen", width=100, yields=2),
    )
    made: Table[str] = Table(columns, lambda row: row, "Rows")
    qtbot.addWidget(made)
    made.show_rows(["apple"])
    made.show()

    left_out: dict[int, list[str]] = {}
    for width in (400, 190, 90, 401):
        made.resize(width, 200)
        left_out[width] = [each.key for n, each in enumerate(columns) if made.isColumnHidden(n)]

    assert left_out == {400: [], 190: ["note"], 90: ["day", "note"], 401: []}


def test_a_column_that_is_shown_again_is_not_taken_for_one_that_somebody_dragged(qtbot: QtBot) -> None:
    columns = (
        Column[str]("code", "Code", lambda _row: "NV-0000-0015", width=20),
        Column[str]("name", "Name", lambda row: row),
    )
    made: Table[str] = Table(columns, lambda row: row, "Rows")
    qtbot.addWidget(made)
    made.show()
    made.setColumnHidden(0, True)
    made.setColumnHidden(0, False)

    made.show_rows(["apple"])

    assert made.columnWidth(0) > made.fontMetrics().horizontalAdvance("NV-0000-0015")


def test_a_name_that_goes_on_in_a_second_line_makes_its_row_higher_and_no_other(qtbot: QtBot) -> None:
    columns = (
        Column[str]("name", "Name", lambda row: row, width=110, wraps=True),
        Column[str]("day", "Day", lambda _row: "07/09/2018", width=90),
    )
    made: Table[str] = Table(columns, lambda row: row, "Rows")
    qtbot.addWidget(made)
    made.show()
    made.resize(210, 300)

    made.show_rows(["Đỗ Thị An", "Công Tằng Tôn Nữ Hoàng Thị Quỳnh Như"])

    assert made.rowHeight(0) < made.rowHeight(1)


def test_columns_of_one_rank_give_way_together_and_no_strip_is_left_empty(qtbot: QtBot) -> None:
    columns = (
        Column[str]("name", "Name", lambda row: row, width=100),
        Column[str]("a", "A (%)", lambda _row: "25.00", width=60, numeric=True, yields=1),
        Column[str]("b", "B (%)", lambda _row: "75.00", width=60, numeric=True, yields=1),
        Column[str]("note", "Note", lambda _row: "seen by somebody else", yields=2),
    )
    made: Table[str] = Table(columns, lambda row: row, "Rows")
    qtbot.addWidget(made)
    made.show_rows(["apple"])
    made.show()

    made.resize(150, 200)

    assert [each.key for n, each in enumerate(columns) if made.isColumnHidden(n)] == ["a", "b", "note"]
    assert made.columnWidth(0) == made.viewport().width()


LONG = "a sentence that goes on and on until it needs several lines of any column that is this narrow"


def of_cursor(table: Table[Fruit]) -> tuple[bool, bool]:
    """Whether the row of the cursor is seen at all, and whole."""
    row, room = table.visualRect(table.currentIndex()), table.viewport().rect()
    return room.intersects(row), room.contains(row)


def test_the_row_of_the_cursor_stays_whole_in_sight_in_a_lower_window(qtbot: QtBot) -> None:
    made: Table[Fruit] = Table(COLUMNS, lambda fruit: fruit.name, "Fruit")
    qtbot.addWidget(made)
    made.resize(400, 400)
    made.show()
    rows = tuple(Fruit(f"fruit {number}", None) for number in range(40))
    made.show_rows(rows)
    made.select(rows[8])

    seen: list[tuple[bool, bool]] = []
    for height in (300, 299, 290, 280, 270, 200):
        made.resize(400, height)
        QApplication.processEvents()
        seen.append(of_cursor(made))

    assert seen == [(True, True)] * 6


def test_the_row_of_the_cursor_stays_whole_in_sight_where_rows_above_it_become_higher(qtbot: QtBot) -> None:
    columns = (Column[Fruit]("note", "Note", lambda fruit: LONG if fruit.weight else "", wraps=True),)
    made: Table[Fruit] = Table(columns, lambda fruit: fruit.name, "Fruit")
    qtbot.addWidget(made)
    made.resize(200, 300)
    made.show()
    rows = tuple(Fruit(f"fruit {number}", None) for number in range(8))
    made.show_rows(rows)
    made.select(rows[7])

    made.show_rows(tuple(replace(each, weight=Decimal(1)) for each in rows))

    assert of_cursor(made) == (True, True)


def test_who_scrolled_away_from_the_cursor_is_not_brought_back(qtbot: QtBot) -> None:
    made: Table[Fruit] = Table(COLUMNS, lambda fruit: fruit.name, "Fruit")
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    made.show_rows(tuple(Fruit(f"fruit {number}", None) for number in range(40)))
    made.verticalScrollBar().setValue(20)

    made.resize(400, 250)
    QApplication.processEvents()

    assert made.verticalScrollBar().value() == 20


@pytest.fixture
def read_only(qtbot: QtBot) -> Table[Fruit]:
    made: Table[Fruit] = Table(COLUMNS[::2], lambda fruit: fruit.name, "Fruit")
    qtbot.addWidget(made)
    made.show_rows([APPLE, PEAR, PLUM])
    made.show()
    return made


def test_the_arrows_move_the_cursor_also_where_its_column_is_left_out(
    read_only: Table[Fruit], qtbot: QtBot
) -> None:
    read_only.select(APPLE)
    read_only.setColumnHidden(0, True)
    read_only.resize(300, 200)

    qtbot.keyClick(read_only, Qt.Key.Key_Down)
    assert read_only.current() == PEAR
    read_only.select(APPLE)
    qtbot.keyClick(read_only, Qt.Key.Key_Down)
    assert read_only.current() == PEAR


def test_home_and_end_go_to_the_first_and_the_last_row(read_only: Table[Fruit], qtbot: QtBot) -> None:
    qtbot.keyClick(read_only, Qt.Key.Key_End)
    last = read_only.current()
    qtbot.keyClick(read_only, Qt.Key.Key_Home)

    assert (last, read_only.current()) == (PLUM, APPLE)


def test_a_bracket_beside_rows_that_belong_together_is_not_broken_where_one_is_higher(
    qtbot: QtBot, light: Theme
) -> None:
    parts = {"Đỗ Thị An": "┌", "Công Tằng Tôn Nữ Hoàng Thị Quỳnh Như": "│", "Lê Văn Bình": "└"}
    columns = (
        Column[str]("bracket", "", lambda row: parts[row], width=24),
        Column[str]("name", "Name", lambda row: row, width=110, wraps=True),
    )
    made: Table[str] = Table(columns, lambda row: row, "Rows")
    made.setItemDelegateForColumn(0, BracketDelegate(made))
    qtbot.addWidget(made)
    made.resize(150, 300)
    made.show_rows(list(parts))
    made.show()

    image = made.viewport().grab().toImage()
    first, last = made.visualRect(made.rows_model.index(0, 0)), made.visualRect(made.rows_model.index(2, 0))
    drawn = [
        image.pixelColor(first.left() + SMALL, y).name() == colours().warn.lower()
        for y in range(first.center().y(), last.center().y())
    ]

    assert made.rowHeight(1) > made.rowHeight(0)
    assert all(drawn)
