"""The widest lists and the fullest rows of buttons, in the smallest window that there is."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QApplication, QPushButton

from evalapp.ui.kit.table import Table
from evalapp.ui.scenes import SCENES
from evalapp.ui.shell.main_window import MainWindow
from evalapp.ui.theatre import Theatre, settle
from tests.ui.test_accessibility import SMALLEST, sideways, stage

__all__ = ["stage"]
LEAST = QSize(800, 500)
FULL = (
    "periods.year",
    "policies.begin",
    "reports.layout",
    "reports.templates",
    "inspections.report",
    "inspections.report_words",
    "inspections.visits",
    "inspections.field",
)


def cut(window: MainWindow) -> list[str]:
    """Buttons with less room than their words need."""
    return [
        f"{made.text()} {made.width()} < {made.minimumSizeHint().width()}"
        for made in window.findChildren(QPushButton)
        if made.isVisible() and made.width() < made.minimumSizeHint().width()
    ]


def test_in_the_smallest_window_no_list_goes_on_sideways_and_no_button_is_cut(stage: Theatre) -> None:
    complaints: dict[str, list[str]] = {}

    for name in FULL:
        stage.window.rebuild()
        settle(stage.tasks)
        SCENES[name](stage)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        stage.window.resize(LEAST)
        QApplication.processEvents()
        complaints[name] = [*sideways(stage.window), *cut(stage.window)]

    assert stage.window.size() == LEAST
    assert {name: found for name, found in complaints.items() if found} == {}


def test_at_150_percent_a_year_shows_all_its_months_beside_the_person_they_are_of(stage: Theatre) -> None:
    stage.window.rebuild()
    settle(stage.tasks)
    SCENES["periods.year"](stage)

    stage.window.resize(SMALLEST)
    QApplication.processEvents()

    shown = [
        column.key
        for table in stage.window.screen_shown.findChildren(Table)
        if table.isVisible()
        for number, column in enumerate(table.rows_model.columns)
        if not table.isColumnHidden(number)
    ]
    assert [key for key in shown if key.startswith("m")] == [f"m{number}" for number in range(1, 13)]
    assert sideways(stage.window) == []


def test_at_150_percent_a_ranking_shows_the_ranks_beside_what_is_remarked(stage: Theatre) -> None:
    stage.window.rebuild()
    settle(stage.tasks)
    SCENES["settlement.done"](stage)

    stage.window.resize(SMALLEST)
    QApplication.processEvents()

    [table] = [each for each in stage.window.screen_shown.findChildren(Table) if each.isVisible()]
    keys = [column.key for n, column in enumerate(table.rows_model.columns) if not table.isColumnHidden(n)]
    assert {"rank", "name", "total", "level", "remark"} <= set(keys)
