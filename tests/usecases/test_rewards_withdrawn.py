"""What a replaced result withdraws, and the decisions that then wait for a person."""

from pathlib import Path

import pytest

from evalapp.base.errors import UserError
from evalapp.domain.periods import Period
from evalapp.domain.rewards import Act, ProposalState
from evalapp.store.workspace import Workspace
from evalapp.usecases.proposals import draw_again
from evalapp.usecases.rewards import (
    Ruling,
    confirm_decision,
    revoke_decision,
)
from evalapp.usecases.settling import reopen_round
from tests import make, rewarding
from tests.rewarding import TOTALS, about, codes, waiting

JUNE = Period(2018, 6)
NOON = make.NOON.date()


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return rewarding.closed_office(tmp_path)


def test_a_replaced_result_withdraws_what_no_longer_follows_and_says_why(workspace: Workspace) -> None:
    current = rewarding.round_of(workspace)

    rewarding.closed_again(workspace, current, {"NV001": "60"})

    old = next(each for each in rewarding.proposals(workspace) if each.basis.code == "NV001")
    assert (old.state, old.code) == (ProposalState.WITHDRAWN, "PRAISE")
    assert old.why == "Revision 2 gives level C: it no longer follows"
    assert "NV003" in codes(workspace, "PRAISE")


def test_a_decision_on_a_replaced_result_waits_for_a_person(workspace: Workspace) -> None:
    key = about(workspace, "NV001").id
    rewarding.decide(workspace, [key])

    rewarding.closed_again(workspace, rewarding.round_of(workspace), {"NV001": "60"})

    after = about(workspace, "NV001")
    assert (after.state, after.changed) == (ProposalState.WITHDRAWN, True)
    assert after.decided is not None
    assert waiting(workspace)[1] == 1
    with workspace.work() as work:
        confirmed = confirm_decision(work, key=key, reason="Thành tích vẫn được công nhận")
    assert (confirmed.changed, confirmed.entries[-1].act) == (False, Act.CONFIRMED)
    assert waiting(workspace)[1] == 0


def test_a_decision_whose_basis_changed_can_be_revoked(workspace: Workspace) -> None:
    key = about(workspace, "NV001").id
    rewarding.decide(workspace, [key])
    rewarding.closed_again(workspace, rewarding.round_of(workspace), {"NV001": "60"})

    with workspace.work() as work:
        after = revoke_decision(
            work, key=key, ruling=Ruling(number="20/QĐ-UBND", day=NOON, reason="Kết quả đổi")
        )

    assert (after.changed, after.decided, len(after.entries)) == (False, None, 2)


def test_the_same_result_closed_again_leaves_decisions_as_they_are(workspace: Workspace) -> None:
    rewarding.decide(workspace, [about(workspace, "NV001").id])

    rewarding.closed_again(workspace, rewarding.round_of(workspace), {"NV009": "46"})

    after = about(workspace, "NV001")
    assert (after.state, after.changed) == (ProposalState.ACCEPTED, False)
    assert (after.basis.revision, after.entries[0].revision) == (2, 1)


def test_what_follows_again_comes_back_with_its_decision(workspace: Workspace) -> None:
    rewarding.decide(workspace, [about(workspace, "NV001").id])
    second = rewarding.closed_again(workspace, rewarding.round_of(workspace), {"NV001": "60"})

    rewarding.closed_again(workspace, second, {"NV001": TOTALS["NV001"]})

    (praise,) = (
        each
        for each in rewarding.proposals(workspace)
        if each.basis.code == "NV001" and each.code == "PRAISE"
    )
    assert (praise.state, praise.changed, praise.basis.revision) == (ProposalState.ACCEPTED, False, 3)


def test_another_july_withdraws_what_august_concluded_from_it(workspace: Workspace) -> None:
    make.closed(workspace, make.AUGUST, TOTALS)
    (key,) = (each.id for each in rewarding.proposals(workspace) if each.code == "TWICE-D")
    rewarding.decide(workspace, [key])

    rewarding.closed_again(workspace, rewarding.round_of(workspace), {"NV009": "75"})

    (after,) = (each for each in rewarding.proposals(workspace) if each.code == "TWICE-D")
    assert (after.state, after.changed) == (ProposalState.WITHDRAWN, True)
    assert after.why.startswith("The earlier levels")


def test_nothing_is_decided_on_a_month_that_was_reopened(workspace: Workspace) -> None:
    key = about(workspace, "NV001").id
    current = rewarding.round_of(workspace)
    with workspace.work() as work:
        reopen_round(work, round_id=current.id, reason="Chấm nhầm")

    with pytest.raises(UserError, match="was reopened"):
        rewarding.decide(workspace, [key])

    assert waiting(workspace) == (0, 0)


def test_working_out_again_changes_nothing_and_leaves_no_trace(workspace: Workspace) -> None:
    before = rewarding.proposals(workspace)
    unit = make.unit_id(workspace, make.DISTRICT)

    with workspace.work() as work:
        rows = work.audit.count()
        drawn = draw_again(work, unit=unit)
        assert work.audit.count() == rows

    assert (drawn.added, drawn.withdrawn) == (0, 0)
    assert rewarding.proposals(workspace) == before
