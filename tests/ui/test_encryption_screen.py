"""Encrypting in the window: one menu of data safety, and the question for the password when a file opens."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from evalapp.app import Program
from evalapp.base.settings import Settings
from evalapp.store import encryption
from evalapp.store.encryption import Strength
from evalapp.store.workspace import Workspace
from evalapp.ui.shell.routes import Place
from evalapp.usecases.encryption import encrypt
from tests.ui.answers import Answers
from tests.ui.driver import Driver
from tests.ui.world import clock, closed, office, opened

PASSWORD = "mật khẩu của máy"


def test_a_file_is_encrypted_its_sheet_saved_and_the_encryption_removed(
    user: Callable[..., Driver], answers: Answers, tmp_path: Path
) -> None:
    at = user(closed)
    at.tasks.released.connect(partial(_open_again, at))
    answers.new_password, answers.saved = PASSWORD, tmp_path / "phieu.pdf"
    at.visit("safety")
    assert not at.can("safety.decrypt")

    at.do("safety.encrypt")
    at.visit("safety")
    assert at.screen.state.is_encrypted
    assert answers.saved.read_bytes().startswith(b"%PDF")
    answers.passwords = (PASSWORD,)
    at.do("safety.password")
    assert "password is changed" in at.told
    at.do("safety.decrypt")
    at.visit("safety")

    assert not at.screen.state.is_encrypted
    assert len(answers.questions[0].split("\n")[0]) == len("0000-0000-0000-0000-0000-0000-0000")


def test_a_wrong_password_of_the_file_is_said_and_asked_for_again(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, answers: Answers
) -> None:
    file = tmp_path / "office.sqlite"
    workspace = office(file)
    opened(workspace)
    encrypt(workspace, password=PASSWORD, strength=Strength(memory=64, passes=1, lanes=1))
    encryption.forget_others(None)
    answers.passwords = ("sai mật khẩu", PASSWORD)

    program = Program(qapp, Settings(), tmp_path, language="en", make_dialogs=answers.dialogs)
    qtbot.addWidget(program.window)
    program.begin(file)
    qtbot.waitUntil(lambda: isinstance(program.window.place, Place) and bool(program.window.place.unit))
    program.close()

    assert answers.refusals == ["", "This is neither the password nor the recovery code of office.sqlite."]


def test_an_encrypted_backup_is_put_back_on_a_new_computer(
    user: Callable[..., Driver], answers: Answers, tmp_path: Path
) -> None:
    (tmp_path / "usb").mkdir()
    lost = office(tmp_path / "usb" / "lost.sqlite")
    encrypt(lost, password=PASSWORD, strength=Strength(memory=64, passes=1, lanes=1))
    encryption.forget_others(None)
    at = user(closed)
    at.tasks.released.connect(partial(_open_again, at))
    at.visit("safety")
    answers.file, answers.passwords = lost.path, ("sai mật khẩu", PASSWORD)

    at.do("safety.restore_file")
    at.settle()
    at.visit("safety")

    assert answers.refusals == ["", "This is neither the password nor the recovery code of lost.sqlite."]
    assert at.screen.state.is_encrypted


def _open_again(at: Driver, path: Path) -> None:
    at.tasks.open(lambda: Workspace.open(path, clock=clock), label="", done=lambda: None)
