"""What is typed into a form and not saved is offered again, however the program ended."""

import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from evalapp.store.workspace import Workspace
from evalapp.ui.kit.forms import Form
from evalapp.ui.kit.tasks import Tasks
from evalapp.ui.shell.half_typed import HalfTypedLine
from evalapp.ui.shell.main_window import MainWindow
from evalapp.usecases.half_typed import half_typed
from tests.ui.answers import Answers
from tests.ui.driver import Driver
from tests.ui.killed import killed_at
from tests.ui.test_inspections_process import logged
from tests.ui.world import JULY, UNIT, clock, office, opened

Sit = Callable[..., Driver]
CONTROL = Qt.KeyboardModifier.ControlModifier
NEW_ENTRY = f"register/{UNIT}/new"

#: Somebody is named, an event is chosen, and half of a note is typed.
_TYPING = """
from evalapp.ui.kit.actions import trigger
program.window.go(Route("registers"))
settle(); settle()
trigger(program.window.screen_shown, "registers.new")
settle()
form = program.window.screen_shown.panel.form
form.type_again({"about": "person:NV003", "kind": "commendation"})
form.field("note").setFocus()
QTest.keyClicks(form.field("note"), "khen vi da")
"""


def line_of(at: Driver) -> HalfTypedLine:
    """What is offered in the form that is open."""
    return next(each for each in at.screen.findChildren(HalfTypedLine) if each.parentWidget().isVisible())


def rest(at: Driver) -> None:
    """Stop typing until what was typed is kept."""
    line = line_of(at)
    at.qtbot.waitUntil(lambda: line.is_at_rest)
    at.settle()


def begun(at: Driver, note: str) -> None:
    at.do("registers.new")
    at.screen.panel.form.field("note").setFocus()
    at.type(note)
    rest(at)


def kept(file: Path, form: str = NEW_ENTRY) -> dict[str, str]:
    workspace = Workspace.open(file, clock=clock)
    with workspace.work() as work:
        found = half_typed(work, form=form)
    workspace.close()
    return dict(found.values) if found else {}


def test_an_entry_that_was_half_typed_when_the_program_was_killed_is_offered_again(
    tmp_path: Path, tasks: Tasks, window: MainWindow, qtbot: QtBot
) -> None:
    file = tmp_path / "office.sqlite"
    workspace = office(file)
    opened(workspace)
    workspace.close()

    killed = killed_at(file, tmp_path, _TYPING)
    tasks.open(lambda: Workspace.open(file, clock=clock), label="", done=lambda: None)
    at = Driver(qtbot, tasks, window)
    at.settle()
    at.visit("registers", unit=UNIT)
    at.do("registers.new")
    before = at.screen.panel.form.values["note"]
    offered = line_of(at).text
    line_of(at).use.click()
    values = at.screen.panel.form.values
    at.do("filled.save")
    at.do("registers.new")

    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert (before, offered.startswith("Typed at ")) == ("", True)
    assert (values["about"], values["kind"], values["note"]) == ("person:NV003", "commendation", "khen vi da")
    assert at.column("about") == ["Đỗ Thị Ánh"]
    assert line_of(at).text == ""


def test_what_was_typed_and_given_up_is_not_offered(user: Sit, answers: Answers) -> None:
    at = user(opened)
    at.visit("registers")
    begun(at, "khen")

    answers.agrees = True
    at.press(Qt.Key.Key_Escape)
    at.do("registers.new")

    assert line_of(at).text == ""


def test_what_is_offered_is_discarded_by_its_button(user: Sit, file: Path, tasks: Tasks) -> None:
    at = user(opened)
    at.visit("registers")
    begun(at, "khen")
    at.window.begin_anew()  # the form that was open is gone
    at.settle()
    at.do("registers.new")
    offered = line_of(at).text

    line_of(at).drop.click()
    at.settle()
    tasks.close()

    assert offered == "Typed at 14:30 and not saved"
    assert line_of(at).text == ""
    assert kept(file) == {}


def test_what_is_offered_stays_on_offer_while_something_else_is_saved(user: Sit) -> None:
    at = user(opened)
    at.visit("registers")
    begun(at, "khen")
    at.window.begin_anew()
    at.settle()

    at.do("registers.new")
    at.screen.panel.form.type_again({"about": "person:NV003", "kind": "late"})
    rest(at)
    at.do("filled.save")
    at.do("registers.new")

    assert line_of(at).text == "Typed at 14:30 and not saved"
    line_of(at).use.click()
    assert at.screen.panel.form.values["note"] == "khen"
    assert at.screen.panel.form.values["kind"] == ""


def test_a_person_that_is_changed_and_one_that_is_new_are_kept_apart(user: Sit) -> None:
    at = user(opened)
    at.visit("people")
    at.do("people.new_person")
    at.type("NV099")
    rest(at)
    at.window.begin_anew()
    at.settle()

    at.do("people.edit_person")
    of_another = line_of(at).text
    at.press(Qt.Key.Key_Escape)
    at.do("people.new_person")

    assert of_another == ""
    line_of(at).use.click()
    assert at.screen.panel.form.values["code"] == "NV099"


def test_an_event_begun_beside_the_list_names_whom_it_was_about(user: Sit) -> None:
    at = user(opened)
    at.press(Qt.Key.Key_L, CONTROL)
    at.settle()
    at.screen.events.form.field("note").setFocus()
    at.type("đi muộn")
    rest(at)
    whom = at.screen.events.state.whom
    at.window.rebuild()
    at.settle()

    at.press(Qt.Key.Key_L, CONTROL)
    at.settle()

    assert line_of(at).text == f"Typed at 14:30 and not saved: {whom}"
    line_of(at).use.click()
    assert at.screen.events.form.values["note"] == "đi muộn"


def test_the_step_of_a_finding_is_kept_with_the_finding(user: Sit) -> None:
    at = user(logged)
    explanation = "Thẻ đang được cấp lại"

    def explaining() -> Any:
        at.visit("inspections", period=JULY)
        at.screen.turn("findings")
        at.settle()
        at.screen.page.bar.action("findings.explain").trigger()
        at.settle()
        return at.screen.page.steps

    explaining().form.field("text").setPlainText(explanation)
    rest(at)
    at.window.rebuild()
    at.settle()

    steps = explaining()
    steps.half_typed.use.click()
    assert steps.form.values["text"] == explanation
    steps.cancel.click()
    assert explaining().half_typed.text == ""


def test_what_is_offered_is_read_and_pressed_in_a_low_window_too(user: Sit) -> None:
    at = user(opened)
    at.window.resize(911, 512)  # the screen of an office at 150 %
    at.press(Qt.Key.Key_L, CONTROL)
    at.settle()
    at.screen.events.form.field("note").setText("đi muộn")
    rest(at)
    at.window.rebuild()
    at.settle()
    at.press(Qt.Key.Key_L, CONTROL)
    at.settle()
    line = line_of(at)

    assert line.text
    assert line.height() >= line.sizeHint().height()
    assert all(each.height() >= each.sizeHint().height() for each in (line.use, line.drop))


@pytest.mark.parametrize(
    ("screen", "begin", "key", "typed"),
    [
        ("groups", "groups.put", "name", "Tổ một cửa"),
        ("users", "users.add", "name", "lan"),
        ("indicators", "indicators.own", "name", "Hồ sơ trực tuyến"),
    ],
)
def test_what_is_typed_of_a_group_a_user_or_an_indicator_is_offered_again_too(
    user: Sit, screen: str, begin: str, key: str, typed: str
) -> None:
    at = user(opened)
    at.visit(screen, unit=UNIT)
    at.do(begin)
    form_of(at).field(key).setFocus()
    at.type(typed)
    rest(at)
    at.window.begin_anew()  # nothing of the window is left, as after a killed program
    at.settle()

    at.visit(screen, unit=UNIT)
    at.do(begin)
    line_of(at).use.click()

    assert form_of(at).values[key] == typed


def form_of(at: Driver) -> Form:
    """The form that is open."""
    return next(each for each in at.screen.findChildren(Form) if each.isVisible())


@pytest.mark.parametrize("action", ["plans.team", "plans.plan"])
def test_a_decision_or_a_plan_that_is_filled_in_is_not_thrown_away_by_escape_unasked(
    user: Sit, answers: Answers, action: str
) -> None:
    at = user()
    at.visit("inspections", period=JULY)
    at.screen.turn("plans")
    at.settle()
    at.do(action)
    form = at.screen.page.form
    form.field("subject").setFocus()
    at.type("Kỷ luật, kỷ cương")

    answers.agrees = False
    at.press(Qt.Key.Key_Escape)
    at.settle()
    kept_text, asked = form.values["subject"], list(answers.questions)
    answers.agrees = True
    at.press(Qt.Key.Key_Escape)
    at.settle()

    assert kept_text == "Kỷ luật, kỷ cương"
    assert [each.endswith("What was typed in it would be gone.") for each in asked] == [True]
    assert not at.screen.page.panel.isVisible()


def test_the_step_of_a_finding_is_given_up_only_when_that_is_said(user: Sit, answers: Answers) -> None:
    at = user(logged)
    at.visit("inspections", period=JULY)
    at.screen.turn("findings")
    at.settle()
    at.screen.page.bar.action("findings.explain").trigger()
    at.settle()
    steps = at.screen.page.steps
    steps.form.field("text").setPlainText("Thẻ đang được cấp lại")

    answers.agrees = False
    steps.cancel.click()

    assert steps.isVisible()
    assert steps.form.values["text"] == "Thẻ đang được cấp lại"
    assert len(answers.questions) == 1
