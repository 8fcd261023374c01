"""A visit in the field: what it takes, what it refuses, and what it leaves behind."""

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from evalapp.base.errors import UserError
from evalapp.base.messages import tr_error
from evalapp.domain.checklists import Checked
from evalapp.domain.field_visits import Absence, AbsenceId, refuse_absences
from evalapp.domain.inspection_teams import Member, Part, PlanState
from evalapp.domain.inspections import Severity, VisitId, VisitKind
from evalapp.domain.people import PersonId
from evalapp.store.workspace import Workspace
from evalapp.usecases.field_parts import (
    answer_question,
    change_finding,
    change_late_file,
    note_absence,
    note_finding,
    note_late_file,
)
from evalapp.usecases.field_places import FieldPlace, keep_place, last_place
from evalapp.usecases.field_visits import (
    finish_visit,
    people_there,
    read_field_visit,
    reopen_visit,
    say_clean,
    set_field,
    start_visit,
)
from evalapp.usecases.hearings import confirm_finding
from evalapp.usecases.inspections import count_inspections
from evalapp.usecases.teams import list_planned, plan_visit, record_team
from tests import make

TODAY = date(2018, 8, 2)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """The office of ten at noon of 2 August 2018; NV005 left for the next office in mid-July."""
    made = make.office(tmp_path)
    make.take_people(made, make.person_row(5, unit=make.NEXT_DOOR, since="16/07/2018"))
    yield made
    made.close()


def begun(workspace: Workspace, **asked: Any) -> VisitId:
    with workspace.work() as work:
        unit = work.units.by_code(asked.pop("unit", make.OFFICE)).id
        return start_visit(work, unit=unit, **asked).id


def entered(workspace: Workspace, visit: VisitId, **fields: str) -> None:
    for field, text in fields.items():
        with workspace.work() as work:
            set_field(work, visit_id=visit, field=field, text=text)


def refusal(workspace: Workspace, use_case: Any, **asked: Any) -> str:
    with pytest.raises(UserError) as refused, workspace.work() as work:
        use_case(work, **asked)
    return str(refused.value)


def test_a_visit_begins_now_with_the_next_number_and_ends_with_nothing_found(workspace: Workspace) -> None:
    visit = begun(workspace)
    entered(workspace, visit, total="9", present="8", excused="1", unexcused="0", left="1200")
    with workspace.work() as work:
        say_clean(work, visit_id=visit)
        finished = finish_visit(work, visit_id=visit)
        count = count_inspections(work, since=TODAY, until=TODAY)

    assert (finished.number, finished.day, finished.arrived) == ("01/2018/BB-KT", TODAY, time(12, 0))
    assert (finished.is_open, finished.left, finished.is_clean) == (False, time(12, 0), True)
    assert count.visits[VisitKind.UNANNOUNCED] == 1


def test_each_field_stands_in_the_history_with_what_it_was_before(workspace: Workspace) -> None:
    visit = begun(workspace)

    entered(workspace, visit, total="9", present="8")
    entered(workspace, visit, present="7")

    with workspace.work() as work:
        entries = [each for each in work.audit.entries() if each.action == "visit.entered"]
    assert entries[0].detail == {"before": {"present": "8"}, "after": {"present": "7"}}
    assert len(entries) == 3


@pytest.mark.parametrize(
    ("field", "text", "told"),
    [
        ("arrived", "25:00", "no hour of the day"),
        ("arrived", "23:00", "It is not 23:00 yet"),
        ("left", "11:00", "before the arrival"),
        ("present", "-1", "no count"),
        ("present", "11", "more than the 9"),
        ("day", "31/02/2018", "does not exist"),
        ("day", "03/08/2018", "has not come yet"),
        ("unit", "KHONGCO", "no unit"),
        ("kind", "gì đó", "no kind of inspection"),
    ],
)
def test_what_cannot_be_is_refused_and_the_stored_value_stays(
    workspace: Workspace, field: str, text: str, told: str
) -> None:
    visit = begun(workspace)
    entered(workspace, visit, total="9", present="8")

    said = refusal(workspace, set_field, visit_id=visit, field=field, text=text)

    with workspace.work() as work:
        kept = work.inspections.get(visit)
    assert told in said
    assert (kept.arrived, kept.left, kept.present, kept.day) == (time(12, 0), None, 8, TODAY)


def test_whoever_left_before_the_visit_is_neither_absent_nor_found_at_fault(workspace: Workspace) -> None:
    visit = begun(workspace)

    absent = refusal(workspace, note_absence, visit_id=visit, person_code="NV005")
    at_fault = refusal(workspace, note_finding, visit_id=visit, topic="HN522.TIME", person="NV005")
    with workspace.work() as work:
        there = [person.code for person in people_there(work, work.inspections.get(visit))]

    assert "left this unit" in absent or "held no position" in absent
    assert at_fault == absent
    assert "NV005" not in there
    assert len(there) == 9


def test_one_inspector_is_on_one_visit_at_a_time(workspace: Workspace) -> None:
    first = begun(workspace, day=date(2018, 8, 1), arrived=time(8, 0))
    still_there = refusal(workspace, start_visit, unit=2)
    entered(workspace, first, left="9:30")
    with workspace.work() as work:
        say_clean(work, visit_id=first)
        finish_visit(work, visit_id=first)

    same_hours = refusal(workspace, start_visit, unit=3, day=date(2018, 8, 1), arrived=time(9, 0))
    later = begun(workspace, day=date(2018, 8, 1), arrived=time(10, 0))

    assert "Finish it before the next one" in still_there
    assert "08:00 to 09:30" in same_hours
    assert later != first


def test_more_people_named_as_absent_than_counted_is_refused(workspace: Workspace) -> None:
    visit = begun(workspace)
    entered(workspace, visit, total="9", present="8", unexcused="1")
    with workspace.work() as work:
        note_absence(work, visit_id=visit, person_code="NV003", excused=False)

    said = refusal(workspace, note_absence, visit_id=visit, person_code="NV004", excused=False)

    assert "2 people are named as absent without a reason, the headcount says 1" in said


def test_absences_that_the_headcount_does_not_bear_are_told_a_sentence_each(workspace: Workspace) -> None:
    visit = begun(workspace)
    entered(workspace, visit, total="10", present="8", excused="1", unexcused="1")
    named = [Absence(AbsenceId(n), PersonId(n), f"NV00{n}", excused=n > 2) for n in (1, 2, 3, 4)]
    with workspace.work() as work:
        counted = read_field_visit(work, visit_id=visit).visit

    with pytest.raises(UserError) as refused:
        refuse_absences(counted, named)

    assert tr_error(refused.value).splitlines()[1:] == [
        f"• 2 people are named as absent {how} a reason, the headcount says 1." for how in ("with", "without")
    ]


def test_a_visit_is_finished_only_where_an_absence_with_a_reason_says_which(workspace: Workspace) -> None:
    visit = begun(workspace)
    with workspace.work() as work:
        note_absence(work, visit_id=visit, person_code="NV003")
        note_absence(work, visit_id=visit, person_code="NV007")
        note_absence(work, visit_id=visit, person_code="NV004", paper=True)
        note_absence(work, visit_id=visit, person_code="NV006", excused=False)
        say_clean(work, visit_id=visit)

    with pytest.raises(UserError) as refused, workspace.work() as work:
        finish_visit(work, visit_id=visit)
    bare = tr_error(refused.value)
    with workspace.work() as work:
        note_absence(work, visit_id=visit, person_code="NV003", reason="Họp Sở")
        note_absence(work, visit_id=visit, person_code="NV007", reason="Họp Sở")
        finished = finish_visit(work, visit_id=visit)

    assert bare.splitlines()[0] == "Write why they are absent, or say “without a reason”: "
    assert [line[2:] for line in bare.splitlines()[1:]] == [
        f"{make.NAMES[number - 1]} (NV00{number}) is absent with a reason, but neither the reason nor a "
        "paper is noted."
        for number in (3, 7)
    ]
    assert not finished.is_open


def test_questions_follow_from_answers_and_what_does_not_apply_needs_a_reason(workspace: Workspace) -> None:
    visit = begun(workspace)

    early = refusal(workspace, answer_question, visit_id=visit, question="LANHDAO", answer=Checked.PASSED)
    with workspace.work() as work:
        answer_question(work, visit_id=visit, question="MOTCUA", answer=Checked.NOT_APPLICABLE)
        say_clean(work, visit_id=visit)
    unexplained = refusal(workspace, finish_visit, visit_id=visit)
    with workspace.work() as work:
        answer_question(work, visit_id=visit, question="MOTCUA", answer=Checked.PASSED)
        answer_question(work, visit_id=visit, question="LANHDAO", answer=Checked.FAILED)
        of = read_field_visit(work, visit_id=visit)

    assert "asked only after" in early
    assert "Say why it does not apply: " in unexplained
    assert "LANHDAO" in [each.code for each in of.questions]
    assert [each.code for each in of.failed] == ["LANHDAO"]


def test_days_late_are_working_days_without_days_off(workspace: Workspace) -> None:
    visit = begun(workspace, day=date(2018, 5, 4), arrived=time(8, 0))

    with workspace.work() as work:
        file = note_late_file(work, visit_id=visit, code="HS-01", due="27/04/2018")
        done = change_late_file(work, visit_id=visit, file_id=file.id, field="done", text="03/05/2018")
    on_time = refusal(workspace, note_late_file, visit_id=visit, code="HS-02", due="04/05/2018")

    assert (file.days, done.days) == (3, 2)
    assert "was not late" in on_time


def test_a_finding_is_made_field_by_field_and_stands_against_nothing_found(workspace: Workspace) -> None:
    visit = begun(workspace)
    with workspace.work() as work:
        say_clean(work, visit_id=visit)
        finding = note_finding(work, visit_id=visit, topic="hn522.dress").id
        for field, text in (
            ("person", "NV007"),
            ("severity", "2"),
            ("text", "Không đeo thẻ"),
            ("place", "P.3"),
        ):
            change_finding(work, finding_id=finding, field=field, text=text)
        kept = work.inspections.get(visit)

    [found] = kept.findings
    assert not kept.is_clean
    assert (found.topic, found.person_code, found.severity) == ("HN522.DRESS", "NV007", Severity.MEDIUM)
    assert (found.text, found.place, found.noticed) == ("Không đeo thẻ", "P.3", time(12, 0))
    assert "under way" in refusal(workspace, confirm_finding, finding_id=finding, reason="Đã nghe")
    assert "cannot be said" in refusal(workspace, say_clean, visit_id=visit)
    assert "outside the visit" in refusal(
        workspace, change_finding, finding_id=finding, field="noticed", text="7:00"
    )


def test_praise_is_no_breach_and_nothing_can_still_be_found(workspace: Workspace) -> None:
    visit = begun(workspace)
    with workspace.work() as work:
        say_clean(work, visit_id=visit)
        note_finding(work, visit_id=visit, positive="yes", text="Hướng dẫn người dân tận tình", topic="")
        finish_visit(work, visit_id=visit)
        count = count_inspections(work, since=TODAY, until=TODAY)

    assert count.by_article == {}


@pytest.mark.parametrize(
    ("prepare", "told"),
    [
        ({}, "Press F8"),
        ({"total": "9", "present": "5", "excused": "1", "unexcused": "1"}, "2 of 9 people"),
    ],
)
def test_a_visit_that_leaves_something_open_is_not_finished(
    workspace: Workspace, prepare: dict[str, str], told: str
) -> None:
    visit = begun(workspace)
    entered(workspace, visit, **prepare)
    if prepare:
        with workspace.work() as work:
            say_clean(work, visit_id=visit)

    said = refusal(workspace, finish_visit, visit_id=visit)

    assert told in said


def test_a_visit_outside_its_decision_is_refused_or_kept_with_the_reason(workspace: Workspace) -> None:
    head = Member("Nguyễn Văn Trưởng", Part.HEAD, "Giám đốc Sở Nội vụ")
    with workspace.work() as work:
        record_team(
            work, number="12/QĐ-SNV", day=date(2018, 7, 1), since=date(2018, 7, 1), until=date(2018, 7, 31),
            members=[head], kinds=frozenset({VisitKind.UNANNOUNCED}), units=[make.DISTRICT],
        )  # fmt: skip
        office = work.units.by_code(make.OFFICE).id

    late = refusal(workspace, start_visit, unit=office, team_number="12/QĐ-SNV")
    other = refusal(
        workspace, start_visit, unit=office, team_number="12/QĐ-SNV", kind=VisitKind.THEMATIC,
        day=date(2018, 7, 20),
    )  # fmt: skip
    inside = begun(workspace, day=date(2018, 7, 20), arrived=time(8, 0))
    with workspace.work() as work:
        covered = read_field_visit(work, visit_id=inside)
        say_clean(work, visit_id=inside)
        finish_visit(work, visit_id=inside)
    beyond = begun(workspace, team_number="12/QĐ-SNV", beyond="Theo tin báo đường dây nóng")

    assert "holds from" in late
    assert "this kind of inspection" in other
    assert covered.team is not None
    assert (covered.team.number, covered.outside) == ("12/QĐ-SNV", None)
    with workspace.work() as work:
        kept = read_field_visit(work, visit_id=beyond)
    assert kept.visit.beyond == "Theo tin báo đường dây nóng"
    assert kept.outside is not None


def test_a_plan_knows_what_is_due_overdue_and_done_by_which_visit(workspace: Workspace) -> None:
    with workspace.work() as work:
        office = work.units.by_code(make.OFFICE).id
        for since, until in (("07-01", "07-31"), ("08-01", "08-31"), ("09-01", "09-30")):
            plan_visit(
                work, plan="03/KH-UBND", kind=VisitKind.UNANNOUNCED, unit=office,
                since=date.fromisoformat(f"2018-{since}"), until=date.fromisoformat(f"2018-{until}"),
            )  # fmt: skip
        before = [each.state(TODAY) for each in list_planned(work)]
    visit = begun(workspace)
    with workspace.work() as work:
        say_clean(work, visit_id=visit)
        finish_visit(work, visit_id=visit)
        after = list_planned(work)

    assert before == [PlanState.OVERDUE, PlanState.DUE, PlanState.AHEAD]
    assert [each.state(TODAY) for each in after] == [PlanState.OVERDUE, PlanState.DONE, PlanState.AHEAD]
    assert after[1].visit_number == "01/2018/BB-KT"


def test_a_finished_visit_changes_only_once_it_is_opened_again_with_a_reason(workspace: Workspace) -> None:
    visit = begun(workspace)
    with workspace.work() as work:
        say_clean(work, visit_id=visit)
        finish_visit(work, visit_id=visit)

    closed = refusal(workspace, set_field, visit_id=visit, field="total", text="9")
    silent = refusal(workspace, reopen_visit, visit_id=visit, reason=" ")
    with workspace.work() as work:
        reopen_visit(work, visit_id=visit, reason="Ghi thiếu người vắng")
    entered(workspace, visit, total="9")

    assert "finished and no longer changes" in closed
    assert "Say why" in silent


def test_the_place_in_a_visit_is_found_again_until_the_visit_is_finished(workspace: Workspace) -> None:
    visit = begun(workspace)
    with workspace.work() as work:
        keep_place(work, place=FieldPlace(visit, "finding:3:text"))
    with workspace.work() as work:
        found = last_place(work)
        say_clean(work, visit_id=visit)
        finish_visit(work, visit_id=visit)
        gone = last_place(work)

    assert found == FieldPlace(visit, "finding:3:text")
    assert gone is None
