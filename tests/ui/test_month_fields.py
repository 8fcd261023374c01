"""A deputy's grid takes scores of the people of their field alone; asked of the state, without a window."""

from pathlib import Path

import pytest

from evalapp.domain.groups import GroupKind, Part
from evalapp.domain.rights import UserRole
from evalapp.domain.rounds import Stage
from evalapp.ui.screens.month.lines import GridRow
from evalapp.ui.screens.month.state import MonthState
from evalapp.ui.shell.routes import Place
from evalapp.usecases.marks import round_marks
from evalapp.usecases.rounds import advance_round
from tests import grouped, make


@pytest.fixture
def state(tmp_path: Path) -> MonthState:
    workspace = make.office(tmp_path)
    current = grouped.opened(workspace)
    grouped.put(workspace, "Nội vụ", "NV002", kind=GroupKind.FIELD, part=Part.DEPUTY)
    grouped.put(workspace, "Nội vụ", "NV003", kind=GroupKind.FIELD)
    with workspace.work() as work:
        advance_round(work, round_id=current.id, to=Stage.DEPUTY)
    make.sign_in_as(workspace, UserRole.DEPUTY, unit=make.OFFICE, person="NV002")
    with workspace.work() as work:
        marks = round_marks(work, round_id=current.id)
    return MonthState.of(Place(make.OFFICE, make.JULY), current.unit, marks)


def rows(state: MonthState) -> dict[str, GridRow]:
    return {
        line.sheet.participant.code: GridRow(line, Stage.DEPUTY, number=1, editing=True)
        for line in state.lines.values()
    }


def test_only_the_people_of_the_field_take_scores(state: MonthState) -> None:
    taking = {code for code, row in rows(state).items() if row.takes}

    assert taking == {"NV003"}


def test_who_is_of_no_field_of_theirs_is_said_with_the_reason_and_left_out_of_what_is_to_do(
    state: MonthState,
) -> None:
    line = rows(state)["NV004"].line

    assert "is in no field yet" in line.closed
    assert line.left == (0, False)
