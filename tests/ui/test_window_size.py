"""How large the window is when it appears: as it was left, and with its frame never past its screen."""

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from evalapp.base.settings import WINDOW_MAXIMIZED, WINDOW_SIZE, Settings
from evalapp.ui.shell.window_size import appear, keep_size, size_left

#: What a platform without a screen says of windows of their own.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.json")


def left(qtbot: QtBot, settings: Settings) -> QWidget:
    """A window as a start of the program makes it."""
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(size_left(made, settings))
    appear(made, settings)
    return made


def test_a_window_comes_back_as_large_as_it_was_left(qtbot: QtBot, settings: Settings) -> None:
    settings.set(WINDOW_SIZE, "500x400")
    window = left(qtbot, settings)
    window.resize(520, 410)

    keep_size(window, settings)
    again = left(qtbot, settings)

    assert (again.width(), again.height(), again.isMaximized()) == (520, 410, False)


def test_a_window_as_large_as_its_screen_fills_it_so_that_its_frame_pushes_nothing_out(
    qtbot: QtBot, settings: Settings
) -> None:
    room = QGuiApplication.primaryScreen().availableSize()
    settings.set(WINDOW_SIZE, f"500x{room.height() - 10}")

    assert left(qtbot, settings).isMaximized()


def test_a_window_that_was_left_filling_the_screen_fills_it_again_and_shrinks_to_its_size(
    qtbot: QtBot, settings: Settings
) -> None:
    settings.set(WINDOW_SIZE, "500x400")
    window = left(qtbot, settings)
    window.showMaximized()

    keep_size(window, settings)

    assert left(qtbot, settings).isMaximized()
    assert settings.get(WINDOW_MAXIMIZED)
    assert settings.get(WINDOW_SIZE) == "500x400"
