"""Screens are imported ahead while nobody waits."""

import threading
from threading import Event

from pytestqt.qtbot import QtBot

from evalapp.ui.kit.tasks import Tasks
from evalapp.ui.shell.ahead import Ahead


def test_screens_are_imported_one_after_the_other_off_the_windows_thread(qtbot: QtBot, tasks: Tasks) -> None:
    threads: list[tuple[int, int]] = []
    ahead = Ahead(
        tasks, [lambda at=at: threads.append((at, threading.get_ident())) for at in range(3)], tasks
    )

    ahead.begin()
    qtbot.waitUntil(lambda: len(threads) == 3)

    assert ahead.is_done
    assert [at for at, _ in threads] == [0, 1, 2]
    assert threading.get_ident() not in {thread for _, thread in threads}


def test_nothing_is_imported_ahead_while_the_worker_has_something_to_do(qtbot: QtBot, tasks: Tasks) -> None:
    order: list[str] = []
    gate = Event()
    tasks.alone(lambda: gate.wait(10), label="", done=lambda _: order.append("asked for"))
    ahead = Ahead(tasks, [lambda: order.append("ahead")], tasks)

    turns: list[None] = []
    ahead._timer.timeout.connect(lambda: turns.append(None))
    ahead.begin()
    qtbot.waitUntil(lambda: len(turns) == 3)
    assert not ahead.is_done
    gate.set()
    qtbot.waitUntil(lambda: len(order) == 2)

    assert order == ["asked for", "ahead"]
