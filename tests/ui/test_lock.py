"""Locking the window and letting somebody else work, `evalapp.ui.shell.session`."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit

from evalapp.base.settings import Settings
from evalapp.domain.rights import UserRole
from evalapp.store.work import no_progress
from evalapp.store.workspace import Workspace
from evalapp.ui.kit.dialogs import Dialogs
from evalapp.ui.kit.tasks import Tasks
from evalapp.ui.shell.doors import told_once
from evalapp.ui.shell.lock_page import LockPage
from evalapp.ui.shell.main_window import MainWindow
from evalapp.ui.shell.session import Session
from evalapp.ui.shell.top_bar import TopBar
from evalapp.usecases.users import add_user, new_recovery_code, set_password
from tests.ui.answers import Answers
from tests.ui.driver import Driver
from tests.ui.grid_driver import GridDriver, at_head
from tests.ui.world import NAMES, UNIT, office, opened

PASSWORD, OTHER = "mật khẩu dài", "mật khẩu khác"
Sit = Callable[..., Driver]


@pytest.fixture
def session(window: MainWindow, tasks: Tasks) -> Session:
    return Session(window, tasks, Settings())


def guarded(workspace: Workspace) -> None:
    """A month that is scored, by somebody with a password; Lan has one too."""
    at_head(workspace)
    with workspace.work() as work:
        add_user(work, name="Lan", role=UserRole.HEAD, unit_code=UNIT)
        set_password(work, name="local", password=PASSWORD)
        set_password(work, name="Lan", password=OTHER)


def page_of(session: Session) -> LockPage:
    assert session.page is not None
    return session.page


def enter(at: Driver, session: Session, password: str, name: str = "local") -> None:
    page_of(session).entered.emit(name, password)
    at.settle()


def half_typed(at: Driver) -> None:
    """One figure of a score, and nothing after it."""
    grid = GridDriver.of(at)
    grid.put(NAMES[2], "I.1")
    grid.type("4")


def seen(at: Driver) -> str:
    """Every text that can be seen in the window."""
    return "\n".join(label.text() for label in at.window.findChildren(QLabel) if label.isVisible())


def test_a_locked_window_shows_nothing_and_keeps_what_is_being_typed(session: Session, user: Sit) -> None:
    at = user(guarded)
    half_typed(at)
    assert at.screen.grid.editor.is_open

    session.lock()
    at.settle()
    assert not at.screen.isVisible()
    assert not any(name in seen(at) for name in NAMES)
    with at.qtbot.waitSignal(session.unlocked):
        enter(at, session, PASSWORD)

    assert not session.is_locked
    assert (at.screen.grid.editor.is_open, at.screen.grid.editor.text()) == (True, "4")


def test_quiet_minutes_lock_only_who_has_a_password(session: Session, user: Sit) -> None:
    at = user(opened)
    session.quiet.timeout.emit()
    at.settle()
    assert not session.is_locked

    at.tasks.run(lambda work: set_password(work, name="local", password=PASSWORD), label="", done=_nothing)
    at.settle()
    session.quiet.timeout.emit()
    at.settle()

    assert session.is_locked


def test_whoever_works_without_a_password_is_told_once(file: Path) -> None:
    workspace = office(file)

    told = [told_once(workspace, no_progress) for _ in range(2)]
    workspace.close()

    assert [bool(words) for words in told] == [True, False]
    assert "One user without a password" in told[0]


def test_a_wrong_password_opens_nothing(session: Session, user: Sit) -> None:
    at = user(guarded)
    session.lock()
    at.settle()

    enter(at, session, "sai mật khẩu")

    assert "is not right" in page_of(session).refused
    assert not at.screen.isVisible()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_reason_that_the_lock_interrupts_is_there_again_for_the_same_question(
    session: Session, user: Sit
) -> None:
    at = user(guarded)
    asking = Dialogs(at.window, Settings())

    def reason() -> QPlainTextEdit:
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        return dialog.findChildren(QPlainTextEdit)[0]

    def write_and_lock() -> None:
        at.qtbot.keyClicks(reason(), "Sai sot")
        session.lock()

    def read_and_leave() -> None:
        seen.append(reason().toPlainText())
        at.qtbot.keyClick(reason(), Qt.Key.Key_Escape)

    seen: list[str] = []
    QTimer.singleShot(0, write_and_lock)
    asking.reason("Reopen July?", "Why?", "Reopen")
    at.settle()
    enter(at, session, PASSWORD)
    for question in ("Reopen July?", "Reopen July?", "Reopen August?"):
        QTimer.singleShot(0, read_and_leave)
        asking.reason(question, "Why?", "Reopen")

    assert seen == ["Sai sot", "", ""]


def test_somebody_else_begins_anew_in_their_own_name(session: Session, user: Sit) -> None:
    at = user(guarded)
    half_typed(at)
    session.lock()
    at.settle()

    enter(at, session, OTHER, "Lan")

    at.visit("users")
    assert at.column("name") == ["Lan"]
    at.visit("month", unit=UNIT)
    assert not at.screen.grid.editor.is_open


def test_the_code_of_the_sheet_sets_a_new_password_and_opens(
    session: Session, user: Sit, answers: Answers
) -> None:
    codes: list[str] = []
    at = user(lambda workspace: codes.append(sheet(workspace)))
    answers.new_password = "mật khẩu mới"
    session.lock()
    at.settle()

    enter(at, session, codes[0].lower())
    assert not session.is_locked
    session.lock()
    at.settle()
    enter(at, session, "mật khẩu mới")

    assert not session.is_locked


def sheet(workspace: Workspace) -> str:
    guarded(workspace)
    workspace.sign_in(None)
    with workspace.work() as work:
        return new_recovery_code(work, name="local")


def _nothing(_outcome: None) -> None: ...


def test_whose_work_it_is_leads_to_the_users_and_to_the_lock(user: Sit, session: Session) -> None:
    at = user(at_head)
    users, lock, _line, leave = at.window.findChildren(TopBar)[0].user_menu.actions()

    users.trigger()
    at.settle()
    shown = at.window.route.screen
    lock.trigger()
    at.settle()

    assert shown == "users"
    assert session.is_locked
    assert leave.text() == "End the program\tCtrl+Q"
