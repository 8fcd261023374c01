"""How a window is dressed: in the look that was chosen, and each of its parts once."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from evalapp.ui.kit.colours import DARK
from evalapp.ui.kit.labels import column
from evalapp.ui.shell.theme import Theme, style_sheet


class Watched(QLabel):
    """A text that counts how often it was dressed."""

    dressed = 0

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.dressed += event.type() is QEvent.Type.StyleChange


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = Theme(qapp, "light")
    yield made
    made.choose("light")


def test_a_window_follows_the_look_that_is_chosen_later(qtbot: QtBot, theme: Theme) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    theme.dress(window)

    theme.choose("dark")

    assert window.styleSheet() == style_sheet(DARK)


def test_what_is_built_part_by_part_is_dressed_once_when_it_comes_into_the_window(
    qtbot: QtBot, owner: QWidget
) -> None:
    text = Watched("Deep inside")
    part: QWidget = text
    for _ in range(5):
        around = QWidget()
        column(around, part)
        part.show()
        part = around

    column(owner, part)

    assert text.dressed == 1
