"""What was decided on a tie is considered again where that is taken back: no reason is typed twice."""

from pathlib import Path

import pytest

from evalapp.domain.rounds import RoundId, Stage
from evalapp.store.workspace import Workspace
from evalapp.usecases.considering import NOTHING, considered_of
from evalapp.usecases.rounds import advance_round
from evalapp.usecases.settling import reopen_round
from tests import make


@pytest.fixture
def office(tmp_path: Path) -> Workspace:
    return make.office(tmp_path)


def considered(of: Workspace, current: RoundId) -> tuple[int, str]:
    with of.work() as work:
        kept = considered_of(work, current)
        return len(kept.first), kept.reason


def test_a_settlement_that_is_taken_back_leaves_who_was_to_go_first_and_why(office: Workspace) -> None:
    settled = make.settled(office, totals=make.TIED)
    assert considered(office, settled.id) == (0, "")

    with office.work() as work:
        advance_round(work, round_id=settled.id, to=Stage.SETTLING, reason="Xem lại")

    assert considered(office, settled.id) == (1, "Thâm niên")


def test_a_month_that_is_reopened_begins_with_who_went_first_and_why(office: Workspace) -> None:
    closed = make.closed(office, totals=make.TIED)

    with office.work() as work:
        opened = reopen_round(work, round_id=closed.id, reason="Sai điểm của NV009")

    assert considered(office, opened.id) == (1, "Thâm niên")


def test_where_nobody_was_tied_nothing_is_considered(office: Workspace) -> None:
    closed = make.closed(office)

    with office.work() as work:
        opened = reopen_round(work, round_id=closed.id, reason="Sai điểm của NV009")
        assert considered_of(work, opened.id) == NOTHING
