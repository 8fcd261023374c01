"""Events recorded in the grid, and proposals decided on there, with keys alone."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from evalapp.domain.entry_kinds import KINDS
from evalapp.domain.registers import Entry
from evalapp.domain.rounds import Stage
from evalapp.store.work import Work
from evalapp.store.workspace import Workspace
from evalapp.ui.kit.pickers import Choice, ChoicePicker
from evalapp.usecases.registers import list_entries, record_entry
from tests.ui.answers import Answers
from tests.ui.driver import Driver
from tests.ui.grid_driver import CONTROL, SHIFT, GridDriver
from tests.ui.world import JULY, scored

Sit = Callable[..., Driver]
FIRST, SECOND = "Nguyễn Hải Anh", "Đỗ Thị Ánh"


@pytest.fixture
def at(user: Sit) -> GridDriver:
    return GridDriver.of(user(scored))


def is_in_grid(at: GridDriver) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and (focused is at.month.grid or at.month.grid.isAncestorOf(focused))


def entries(at: GridDriver) -> list[Entry]:
    found: list[Entry] = []

    def read(work: Work) -> None:
        found.extend(line.entry for line in list_entries(work))

    at.tasks.run(read, label="", done=lambda _nothing: None)
    at.settle()
    return found


def begin(at: GridDriver, kind: str) -> None:
    """Open the panel and choose what happened."""
    at.press(Qt.Key.Key_L, CONTROL)
    picker = at.month.events.form.field("kind")
    assert isinstance(picker, ChoicePicker)
    assert picker.hasFocus()
    picker.show_choices([Choice(kind, kind)], kind)


def fill(at: GridDriver, key: str, text: str) -> None:
    field = at.month.events.form.field(key)
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.selectAll()
    at.type(text)


@pytest.mark.parametrize(
    ("today", "offered"),
    [(date(2018, 7, 12), 12), (date(2018, 7, 31), 31), (date(2018, 9, 10), 31), (None, 31)],
)
def test_the_day_that_is_offered_lies_in_the_month(today: date | None, offered: int) -> None:
    assert JULY.day_offered(today) == date(2018, 7, offered)


def test_an_event_is_recorded_for_everybody_selected_and_proposes_at_once(at: GridDriver) -> None:
    at.put(at.names[0], "I.1")
    at.select(2)
    chosen = at.names[:3]

    begin(at, "late")
    fill(at, "since", "12/07/2018")
    at.press(Qt.Key.Key_Return)
    at.settle()

    recorded = entries(at)
    assert [(entry.kind.code, entry.since) for entry in recorded] == [("late", date(2018, 7, 12))] * 3
    assert [len(at.line(name).suggestions) for name in chosen] == [1, 1, 1]
    assert is_in_grid(at)
    assert "Recorded for 3 people" in at.told
    assert not at.month.events.isVisible()


def test_the_day_of_an_event_in_the_month_needs_no_year(at: GridDriver) -> None:
    at.put(FIRST, "I.1")

    begin(at, "late")
    fill(at, "since", "12/7")
    at.press(Qt.Key.Key_Return)
    at.settle()

    assert [entry.since for entry in entries(at)] == [date(2018, 7, 12)]


def test_an_event_that_was_just_recorded_is_withdrawn_with_a_reason(at: GridDriver, answers: Answers) -> None:
    at.put(FIRST, "I.1")
    begin(at, "late")
    fill(at, "note", "Trễ 40 phút")
    at.press(Qt.Key.Key_Return)
    at.settle()
    answers.reason = "Ghi nhầm người"

    at.press(Qt.Key.Key_L, CONTROL | SHIFT)
    at.settle()

    assert [entry.withdrawn for entry in entries(at)] == ["Ghi nhầm người"]
    assert at.line(FIRST).suggestions == ()
    assert not at.can("month.event_back")


def test_ctrl_z_after_an_event_says_what_withdraws_it_before_it_takes_an_older_step_back(
    at: GridDriver,
) -> None:
    at.put(FIRST, "I.1")
    full = at.points(FIRST, "I.1")
    at.enter("3")
    at.put(FIRST, "I.1")
    begin(at, "late")
    fill(at, "note", "Trễ 40 phút")
    at.press(Qt.Key.Key_Return)
    at.settle()

    at.press(Qt.Key.Key_Z, CONTROL)
    said, points = at.told, at.points(FIRST, "I.1")
    at.press(Qt.Key.Key_Z, CONTROL)
    at.settle()

    assert "Ctrl+Shift+L" in said
    assert "needs a reason" in said
    assert points == Decimal(3)
    assert at.points(FIRST, "I.1") == full


def test_a_refused_day_is_marked_at_its_field_and_nothing_is_recorded(at: GridDriver) -> None:
    at.put(FIRST, "I.1")
    begin(at, "late")

    fill(at, "since", "12/08/2018")
    at.press(Qt.Key.Key_Return)
    at.settle()

    assert "is not in month 07/2018" in at.month.events.form.reason("since")
    assert at.month.events.isVisible()
    assert entries(at) == []


def test_a_last_day_years_away_and_an_event_recorded_already_are_asked_about_in_the_grid_too(
    at: GridDriver,
) -> None:
    at.put(FIRST, "I.1")
    begin(at, "leave_personal")
    fill(at, "since", "12/07/2018")
    at.press(Qt.Key.Key_Return)
    at.settle()
    at.select(1)
    begin(at, "leave_personal")
    fill(at, "since", "12/07/2018")

    fill(at, "until", "12/07/2098")
    asked: list[str] = []
    for key in ("until", "kind"):
        at.press(Qt.Key.Key_Return)
        at.settle()
        asked.append(at.month.events.form.reason(key))
    before = len(entries(at))
    at.press(Qt.Key.Key_Return, CONTROL)
    at.settle()

    assert asked == [
        "✕ 12/07/2098 is years away. Correct it, or press the button once more.",
        f"✕ “Personal leave” is recorded of 12/07/2018 already for {FIRST} (NV004). "
        "Correct it, or press the button once more.",
    ]
    assert (before, len(entries(at))) == (1, 3)


def test_another_day_of_an_event_is_asked_about_anew(at: GridDriver) -> None:
    at.put(FIRST, "I.1")
    begin(at, "leave_personal")
    fill(at, "until", "12/07/2098")
    at.press(Qt.Key.Key_Return)
    at.settle()

    fill(at, "until", "12/07/2099")
    at.press(Qt.Key.Key_Return)
    at.settle()

    assert "12/07/2099 is years away." in at.month.events.form.reason("until")
    assert entries(at) == []


def test_escape_gives_an_event_up_and_the_keyboard_is_the_grids_again(at: GridDriver) -> None:
    at.put(FIRST, "I.1")
    begin(at, "late")

    at.press(Qt.Key.Key_Escape)

    assert not at.month.events.isVisible()
    assert is_in_grid(at)
    assert entries(at) == []


def with_two_events(workspace: Workspace) -> None:
    """Everybody is scored; somebody came late twice."""
    scored(workspace)
    with workspace.work() as work:
        for day in (3, 17):
            record_entry(work, kind=KINDS["late"], since=date(2018, 7, day), person_code="NV003")


def test_several_proposals_for_one_person_are_all_reached_with_keys(user: Sit, answers: Answers) -> None:
    at = GridDriver.of(user(with_two_events))
    at.put(SECOND, next(iter(at.line(SECOND).suggested)))
    bar = at.month.panel.proposals
    assert [text.split()[0:3] for text in bar.texts] == [["▸", "⚑", "1/2"], ["⚑", "2/2", "I.1"]]

    at.press(Qt.Key.Key_F6)
    assert bar.state.chosen is bar.state.lines[1]
    assert bar.points.hasFocus()
    answers.reason = "Đã xin phép"
    at.press(Qt.Key.Key_F8)
    at.settle()

    [left] = at.line(SECOND).suggestions
    assert left.evidence is not None
    assert left.evidence.since == date(2018, 7, 3)
    assert [text.split()[0:2] for text in bar.texts] == [["▸", "⚑"]]


def test_f6_goes_to_a_single_proposal_and_escape_back_to_the_cell(at: GridDriver) -> None:
    at.put(FIRST, "I.1")
    full = at.points(FIRST, "I.1")
    begin(at, "late")
    fill(at, "note", "Trễ 40 phút")
    at.press(Qt.Key.Key_Return)
    at.settle()
    points = at.month.panel.proposals.points

    at.press(Qt.Key.Key_F6)
    at.type("0,5")
    assert (points.text(), points.hasFocus()) == ("0,5", True)
    at.press(Qt.Key.Key_Escape)

    assert is_in_grid(at)
    assert at.points(FIRST, "I.1") == full


def test_the_row_under_the_cursor_is_the_one_that_a_proposal_touches(user: Sit) -> None:
    at = GridDriver.of(user(with_two_events))
    rows = at.line(SECOND).suggestions[0].rows
    at.put(SECOND, rows[-1])
    before = at.points(SECOND, rows[-1])
    assert before is not None

    at.press(Qt.Key.Key_F7)
    assert "say how many" in at.told
    at.type("0,5")
    at.press(Qt.Key.Key_Return)
    at.settle()

    assert at.told == ""
    assert at.points(SECOND, rows[-1], Stage.HEAD) == before - Decimal("0.5")
    assert is_in_grid(at)


def test_an_accepted_proposal_is_taken_back_before_an_older_step(user: Sit) -> None:
    at = GridDriver.of(user(with_two_events))
    row = at.line(SECOND).suggestions[0].rows[-1]
    at.put(FIRST, "I.1")
    full = at.points(FIRST, "I.1")
    at.enter("3")
    at.settle()
    at.put(SECOND, row)
    before = at.points(SECOND, row)
    assert before is not None

    at.press(Qt.Key.Key_F7)
    at.type("0,5")
    at.press(Qt.Key.Key_Return)  # not waited for: what follows needs its outcome
    at.month.grid.setFocus()
    at.press(Qt.Key.Key_Z, CONTROL)
    at.settle()
    assert at.points(SECOND, row) == before
    assert len(at.line(SECOND).suggestions) == 2
    assert at.points(FIRST, "I.1") == Decimal(3)
    assert "waits for a decision again" in at.told
    assert at.place == (SECOND, row)

    at.press(Qt.Key.Key_Y, CONTROL)
    at.settle()
    assert at.points(SECOND, row) == before - Decimal("0.5")
    assert len(at.line(SECOND).suggestions) == 1

    at.press(Qt.Key.Key_Z, CONTROL)
    at.press(Qt.Key.Key_Z, CONTROL)
    at.settle()
    assert at.points(SECOND, row) == before
    assert at.points(FIRST, "I.1") == full


def test_a_rejected_proposal_is_taken_back_and_rejected_again_with_its_reason(
    user: Sit, answers: Answers
) -> None:
    at = GridDriver.of(user(with_two_events))
    at.put(SECOND, "I.1")
    answers.reason = "Đã xin phép"
    at.press(Qt.Key.Key_F8)
    at.settle()
    assert len(at.line(SECOND).suggestions) == 1

    at.press(Qt.Key.Key_Z, CONTROL)
    at.settle()
    assert len(at.line(SECOND).suggestions) == 2

    answers.reason = None
    at.press(Qt.Key.Key_Y, CONTROL)
    at.settle()
    [decision] = at.line(SECOND).sheet.decisions
    assert decision.reason == "Đã xin phép"
