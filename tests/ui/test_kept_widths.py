"""A column that somebody made wider is as wide at the next start, until a double click sets it free."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from evalapp.base.columns import Column
from evalapp.base.settings import COLUMN_WIDTHS, Settings
from evalapp.ui.kit.sizes import use_text_size
from evalapp.ui.kit.table import Table
from evalapp.ui.shell.window_size import size_left

COLUMNS = (
    Column[str]("name", "Name", lambda row: row, width=120),
    Column[str]("count", "Count", lambda _row: "1", width=60, numeric=True),
    Column[str]("note", "Note", lambda _row: "as it is", width=80),
)
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.json"


def begun(qtbot: QtBot, file: Path) -> Table[str]:
    """The list as a start of the program shows it."""
    window = QWidget()
    qtbot.addWidget(window)
    size_left(window, Settings(file))
    made: Table[str] = Table(COLUMNS, lambda row: row, "Rows")
    qtbot.addWidget(made)
    made.resize(700, 200)
    made.show_rows(["apple"])
    made.show()
    return made


def edge(table: Table[str], column: int) -> QPoint:
    header = table.horizontalHeader()
    return QPoint(
        header.sectionViewportPosition(column) + header.sectionSize(column) - 1, header.height() // 2
    )


def drag(qtbot: QtBot, table: Table[str], column: int, by: int) -> None:
    bar, start = table.horizontalHeader().viewport(), edge(table, column)
    qtbot.mousePress(bar, LEFT, pos=start)
    qtbot.mouseMove(bar, start + QPoint(by, 0))
    qtbot.mouseRelease(bar, LEFT, pos=start + QPoint(by, 0))


def test_a_column_that_was_dragged_is_as_wide_at_the_next_start(qtbot: QtBot, file: Path) -> None:
    first = begun(qtbot, file)
    before = first.columnWidth(0)

    drag(qtbot, first, 0, 60)
    dragged = first.columnWidth(0)
    first.close()
    again = begun(qtbot, file)

    assert dragged == before + 60
    assert again.columnWidth(0) == dragged
    assert "count" not in Settings(file).get(COLUMN_WIDTHS).replace("name count note", "")


def test_a_double_click_on_its_edge_sets_it_free_for_good(qtbot: QtBot, file: Path) -> None:
    first = begun(qtbot, file)
    before = first.columnWidth(0)
    drag(qtbot, first, 0, 60)

    qtbot.mouseDClick(first.horizontalHeader().viewport(), LEFT, pos=edge(first, 0))

    assert first.columnWidth(0) == before
    assert begun(qtbot, file).columnWidth(0) == before
    assert Settings(file).get(COLUMN_WIDTHS) == "{}"


def test_a_width_grows_with_the_texts(qtbot: QtBot, file: Path) -> None:
    drag(qtbot, first := begun(qtbot, file), 0, 60)
    dragged = first.columnWidth(0)

    use_text_size(150)
    larger = begun(qtbot, file).columnWidth(0)
    use_text_size(100)

    assert larger == round(dragged * 1.5)


@pytest.mark.parametrize("kept", ["[]", "{", '{"name count note": {"name": ""}}', '{"name count note": 7}'])
def test_widths_that_make_no_sense_are_as_if_they_were_not_there(qtbot: QtBot, file: Path, kept: str) -> None:
    before = begun(qtbot, file).columnWidth(0)
    Settings(file).set(COLUMN_WIDTHS, kept)

    assert begun(qtbot, file).columnWidth(0) == before
