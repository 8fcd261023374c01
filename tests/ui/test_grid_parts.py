import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from evalapp.base.columns import Tone
from evalapp.base.errors import UserError
from evalapp.ui.kit.grid import Entry, Grid
from evalapp.ui.kit.grid_blocks import LeftOut, Span, fitting, read_block, spread, write_block
from evalapp.ui.kit.grid_columns import Arrangement, Cell, GridColumn, GridGroup, Side
from evalapp.ui.kit.grid_preview import Preview
from evalapp.ui.kit.sizes import row_height


class Fruit(Struct, frozen=True):
    name: str
    weights: tuple[int, ...] = (1, 2, 3, 4)


def weight(number: int, group: str = "") -> GridColumn[Fruit]:
    def read(_fruit: Fruit, text: str) -> int:
        if not text.isdigit():
            raise UserError("“{text}” is no weight.", text=text)
        return int(text)

    return GridColumn(
        f"w{number}",
        f"W{number}",
        lambda fruit: Cell(str(fruit.weights[number])),
        60,
        group=group,
        value=lambda fruit: fruit.weights[number],
        typed=lambda fruit: str(fruit.weights[number]),
        read=read,
        takes=lambda fruit: fruit.name != "stone",
    )


COLUMNS = (
    GridColumn[Fruit]("name", "Name", lambda fruit: Cell(fruit.name), 90, side=Side.LEFT, numeric=False),
    weight(0, "a"),
    weight(1, "b"),
    weight(2, "b"),
    weight(3),
    GridColumn[Fruit](
        "sum", "Sum", lambda fruit: Cell(str(sum(fruit.weights)), Tone.STRONG), 60, side=Side.RIGHT
    ),
)
GROUPS = (
    GridGroup[Fruit]("a", "Group a", lambda fruit: Cell(str(fruit.weights[0]))),
    GridGroup[Fruit](
        "b", "Group b", lambda fruit: Cell(str(fruit.weights[1] + fruit.weights[2])), parent="a"
    ),
)


@pytest.fixture
def grid(qtbot: QtBot) -> Grid[Fruit]:
    made: Grid[Fruit] = Grid(lambda fruit: fruit.name, "Fruit", lambda fruit: fruit.name)
    qtbot.addWidget(made)
    made.resize(420, 300)
    made.show_columns(COLUMNS, GROUPS)
    made.show_rows([Fruit(f"fruit {number}") for number in range(100)])
    made.show()
    made.activateWindow()
    made.setFocus()
    return made


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("5\t6\r\n7\t8\r\n", (("5", "6"), ("7", "8"))),
        ("5", (("5",),)),
        ("5\t\n", (("5", ""),)),
        ("a\n\nb", (("a",), ("",), ("b",))),
        ('"two\nlines"\t1', (("two\nlines", "1"),)),
        ('he said "no"\t1', (('he said "no"', "1"),)),
        ('5"\t1\n2\t3', (('5"', "1"), ("2", "3"))),
        ('"nhanh" và gọn\t"chậm"\r\n', (('"nhanh" và gọn', '"chậm"'),)),
        ('"dòng 1\r\ndòng 2"\t"c ""d"""\r\n', (("dòng 1\r\ndòng 2", 'c "d"'),)),
        ("6,5\r7", (("6,5",), ("7",))),
        ("1\t2\t3\n4", (("1", "2", "3"), ("4", "", ""))),
        ("", (("",),)),
    ],
)
def test_a_block_is_read_as_spreadsheets_write_it(text: str, block: tuple[tuple[str, ...], ...]) -> None:
    assert read_block(text) == block


def test_a_block_comes_back_as_it_was_written() -> None:
    rows = (("5,5", 'a "b"'), ("two\nlines", ""))

    assert read_block(write_block(rows)) == rows


def test_a_cell_as_long_as_a_spreadsheet_allows_and_longer_is_read() -> None:
    assert read_block("x" * 200_000 + "\t6") == (("x" * 200_000, "6"),)


@given(st.lists(st.lists(st.text().map(str.strip), min_size=2, max_size=2), min_size=1))
def test_whatever_is_copied_comes_back(rows: list[list[str]]) -> None:
    written = write_block(rows)

    assert read_block(written + "\n") == tuple(map(tuple, rows))


def test_whole_columns_of_a_spreadsheet_are_what_is_in_them_and_the_empty_rows_that_fit() -> None:
    columns = "5\t6\r\n" + "\t\r\n" * 1_048_575

    assert read_block(fitting(columns, 3)) == (("5", "6"), ("", ""), ("", ""))
    assert fitting("5\t6\n\t\n", 9) == "5\t6\n\t\n"


def test_a_block_is_repeated_over_a_selection_that_is_a_multiple_of_it() -> None:
    targets, outside = spread((("1", "2"),), Span(0, 0, 1, 3), 10, 10)

    assert [target.text for target in targets] == ["1", "2", "1", "2"] * 2
    assert outside == LeftOut()


def test_what_does_not_fit_is_counted() -> None:
    targets, outside = spread((("1", "2"), ("3", "4")), Span(9, 9, 9, 9), 10, 10)

    assert ([target.text for target in targets], outside) == (["1"], LeftOut(3))


def test_a_folded_group_hides_its_columns_and_those_of_the_groups_in_it() -> None:
    columns = Arrangement(COLUMNS, GROUPS)
    assert [column.key for column in columns.shown] == ["w0", "w1", "w2", "w3"]

    assert [column.key for column in columns.refold(frozenset({"b"})).shown] == ["w0", "=b", "w3"]
    assert [column.key for column in columns.refold(frozenset({"a", "b"})).shown] == ["=a", "w3"]


def test_headings_stand_over_their_columns() -> None:
    headings = Arrangement(COLUMNS, GROUPS).headings

    assert [(each.key, each.level, each.first, each.last) for each in headings] == [
        ("a", 0, 0, 2),
        ("b", 1, 1, 2),
    ]


def test_the_cursor_stays_on_its_row_and_in_its_column_when_others_come_and_go(grid: Grid[Fruit]) -> None:
    grid.go_to("fruit 40", "w2")

    grid.show_rows([Fruit("fruit 3"), Fruit("fruit 40")])
    grid.fold("a", folded=True)
    grid.fold("a", folded=False)

    assert grid.current == Fruit("fruit 40")
    assert grid.current_column is not None
    assert grid.current_column.key == "w0"


def test_fewer_rows_may_come_while_the_cursor_is_far_below(grid: Grid[Fruit]) -> None:
    grid.go_to("fruit 99", "w3")

    grid.show_rows([Fruit("fruit 1")])
    grid.show_rows([])
    grid.show_rows([Fruit("fruit 2")])

    assert grid.current == Fruit("fruit 2")


def test_a_click_puts_the_cursor_where_the_mouse_is_and_folds_a_heading(
    qtbot: QtBot, grid: Grid[Fruit]
) -> None:
    below = 3 * row_height()
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(95, below + row_height() + 5))
    assert grid.current == Fruit("fruit 1")

    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(170, row_height() + 5))
    assert grid.arrangement.folded == {"b"}


def test_a_double_click_changes_a_cell_or_opens_the_row(qtbot: QtBot, grid: Grid[Fruit]) -> None:
    below = 3 * row_height() + 5
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(95, below))
    qtbot.mouseDClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(95, below))
    assert grid.editor.text() == "1"

    with qtbot.waitSignal(grid.opened) as opened:
        qtbot.mouseDClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, below))
    assert opened.args == [Fruit("fruit 0")]


def test_a_click_elsewhere_takes_what_is_being_typed(qtbot: QtBot, grid: Grid[Fruit]) -> None:
    grid.go_to("fruit 0", "w0")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_9)

    with qtbot.waitSignal(grid.entered) as entered:
        pos = QPoint(95, 3 * row_height() + 2 * row_height())
        qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=pos)

    assert entered.args == [(Entry(Fruit("fruit 0"), "w0", 9, "9"),)]


def test_a_value_typed_again_as_it_was_is_no_step(qtbot: QtBot, grid: Grid[Fruit]) -> None:
    grid.go_to("fruit 0", "w0")

    with qtbot.assertNotEmitted(grid.entered):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_1)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)


def test_only_cells_that_read_differently_are_painted_again(grid: Grid[Fruit]) -> None:
    changed = grid.replace([Fruit("fruit 2", (1, 7, 3, 4))])

    assert len(changed) == 2
    assert grid.replace([Fruit("fruit 90", (9, 9, 9, 9))]) == []
    assert grid.row_of("fruit 90") == Fruit("fruit 90", (9, 9, 9, 9))


def test_a_pasted_block_that_reaches_over_the_edge_is_shown_first(qtbot: QtBot, grid: Grid[Fruit]) -> None:
    grid.go_to("fruit 99", "w3")
    QApplication.clipboard().setText("7\n8")

    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    assert grid.preview == Preview(good=1, refused=0, left_out=LeftOut(1), mendable=0, changed=1)


def test_what_is_typed_while_a_long_block_is_read_is_taken_after_it(qtbot: QtBot, grid: Grid[Fruit]) -> None:
    grid.show_rows([Fruit(f"fruit {number}") for number in range(3_000)])
    grid.go_to("fruit 0", "w0")
    QApplication.clipboard().setText("\n".join(["7"] * 3_000))
    told: list[tuple[Entry, ...]] = []
    grid.entered.connect(told.append)

    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    grid.go_to("fruit 2999", "w0")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_5)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert told == []
    grid.show_rows(grid.rows[:10])  # somebody is looked for
    qtbot.waitUntil(lambda: len(told) == 2)

    assert [len(step) for step in told] == [3_000, 1]
    assert told[1] == (Entry(Fruit("fruit 2999"), "w0", 5, "5"),)


def test_a_long_block_is_taken_at_once_where_something_else_is_shown(qtbot: QtBot, grid: Grid[Fruit]) -> None:
    grid.show_rows([Fruit(f"fruit {number}") for number in range(3_000)])
    grid.go_to("fruit 0", "w0")
    QApplication.clipboard().setText("\n".join(["7"] * 3_000))
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    with qtbot.waitSignal(grid.entered, timeout=0) as entered:
        grid.finish()

    assert entered.args is not None
    assert len(entered.args[0]) == 3_000


def test_a_row_that_takes_nothing_refuses_a_block_and_ignores_keys(qtbot: QtBot, grid: Grid[Fruit]) -> None:
    grid.show_rows([Fruit("stone"), replace(Fruit("stone"), name="pear")])
    grid.go_to("stone", "w0")

    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_5)
    assert not grid.editor.is_open

    QApplication.clipboard().setText("7\n8")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert grid.preview == Preview(good=1, refused=1, left_out=LeftOut(), mendable=0, changed=1)
    assert grid.text_at(grid.rows[0], "w0") == "7"


def test_the_cursors_cell_is_told_to_screen_readers(grid: Grid[Fruit]) -> None:
    grid.go_to("fruit 7", "w2")

    assert grid.editor.accessibleName() == "fruit 7, W2: 3"
