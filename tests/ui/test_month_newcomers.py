"""People who came to the unit after its month was opened: told, and taken in."""

from collections.abc import Callable

from msgspec.structs import replace

from evalapp.domain.people import Category, Person, PersonId, Position, Role
from evalapp.store.workspace import Workspace
from tests.ui.answers import Answers
from tests.ui.driver import Driver
from tests.ui.grid_driver import GridDriver
from tests.ui.world import NAMES, UNIT, closed, opened, scored

Sit = Callable[..., Driver]
WHO = "Lý Thị Tân"


def come(workspace: Workspace) -> None:
    """Somebody is entered for the unit."""
    with workspace.work() as work:
        position = Position(work.units.by_code(UNIT).id, "Chuyên viên", Role.STAFF, Category.CIVIL_SERVANT)
        work.people.add(Person(PersonId(0), "", "NV099", WHO, None, (position,)))
        work.audit.record("test.came", "NV099")


def with_one_more(workspace: Workspace) -> None:
    scored(workspace)
    come(workspace)


def test_it_is_told_that_somebody_of_the_unit_is_not_in_the_month(user: Sit) -> None:
    at = GridDriver.of(user(with_one_more))

    assert at.month.state is not None
    assert at.month.state.standing.startswith("⚠ 1 person of the unit not in this month yet")
    assert "All scored" not in at.month.state.standing


def test_they_are_taken_into_the_month_after_their_names_were_read(user: Sit, answers: Answers) -> None:
    at = GridDriver.of(user(with_one_more))

    at.do("month.include")
    at.settle()

    assert WHO in at.names
    assert f"{WHO} (NV099)" in answers.questions[-1]
    assert not at.can("month.include")


def test_where_everybody_is_in_the_month_nobody_is_offered(user: Sit) -> None:
    at = GridDriver.of(user(scored))

    assert len(at.month.state.lines if at.month.state else ()) == len(NAMES)
    assert not at.can("month.include")


def test_a_closed_month_waits_for_nobody(user: Sit) -> None:
    def one_more_afterwards(workspace: Workspace) -> None:
        closed(workspace)
        come(workspace)

    at = user(one_more_afterwards)

    assert not at.can("month.include")


def test_who_left_again_before_the_month_ended_is_not_waited_for(user: Sit) -> None:
    def came_and_went(workspace: Workspace) -> None:
        current = opened(workspace)
        come(workspace)
        with workspace.work() as work:
            who = work.people.by_code("NV099")
            until = current.period.last_day.replace(day=20)
            work.people.save(replace(who, positions=(replace(who.positions[0], until=until),)))
            work.audit.record("test.went", "NV099")

    assert not user(came_and_went).can("month.include")
