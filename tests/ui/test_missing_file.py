"""Where the data file used last is gone, the start page says so and leads to what is left of it."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from evalapp.app import Program
from evalapp.base.settings import Settings
from evalapp.domain.backups import BackupReason
from evalapp.store.kept_copies import backups_in, folder_of
from evalapp.ui.screens.start.screen import StartPage
from evalapp.ui.shell.manual import ManualPanel
from evalapp.usecases.backups import back_up, secure
from tests.ui.answers import Answers
from tests.ui.conftest import Start
from tests.ui.world import office


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the data file is made that nobody named."""
    for name in ("XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    return tmp_path / "home" / "evalapp"


@pytest.fixture
def file(home: Path) -> Path:
    """A data file that was used last and backed up, with something rescued of it; it is taken away."""
    home.mkdir(parents=True)
    place = home / "evalapp.sqlite"
    workspace = office(place)
    back_up(workspace)
    secure(workspace, reason=BackupReason.EXIT)
    workspace.close()
    shutil.copyfile(place, home / "evalapp-20261128T004500Z.rescued.sqlite")
    place.rename(home.parent / "moved.sqlite")
    return place


def page(program: Program) -> StartPage:
    return next(each for each in program.window.findChildren(StartPage) if each.isVisible())


def said(program: Program) -> str:
    return "\n".join(each.text() for each in page(program).findChildren(QLabel))


def is_open(program: Program) -> bool:
    return program.window.place.unit is not None


def test_the_start_page_names_the_file_that_is_gone_where_it_was_and_what_is_left(
    start: Start, file: Path
) -> None:
    told = said(start())

    assert "The data file used last is not there: evalapp.sqlite" in told
    assert str(file.parent) in told
    assert "2 copies of it" in told


def test_a_copy_beside_it_is_put_back_in_its_place_and_opened(
    start: Start, file: Path, answers: Answers, qtbot: QtBot
) -> None:
    program = start()
    answers.choice = 0

    page(program).buttons["missing.put_back"].click()

    qtbot.waitUntil(lambda: is_open(program), timeout=30_000)
    assert file.is_file()
    assert (file.parent / "evalapp-20261128T004500Z.rescued.sqlite").is_file()
    assert "rescued" in answers.offered[0]
    assert "by hand" in answers.offered[1]


def test_beginning_anew_there_asks_first_and_leaves_the_copies_to_the_old_file(
    start: Start, file: Path, answers: Answers, qtbot: QtBot
) -> None:
    program = start()
    answers.agrees = False
    page(program).buttons["new"].click()
    assert len(answers.questions) == 1
    assert "evalapp.sqlite is not found" in answers.questions[0]
    assert not file.exists()

    answers.agrees = True
    page(program).buttons["new"].click()
    made = file.with_name("evalapp-2.sqlite")

    qtbot.waitUntil(lambda: made.exists() and program.tasks.idle, timeout=30_000)
    assert not file.exists()
    assert backups_in(folder_of(made), made) == []


def test_a_drive_that_is_connected_meanwhile_is_looked_at_again(
    start: Start, file: Path, qtbot: QtBot
) -> None:
    program = start()
    page(program).buttons["missing.again"].click()
    assert program.window.messages.text == "⚠ The file is still not there."
    (file.parent.parent / "moved.sqlite").rename(file)

    page(program).buttons["missing.again"].click()

    qtbot.waitUntil(lambda: is_open(program), timeout=30_000)


def test_whoever_never_had_a_file_is_told_of_none(start: Start, file: Path, tmp_path: Path) -> None:
    (tmp_path / "settings.json").unlink()
    shutil.rmtree(file.parent)
    settings = Settings(tmp_path / "other.json")
    program = Program(QApplication.instance(), settings, tmp_path, language="en")  # type: ignore[arg-type]

    program.begin(None)

    assert "not there" not in said(program)
    program.close()


def test_the_manual_opens_on_the_start_page_too(start: Start, qtbot: QtBot) -> None:
    program = start()
    program.window.activateWindow()

    qtbot.keyClick(page(program).buttons["sample"], Qt.Key.Key_F1)

    assert any(each.isVisible() for each in program.window.findChildren(ManualPanel))
