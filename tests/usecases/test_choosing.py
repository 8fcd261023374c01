"""Which policy a unit's month goes by: dates, period, place, and whom it covers."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from evalapp.base.errors import UserError
from evalapp.domain.periods import Period
from evalapp.domain.policy.model import Kind
from evalapp.domain.products import ProductLine
from evalapp.domain.rights import UserRole
from evalapp.domain.rounds import Stage
from evalapp.store.workspace import Workspace
from evalapp.usecases.checking import check_workspace
from evalapp.usecases.choosing import (
    choose_policy,
    jurisdiction,
    policies_besides,
    policies_to_choose,
    set_jurisdiction,
)
from evalapp.usecases.products import record_line
from evalapp.usecases.rounds import Opening, open_round
from evalapp.usecases.scores import enter_mark
from evalapp.usecases.settling import close_round, settle_round
from evalapp.usecases.summaries import summarise
from tests import make

MARCH = Period(2026, 3)
CIVIL_SERVANTS = "nd-335-2025"
HANOI_NOW = "hn-1841-2021"


def office(folder: Path, *categories: str) -> Workspace:
    """An office of 2026 whose people are of these categories, the first of them its head."""
    made = make.workspace(folder, clock=make.Ticking(datetime(2026, 4, 1, tzinfo=UTC)))
    make.take_units(made)
    make.take_people(made, *(make.person_row(n, category=each) for n, each in enumerate(categories, start=1)))
    return made


@pytest.fixture
def mixed(tmp_path: Path) -> Workspace:
    return office(tmp_path, "Công chức", "Công chức", "Công chức", "Viên chức")


def opening(of: Workspace, policy: str | None = None, period: Period = MARCH) -> Opening:
    key = make.unit_id(of)
    with of.work() as work:
        return open_round(work, unit=key, period=period, policy_code=policy)


def chosen(of: Workspace, period: Period, policy: str | None = None) -> str:
    key = make.unit_id(of)
    with of.work() as work:
        return choose_policy(work, unit=work.units.get(key), period=period, policy_code=policy).policy.code


@pytest.mark.parametrize(
    ("period", "code"),
    [
        (Period(2018, 7), "hn-3814-2018"),
        (Period(2021, 10), "hn-3814-2018"),
        (Period(2021, 11), HANOI_NOW),
        (Period(2025, 12), HANOI_NOW),
    ],
)
def test_a_hanoi_unit_s_month_has_one_policy_though_five_ship(
    mixed: Workspace, period: Period, code: str
) -> None:
    assert chosen(mixed, period) == code


@pytest.mark.parametrize(("period", "code"), [("2024-Q3", "hcm-20-2024"), ("2023", "nd-90-2020")])
def test_quarters_and_years_have_their_own_policies(mixed: Workspace, period: str, code: str) -> None:
    with mixed.work() as work:
        set_jurisdiction(work, code="HCM")

    assert chosen(mixed, Period.parse(period)) == code


def test_an_office_goes_by_hanoi_until_somebody_says_otherwise(mixed: Workspace) -> None:
    with mixed.work() as work:
        before = jurisdiction(work)
        set_jurisdiction(work, code="hcm")
        after = jurisdiction(work)

    assert (before, after) == ("hanoi", "hcm")
    with pytest.raises(UserError, match="No installed policy is in force"):
        chosen(mixed, Period(2018, 7))


def test_a_place_that_no_policy_is_made_for_is_refused(mixed: Workspace) -> None:
    with mixed.work() as work, pytest.raises(UserError, match="made for “hue”") as refused:
        set_jurisdiction(work, code="hue")

    assert refused.value.values["known"] == ["hanoi", "hcm"]


def test_only_who_may_edit_policies_everywhere_chooses_the_place(mixed: Workspace) -> None:
    make.sign_in_as(mixed, UserRole.AUDITOR)

    with mixed.work() as work, pytest.raises(UserError):
        set_jurisdiction(work, code="hcm")


def test_where_the_decree_and_the_city_s_rule_both_apply_it_is_asked_which(mixed: Workspace) -> None:
    with pytest.raises(UserError, match="Several policies fit") as refused:
        opening(mixed)

    assert sorted(refused.value.values["policies"]) == [HANOI_NOW, CIVIL_SERVANTS]


def test_a_unit_without_civil_servants_cannot_mean_the_decree(tmp_path: Path) -> None:
    school = office(tmp_path, "Viên chức", "Viên chức", "Lao động hợp đồng")

    assert opening(school).round.policy.code == HANOI_NOW


def test_the_decree_s_month_takes_civil_servants_and_names_who_is_left_out(mixed: Workspace) -> None:
    opened = opening(mixed, CIVIL_SERVANTS)

    assert opened.people == 3
    (warning,) = opened.warnings
    assert warning.values["policy"] == "NĐ 335/2025/NĐ-CP"
    assert warning.values["people"] == [f"{make.NAMES[3]} ({make.CODES[3]})"]
    assert "they are not in this {kind}" in warning.message


def test_a_policy_that_covers_nobody_of_the_unit_is_refused_naming_everybody(tmp_path: Path) -> None:
    school = office(tmp_path, "Viên chức", "Viên chức")

    with pytest.raises(UserError, match="covers nobody") as refused:
        opening(school, CIVIL_SERVANTS)

    assert refused.value.values["people"] == [
        f"{name} ({code})" for name, code in zip(make.NAMES[:2], make.CODES[:2], strict=True)
    ]


@pytest.mark.parametrize("code", ["nd-90-2020", "hcm-20-2024"])
def test_a_policy_of_quarters_or_years_is_not_for_a_month(mixed: Workspace, code: str) -> None:
    with pytest.raises(UserError, match="does not say how a"):
        opening(mixed, code)


def test_a_quota_that_nobody_knows_is_told_when_the_month_is_opened(tmp_path: Path) -> None:
    school = office(tmp_path, "Viên chức", "Viên chức")

    told = [warning.message for warning in opening(school).warnings]

    assert [message for message in told if "quota of level {level} is not known" in message]


def test_a_month_that_is_only_scored_is_settled_and_closed_without_levels(tmp_path: Path) -> None:
    of = office(tmp_path, "Công chức", "Công chức")
    opened = opening(of, CIVIL_SERVANTS).round
    with of.work() as work:
        for sheet in work.rounds.sheets(opened.id):
            form = work.policies.get(opened.policy.id).form(sheet.participant.form)
            assert form is not None
            for row in form.leaves:
                if row.kind is not Kind.FORMULA:
                    enter_mark(
                        work,
                        sheet_id=sheet.participant.sheet,
                        stage=Stage.HEAD,
                        code=row.code,
                        points=row.maximum,
                    )
            line = ProductLine("SP01", "Tờ trình", assigned=Decimal(2), done=Decimal(2))
            record_line(work, person_code=sheet.participant.code, period=MARCH, line=line)
        settle_round(work, round_id=opened.id)
        close_round(work, round_id=opened.id)
        summary = summarise(work, round_id=opened.id)
        is_sound = check_workspace(work).ok

    assert [(row.total, row.level) for row in summary.rows] == [(100, None)] * 2
    assert is_sound


def test_a_quarter_that_no_policy_in_force_rates_is_refused_with_that_reason(tmp_path: Path) -> None:
    of = make.office(tmp_path)
    unit = make.unit_id(of)

    with of.work() as work, pytest.raises(UserError, match="none rates") as refused:
        open_round(work, unit=unit, period=Period.parse("2018-Q3"))

    assert "hn-3814-2018" in refused.value.values["policies"]


def test_nobody_is_asked_by_which_policy_a_month_goes_that_has_not_begun(mixed: Workspace) -> None:
    key = make.unit_id(mixed)

    with mixed.work() as work, pytest.raises(UserError, match="has not begun"):
        policies_to_choose(work, unit=key, period=Period(2026, 12))


def test_whoever_chooses_a_policy_is_told_whom_it_leaves_out(mixed: Workspace) -> None:
    key = make.unit_id(mixed)

    with mixed.work() as work:
        offered = policies_to_choose(work, unit=key, period=MARCH)

    left_out = {each.policy.code: (len(each.outside), each.people) for each in offered}
    assert left_out == {HANOI_NOW: (0, 4), "nd-335-2025": (1, 4)}


def test_two_of_one_name_whom_a_policy_leaves_out_are_told_apart(tmp_path: Path) -> None:
    made = office(tmp_path, "Công chức")
    make.take_people(
        made,
        make.person_row(2, name="Nguyễn Thị Hạnh", category="Viên chức"),
        make.person_row(3, name="Nguyễn Thị Hạnh", category="Viên chức", birth="02/03/1991"),
    )

    key = make.unit_id(made)

    with made.work() as work:
        offered = policies_to_choose(work, unit=key, period=MARCH)

    outside = next(each.outside for each in offered if each.policy.code == CIVIL_SERVANTS)
    assert outside == ("Nguyễn Thị Hạnh (NV002)", "Nguyễn Thị Hạnh (NV003)")


def test_a_second_policy_is_for_those_whom_the_first_leaves_out(mixed: Workspace) -> None:
    key = make.unit_id(mixed)
    first = opening(mixed, CIVIL_SERVANTS)

    with mixed.work() as work:
        besides = policies_besides(work, unit=key, period=MARCH)
        second = open_round(work, unit=key, period=MARCH, policy_code=HANOI_NOW, others=True)
        after = policies_besides(work, unit=key, period=MARCH)

    assert (first.people, second.people) == (3, 1)
    assert (len(besides.people), [each.policy.code for each in besides.policies]) == (1, [HANOI_NOW])
    assert (after.people, after.policies) == ((), ())


def test_whoever_is_in_two_months_of_the_unit_is_named_as_the_second_opens(mixed: Workspace) -> None:
    opening(mixed, CIVIL_SERVANTS)

    second = opening(mixed, HANOI_NOW)

    told = [str(each) for each in second.warnings if "in one of the two" in str(each)]
    assert second.people == 4
    assert len(told) == 1
    assert CIVIL_SERVANTS in told[0]
