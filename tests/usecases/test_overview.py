from datetime import date
from pathlib import Path

import pytest

from evalapp.base.errors import UserError
from evalapp.domain.entry_kinds import KINDS
from evalapp.domain.periods import Period
from evalapp.domain.remedies import RemedySource
from evalapp.domain.rights import UserRole
from evalapp.domain.rounds import Stage
from evalapp.domain.standings import Overview, Owed
from evalapp.store.workspace import Workspace
from evalapp.usecases.overview import month_overview, people_at
from evalapp.usecases.registers import record_entry
from evalapp.usecases.remedies import raise_remedy
from evalapp.usecases.rounds import advance_round, round_status
from evalapp.usecases.settling import reopen_round
from tests import make, rewarding
from tests.make import (
    AUGUST,
    DISTRICT,
    JULY,
    NEXT_DOOR,
    OFFICE,
    TIED,
    TOTALS,
    closed,
    give,
    office,
    opened,
    person_row,
    round_now,
    scored,
    sign_in_as,
    take_people,
    unit_id,
)

JUNE = Period(2018, 6)


def seen(of: Workspace, unit: str = DISTRICT, period: Period = JULY) -> Overview:
    key = unit_id(of, unit)
    with of.work() as work:
        return month_overview(work, unit=key, period=period)


def test_only_units_with_people_or_a_month_are_shown_below_the_one_asked(tmp_path: Path) -> None:
    workspace = office(tmp_path)
    assert [(month.code, month.people, month.stage) for month in seen(workspace).units] == [
        (OFFICE, 10, None)
    ]

    take_people(workspace, person_row(1, code="TP001", name="Lò Thị Mỷ", unit=NEXT_DOOR))

    assert [(month.code, month.depth) for month in seen(workspace).units] == [(OFFICE, 1), (NEXT_DOOR, 1)]
    assert [month.code for month in seen(workspace, NEXT_DOOR).units] == [NEXT_DOOR]
    workspace.close()


def test_a_month_that_is_not_open_is_late_once_the_first_step_is_due(tmp_path: Path) -> None:
    workspace = office(tmp_path)

    july, august = seen(workspace).units[0], seen(workspace, period=AUGUST).units[0]

    assert (july.due, august.due) == (date(2018, 7, 27), date(2018, 8, 27))
    assert july.is_late(date(2018, 8, 2))
    assert not august.is_late(date(2018, 8, 2))
    workspace.close()


def test_who_is_not_scored_at_the_present_stage_is_named(tmp_path: Path) -> None:
    workspace = office(tmp_path)
    current = opened(workspace)
    assert len(seen(workspace).units[0].waiting) == 10

    some = {code: total for code, total in TOTALS.items() if code not in ("NV004", "NV007")}
    give(workspace, current.id, some)

    month = seen(workspace).units[0]
    assert round_now(workspace, current.id).stage is Stage.HEAD
    assert [(person.code, person.unit_code) for person in month.waiting] == [
        ("NV004", OFFICE),
        ("NV007", OFFICE),
    ]
    workspace.close()


def test_equals_at_the_line_are_told_with_the_level_they_ask_for(tmp_path: Path) -> None:
    workspace = office(tmp_path)
    current = scored(workspace, totals=TIED)
    with workspace.work() as work:
        advance_round(work, round_id=current.id, to=Stage.SETTLING)

    ties = seen(workspace).units[0].ties

    assert [[person.code for person in tied] for tied in ties] == [["NV002", "NV003", "NV004"]]
    assert ties[0][0].level == "A"
    workspace.close()


def test_decided_levels_are_counted_and_the_people_behind_each_are_known(tmp_path: Path) -> None:
    workspace = office(tmp_path)
    current = closed(workspace)

    overview = seen(workspace)
    with workspace.work() as work:
        people = people_at(work, rounds=[current.id], level="A")

    assert dict(overview.units[0].levels) == {"A": 3, "B": 6, "C": 1}
    assert list(overview.level_labels) == ["A", "B", "C", "D"]
    assert [(person.code, str(person.total)) for person in people] == [
        ("NV001", "97"),
        ("NV002", "96.5"),
        ("NV010", "98"),
    ]
    workspace.close()


def test_earlier_months_left_open_and_the_past_of_one_unit_are_shown(tmp_path: Path) -> None:
    workspace = office(tmp_path)
    scored(workspace)

    overview = seen(workspace, OFFICE, AUGUST)

    assert [(month.period, month.stage) for month in overview.besides] == [(JULY, Stage.HEAD)]
    assert [month.period for month in overview.past] == [JULY]
    workspace.close()


def test_a_month_that_was_reopened_is_open_work_whichever_month_is_looked_at(tmp_path: Path) -> None:
    workspace = office(tmp_path)
    current = closed(workspace)
    with workspace.work() as work:
        again = reopen_round(work, round_id=current.id, reason="Sai điểm của một người")

    others = {period: seen(workspace, OFFICE, period).besides for period in (JUNE, JULY, AUGUST)}

    assert {period: [month.round for month in months] for period, months in others.items()} == {
        JUNE: [again],
        JULY: [],
        AUGUST: [again],
    }
    workspace.close()


def test_only_who_may_read_the_scores_of_a_unit_sees_its_overview(tmp_path: Path) -> None:
    workspace = office(tmp_path)
    current = closed(workspace)
    sign_in_as(workspace, UserRole.HEAD, unit=NEXT_DOOR)

    for unit in (DISTRICT, OFFICE):
        with pytest.raises(UserError, match="may not"):
            seen(workspace, unit)
    with pytest.raises(UserError, match="may not"), workspace.work() as work:
        people_at(work, rounds=[current.id], level="A")
    assert seen(workspace, NEXT_DOOR).units == ()
    workspace.close()


def test_an_inspector_sees_what_inspections_wait_for_and_nothing_of_the_months(tmp_path: Path) -> None:
    workspace = office(tmp_path)
    closed(workspace)
    with workspace.work() as work:
        raise_remedy(
            work, unit_code=OFFICE, source=RemedySource.COMPLAINT, reference="12/ĐT", text="Sửa biển chỉ dẫn",
            owner_code="NV003", due=JULY.first_day, raised=JULY.first_day,
        )  # fmt: skip
    sign_in_as(workspace, UserRole.INSPECTOR)

    overview = seen(workspace, OFFICE)

    assert (overview.sees_months, overview.units, overview.past, overview.level_labels) == (False, (), (), {})
    assert [(each.what, each.count) for each in overview.overdue] == [(Owed.REMEDIES, 1)]
    workspace.close()


def test_suggestions_that_nobody_has_answered_are_counted(tmp_path: Path) -> None:
    workspace = office(tmp_path)
    current = scored(workspace)
    with workspace.work() as work:
        for day in (date(2018, 7, 10), date(2018, 8, 1)):
            record_entry(work, kind=KINDS["late"], since=day, person_code="NV003", note="30 phút")

    with workspace.work() as work:
        status = round_status(work, round_id=current.id)

    assert seen(workspace).units[0].suggestions == status.suggestions == 1
    workspace.close()


def test_what_rewards_wait_for_is_told_of_the_whole_subtree_changed_bases_first(tmp_path: Path) -> None:
    workspace = rewarding.office(tmp_path)
    make.closed(workspace, totals=rewarding.TOTALS)
    make.closed(workspace, make.AUGUST, rewarding.TOTALS)
    key = rewarding.about(workspace, "NV001", period=make.AUGUST).id
    rewarding.decide(workspace, [key])
    august = rewarding.round_of(workspace, make.AUGUST)
    rewarding.closed_again(workspace, august, {"NV001": "60"})
    district = make.unit_id(workspace, make.DISTRICT)

    with workspace.work() as work:
        told = month_overview(work, unit=district, period=make.JULY).rewards

    assert [(each.code, each.period, each.changed) for each in told] == [
        (make.OFFICE, make.AUGUST, 1),
        (make.OFFICE, make.JULY, 0),
    ]
