"""The line that words are typed in to find something."""

import pytest
from PySide6.QtWidgets import QToolButton, QWidget
from pytestqt.qtbot import QtBot

from evalapp.ui.kit.labels import column
from evalapp.ui.kit.search_line import SearchLine

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def test_what_empties_the_line_stands_in_its_middle(qtbot: QtBot, owner: QWidget) -> None:
    line = SearchLine("Find a person (Ctrl+F)", "Find a person")
    column(owner, line)
    owner.show()
    line.setText("nguyen")

    [empties] = line.findChildren(QToolButton)

    qtbot.waitUntil(lambda: abs(empties.geometry().center().y() - line.rect().center().y()) <= 1)
