"""A person makes a rule on screen: as a sentence, by the keyboard, checked and tried at once."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from evalapp.domain.policy.rule_kinds import EVENT, GATE
from evalapp.store.workspace import Workspace
from evalapp.ui.kit.pickers import ChoicePicker
from evalapp.ui.screens.policies.rules_page import RulesPage
from evalapp.usecases.drafts import begin_draft
from evalapp.usecases.policies import shipped
from tests.ui.driver import Driver

Sit = Callable[..., Driver]
FRAME = shipped()["hn-3814-2018"]
CODE = "pnv-2018"


def begun(workspace: Workspace) -> None:
    with workspace.work() as work:
        begin_draft(work, origin=FRAME.hash, code=CODE, unit="PNV", title="Riêng của phòng")


def at_rules(at: Driver, code: str = CODE) -> RulesPage:
    at.visit("policies")
    at.screen.table.opened.emit(next(line for line in at.screen.state.lines if line.code == code))
    at.settle()
    at.screen.view.turned.emit("rules")
    at.settle()
    return at.screen.view.panels["rules"]


def _front(at: Driver, control: QWidget) -> None:
    """The window in front, as a window manager keeps it, which tests have none of."""
    at.window.activateWindow()
    control.setFocus()
    at.qtbot.waitUntil(control.hasFocus)


def typed(at: Driver, page: RulesPage, name: str, text: str) -> None:
    control = page.panel.editor.control(name)
    assert isinstance(control, QLineEdit)
    _front(at, control)
    control.selectAll()
    at.type(text)
    at.press(Qt.Key.Key_Return)
    at.settle()


def chosen(at: Driver, page: RulesPage, name: str, key: str) -> None:
    """Take one of what a list offers."""
    control = page.panel.editor.control(name)
    assert isinstance(control, ChoicePicker)
    control.chosen.emit(key)
    at.settle()


def filled(at: Driver, page: RulesPage, key: str, text: str) -> None:
    field = page.panel.form.field(key)
    assert isinstance(field, QLineEdit)
    field.setText(text)
    at.do("rule.save")


def own_gate(at: Driver) -> RulesPage:
    page = at_rules(at)
    page.begin_rule(GATE)
    at.settle()
    filled(at, page, "label", "Nhiều đơn thư đúng")
    return page


def test_every_rule_of_a_version_is_a_sentence_and_nothing_of_it_can_be_changed(user: Sit) -> None:
    page = at_rules(user(), FRAME.code)

    texts = [line.text for line in page.table.rows_model.rows if line.rule]

    assert any(text.startswith("If disciplined in the period then the level is D") for text in texts)
    assert not page.add.isVisible()
    assert not page.panel.editor.control("min").isEnabled()


def test_a_gate_is_made_by_the_keyboard_and_kept_as_plain_data(user: Sit) -> None:
    at = user(prepare=begun)
    page = own_gate(at)

    chosen(at, page, "fact:", "complaints_upheld")
    typed(at, page, "value:", "3")
    chosen(at, page, "level", "C")

    assert page.panel.editor.names[:4] == ("fact:", "test:", "value:", "more:")
    assert at.screen.state.heading[1] == "Draft · no faults"
    gate = at.screen.state.opened.document["gate"][-1]
    assert gate == {
        "code": "R1",
        "label": "Nhiều đơn thư đúng",
        "do": "cap",
        "level": "C",
        "when": {"fact": "complaints_upheld", "test": "at_least", "value": 3},
        "source": {"standing": "unit"},
    }


def test_three_lines_of_a_sentence_keep_their_place_whatever_is_filled_in(user: Sit) -> None:
    at = user(prepare=begun)
    page = own_gate(at)
    editor = page.panel.editor
    said = editor.parentWidget()
    place = said.parentWidget() if said else None  # what is seen of it
    assert place is not None
    before = (editor.mapTo(page.panel, QPoint()), place.height())

    chosen(at, page, "fact:", "complaints_upheld")
    at.settle()

    assert before == (editor.mapTo(page.panel, QPoint()), place.height())
    assert place.height() >= 3 * editor.control("fact:").sizeHint().height()


def test_conditions_are_joined_nested_turned_and_taken_out(user: Sit) -> None:
    at = user(prepare=begun)
    page = own_gate(at)

    page.panel.editor.do("and", ())
    at.settle()
    page.panel.editor.do("or", (1,))
    at.settle()
    page.panel.editor.do("not", (0,))
    at.settle()
    gate = at.screen.state.opened.document["gate"][-1]
    asked = {"fact": "disciplined", "test": "is", "value": True}
    assert gate["when"] == {"all": [{**asked, "value": False}, {"any": [asked, asked]}]}

    page.panel.editor.do("out", (1, 0))
    at.settle()
    page.panel.editor.do("out", (0,))
    at.settle()
    assert at.screen.state.opened.document["gate"][-1]["when"] == asked


def test_a_value_that_the_fact_cannot_have_is_refused_at_its_control_and_stays_typed(user: Sit) -> None:
    at = user(prepare=begun)
    page = own_gate(at)
    chosen(at, page, "fact:", "on_time")

    typed(at, page, "value:", "130")

    control = page.panel.editor.control("value:")
    assert isinstance(control, QLineEdit)
    assert control.text() == "130"
    assert "share of files on time" in control.accessibleDescription()
    assert "at most 100" in control.accessibleDescription()
    assert at.screen.state.opened.document["gate"][-1]["when"]["value"] == 1


def test_what_the_frame_forbids_is_said_at_the_rule(user: Sit) -> None:
    at = user(prepare=begun)
    page = own_gate(at)

    chosen(at, page, "do", "force")
    chosen(at, page, "level", "A")

    line = page.table.current()
    assert line is not None
    assert [fault.reason for fault in line.faults] == [
        "a unit's own gate may cap a level or force the lowest, never another"
    ]
    assert line.remark[0] == "To fix: 1"


def test_days_points_caps_and_an_article_are_filled_in_beside_the_sentence(user: Sit) -> None:
    at = user(prepare=begun)
    page = at_rules(at)
    page.begin_rule(EVENT)
    at.settle()

    typed(at, page, "label", "Nộp báo cáo chậm")
    typed(at, page, "points", "0,5")
    for key, text in (
        ("cap", "2"), ("repeat", "2"), ("since", "01/08/2018"), ("source.document", "Quy chế"),
        ("source.article", "Điều 4"),
    ):  # fmt: skip
        filled(at, page, key, text)

    event = at.screen.state.opened.document["event"][-1]
    assert at.screen.state.heading[1] == "Draft · no faults"
    assert event == {
        "code": event["code"],
        "label": "Nộp báo cáo chậm",
        "criterion": "I",
        "points": "0.5",
        "cap": 2,
        "repeat": 2,
        "since": "2018-08-01",
        "source": {"document": "Quy chế", "article": "Điều 4", "standing": "unit"},
    }
    current = page.table.current()
    assert current is not None
    assert current.text.endswith("(Quy chế, Điều 4, by the unit).")


def test_a_day_that_is_none_is_refused_at_its_field(user: Sit) -> None:
    at = user(prepare=begun)
    page = own_gate(at)

    filled(at, page, "until", "31/02/2018")

    assert "is no day" in page.panel.form.reason("until")
    assert "until" not in at.screen.state.opened.document["gate"][-1]


def test_a_rule_is_tried_with_facts_and_says_at_once_what_it_does(user: Sit) -> None:
    at = user(prepare=begun)
    page = own_gate(at)
    chosen(at, page, "fact:", "complaints_upheld")
    typed(at, page, "value:", "3")
    page.panel.turn(1)
    field = page.panel.trial.form.field("complaints_upheld")
    assert isinstance(field, QLineEdit)

    field.setText("2")
    before = page.panel.trial.outcome.text()
    field.setText("3")
    after = page.panel.trial.outcome.text()
    field.setText("ba")
    refused = page.panel.trial.outcome.text()

    assert "The condition does not hold." in before
    assert "With the rule: A (90 points). Without it: A (90 points)." in before
    assert "The condition holds." in after
    assert "With the rule: D (90 points). Without it: A (90 points)." in after
    assert "must be a number from 0" in refused


def test_a_rule_is_moved_and_taken_out_and_that_can_be_undone(user: Sit) -> None:
    at = user(prepare=begun)
    page = own_gate(at)

    at.do("rules.up")
    assert [gate["code"] for gate in at.screen.state.opened.document["gate"]] == ["R1", "DISCIPLINED"]

    at.do("rules.remove")
    assert [gate["code"] for gate in at.screen.state.opened.document["gate"]] == ["DISCIPLINED"]

    at.do("policies.undo")
    assert [gate["code"] for gate in at.screen.state.opened.document["gate"]] == ["R1", "DISCIPLINED"]
    assert page.table.current() is not None


def test_every_control_of_a_sentence_can_be_reached_and_says_what_it_is(user: Sit) -> None:
    at = user(prepare=begun)
    page = own_gate(at)
    page.panel.editor.do("and", ())
    at.settle()

    controls = [page.panel.editor.control(name) for name in page.panel.editor.names]

    assert len(controls) > 6
    assert [made for made in controls if made.focusPolicy() == Qt.FocusPolicy.NoFocus] == []
    assert [made for made in controls if not made.accessibleName()] == []


def test_where_there_is_little_height_the_sentence_of_a_rule_is_one_of_three_things_to_turn_to(
    user: Sit,
) -> None:
    at = user(prepare=begun)
    page = own_gate(at)
    panel = page.panel

    at.window.resize(800, 500)
    at.settle()
    first = panel.editor.isVisible(), panel.form.isVisible()
    panel.sides.chosen.emit(0)
    at.settle()
    then = panel.editor.isVisible(), panel.form.isVisible()
    at.window.resize(1366, 900)
    at.settle()

    assert first == (True, False)
    assert then == (False, True)
    assert panel.editor.isVisible()
    assert panel.form.isVisible()


def test_several_rules_are_read_at_once_in_the_window_of_an_office(user: Sit) -> None:
    at = user(begun)
    at.window.resize(1093, 614)  # the screen of an office at 125 %
    page = at_rules(at)
    table = page.table

    page.show_place(("gate", 0))
    at.settle()
    room = table.viewport().rect()
    rules = [n for n, line in enumerate(table.rows_model.rows) if not line.is_heading]
    whole = [
        n
        for n in rules
        if room.contains(table.visualRect(table.rows_model.index(n, 0)).adjusted(2, 0, -2, 0))
    ]

    assert page.panel.isVisible()
    assert len(whole) >= 5
