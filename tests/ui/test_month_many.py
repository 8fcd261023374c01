"""Steps of more people than the window has time for: the worker takes them, in order, all or nothing."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt

from evalapp.domain.people import Person, PersonId, Position, Role
from evalapp.domain.rounds import Stage
from evalapp.store.workspace import Workspace
from evalapp.ui.screens.month.bulk import MANY
from evalapp.ui.screens.month.panel import PreviewBar
from evalapp.ui.shell.routes import Place, Route
from tests.ui.driver import Driver
from tests.ui.grid_driver import CONTROL, SHIFT, GridDriver, at_head, stored
from tests.ui.test_month_saving import limit_pages
from tests.ui.world import AUGUST, UNIT

Sit = Callable[..., Driver]
MORE = MANY + 20
FIRST, LAST = "Người 000", f"Người {MORE - 1:03d}"


def with_many(workspace: Workspace) -> None:
    """The office has more people than a step of the window; it is the head's turn."""
    with workspace.work() as work:
        unit = work.units.by_code(UNIT).id
        for number in range(MORE):
            post = Position(unit, "Chuyên viên", Role.STAFF)
            work.people.add(Person(PersonId(0), "", f"M{number:03d}", f"Người {number:03d}", None, (post,)))
        work.audit.record("test.office", UNIT)
    at_head(workspace)


@pytest.fixture
def at(user: Sit) -> GridDriver:
    driver = GridDriver.of(user(with_many))
    driver.put(FIRST, "I.1")
    return driver


@pytest.fixture
def gate(at: GridDriver) -> Iterator[Event]:
    """The worker has something else in hand until the test lets it go on."""
    opened = Event()
    at.tasks.load(lambda _work: opened.wait(10), done=lambda _: None)
    yield opened
    opened.set()


def paste_many(at: GridDriver, text: str = "5") -> None:
    at.paste("\n".join([text] * MORE))


def all_points(at: GridDriver) -> set[object]:
    return {at.points(f"Người {number:03d}", "I.1") for number in range(MORE)}


def steps(at: GridDriver) -> int:
    assert at.month.state is not None
    return len(at.month.state.history.done)


def test_a_long_column_is_pasted_saved_and_taken_back_as_one_step(at: GridDriver, file: Path) -> None:
    paste_many(at)
    at.settle()

    assert all_points(at) == {5}
    assert at.reads(LAST, "I.1") == "5.0"
    assert (steps(at), at.month.is_saved) == (1, True)

    at.hold(Qt.Key.Key_Z)
    at.settle()
    assert (all_points(at), steps(at)) == ({None}, 0)

    at.hold(Qt.Key.Key_Y)
    at.settle()
    assert (all_points(at), steps(at)) == ({5}, 1)
    at.tasks.close()
    assert (stored(file, FIRST), stored(file, LAST)) == ({"I.1": 5}, {"I.1": 5})


def test_nothing_of_a_long_step_is_shown_before_all_of_it_is_saved(at: GridDriver, gate: Event) -> None:
    paste_many(at)

    assert all_points(at) == {None}
    assert not at.month.is_saved

    gate.set()
    at.settle()
    assert all_points(at) == {5}


def test_a_mark_typed_meanwhile_comes_after_the_long_step_and_is_a_step_of_its_own(
    at: GridDriver, gate: Event, file: Path
) -> None:
    paste_many(at)
    at.put(LAST, "I.1")
    at.enter("1")
    assert "1 entry waits" in at.month.unsaved
    assert (at.reads(LAST, "I.1"), at.points(LAST, "I.1")) == ("1", None)
    gate.set()
    at.settle()

    assert (at.points(FIRST, "I.1"), at.points(LAST, "I.1"), steps(at)) == (5, 1, 2)
    assert at.reads(LAST, "I.1") == "1.0"

    at.hold(Qt.Key.Key_Z)
    at.settle()
    assert (all_points(at), steps(at)) == ({5}, 1)
    at.tasks.close()
    assert stored(file, LAST) == {"I.1": 5}


def test_a_long_step_that_is_cancelled_has_changed_nothing_and_what_waited_is_entered(
    at: GridDriver, gate: Event, file: Path
) -> None:
    paste_many(at)
    at.put(LAST, "I.2")
    at.enter("3")
    at.tasks.cancel()
    gate.set()
    at.settle()

    assert all_points(at) == {None}
    assert (at.points(LAST, "I.2"), steps(at), at.month.is_saved) == (3, 1, True)
    at.tasks.close()
    assert (stored(file, FIRST), stored(file, LAST)) == ({}, {"I.2": 3})


def test_another_month_chosen_meanwhile_is_shown_after_what_was_entered_here(
    at: GridDriver, gate: Event, file: Path
) -> None:
    paste_many(at)
    at.window.move_to(Place(UNIT, AUGUST))
    at.put(LAST, "I.1")
    at.enter("1")
    gate.set()
    at.settle()

    assert at.month.state is not None
    assert at.month.state.place.period == AUGUST
    at.tasks.close()
    assert (stored(file, FIRST), stored(file, LAST)) == ({"I.1": 5}, {"I.1": 1})


def test_a_month_that_was_read_anew_meanwhile_has_the_long_step_too(at: GridDriver, gate: Event) -> None:
    at.month.visit(at.window.place, Route("month"))
    paste_many(at)
    gate.set()
    at.settle()

    assert (all_points(at), steps(at)) == ({5}, 1)
    at.hold(Qt.Key.Key_Z)
    at.settle()
    assert all_points(at) == {None}


def test_the_full_marks_of_very_many_are_taken_and_given_back_in_one_step(at: GridDriver) -> None:
    at.press(Qt.Key.Key_Return, CONTROL | SHIFT)
    at.settle()

    assert f"{MORE + 14} people" in at.told
    assert at.line(LAST).rating.total is not None
    assert steps(at) == 1

    at.hold(Qt.Key.Key_Z)
    at.settle()
    assert (at.line(LAST).sheet.points(Stage.HEAD), steps(at)) == ({}, 0)


def test_a_long_block_that_the_disk_had_no_room_for_waits_to_be_taken_again(
    at: GridDriver, file: Path
) -> None:
    limit_pages(at, 0)
    paste_many(at)
    at.settle()
    told, shown = at.told, (all_points(at), at.reads(LAST, "I.1"))
    bar: Any = at.month.findChild(PreviewBar)

    limit_pages(at, None)
    at.press(Qt.Key.Key_Return)
    at.settle()

    assert "disk is full" in told
    assert shown == ({None}, "5")
    assert bar.text == f"⚠ {MORE} cells were not saved. Nothing of the block is lost: take it again."
    assert (all_points(at), steps(at), at.month.grid.preview) == ({5}, 1, None)
    at.tasks.close()
    assert stored(file, LAST) == {"I.1": 5}
