"""Who manages users, and what is refused to them."""

import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from evalapp.base.errors import UserError
from evalapp.domain.rights import UserRole
from evalapp.store.page_sums import sums_file
from evalapp.store.workspace import Workspace
from evalapp.usecases.checking import check_workspace
from evalapp.usecases.history import list_history
from evalapp.usecases.rounds import list_rounds
from evalapp.usecases.users import (
    add_user,
    grant_role,
    new_recovery_code,
    set_password,
    set_user_active,
    sign_in,
)
from tests import make
from tests.store.outside import tamper


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = make.office(tmp_path)
    yield made
    made.close()


def test_a_role_that_is_over_gives_no_right(workspace: Workspace) -> None:
    make.opened(workspace)
    with workspace.work() as work:
        gone = add_user(work, name="Lan", role=UserRole.HEAD, until=date(2018, 6, 30))
    workspace.sign_in(gone)

    with pytest.raises(UserError, match="may not see scores"), workspace.work() as work:
        list_rounds(work)


def test_giving_a_role_again_gives_it_new_days(workspace: Workspace) -> None:
    with workspace.work() as work:
        add_user(work, name="Lan", role=UserRole.HEAD, unit_code=make.OFFICE)
        lan = grant_role(work, name="Lan", role=UserRole.HEAD, unit_code=make.OFFICE, since=date(2018, 8, 1))
        [entry] = list_history(work, most=1)

    assert [grant.since for grant in lan.grants] == [date(2018, 8, 1)]
    assert (entry.action, entry.detail) == (
        "user.role_given", {"role": "head", "unit": make.OFFICE, "since": "2018-08-01"},
    )  # fmt: skip


def test_a_role_cannot_end_before_it_begins(workspace: Workspace) -> None:
    with pytest.raises(UserError, match="before it begins"), workspace.work() as work:
        add_user(work, name="Lan", role=UserRole.HEAD, since=date(2018, 8, 1), until=date(2018, 7, 1))


def test_an_auditor_gets_no_other_role(workspace: Workspace) -> None:
    with workspace.work() as work:
        add_user(work, name="Lan", role=UserRole.AUDITOR, person_code="NV003")

    with pytest.raises(UserError, match="looks at the work of others"), workspace.work() as work:
        grant_role(work, name="Lan", role=UserRole.PERSONNEL)


def test_nobody_gives_themselves_a_role_or_locks_themselves_out(workspace: Workspace) -> None:
    make.sign_in_as(workspace, UserRole.ADMINISTRATOR, person="NV003")

    with pytest.raises(UserError, match="gives themselves a role"), workspace.work() as work:
        grant_role(work, name="Lan", role=UserRole.HEAD)
    with pytest.raises(UserError, match="locks themselves out"), workspace.work() as work:
        set_user_active(work, name="Lan", active=False)


def test_whoever_is_let_in_no_longer_cannot_sign_in_until_they_are_again(workspace: Workspace) -> None:
    with workspace.work() as work:
        add_user(work, name="Lan", role=UserRole.HEAD)
        set_user_active(work, name="Lan", active=False)
    with pytest.raises(UserError, match="no longer active"):
        sign_in(workspace, "Lan", None)

    with workspace.work() as work:
        set_user_active(work, name="Lan", active=True)
    sign_in(workspace, "Lan", None)

    assert workspace.user.name == "Lan"


def test_the_last_administrator_is_never_let_go_nor_given_an_end(workspace: Workspace) -> None:
    with workspace.work() as work:
        add_user(work, name="Lan", role=UserRole.ADMINISTRATOR, unit_code=make.OFFICE)
    with pytest.raises(UserError, match="The last administrator"), workspace.work() as work:
        grant_role(work, name="local", role=UserRole.ADMINISTRATOR, until=date(2030, 1, 1))


def test_a_password_is_right_whichever_way_its_letters_are_composed(workspace: Workspace) -> None:
    with workspace.work() as work:
        add_user(work, name="Lan", role=UserRole.HEAD)
    make.give_password(workspace, "Lan", unicodedata.normalize("NFD", "mật khẩu của Lan"))

    sign_in(workspace, "Lan", lambda _name: unicodedata.normalize("NFC", "mật khẩu của Lan"))

    assert workspace.user.name == "Lan"


def test_the_code_of_a_sheet_sets_a_new_password_once(workspace: Workspace) -> None:
    with workspace.work() as work:
        add_user(work, name="Lan", role=UserRole.HEAD)
        with pytest.raises(UserError, match="no password that could be forgotten"):
            new_recovery_code(work, name="Lan")
    make.give_password(workspace, "Lan", "mật khẩu cũ")
    with workspace.work() as work:
        first = new_recovery_code(work, name="Lan")
        code = new_recovery_code(work, name="Lan")

    with pytest.raises(UserError, match="is not right"):
        sign_in(workspace, "Lan", lambda _: first, lambda _: "mật khẩu mới")
    with pytest.raises(UserError, match="at least 8"):
        sign_in(workspace, "Lan", lambda _: code, lambda _: "ngắn")
    sign_in(workspace, "Lan", lambda _: code.lower().replace("-", " "), lambda _: "mật khẩu mới")
    with pytest.raises(UserError, match="is not right"):
        sign_in(workspace, "Lan", lambda _: code, lambda _: "lần thứ hai")
    sign_in(workspace, "Lan", lambda _: "mật khẩu mới")

    assert workspace.user.name == "Lan"


def test_a_sheet_of_somebody_else_is_made_by_an_administrator_only(workspace: Workspace) -> None:
    with workspace.work() as work:
        set_password(work, name="local", password="mật khẩu dài")
    make.sign_in_as(workspace, UserRole.HEAD)

    with pytest.raises(UserError, match="may not manage users"), workspace.work() as work:
        new_recovery_code(work, name="local")


def test_whoever_has_no_password_gives_nobody_else_one(workspace: Workspace) -> None:
    with workspace.work() as work:
        add_user(work, name="Lan", role=UserRole.HEAD)

    with pytest.raises(UserError, match="Set the one of “local” first"), workspace.work() as work:
        set_password(work, name="Lan", password="mật khẩu dài")


def test_whoever_is_alone_works_without_a_password_knowingly(workspace: Workspace) -> None:
    with workspace.work() as work:
        set_password(work, name="local", password="mật khẩu dài")
        set_password(work, name="local", password="")
        assert not work.users.by_name("local").has_password


def test_who_manages_users_keeps_a_password_while_others_have_one(workspace: Workspace) -> None:
    with workspace.work() as work:
        add_user(work, name="Lan", role=UserRole.HEAD)
    make.give_password(workspace, "Lan", "mật khẩu dài")

    with pytest.raises(UserError, match="let local keep one"), workspace.work() as work:
        set_password(work, name="local", password="")
    with workspace.work() as work:
        set_password(work, name="Lan", password="")
        set_password(work, name="local", password="")


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO user_grant (user_id, role) SELECT id, 'head' FROM user WHERE name = 'Lan'",
        "UPDATE user_grant SET unit_id = NULL WHERE user_id = (SELECT id FROM user WHERE name = 'Lan')",
        "UPDATE user SET password = NULL WHERE name = 'Lan'",
        "UPDATE user SET password = (SELECT password FROM user WHERE name = 'local') WHERE name = 'Lan'",
        "UPDATE user SET person_id = NULL WHERE name = 'Lan'",
        "UPDATE user SET active = 0 WHERE name = 'Lan'",
        "UPDATE user SET name = 'Hoa', name_key = 'hoa' WHERE name = 'Lan'",
    ],
)
def test_whoever_is_changed_past_the_program_is_named_by_the_check(
    workspace: Workspace, statement: str
) -> None:
    with workspace.work() as work:
        add_user(work, name="Lan", role=UserRole.STAFF, unit_code=make.OFFICE, person_code="NV003")
        grant_role(work, name="Lan", role=UserRole.DEPUTY, unit_code=make.OFFICE, until=date(2030, 1, 1))
        grant_role(work, name="Lan", role=UserRole.DEPUTY, unit_code=make.OFFICE, taken=True)
        set_user_active(work, name="Lan", active=False)
        set_user_active(work, name="Lan", active=True)
    make.give_password(workspace, "Lan", "mật khẩu dài")
    with workspace.work() as work:
        assert check_workspace(work).users_changed == ()
    workspace.close()
    tamper(workspace.path, statement)
    sums_file(workspace.path).unlink()

    again = Workspace.open(workspace.path)
    with again.work() as work:
        check = check_workspace(work)
    again.close()

    assert ("Lan" in " ".join(check.users_changed) or "lan" in check.users_changed, check.ok) == (True, False)
