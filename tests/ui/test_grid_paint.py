"""What is painted: a refused cell whole, its sign beside its text, chips that can be told from their row."""

from collections.abc import Callable, Iterable
from typing import cast

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter, QRegion
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from evalapp.base.columns import Tone
from evalapp.base.messages import use_language
from evalapp.domain.entry_kinds import KINDS
from evalapp.domain.policy.model import Form
from evalapp.store.workspace import Workspace
from evalapp.ui.kit.cells import Chips
from evalapp.ui.kit.colours import SMALL, colours
from evalapp.ui.screens.month.columns import columns_of
from evalapp.ui.shell.words import reasons_told
from evalapp.usecases.policies import shipped
from evalapp.usecases.registers import record_entry
from tests.ui.driver import Driver
from tests.ui.grid_driver import GridDriver, at_head
from tests.ui.world import JULY, scored

Sit = Callable[..., Driver]
FIRST, SECOND = "Nguyễn Hải Anh", "Đỗ Thị Ánh"


def refused(at: GridDriver, text: str) -> QImage:
    """The cell in which a text was refused, as it is painted."""
    at.put(FIRST, "I.1")
    at.enter(text)
    at.put(SECOND, "I.2")  # the cursor has an outline of its own
    shape = at.month.grid._shape
    row = next(n for n, each in enumerate(at.month.grid.rows) if each.name == FIRST)
    place = at.month.grid.arrangement.position("I.1")
    assert place is not None
    return at.month.grid.viewport().grab(shape.cell_rect(row, place)).toImage()


def test_a_refused_cell_is_outlined_on_all_sides(user: Sit) -> None:
    cell = refused(GridDriver.of(user(at_head)), "77")

    bad = QColor(colours().bad).rgb()
    middle, low = cell.width() // 2, cell.height() - 1
    edges = [cell.pixel(middle, 0), cell.pixel(0, low // 2), cell.pixel(cell.width() - 1, low // 2)]
    assert [*edges, cell.pixel(middle, low - 1)] == [bad] * 4


def test_what_waits_to_be_saved_is_outlined_in_its_cell(user: Sit) -> None:
    at = GridDriver.of(user(at_head))
    at.month.grid.let_wait(True)

    cell = refused(at, "5")

    accent = QColor(colours().accent).rgb()
    assert [cell.pixel(cell.width() // 2, 0), cell.pixel(0, cell.height() // 2)] == [accent] * 2


def test_the_sign_of_a_refused_cell_is_not_written_over(user: Sit) -> None:
    at = GridDriver.of(user(at_head))
    sign = QRect(1, 2, SMALL + 6, 20)

    assert refused(at, "7").copy(sign) == refused(at, "123456789012").copy(sign)


def test_parts_that_lie_apart_are_painted_over_what_was_there(user: Sit) -> None:
    at = GridDriver.of(user(at_head))
    grid = at.month.grid
    at.put(grid.rows[-1].name, "I.2")
    picture = QImage(grid.viewport().size(), QImage.Format.Format_RGB32)
    whole, nothing = QRegion(grid.viewport().rect()), QWidget.RenderFlag(0)  # without the editor
    grid.viewport().render(picture, QPoint(), whole, nothing)

    at.put(FIRST, "I.1")  # the row that was come to is painted first, then the one that was left
    apart = QRegion(grid._shape.row_rect(0)) + QRegion(grid._shape.row_rect(len(grid.rows) - 1))
    grid.viewport().render(picture, apart.boundingRect().topLeft(), apart, nothing)

    painted_anew = QImage(picture.size(), picture.format())
    grid.viewport().render(painted_anew, QPoint(), whole, nothing)
    assert len(list(cast("Iterable[QRect]", apart))) == 2
    assert picture == painted_anew


@pytest.mark.parametrize("tone", [Tone.ACCENT, Tone.OK, Tone.WARN, Tone.BAD, Tone.PLAIN])
def test_a_chip_can_be_told_from_a_selected_row(tone: Tone) -> None:
    row = QImage(80, 28, QImage.Format.Format_RGB32)
    row.fill(QColor(colours().accent_soft))
    painter = QPainter(row)
    Chips(QFont()).draw(painter, QRect(4, 0, 72, 28), "B", tone)
    painter.end()

    left = [row.pixel(x, 14) for x in range(2, 9)]
    assert any(each != QColor(colours().accent_soft).rgb() for each in left)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.usefixtures("light")
def test_the_column_of_levels_has_room_for_all_that_is_there_and_no_more(
    qapp: QApplication, language: str
) -> None:
    form = shipped()["hn-3814-2018"].form("staff")
    assert isinstance(form, Form)
    use_language(language)
    said = reasons_told()
    [level] = [each for each in columns_of(form, results=said) if each.key == "level"]
    [narrow] = [each for each in columns_of(form) if each.key == "level"]
    font = QFont(qapp.font())
    font.setWeight(QFont.Weight.DemiBold)
    font.setPixelSize(12)

    wide = max(map(QFontMetrics(font).horizontalAdvance, said))
    use_language("en")

    assert wide + 20 + 2 * SMALL <= level.width
    assert narrow.width <= 96 < level.width


def with_a_late_arrival(workspace: Workspace) -> None:
    """Everybody is scored; somebody came late, which takes more than a line to say."""
    scored(workspace)
    with workspace.work() as work:
        record_entry(work, kind=KINDS["late"], since=JULY.first_day, person_code="NV003")


def test_a_proposal_that_has_no_room_in_its_line_is_said_in_full_under_it(user: Sit) -> None:
    at = GridDriver.of(user(with_a_late_arrival))
    at.window.resize(1366, 768)
    at.put(SECOND, "I.1")
    bar = at.month.panel.proposals

    said = [each.text() for each in bar.findChildren(QLabel) if each.isVisible()]

    assert any(each.endswith("theo khung QĐ 3814-QĐ/TU") and not each.startswith("▸") for each in said)


def test_a_proposal_that_fits_its_line_is_said_once(user: Sit) -> None:
    at = GridDriver.of(user(with_a_late_arrival))
    at.window.resize(2400, 768)
    at.put(SECOND, "I.1")

    said = [each.text() for each in at.month.panel.proposals.findChildren(QLabel) if each.isVisible()]

    assert sum("theo khung QĐ 3814-QĐ/TU" in each for each in said) == 1
