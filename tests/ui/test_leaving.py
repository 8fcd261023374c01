"""Ending the program: by its key, from the menu, and not past what would be lost."""

import threading
from collections.abc import Callable

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from evalapp.store.work import Work
from evalapp.ui.kit.forms import Form
from evalapp.ui.shell.help import window_keys
from evalapp.ui.shell.main_window import MainWindow
from evalapp.ui.shell.top_bar import TopBar
from tests.ui.answers import Answers
from tests.ui.driver import Driver
from tests.ui.world import opened

Sit = Callable[..., Driver]
CONTROL = Qt.KeyboardModifier.ControlModifier


def test_ctrl_q_ends_the_program_on_every_page(user: Sit, window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_Q, CONTROL)
    at_the_start = window.isVisible()

    window.show()
    at = user(opened)
    at.press(Qt.Key.Key_Q, CONTROL)

    assert (at_the_start, window.isVisible()) == (False, False)
    assert ("Ctrl+Q", "End the program") in window_keys()


def test_it_is_ended_from_the_menu_too(user: Sit) -> None:
    at = user(opened)

    at.window.findChildren(TopBar)[0].user_menu.actions()[-1].trigger()

    assert not at.window.isVisible()


def test_what_is_half_filled_in_is_asked_about_also_from_another_screen(user: Sit, answers: Answers) -> None:
    at = user(opened)
    at.visit("people")
    at.do("people.new_person")
    at.type("NV099")
    at.visit("overview")
    answers.agrees = False

    at.press(Qt.Key.Key_Q, CONTROL)
    assert at.window.isVisible()
    assert answers.questions == ["“New person” is not saved."]
    at.visit("people")
    assert at.screen.panel.form.values["code"] == "NV099"

    answers.agrees = True
    at.press(Qt.Key.Key_Q, CONTROL)
    assert not at.window.isVisible()


def test_so_is_an_event_that_was_begun_beside_the_list(user: Sit, answers: Answers) -> None:
    at = user(opened)
    at.press(Qt.Key.Key_L, CONTROL)
    at.settle()
    at.screen.findChildren(Form)[0].field("note").setText("đi muộn")
    answers.agrees = False

    at.press(Qt.Key.Key_Q, CONTROL)

    assert at.window.isVisible()
    assert answers.questions == ["What is being filled in on “Month” is not saved."]


def test_it_is_not_ended_past_work_under_way_unless_the_user_says_so(user: Sit, answers: Answers) -> None:
    at = user(opened)
    answers.agrees = False
    goes_on = threading.Event()

    def consolidate(work: Work) -> None:
        work.progress(1, 2)
        assert goes_on.wait(30)

    with at.qtbot.waitSignal(at.tasks.progressed):
        at.tasks.run(consolidate, label="Consolidating", done=lambda _none: None)
    at.press(Qt.Key.Key_Q, CONTROL)
    goes_on.set()
    at.settle()

    assert at.window.isVisible()
    assert answers.questions == ["“Consolidating” is not finished; nothing of it would be kept."]


def test_the_window_stands_still_for_no_save_and_goes_once_it_is_saved(user: Sit, answers: Answers) -> None:
    at = user(opened)
    goes_on = threading.Event()
    at.tasks.run(lambda _work: goes_on.wait(30), label="Saving", done=lambda _done: None)

    at.press(Qt.Key.Key_Q, CONTROL)
    at.press(Qt.Key.Key_Q, CONTROL)  # whoever presses it twice is asked no more
    is_there = at.window.isVisible()
    goes_on.set()
    at.qtbot.waitUntil(lambda: not at.window.isVisible())

    assert is_there
    assert answers.questions == []


def test_what_takes_longer_than_a_save_is_asked_about_after_a_moment(user: Sit, answers: Answers) -> None:
    at = user(opened)
    answers.agrees = False
    goes_on = threading.Event()
    at.window.screen_shown.setFocus()
    focused = at.window.focusWidget()
    at.tasks.run(lambda _work: goes_on.wait(30), label="Writing the papers", done=lambda _done: None)

    at.press(Qt.Key.Key_Q, CONTROL)
    at.qtbot.waitUntil(lambda: bool(answers.questions))
    goes_on.set()
    at.settle()

    assert at.window.isVisible()
    assert answers.questions == ["“Writing the papers” is not finished; nothing of it would be kept."]
    assert at.window.focusWidget() is focused
