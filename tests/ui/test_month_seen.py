"""Whom a filter and a search show, and what is selected, copied and typed where it cannot be."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QApplication

from evalapp.domain.rounds import Stage
from evalapp.store.workspace import Workspace
from evalapp.usecases.marks import enter_marks
from evalapp.usecases.summaries import person_sheets
from tests.ui.answers import Answers
from tests.ui.driver import Driver
from tests.ui.grid_driver import CONTROL, SHIFT, GridDriver, at_head
from tests.ui.world import marks_of, opened

Sit = Callable[..., Driver]
FIRST, SECOND = "Nguyễn Hải Anh", "Đỗ Thị Ánh"


def scored_themselves(workspace: Workspace) -> None:
    """Everybody scored themself, one of them so that it is a B; nobody else scored yet."""
    current = opened(workspace)
    with workspace.work() as work:
        for sheet in person_sheets(work, round_id=current.id):
            lost = Decimal(15 if sheet.sheet.participant.name == SECOND else 0)
            marks = tuple(marks_of(sheet, lost))
            enter_marks(work, round_id=current.id, stage=Stage.SELF, marks=marks)


@pytest.fixture
def at(user: Sit) -> GridDriver:
    return GridDriver.of(user(at_head))


def test_a_filter_by_level_shows_who_has_it_in_the_view_that_is_looked_at(user: Sit) -> None:
    at = GridDriver.of(user(scored_themselves))

    at.month.looking.choose_filter("level:B")
    themselves = at.names
    at.choose_view("compare")

    assert themselves == [SECOND]
    assert set(at.names) == {SECOND}
    at.choose_view("head")
    assert at.names == []


def test_everything_is_selected_and_the_cursor_stays_in_its_cell(at: GridDriver) -> None:
    at.put(SECOND, "I.2")

    at.press(Qt.Key.Key_A, CONTROL)

    assert at.place == (SECOND, "I.2")
    columns = len(at.month.grid.arrangement.shown)
    assert len(at.month.grid.selected) == len(at.names) * columns
    at.enter("4")
    assert at.points(SECOND, "I.2") == 4


def test_what_was_copied_is_said(at: GridDriver) -> None:
    at.put(FIRST, "I.1")
    at.select(2, 2)

    at.press(Qt.Key.Key_C, CONTROL)
    cells = at.told
    at.select(0, 1)
    at.press(Qt.Key.Key_C, CONTROL | SHIFT)

    assert cells.startswith("⚠ 9 cells copied. 9 of them are only offered")
    assert at.told.startswith("⚠ 12 cells copied. 12 of them")


def test_a_search_goes_to_whom_it_means_and_tells_who_is_found_under_another_form(at: GridDriver) -> None:
    at.put(at.names[-1], "I.1")
    at.month.find_line.begin()
    at.type("anh")
    found = at.place[0]
    at.month.find_line.clear()
    at.type("b")

    assert found == FIRST
    assert at.place[0] == next(name for name in at.names if "Bùi" in name)
    assert at.nothing_told.startswith("Also under “")
    at.press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is at.month.grid.editor


def test_a_form_that_is_opened_again_after_the_month_went_on_is_typed_into_at_once(
    user: Sit, answers: Answers
) -> None:
    at = GridDriver.of(user(opened))
    at.put(FIRST, "I.1")
    at.press(Qt.Key.Key_F4)
    at.settle()
    at.visit("month")
    at.press(Qt.Key.Key_F9)
    at.settle()
    at.put(FIRST, "I.1")

    at.press(Qt.Key.Key_F4)
    at.settle()
    at.type("4")
    at.press(Qt.Key.Key_Return)
    at.settle()

    assert at.cell(row="I.1", column="deputy", by="code") == "4.0"


def test_a_person_who_is_scored_in_part_is_not_called_unscored(user: Sit) -> None:
    at = GridDriver.of(user(at_head))
    at.put(FIRST, "I.1")
    offered = at.reads(FIRST, "level"), at.month.panel.why

    at.enter("5")
    at.put(FIRST, "I.1")

    assert offered[0] == "full marks offered"
    assert offered[1].endswith("offered, not scored yet")
    assert at.reads(FIRST, "level") == "partly offered"
    assert "rows of it only offered" in at.month.panel.why


def test_a_key_of_what_an_event_covers_types_nothing_into_the_event(user: Sit) -> None:
    at = GridDriver.of(user(at_head))
    at.put(FIRST, "I.1")
    at.press(Qt.Key.Key_F4)
    at.settle()
    at.press(Qt.Key.Key_L, CONTROL)
    day = at.screen.words.events.form.field("since")
    day.setFocus()
    before = day.text()

    at.press(Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)

    assert day.text() == before
    assert "Record the event, or close it" in at.told
    assert at.screen.words.events.state.whom == f"{FIRST} (NV004)"


def test_who_types_where_a_form_takes_nothing_is_told_why(at: GridDriver) -> None:
    at.put(FIRST, "I.2")
    at.press(Qt.Key.Key_F4)
    at.settle()
    at.press(Qt.Key.Key_Left)

    at.type("4")
    told, row = at.told, at.table.current().criterion.code
    at.put_cursor(row="I", column="head", by="code")
    at.type("4")

    assert (told, row) == ("✕ These points are of another stage; the month is at: Head scoring.", "I.2")
    assert at.told == "✕ I is the sum of the rows under it: score those."


def test_in_another_view_the_cursor_is_still_with_the_same_person(at: GridDriver) -> None:
    at.choose_view("compare")
    at.put(SECOND, "I.2", Stage.DEPUTY)

    at.choose_view("head")

    assert at.place == (SECOND, "I.2")
    at.enter("4")
    assert at.points(SECOND, "I.2") == 4


def test_files_that_were_copied_are_no_scores_and_it_is_said_where_they_go(
    at: GridDriver, tmp_path: Path
) -> None:
    copied = QMimeData()
    copied.setUrls([QUrl.fromLocalFile(str(tmp_path / "Biên bản.pdf"))])
    QApplication.clipboard().setMimeData(copied)
    at.put(SECOND, "I.2")

    at.press(Qt.Key.Key_V, CONTROL)

    assert "attached on a form: F4" in at.told
    assert at.month.grid.preview is None
    assert at.month.grid.refusals == {}
