"""Text as large as somebody needs it: by keys, from the settings, kept for the next start."""

import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from evalapp.app import Program
from evalapp.base.settings import TEXT_SIZE, Settings
from evalapp.domain.rounds import Stage
from evalapp.store.workspace import Workspace
from evalapp.ui.kit.progress import ProgressBox
from evalapp.ui.kit.sizes import TEXT_SIZES, USUAL_SIZE, row_height, scaled, use_text_size
from evalapp.ui.shell.help import window_keys
from evalapp.ui.shell.keys import LARGER, SMALLER, USUAL, next_size
from evalapp.ui.shell.old_picture import OldPicture
from evalapp.ui.shell.routes import Route
from evalapp.ui.shell.text_size import TextSizeKeys
from evalapp.ui.shell.theme import Theme
from tests.ui.answers import Answers
from tests.ui.conftest import GiveOffice
from tests.ui.driver import Driver
from tests.ui.world import JULY, scored

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def program(qapp: QApplication, tmp_path: Path, answers: Answers) -> Iterator[Program]:
    made = Program(
        qapp,
        Settings(tmp_path / "settings.json"),
        tmp_path,
        language="en",
        make_dialogs=answers.dialogs,
    )
    yield made
    made.window.close()
    made.close()
    use_text_size(USUAL_SIZE)
    Theme(qapp, "light")


def nearly_scored(workspace: Workspace) -> None:
    scored(workspace, people=13)


@pytest.fixture
def at(qtbot: QtBot, program: Program, file: Path, offices: GiveOffice) -> Driver:
    offices(file, nearly_scored)
    program.begin(file)
    at = Driver(qtbot, program.tasks, program.window)
    at.window.resize(1366, 768)
    at.window.activateWindow()
    qtbot.waitUntil(lambda: program.window.picture.is_painted and program.tasks.idle, timeout=60_000)
    at.settle()
    at.visit("month", unit="PNV", period=JULY)
    return at


def turn(at: Driver, notches: int, held: Qt.KeyboardModifier = CONTROL) -> None:
    """Turn the wheel over the middle of the window, as the system tells it."""
    middle = QPointF(at.window.rect().center())
    for _ in range(abs(notches)):
        turned = QWheelEvent(
            middle,
            at.window.mapToGlobal(middle),
            QPoint(),
            QPoint(0, 120 if notches > 0 else -120),
            Qt.MouseButton.NoButton,
            held,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(at.window.windowHandle(), turned)
    keys = at.window.findChildren(TextSizeKeys)[0]
    at.qtbot.waitUntil(lambda: keys.is_at_rest)
    at.settle()


def test_what_was_saved_is_still_said_and_work_still_shows_its_progress_in_another_size(at: Driver) -> None:
    at.press(Qt.Key.Key_3)
    at.press(Qt.Key.Key_Return)
    at.settle()
    said = at.window.messages.saved

    at.press(Qt.Key.Key_Equal, CONTROL)
    at.settle()

    assert said.startswith("✓ Saved")
    assert at.window.messages.saved == said
    assert len([each for each in at.window.findChildren(ProgressBox) if isValid(each)]) == 1


def test_the_window_is_never_blank_the_old_picture_stays_until_the_new_one_is_there(at: Driver) -> None:
    at.visit("people")
    old, is_read = at.window.centralWidget(), threading.Event()
    at.tasks.load(lambda _work: is_read.wait(), done=lambda _nothing: None)  # what is read comes after it

    at.press(Qt.Key.Key_Plus, CONTROL)
    at.qtbot.waitUntil(lambda: not isValid(old))

    assert isinstance(at.window.childAt(at.window.rect().center()), OldPicture)
    is_read.set()
    at.qtbot.waitUntil(lambda: not at.window.findChildren(OldPicture))
    assert at.column("name")


def test_sizes_are_walked_along_between_the_smallest_and_the_largest() -> None:
    after = partial(next_size, sizes=TEXT_SIZES, usual=USUAL_SIZE)

    assert after(100, LARGER) == 110
    assert after(100, SMALLER) == 90
    assert after(TEXT_SIZES[-1], LARGER) == TEXT_SIZES[-1] == 200
    assert after(TEXT_SIZES[0], SMALLER) == TEXT_SIZES[0] == 80
    assert after(175, USUAL) == 100


def test_a_style_grows_with_the_text_but_its_lines_stay_thin() -> None:
    try:
        use_text_size(150)
        assert scaled("a { font-size: 12px; border: 1px solid; padding: 0 12px; border-radius: 6px; }") == (
            "a { font-size: 18px; border: 1px solid; padding: 0 18px; border-radius: 6px; }"
        )
        use_text_size(80)
        assert scaled("a { border-radius: 10px; }") == "a { border-radius: 8px; }"
    finally:
        use_text_size(USUAL_SIZE)


def test_ctrl_plus_enlarges_everything_at_once_and_is_kept_and_ctrl_0_takes_it_back(
    at: Driver, tmp_path: Path
) -> None:
    at.window.resize(2400, 900)  # in a small window long texts make their rows higher
    at.window.go(Route("people"))
    at.settle()
    rows, beside = at.table.rowHeight(0), at.window.navigation.width()

    for _ in range(3):
        at.press(Qt.Key.Key_Plus, CONTROL)
        at.settle()

    assert at.window.route.screen == "people"
    assert QApplication.font().pixelSize() == round(13 * 1.5)
    assert at.table.font().pixelSize() == round(13 * 1.5)
    assert at.table.rowHeight(0) == row_height() == round(1.5 * rows)
    assert at.table.horizontalHeader().height() == row_height()
    assert at.window.navigation.width() != beside
    assert Settings(tmp_path / "settings.json").get(TEXT_SIZE) == 150

    at.press(Qt.Key.Key_0, CONTROL)
    at.settle()

    assert at.table.rowHeight(0) == rows
    assert Settings(tmp_path / "settings.json").get(TEXT_SIZE) == 100


def test_ctrl_and_the_wheel_enlarge_the_text_and_the_wheel_alone_does_not(at: Driver, tmp_path: Path) -> None:
    at.visit("people")

    turn(at, 3, Qt.KeyboardModifier.NoModifier)
    assert QApplication.font().pixelSize() == 13
    turn(at, 2)
    assert Settings(tmp_path / "settings.json").get(TEXT_SIZE) == 125
    turn(at, 99)
    assert Settings(tmp_path / "settings.json").get(TEXT_SIZE) == 200
    turn(at, -99)

    assert Settings(tmp_path / "settings.json").get(TEXT_SIZE) == 80
    assert QApplication.font().pixelSize() == round(13 * 0.8)
    assert at.window.route.screen == "people"


def test_the_keyboard_stays_where_one_works_and_the_help_stays_open(at: Driver) -> None:
    at.visit("people")
    at.press(Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    at.table.setFocus()

    at.press(Qt.Key.Key_Plus, CONTROL)
    at.settle()

    assert at.window.help.isVisible()
    assert QApplication.focusWidget() is at.table


def test_the_manual_is_read_on_at_its_page_in_larger_text(at: Driver) -> None:
    at.visit("people")
    at.press(Qt.Key.Key_F1)
    at.window.manual.text.verticalScrollBar().setValue(200)
    page = at.window.manual.shown

    at.press(Qt.Key.Key_Plus, CONTROL)
    at.settle()

    assert (at.window.manual.isVisible(), at.window.manual.shown) == (True, page)
    assert at.window.manual.text.verticalScrollBar().value() > 0
    at.press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is at.table


def test_what_is_typed_in_a_cell_is_taken_before_the_text_changes(at: Driver) -> None:
    *_, last = at.screen.state.lines.values()  # whom nobody scored as the head yet
    at.window.go(Route("sheet", sheet=last.key))
    at.settle()
    at.put_cursor(row="I.1", column="head", by="code")
    at.type("4")

    at.press(Qt.Key.Key_Plus, CONTROL)
    at.settle()

    assert at.screen.state.lines[1].points(Stage.HEAD) == 4
    assert at.window.route.screen == "sheet"


@pytest.mark.parametrize(
    ("screen", "begin", "key", "typed"),
    [
        ("people", "people.new_person", "name", "Lò Thị Mỷ"),
        ("people", "people.new_unit", "name", ""),
        ("registers", "registers.new", "note", "khen vì đã"),
        ("groups", "groups.put", "name", "Tổ một cửa"),
        ("users", "users.add", "name", "lan"),
    ],
)
def test_a_form_goes_on_in_another_size_with_what_was_typed_and_the_keyboard_in_its_field(
    at: Driver, screen: str, begin: str, key: str, typed: str
) -> None:
    at.visit(screen)
    at.do(begin)
    field = at.screen.panel.form.field(key)
    field.setFocus()
    at.type(typed)
    filled = at.screen.panel.form.values

    at.press(Qt.Key.Key_Plus, CONTROL)
    at.settle()

    assert QApplication.font().pixelSize() == round(13 * 1.1)
    assert not isValid(field)
    assert at.screen.panel.isVisible()
    assert at.screen.panel.form.values == filled
    assert at.screen.panel.form.is_touched == bool(typed)
    assert QApplication.focusWidget() is at.screen.panel.form.field(key)


def test_a_form_on_another_screen_is_still_open_where_the_size_is_chosen_in_the_settings(
    at: Driver, answers: Answers
) -> None:
    at.visit("people")
    at.do("people.new_person")
    at.type("NV099")
    at.visit("settings")

    at.screen.text_sizes.chosen.emit(125)
    at.settle()
    at.screen.text_sizes.chosen.emit(150)
    at.settle()

    answers.agrees = False
    assert not at.window.may_close(at.window.close)
    at.visit("people")
    assert at.screen.panel.form.values["code"] == "NV099"
    assert at.screen.panel.half_typed.text == ""


def test_where_what_is_filled_in_would_be_lost_the_size_stays(at: Driver) -> None:
    at.press(Qt.Key.Key_L, CONTROL)
    at.settle()
    at.screen.events.form.field("note").setText("đi muộn")

    at.press(Qt.Key.Key_Plus, CONTROL)
    at.settle()

    assert "Save or close what is being filled in" in at.told
    assert QApplication.font().pixelSize() == 13


def test_a_draft_that_is_begun_from_a_policy_is_still_begun_from_it_in_another_size(at: Driver) -> None:
    at.visit("policies")
    line = next(each for each in at.screen.state.lines if each.policy and each.code == "nd-335-2025")
    at.screen.table.select(line)
    at.do("policies.begin")
    begun = at.screen.begin_panel.form.values

    at.press(Qt.Key.Key_Plus, CONTROL)
    at.settle()

    assert QApplication.font().pixelSize() == round(13 * 1.1)
    assert at.screen.table.current().key == line.key
    assert at.screen.begin_panel.isVisible()
    assert at.screen.begin_panel.form.values == begun


def test_a_policy_that_is_open_stays_open_at_its_page_in_another_size(at: Driver) -> None:
    at.visit("policies")
    line = next(each for each in at.screen.state.lines if each.policy and each.code == "nd-335-2025")
    at.screen.table.opened.emit(line)
    at.settle()

    at.press(Qt.Key.Key_Plus, CONTROL)
    at.settle()

    assert at.screen.state.opened is not None
    assert at.screen.view.isVisible()


def test_the_size_is_chosen_in_the_settings_too_and_its_keys_stand_in_the_help(at: Driver) -> None:
    at.visit("settings")
    at.screen.text_sizes.chosen.emit(125)
    at.settle()

    assert at.screen.state.text_size == 125
    assert QApplication.font().pixelSize() == round(13 * 1.25)
    assert ("Ctrl++", "Larger text (or Ctrl and the wheel)") in window_keys()
    assert ("Ctrl+-", "Smaller text (or Ctrl and the wheel)") in window_keys()
    assert ("Ctrl+0", "Text in its usual size") in window_keys()
