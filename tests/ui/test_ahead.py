"""Screens are imported ahead while nobody waits."""

import threading
from collections.abc import Callable
from threading import Event

from pytestqt.qtbot import QtBot

from evalapp.store.topics import Topic
from evalapp.store.work import Work
from evalapp.ui.catalogue import SCREENS
from evalapp.ui.kit.tasks import Tasks
from evalapp.ui.shell.ahead import Ahead
from evalapp.ui.shell.routes import Route
from tests.ui.answers import Answers
from tests.ui.driver import Driver
from tests.ui.world import UNIT, closed


def test_screens_are_imported_one_after_the_other_off_the_windows_thread(qtbot: QtBot, tasks: Tasks) -> None:
    threads: list[tuple[int, int]] = []
    loads = [lambda at=at: threads.append((at, threading.get_ident())) for at in range(3)]
    ahead = Ahead(tasks, loads, [], tasks)

    ahead.begin()
    qtbot.waitUntil(lambda: len(threads) == 3)

    assert ahead.is_done
    assert [at for at, _ in threads] == [0, 1, 2]
    assert threading.get_ident() not in {thread for _, thread in threads}


def test_nothing_is_imported_ahead_while_the_worker_has_something_to_do(qtbot: QtBot, tasks: Tasks) -> None:
    order: list[str] = []
    gate = Event()
    tasks.alone(lambda: gate.wait(10), label="", done=lambda _: order.append("asked for"))
    ahead = Ahead(tasks, [lambda: order.append("ahead")], [], tasks)

    turns: list[None] = []
    ahead._timer.timeout.connect(lambda: turns.append(None))
    ahead.begin()
    qtbot.waitUntil(lambda: len(turns) == 3)
    assert not ahead.is_done
    gate.set()
    qtbot.waitUntil(lambda: len(order) == 2)

    assert order == ["asked for", "ahead"]


def test_then_they_are_made_in_the_windows_thread_step_by_step(qtbot: QtBot, tasks: Tasks) -> None:
    done: list[tuple[str, int]] = []

    def step(what: str) -> Callable[[], None]:
        return lambda: done.append((what, threading.get_ident()))

    ahead = Ahead(tasks, [step("imported")], [step("made"), step("dressed")], tasks)

    ahead.begin()
    qtbot.waitUntil(lambda: ahead.is_done)

    assert [what for what, _ in done] == ["imported", "made", "dressed"]
    assert [thread == threading.get_ident() for _, thread in done] == [False, True, True]


def test_a_window_with_all_screens_made_works_as_one_that_makes_them_when_they_are_shown(
    user: Callable[..., Driver], answers: Answers
) -> None:
    at = user(closed)
    for _ in range(2):
        for each in SCREENS:
            at.window.make_ahead(each.key)
    at.settle()
    shown = at.window.screen_shown
    at.tasks.run(_noted, label="Saving", done=lambda _none: None)  # every screen hears of it
    at.settle()

    for each in SCREENS:
        at.window.go(Route(each.key))
        at.settle()
        assert at.window.screen_shown.isVisible()

    assert shown is not at.window.screen_shown
    assert at.told == ""
    at.window.rebuild()
    at.settle()
    at.window.close()
    assert not at.window.isVisible()
    assert answers.questions == []


def _noted(work: Work) -> None:
    work.touched |= set(Topic)
    work.audit.record("test.noted", UNIT)
