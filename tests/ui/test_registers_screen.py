from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

from msgspec.structs import replace
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from evalapp.domain.entry_kinds import KINDS
from evalapp.domain.rounds import DECIDING, Answer
from evalapp.domain.suggestions import State
from evalapp.store.workspace import Workspace
from evalapp.ui.kit.pickers import Choice
from evalapp.ui.screens.registers.state import ALL_MONTHS, ENTRIES, SUGGESTIONS, RegistersState
from evalapp.usecases.registers import record_entry
from evalapp.usecases.rounds import list_rounds
from evalapp.usecases.summaries import person_sheets
from tests.ui.answers import Answers
from tests.ui.driver import Driver
from tests.ui.world import AUGUST, HERE, opened, scored

Sit = Callable[..., Driver]


def entries(workspace: Workspace) -> None:
    """An entry of July and one of August, about two people."""
    with workspace.work() as work:
        record_entry(work, kind=KINDS["late"], since=date(2018, 7, 6), person_code="NV005")
        record_entry(
            work,
            kind=KINDS["leave_sick"],
            since=date(2018, 8, 1),
            until=date(2018, 8, 3),
            person_code="NV006",
        )


def recorded(workspace: Workspace) -> None:
    """July, just opened, with entries."""
    entries(workspace)
    opened(workspace)


def scored_with_entries(workspace: Workspace) -> None:
    """July with everybody scored and an entry that costs points."""
    entries(workspace)
    scored(workspace)


def named_alike(workspace: Workspace) -> None:
    """The same, where somebody of whom nothing is recorded has the same name."""
    with workspace.work() as work:
        other = work.people.by_code("NV006")
        work.people.save(replace(other, name="Hoàng Ngọc Ánh"))
        work.audit.record("test.renamed", other.code)
    scored_with_entries(workspace)


def at_registers(at: Driver) -> Driver:
    at.visit("registers")
    return at


def at_suggestions(at: Driver) -> Driver:
    at.visit("registers")
    at.screen.pages.chosen.emit(SUGGESTIONS)
    at.settle()
    return at


def fill_in(at: Driver, **values: str) -> None:
    form = at.screen.panel.form
    for key, text in values.items():
        field = form.field(key)
        if key in ("about", "kind", "place", "breach"):
            field.show_choices([Choice(text, text)], text)
        else:
            field.setText(text)
    at.do("filled.save")


def test_the_entries_of_the_month_are_shown_and_those_of_all_months_on_demand(user: Sit) -> None:
    at = at_registers(user(recorded))
    assert at.column("about") == ["Hoàng Ngọc Ánh"]

    at.screen.months.chosen.emit(ALL_MONTHS)
    at.settle()

    assert at.column("about") == ["Phạm Quốc Cường", "Hoàng Ngọc Ánh"]
    assert at.column("since") == ["01/08/2018", "06/07/2018"]


def test_the_entries_of_one_person_are_shown_alone(user: Sit) -> None:
    at = at_registers(user(recorded))
    at.screen.months.chosen.emit(ALL_MONTHS)
    at.settle()

    at.screen.person.chosen.emit("NV006")

    assert at.column("code") == ["NV006"]


def test_an_entry_is_recorded_from_the_panel(user: Sit) -> None:
    at = at_registers(user(opened))

    at.do("registers.new")
    fill_in(at, about="person:NV003", kind="commendation", since="12/07/2018", document="12/QĐ-UBND")

    assert at.column("about") == ["Đỗ Thị Ánh"]
    assert at.column("document") == ["12/QĐ-UBND"]
    assert at.screen.state.editing is None


def test_an_entry_about_the_whole_unit_is_recorded(user: Sit) -> None:
    at = at_registers(user(opened))

    at.do("registers.new")
    fill_in(at, about="unit:PNV", kind="backlog", since="12/07/2018")

    assert at.column("about") == ["Phòng Nội vụ"]
    assert "No number of the document" in at.told


def test_a_new_entry_is_offered_a_day_of_the_month_as_an_event_is(user: Sit) -> None:
    at = at_registers(user(recorded))

    at.do("registers.new")

    assert at.screen.panel.form.values["since"] == "31/07/2018"


def test_a_day_that_is_none_stays_at_its_field_with_the_reason(user: Sit) -> None:
    at = at_registers(user(opened))

    at.do("registers.new")
    fill_in(at, about="person:NV003", kind="late", since="31/02/2018")

    assert "31/02/2018" in at.screen.panel.form.reason("since")
    assert at.screen.panel.form.values["since"] == "31/02/2018"


def test_a_day_that_is_years_away_is_asked_about_and_where_the_entry_went_is_said(user: Sit) -> None:
    at = at_registers(user(opened))
    at.do("registers.new")

    fill_in(at, about="person:NV003", kind="leave_personal", since="31/12/2050", until="31/12/2099")
    asked = [at.screen.panel.form.reason("since")]
    at.do("filled.save")
    asked.append(at.screen.panel.form.reason("until"))
    at.do("filled.save")

    assert asked == [
        f"✕ {day} is years away. Correct it, or press the button once more."
        for day in ("31/12/2050", "31/12/2099")
    ]
    assert "Recorded for 31/12/2050" in at.told
    assert "All months" in at.told
    assert at.screen.isAncestorOf(QApplication.focusWidget() or at.window)
    at.screen.pages.chosen.emit(SUGGESTIONS)
    assert at.told == ""
    at.screen.pages.chosen.emit(ENTRIES)
    at.screen.months.chosen.emit(ALL_MONTHS)
    at.settle()
    assert at.column("since") == ["31/12/2050"]


def test_an_entry_that_is_there_already_is_asked_about_until_it_is_said_once_more(user: Sit) -> None:
    at = at_registers(user(recorded))
    again = {"about": "person:NV005", "kind": "late", "since": "06/07/2018"}
    at.do("registers.new")

    fill_in(at, **again)
    asked = at.screen.panel.form.reason("kind")
    fill_in(at, document="12/BB")
    other = at.column("document")
    at.do("registers.new")
    fill_in(at, **again)
    at.do("filled.save")

    assert "is recorded of 06/07/2018 already" in asked
    assert other[0] == "12/BB"
    assert len(at.column("about")) == 3


def test_an_entry_needs_to_be_about_somebody(user: Sit) -> None:
    at = at_registers(user(opened))

    at.do("registers.new")
    at.do("filled.save")

    assert at.screen.panel.form.reason("about") == "✕ Say whom the entry is about."


def test_an_entry_is_completed_with_its_last_day(user: Sit) -> None:
    at = at_registers(user(recorded))

    at.do("registers.change")
    fill_in(at, until="07/07/2018", note="Đã nhắc nhở")

    assert at.column("until") == ["07/07/2018"]
    assert at.column("remark") == ["Đã nhắc nhở"]


def test_an_entry_is_withdrawn_with_a_reason_and_stays_in_the_list(user: Sit, answers: Answers) -> None:
    at = at_registers(user(recorded))
    answers.reason = "Ghi nhầm người"

    at.do("registers.withdraw")

    assert at.column("standing") == ["Withdrawn"]
    assert at.column("remark") == ["Withdrawn: Ghi nhầm người"]
    assert not at.can("registers.change")


def test_a_list_of_facts_is_taken_in(user: Sit, answers: Answers, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Mã", "Họ và tên", "Sự kiện", "Từ ngày", "Đến ngày"])
    sheet.append(["NV004", "Nguyễn Hải Anh", "Nghỉ phép", date(2018, 7, 2), date(2018, 7, 4)])
    book.save(tmp_path / "facts.xlsx")
    answers.file = tmp_path / "facts.xlsx"
    at = at_registers(user(opened))

    at.do("registers.take_in")
    at.do("intake.apply")
    at.do("intake.leave")

    assert at.column("about") == ["Nguyễn Hải Anh"]
    assert at.column("kind") == ["Annual leave"]


def test_an_entry_suggests_what_it_costs_and_enter_accepts_it(user: Sit) -> None:
    at = at_suggestions(user(scored_with_entries))
    offered = at.screen.suggestions
    assert offered.state.chosen.who == "Hoàng Ngọc Ánh"

    offered.points.setText("2")
    offered.table.setFocus()
    at.press(Qt.Key.Key_Return)
    at.settle()

    assert [line.state for line in offered.state.lines] == [State.ACCEPTED]
    assert offered.state.chosen.effect == "−2.0"


def test_enter_asks_for_the_points_that_the_rules_leave_open(user: Sit) -> None:
    at = at_suggestions(user(scored_with_entries))

    at.screen.suggestions.table.setFocus()
    at.press(Qt.Key.Key_Return)

    assert "say how many" in at.told
    assert at.editor() is at.screen.suggestions.points


def test_f7_accepts_and_f8_rejects_a_suggestion_as_beside_the_month(user: Sit, answers: Answers) -> None:
    at = at_suggestions(user(scored_with_entries))
    at.screen.suggestions.points.setText("2")
    at.screen.suggestions.points.setFocus()

    at.press(Qt.Key.Key_F7)
    at.settle()
    accepted = at.screen.suggestions.state.chosen.state
    at.do("suggestion.reopen")
    answers.reason = "Có giấy xin phép"
    at.press(Qt.Key.Key_F8)
    at.settle()

    assert accepted is State.ACCEPTED
    assert at.screen.suggestions.state.chosen.state is State.REJECTED


def test_of_two_people_of_one_name_it_is_said_who_is_meant(user: Sit) -> None:
    at = at_suggestions(user(named_alike))

    assert [line.who for line in at.screen.suggestions.state.lines] == ["Hoàng Ngọc Ánh (NV005)"]


def test_delete_rejects_a_suggestion_with_a_reason_and_that_can_be_taken_back(
    user: Sit, answers: Answers
) -> None:
    at = at_suggestions(user(scored_with_entries))
    answers.reason = "Có giấy xin phép"

    at.screen.suggestions.table.setFocus()
    at.press(Qt.Key.Key_Delete)
    at.settle()
    rejected = at.screen.suggestions.state.chosen
    at.do("suggestion.reopen")

    assert rejected.proposed.suggestion.decision.answer is Answer.REJECTED
    assert "Có giấy xin phép" in rejected.why
    assert at.screen.suggestions.state.chosen.state is State.OPEN


def test_an_answer_given_in_the_registers_says_how_it_is_taken_back_and_the_key_does_it(
    user: Sit, answers: Answers
) -> None:
    at = at_suggestions(user(scored_with_entries))
    answers.reason = "Có giấy xin phép"
    offered = at.screen.suggestions
    offered.table.setFocus()
    at.press(Qt.Key.Key_Delete)
    at.settle()
    told, states = at.told, [offered.state.chosen.state]

    for key in (Qt.Key.Key_Z, Qt.Key.Key_Y):
        at.press(key, Qt.KeyboardModifier.ControlModifier)
        at.settle()
        at.settle()
        states.append(offered.state.chosen.state)

    assert "Hoàng Ngọc Ánh" in told
    assert "rejected. Ctrl+Z takes it back." in told
    assert states == [State.REJECTED, State.OPEN, State.REJECTED]


def test_an_answer_given_in_the_registers_is_taken_back_in_the_month_too(user: Sit, answers: Answers) -> None:
    at = at_suggestions(user(scored_with_entries))
    answers.reason = "Có giấy xin phép"
    at.screen.suggestions.table.setFocus()
    at.press(Qt.Key.Key_Delete)
    at.settle()
    at.visit("month")

    at.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    at.settle()
    at.settle()

    assert "it waits for a decision again" in at.told


def test_an_accepted_suggestion_lowers_the_mark_of_the_head(user: Sit, file: Path) -> None:
    at = at_suggestions(user(scored_with_entries))
    at.screen.suggestions.points.setText("2")

    at.do("suggestion.accept")

    totals: list[Decimal | None] = []
    at.tasks.load(
        lambda work: next(
            sheet.sheet.mark(DECIDING, sheet.sheet.decisions[0].row).points
            for sheet in person_sheets(work, round_id=list_rounds(work)[0].id)
            if sheet.sheet.decisions
        ),
        done=totals.append,
    )
    at.settle()
    assert totals == [Decimal(4)]


def test_a_month_that_is_not_open_proposes_nothing(user: Sit) -> None:
    at = at_suggestions(user(opened))

    at.visit("registers", period=AUGUST)

    assert at.screen.suggestions.state.nothing == "Nothing is open here: nothing can be proposed yet."


def test_nothing_can_be_recorded_before_there_is_a_unit() -> None:
    state = RegistersState(HERE.__class__(None, HERE.period), loaded=True)

    assert not state.can_enter
    assert state.nothing == "There are no units yet."
