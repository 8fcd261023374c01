"""Quarters, half-years and years: what follows from sealed months, and what is said to be missing."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from evalapp.base.errors import UserError
from evalapp.domain.entry_kinds import KINDS
from evalapp.domain.month_results import Missing
from evalapp.domain.periods import Period
from evalapp.domain.rounds import SCORING, RoundId, Stage
from evalapp.store.workspace import Workspace
from evalapp.usecases.checking import check_workspace
from evalapp.usecases.longer_rounds import replaced_months
from evalapp.usecases.overview import month_overview
from evalapp.usecases.people import move_person
from evalapp.usecases.registers import record_entry
from evalapp.usecases.rounds import advance_round, round_status, set_unrated
from evalapp.usecases.settling import preview_settlement, reopen_round
from evalapp.usecases.years import year_report
from tests import longer, make

FIRST, SECOND, THIRD = longer.MONTHS[:3]


@pytest.fixture
def office(tmp_path: Path) -> Workspace:
    return longer.office(tmp_path)


def totals(of: Workspace, round_id: RoundId) -> dict[str, tuple[Decimal | None, str | None]]:
    return make.results(of, round_id)


def test_a_quarter_is_the_mean_of_its_three_sealed_months(office: Workspace) -> None:
    longer.months(
        office,
        {
            FIRST: {"NV002": "90", "NV003": "80"},
            SECOND: {"NV002": "90", "NV003": "81"},
            THIRD: {"NV002": "89.9", "NV003": "81"},
        },
    )

    quarter = longer.opened(office, longer.QUARTER)
    done = longer.sealed(office, quarter.id)

    assert (quarter.stage, quarter.skipped) == (Stage.SETTLING, SCORING)
    assert {code: total for code, (total, _) in totals(office, done.id).items()} == {
        "NV002": Decimal("89.97"),
        "NV003": Decimal("80.67"),
    }
    with office.work() as work:
        assert check_workspace(work).ok


def test_a_year_with_a_month_missing_is_not_rated_and_says_which(office: Workspace) -> None:
    longer.months(office, longer.alike(longer.MONTHS[:11], NV002="95", NV003="80"))

    year = longer.opened(office, longer.YEAR)

    with office.work() as work:
        missing = round_status(work, round_id=year.id).missing
    done = longer.sealed(office, year.id)
    assert [(each.period, each.missing) for each in missing["NV002"]] == [
        (longer.MONTHS[11], Missing.NOT_OPENED)
    ]
    assert totals(office, done.id)["NV002"] == (None, None)


def test_a_month_that_is_all_maternity_leave_does_not_count(office: Workspace) -> None:
    with office.work() as work:
        record_entry(
            work,
            kind=KINDS["leave_maternity"],
            since=date(2026, 1, 1),
            until=date(2026, 1, 31),
            person_code="NV003",
        )
    january = longer.opened(office, FIRST)
    unrate(office, january.id, "NV003", "Nghỉ thai sản")
    longer.finished(office, january.id, {"NV002": "80"})
    longer.months(office, longer.alike((SECOND, THIRD), NV002="80", NV003="92"))

    quarter = longer.opened(office, longer.QUARTER)
    done = longer.sealed(office, quarter.id)

    assert totals(office, done.id)["NV003"] == (Decimal(92), None)
    with office.work() as work:
        months = next(s.months for s in work.rounds.sheets(done.id) if s.participant.code == "NV003")
    assert [each.excluded for each in months] == ["leave_maternity", None, None]


def unrate(of: Workspace, round_id: RoundId, code: str, reason: str) -> None:
    with of.work() as work:
        sheet = next(s for s in work.rounds.sheets(round_id) if s.participant.code == code)
        set_unrated(work, sheet_id=sheet.participant.sheet, reason=reason)


def test_somebody_who_moved_brings_the_old_unit_s_months_along(office: Workspace) -> None:
    longer.months(office, longer.alike((FIRST, SECOND), NV002="80", NV003="90"))
    elsewhere = make.unit_id(office, make.NEXT_DOOR)
    with office.work() as work:
        move_person(work, code="NV003", unit=elsewhere, title="Chuyên viên", since=date(2026, 3, 1))
    longer.closed(office, THIRD, {"NV003": "93"}, unit=make.NEXT_DOOR)

    quarter = longer.opened(office, longer.QUARTER, unit=make.NEXT_DOOR)
    done = longer.sealed(office, quarter.id)

    assert totals(office, done.id) == {"NV003": (Decimal(91), None)}
    with office.work() as work:
        months = work.rounds.sheets(done.id)[0].months
    assert [each.unit for each in months] == [make.OFFICE, make.OFFICE, make.NEXT_DOOR]


def test_settling_waits_for_a_month_that_is_not_closed(office: Workspace) -> None:
    longer.months(office, longer.alike((FIRST, SECOND), NV002="80", NV003="90"))
    longer.opened(office, THIRD)
    quarter = longer.opened(office, longer.QUARTER)

    with pytest.raises(UserError, match="not closed yet"):
        longer.sealed(office, quarter.id)


def test_nothing_is_scored_in_a_period_that_follows_from_months(office: Workspace) -> None:
    longer.months(office, longer.alike((FIRST,), NV002="80", NV003="90"))
    quarter = longer.opened(office, longer.QUARTER)

    with pytest.raises(UserError, match="follows from the closed months"):
        longer.give(office, quarter.id, {"NV002": "99"})
    with office.work() as work, pytest.raises(UserError, match="follows from the closed months"):
        advance_round(work, round_id=quarter.id, to=Stage.HEAD)


def test_a_quarter_of_which_no_month_was_opened_is_scored_on_its_own_form(office: Workspace) -> None:
    quarter = longer.opened(office, longer.QUARTER)

    done = longer.finished(office, quarter.id, {"NV002": "88", "NV003": "91"})

    assert quarter.stage is Stage.SELF
    assert totals(office, done.id)["NV003"] == (Decimal(91), None)


def test_quarters_scored_directly_make_the_half_year(office: Workspace) -> None:
    longer.closed(office, longer.QUARTER, {"NV002": "80", "NV003": "90"})
    longer.closed(office, longer.QUARTER.next(), {"NV002": "80", "NV003": "95"})

    half = longer.opened(office, longer.HALF)
    done = longer.sealed(office, half.id)

    assert totals(office, done.id)["NV003"] == (Decimal("92.5"), None)


def test_a_month_reopened_and_closed_otherwise_marks_the_quarter_and_changes_nothing(
    office: Workspace,
) -> None:
    rounds = longer.months(office, longer.alike((FIRST, SECOND, THIRD), NV002="80", NV003="90"))
    quarter = longer.sealed(office, longer.opened(office, longer.QUARTER).id)
    with office.work() as work:
        again = reopen_round(work, round_id=rounds[FIRST].id, reason="Kiến nghị đúng")

    longer.finished(office, again.id, {"NV002": "80", "NV003": "60"})

    key = make.unit_id(office)
    with office.work() as work:
        found = replaced_months(work, unit=key)
    assert [(each.code, each.month, each.before[0], each.after[0]) for each in found] == [
        ("NV003", FIRST, Decimal(90), Decimal(60))
    ]
    assert totals(office, quarter.id)["NV003"] == (Decimal(90), None)


def test_a_quarter_that_is_reopened_rests_on_what_stands_now(office: Workspace) -> None:
    rounds = longer.months(office, longer.alike((FIRST, SECOND, THIRD), NV002="80", NV003="90"))
    quarter = longer.sealed(office, longer.opened(office, longer.QUARTER).id)
    with office.work() as work:
        again = reopen_round(work, round_id=rounds[FIRST].id, reason="Kiến nghị đúng")
    longer.finished(office, again.id, {"NV002": "80", "NV003": "60"})

    with office.work() as work:
        redone = reopen_round(work, round_id=quarter.id, reason="Tháng 1 đã sửa")
    longer.sealed(office, redone.id)

    assert totals(office, redone.id)["NV003"] == (Decimal(80), None)
    with office.work() as work:
        assert replaced_months(work) == []


def test_a_year_of_twelve_months_ends_in_a_level_under_the_quota(office: Workspace) -> None:
    longer.months(office, longer.alike(longer.MONTHS, NV002="95", NV003="80"))

    year = longer.opened(office, longer.YEAR)

    with office.work() as work:
        rated = {
            each.id: (each.total, each.level_by_points)
            for each in preview_settlement(work, round_id=year.id).ratings
        }
    assert rated == {"NV002": (Decimal(95), "A"), "NV003": (Decimal(80), "B")}


def test_the_policy_says_which_periods_it_knows(office: Workspace) -> None:
    with pytest.raises(UserError, match="does not say how a") as refused:
        longer.opened(office, Period.parse("2026-H1"), policy="hn-1841-2021")

    assert str(refused.value.values["asked"]) == "half-year"


def test_the_report_counts_what_is_sealed_and_shows_what_is_not(office: Workspace) -> None:
    longer.months(office, longer.alike(longer.MONTHS, NV002="85", NV003="40"))
    year = longer.opened(office, longer.YEAR)
    key = make.unit_id(office, make.DISTRICT)

    with office.work() as work:
        before = year_report(work, unit=key, period=longer.YEAR).by_kind["Cơ quan hành chính"]
    longer.sealed(office, year.id)
    with office.work() as work:
        after = year_report(work, unit=key, period=longer.YEAR).by_kind["Cơ quan hành chính"]

    assert (before.rated, before.share) == (0, None)
    assert (after.rated, after.good, after.share) == (2, 1, Decimal("50.00"))


def test_the_overview_names_what_rests_on_a_replaced_month(office: Workspace) -> None:
    rounds = longer.months(office, longer.alike((FIRST, SECOND, THIRD), NV002="80", NV003="90"))
    longer.sealed(office, longer.opened(office, longer.QUARTER).id)
    key = make.unit_id(office, make.DISTRICT)
    with office.work() as work:
        reopen_round(work, round_id=rounds[FIRST].id, reason="Kiến nghị đúng")

    with office.work() as work:
        seen = month_overview(work, unit=key, period=THIRD)

    assert {(each.code, each.month, each.is_closed) for each in seen.replaced} == {
        ("NV002", FIRST, False),
        ("NV003", FIRST, False),
    }
