"""What sealed results propose, and deciding on it."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from evalapp.base.errors import Unsure, UserError
from evalapp.documents.papers.reward_lines import decision
from evalapp.domain.collectives import Collective
from evalapp.domain.periods import Period
from evalapp.domain.policy.model import Rating
from evalapp.domain.policy.parts import ProposalKind
from evalapp.domain.rewards import Act, ProposalState
from evalapp.domain.rights import UserRole
from evalapp.store.work import Work
from evalapp.store.workspace import Workspace
from evalapp.usecases.checking import check_workspace
from evalapp.usecases.people import move_person
from evalapp.usecases.rewards import (
    Ruling,
    correct_decision,
    list_decisions,
    list_proposals,
    postpone_proposals,
    prepare_proposals,
    reject_proposals,
    reward_list,
    take_up_proposals,
)
from evalapp.usecases.rounds import open_round, set_unrated
from evalapp.usecases.settling import close_round
from tests import make, rewarding
from tests.rewarding import TOTALS, about, codes, waiting

JUNE = Period(2018, 6)
NOON = make.NOON.date()


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return rewarding.closed_office(tmp_path)


def test_closing_a_month_proposes_what_its_rules_let_follow(workspace: Workspace) -> None:
    proposals = rewarding.proposals(workspace)

    assert codes(workspace, "PRAISE") == {"NV001", "NV002", "NV010"}
    assert {each.state for each in proposals} == {ProposalState.OPEN}


def test_a_proposal_names_its_article_and_the_sealed_result_it_rests_on(workspace: Workspace) -> None:
    proposal = about(workspace, "NV001")

    assert proposal.basis.sheet is not None
    with workspace.work() as work:
        seal = work.rounds.results(proposal.basis.round)[proposal.basis.sheet].seal

    assert proposal.cites == "Quy chế thi đua của đơn vị, Điều 5"
    assert (proposal.basis.revision, proposal.basis.seal, proposal.basis.level) == (1, seal, "A")


def test_proposals_do_not_touch_seals_and_the_workspace_stays_whole(workspace: Workspace) -> None:
    rewarding.decide(workspace, [about(workspace, "NV001").id])

    with workspace.work() as work:
        assert check_workspace(work).ok


def test_two_levels_d_in_a_row_are_two_sealed_months_not_one(workspace: Workspace) -> None:
    assert codes(workspace, "TWICE-D") == set()

    make.closed(workspace, make.AUGUST, TOTALS)

    (proposal,) = (each for each in rewarding.proposals(workspace) if each.code == "TWICE-D")
    assert (proposal.basis.code, proposal.basis.period) == ("NV009", make.AUGUST)
    assert [(each.period, each.level) for each in proposal.earlier] == [(make.JULY, "D")]


def test_earlier_levels_come_along_when_somebody_moves_to_another_unit(tmp_path: Path) -> None:
    workspace = rewarding.office(tmp_path)
    make.closed(workspace, totals=TOTALS)
    next_door = make.unit_id(workspace, make.NEXT_DOOR)
    with workspace.work() as work:
        move_person(work, code="NV009", unit=next_door, title="Chuyên viên", since=date(2018, 8, 1))
        opened = open_round(work, unit=next_door, period=make.AUGUST).round
    make.give(workspace, opened.id, {"NV009": "45"})
    rewarding.settled_and_closed(workspace, opened.id)

    proposal = about(workspace, "NV009", unit=make.NEXT_DOOR)

    assert proposal.code == "TWICE-D"
    assert proposal.earlier[0].unit_code == make.OFFICE


@pytest.mark.parametrize(("gaps", "found"), [("break", 0), ("skip", 1)])
def test_a_month_without_a_level_ends_the_row_unless_the_rule_passes_it_over(
    tmp_path: Path, gaps: str, found: int
) -> None:
    workspace = rewarding.office(tmp_path, {**rewarding.TWICE, "gaps": gaps})
    make.closed(workspace, JUNE.next(), TOTALS)
    current = make.opened(workspace, make.AUGUST)
    with workspace.work() as work:
        absent = next(s for s in work.rounds.sheets(current.id) if s.participant.code == "NV009")
        set_unrated(work, sheet_id=absent.participant.sheet, reason="Nghỉ thai sản")
    make.give(workspace, current.id, {code: total for code, total in TOTALS.items() if code != "NV009"})
    rewarding.settled_and_closed(workspace, current.id)
    workspace.close()
    later = Workspace.open(workspace.path, clock=make.Ticking(make.NOON + timedelta(days=62)))

    make.closed(later, make.AUGUST.next(), TOTALS)

    assert len([each for each in rewarding.proposals(later) if each.code == "TWICE-D"]) == found


def test_accepting_records_number_day_and_who_decided(workspace: Workspace) -> None:
    proposal = about(workspace, "NV001")

    (after,) = rewarding.decide(workspace, [proposal.id], authority="Chủ tịch UBND quận")

    assert after.state is ProposalState.ACCEPTED
    (entry,) = after.entries
    assert (entry.act, entry.number, entry.day) == (Act.DECIDED, "12/QĐ-UBND", NOON)
    assert (entry.authority, entry.seal) == ("Chủ tịch UBND quận", proposal.basis.seal)


def test_one_decision_may_cover_several_people_all_or_none(workspace: Workspace) -> None:
    keys = [about(workspace, code).id for code in ("NV001", "NV002")]
    rewarding.decide(workspace, keys[1:])

    with pytest.raises(UserError, match="already answered"):
        rewarding.decide(workspace, keys)

    assert about(workspace, "NV001").state is ProposalState.OPEN


@pytest.mark.parametrize(
    ("ruling", "words"),
    [
        ({"number": "  "}, "needs its number"),
        ({"day": None}, "needs its day"),
        ({"day": NOON + timedelta(days=1)}, "lies in the future"),
        ({"percent": Decimal(50)}, "about no pay"),
        ({"reason": "x" * 501}, "longer than 500"),
    ],
)
def test_a_decision_that_cannot_be_is_refused(
    workspace: Workspace, ruling: dict[str, object], words: str
) -> None:
    with pytest.raises(UserError, match=words):
        rewarding.decide(workspace, [about(workspace, "NV001").id], **ruling)

    assert about(workspace, "NV001").entries == ()


def test_a_day_before_the_month_was_closed_is_asked_about_and_can_be_meant(workspace: Workspace) -> None:
    key = about(workspace, "NV001").id
    early = NOON - timedelta(days=1)

    with pytest.raises(Unsure, match="before month 07/2018 was closed"):
        rewarding.decide(workspace, [key], day=early)
    (after,) = rewarding.decide(workspace, [key], day=early, sure=True)

    assert after.entries[0].day == early


@pytest.mark.parametrize("percent", ["0", "79.5", "80"])
def test_a_pay_factor_is_decided_up_to_what_the_rule_proposes(workspace: Workspace, percent: str) -> None:
    (after,) = rewarding.decide(workspace, [about(workspace, "NV003").id], percent=Decimal(percent))

    assert after.paid == Decimal(percent)


def test_a_pay_factor_above_what_the_rule_proposes_is_refused(workspace: Workspace) -> None:
    with pytest.raises(UserError, match="allows 0 to 80 percent"):
        rewarding.decide(workspace, [about(workspace, "NV003").id], percent=Decimal("80.5"))


def test_rejecting_needs_a_reason_and_can_be_taken_up_again(workspace: Workspace) -> None:
    key = about(workspace, "NV001").id
    with workspace.work() as work:
        with pytest.raises(UserError, match="Say why"):
            reject_proposals(work, keys=[key], reason=" ")
        (rejected,) = reject_proposals(work, keys=[key], reason="Đã khen đợt trước")
        (opened,) = take_up_proposals(work, keys=[key])

    assert (rejected.state, rejected.why) == (ProposalState.REJECTED, "Đã khen đợt trước")
    assert opened.state is ProposalState.OPEN


def test_what_is_put_off_still_waits(workspace: Workspace) -> None:
    key = about(workspace, "NV001").id
    before = waiting(workspace)
    with workspace.work() as work:
        postpone_proposals(work, keys=[key], reason="Chờ họp hội đồng")

    assert waiting(workspace) == before
    rewarding.decide(workspace, [key])
    assert waiting(workspace) == (before[0] - 1, 0)


def test_a_correction_is_a_further_entry_and_the_first_stays(workspace: Workspace) -> None:
    key = about(workspace, "NV003").id
    rewarding.decide(workspace, [key])

    with workspace.work() as work:
        with pytest.raises(UserError, match="Say why"):
            correct_decision(work, key=key, ruling=Ruling(percent=Decimal(60)))
        ruling = Ruling(number="15/QĐ-UBND", percent=Decimal(60), reason="Ghi nhầm tỷ lệ")
        after = correct_decision(work, key=key, ruling=ruling)

    assert [(entry.act, entry.number, entry.percent) for entry in after.entries] == [
        (Act.DECIDED, "12/QĐ-UBND", Decimal(80)),
        (Act.CORRECTED, "15/QĐ-UBND", Decimal(60)),
    ]
    assert after.paid == Decimal(60)


def test_every_answer_stands_in_the_history(workspace: Workspace) -> None:
    key = about(workspace, "NV001").id
    rewarding.decide(workspace, [key])

    with workspace.work() as work:
        entry = work.audit.entries(most=1)[0]

    assert entry.action == "proposal.accepted"
    assert entry.subject == f"{key} PNV 2018-07 hn-3814-2018 NV001"
    assert (entry.detail or {})["number"] == "12/QĐ-UBND"


def test_the_register_is_filtered_by_person_and_kind(workspace: Workspace) -> None:
    rewarding.decide(workspace, [about(workspace, code).id for code in ("NV001", "NV002")])
    rewarding.decide(workspace, [about(workspace, code).id for code in ("NV003", "NV004")])
    unit = make.unit_id(workspace, make.DISTRICT)

    with workspace.work() as work:
        everything = list_decisions(work, unit=unit)
        one = list_decisions(work, unit=unit, person="nv003")
        pay = list_decisions(work, unit=unit, kind=ProposalKind.PAY, period=Period.parse("2018-Q3"))
        none = list_decisions(work, unit=unit, period=make.AUGUST)

    assert (len(everything), [each.basis.code for each in one], len(pay), none) == (4, ["NV003"], 2, [])


def test_the_list_of_a_subtree_sums_the_pay_factors_that_stand(workspace: Workspace) -> None:
    rewarding.decide(workspace, [about(workspace, "NV003").id], percent=Decimal("72.5"))
    rewarding.decide(workspace, [about(workspace, "NV004").id])
    unit = make.unit_id(workspace, make.DISTRICT)

    with workspace.work() as work:
        listed = reward_list(work, unit=unit, period=make.JULY)

    (pay,) = listed.counts
    assert (pay.kind, pay.decisions, pay.percent) == (ProposalKind.PAY, 2, Decimal("152.5"))
    assert listed.is_draft


def test_nobody_decides_about_themself(workspace: Workspace) -> None:
    mine, other = about(workspace, "NV001").id, about(workspace, "NV002").id
    make.sign_in_as(workspace, UserRole.HEAD, unit=make.OFFICE, person="NV001")

    with pytest.raises(UserError, match="Nobody decides their own result"):
        rewarding.decide(workspace, [mine])
    (decided,) = rewarding.decide(workspace, [other])

    assert decided.entries[0].authority == "Lan"


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        (UserRole.STAFF, set[str]()),
        (UserRole.DEPUTY, {"read"}),
        (UserRole.HEAD, {"read", "prepare", "decide"}),
        (UserRole.PERSONNEL, {"read", "prepare"}),
        (UserRole.INSPECTOR, set[str]()),
        (UserRole.AUDITOR, {"read"}),
        (UserRole.ADMINISTRATOR, set[str]()),
    ],
)
def test_who_may_read_prepare_and_decide(workspace: Workspace, role: UserRole, allowed: set[str]) -> None:
    key, unit = about(workspace, "NV002").id, make.unit_id(workspace)
    ways: dict[str, Callable[[Work], object]] = {
        "read": lambda work: list_proposals(work, unit=unit),
        "prepare": lambda work: prepare_proposals(work, keys=[key], ruling=Ruling(number="12/QĐ-UBND")),
        "decide": lambda work: reject_proposals(work, keys=[key], reason="Không"),
    }
    make.sign_in_as(workspace, role, unit=make.OFFICE)

    assert {way for way, do in ways.items() if may(workspace, do)} == allowed


def may(workspace: Workspace, do: Callable[[Work], object]) -> bool:
    try:
        with workspace.work() as work:
            do(work)
    except UserError:
        return False
    return True


def test_what_is_prepared_decides_nothing(workspace: Workspace) -> None:
    key = about(workspace, "NV002").id
    make.sign_in_as(workspace, UserRole.PERSONNEL)

    with workspace.work() as work:
        (after,) = prepare_proposals(work, keys=[key], ruling=Ruling(number="12/QĐ-UBND", day=NOON))

    assert (after.state, after.decided) == (ProposalState.OPEN, None)
    assert after.prepared is not None
    assert (after.prepared.number, after.prepared.by) == ("12/QĐ-UBND", "Lan")


def closed_with_a_good_unit(workspace: Workspace) -> None:
    current = make.settled(workspace, totals=TOTALS)
    rating = Rating("PNV", rated=True, total=None, level_by_points="A", level="A", reason=None)
    with workspace.work() as work:
        work.rounds.save_collective(current.id, Collective("A", rating=rating))
        work.audit.record("test.collective", make.OFFICE)
    with workspace.work() as work:
        close_round(work, round_id=current.id)


def test_a_rated_unit_is_proposed_for_itself_and_the_unit_above_decides(tmp_path: Path) -> None:
    workspace = rewarding.office(tmp_path)
    closed_with_a_good_unit(workspace)
    proposal = about(workspace, make.OFFICE)
    make.sign_in_as(workspace, UserRole.HEAD, unit=make.OFFICE, name="Trưởng phòng")
    with pytest.raises(UserError, match="may not settle, close or reopen a month"):
        rewarding.decide(workspace, [proposal.id])
    workspace.close()
    above = Workspace.open(workspace.path, clock=make.Ticking(make.NOON + timedelta(hours=1)))
    make.sign_in_as(above, UserRole.HEAD, unit=make.DISTRICT, name="Chủ tịch")

    (after,) = rewarding.decide(above, [proposal.id])

    assert (proposal.basis.person, proposal.basis.name) == (None, "Phòng Nội vụ")
    assert after.state is ProposalState.ACCEPTED


def test_on_paper_whoever_sits_at_the_computer_is_no_authority(workspace: Workspace) -> None:
    unnamed, named = about(workspace, "NV001").id, about(workspace, "NV002").id
    rewarding.decide(workspace, [unnamed])
    rewarding.decide(workspace, [named], authority="Chủ tịch UBND quận")

    with workspace.work() as work:
        listed = reward_list(work, unit=work.units.by_code(make.OFFICE).id, period=make.JULY)

    said = {each.basis.code: decision(each) for each in listed.proposals if each.decided}
    assert "local" not in said["NV001"]
    assert not said["NV001"].endswith(", ")
    assert said["NV002"].endswith(", Chủ tịch UBND quận")
