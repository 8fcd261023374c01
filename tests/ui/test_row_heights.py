"""How high the rows of a table are: what their texts need, and why a value was refused under them."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from evalapp.base.columns import Column
from evalapp.ui.kit.colours import SMALL
from evalapp.ui.kit.sizes import row_height
from evalapp.ui.kit.table import Table
from tests.ui.test_table import COLUMNS, LONG, Fruit, renamed

SENTENCES: tuple[Column[Fruit], ...] = (
    Column("name", "Name", lambda fruit: fruit.name, width=120, wraps=True, edit=renamed),
    Column("weight", "Weight", lambda fruit: fruit.weight, width=80, numeric=True),
)


@pytest.fixture
def sentences(qtbot: QtBot) -> Table[Fruit]:
    made: Table[Fruit] = Table(SENTENCES, lambda fruit: fruit.weight, "Fruit")
    qtbot.addWidget(made)
    made.resize(240, 300)
    made.show_rows([Fruit(LONG, Decimal(1)), Fruit("pear", Decimal(2))])
    made.show()  # only now is it measured
    return made


def test_a_row_takes_its_height_along_when_the_rows_are_put_in_another_order(
    sentences: Table[Fruit],
) -> None:
    assert sentences.rowHeight(0) > sentences.rowHeight(1)

    sentences.rows_model.sort_by(1)
    sentences.rows_model.sort_by(1)

    assert sentences.rows_model.rows[0].name == "pear"
    assert sentences.rowHeight(0) < sentences.rowHeight(1)


def test_a_row_is_as_high_as_what_was_just_typed_into_it_needs(sentences: Table[Fruit]) -> None:
    sentences.rows_model.setData(sentences.rows_model.index(1, 0), LONG)

    assert sentences.rowHeight(1) == sentences.rowHeight(0)


def test_rows_of_a_very_long_list_have_one_height_whatever_was_shown_before(
    sentences: Table[Fruit],
) -> None:
    sentences.show_rows([Fruit(LONG, Decimal(number)) for number in range(1_001)])

    assert {sentences.rowHeight(number) for number in range(1_001)} == {row_height()}


WRONG = "a weight that is none at all, in many words that need further lines"


@pytest.mark.parametrize("count", [1, 1_001], ids=["few rows", "very many rows"])
def test_why_something_was_refused_stands_whole_under_its_row_until_it_is_mended(
    qtbot: QtBot, count: int
) -> None:
    made: Table[Fruit] = Table(COLUMNS, lambda fruit: fruit.name, "Fruit")
    qtbot.addWidget(made)
    made.resize(300, 200)
    made.show()
    made.show_rows([Fruit(f"fruit {number}", None) for number in range(count)])
    weight = made.rows_model.index(0, 1)

    made.rows_model.setData(weight, WRONG)
    said, below = made.reason_under(0), made.rowHeight(0) - row_height()
    room = QRect(0, 0, made.viewport().width() - 2 * SMALL, 1_000)
    needed = made.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, said).height()
    made.rows_model.setData(weight, "7")

    assert said == f"✕ “{WRONG}” is no weight."
    assert below >= needed > made.fontMetrics().height()
    assert (made.reason_under(0), made.rowHeight(0)) == ("", row_height())


def test_a_reader_of_the_screen_hears_why_something_was_refused(qtbot: QtBot) -> None:
    table: Table[Fruit] = Table(COLUMNS, lambda fruit: fruit.name, "Fruit")
    qtbot.addWidget(table)
    table.show_rows([Fruit("apple", None)])

    table.rows_model.setData(table.rows_model.index(0, 1), "x")

    spoken = table.rows_model.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Weight: x, “x” is no weight."


def test_a_name_that_fits_its_column_stands_in_one_line_in_a_row_made_high_by_another_cell(
    qtbot: QtBot,
) -> None:
    columns = (
        Column[Fruit]("name", "Name", lambda fruit: fruit.name, width=10, wraps=True),
        Column[Fruit]("note", "Note", lambda fruit: LONG if fruit.weight else "", wraps=True),
    )
    made: Table[Fruit] = Table(columns, lambda fruit: str(fruit.weight), "Fruit")
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    made.show_rows([Fruit("Nguyen Van An", Decimal(1)), Fruit("Nguyen Van An", None)])
    name = made.fontMetrics().horizontalAdvance("Nguyen Van An") + 2 * SMALL

    seen: list[bool] = []
    for wide in range(name, name + 3):
        made.setColumnWidth(0, wide)
        image = made.grab().toImage()
        seen.append(lines_drawn(made, image, 0) == lines_drawn(made, image, 1) == 1)

    assert made.rowHeight(0) > made.rowHeight(1)
    assert seen == [True] * 3


def lines_drawn(table: Table[Fruit], image: QImage, number: int) -> int:
    """In how many lines the first cell of a row is written, told by how high its ink is."""
    cell = table.visualRect(table.rows_model.index(number, 0)).adjusted(SMALL, 2, -SMALL, -3)
    cell.translate(table.viewport().pos())
    ratio = image.devicePixelRatio()
    inked = [
        len({image.pixel(round(x * ratio), round(y * ratio)) for x in range(cell.left(), cell.right())}) > 1
        for y in range(cell.top(), cell.bottom())
    ]
    first, last = inked.index(True), len(inked) - inked[::-1].index(True)
    return 1 if last - first <= table.fontMetrics().height() else 2
