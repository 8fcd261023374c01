"""Due process: nobody is held to a finding unheard, nobody decides on their own, a breach counts once."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.documents.reading.specs import INSPECTIONS
from evalapp.domain.hearings import HearingState, StepKind
from evalapp.domain.holidays import HolidayKind
from evalapp.domain.imports import ImportChoice
from evalapp.domain.inspections import Finding, FindingId, Standing, Visit, VisitId, VisitKind
from evalapp.domain.rights import UserRole
from evalapp.domain.rounds import Round
from evalapp.store.workspace import Workspace
from evalapp.usecases import drafts
from evalapp.usecases.hearings import (
    ask_explanation,
    confirm_finding,
    finding_detail,
    link_same_breach,
    list_findings,
    record_explanation,
    withdraw_finding,
)
from evalapp.usecases.holidays import save_holiday
from evalapp.usecases.inspections_import import import_inspections
from evalapp.usecases.open_findings import Placing
from evalapp.usecases.settling import close_round, settle_round
from evalapp.usecases.suggestions import accept_suggestion, list_suggestions, reject_suggestion
from tests import make

HEADER = ("Ngày", "Hình thức", "Đơn vị", "Số biên bản", "Điều/nội dung vi phạm", "Mã CB", "Mô tả", "Mức độ")
DRESS = ("12/07/2018", "Đột xuất", "PNV", "05/BB", "HN522.DRESS", "NV007", "Không đeo thẻ", "Nhẹ")
UNIT = ("12/07/2018", "Đột xuất", "PNV", "05/BB", "HN522.TIME", None, "Không niêm yết giờ", "Nhẹ")
AGAIN = ("13/07/2018", "Chuyên đề", "PNV", "09/BB", "HN522.DRESS", "NV007", "Không đeo thẻ", "Nhẹ")
NEVER = ImportChoice(dry_run=False, take_good=False)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    """An office in which two visits of July found three things; today is the 20th of August."""
    ticking = make.Ticking()
    made = make.workspace(tmp_path, clock=ticking)
    make.take_units(made)
    make.take_people(made, *(make.person_row(number) for number in range(1, 11)))
    ticking.now = ticking.now.replace(day=20)
    with made.work() as work:
        import_inspections(work, read=make.listed(INSPECTIONS, HEADER, DRESS, UNIT, AGAIN), choice=NEVER)
    yield made
    made.close()


def number_of(of: Workspace, topic: str, minutes: str = "05/BB") -> FindingId:
    with of.work() as work:
        return next(each.id for each in list_findings(work, topic=topic) if each.number == minutes)


def confirm(of: Workspace, finding: FindingId, **rest: Any) -> Any:
    with of.work() as work:
        return confirm_finding(work, finding_id=finding, reason="Đã thừa nhận", **rest)


def ask(of: Workspace, finding: FindingId, days: int | None = 5, on: date = date(2018, 7, 13)) -> Any:
    with of.work() as work:
        return ask_explanation(work, finding_id=finding, working_days=days, on=on)


def with_rule(of: Workspace, **rule: Any) -> None:
    """Let the office publish a version of its own that says something of findings."""
    with of.work() as work:
        origin = next(each for each in work.policies.all() if each.policy.code == make.POLICY).policy
        draft = drafts.begin_draft(work, origin=origin.hash, code="pnv-2018", unit=make.OFFICE)
        document = {**draft.document, "findings": rule}
        drafts.save_draft(work, draft_id=draft.id, document=document, revision=draft.revision)
        drafts.publish_draft(work, draft_id=draft.id)


def suggested(of: Workspace, current: Round) -> list[tuple[str, str]]:
    with of.work() as work:
        return [
            (each.participant.code, each.suggestion.code)
            for each in list_suggestions(work, round_id=current.id)
        ]


def test_an_explanation_is_due_in_working_days_and_days_off_move_it(office: Workspace) -> None:
    dress, unit = number_of(office, "HN522.DRESS"), number_of(office, "HN522.TIME")

    plain, incomplete = ask(office, dress)
    with office.work() as work:
        save_holiday(work, day=date(2018, 7, 18), kind=HolidayKind.OTHER, name="Nghỉ bù")
    moved, _ = ask(office, unit)

    assert (plain.due, moved.due) == (date(2018, 7, 20), date(2018, 7, 23))
    assert incomplete == ()  # the days do not reach Tết


def test_nobody_guesses_how_long_people_have(office: Workspace) -> None:
    with pytest.raises(UserError, match="give the number"):
        ask(office, number_of(office, "HN522.DRESS"), days=None)


def test_what_may_still_be_explained_is_not_confirmed(office: Workspace) -> None:
    dress = number_of(office, "HN522.DRESS")
    ask(office, dress, on=date(2018, 8, 17))

    with pytest.raises(UserError, match="may still come"):
        confirm(office, dress)

    with office.work() as work:
        record_explanation(work, finding_id=dress, text="Để quên thẻ ở nhà", on=date(2018, 8, 20))
    assert confirm(office, dress).finding.standing is Standing.CONFIRMED


def test_the_whole_history_of_a_finding_stays(office: Workspace, tmp_path: Path) -> None:
    dress = number_of(office, "HN522.DRESS")
    paper = tmp_path / "tường trình.pdf"
    paper.write_bytes(b"%PDF-1.4\n%%EOF\n")
    ask(office, dress)
    with office.work() as work:
        record_explanation(work, finding_id=dress, text="", file=paper, document="12/TTr")

    confirm(office, dress)
    with office.work() as work:
        withdraw_finding(work, finding_id=dress, reason="Nhầm người")
        steps = finding_detail(work, finding_id=dress).hearing.steps
        kept = work.attachments.data(steps[1].file.digest if steps[1].file else "")

    assert [step.kind for step in steps] == [
        StepKind.ASKED,
        StepKind.GIVEN,
        StepKind.CONFIRMED,
        StepKind.WITHDRAWN,
    ]
    assert kept == paper.read_bytes()


def test_lists_tell_what_each_finding_waits_for(office: Workspace) -> None:
    ask(office, number_of(office, "HN522.DRESS"))
    ask(office, number_of(office, "HN522.TIME"), on=date(2018, 8, 20))

    with office.work() as work:
        states = {each.topic + each.number: each.state(work.today) for each in list_findings(work)}
        overdue = list_findings(work, state=HearingState.OVERDUE)

    assert states == {
        "HN522.DRESS05/BB": HearingState.OVERDUE,
        "HN522.TIME05/BB": HearingState.WAITING,
        "HN522.DRESS09/BB": HearingState.NOT_ASKED,
    }
    assert [each.number for each in overdue] == ["05/BB"]


def test_neither_the_person_nor_the_inspector_decides(office: Workspace) -> None:
    dress = number_of(office, "HN522.DRESS")
    with office.work() as work:
        work.inspections.save(replace(work.inspections.of_finding(dress)[0], recorded_by="Thanh"))
        work.audit.record("inspections.imported", "thử")

    make.sign_in_as(office, UserRole.PERSONNEL, person="NV003", name="Thanh")
    with pytest.raises(UserError, match="somebody else decides"):
        confirm(office, dress)


def test_a_head_who_inspected_does_not_say_what_the_finding_does_to_the_score(office: Workspace) -> None:
    current = make.scored(office)
    confirm(office, number_of(office, "HN522.DRESS"))
    with office.work() as work:
        [proposed] = list_suggestions(work, round_id=current.id)
        visit = work.inspections.by_number("05/BB")
        work.inspections.save(replace(visit, recorded_by="Trưởng"))
        work.audit.record("inspections.imported", "thử")

    make.sign_in_as(office, UserRole.HEAD, person="NV001", name="Trưởng")
    sheet, key = proposed.participant.sheet, proposed.suggestion.key
    with office.work() as work, pytest.raises(UserError, match="somebody else decides"):
        accept_suggestion(work, sheet_id=sheet, key=key)
    with office.work() as work, pytest.raises(UserError, match="somebody else decides"):
        reject_suggestion(work, sheet_id=sheet, key=key, reason="Không đáng kể")


def test_the_person_found_does_not_decide(office: Workspace) -> None:
    dress = number_of(office, "HN522.DRESS")
    make.sign_in_as(office, UserRole.PERSONNEL, person="NV007", name="Lan")

    with pytest.raises(UserError, match="about themself"):
        confirm(office, dress)


def test_an_inspector_asks_and_takes_in_but_does_not_confirm(office: Workspace) -> None:
    dress = number_of(office, "HN522.DRESS")
    make.sign_in_as(office, UserRole.INSPECTOR, name="Kiểm")
    ask(office, dress)

    with pytest.raises(UserError, match="may not"):
        confirm(office, dress)


def test_the_same_breach_found_twice_is_proposed_once(office: Workspace) -> None:
    current = make.scored(office)
    first, second = number_of(office, "HN522.DRESS"), number_of(office, "HN522.DRESS", "09/BB")
    with office.work() as work:
        alike = finding_detail(work, finding_id=first).alike
        link_same_breach(work, finding_id=second, other_id=first, reason="Cùng một việc")

    confirm(office, first)
    confirm(office, second)

    assert [each.id for each in alike] == []
    assert suggested(office, current) == [("NV007", "DRESS")]


def test_two_findings_linked_after_both_were_confirmed_count_once_as_well(office: Workspace) -> None:
    current = make.scored(office)
    first, second = number_of(office, "HN522.DRESS"), number_of(office, "HN522.DRESS", "09/BB")
    confirm(office, first)
    confirm(office, second)
    before = suggested(office, current)

    with office.work() as work:
        alike = finding_detail(work, finding_id=second).alike
        link_same_breach(work, finding_id=second, other_id=first)

    assert ([each.id for each in alike], len(before)) == ([first], 2)
    assert suggested(office, current) == [("NV007", "DRESS")]


def test_findings_about_others_are_other_breaches(office: Workspace) -> None:
    dress, unit = number_of(office, "HN522.DRESS"), number_of(office, "HN522.TIME")

    with pytest.raises(UserError, match="two breaches"), office.work() as work:
        link_same_breach(work, finding_id=dress, other_id=unit)


def test_confirmed_after_its_month_was_closed_it_counts_in_the_next_open_one(office: Workspace) -> None:
    make.closed(office)
    august = make.scored(office, make.AUGUST)

    confirmed = confirm(office, number_of(office, "HN522.DRESS"))

    assert (confirmed.placement.how, confirmed.placement.period) == (Placing.NEXT_MONTH, make.AUGUST)
    assert suggested(office, august) == [("NV007", "DRESS")]
    with office.work() as work:
        assert [each.counts_in for each in list_findings(work, topic="HN522.DRESS")] == [None, make.AUGUST]


def test_by_a_policy_that_says_so_the_closed_month_is_reopened(office: Workspace) -> None:
    with_rule(office, late="reopen")
    july = make.closed(office)

    confirmed = confirm(office, number_of(office, "HN522.DRESS"), reopen=True)

    assert (confirmed.placement.how, confirmed.reopened) == (Placing.REOPEN, True)
    with office.work() as work:
        [again] = work.rounds.all(unit=july.unit, period=make.JULY)
    assert (again.revision, "05/BB" in again.reason) == (2, True)
    assert ("NV007", "DRESS") in suggested(office, again)


def test_a_month_that_is_open_is_not_reopened(office: Workspace) -> None:
    make.scored(office)

    with pytest.raises(UserError, match="asks for no month to be reopened"):
        confirm(office, number_of(office, "HN522.DRESS"), reopen=True)


def test_open_findings_keep_a_month_from_what_its_policy_says_and_are_named(office: Workspace) -> None:
    with_rule(office, open_findings="close")
    july = make.settled(office)
    again = number_of(office, "HN522.DRESS", "09/BB")

    with pytest.raises(UserError, match=r"05/BB, NV007") as refused, office.work() as work:
        close_round(work, round_id=july.id)
    for finding in (number_of(office, "HN522.TIME"), number_of(office, "HN522.DRESS")):
        confirm(office, finding)
    with office.work() as work:
        withdraw_finding(work, finding_id=again, reason="Trùng")
        closed = close_round(work, round_id=july.id)

    assert "Confirm or withdraw" in str(refused.value.message)
    assert closed.seal


def test_a_policy_may_keep_a_month_from_being_settled_and_ask_for_a_hearing(office: Workspace) -> None:
    with_rule(office, open_findings="settle", must_hear=True, explain_working_days=3)
    july = make.scored(office)

    with pytest.raises(UserError, match="unheard"):
        confirm(office, number_of(office, "HN522.DRESS"))
    with pytest.raises(UserError, match="decided on first"), office.work() as work:
        settle_round(work, round_id=july.id)

    step, _ = ask(office, number_of(office, "HN522.DRESS"), days=None)
    assert step.due == date(2018, 7, 18)


def test_a_finding_counts_where_the_person_is_evaluated_when_the_visit_was_to_the_office_above(
    office: Workspace,
) -> None:
    above = ("16/07/2018", "Đột xuất", "UB", "11/BB", "HN522.TIME", "NV006", "Vắng không lý do", "Nhẹ")
    with office.work() as work:
        import_inspections(work, read=make.listed(INSPECTIONS, HEADER, above), choice=NEVER)
    july = make.scored(office)

    confirm(office, number_of(office, "HN522.TIME", "11/BB"))

    assert [person for person, _ in suggested(office, july)] == ["NV006"]


def test_confirmed_praise_may_earn_the_bonus_that_the_policy_ties_to_its_topic(office: Workspace) -> None:
    with office.work() as work:
        origin = next(each for each in work.policies.all() if each.policy.code == make.POLICY).policy
        draft = drafts.begin_draft(work, origin=origin.hash, code="pnv-2018", unit=make.OFFICE)
        ground = {"code": "KHEN", "label": "Phục vụ tốt", "points": "1", "links": ["HN522.CIT.CALM"]}
        document = {**draft.document, "bonus_ground": [*draft.document["bonus_ground"], ground]}
        drafts.save_draft(work, draft_id=draft.id, document=document, revision=draft.revision)
        drafts.publish_draft(work, draft_id=draft.id)
        who = next(each for each in work.people.all() if each.code == "NV007")
        unit = work.units.by_code(make.OFFICE).id
        praise = Finding(FindingId(0), "HN522.CIT.CALM", "Tận tình", person=who.id, positive=True)
        visit = Visit(
            VisitId(0), "", "11/BB", VisitKind.UNANNOUNCED, unit, make.OFFICE, date(2018, 7, 16),
            recorded_by="Kiểm", recorded_at=work.now, findings=(praise,),
        )  # fmt: skip
        work.inspections.add(visit)
        work.audit.record("test.visit", make.OFFICE)
    current = make.scored(office)

    with office.work() as work:
        [found] = list_findings(work, praise=True)
        assert finding_detail(work, finding_id=found.id).line.positive
    confirm(office, found.id)

    with office.work() as work:
        [line] = list_suggestions(work, round_id=current.id)
    assert (line.participant.code, line.suggestion.code, line.suggestion.points) == ("NV007", "KHEN", 1)
    assert line.suggestion.rows == ("III",)
