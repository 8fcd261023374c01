from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from evalapp.app import Program
from evalapp.base.settings import Settings
from evalapp.domain.rights import UserRole
from evalapp.domain.user_names import LOCAL_USER
from evalapp.store.migrate import LATEST
from evalapp.ui.screens.start.screen import StartPage
from evalapp.ui.shell.routes import Place
from evalapp.usecases.users import add_user, set_password
from evalapp.usecases.workspaces import open_workspace
from tests.store.outside import tamper
from tests.ui.answers import Answers
from tests.ui.world import office, opened

PASSWORD, OTHER = "Bắc Quang 2018", "Quản trị 2018"

Start = Callable[[str | None], Program]


@pytest.fixture
def start(qtbot: QtBot, qapp: QApplication, tmp_path: Path, answers: Answers) -> Start:
    """Starts the window in a user's name on a file whose head has a password."""
    file = tmp_path / "office.sqlite"
    workspace = office(file)
    opened(workspace)
    with workspace.work() as work:
        head = add_user(work, name="Trưởng phòng", role=UserRole.HEAD, unit_code="PNV")
    workspace.sign_in(head)
    with workspace.work() as work:
        set_password(work, name="Trưởng phòng", password=PASSWORD)
    workspace.close()
    return starting(qtbot, qapp, tmp_path, answers)


@pytest.fixture
def shared(start: Start, tmp_path: Path) -> Start:
    """The same, where the one who manages users has a password too."""
    workspace = open_workspace(tmp_path / "office.sqlite")
    with workspace.work() as work:
        set_password(work, name=LOCAL_USER, password=OTHER)
    workspace.close()
    return start


def starting(qtbot: QtBot, qapp: QApplication, tmp_path: Path, answers: Answers) -> Start:
    settings = Settings()

    def sit_down(user: str | None) -> Program:
        made = Program(qapp, settings, tmp_path, language="en", user=user, make_dialogs=answers.dialogs)
        qtbot.addWidget(made.window)
        made.begin(tmp_path / "office.sqlite")
        qtbot.waitUntil(lambda: made.window.picture.is_painted, timeout=30_000)
        for _ in range(2):
            qtbot.waitUntil(lambda: made.tasks.idle, timeout=30_000)
            QApplication.processEvents()
        qtbot.waitUntil(lambda: made.tasks.idle, timeout=30_000)
        QApplication.processEvents()
        made.close()
        return made

    return sit_down


def is_open(program: Program) -> bool:
    return isinstance(program.window.place, Place) and program.window.place.unit is not None


def test_who_has_no_password_is_not_asked_for_one(start: Start, answers: Answers) -> None:
    program = start(None)

    assert is_open(program)
    assert answers.refusals == []


def test_a_file_opens_in_the_name_of_whoever_knows_the_password(start: Start, answers: Answers) -> None:
    answers.passwords = (PASSWORD,)

    program = start("Trưởng phòng")

    assert is_open(program)
    assert answers.refusals == [""]


def test_who_works_is_asked_where_several_may_and_whoever_it_was_is_offered_the_next_time(
    shared: Start, answers: Answers
) -> None:
    answers.who, answers.passwords = ("Trưởng phòng",), (PASSWORD,)
    program = shared(None)

    assert is_open(program)
    assert answers.offered == ["The user of this computer", "Trưởng phòng"]
    assert answers.preset == ""

    answers.refusals.clear()
    assert is_open(shared(None))
    assert answers.preset == "Trưởng phòng"


def test_after_a_wrong_password_somebody_else_may_be_chosen(shared: Start, answers: Answers) -> None:
    answers.who, answers.passwords = ("Trưởng phòng", LOCAL_USER), ("sai mật khẩu", OTHER)

    program = shared(None)

    assert answers.refusals == ["", "The password of Trưởng phòng is not right."]
    assert is_open(program)


def test_a_wrong_password_is_said_and_asked_for_again(start: Start, answers: Answers, qtbot: QtBot) -> None:
    answers.passwords = ("sai mật khẩu", PASSWORD)

    program = start("Trưởng phòng")

    assert answers.refusals == ["", "The password of Trưởng phòng is not right."]
    assert is_open(program)


def test_whoever_gives_the_password_up_is_back_at_the_start_page(start: Start, answers: Answers) -> None:
    program = start("Trưởng phòng")

    assert answers.refusals == [""]
    assert not is_open(program)
    assert not program.window.navigation.isVisible()
    assert program.window.findChildren(StartPage)[0].isVisible()


def test_a_file_of_a_newer_version_is_looked_at_and_says_so(
    start: Start, tmp_path: Path, qtbot: QtBot
) -> None:
    tamper(tmp_path / "office.sqlite", f"PRAGMA user_version = {LATEST + 1}")
    before = (tmp_path / "office.sqlite").read_bytes()

    program = start(None)

    assert is_open(program)
    assert "made by a newer version of this program" in program.window.messages.text
    assert (tmp_path / "office.sqlite").read_bytes() == before
