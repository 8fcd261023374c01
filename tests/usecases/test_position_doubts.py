"""A position that takes somebody out of a month that was scored is asked about before it is recorded."""

from collections.abc import Callable
from pathlib import Path

import pytest

from evalapp.base.errors import Unsure
from evalapp.base.messages import tr_error
from evalapp.store.workspace import Workspace
from evalapp.usecases.entering import PositionEntry
from evalapp.usecases.position_doubts import doubts_about_months
from tests.make import NEXT_DOOR, OFFICE, closed, office, opened, scored

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
