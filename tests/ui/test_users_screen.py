"""Users in the window, `evalapp.ui.screens.users`: adding, roles in their days, passwords."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from evalapp.domain.rights import UserRole
from evalapp.store.workspace import Workspace
from evalapp.ui.kit.pickers import Choice, ChoicePicker
from evalapp.usecases.users import add_user
from tests import make
from tests.ui.answers import Answers
from tests.ui.driver import Driver
from tests.ui.world import UNIT

Sit = Callable[..., Driver]


def fill(at: Driver, **values: str) -> None:
    """Fill the panel in, as with the keyboard."""
    for key, value in values.items():
        editor = at.screen.panel.form.field(key)
        if isinstance(editor, ChoicePicker):
            editor.show_choices([Choice(value, value)], value)
        else:
            assert isinstance(editor, QLineEdit)
            editor.setText(value)


def an_auditor(workspace: Workspace) -> None:
    with workspace.work() as work:
        add_user(work, name="Ánh", role=UserRole.AUDITOR, person_code="NV003")


def a_head(workspace: Workspace) -> None:
    make.sign_in_as(workspace, UserRole.HEAD, unit=UNIT)


def at_users(at: Driver) -> Driver:
    at.visit("users")
    return at


def test_somebody_is_added_with_a_role_that_ends_by_itself(user: Sit) -> None:
    at = at_users(user())

    at.do("users.add")
    fill(at, name="binh.tv", person="NV002", role="head", unit=UNIT, since="1/9/2018", until="30/9/2018")
    at.screen.panel.actions_bar.action("filled.save").trigger()
    at.settle()

    [_, added] = at.screen.state.users
    assert at.table.current().user.name == "binh.tv"
    assert at.column("roles")[0] == "every role, everywhere"
    assert (added.grants[0].since, added.grants[0].until) == (date(2018, 9, 1), date(2018, 9, 30))
    assert at.cell(row="binh.tv", column="person", by="name") == "Trần Văn Bình"
    assert "until 30/09/2018" in at.cell(row="binh.tv", column="roles", by="name")
    assert "Without a password" in at.screen.state.summary


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_who_a_user_is_is_chosen_by_name(user: Sit) -> None:
    at = at_users(user())

    at.do("users.add")
    fill(at, name="binh.tv", role="head", unit=UNIT)
    at.screen.panel.form.field("person").setFocus()
    at.type("tran van b")
    at.settle()
    at.press(Qt.Key.Key_Return)
    at.settle()
    at.screen.panel.actions_bar.action("filled.save").trigger()
    at.settle()

    assert at.cell(row="binh.tv", column="person", by="name") == "Trần Văn Bình"


def test_a_role_that_does_not_go_together_is_refused_at_its_field(user: Sit) -> None:
    at = at_users(user(an_auditor))

    at.put_cursor(row="Ánh", column="name", by="name")
    at.do("users.give")
    fill(at, role="head", unit=UNIT)
    at.screen.panel.actions_bar.action("filled.save").trigger()
    at.settle()

    assert "looks at the work of others" in at.screen.panel.form.reason("role")
    assert at.screen.panel.form.values["unit"] == UNIT


def test_a_password_is_set_and_somebody_is_let_in_no_longer(user: Sit, answers: Answers) -> None:
    at = at_users(user(an_auditor))
    answers.new_passwords = ("mật khẩu của tôi", "mật khẩu dài")

    at.put_cursor(row="Ánh", column="name", by="name")
    at.do("users.password")
    assert "would keep nothing" in answers.questions[-1]
    assert answers.titles == ["First a password of local, then one of Ánh"]
    assert at.column("password") == ["yes", "yes"]
    at.do("users.active")

    assert at.cell(row="Ánh", column="standing", by="name") == "Inactive"


def test_whoever_may_not_manage_users_sees_themselves_and_sets_their_own_password(
    user: Sit, answers: Answers
) -> None:
    at = user(a_head)
    answers.new_password = "mật khẩu dài"
    at.tasks.attend(lambda workspace, _: a_head_sits_down(workspace), label="", done=lambda _: None)
    at_users(at)

    assert at.column("name") == ["Lan"]
    assert not at.can("users.add")
    at.do("users.password")
    assert at.column("password") == ["yes"]


def a_head_sits_down(workspace: Workspace) -> None:
    with workspace.work() as work:
        lan = work.users.by_name("Lan")
    workspace.sign_in(lan)
