"""A file that is open in one window, opened once more."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from evalapp.app import Program
from evalapp.base.settings import Settings
from evalapp.store.owners import owner_file
from evalapp.ui.shell.routes import Place
from tests.ui.world import office, opened

Begin = Callable[[Path], Program]


@pytest.fixture
def begin(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Begin:
    """Starts the program on a file."""

    def made(file: Path) -> Program:
        program = Program(qapp, Settings(), tmp_path, language="en")
        qtbot.addWidget(program.window)
        program.begin(file)
        return program

    return made


@pytest.fixture
def file(tmp_path: Path) -> Path:
    workspace = office(tmp_path / "office.sqlite")
    opened(workspace)
    workspace.close()
    return workspace.path


def is_open(program: Program) -> bool:
    return isinstance(program.window.place, Place) and program.window.place.unit is not None


def test_a_second_window_brings_the_first_one_forward_and_is_never_shown(
    begin: Begin, file: Path, qtbot: QtBot
) -> None:
    first = begin(file)
    qtbot.waitUntil(lambda: is_open(first), timeout=30_000)
    first.window.showMinimized()

    second = begin(file.parent / "." / file.name)
    was_shown = second.window.isVisible()
    qtbot.waitUntil(lambda: not first.window.isMinimized(), timeout=30_000)

    assert not was_shown
    assert not is_open(second)
    for program in (second, first):
        program.close()


def test_a_program_begun_twice_at_once_shows_one_window(begin: Begin, file: Path, qtbot: QtBot) -> None:
    first = begin(file)  # which has not opened the file yet
    second = begin(file)

    assert (first.window.isVisible(), second.window.isVisible()) == (True, False)
    first.window.showMinimized()
    third = begin(file)  # somebody clicks once more
    qtbot.waitUntil(lambda: not first.window.isMinimized(), timeout=30_000)
    qtbot.waitUntil(lambda: is_open(first), timeout=30_000)
    assert not third.window.isVisible()
    assert [each.name for each in file.parent.glob("*.coming")] == []
    for program in (third, second, first):
        program.close()


def test_a_file_that_could_not_be_opened_is_waited_for_by_nobody(
    begin: Begin, file: Path, qtbot: QtBot
) -> None:
    whole = file.read_bytes()
    file.write_bytes(b"no data file at all" * 99)
    first = begin(file)
    qtbot.waitUntil(lambda: first.window.messages.text != "", timeout=30_000)
    file.write_bytes(whole)

    second = begin(file)
    qtbot.waitUntil(lambda: is_open(second), timeout=30_000)

    for program in (second, first):
        program.close()


def test_the_same_file_opened_again_in_its_own_window_stays_open(
    begin: Begin, file: Path, qtbot: QtBot
) -> None:
    program = begin(file)
    qtbot.waitUntil(lambda: is_open(program), timeout=30_000)
    program.window.showMinimized()

    program.begin(file)
    qtbot.waitUntil(lambda: not program.window.isMinimized(), timeout=30_000)

    assert is_open(program)
    program.close()


def test_a_note_that_a_broken_program_left_behind_keeps_nobody_away(
    begin: Begin, file: Path, qtbot: QtBot
) -> None:
    first = begin(file)
    qtbot.waitUntil(lambda: is_open(first), timeout=30_000)
    note = owner_file(file).read_bytes()
    first.close()
    owner_file(file).write_bytes(note)

    program = begin(file)
    qtbot.waitUntil(lambda: is_open(program), timeout=30_000)

    assert not list(file.parent.glob("*-shm"))
    program.close()
