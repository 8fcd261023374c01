"""A unit is rated as a collective before its people, and its head never stands above it."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from evalapp.base.errors import UserError
from evalapp.documents.papers.summary_lines import closing_lines
from evalapp.domain.rights import UserRole
from evalapp.domain.rounds import Round
from evalapp.store.workspace import Workspace
from evalapp.usecases.checking import check_workspace
from evalapp.usecases.collectives import clear_collective, rate_collective
from evalapp.usecases.settling import close_round, preview_settlement, reopen_round, settle_round
from evalapp.usecases.summaries import summarise
from tests import grouped, longer, make
from tests.store.outside import tamper

POINTS = {"I": Decimal(30), "II": Decimal(50)}
GOOD: dict[str, Any] = {"points": POINTS, "facts": {"tasks_done": 100}}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return make.office(tmp_path)


@pytest.fixture
def month(workspace: Workspace) -> Round:
    return grouped.scored(workspace)


def rated(workspace: Workspace, month: Round, **how: Any) -> Round:
    with workspace.work() as work:
        return rate_collective(work, round_id=month.id, **how)


def settled(workspace: Workspace, month: Round) -> Round:
    with workspace.work() as work:
        return settle_round(work, round_id=month.id)


def test_the_head_s_level_stays_at_that_of_the_unit(workspace: Workspace, month: Round) -> None:
    unit = rated(workspace, month, **GOOD).collective

    settled(workspace, month)

    assert unit is not None
    assert (unit.level, unit.rating and unit.rating.total) == ("B", Decimal(80))
    assert make.results(workspace, month.id)["NV001"] == (Decimal(97), "B")
    assert make.results(workspace, month.id)["NV003"] == (Decimal(92), "A")


def test_without_the_unit_s_rating_nobody_is_settled(workspace: Workspace, month: Round) -> None:
    with pytest.raises(UserError, match="The unit is rated before its head"):
        settled(workspace, month)


def test_where_no_level_applies_the_authority_decides(workspace: Workspace, month: Round) -> None:
    partly = rated(workspace, month, points=POINTS, facts={"tasks_done": 85})
    with pytest.raises(UserError, match="the authority decides"):
        settled(workspace, month)

    decided = rated(
        workspace, month, points=POINTS, facts={"tasks_done": 85}, level="C", decision="15/QĐ-UBND"
    )
    settled(workspace, month)

    assert partly.collective is not None
    assert partly.collective.level is None
    assert decided.collective is not None
    assert decided.collective.rating is not None
    assert (decided.collective.level, decided.collective.rating.level) == ("C", None)
    assert make.results(workspace, month.id)["NV001"] == (Decimal(97), "C")


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({"points": {"I": Decimal(30)}, "facts": {"tasks_done": 100}}, "is not scored yet"),
        ({"points": {"I": Decimal(31), "II": Decimal(50)}, "facts": {"tasks_done": 100}}, "takes 0 to 30"),
        ({"points": {**POINTS, "X": Decimal(1)}}, "has no row “X”"),
        ({"points": POINTS}, "also depends on"),
        ({"points": POINTS, "facts": {"tasks_done": 101}}, "at most 100"),
        ({"points": POINTS, "facts": {"satisfaction": 90}}, "is not asked of a unit here"),
        ({**GOOD, "level": "A"}, "needs the number of the decision"),
        ({**GOOD, "level": "Z", "decision": "1/QĐ"}, "is no level"),
        ({**GOOD, "note": "x" * 2001}, "longer than 2,000"),
    ],
)
def test_what_rates_no_unit_is_refused_and_nothing_is_kept(
    workspace: Workspace, month: Round, how: dict[str, Any], words: str
) -> None:
    with pytest.raises(UserError) as refused:
        rated(workspace, month, **how)

    assert words.replace("2,000", "2000") in str(refused.value).replace("2,000", "2000")
    assert make.round_now(workspace, month.id).collective is None


def test_a_policy_without_a_form_for_units_takes_the_level_that_was_decided(workspace: Workspace) -> None:
    month = make.scored(workspace)
    with pytest.raises(UserError, match="has no form for the unit"):
        rated(workspace, month)

    unit = rated(workspace, month, level="B", decision="8/TB-UBND").collective

    assert unit is not None
    assert (unit.level, unit.rating, unit.decision) == ("B", None, "8/TB-UBND")


def test_a_settled_month_keeps_the_unit_s_rating_and_a_reopened_one_takes_it_along(
    workspace: Workspace, month: Round
) -> None:
    rated(workspace, month, **GOOD)
    settled(workspace, month)
    with pytest.raises(UserError, match="is settled"):
        rated(workspace, month, points=POINTS, facts={"tasks_done": 60})

    with workspace.work() as work:
        close_round(work, round_id=month.id)
        opened = reopen_round(work, round_id=month.id, reason="Chấm sót")

    again = make.round_now(workspace, opened.id).collective
    assert again is not None
    assert again.level == "B"


def test_a_unit_s_rating_is_taken_back_while_the_month_is_open(workspace: Workspace, month: Round) -> None:
    rated(workspace, month, **GOOD)

    with workspace.work() as work:
        cleared = clear_collective(work, round_id=month.id)

    assert cleared.collective is None


def test_a_rating_changed_outside_the_program_is_found(workspace: Workspace, month: Round) -> None:
    rated(workspace, month, **GOOD)
    settled(workspace, month)
    with workspace.work() as work:
        close_round(work, round_id=month.id)
        assert check_workspace(work).ok
    workspace.close()

    tamper(
        workspace.path,
        'UPDATE collective_rating SET document = replace(document, \'"level":"B"\', \'"level":"A"\')',
    )

    with Workspace.open(workspace.path).work() as work:
        assert not check_workspace(work).ok


def test_only_who_decides_rates_the_unit(workspace: Workspace, month: Round) -> None:
    make.sign_in_as(workspace, UserRole.DEPUTY, unit=make.OFFICE)

    with pytest.raises(UserError, match="may not"):
        rated(workspace, month, **GOOD)


def test_the_month_s_summary_says_how_the_unit_was_rated_and_with_which_groups(
    workspace: Workspace, month: Round
) -> None:
    grouped.put(workspace, "Văn thư", "NV003", "NV004")
    rated(workspace, month, **GOOD, level="C", decision="15/QĐ-UBND")

    with workspace.work() as work:
        lines = list(closing_lines(summarise(work, round_id=month.id)))

    assert "Tập thể đơn vị: mức C, tổng điểm 80, theo Quyết định số 15/QĐ-UBND." in lines
    assert "Nhóm nhiệm vụ tương đồng: Văn thư (2 người)." in lines


def test_a_year_under_the_decree_rates_the_unit_first_and_limits_group_and_unit_at_once(
    tmp_path: Path,
) -> None:
    office = longer.office(tmp_path, *(make.person_row(number) for number in (1, 3, 4, 5, 6, 7)))
    totals = {"NV001": "95", "NV003": "94", "NV004": "93", "NV005": "80", "NV006": "80", "NV007": "80"}
    longer.months(office, longer.alike(longer.MONTHS, **totals))
    grouped.put(office, "Văn thư", "NV003", "NV004", "NV005", "NV006", "NV007")
    year = longer.opened(office, longer.YEAR)

    with pytest.raises(UserError, match="The unit is rated before its head"):
        longer.sealed(office, year.id)
    with office.work() as work:
        rate_collective(
            work,
            round_id=year.id,
            points={"I.1": Decimal(8), "I.2": Decimal(8), "I.3": Decimal(9), "II": Decimal(60)},
            facts={"tasks_done": 100, "tasks_on_time": 100, "tasks_exceeded": 10},
        )
        limits = preview_settlement(work, round_id=year.id).quota
    longer.sealed(office, year.id)

    assert [(line.similar, line.base, line.allowed) for line in limits] == [("", 6, 1), ("Văn thư", 5, 1)]
    results = make.results(office, year.id)
    # 30 + 70 x (65/70 on a, b, c; 100 % on d, dd, e): the products of the test lower three of six parts.
    assert results["NV001"] == (Decimal("97.5"), "B")
    assert [code for code, (_, level) in results.items() if level == "A"] == ["NV003"]
    with office.work() as work:
        assert check_workspace(work).ok
