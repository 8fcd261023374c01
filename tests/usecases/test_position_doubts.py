"""A position that takes somebody out of a month that was scored is asked about before it is recorded."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from evalapp.base.errors import Unsure
from evalapp.base.messages import tr_error
from evalapp.domain.imports import ImportChoice
from evalapp.domain.periods import Period
from evalapp.store.workspace import Workspace
from evalapp.usecases.entering import PositionEntry, add_position, edit_position
from evalapp.usecases.position_doubts import doubts_about_months, doubts_about_removal
from tests.make import (
    NEXT_DOOR,
    OFFICE,
    Ticking,
    closed,
    office,
    opened,
    person_row,
    scored,
    take_people,
    take_units,
)
from tests.make import workspace as make_workspace

TITLE = "Chuyên viên"


def asked(of: Workspace, entry: PositionEntry, number: int | None = 1) -> list[Unsure]:
    with of.work() as work:
        return list(doubts_about_months(work, code="NV005", entry=entry, number=number))


@pytest.mark.parametrize("worked", [scored, closed])
@pytest.mark.parametrize(
    ("entry", "field", "number"),
    [
        (PositionEntry(OFFICE, TITLE, since="15/08/2018", until="20/08/2018"), "since", 1),
        (PositionEntry(OFFICE, TITLE, since="1/8/2018"), "since", 1),
        (PositionEntry(OFFICE, TITLE, until="30/7/2018"), "until", 1),
        (PositionEntry(NEXT_DOOR, TITLE), "unit", 1),
        (PositionEntry(NEXT_DOOR, TITLE, since="31/7/2018"), "since", None),
    ],
)
def test_whoever_would_no_longer_be_there_in_a_month_that_was_scored_is_asked_about(
    tmp_path: Path,
    worked: Callable[[Workspace], object],
    entry: PositionEntry,
    field: str,
    number: int | None,
) -> None:
    workspace = office(tmp_path)
    worked(workspace)

    [doubt] = asked(workspace, entry, number)

    assert doubt.field == field
    assert "no longer be in Phòng Nội vụ in month 07/2018" in tr_error(doubt)
    assert "the result there stays as it is" in tr_error(doubt)
    workspace.close()


@pytest.mark.parametrize(
    ("entry", "number"),
    [
        (PositionEntry(OFFICE, "Văn thư", since="15/7/2018"), 1),
        (PositionEntry(OFFICE, TITLE, until="31/7/2018"), 1),
        (PositionEntry(NEXT_DOOR, TITLE, since="1/8/2018"), None),
    ],
)
def test_nothing_is_asked_where_somebody_is_there_as_before_on_the_day_that_counts(
    tmp_path: Path, entry: PositionEntry, number: int | None
) -> None:
    workspace = office(tmp_path)
    scored(workspace)

    assert asked(workspace, entry, number) == []
    workspace.close()


def test_nothing_is_asked_of_a_month_in_which_nobody_was_scored_yet(tmp_path: Path) -> None:
    workspace = office(tmp_path)
    opened(workspace)

    assert asked(workspace, PositionEntry(OFFICE, TITLE, since="1/8/2018")) == []
    workspace.close()


def test_a_move_and_a_position_taken_away_are_asked_about_as_one_that_is_given(tmp_path: Path) -> None:
    workspace = office(tmp_path)
    with workspace.work() as work:
        add_position(work, code="NV005", entry=PositionEntry(OFFICE, "Văn thư", since="15/7/2018"))
        edit_position(work, code="NV005", number=1, entry=PositionEntry(NEXT_DOOR, TITLE, until="14/7/2018"))
    scored(workspace)

    with workspace.work() as work:
        [doubt] = doubts_about_removal(work, code="NV005", number=2)

    assert doubt.field == "since"
    assert "no longer be in Phòng Nội vụ in month 07/2018" in tr_error(doubt)
    workspace.close()


def test_of_many_months_the_first_are_named_and_the_others_counted(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path, clock=Ticking(datetime(2018, 12, 3, tzinfo=UTC)))
    take_units(workspace)
    take_people(workspace, person_row(5))
    for number in range(7, 12):
        scored(workspace, Period(2018, number), {"NV005": "80"})

    [doubt] = asked(workspace, PositionEntry(OFFICE, TITLE, since="1/12/2018"))

    assert "in month 07/2018, month 08/2018, month 09/2018 and 2 more, scored" in tr_error(doubt)
    assert str(doubt).count("month") == 3
    workspace.close()


MOVED = (
    person_row(5, unit=NEXT_DOOR, since="15/7/2018"),  # in the middle of the month that was scored
    person_row(6, unit=NEXT_DOOR, since="1/8/2018"),  # after it
)


def test_a_list_that_takes_people_out_of_scored_months_comes_in_once_that_is_said_to_be_meant(
    tmp_path: Path,
) -> None:
    workspace = office(tmp_path)
    scored(workspace)

    asked = take_people(workspace, *MOVED)

    assert not asked.applied
    [doubt] = asked.asked
    assert "Phạm Đức Ánh (NV005) would no longer be in Phòng Nội vụ in month 07/2018" in tr_error(doubt)
    assert [(each.row, each.column) for each in asked.warnings if each.is_asked] == [(2, "Từ ngày")]
    assert take_people(workspace, *MOVED, choice=ImportChoice(sure=True)).applied
    assert take_people(workspace, *MOVED).applied, "what is known already asks nothing"
    workspace.close()


def test_a_move_that_leaves_scored_months_alone_is_taken_in_at_once(tmp_path: Path) -> None:
    workspace = office(tmp_path)
    scored(workspace)

    assert take_people(workspace, MOVED[1]).applied
    workspace.close()
