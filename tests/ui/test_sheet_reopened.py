"""What is typed in somebody's form is not lost: killed, closed, given up by mistake, or gone on from."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from evalapp.domain.rounds import SheetId
from evalapp.store.workspace import Workspace
from evalapp.ui.kit.tasks import Tasks
from evalapp.ui.shell.main_window import MainWindow
from evalapp.ui.shell.routes import Route
from tests.ui.answers import Answers
from tests.ui.driver import Driver
from tests.ui.test_sheet_words import of_form_01
from tests.ui.world import clock

Sit = Callable[..., Driver]

#: Half a note is typed in the form of somebody.
_TYPING = """
program.window.go(Route("sheet", sheet=month.grid.rows[0].line.key))
settle(); settle()
program.window.screen_shown.table.setFocus()
QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
app.processEvents()
QTest.keyClicks(QApplication.focusWidget(), "duoc khen vi")
"""


def test_a_killed_program_comes_back_to_the_form_with_what_was_being_typed(
    reopened: Callable[[str], None], tasks: Tasks, window: MainWindow, qtbot: QtBot
) -> None:
    reopened(_TYPING)
    at = Driver(qtbot, tasks, window)

    assert window.route.screen == "sheet"
    table = at.screen.table
    assert table.typing == "duoc khen vi"
    assert table.rows_model.columns[table.typed_in].key == "note"  # and not among the scores


def writing(user: Sit) -> tuple[Driver, list[SheetId]]:
    """Somebody has written strengths and not saved them."""
    sheets: list[SheetId] = []
    at = user(partial(of_form_01, sheets))
    at.window.go(Route("sheet", sheet=sheets[0]))
    at.settle()
    at.do("sheet.words")
    at.screen.words.panel.form.field("UU_DIEM").setPlainText("Tận tụy")
    return at, sheets


def test_escape_gives_up_what_was_written_only_after_a_question(user: Sit, answers: Answers) -> None:
    at, _ = writing(user)

    answers.agrees = False
    at.do("filled.leave")
    kept = at.screen.words.panel.form.values["UU_DIEM"]
    answers.agrees = True
    at.do("filled.leave")

    assert kept == "Tận tụy"
    assert not at.screen.words.is_filling
    assert len(answers.questions) == 2


def test_what_was_not_touched_is_left_without_a_question(user: Sit, answers: Answers) -> None:
    at, _ = writing(user)
    at.screen.words.panel.form.field("UU_DIEM").setPlainText("")

    at.do("filled.leave")

    assert answers.questions == []


def test_words_are_saved_where_one_goes_on_to_somebody_else(user: Sit) -> None:
    at, sheets = writing(user)

    at.press(Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    at.settle()
    said = at.told
    at.window.go(Route("sheet", sheet=sheets[0]))
    at.settle()
    at.do("sheet.words")

    assert "is saved" in said
    assert at.screen.words.panel.form.values["UU_DIEM"] == "Tận tụy"


def test_a_window_is_not_closed_over_unsaved_words_and_they_are_there_again(
    user: Sit, answers: Answers, file: Path
) -> None:
    at, _ = writing(user)

    answers.agrees = False
    at.window.close()
    stayed = at.window.isVisible()
    answers.agrees = True
    at.window.close()
    at.settle()
    at.tasks.open(lambda: Workspace.open(file, clock=clock), label="", done=lambda: None)
    at.window.show()
    at.settle()

    assert stayed
    assert "“Strengths, weaknesses, opinion” is not saved." in answers.questions[0]
    assert at.screen.words.panel.form.values["UU_DIEM"] == "Tận tụy"
