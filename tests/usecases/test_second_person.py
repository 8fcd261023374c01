"""A second person at the same file: each action in each role, inside the unit of the role and outside it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NoReturn

import pytest
from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.domain.inspection_teams import Member, Part
from evalapp.domain.rights import RIGHTS, Grant, Right, UserRole
from evalapp.domain.rounds import RoundId, Stage
from evalapp.store.work import Work
from evalapp.store.workspace import Workspace
from evalapp.usecases.evidence import set_largest_file
from evalapp.usecases.history import list_history
from evalapp.usecases.inspections import list_visits
from evalapp.usecases.month_packages import expected_months
from evalapp.usecases.people import deactivate_person, list_people
from evalapp.usecases.rounds import advance_round
from evalapp.usecases.scores import enter_mark
from evalapp.usecases.search import locate_sheet, search_index
from evalapp.usecases.settling import reopen_round
from evalapp.usecases.summaries import summarise
from evalapp.usecases.teams import list_teams, record_team
from evalapp.usecases.users import add_user, list_users, open_doors, set_password, sign_in
from tests import make

Action = Callable[[Work, RoundId], object]


def _mark(work: Work, of: RoundId) -> object:
    sheet = work.rounds.sheets(of)[4].participant.sheet
    return enter_mark(work, sheet_id=sheet, stage=Stage.HEAD, code="II.2", points=None)


#: What needs a right over the unit of the month.
IN_UNIT: dict[Right, Action] = {
    Right.READ_SCORES: lambda work, of: summarise(work, round_id=of),
    Right.SCORE_HEAD: _mark,
    Right.RUN_MONTH: lambda work, of: advance_round(work, round_id=of, to=Stage.SETTLING),
    Right.READ_PEOPLE: lambda work, of: list_people(work, unit=work.rounds.get(of).unit),
    Right.EDIT_PEOPLE: lambda work, _of: deactivate_person(work, code="NV005"),
    Right.DECIDE: lambda work, of: reopen_round(work, round_id=of, reason="x"),
}
#: What needs a right over the whole file.
EVERYWHERE: dict[Right, Action] = {
    Right.MANAGE_USERS: lambda work, _of: list_users(work),
    Right.READ_AUDIT: lambda work, _of: list_history(work),
    Right.KEEP_DATA: lambda work, _of: set_largest_file(work, megabytes=5),
}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, RoundId]:
    """One file with a scored month, in which nothing that a test does is kept."""
    workspace = make.office(tmp_path_factory.mktemp("second"))
    return workspace, make.scored(workspace).id


class _Undone(Exception):
    """Ends a try without keeping what it did."""


def _undo() -> NoReturn:
    raise _Undone


def _forbidden(workspace: Workspace, of: RoundId, grant: Grant, action: Action) -> bool:
    """Whether somebody with one role is told that they may not; nothing of the try is kept."""
    try:
        with workspace.work() as work:
            user = add_user(work, name="Lan", role=UserRole.STAFF)
            work.users.save_grants(user.id, (grant,))
            work.user = work.users.by_name("Lan")
            try:
                action(work, of)
            except UserError as error:
                if "right" in error.values:
                    raise
            _undo()
    except _Undone:
        return False
    except UserError:
        return True


@pytest.mark.parametrize("role", UserRole)
def test_each_role_does_what_the_table_says_in_its_unit_and_nothing_elsewhere(
    shared: tuple[Workspace, RoundId], role: UserRole
) -> None:
    workspace, of = shared
    here, next_door = make.unit_id(workspace), make.unit_id(workspace, make.NEXT_DOOR)

    found = {
        right: (
            _forbidden(workspace, of, Grant(role), action),
            _forbidden(workspace, of, Grant(role, here), action),
            _forbidden(workspace, of, Grant(role, next_door), action),
        )
        for right, action in (IN_UNIT | EVERYWHERE).items()
    }

    assert found == {
        right: (right not in RIGHTS[role], right in EVERYWHERE or right not in RIGHTS[role], True)
        for right in found
    }


def test_the_search_and_lists_end_at_the_unit_of_a_role(tmp_path: Path) -> None:
    workspace = make.office(tmp_path)
    make.scored(workspace)
    make.take_people(workspace, make.person_row(9, code="NV900", name="Lý Văn Xa", unit=make.NEXT_DOOR))
    make.sign_in_as(workspace, UserRole.STAFF, unit=make.NEXT_DOOR, person="NV005")

    with workspace.work() as work:
        found = {each.code for each in search_index(work).people}
        listed = {each.code for each in list_people(work)}
        sheet = locate_sheet(work, person="NV003", period=make.JULY, exactly=False)
        with pytest.raises(UserError, match="may not see inspections"):
            list_visits(work)

    assert found == listed == {"NV900", "NV005"}
    assert sheet is None
    workspace.close()


def test_wrong_passwords_cost_more_and_more_time_and_are_in_the_history(tmp_path: Path) -> None:
    workspace = make.office(tmp_path)
    with workspace.work() as work:
        add_user(work, name="Lan", role=UserRole.HEAD)
        assert open_doors(work) == ["local", "Lan"]
        set_password(work, name="local", password="mật khẩu dài")
        assert open_doors(work) == ["Lan"]
        set_password(work, name="Lan", password="mật khẩu dài")
    clock = workspace.clock
    assert isinstance(clock, make.Ticking)
    workspace.clock = lambda: clock.now

    for _ in range(4):
        with pytest.raises(UserError, match="is not right"):
            sign_in(workspace, "Lan", lambda _name: "sai rồi nhé")
        clock.now += make.timedelta(seconds=3)
    with pytest.raises(UserError, match="Wait 1 seconds"):
        sign_in(workspace, "Lan", lambda _name: "mật khẩu dài")
    clock.now -= make.timedelta(days=400)
    sign_in(workspace, "Lan", lambda _name: "mật khẩu dài")

    with workspace.beginning() as work:
        assert len(work.audit.of_actions("user.refused")) == 4
    workspace.close()


def test_teams_and_received_months_of_other_units_are_theirs(tmp_path: Path) -> None:
    workspace = make.office(tmp_path)
    make.closed(workspace)
    day = make.NOON.date()
    team = partial(record_team, day=day, since=day, until=day, members=(Member("An", Part.HEAD),))
    with workspace.work() as work:
        team(work, number="1/QĐ", units=(make.OFFICE,))
        team(work, number="2/QĐ", units=(make.DISTRICT,))
    make.sign_in_as(workspace, UserRole.INSPECTOR, unit=make.NEXT_DOOR)

    with workspace.work() as work:
        assert [each.number for each in list_teams(work)] == ["2/QĐ"]
    for number, units in (("3/QĐ", ()), ("1/QĐ", (make.NEXT_DOOR,)), ("4/QĐ", (make.OFFICE,))):
        with pytest.raises(UserError, match="may not log inspections"), workspace.work() as work:
            team(work, number=number, units=units)
    with workspace.work() as work:
        work.user = replace(work.user, grants=(Grant(UserRole.HEAD, work.units.by_code(make.NEXT_DOOR).id),))
        assert make.OFFICE not in {each.unit.code for each in expected_months(work, period=make.JULY)}
    workspace.close()
