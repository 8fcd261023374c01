"""What a screen makes when somebody turns to it, and not before."""

from collections.abc import Callable

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from evalapp.ui.kit.pages import MadePages, Pages
from evalapp.ui.screens.inspections.field_page import FieldPage
from evalapp.ui.screens.inspections.remedies_page import RemediesPage
from evalapp.ui.screens.policies.open_view import OpenView
from evalapp.ui.screens.policies.rules_page import RulesPage
from evalapp.ui.screens.visit_papers.minutes_page import MinutesPage
from evalapp.ui.screens.visit_papers.overlays import MarkingPanel
from tests.ui.driver import Driver

User = Callable[..., Driver]


def parts(of: QWidget, *kinds: type[QWidget]) -> set[type[QWidget]]:
    return {type(each) for kind in kinds for each in of.findChildren(kind)}


def test_a_page_takes_its_place_when_somebody_turns_to_it(qtbot: QtBot) -> None:
    pages = Pages()
    qtbot.addWidget(pages)
    first, second = QLabel("first"), QLabel("second")

    pages.turn_to(first)
    alone = pages.count()
    pages.turn_to(second)
    pages.turn_to(first)

    assert (alone, pages.count(), pages.currentWidget()) == (1, 2, first)


def test_a_page_is_made_once_and_only_when_it_is_asked_for() -> None:
    made: list[str] = []
    pages = MadePages(lambda key: made.append(key) or key.upper())

    before = [*pages]
    page = pages["list"], pages["list"]

    assert (before, made, page) == ([], ["list"], ("LIST", "LIST"))


def test_inspections_open_without_the_page_of_a_visit_and_those_nobody_turned_to(user: User) -> None:
    at = user()
    at.visit("inspections", unit="PNV")
    before = parts(at.screen, FieldPage, RemediesPage)

    at.screen.turn("remedies")

    assert (before, parts(at.screen, FieldPage, RemediesPage)) == (set(), {RemediesPage})


def test_policies_open_without_the_pages_of_one_and_one_opens_with_its_first(user: User) -> None:
    at = user()
    at.visit("policies", unit="PNV")
    at.settle()
    before = parts(at.screen, OpenView, RulesPage)

    at.screen._open(at.screen.table.current())

    assert (before, parts(at.screen, OpenView, RulesPage)) == (set(), {OpenView})


def test_papers_of_a_visit_open_without_the_minutes_and_what_a_photo_is_drawn_on_with(user: User) -> None:
    at = user()
    at.visit("visit_papers", unit="PNV")
    before = parts(at.screen, MinutesPage, MarkingPanel)

    at.screen.turn("minutes")

    assert (before, parts(at.screen, MinutesPage, MarkingPanel)) == (set(), {MinutesPage})
