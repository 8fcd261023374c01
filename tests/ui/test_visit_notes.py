"""What is answered and noted on a visit is on disk at once, nothing else is “saved”."""

import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from evalapp.domain.checklists import Answer, Checked
from evalapp.store.workspace import Workspace
from evalapp.ui.kit.tasks import Tasks
from evalapp.ui.shell.main_window import MainWindow
from tests.ui.driver import Driver
from tests.ui.killed import killed_at
from tests.ui.world import JULY, UNIT, clock, office

Sit = Callable[..., Driver]

#: A question does not apply, and why is typed without leaving the field.
_ANSWERING = """
from evalapp.ui.kit.actions import trigger
program.window.go(Route("inspections"))
settle(); settle()
trigger(program.window.screen_shown, "visits.start")
settle(); settle()
page = program.window.screen_shown.field
trigger(page, "field.checklist")
QTest.keyClick(app.focusWidget(), Qt.Key.Key_4)
settle()
next(iter(page.sections["checklist"].rows.values())).note.editor.setFocus()
QTest.keyClicks(app.focusWidget(), "khong deo the")
"""


def on_visit(at: Driver, *figures: str) -> None:
    """A visit with these figures."""
    at.visit("inspections", period=JULY)
    at.do("visits.start")
    for text in figures:
        at.type(text)
        at.press(Qt.Key.Key_Return)
        at.settle()


def test_an_answer_and_its_note_are_there_after_the_program_was_killed_in_the_note(
    tmp_path: Path, tasks: Tasks, window: MainWindow, qtbot: QtBot
) -> None:
    file = tmp_path / "office.sqlite"
    office(file).close()

    killed = killed_at(file, tmp_path, _ANSWERING)
    tasks.open(lambda: Workspace.open(file, clock=clock), label="", done=lambda: None)
    at = Driver(qtbot, tasks, window)
    at.settle()
    at.visit("inspections", unit=UNIT)
    at.screen.open_visit(1, at.screen.field.place.field if at.screen.field.place else "")
    at.settle()
    page = at.screen.field
    [kept] = page.state.of.answers.values()
    row = page.sections["checklist"].rows[kept.question]
    noted = row.note.text
    page.sections["headcount"].begin().setFocus()
    at.settle()

    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert (kept.checked, noted) == (Checked.NOT_APPLICABLE, "khong deo the")
    assert page.state.of.answers[kept.question].note == "khong deo the"


def test_the_digits_of_a_checklist_go_on_whatever_the_answer_and_what_does_not_apply_owes_its_reason(
    user: Sit,
) -> None:
    at = user()
    on_visit(at, "14", "14", "0", "0")
    page = at.screen.field
    at.do("field.checklist")

    for key in (Qt.Key.Key_1, Qt.Key.Key_4, Qt.Key.Key_3):
        at.press(key)
        at.settle()
    answers = list(page.state.of.answers.values())
    told = page.state.checklist_sums
    row = page.sections["checklist"].rows[answers[1].question]
    hint = row.note.editor.placeholderText()
    at.do("field.clean")
    at.do("field.finish")
    refused, place = at.told, at.at_field()
    at.type("Không có bộ phận một cửa")
    at.press(Qt.Key.Key_Return)
    at.settle()

    assert [each.checked for each in answers] == [
        Checked.PASSED, Checked.NOT_APPLICABLE, Checked.UNCHECKED,
    ]  # fmt: skip
    assert all(isinstance(each, Answer) and not each.note for each in answers)
    assert "1 without the reason" in told
    assert hint == "Why it does not apply"
    assert "Say why it does not apply" in refused
    assert place == f"answer:{answers[1].question}:note"
    assert page.state.of.unexplained == ()


def test_saved_is_not_said_while_a_field_holds_what_was_refused(user: Sit) -> None:
    at = user()
    on_visit(at, "14")
    saved = at.window.messages.saved

    at.type("30")
    at.press(Qt.Key.Key_Return)
    at.settle()
    unsaved = at.window.messages.saved
    at.screen.field.sections["headcount"].fields["present"].editor.setFocus()
    at.press(Qt.Key.Key_Escape)
    at.qtbot.waitUntil(lambda: at.window.messages.saved.startswith("✓"))

    assert saved.startswith("✓ Saved ")
    assert unsaved == "✕ Not saved: 1 field"


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_that_fewer_absent_people_are_named_than_counted_is_told(user: Sit) -> None:
    at = user()
    on_visit(at, "14", "10", "3", "1")
    section = at.screen.field.sections["headcount"]
    before = section.note.text()

    section.tab_stops[-1].setFocus()
    at.type("cuong")
    at.settle()
    at.press(Qt.Key.Key_Return)
    at.settle()

    assert before == ""
    assert section.note.text() == "⚠ 4 people are absent, 1 of them named."
    assert section.note.text().removeprefix("⚠ ") in at.screen.field.state.unfinished
