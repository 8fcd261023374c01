"""A month that is not published: whoever may not see it meets none of it, on any screen or in any command."""

from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractItemView, QLabel, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from evalapp.domain.rights import UserRole
from evalapp.domain.rounds import Stage
from evalapp.store.workspace import Workspace
from evalapp.ui.catalogue import SCREENS
from evalapp.ui.kit.tasks import Progress, Tasks
from evalapp.ui.shell.main_window import MainWindow
from evalapp.usecases.scores import enter_mark
from evalapp.usecases.settling import settle_round
from evalapp.usecases.users import add_user, sign_in
from evalapp.usecases.workspaces import open_workspace
from tests import make
from tests.cli.run import Console
from tests.ui.driver import Driver

NAME, NOTE, POINTS = make.NAMES[3], "CHIMBAO-LYDO", Decimal("43.5")
#: What is never met: the note of a score, its points and the total, as scripts and as people read them.
SECRETS = (NOTE, "43.5", "43,5", "83.5", "83,5", "84.5", "84,5")
WATCHERS = {
    "truong.khac": (UserRole.HEAD, make.NEXT_DOOR, None, (*SECRETS, NAME)),
    "nhan.vien": (UserRole.STAFF, make.OFFICE, "NV003", SECRETS),
    "kiem.tra": (UserRole.INSPECTOR, None, None, SECRETS),
}
MONTH = ("--unit", make.OFFICE, "--period", "2018-07")
#: Every command that tells something of a month or of people; OUT stands for a file.
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("people", "list"), ("people", "list", "--find", NAME), ("unit", "list"),
    ("month", "status", *MONTH), ("month", "list"), ("month", "received", "--period", "2018-07"),
    ("month", "settle", *MONTH), ("month", "close", *MONTH), ("month", "advance", *MONTH, "--to", "settling"),
    ("month", "send", *MONTH, "--out", "OUT"), ("sheets", "export", *MONTH, "--out", "OUT"),
    *(("report", kind, *MONTH, *more, "--format", "json", "--out", "OUT") for kind, more in (
        ("summary", ()), ("person", ("--person", "NV004")), ("distribution", ()), ("year", ()),
        ("rewards", ()), ("indicators", ()),
    )),
    ("report", "dossier", *MONTH, "--person", "NV004", "--format", "pdf", "--out", "OUT"),
    ("suggestions", "list", *MONTH), ("evidence", "list", *MONTH), ("proposals", "list", *MONTH[:2]),
    ("decisions", "list", *MONTH[:2]), ("petition", "list", *MONTH[:2]),
    ("products", "list", *MONTH), ("indicators", "list", "--unit", make.OFFICE), ("inspection", "list"),
    ("finding", "list"), ("remedy", "list"), ("audit", "list"), ("user", "list"), ("workspace", "info"),
    ("policy", "simulate", "nd335-2025", *MONTH), ("workspace", "backup"),
)  # fmt: skip


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """An office whose July is settled and not closed; one person of it has what nobody else may meet."""
    workspace = make.office(tmp_path)
    current = make.scored(workspace)
    with workspace.work() as work:
        [sheet] = [each for each in work.rounds.sheets(current.id) if each.participant.code == "NV004"]
        key = sheet.participant.sheet
        enter_mark(work, sheet_id=key, stage=Stage.HEAD, code="II.2", points=POINTS, note=NOTE)
        settle_round(work, round_id=current.id)
        for name, (role, unit, person, _) in WATCHERS.items():
            add_user(work, name=name, role=role, unit_code=unit, person_code=person)
    workspace.close()
    return workspace.path


def seen(window: MainWindow) -> str:
    """Every text of the window, shown or standing ready: labels, fields, and the rows of every list."""
    labels = [each.text() for each in window.findChildren(QLabel)]
    fields = [each.text() for each in window.findChildren(QLineEdit)]
    texts = [each.toPlainText() for each in window.findChildren(QPlainTextEdit)]
    cells = [
        str(model.index(row, column).data())
        for view in window.findChildren(QAbstractItemView)
        if (model := view.model()) is not None
        for row in range(model.rowCount())
        for column in range(model.columnCount())
    ]
    return "\n".join([*labels, *fields, *texts, *cells, window.messages.text])


def seen_user(window: MainWindow) -> list[str]:
    """In whose name the work is done, as the top bar says."""
    return [each.accessibleName().removeprefix("User: ") for each in window.findChildren(QPushButton)]


def sits_down(workspace: Workspace, _progress: Progress, *, name: str) -> None:
    sign_in(workspace, name, None)


def _nothing(*_outcome: object) -> None: ...


def met(text: str, secrets: tuple[str, ...]) -> list[str]:
    return [secret for secret in secrets if secret in text]


#: What tells most of people and scores: tried as each of the watchers.
TELLING = {("people", "list"), ("month", "status"), ("report", "summary"), ("report", "person")}


@pytest.mark.parametrize("watcher", WATCHERS)
def test_no_command_tells_anything_of_it(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], watcher: str
) -> None:
    console, secrets = Console(file, capsys), WATCHERS[watcher][3]
    found: dict[tuple[str, ...], list[str]] = {}
    wrong: dict[tuple[str, ...], str] = {}

    tried = [each for each in COMMANDS if watcher == "nhan.vien" or each[:2] in TELLING]
    for number, command in enumerate(tried):
        out = tmp_path / f"ra-{number}"
        words = [str(out) if word == "OUT" else word for word in command]
        answer = console(*words, "--as", watcher, "--json")
        wrong |= {command: answer.err} if answer.code == 2 else {}
        told = answer.out + answer.err.replace(NAME, "") if NAME in command else answer.out + answer.err
        written = [each for each in (out, *out.rglob("*")) if each.is_file()]
        if met(told, secrets) or (answer.code and written):
            found[command] = met(told, secrets)

    assert (found, wrong) == ({}, {})


def test_no_screen_and_no_search_shows_anything_of_it(
    file: Path, qtbot: QtBot, tasks: Tasks, window: MainWindow
) -> None:
    at = Driver(qtbot, tasks, window)
    found: dict[tuple[str, str], list[str]] = {}
    tasks.open(partial(open_workspace, file, user="truong.khac"), label="", done=_nothing)
    at.settle()

    for watcher, (*_, secrets) in WATCHERS.items():
        tasks.attend(partial(sits_down, name=watcher), label="", done=_nothing)
        tasks.opened.emit()
        at.settle()
        assert watcher in seen_user(window)
        for screen in [spec.key for spec in SCREENS]:
            at.visit(screen, unit=make.OFFICE, period=make.JULY)
            found[watcher, screen] = met(seen(window), secrets)
        window.finder.open()
        window.finder.find_line.setText("tran thi an")
        at.settle()
        found[watcher, "search"] = met(seen(window), secrets)
        window.finder.hide()

    assert {where: what for where, what in found.items() if what} == {}


def test_whoever_may_see_it_does(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    console = Console(file, capsys)

    told = console("report", "summary", *MONTH, "--format", "json").out

    assert met(told, SECRETS) == ["83.5", "84.5"]
