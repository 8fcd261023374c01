"""A workspace from its making to its backups, and who may use it."""

from pathlib import Path

import pytest

from evalapp.base.errors import UserError
from evalapp.domain.rights import UserRole
from evalapp.domain.rounds import Stage
from evalapp.store.workspace import Workspace
from evalapp.usecases.backups import back_up, restore
from evalapp.usecases.checking import check_workspace
from evalapp.usecases.history import list_history, verify_history
from evalapp.usecases.users import add_user, grant_role, list_users, set_password, sign_in
from evalapp.usecases.workspaces import create_workspace, open_workspace, workspace_info
from tests import make
from tests.store.outside import tamper


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return make.office(tmp_path)


def test_a_fresh_workspace_has_one_local_user_with_every_role_and_no_password(tmp_path: Path) -> None:
    made = create_workspace(tmp_path / "w.sqlite", clock=make.Ticking())

    [user] = made.users()

    assert {grant.role for grant in user.grants} == set(UserRole)
    assert (user.person, user.has_password) == (None, False)
    assert {grant.unit for grant in user.grants} == {None}
    made.close()


def test_a_fresh_workspace_has_the_policies_that_ship(workspace: Workspace) -> None:
    with workspace.work() as work:
        info = workspace_info(work, file="w.sqlite")

    assert f"{make.POLICY} v1" in info.policies
    assert (info.units, info.people, info.rounds, info.closed) == (3, 10, 0, 0)


def test_two_workspaces_never_share_a_secret(tmp_path: Path) -> None:
    secrets = set[bytes]()
    for name in ("a.sqlite", "b.sqlite"):
        made = create_workspace(tmp_path / name)
        with made.work() as work:
            secrets.add(work.settings.secret)
        made.close()

    assert len(secrets) == 2


def test_opening_again_adds_nothing_to_the_history(workspace: Workspace) -> None:
    workspace.close()
    counts: list[int] = []
    for _ in range(2):
        again = open_workspace(workspace.path)
        with again.work() as work:
            counts.append(work.audit.count())
        again.close()

    assert counts[0] == counts[1]


def test_a_backup_is_a_whole_workspace(workspace: Workspace, tmp_path: Path) -> None:
    month = make.closed(workspace)

    path = back_up(workspace, tmp_path / "sao-luu.sqlite")

    copy = open_workspace(path)
    assert make.results(copy, month.id) == make.results(workspace, month.id)
    with copy.work() as work:
        assert check_workspace(work).ok
    copy.close()
    assert sorted(p.name for p in tmp_path.iterdir() if p.suffix == ".part") == []


def test_a_backup_without_a_place_goes_among_the_numbered_ones(workspace: Workspace) -> None:
    path = back_up(workspace)

    assert path.parent == workspace.path.with_name("w.backups")
    assert path.name.startswith("w.000001.20180802T05")


def test_a_backup_never_overwrites(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "x").write_text("my letters")

    with pytest.raises(UserError, match="exists already"):
        back_up(workspace, tmp_path / "x")

    assert (tmp_path / "x").read_text() == "my letters"


def test_a_backup_into_a_place_that_takes_none_says_so_and_leaves_nothing(
    workspace: Workspace, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(UserError, match="could not be written"):
        back_up(workspace, tmp_path / "file" / "x.sqlite")


def test_restoring_brings_the_backup_back_and_keeps_the_present_file(
    workspace: Workspace, tmp_path: Path
) -> None:
    month = make.scored(workspace)
    saved = back_up(workspace, tmp_path / "sao-luu.sqlite")
    make.give(workspace, month.id, {"NV003": "50"})
    workspace.close()

    kept = restore(saved, workspace.path, clock=make.Ticking())

    assert kept is not None
    totals = []
    for path in (workspace.path, kept):
        opened = open_workspace(path)
        totals.append(make.results(opened, month.id)["NV003"][0])
        opened.close()
    assert totals == [92, 50]


def test_restoring_where_nothing_was_keeps_nothing(workspace: Workspace, tmp_path: Path) -> None:
    saved = back_up(workspace, tmp_path / "sao-luu.sqlite")

    assert restore(saved, tmp_path / "moi.sqlite") is None
    open_workspace(tmp_path / "moi.sqlite").close()


@pytest.mark.parametrize("content", [b"my letters" * 999, b""])
def test_only_a_sound_workspace_is_restored(workspace: Workspace, tmp_path: Path, content: bytes) -> None:
    workspace.close()
    before = workspace.path.read_bytes()
    (tmp_path / "bad").write_bytes(content)

    with pytest.raises(UserError, match="is no workspace of this program, or it is damaged"):
        restore(tmp_path / "bad", workspace.path)

    assert workspace.path.read_bytes() == before


def test_a_truncated_backup_is_not_restored(workspace: Workspace, tmp_path: Path) -> None:
    saved = back_up(workspace, tmp_path / "sao-luu.sqlite")
    workspace.close()
    saved.write_bytes(saved.read_bytes()[: 4096 * 10])
    before = workspace.path.read_bytes()

    with pytest.raises(UserError, match="damaged"):
        restore(saved, workspace.path)

    assert workspace.path.read_bytes() == before


def test_a_damaged_file_is_replaced_by_its_backup_and_kept_with_its_log(
    workspace: Workspace, tmp_path: Path
) -> None:
    saved = back_up(workspace, tmp_path / "sao-luu.sqlite")
    workspace.close()
    whole = workspace.path.read_bytes()
    damaged = whole[:100] + b"\xff" * (len(whole) - 100)
    workspace.path.write_bytes(damaged)
    (tmp_path / "w.sqlite-wal").write_bytes(b"log")

    kept = restore(saved, workspace.path, clock=make.Ticking())

    assert kept is not None
    assert kept.read_bytes() == damaged
    assert not (tmp_path / "w.sqlite-wal").exists()
    again = open_workspace(workspace.path)
    with again.work() as work:
        assert check_workspace(work).ok
    again.close()


def test_a_file_that_is_open_is_not_replaced(workspace: Workspace, tmp_path: Path) -> None:
    saved = back_up(workspace, tmp_path / "sao-luu.sqlite")

    with pytest.raises(UserError, match="is open elsewhere"):
        restore(saved, workspace.path)

    assert make.opened(workspace).stage is Stage.SELF


def test_restoring_asks_for_the_password_of_who_may(workspace: Workspace, tmp_path: Path) -> None:
    saved = back_up(workspace, tmp_path / "sao-luu.sqlite")
    with workspace.work() as work:
        set_password(work, name="local", password="mật khẩu dài")
    workspace.close()

    with pytest.raises(UserError, match="is not right"):
        restore(saved, workspace.path, ask_password=lambda _name: "sai")

    assert sorted(path.name for path in tmp_path.iterdir()) == ["sao-luu.sqlite", "w.sqlite", "w.sqlite.sums"]


def test_restoring_into_a_place_that_takes_nothing_says_so(workspace: Workspace, tmp_path: Path) -> None:
    saved = back_up(workspace, tmp_path / "sao-luu.sqlite")
    (tmp_path / "file").write_text("")

    with pytest.raises(UserError, match="could not be restored"):
        restore(saved, tmp_path / "file" / "w.sqlite")


def test_restoring_a_file_that_is_not_there_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="There is no file"):
        restore(tmp_path / "nothing", workspace.path)


def test_a_check_finds_a_broken_reference(workspace: Workspace) -> None:
    workspace.close()
    tamper(workspace.path, "UPDATE position SET unit_id = 99 WHERE id = 1")
    again = Workspace.open(workspace.path)

    with again.work() as work:
        checked = check_workspace(work)
    again.close()

    assert (checked.ok, checked.foreign_keys) == (False, "position")


def test_a_password_is_asked_for_and_checked(workspace: Workspace) -> None:
    with workspace.work() as work:
        add_user(work, name="Lan", role=UserRole.AUDITOR)
    make.give_password(workspace, "lan", "mật khẩu dài")
    asked: list[str] = []

    with pytest.raises(UserError, match="The password of Lan is not right"):
        sign_in(workspace, "lan", lambda _name: "sai")
    with pytest.raises(UserError, match="is not right"):
        sign_in(workspace, "lan", None)
    sign_in(workspace, "LAN", lambda name: asked.append(name) or "mật khẩu dài")

    assert (asked, workspace.user.name) == (["Lan"], "Lan")


def test_a_short_password_is_refused_and_an_empty_one_removes_it(workspace: Workspace) -> None:
    with workspace.work() as work:
        with pytest.raises(UserError, match="at least 8 characters"):
            set_password(work, name="local", password="1234567")
        set_password(work, name="local", password="")
        assert not work.users.by_name("local").has_password


def test_no_password_is_kept_as_it_was_typed(workspace: Workspace) -> None:
    with workspace.work() as work:
        set_password(work, name="local", password="chim-hoa-mi-9")
    workspace.close()

    assert b"chim-hoa-mi-9" not in workspace.path.read_bytes()


def test_an_unknown_user_is_refused(workspace: Workspace) -> None:
    with pytest.raises(UserError, match="There is no user named “Hoa”"):
        sign_in(workspace, "Hoa", None)


def test_a_name_is_taken_once_whatever_its_case(workspace: Workspace) -> None:
    with pytest.raises(UserError, match="exists already"), workspace.work() as work:
        add_user(work, name="LOCAL", role=UserRole.AUDITOR)


@pytest.mark.parametrize("name", ["", "  "])
def test_a_user_needs_a_name(workspace: Workspace, name: str) -> None:
    with pytest.raises(UserError, match="needs a name"), workspace.work() as work:
        add_user(work, name=name, role=UserRole.AUDITOR)


def test_roles_are_given_and_taken_with_their_unit(workspace: Workspace) -> None:
    with workspace.work() as work:
        add_user(work, name="Lan", role=UserRole.DEPUTY, unit_code=make.OFFICE)
        grant_role(work, name="Lan", role=UserRole.HEAD, unit_code=make.NEXT_DOOR)
        both = grant_role(work, name="Lan", role=UserRole.HEAD, unit_code=make.NEXT_DOOR)
        one = grant_role(work, name="Lan", role=UserRole.DEPUTY, unit_code=make.OFFICE, taken=True)

    assert [grant.role for grant in both.grants] == [UserRole.DEPUTY, UserRole.HEAD]
    assert [grant.role for grant in one.grants] == [UserRole.HEAD]


def test_the_last_administrator_stays_one(workspace: Workspace) -> None:
    with (
        pytest.raises(UserError, match="The last administrator cannot lose that role"),
        workspace.work() as work,
    ):
        grant_role(work, name="local", role=UserRole.ADMINISTRATOR, taken=True)

    with workspace.work() as work:
        assert len(list_users(work)) == 1


@pytest.mark.parametrize("role", [role for role in UserRole if role is not UserRole.ADMINISTRATOR])
def test_only_an_administrator_manages_users_and_data(
    workspace: Workspace, tmp_path: Path, role: UserRole
) -> None:
    make.sign_in_as(workspace, role)

    with pytest.raises(UserError, match="may not manage users"), workspace.work() as work:
        list_users(work)
    with pytest.raises(UserError, match="may not manage users"), workspace.work() as work:
        set_password(work, name="local", password="mật khẩu dài")
    with pytest.raises(UserError, match="may not back up"):
        back_up(workspace, tmp_path / "x.sqlite")


def test_an_administrator_of_one_unit_makes_nobody_administrator_of_all(workspace: Workspace) -> None:
    make.sign_in_as(workspace, UserRole.ADMINISTRATOR, unit=make.OFFICE)

    with pytest.raises(UserError, match="may not manage users"), workspace.work() as work:
        grant_role(work, name="Lan", role=UserRole.ADMINISTRATOR)


def test_the_history_is_read_by_auditors_and_checked_by_anybody(workspace: Workspace) -> None:
    make.sign_in_as(workspace, UserRole.STAFF)

    with pytest.raises(UserError, match="may not read the history"), workspace.work() as work:
        list_history(work)
    with workspace.work() as work:
        assert verify_history(work).broken_at is None


def test_the_history_names_who_did_it(workspace: Workspace) -> None:
    make.sign_in_as(workspace, UserRole.HEAD)
    make.opened(workspace)

    workspace.sign_in(None)
    with workspace.work() as work:
        [newest] = list_history(work, most=1)
    assert (newest.actor, newest.action) == ("Lan", "round.opened")
