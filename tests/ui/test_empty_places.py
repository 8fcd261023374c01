"""A file that was just made: every empty place says what would be there and how it comes."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from evalapp.domain.units import UnitVersion
from evalapp.store.workspace import Workspace
from evalapp.ui.catalogue import SCREENS
from evalapp.ui.kit.labels import EmptyState
from evalapp.ui.kit.table import Table
from evalapp.ui.kit.tasks import Tasks
from evalapp.ui.screens.inspections.screen import InspectionsScreen
from evalapp.ui.shell.main_window import MainWindow
from evalapp.ui.shell.routes import Route
from evalapp.usecases.workspaces import create_workspace
from tests.ui.driver import Driver
from tests.ui.world import clock

#: They are about one form or one visit, which nobody reaches before there is one.
OF_ONE_THING = {"sheet", "visit_papers"}


def sit_down(qtbot: QtBot, window: MainWindow, tasks: Tasks, file: Path, *, units: int) -> Driver:
    workspace = create_workspace(file, clock=clock)
    if units:
        with workspace.work() as work:
            work.units.add("PNV", [UnitVersion("Phòng Nội vụ", "Cơ quan hành chính")])
            work.audit.record("test.unit", "PNV")
    workspace.close()
    at = Driver(qtbot, tasks, window)
    tasks.open(lambda: Workspace.open(file, clock=clock), label="", done=lambda: None)
    at.settle()
    return at


def wordless(at: Driver) -> list[str]:
    """The tables in sight that are empty and say nothing about it, and empty pages without words."""
    tables = [
        table.accessibleName()
        for table in at.screen.findChildren(Table)
        if table.isVisible() and not table.rows_model.rows and not table.nothing
    ]
    pages = [page for page in at.screen.findChildren(EmptyState) if page.isVisible() and not page.is_told]
    return tables + [str(page) for page in pages]


@pytest.mark.parametrize("units", [0, 1])
def test_every_empty_place_says_what_would_be_there(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, file: Path, units: int
) -> None:
    at = sit_down(qtbot, window, tasks, file, units=units)
    found: dict[str, list[str]] = {}

    for spec in SCREENS:
        if spec.key in OF_ONE_THING:
            continue
        window.go(Route(spec.key))
        at.settle()
        found[spec.key] = wordless(at)
        if isinstance(at.screen, InspectionsScreen):
            for choice in at.screen.turner.choices:
                at.screen.turner.chosen.emit(choice.key)
                at.settle()
                found[f"{spec.key} {choice.key}"] = wordless(at)

    assert {place: each for place, each in found.items() if each} == {}


def test_before_there_are_units_the_keyboard_stands_at_the_import_of_their_list(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, file: Path
) -> None:
    at = sit_down(qtbot, window, tasks, file, units=0)
    for screen in ("people", "overview", "people"):
        window.go(Route(screen))
        at.settle()

    assert at.button_at() == "Import a list of units…"


def test_the_first_unit_and_the_first_person_are_entered_by_hand_where_there_is_no_list(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, file: Path
) -> None:
    at = sit_down(qtbot, window, tasks, file, units=0)
    window.go(Route("people"))
    at.settle()

    by_hand = next(
        each for each in at.screen.findChildren(QPushButton) if each.text() == "Enter a unit by hand…"
    )
    by_hand.click()
    at.settle()

    assert at.screen.panel.isVisible()
    assert at.at_field()


def test_a_unit_without_people_says_how_they_come(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, file: Path
) -> None:
    at = sit_down(qtbot, window, tasks, file, units=1)
    window.go(Route("people"))
    at.settle()

    assert "New person…" in at.table.nothing
    assert "Ctrl+I" in at.table.nothing
    at.screen.find_line.setText("nobody")
    assert "“nobody”" in at.table.nothing
    assert at.can("people.new_person")


@pytest.mark.parametrize("screen", ["month", "periods", "products", "registers", "reports", "exchange"])
def test_before_there_are_units_each_screen_about_a_unit_leads_to_where_they_are_entered(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, file: Path, screen: str
) -> None:
    at = sit_down(qtbot, window, tasks, file, units=0)
    window.go(Route(screen))
    at.settle()

    page = next(each for each in at.screen.findChildren(EmptyState) if each.isVisible())
    ways = [each for each in page.findChildren(QPushButton) if each.isVisible()]
    ways[-1].click()
    at.settle()

    assert window.route.screen == "people"


def test_what_is_typed_at_once_goes_into_the_form_of_the_first_unit(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, file: Path
) -> None:
    at = sit_down(qtbot, window, tasks, file, units=0)
    at.visit("people")
    by_hand = at.screen.findChild(EmptyState).findChildren(QPushButton)[1]
    by_hand.setFocus()

    at.press(Qt.Key.Key_Space)
    at.settle()
    at.type("PTP")

    assert at.screen.panel.form.values["code"] == "PTP"
