import gc
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from evalapp.base.errors import UserError
from evalapp.domain.units import UnitVersion
from evalapp.store.topics import Topic
from evalapp.store.work import Work
from evalapp.store.workspace import Workspace
from evalapp.ui.kit.garbage import Collector
from evalapp.ui.kit.tasks import Tasks
from evalapp.usecases.units import list_units
from evalapp.usecases.workspaces import create_workspace
from tests.ui.world import clock


@pytest.fixture
def worker(qtbot: QtBot, tasks: Tasks, tmp_path: Path) -> Tasks:
    tasks.open(lambda: create_workspace(tmp_path / "w.sqlite", clock=clock), label="", done=lambda: None)
    qtbot.waitUntil(lambda: tasks.idle)
    return tasks


def add_unit(work: Work) -> str:
    work.units.add("A", [UnitVersion("Phòng A")])
    work.audit.record("test.unit", "A")
    return "A"


def units(qtbot: QtBot, tasks: Tasks) -> int:
    seen: list[int] = []
    tasks.load(lambda work: len(list_units(work)), done=seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    return seen[0]


class Thing:
    """Tells on which thread it went."""

    def __init__(self, gone: list[str]) -> None:
        self._gone = gone

    def __del__(self) -> None:
        self._gone.append(threading.current_thread().name)


def test_work_is_done_on_the_worker_and_its_outcome_comes_back_to_the_window(
    qtbot: QtBot, worker: Tasks
) -> None:
    where: list[str] = []
    worker.run(
        lambda _work: where.append(threading.current_thread().name),
        label="x",
        done=lambda _: where.append(threading.current_thread().name),
    )
    qtbot.waitUntil(lambda: len(where) == 2)

    assert where == ["tasks", threading.main_thread().name]


def test_what_was_touched_is_announced_after_it_was_saved(qtbot: QtBot, worker: Tasks) -> None:
    heard: list[object] = []
    worker.saved.connect(lambda at: heard.append(at))
    worker.changed.connect(lambda topics: heard.append(topics))

    worker.run(add_unit, label="x", done=heard.append)
    qtbot.waitUntil(lambda: len(heard) == 3)

    assert heard == ["A", clock(), frozenset({Topic.UNITS})]


def test_reading_is_quiet(qtbot: QtBot, worker: Tasks) -> None:
    with qtbot.assertNotEmitted(worker.started), qtbot.assertNotEmitted(worker.changed):
        assert units(qtbot, worker) == 0


def test_a_refusal_is_told_and_leaves_everything_as_it_was(qtbot: QtBot, worker: Tasks) -> None:
    def refuse(work: Work) -> None:
        add_unit(work)
        raise UserError("No.")

    marked: list[UserError] = []
    with qtbot.waitSignals([worker.refused, worker.finished]):
        worker.run(refuse, label="x", done=lambda _: None, refused=marked.append)

    assert [str(error) for error in marked] == ["No."]
    assert units(qtbot, worker) == 0


def test_cancelling_rolls_back_and_says_nothing(qtbot: QtBot, worker: Tasks) -> None:
    started = threading.Event()

    def long(work: Work) -> None:
        add_unit(work)
        started.set()
        while True:
            work.progress(1, 2)

    with qtbot.assertNotEmitted(worker.refused), qtbot.waitSignal(worker.finished):
        worker.run(long, label="x", done=lambda _: None)
        assert started.wait(10)
        worker.cancel()

    assert units(qtbot, worker) == 0
    assert not worker.busy


def test_work_that_waited_when_another_was_cancelled_is_cancelled_too(qtbot: QtBot, worker: Tasks) -> None:
    started = threading.Event()
    done: list[str] = []

    def long(work: Work) -> None:
        started.set()
        while True:
            work.progress(1, 2)

    worker.run(long, label="x", done=lambda _: None)
    worker.run(lambda work: work.progress(0, 1), label="y", done=lambda _: done.append("y"))
    assert started.wait(10)
    worker.cancel()
    qtbot.waitUntil(lambda: worker.idle)

    assert done == []


@pytest.mark.logs_warnings
def test_an_error_nobody_expected_is_reported_and_the_worker_goes_on(qtbot: QtBot, tmp_path: Path) -> None:
    tasks = Tasks(clock)
    tasks.open(lambda: create_workspace(tmp_path / "w.sqlite", clock=clock), label="", done=lambda: None)

    crashes: list[BaseException] = []
    tasks.crashed.connect(crashes.append)
    tasks.run(lambda _work: 1 // 0, label="x", done=lambda _: None)
    qtbot.waitUntil(lambda: bool(crashes))

    assert isinstance(crashes[0], ZeroDivisionError)
    assert units(qtbot, tasks) == 0
    tasks.close()


def test_the_outcome_of_a_screen_that_is_gone_is_dropped(qtbot: QtBot, worker: Tasks) -> None:
    owner, done, may_end = QWidget(), [], threading.Event()
    worker.run(lambda _work: may_end.wait(10), label="x", done=done.append, owner=owner)

    owner.deleteLater()
    with qtbot.waitSignal(owner.destroyed):
        pass
    may_end.set()
    qtbot.waitUntil(lambda: worker.idle)

    assert done == []


def test_a_file_that_cannot_be_opened_leaves_the_one_before_open(
    qtbot: QtBot, worker: Tasks, tmp_path: Path
) -> None:
    with qtbot.waitSignal(worker.refused):
        worker.open(lambda: Workspace.open(tmp_path / "none.sqlite"), label="x", done=lambda: None)

    assert units(qtbot, worker) == 0


def test_closing_lets_others_have_the_file(qtbot: QtBot, tmp_path: Path) -> None:
    tasks = Tasks(clock)
    tasks.open(lambda: create_workspace(tmp_path / "w.sqlite", clock=clock), label="", done=lambda: None)
    qtbot.waitUntil(lambda: tasks.idle)

    tasks.close()

    Workspace.open(tmp_path / "w.sqlite", clock=clock).close()


def test_what_is_no_longer_shown_is_let_go_of_on_the_worker(qtbot: QtBot, worker: Tasks) -> None:
    gone: list[str] = []
    things = [Thing(gone) for _ in range(3)]

    worker.let_go(things)
    things.clear()
    qtbot.waitUntil(lambda: worker.idle)

    assert gone == ["tasks"] * 3


def test_garbage_is_collected_only_in_the_windows_thread(qtbot: QtBot, worker: Tasks) -> None:
    where: list[str] = []

    def note(phase: str, _about: dict[str, int]) -> None:
        where.append(threading.current_thread().name)

    def litter(_work: Work) -> int:
        for _ in range(2_000):
            ring: list[object] = []
            ring.append(ring)
        return 0

    gc.collect()  # what other tests left would be set aside as a month that was read
    gc.callbacks.append(note)

    def go_on(_done: int) -> None:
        if not where:
            worker.run(litter, label="x", done=go_on)

    try:
        go_on(0)  # what the first work leaves is set aside with the start
        qtbot.waitUntil(lambda: bool(where) and worker.idle, timeout=20_000)
    finally:
        gc.callbacks.remove(note)

    assert set(where) == {threading.main_thread().name}


def test_the_window_hears_of_the_newest_progress_and_not_of_each(qtbot: QtBot, worker: Tasks) -> None:
    told, goes_on = threading.Event(), threading.Event()
    heard: list[tuple[int, int]] = []

    def long(work: Work) -> None:
        for number in range(1, 1001):
            work.progress(number, 1000)
        told.set()
        goes_on.wait(10)

    worker.progressed.connect(lambda done, total: heard.append((done, total)))
    worker.run(long, label="x", done=lambda _: None)
    assert told.wait(10)
    qtbot.waitUntil(lambda: bool(heard))
    goes_on.set()
    qtbot.waitUntil(lambda: worker.idle)

    assert heard == [(1000, 1000)]


def test_work_that_takes_its_time_is_named_before_the_window_is_closed(qtbot: QtBot, worker: Tasks) -> None:
    goes_on = threading.Event()

    def long(work: Work) -> None:
        work.progress(1, 10)
        goes_on.wait(10)

    worker.run(long, label="Printing", done=lambda _: None)
    worker.run(lambda _work: None, label="Saving", done=lambda _: None)
    qtbot.waitUntil(lambda: bool(worker.unfinished) and not worker.saves)  # once it has told how far it is
    unfinished = worker.unfinished
    goes_on.set()
    qtbot.waitUntil(lambda: worker.idle)

    assert [text.split("”")[0] for text in unfinished] == ["“Printing"]
    assert worker.unfinished == ()


def test_work_that_does_not_tell_how_far_it_is_is_named_too_and_what_ends_in_a_moment_is_not(
    qtbot: QtBot, worker: Tasks
) -> None:
    goes_on = threading.Event()
    worker.run(add_unit, label="Saving", done=lambda _: None)
    saves = worker.saves
    qtbot.waitUntil(lambda: not worker.saves)
    short = worker.unfinished

    worker.run(lambda _work: goes_on.wait(10), label="Writing the papers", done=lambda _: None)
    qtbot.waitUntil(lambda: bool(worker.unfinished))
    long = worker.unfinished
    goes_on.set()
    qtbot.waitUntil(lambda: worker.idle)

    assert (saves, short) == (True, ())
    assert [text.split("”")[0] for text in long] == ["“Writing the papers"]


def test_nothing_is_looked_through_for_garbage_until_the_first_work_is_done(qapp: QApplication) -> None:
    looks: list[str] = []
    at_work = [True]

    def note(phase: str, _about: dict[str, int]) -> None:
        looks.append(phase)

    owner = QObject(qapp)
    collector = Collector(owner, lambda: not at_work, lambda: True)
    kept = [[number] for number in range(2_000)]  # as modules and widgets are
    gc.callbacks.append(note)
    try:
        collector.collect()
        before = gc.get_freeze_count()
        at_work.clear()
        collector.collect()
        set_aside = gc.get_freeze_count() - before
    finally:
        gc.callbacks.remove(note)
        collector.stop()

    assert looks == []
    assert set_aside >= len(kept)


def test_all_that_is_there_is_looked_through_only_while_another_program_is_in_front(
    qapp: QApplication,
) -> None:
    looks: list[int] = []
    in_front = [True]
    owner = QObject()
    collector = Collector(owner, lambda: True, lambda: bool(in_front))

    def note(phase: str, info: dict[str, int]) -> None:
        if phase == "start":
            looks.append(info["generation"])

    gc.callbacks.append(note)
    try:
        for _ in range(62):
            flood = [[number] for number in range(51_000)]
            collector.collect()
            del flood
        before = looks.count(2)
        in_front.clear()
        collector.collect()
        after = looks.count(2)
    finally:
        gc.callbacks.remove(note)
        collector.stop()

    assert (before, after) == (0, 1)
