"""Suggestions in a real month: decided on, counted, sealed, never counted twice."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from evalapp.base.errors import UserError
from evalapp.documents.papers.form_lines import form_lines
from evalapp.documents.papers.wording import SCORED_ANEW
from evalapp.domain.entry_kinds import KINDS
from evalapp.domain.registers import Entry, Hindrance
from evalapp.domain.rights import UserRole
from evalapp.domain.rounds import DECIDING, Mark, Round, Sheet, SheetId, Stage
from evalapp.domain.suggestions import State
from evalapp.store.workspace import Workspace
from evalapp.usecases.checking import check_workspace
from evalapp.usecases.people import move_person
from evalapp.usecases.registers import list_entries, record_entry, withdraw_entry
from evalapp.usecases.rounds import advance_round, round_status
from evalapp.usecases.scores import enter_mark
from evalapp.usecases.settling import close_round, reopen_round, settle_round
from evalapp.usecases.suggestions import (
    Proposed,
    accept_suggestion,
    changes_since_settling,
    find_participant,
    list_suggestions,
    reject_suggestion,
    reopen_suggestion,
)
from evalapp.usecases.summaries import person_sheet, summarise
from tests import make
from tests.store.outside import tamper

DAY = date(2018, 7, 9)
DISCIPLINE: dict[str, Any] = {"document": "12/QĐ-UBND", "note": "Khiển trách"}


@pytest.fixture
def office(tmp_path: Path) -> Workspace:
    return make.office(tmp_path)


def record(into: Workspace, kind: str, person: str = "NV003", since: date = DAY, **rest: Any) -> Entry:
    with into.work() as work:
        return record_entry(work, kind=KINDS[kind], since=since, person_code=person, **rest)


def sheet_of(of: Workspace, current: Round, code: str = "NV003") -> SheetId:
    with of.work() as work:
        return find_participant(work, round_id=current.id, code=code).sheet


def listed(of: Workspace, current: Round) -> list[Proposed]:
    with of.work() as work:
        return list_suggestions(work, round_id=current.id)


def accept(of: Workspace, current: Round, key: str, code: str = "NV003", **how: Any) -> Sheet:
    sheet = sheet_of(of, current, code)
    with of.work() as work:
        return accept_suggestion(work, sheet_id=sheet, key=key, **how)


def reject(of: Workspace, current: Round, key: str, reason: str = "Có lý do", code: str = "NV003") -> Sheet:
    sheet = sheet_of(of, current, code)
    with of.work() as work:
        return reject_suggestion(work, sheet_id=sheet, key=key, reason=reason)


def reopen(of: Workspace, current: Round, key: str, code: str = "NV003") -> Sheet:
    sheet = sheet_of(of, current, code)
    with of.work() as work:
        return reopen_suggestion(work, sheet_id=sheet, key=key)


def waiting(of: Workspace, current: Round) -> int:
    with of.work() as work:
        return round_status(work, round_id=current.id).suggestions


def close(of: Workspace, current: Round) -> None:
    with of.work() as work:
        settle_round(work, round_id=current.id)
    with of.work() as work:
        close_round(work, round_id=current.id)


def test_open_suggestions_are_counted_until_they_are_decided(office: Workspace) -> None:
    current = make.scored(office)
    late, complaint = record(office, "late"), record(office, "complaint_upheld")
    record(office, "leave_annual")
    record(office, "discipline", "NV004")
    assert waiting(office, current) == 2

    accept(office, current, f"{late.id}:LATE", points=Decimal(1))
    assert waiting(office, current) == 1

    reject(office, current, f"{complaint.id}:COMPLAINT")
    assert waiting(office, current) == 0

    reopen(office, current, f"{complaint.id}:COMPLAINT")
    assert waiting(office, current) == 1


def test_nothing_is_rejected_before_the_head_s_stage_where_the_head_has_not_scored(office: Workspace) -> None:
    current = make.opened(office)
    late = record(office, "late")

    with pytest.raises(UserError, match="decided at their stage"):
        reject(office, current, f"{late.id}:LATE")

    assert waiting(office, current) == 1


def test_accepting_lowers_the_head_s_mark_and_the_total(office: Workspace) -> None:
    current = make.scored(office)
    late = record(office, "late", document="3/BB")

    after = accept(office, current, f"{late.id}:LATE", points=Decimal("1.5"))

    mark = after.mark(DECIDING, "I.1")
    assert mark.points == Decimal("4.5")
    assert mark.note.endswith("(Đi muộn, về sớm, vắng mặt không lý do, số 3/BB, ngày 09/07/2018)")
    assert make.results(office, current.id)["NV003"] == (Decimal("90.5"), "A")


def give(of: Workspace, current: Round, points: str) -> None:
    sheet = sheet_of(of, current)
    with of.work() as work:
        enter_mark(work, sheet_id=sheet, stage=DECIDING, code="I.1", points=Decimal(points), note="Đã trừ")


def anew(of: Workspace, current: Round) -> dict[str, bool]:
    return {each.suggestion.key: each.is_scored_anew for each in listed(of, current)}


def test_a_score_typed_over_an_accepted_suggestion_is_said_to_count_on_screen_and_paper(
    office: Workspace,
) -> None:
    current = make.scored(office)
    key = f"{record(office, 'late').id}:LATE"
    sheet = accept(office, current, key, points=Decimal("1.5")).participant.sheet
    before = anew(office, current)

    give(office, current, "6")
    over = anew(office, current)
    with office.work() as work:
        [line] = [each for each in form_lines(person_sheet(work, sheet_id=sheet)) if each.code == "I.1"]
    give(office, current, "4.5")

    assert (before, over, anew(office, current)) == ({key: False}, {key: True}, {key: False})
    assert line.notes == ("Cấp trưởng: Đã trừ", SCORED_ANEW)


def test_of_two_accepted_suggestions_on_a_row_either_can_be_taken_back_and_the_other_still_counts(
    office: Workspace,
) -> None:
    current = make.scored(office)
    first, second = (f"{record(office, 'late', since=DAY.replace(day=day)).id}:LATE" for day in (9, 10))
    for key in (first, second):
        accept(office, current, key, points=Decimal(1))
    both = anew(office, current)

    after = reopen(office, current, first)

    assert both == {first: False, second: False}
    assert after.mark(DECIDING, "I.1").points == Decimal(5)
    assert anew(office, current) == {first: False, second: False}


def test_taking_an_acceptance_back_restores_the_mark(office: Workspace) -> None:
    current = make.scored(office)
    late = record(office, "late")
    before = make.results(office, current.id)
    accept(office, current, f"{late.id}:LATE", points=Decimal(2))

    after = reopen(office, current, f"{late.id}:LATE")

    assert after.mark(DECIDING, "I.1") == Mark(Decimal(6))
    assert make.results(office, current.id) == before


def test_a_bonus_is_accepted_on_an_empty_row(office: Workspace) -> None:
    current = make.scored(office)
    idea = record(office, "initiative", "NV008")

    accept(office, current, f"{idea.id}:SOLUTION", "NV008", points=Decimal(3))

    assert make.results(office, current.id)["NV008"] == (Decimal("75.5"), "B")


def test_of_several_rows_one_must_be_named(office: Workspace) -> None:
    current = make.scored(office)
    late = record(office, "late", "NV001")
    key = f"{late.id}:LATE"

    with pytest.raises(UserError, match=r"several rows: I\.1\.1, I\.1\.2, I\.1\.3"):
        accept(office, current, key, "NV001", points=Decimal(1))
    with pytest.raises(UserError, match=r"does not concern row II\.2"):
        accept(office, current, key, "NV001", points=Decimal(1), row="II.2")
    assert (
        accept(office, current, key, "NV001", points=Decimal(1), row="I.1.2").mark(DECIDING, "I.1.2").points
        == 1
    )


@pytest.mark.parametrize(("points", "why"), [("0.3", "steps of 0.5"), ("6.5", "takes 0 to 6 points")])
def test_points_outside_the_row_change_nothing(office: Workspace, points: str, why: str) -> None:
    current = make.scored(office)
    late = record(office, "late")
    before = make.results(office, current.id)

    with pytest.raises(UserError, match=why):
        accept(office, current, f"{late.id}:LATE", points=Decimal(points))

    assert make.results(office, current.id) == before
    assert waiting(office, current) == 1


def test_a_row_that_is_not_scored_takes_no_suggestion(office: Workspace) -> None:
    current = make.opened(office)
    late = record(office, "late")

    with pytest.raises(UserError, match="The head has not scored"):
        accept(office, current, f"{late.id}:LATE", points=Decimal(1))


@pytest.mark.parametrize("role", [UserRole.PERSONNEL, UserRole.DEPUTY, UserRole.AUDITOR])
def test_only_the_head_decides_on_suggestions(office: Workspace, role: UserRole) -> None:
    current = make.scored(office)
    late = record(office, "late")
    make.sign_in_as(office, role)

    with pytest.raises(UserError, match="may not score as the head"):
        reject(office, current, f"{late.id}:LATE")
    assert len(listed(office, current)) == 1


def test_nobody_decides_on_a_suggestion_about_themselves(office: Workspace) -> None:
    current = make.scored(office)
    late, idea = record(office, "late"), record(office, "initiative")
    reject(office, current, f"{late.id}:LATE")
    make.sign_in_as(office, UserRole.HEAD, person="NV003")

    with pytest.raises(UserError, match="Nobody decides their own"):
        accept(office, current, f"{idea.id}:SOLUTION", points=Decimal(1))
    with pytest.raises(UserError, match="Nobody decides their own"):
        reopen(office, current, f"{late.id}:LATE")


def test_taking_back_what_was_not_decided_is_refused(office: Workspace) -> None:
    current = make.scored(office)
    late = record(office, "late")

    with pytest.raises(UserError, match="Nothing was decided"):
        reopen(office, current, f"{late.id}:LATE")


def test_a_settled_month_takes_no_decision_until_it_goes_back(office: Workspace) -> None:
    current = make.settled(office)
    record(office, "late")
    assert waiting(office, current) == 0
    with office.work() as work:
        advance_round(work, round_id=current.id, to=Stage.SETTLING)

    [each] = listed(office, current)
    reject(office, current, each.suggestion.key)

    assert waiting(office, current) == 0


def test_open_suggestions_do_not_keep_a_month_from_being_settled(office: Workspace) -> None:
    current = make.scored(office)
    late = record(office, "late")

    with office.work() as work:
        settle_round(work, round_id=current.id)

    assert waiting(office, current) == 1
    with pytest.raises(UserError, match="is settled"):
        reject(office, current, f"{late.id}:LATE")


def test_a_discipline_decision_forces_the_level_and_the_trace_names_it(office: Workspace) -> None:
    current = make.scored(office)
    record(office, "discipline", **DISCIPLINE)

    sheet = sheet_of(office, current)
    with office.work() as work:
        rating = person_sheet(work, sheet_id=sheet).rating

    assert rating is not None
    assert (rating.level_by_points, rating.level, rating.reason) == ("A", "D", "DISCIPLINED")
    [gate] = [entry for entry in rating.trace if entry.step == "gate"]
    assert gate.values["evidence"] == "Quyết định kỷ luật, số 12/QĐ-UBND, ngày 09/07/2018"


def test_a_forced_level_frees_its_place_in_the_quota(office: Workspace) -> None:
    current = make.scored(office)
    record(office, "discipline", "NV001", **DISCIPLINE)
    with office.work() as work:
        settle_round(work, round_id=current.id)

    levels = {code: level for code, (_, level) in make.results(office, current.id).items()}

    assert levels["NV001"] == "D"
    assert [code for code, level in levels.items() if level == "A"] == ["NV003", "NV002", "NV010"]


def test_a_closed_month_is_read_as_it_was_sealed_when_entries_change(office: Workspace) -> None:
    current = make.scored(office)
    decision = record(office, "discipline", **DISCIPLINE)
    late = record(office, "late", "NV004")
    accept(office, current, f"{late.id}:LATE", "NV004", points=Decimal(1))
    close(office, current)
    with office.work() as work:
        before = (summarise(work, round_id=current.id), work.rounds.sheets(current.id))

    with office.work() as work:
        withdraw_entry(work, entry_id=decision.id, reason="Hủy quyết định")
    record(office, "complaint_upheld", "NV005")

    with office.work() as work:
        assert (summarise(work, round_id=current.id), work.rounds.sheets(current.id)) == before
        assert check_workspace(work).ok
        changes = changes_since_settling(work, round_id=current.id)
    assert [(each.participant.code, each.then is None, each.now is None) for each in changes] == [
        ("NV003", False, True),
        ("NV005", True, False),
    ]
    assert waiting(office, current) == 0


def test_an_open_month_knows_no_late_changes(office: Workspace) -> None:
    current = make.scored(office)
    record(office, "late")

    with office.work() as work:
        assert changes_since_settling(work, round_id=current.id) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE suggestion_decision SET decided_by = 'ai đó'",
        "UPDATE suggestion_decision SET points = -50",
        "DELETE FROM suggestion_decision",
        "DELETE FROM sheet_facts",
        "UPDATE sheet_facts SET document = replace(document, '12/Q', '13/Q')",
    ],
)
def test_facts_and_decisions_changed_behind_our_back_break_the_seal(
    office: Workspace, statement: str
) -> None:
    current = make.scored(office)
    record(office, "discipline", **DISCIPLINE)
    late = record(office, "late")
    accept(office, current, f"{late.id}:LATE", points=Decimal(1))
    close(office, current)
    office.close()

    tamper(office.path, statement)

    again = make.open_workspace(office.path)
    with again.work() as work:
        assert check_workspace(work).seals_broken == ("PNV 2018-07 r1 NV003",)
    again.close()


def test_a_reopened_month_goes_on_with_its_decisions_and_the_registers_of_now(office: Workspace) -> None:
    current = make.scored(office)
    decision = record(office, "discipline", **DISCIPLINE)
    late = record(office, "late", "NV004")
    accept(office, current, f"{late.id}:LATE", "NV004", points=Decimal(1))
    close(office, current)
    with office.work() as work:
        withdraw_entry(work, entry_id=decision.id, reason="Hủy quyết định")

    with office.work() as work:
        again = reopen_round(work, round_id=current.id, reason="Quyết định bị hủy")

    assert make.results(office, again.id)["NV003"] == (Decimal(92), "A")
    assert make.results(office, current.id)["NV003"] == (Decimal(92), "D")
    assert [each.suggestion.state for each in listed(office, again)] == [State.ACCEPTED]
    assert reopen(office, again, f"{late.id}:LATE", "NV004").mark(DECIDING, "I.1").points == 6


def test_a_breach_that_a_sealed_month_counted_is_not_counted_in_another(office: Workspace) -> None:
    july = make.scored(office)
    party = record(office, "discipline", document="5-QĐ/ĐU")
    close(office, july)
    second = record(office, "discipline", since=date(2018, 8, 3), document="12/QĐ-UBND", breach=party.id)

    august = make.scored(office, make.AUGUST)

    assert make.results(office, august.id)["NV003"] == (Decimal(92), "A")
    assert listed(office, august) == []
    with office.work() as work:
        [evidence] = work.rounds.sheet(find_participant(work, round_id=august.id, code="NV003").sheet)[
            1
        ].evidence
        lines = {line.entry.id: line.uses for line in list_entries(work)}
    assert (evidence.hindrance, evidence.used_in) == (Hindrance.USED, "PNV 2018-07")
    assert [(str(use), use.person_code) for use in lines[party.id]] == [("PNV 2018-07", "NV003")]
    assert lines[second.id] == ()


def test_a_breach_that_only_an_open_month_counts_is_still_free(office: Workspace) -> None:
    make.scored(office)
    first = record(office, "discipline")
    record(office, "discipline", since=date(2018, 8, 3), breach=first.id)

    august = make.scored(office, make.AUGUST)

    assert make.results(office, august.id)["NV003"] == (Decimal(92), "D")


def test_a_breach_in_the_old_unit_does_not_count_in_the_new_one(office: Workspace) -> None:
    with office.work() as work:
        move_person(work, code="NV003", unit=work.units.by_code("PTP").id, title="Chuyên viên", since=DAY)
    current = make.opened(office, unit="PTP")
    record(office, "discipline", since=date(2018, 7, 20), place_code="PNV")

    with office.work() as work:
        [sheet] = work.rounds.sheets(current.id)

    assert sheet.facts == {}
    assert [each.hindrance for each in sheet.evidence] == [Hindrance.ELSEWHERE]
