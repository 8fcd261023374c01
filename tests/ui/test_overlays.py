"""What opens over the window has the keyboard to itself: nothing behind it is worked in unseen."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from evalapp.domain.rounds import Stage
from evalapp.ui.kit.progress import ProgressBox
from evalapp.ui.shell.preview import PreviewPanel
from tests.ui.answers import Answers
from tests.ui.driver import Driver
from tests.ui.grid_driver import GridDriver
from tests.ui.world import opened

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def at(user: Callable[..., Driver]) -> GridDriver:
    return GridDriver.of(user(opened))


@pytest.fixture
def preview(at: GridDriver) -> PreviewPanel:
    at.do("month.summary_shown")
    at.settle()
    [panel] = at.window.findChildren(PreviewPanel)
    return panel


def test_tab_goes_round_in_a_preview_in_both_directions(at: GridDriver, preview: PreviewPanel) -> None:
    met = [QApplication.focusWidget()]
    for _ in range(6):
        at.press(Qt.Key.Key_Tab)
        met.append(QApplication.focusWidget())
    at.press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)

    assert all(preview.isAncestorOf(each) for each in met if each)
    assert len(set(met)) == 5
    assert QApplication.focusWidget() is met[-2]


def test_the_key_of_the_next_step_does_nothing_behind_a_preview(
    at: GridDriver, preview: PreviewPanel, answers: Answers
) -> None:
    answers.agrees = True

    at.press(Qt.Key.Key_F9)
    at.settle()

    assert answers.questions == []
    assert at.month.state is not None
    assert at.month.state.stage is Stage.SELF
    assert preview.isVisible()


def test_a_key_that_the_screen_behind_has_too_is_the_previews_own(
    at: GridDriver, preview: PreviewPanel
) -> None:
    printed: list[bool] = []
    preview.actions_bar.action("preview.print").triggered.connect(lambda: printed.append(True))
    preview.actions_bar.triggered.disconnect()  # no program of the system opens it here

    at.press(Qt.Key.Key_P, CONTROL)

    assert printed == [True]


def test_escape_closes_the_preview_and_the_keys_of_the_month_work_again(
    at: GridDriver, preview: PreviewPanel, answers: Answers
) -> None:
    at.press(Qt.Key.Key_Escape)
    at.press(Qt.Key.Key_F9)
    at.settle()

    assert not preview.isVisible()
    assert len(answers.questions) == 1


def test_what_is_found_is_opened_over_a_preview_too(at: GridDriver, preview: PreviewPanel) -> None:
    at.press(Qt.Key.Key_K, CONTROL)

    assert at.window.finder.find_line.hasFocus()

    at.press(Qt.Key.Key_F9)

    assert at.window.finder.isVisible()


def test_how_far_work_has_come_stands_in_the_middle_of_the_page_and_not_of_the_window(at: GridDriver) -> None:
    at.window.resize(1366, 768)
    at.settle()
    [box] = at.window.findChildren(ProgressBox)

    box.appear()

    page, window = at.screen.parentWidget(), at.window
    middle = page.mapTo(window, page.rect().center()).x()
    assert abs(box.mapTo(window, box.rect().center()).x() - middle) <= 1
