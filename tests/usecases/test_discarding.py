"""A period that was opened by mistake is thrown away while nothing was entered in it, and never after."""

from pathlib import Path

import pytest

from evalapp.base.errors import UserError
from evalapp.domain.periods import Period
from evalapp.domain.rounds import RoundId
from evalapp.store.workspace import Workspace
from evalapp.usecases.choosing import policies_to_choose
from evalapp.usecases.discarding import discard_round, may_discard
from evalapp.usecases.integrity import broken_history
from evalapp.usecases.rounds import set_unrated
from evalapp.usecases.settling import reopen_round
from tests import hanoi_year, longer, make


def discarded(of: Workspace, key: RoundId) -> None:
    with of.work() as work:
        discard_round(work, round_id=key)


def history(of: Workspace) -> list[str]:
    with of.work() as work:
        assert not broken_history(work, work.rounds.all(replaced=True))
        return [entry.action for entry in work.audit.of_actions("round.opened", "round.discarded")]


@pytest.mark.parametrize("period", [make.AUGUST, longer.YEAR], ids=str)
def test_what_was_opened_by_mistake_is_gone_and_opened_again_and_the_history_fits(
    tmp_path: Path, period: Period
) -> None:
    made = hanoi_year.office(tmp_path) if period == longer.YEAR else make.office(tmp_path)
    first = hanoi_year.opened(made) if period == longer.YEAR else make.opened(made, period)

    discarded(made, first.id)

    with made.work() as work:
        assert not work.rounds.all(period=period)
    told = history(made)
    assert told[-2:] == ["round.opened", "round.discarded"]
    again = hanoi_year.opened(made) if period == longer.YEAR else make.opened(made, period)
    assert again.revision == 1
    history(made)


def test_a_quarter_that_follows_from_its_months_is_thrown_away_and_its_months_stay(tmp_path: Path) -> None:
    made = longer.office(tmp_path)
    longer.months(made, longer.alike(longer.MONTHS[:3], NV002="80", NV003="90"))
    quarter = longer.opened(made, longer.QUARTER)

    discarded(made, quarter.id)

    with made.work() as work:
        assert len(work.rounds.all()) == 3
    history(made)


def test_what_holds_a_score_or_somebody_not_rated_is_not_thrown_away(tmp_path: Path) -> None:
    made = make.office(tmp_path)
    scored = make.scored(made)
    august = make.opened(made, make.AUGUST)
    with made.work() as work:
        somebody = work.rounds.sheets(august.id)[0].participant.sheet
        set_unrated(work, sheet_id=somebody, reason="Nghỉ ốm")

    for current in (scored, august):
        with pytest.raises(UserError, match="something was entered"):
            discarded(made, current.id)


def test_a_new_revision_is_never_thrown_away(tmp_path: Path) -> None:
    made = hanoi_year.office(tmp_path)
    closed = hanoi_year.closed(made)
    with made.work() as work:
        again = reopen_round(work, round_id=closed.id, reason="Bổ sung số liệu")
        assert not may_discard(work, again)
        assert not may_discard(work, closed)


def test_before_a_quarter_is_opened_under_another_policy_than_its_months_that_is_known(
    tmp_path: Path,
) -> None:
    made = hanoi_year.office(tmp_path)
    key = make.unit_id(made)

    with made.work() as work:
        [decree] = policies_to_choose(work, unit=key, period=Period.parse("2026-Q3"))

    assert decree.policy.code == "nd-335-2025"
    assert decree.outside == ("Tạ Đình Ơn",)
    assert [each.split(" theo ")[0] for each in decree.beside] == ["Đánh giá, xếp loại hằng tháng"]
    assert not decree.follows
    assert not decree.has_way
