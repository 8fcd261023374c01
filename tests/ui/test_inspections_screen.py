"""Inspections at the window: the list of visits, its filters, and one visit beside it."""

from collections.abc import Callable
from datetime import date, time
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from evalapp.base.errors import UserError
from evalapp.documents.reading.lists import find_list
from evalapp.documents.reading.specs import INSPECTIONS
from evalapp.documents.reading.workbook import read_workbook
from evalapp.domain.checklists import Checked
from evalapp.domain.inspections import Finding, FindingId, Severity, Visit, VisitId, VisitKind
from evalapp.domain.periods import Period
from evalapp.store.work import Work
from evalapp.store.workspace import Workspace
from evalapp.ui.kit.kept_fields import FIELD_KEY
from evalapp.ui.screens.inspections.state import MONTH, YEAR, VisitChoice
from evalapp.usecases.field_parts import note_finding
from evalapp.usecases.field_places import FieldPlace, keep_place
from evalapp.usecases.field_visits import set_field, start_visit
from tests.ui.answers import Answers
from tests.ui.driver import Driver
from tests.ui.world import HERE, JULY, UNIT

Sit = Callable[..., Driver]


def logged(workspace: Workspace) -> None:
    """Two visits of July and one of March; one found something and praised somebody."""
    findings = (
        Finding(FindingId(0), "HN522.DRESS", "Không mặc trang phục công sở"),
        Finding(FindingId(0), "HN522.CIT.CALM", "Hướng dẫn tận tình", positive=True),
    )
    with workspace.work() as work:
        unit = work.units.by_code(UNIT).id
        for number, day, kind, found in (
            ("01/BB", date(2018, 3, 5), VisitKind.THEMATIC, ()),
            ("02/BB", date(2018, 7, 5), VisitKind.UNANNOUNCED, findings),
            ("03/BB", date(2018, 7, 20), VisitKind.SELF_INSPECTION, ()),
        ):
            visit = Visit(
                VisitId(0), "", number, kind, unit, UNIT, day, time(7, 45), total=14, present=12,
                recorded_by=work.user.name, recorded_at=work.now, findings=found,
            )  # fmt: skip
            work.inspections.add(visit)
        work.audit.record("test.visits", UNIT)


def interrupted(workspace: Workspace, typed: dict[str, str]) -> None:
    """A visit under way, with one finding, that the program ended in the middle of."""
    with workspace.work() as work:
        break_off(work, typed, "finding:1:text")


def break_off(work: Work, typed: dict[str, str], field: str) -> None:
    visit = start_visit(work, unit=work.units.by_code(UNIT).id, kind=VisitKind.UNANNOUNCED).id
    set_field(work, visit_id=visit, field="total", text="14")
    note_finding(work, visit_id=visit)
    keep_place(work, place=FieldPlace(visit, field, typed))


def test_whoever_leaves_a_visit_finds_it_chosen_in_the_list_and_read_beside_it(user: Sit) -> None:
    at = user(logged)
    at.visit("inspections", period=JULY)
    second = next(line for line in at.screen.page.table.rows_model.rows if line.visit.number == "02/BB")

    at.screen.page.opened.emit(second.visit.id)
    at.settle()
    at.screen.page.table.select(at.screen.page.table.rows_model.rows[0])
    at.screen.field.left.emit()
    at.settle()

    assert at.screen.page.table.current().visit.number == "02/BB"
    assert "02/BB" in at.screen.page.panel._title.text()


def test_which_days_are_asked_for_follows_from_the_month_that_is_looked_at() -> None:
    month, year, ever = VisitChoice(MONTH), VisitChoice(YEAR), VisitChoice("ever")

    assert month.span(HERE) == (date(2018, 7, 1), date(2018, 7, 31))
    assert year.span(HERE) == (date(2018, 1, 1), date(2018, 12, 31))
    assert ever.span(HERE) == (None, None)


def test_days_are_called_by_the_month_at_the_top_and_a_visit_begun_today_is_in_the_list(user: Sit) -> None:
    at = user(logged)
    at.visit("inspections", period=Period(2017, 3))
    page = at.screen.page
    offered = [choice.text for choice in page.state.day_choices]
    before = at.column("number", page.table)

    page.find_line.setText("no such words")
    at.do("visits.start")
    number = at.screen.field.state.visit.number
    at.press(Qt.Key.Key_Escape)
    at.settle()

    assert offered == ["Month 03/2017", "Year 2017", "All years"]
    assert before == []
    assert page.table.current().visit.number == number


def test_that_nothing_was_found_is_said_only_where_somebody_said_it(user: Sit) -> None:
    at = user()
    section = headcount(at, "11", "3", "1")
    note = section.note.text()
    at.press(Qt.Key.Key_F9)
    at.settle()
    refused = at.told
    at.press(Qt.Key.Key_Escape)
    at.settle()
    panel = at.screen.page.panel
    said = [each.text() for each in panel.findChildren(QLabel)]

    assert "7 of 11 people are neither present nor absent yet." in note
    assert "Nothing was found." not in said
    assert "Nothing is noted yet." in said
    assert any("7 of 11 people" in text for text in said)
    assert "Nothing is noted as found" in refused
    assert at.told == ""


def test_what_was_said_of_one_page_is_over_on_the_next(user: Sit) -> None:
    at = user(logged)
    at.visit("inspections", period=JULY)
    at.tasks.refused.emit(UserError("No."))

    at.screen.turn("findings")
    at.settle()

    assert at.told == ""


def test_who_does_not_finish_yet_is_in_the_same_field_again(user: Sit, answers: Answers) -> None:
    at = user()
    headcount(at, "11", "3", "1")
    at.type("2")
    answers.agrees = False

    at.press(Qt.Key.Key_F9)
    at.settle()

    [asked] = answers.questions
    assert asked.splitlines()[0] == "5 of 11 people are neither present nor absent yet."
    assert at.at_field() == "unexcused"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Tab])
def test_who_goes_on_in_field_mode_types_into_the_next_field(user: Sit, key: Qt.Key) -> None:
    at = user()
    at.visit("inspections", period=JULY)
    at.do("visits.start")
    for text in ("10", "9", "1", "0"):
        at.type(text)
        at.press(key)
    at.settle()

    visit = at.screen.field.state.visit
    assert (visit.total, visit.present, visit.excused, visit.unexcused) == (10, 9, 1, 0)
    assert at.screen.field.isAncestorOf(QApplication.focusWidget() or at.window)


def test_visits_are_found_by_day_and_kind_and_one_is_read_beside_them(user: Sit) -> None:
    at = user(logged)

    at.visit("inspections", period=JULY)
    page = at.screen.page
    year = at.column("number", page.table)
    page.days.chosen.emit(MONTH)
    at.settle()
    july = at.column("number", page.table), at.column("found", page.table)
    page.kind.chosen.emit(VisitKind.THEMATIC)
    at.settle()

    assert year == ["03/BB", "02/BB", "01/BB"]
    assert july == (["03/BB", "02/BB"], ["0", "1"])
    assert page.state.lines == ()


def test_a_visit_is_found_by_words_and_the_list_is_written_as_a_log_without_praise(
    user: Sit, answers: Answers, tmp_path: Path
) -> None:
    answers.saved = tmp_path / "so.xlsx"
    at = user(logged)

    at.visit("inspections", period=JULY)
    page = at.screen.page
    page.find_line.setText("03/bb self-insp")
    found = at.column("number", page.table)
    page.find_line.clear()
    page.actions_bar.action("visits.write").trigger()
    at.settle()
    log = find_list(read_workbook(tmp_path / "so.xlsx"), INSPECTIONS)

    assert found == ["03/BB"]
    assert [row.cell("number") for row in log.rows] == ["01/BB", "02/BB", "03/BB"]
    assert [row.cell("topic") for row in log.rows] == [None, "HN522.DRESS", None]


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_visit_is_logged_with_the_keyboard_and_each_field_is_kept_as_it_is_left(user: Sit) -> None:
    at = user()
    at.visit("inspections", period=JULY)
    at.do("visits.start")
    for text in ("14", "12", "1", "1"):
        at.type(text)
        at.press(Qt.Key.Key_Return)
        at.settle()

    at.do("field.finding")
    for words in ("trang phuc", "cuong"):
        at.type(words)
        at.settle()
        at.press(Qt.Key.Key_Return)
        at.settle()
    at.press(Qt.Key.Key_2)
    at.type("Khong deo the")
    at.press(Qt.Key.Key_Return)
    at.settle()
    page = at.screen.field
    place = at.editor().property(FIELD_KEY)
    at.do("field.finish")

    visit = page.state.visit
    [finding] = visit.findings
    assert (visit.total, visit.present, visit.excused, visit.unexcused) == (14, 12, 1, 1)
    assert (finding.topic, finding.person_code, finding.severity) == ("HN522.DRESS", "NV006", Severity.MEDIUM)
    assert finding.text == "Khong deo the"
    assert place == f"finding:{finding.id}:place"
    assert not visit.is_open


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_what_was_typed_and_not_kept_is_there_again_after_the_program_ended(user: Sit) -> None:
    typed = {"finding:1:text": "Ghế trống ", "present": "30"}
    at = user(partial(interrupted, typed=typed))
    at.visit("inspections", period=JULY)
    at.screen.open_visit(1, "finding:1:text")
    at.settle()
    page = at.screen.field
    at.type("lúc 9 giờ")
    at.qtbot.waitUntil(lambda: page.place.typed == {**typed, "finding:1:text": "Ghế trống lúc 9 giờ"})
    at.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    at.type("Đã nhắc")
    at.press(Qt.Key.Key_Return)
    at.settle()

    present = page.sections["headcount"].fields["present"]
    assert page.state.visit.findings[0].text == "Ghế trống lúc 9 giờ\nĐã nhắc"
    assert (present.text, "more than the 14" in present.reason) == ("30", True)


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_who_types_without_a_pause_loses_no_more_than_who_stops(user: Sit) -> None:
    at = user(partial(interrupted, typed={}))
    at.visit("inspections", period=JULY)
    at.screen.open_visit(1, "finding:1:text")
    at.settle()
    page = at.screen.field

    def types_on() -> bool:
        at.type("a")
        return bool(page.place and page.place.typed)

    at.qtbot.waitUntil(types_on)

    assert page.place.typed["finding:1:text"].startswith("a")


def headcount(at: Driver, *figures: str) -> Any:
    """A visit with these figures; the section in which they were typed."""
    at.visit("inspections", period=JULY)
    at.do("visits.start")
    for text in figures:
        at.type(text)
        at.press(Qt.Key.Key_Return)
        at.settle()
    return at.screen.field.sections["headcount"]


def find_absent(at: Driver, section: Any, words: str) -> None:
    section.tab_stops[-1].setFocus()
    at.type(words)
    at.settle()
    at.press(Qt.Key.Key_Return)
    at.settle()


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_once_all_with_a_reason_are_named_who_is_absent_next_had_none(user: Sit) -> None:
    at = user()
    section = headcount(at, "14", "12", "1", "1")
    for words in ("cuong", "binh"):
        find_absent(at, section, words)

    assert [each.excused for each in at.screen.field.state.of.absences] == [True, False]


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_choice_that_was_refused_is_given_up_or_made_again_when_its_cause_is_gone(user: Sit) -> None:
    at = user()
    section = headcount(at, "14", "14", "0", "0")
    find_absent(at, section, "cuong")
    adding = section.tab_stops[-1].parentWidget()
    refused = bool(adding.reason)
    at.press(Qt.Key.Key_Escape)
    given_up = adding.reason, adding.text
    find_absent(at, section, "cuong")
    for field, text in (("present", "13"), ("excused", "1")):
        section.fields[field].editor.setFocus()
        section.fields[field].editor.selectAll()
        at.type(text)
        at.press(Qt.Key.Key_Return)
        at.settle()
    find_absent(at, section, "cuong")

    assert (refused, given_up) == (True, ("", ""))
    assert [each.person_code for each in at.screen.field.state.of.absences] == ["NV006"]


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_tab_reads_field_mode_from_above_and_taking_a_row_out_stays_beside_it(user: Sit) -> None:
    at = user()
    section = headcount(at, "14", "12", "1", "1")
    find_absent(at, section, "cuong")
    files = at.screen.field.sections["files"]
    at.do("field.files")
    at.type("H01")
    at.press(Qt.Key.Key_Return)
    at.settle()
    *_, absent_out, absent_adding = section.tab_stops
    *_, file_out, file_adding = files.tab_stops

    absent_out.setFocus()
    at.press(Qt.Key.Key_Tab)
    after_absent = QApplication.focusWidget()
    file_out.setFocus()
    at.press(Qt.Key.Key_Tab)
    after_file = QApplication.focusWidget()
    file_out.setFocus()
    at.press(Qt.Key.Key_Space)
    at.settle()

    assert (after_absent, after_file) == (absent_adding, file_adding)
    assert at.screen.field.state.of.late_files == ()
    assert QApplication.focusWidget() == file_adding


def test_what_is_refused_stays_in_its_field_and_a_checklist_is_answered_by_digits(user: Sit) -> None:
    at = user()
    at.visit("inspections", period=JULY)
    at.do("visits.start")
    page = at.screen.field
    for text in ("14", "30"):
        at.type(text)
        at.press(Qt.Key.Key_Return)
        at.settle()
    present = page.sections["headcount"].fields["present"]
    refused = present.text, present.reason, page.state.visit.present
    present.editor.setFocus()
    at.press(Qt.Key.Key_Escape)
    given_up = present.text, present.reason

    at.do("field.checklist")
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3):
        at.press(key)
        at.settle()
    at.do("field.clean")
    at.do("field.finish")

    assert (refused[0], refused[2]) == ("30", None)
    assert "more than the 14" in refused[1]
    assert given_up == ("", "")
    assert [each.checked for each in page.state.of.answers.values()] == [
        Checked.PASSED, Checked.FAILED, Checked.UNCHECKED,
    ]  # fmt: skip
    assert page.state.visit.is_clean
    assert "not in order" in at.told


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_finding_begins_with_its_first_word_and_not_with_its_button(user: Sit) -> None:
    at = user()
    at.visit("inspections", period=JULY)
    at.do("visits.start")
    at.do("field.finding")
    at.settle()
    page = at.screen.field
    empty = page.state.visit.findings, at.at_field()

    at.do("field.finding")
    at.settle()
    page.go_to("finding:0:text")
    at.type("Ghế trống")
    at.press(Qt.Key.Key_Return)
    at.settle()

    [finding] = page.state.visit.findings
    assert empty == ((), "finding:0:topic")
    assert (finding.text, list(page.findings.cards)) == ("Ghế trống", [finding.id])
    assert at.at_field() == page.place.field == f"finding:{finding.id}:place"


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_what_was_typed_of_a_finding_that_was_not_kept_yet_is_there_again(user: Sit) -> None:
    typed = {"finding:0:text": "Ghế trống"}
    at = user()
    at.visit("inspections", period=JULY)
    breaking = partial(break_off, typed=typed, field="finding:0:text")
    at.tasks.run(breaking, label="", done=lambda _: None, owner=at.window)
    at.settle()
    at.screen.open_visit(1, "finding:0:text")
    at.settle()
    at.window.activateWindow()
    at.qtbot.waitUntil(at.window.isActiveWindow)
    page = at.screen.field
    before = len(page.state.visit.findings), at.at_field()
    at.type(" lúc 9 giờ")
    at.press(Qt.Key.Key_Return)
    at.settle()

    assert before == (1, "finding:0:text")
    assert [each.text for each in page.state.visit.findings] == ["", "Ghế trống lúc 9 giờ"]
