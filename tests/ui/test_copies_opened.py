"""A backup that is opened is put back or looked at, never worked in; a damaged file leads to its copies."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from evalapp.app import Program
from evalapp.base.settings import LAST_WORKSPACE, Settings
from evalapp.domain.backups import BackupReason
from evalapp.store.kept_copies import backups_in, folder_of
from evalapp.store.workspace import Workspace
from evalapp.ui.screens.start.screen import StartPage
from evalapp.usecases.backups import secure
from evalapp.usecases.people import deactivate_person
from tests.ui.answers import Answers
from tests.ui.world import clock, office

Start = Callable[..., Program]
PUT_BACK, LOOK = 0, 1


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A data file with a backup, in which somebody was left out of new months after it."""
    place = tmp_path / "data" / "office.sqlite"
    place.parent.mkdir()
    workspace = office(place)
    secure(workspace, reason=BackupReason.EXIT)
    with workspace.work() as work:
        deactivate_person(work, code="NV005")
    workspace.close()
    return place


@pytest.fixture
def copy(file: Path) -> Path:
    """The backup."""
    return backups_in(folder_of(file), file)[0].path


@pytest.fixture
def settings(tmp_path: Path, file: Path) -> Settings:
    made = Settings(tmp_path / "settings.json")
    made.set(LAST_WORKSPACE, str(file))
    return made


@pytest.fixture
def start(
    qtbot: QtBot, qapp: object, tmp_path: Path, settings: Settings, answers: Answers
) -> Iterator[Start]:
    begun: list[Program] = []

    def sit_down(opened: Path | None = None) -> Program:
        made = Program(qapp, settings, tmp_path, language="en", make_dialogs=answers.dialogs)  # type: ignore[arg-type]
        qtbot.addWidget(made.window)
        begun.append(made)
        made.begin(opened)
        qtbot.waitUntil(lambda: made.window.picture.is_painted and made.tasks.idle, timeout=30_000)
        return made

    yield sit_down
    for each in begun:
        each.close()


def open_is(program: Program, name: str) -> Callable[[], bool]:
    """Whether the window has a file of this name open and is at rest."""
    return lambda: (
        name in program.window.windowTitle() and program.window.place.unit is not None and program.tasks.idle
    )


def page(program: Program) -> StartPage:
    return next(each for each in program.window.findChildren(StartPage) if each.isVisible())


def left_out(file: Path) -> list[str]:
    workspace = Workspace.open(file, clock=clock)
    with workspace.work() as work:
        found = [person.code for person in work.people.all() if not person.active]
    workspace.close()
    return found


def test_a_backup_that_is_only_looked_at_does_not_become_the_data_file(
    start: Start, settings: Settings, file: Path, copy: Path, answers: Answers, qtbot: QtBot
) -> None:
    before = copy.read_bytes()
    answers.choice = LOOK
    program = start(copy)

    qtbot.waitUntil(open_is(program, "only looked at"), timeout=30_000)
    said = program.window.messages.text
    folder = sorted(each.name for each in copy.parent.iterdir())
    program.close()

    assert "Put it back in its place" in answers.offered[PUT_BACK]
    assert "only looked at" in said
    assert settings.get(LAST_WORKSPACE) == str(file)
    assert folder == sorted(each.name for each in copy.parent.iterdir()) == [copy.name]
    assert copy.read_bytes() == before


def test_a_backup_is_put_back_in_its_place_after_what_would_be_lost_is_seen(
    start: Start, file: Path, copy: Path, answers: Answers, qtbot: QtBot
) -> None:
    before = copy.read_bytes()
    answers.choice = PUT_BACK
    program = start(copy)

    qtbot.waitUntil(lambda: bool(list(file.parent.glob("*.replaced.sqlite"))), timeout=30_000)
    qtbot.waitUntil(open_is(program, "office.sqlite"), timeout=30_000)
    program.close()

    [asked] = answers.questions
    assert "Person out of new months: 1" in asked
    assert left_out(file) == []
    assert copy.read_bytes() == before


def test_a_backup_of_a_file_that_is_gone_takes_its_place_and_is_opened_there(
    start: Start, settings: Settings, file: Path, copy: Path, answers: Answers, qtbot: QtBot
) -> None:
    file.unlink()
    answers.choice = PUT_BACK

    program = start(copy)
    qtbot.waitUntil(open_is(program, "office.sqlite"), timeout=30_000)
    program.close()

    assert settings.get(LAST_WORKSPACE) == str(file)
    assert left_out(file) == []


@pytest.mark.parametrize("content", [b"\xff" * 3000, b"", b"SQLite format 3\x00" + b"\xff" * 9000])
def test_a_damaged_file_leads_to_its_copies_as_a_missing_one_does(
    start: Start, file: Path, answers: Answers, qtbot: QtBot, content: bytes
) -> None:
    file.write_bytes(content)
    program = start()
    notice = page(program)
    said = "\n".join(each.text() for each in notice.findChildren(QLabel))
    red = program.window.messages.text
    buttons = [each for each in notice.buttons if each.startswith("missing.")]
    focused = notice.buttons["missing.put_back"].hasFocus()
    answers.choice = 0

    notice.buttons["missing.put_back"].click()
    qtbot.waitUntil(open_is(program, "office.sqlite"), timeout=30_000)

    assert "The data file cannot be read: office.sqlite" in said
    assert "1 copy of it" in said
    assert buttons == ["missing.put_back", "missing.open", "missing.again"]
    assert focused
    assert ".key" not in red
    assert "✕" not in program.window.messages.text
    [kept] = file.parent.glob("*.replaced.sqlite")
    assert kept.read_bytes() == content


def test_what_was_said_of_a_damaged_file_is_over_once_another_one_is_open(
    start: Start, file: Path, tmp_path: Path, answers: Answers, qtbot: QtBot
) -> None:
    other = tmp_path / "other.sqlite"
    office(other).close()
    file.write_bytes(b"\xff" * 3000)
    program = start()
    before = program.window.messages.text
    answers.file = other

    page(program).buttons["open"].click()
    qtbot.waitUntil(open_is(program, "other.sqlite"), timeout=30_000)

    assert before.startswith("✕")
    assert not program.window.messages.text.startswith("✕")
