"""A kept copy of an encrypted file takes the file's place, in the window, with its password alone."""

import shutil
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from evalapp.app import Program
from evalapp.domain.backups import BackupReason
from evalapp.store import encryption
from evalapp.store.encryption import Strength
from evalapp.store.kept_copies import backups_in, folder_of, rescued_path
from evalapp.store.workspace import Workspace
from evalapp.ui.kit.actions import ActionBar
from evalapp.ui.screens.start.screen import StartPage
from evalapp.ui.shell.routes import Route
from evalapp.usecases.backups import secure
from evalapp.usecases.checking import check_workspace
from evalapp.usecases.encryption import change_password, decrypt, encrypt
from evalapp.usecases.people import deactivate_person
from evalapp.usecases.workspaces import open_workspace
from tests.ui.answers import Answers
from tests.ui.conftest import Start
from tests.ui.world import clock, office, opened

PASSWORD = "mật khẩu của máy"
CHEAP = Strength(memory=64, passes=1, lanes=1)


@pytest.fixture(autouse=True)
def _forgotten() -> None:
    """The program begins as a new process, which knows no key."""
    encryption.forget_others(None)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """An encrypted file with a backup, in which somebody was left out of new months after it."""
    place = tmp_path / "data" / "office.sqlite"
    place.parent.mkdir()
    workspace = office(place)
    opened(workspace)
    encrypt(workspace, password=PASSWORD, strength=CHEAP)
    workspace = Workspace.open(place, clock=clock)
    secure(workspace, reason=BackupReason.EXIT)
    with workspace.work() as work:
        deactivate_person(work, code="NV005")
    workspace.close()
    encryption.forget_others(None)
    return place


def put_back(program: Program, answers: Answers, qtbot: QtBot) -> None:
    """Choose the first copy on the start page and wait until it is open."""
    answers.choice = 0
    page = next(each for each in program.window.findChildren(StartPage) if each.isVisible())
    page.buttons["missing.put_back"].click()
    wait_open(program, qtbot)


def wait_open(program: Program, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: program.window.place.unit is not None and program.tasks.idle, timeout=30_000)


def do(program: Program, qtbot: QtBot, key: str) -> None:
    """An action of data safety, until nothing more comes of it."""
    program.window.go(Route("safety"))
    qtbot.waitUntil(lambda: program.tasks.idle)
    bars = program.window.screen_shown.findChildren(ActionBar)
    next(bar.action(key) for bar in bars if key in bar.keys).trigger()
    qtbot.waitUntil(lambda: program.tasks.idle and not program.session.is_locked, timeout=30_000)


def left_out(path: Path) -> list[str]:
    """Who is left out of new months in a file, which has to be encrypted and sound."""
    assert not encryption.is_plain(path)
    workspace = open_workspace(path, ask_secret=lambda _file: PASSWORD)
    with workspace.work() as work:
        found = [person.code for person in work.people.all() if not person.active]
        sound = check_workspace(work).ok
    workspace.close()
    assert sound
    return found


def test_a_backup_of_an_encrypted_file_that_is_gone_is_put_back_with_its_password(
    start: Start, file: Path, answers: Answers, qtbot: QtBot
) -> None:
    for gone in (file, *file.parent.glob("*.key")):  # the folder of backups has a key file of its own
        gone.unlink()
    answers.passwords = ("sai mật khẩu", PASSWORD)
    program = start()

    put_back(program, answers, qtbot)
    program.close()
    encryption.forget_others(None)

    (copy,) = (each for each in backups_in(folder_of(file), file) if each.name.number == 1)
    refused = f"This is neither the password nor the recovery code of {copy.path.name}."
    assert answers.refusals == ["", refused]
    assert left_out(file) == []
    assert len(list(file.parent.glob("*.key"))) == 1


def test_so_is_what_was_rescued_of_it(start: Start, file: Path, answers: Answers, qtbot: QtBot) -> None:
    shutil.copyfile(file, rescued_path(file, clock()))
    file.unlink()
    answers.passwords = (PASSWORD,)
    program = start()

    put_back(program, answers, qtbot)
    program.close()
    encryption.forget_others(None)

    assert left_out(file) == ["NV005"]
    assert not encryption.is_plain(rescued_path(file, clock()))


def test_a_backup_takes_the_place_of_an_open_encrypted_file_and_what_was_there_can_be_put_back(
    start: Start, file: Path, answers: Answers, qtbot: QtBot
) -> None:
    answers.passwords = (PASSWORD,)
    program = start()
    wait_open(program, qtbot)

    answers.file = backups_in(folder_of(file), file)[-1].path
    do(program, qtbot, "safety.restore_file")
    wait_open(program, qtbot)
    (kept,) = file.parent.glob("*.replaced.sqlite")
    answers.file = kept
    do(program, qtbot, "safety.restore_file")
    wait_open(program, qtbot)
    program.close()
    encryption.forget_others(None)

    assert answers.refusals == [""]  # the password was asked for once
    assert [encryption.is_plain(path) for path in file.parent.glob("*.sqlite")] == [False] * 3
    assert left_out(file) == ["NV005"]


def test_a_backup_from_before_a_new_password_is_put_back_with_the_new_one(
    start: Start, file: Path, answers: Answers, qtbot: QtBot
) -> None:
    workspace = open_workspace(file, ask_secret=lambda _file: PASSWORD)
    change_password(workspace, secret=PASSWORD, password="mật khẩu mới nhất", strength=CHEAP)
    workspace.close()
    encryption.forget_others(None)
    file.unlink()
    answers.passwords = (PASSWORD, "mật khẩu mới nhất")
    program = start()

    put_back(program, answers, qtbot)

    assert len(answers.refusals) == 2
    assert program.window.place.unit is not None


def test_whoever_gives_the_password_up_finds_nothing_changed_and_may_try_again(
    start: Start, file: Path, answers: Answers, qtbot: QtBot
) -> None:
    file.unlink()
    before = sorted(file.parent.rglob("*"))
    program = start()
    answers.choice = 0
    page = next(each for each in program.window.findChildren(StartPage) if each.isVisible())

    page.buttons["missing.put_back"].click()
    qtbot.waitUntil(lambda: bool(answers.refusals) and program.tasks.idle)
    given_up = sorted(file.parent.rglob("*"))
    answers.passwords = ("", PASSWORD)
    put_back(program, answers, qtbot)

    assert given_up == before
    assert file.exists()


def test_a_copy_whose_key_file_is_lost_says_which_one_it_needs(
    start: Start, file: Path, answers: Answers, qtbot: QtBot
) -> None:
    file.unlink()
    names = {each.name for each in file.parent.rglob("*.key")}
    for each in file.parent.rglob("*.key"):
        each.unlink()
    answers.choice, answers.passwords = 0, (PASSWORD,)
    program = start()
    page = next(each for each in program.window.findChildren(StartPage) if each.isVisible())

    page.buttons["missing.put_back"].click()
    qtbot.waitUntil(lambda: bool(program.window.messages.text) and program.tasks.idle)

    (name,) = names
    assert name in program.window.messages.text
    assert not file.exists()


def test_an_encrypted_backup_takes_the_place_of_a_file_that_is_plain_by_now(
    start: Start, file: Path, answers: Answers, qtbot: QtBot
) -> None:
    decrypt(open_workspace(file, ask_secret=lambda _file: PASSWORD))
    encryption.forget_others(None)
    answers.passwords = ("sai mật khẩu", PASSWORD)
    program = start()
    wait_open(program, qtbot)

    answers.file = backups_in(folder_of(file), file)[-1].path
    do(program, qtbot, "safety.restore_file")
    wait_open(program, qtbot)
    program.close()
    encryption.forget_others(None)

    assert len(answers.refusals) == 2
    assert left_out(file) == []
