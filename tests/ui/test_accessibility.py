"""Every widget of every scene: named for screen readers, reached with the keyboard, never too large."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from evalapp.base.columns import Column
from evalapp.base.settings import Settings
from evalapp.store.workspace import Workspace
from evalapp.ui.catalogue import SCREENS
from evalapp.ui.kit.colours import SMALL
from evalapp.ui.kit.column_widths import SHORT
from evalapp.ui.kit.kept_fields import KeyChoice
from evalapp.ui.kit.table import Table
from evalapp.ui.kit.tasks import Tasks
from evalapp.ui.scene_data import clock_after, prepare
from evalapp.ui.scenes import SCENES
from evalapp.ui.screens.start.screen import StartPage
from evalapp.ui.shell.main_window import MainWindow
from evalapp.ui.shell.theme import Theme
from evalapp.ui.theatre import Theatre, settle
from tests.ui.answers import Answers
from tests.ui.conftest import GiveOffice
from tests.ui.tab_order import against_reading
from tests.ui.world import JULY, closed

OPERATED = (QAbstractButton, QLineEdit, QPlainTextEdit, QAbstractItemView, QCheckBox, QScrollArea)
#: 1366 x 768 at 150 %, and the largest screen at 100 %.
SMALLEST, LARGEST = QSize(911, 512), QSize(3840, 2160)
USUAL = QSize(1366, 768)
AT_125 = QSize(1093, 614)  # the usual one as most offices have it
#: As wide as what they are about: twelve months, the columns of a report, a form, a ranking with its reasons.
WIDE = ("periods.year", "reports.", "inspections.report_words", "sheet.", "preview.", "settlement.", "help.")
#: What lies over a screen, and is met after all of it.
OVER = ("find.", "preview.", "help.", "lock.")
#: The list of an import is looked at before its buttons, which stand above it, are met.
LOOKED_AT_FIRST = ".intake"
#: Playing a scene takes a second, on a busy day several; so many parts may be looked at beside each other.
#: Inside a part the scenes keep the order of the pictures: what one leaves in the data, the next lives with.
SHARES = 4


@pytest.fixture
def stage(
    qtbot: QtBot, light: Theme, tasks: Tasks, file: Path, offices: GiveOffice, answers: Answers
) -> Iterator[Theatre]:
    """A window on an office with months in every state."""
    offices(file, closed)
    window = MainWindow(
        tasks,
        Settings(),
        SCREENS,
        period=JULY,
        title="",
        restyle=lambda: None,
        begin_with=lambda _way: None,
        make_start=StartPage,
        make_dialogs=answers.dialogs,
    )
    light.dress(window)
    qtbot.addWidget(window)
    window.show()
    found = []
    tasks.open(lambda: Workspace.open(file, clock=clock_after(JULY)), label="", done=lambda: None)
    tasks.run(prepare, label="", done=found.append)
    settle(tasks)
    yield Theatre(window, tasks, found[0])
    settle(tasks)


def operated(window: MainWindow) -> list[QWidget]:
    return [
        widget
        for kind in OPERATED
        for widget in window.findChildren(kind)
        if widget.isVisible() and not is_qts_own(widget)
    ]


def is_qts_own(widget: QWidget) -> bool:
    return widget.objectName().startswith("qt_") or isinstance(
        widget.parent(), (QLineEdit, QAbstractItemView)
    )


def is_reached(widget: QWidget) -> bool:
    """With Tab; with the arrows from the one of its group that Tab goes to; or with the key it names."""
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return True
    if isinstance(around := widget.parent(), KeyChoice):
        return bool(around.focusPolicy() & Qt.FocusPolicy.TabFocus) and described_key(widget).isdigit()
    if not isinstance(widget, QAbstractButton):
        return False
    group = widget.group()
    others = group.buttons() if group and group.exclusive() else []
    return any(other.focusPolicy() & Qt.FocusPolicy.TabFocus for other in others) or widget.text().endswith(
        ("(Enter)", "(Esc)")
    )


def described_key(widget: QWidget) -> str:
    return widget.text()[:1] if isinstance(widget, QAbstractButton) else ""


def described(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return f"{type(widget).__name__} {text} in {type(widget.parent()).__name__}"


def nameless(widgets: list[QWidget]) -> list[str]:
    return [described(widget) for widget in widgets if not widget.accessibleName()]


def out_of_reach(widgets: list[QWidget]) -> list[str]:
    return [
        described(widget)
        for widget in widgets
        if isinstance(widget, (QAbstractButton, QLineEdit, QPlainTextEdit))
        and widget.isEnabled()
        and not is_reached(widget)
    ]


def cut_short(window: MainWindow, size: QSize) -> list[str]:
    """Chips, figures, days and codes that a table does not show in full; half of one says nothing."""
    window.resize(size)
    QApplication.processEvents()
    return [
        f"{size.width()}: {table.accessibleName()}, {column.key} {table.columnWidth(number)} < {needed}"
        for table in window.findChildren(Table)
        if table.isVisible()
        for number, column in enumerate(table.rows_model.columns)
        if not column.wraps and not table.isColumnHidden(number)
        if (needed := longest(table, column)) > table.columnWidth(number)
        and (column.chip or column.numeric or needed <= SHORT)
    ]


def longest(table: Table[Any], column: Column[Any]) -> int:
    metrics = QFontMetrics(table.font())
    texts = [column.text(row, 1 if column.numeric else 0) for row in table.rows_model.rows]
    return max((metrics.horizontalAdvance(text) for text in texts), default=0) + 2 * SMALL


def sideways(window: MainWindow) -> list[str]:
    """Lists that are to be pushed to and fro to be read."""
    return [
        f"{table.accessibleName()} by {table.horizontalScrollBar().maximum()}"
        for table in window.findChildren(Table)
        if table.isVisible() and table.horizontalScrollBar().maximum()
    ]


def misfits(window: MainWindow, size: QSize) -> list[str]:
    window.resize(size)
    QApplication.processEvents()
    return [] if window.size() == size else [f"{window.size()} where there is {size}"]


def strangers(window: MainWindow) -> list[str]:
    """Whether a part of the screen stood as a window of its own, and took the keyboard with it."""
    if QApplication.focusWindow():
        return []
    window.activateWindow()
    return ["something was shown before it had its place"]


@pytest.mark.parametrize("share", range(SHARES))
def test_every_widget_of_every_scene_is_named_reached_with_the_keyboard_and_fits_every_screen(
    stage: Theatre, share: int
) -> None:
    complaints: dict[str, list[str]] = {}
    scenes = list(SCENES.items())
    for name, play in scenes[share * len(scenes) // SHARES : (share + 1) * len(scenes) // SHARES]:
        stage.window.resize(USUAL)
        stage.window.rebuild(anew=True)
        settle(stage.tasks)
        play(stage)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QApplication.processEvents()
        widgets = operated(stage.window)
        found = [*nameless(widgets), *out_of_reach(widgets), *cut_short(stage.window, AT_125)]
        found += [] if name.startswith(WIDE) else sideways(stage.window)
        if not name.startswith(OVER) and not name.endswith(LOOKED_AT_FIRST):
            found += against_reading(stage.window)
        found += [
            *misfits(stage.window, SMALLEST),
            *cut_short(stage.window, SMALLEST),
            *strangers(stage.window),
        ]
        if found:
            complaints[name] = found

    assert complaints == {}
    assert misfits(stage.window, LARGEST) == []
