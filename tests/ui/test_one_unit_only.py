"""Whoever has a role in one unit only: the window begins there, and offers nothing that would be refused."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from evalapp.domain.rights import UserRole
from evalapp.store.workspace import Workspace
from evalapp.ui.catalogue import SCREENS
from evalapp.ui.shell.routes import Route
from evalapp.ui.shell.top_bar import TopBar
from evalapp.usecases.users import add_user, sign_in
from tests.ui.driver import Driver
from tests.ui.world import UNIT, opened

Sit = Callable[..., Driver]
OTHER = "PTP"
#: They are about one form or one visit, which nobody reaches before there is one.
OF_ONE_THING = {"sheet", "visit_papers"}


def a_deputy(workspace: Workspace) -> None:
    """Months of one unit are open; a deputy of another one is there."""
    opened(workspace)
    with workspace.work() as work:
        add_user(work, name="binh", role=UserRole.DEPUTY, unit_code=OTHER)


def a_deputy_of_people(workspace: Workspace) -> None:
    """A deputy of the unit that has people."""
    opened(workspace)
    with workspace.work() as work:
        add_user(work, name="binh", role=UserRole.DEPUTY, unit_code=UNIT)


def an_inspector(workspace: Workspace) -> None:
    """Months of one unit are open; an inspector of another one is there."""
    opened(workspace)
    with workspace.work() as work:
        add_user(work, name="binh", role=UserRole.INSPECTOR, unit_code=OTHER)


def one_whose_role_ended(workspace: Workspace) -> None:
    """Somebody whose only role counts no longer."""
    opened(workspace)
    with workspace.work() as work:
        add_user(work, name="binh", role=UserRole.DEPUTY, unit_code=OTHER, until=date(2018, 8, 1))


def at_work(at: Driver) -> Driver:
    """The deputy takes over at the window."""
    at.tasks.attend(
        lambda workspace, _progress: sign_in(workspace, "binh", None), label="", done=lambda _: None
    )
    at.settle()
    at.window.begin_anew()
    at.settle()
    return at


def test_the_window_begins_at_a_unit_that_may_be_seen_and_no_screen_is_refused(user: Sit) -> None:
    at = at_work(user(a_deputy))
    begun = at.window.place.unit
    refused: dict[str, str] = {}

    for spec in SCREENS:
        if spec.key not in OF_ONE_THING:
            at.window.go(Route(spec.key))
            at.settle()
            refused[spec.key] = at.told

    assert begun == OTHER
    assert {screen: told for screen, told in refused.items() if told.startswith("✕")} == {}


def test_what_may_not_be_done_is_not_offered_and_says_why(user: Sit) -> None:
    at = at_work(user(a_deputy))
    at.visit("people")
    shut = ("people.new_person", "people.new_unit", "people.units_in", "people.people_in")
    offered = [key for key in shut if at.can(key)]
    why = at.action("people.new_person").toolTip()
    at.window.act("people", "people.new_person")
    at.settle()
    found = at.told
    at.visit("exchange")

    assert offered == []
    assert why.startswith("binh may not change units and people here.")
    assert why in found
    assert not at.can("exchange.take")
    assert at.action("exchange.take").toolTip().startswith("binh may not")


def test_a_person_who_may_not_be_changed_is_opened_to_be_read(user: Sit) -> None:
    at = at_work(user(a_deputy_of_people))
    at.visit("people")

    at.table.setFocus()
    at.press(Qt.Key.Key_Return)
    at.settle()

    panel = at.screen.panel
    save = panel.actions_bar.action("filled.save")
    assert panel.isVisible()
    assert panel.form.values["code"]
    assert not panel.form.isEnabled()
    assert not save.isEnabled()
    assert save.toolTip().startswith("binh may not change units and people here.")
    at.press(Qt.Key.Key_Escape)
    at.settle()
    assert not panel.isVisible()


def test_where_units_may_not_be_seen_nobody_is_told_that_there_are_none(user: Sit) -> None:
    at = at_work(user(an_inspector))
    at.visit("exchange")

    assert at.screen.state.summary == ""
    title, text = at.screen.state.nothing
    assert title == "Your role does not see the months of units here"
    assert "Import" not in text


def test_whose_role_has_ended_is_told_so_and_can_hand_over(user: Sit) -> None:
    at = at_work(user(one_whose_role_ended))

    said = [each.text() for each in at.window.findChildren(QLabel) if each.isVisible()]
    assert any(each.startswith("binh may not see units and people here.") for each in said)
    assert not any("no units" in each for each in said)
    [top] = [each for each in at.window.findChildren(TopBar) if each.isVisible()]
    assert top.user_menu.actions()

    at.window.navigation.chosen.emit("people")
    at.settle()
    at.tasks.attend(lambda file, _progress: sign_in(file, "local", None), label="", done=lambda _: None)
    at.settle()
    at.window.begin_anew()
    at.settle()

    assert at.window.place.unit is not None
