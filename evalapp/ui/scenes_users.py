"""The scenes of users: several with their roles, one being added, a role that is refused."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from evalapp.domain.rights import UserRole
from evalapp.store.work import Work
from evalapp.ui.screens.users.editing import save
from evalapp.ui.screens.users.screen import UsersScreen
from evalapp.ui.shell.routes import Route
from evalapp.ui.theatre import Theatre, settle
from evalapp.usecases.users import add_user, set_password

#: A role that an auditor cannot have beside theirs.
_HEAD_TOO = {"role": UserRole.HEAD.value, "unit": "", "since": "", "until": ""}


def users_full(on: Theatre) -> None:
    """Several users with their roles; two have no password."""
    _users(on)


def users_entry(on: Theatre) -> None:
    """Somebody is being added."""
    _users(on)
    on.window.act("users", "users.add")
    settle(on.tasks)


def users_refused(on: Theatre) -> None:
    """A role that does not go together with another, with the reason at its field."""
    screen = _users(on)
    screen.table.setCurrentIndex(screen.table.rows_model.index(2, 0))
    on.window.act("users", "users.give")
    settle(on.tasks)
    if screen.state.editing:
        on.tasks.run(
            partial(save, editing=screen.state.editing, values=_HEAD_TOO),
            label="",
            done=_nothing,
            refused=screen.mark_refused,
        )
        settle(on.tasks)


USERS: Mapping[str, Callable[[Theatre], None]] = {
    "users.full": users_full,
    "users.entry": users_entry,
    "users.refused": users_refused,
}


def _users(on: Theatre) -> UsersScreen:
    on.tasks.run(_added, label="", done=_nothing)
    screen = on.show(on.places.scoring, Route("users"))
    if not isinstance(screen, UsersScreen):
        raise TypeError("the users' own screen")
    return screen


def _added(work: Work) -> None:
    if len(work.users.all()) > 1:
        return
    codes = [person.code for person in work.people.all()]
    unit = work.units.all()[-1].code
    add_user(work, name="hang.nt", role=UserRole.HEAD, unit_code=unit, person_code=codes[0])
    add_user(work, name="giam.sat", role=UserRole.AUDITOR, person_code=codes[1])
    add_user(
        work,
        name="minh.tv",
        role=UserRole.HEAD,
        unit_code=unit,
        person_code=codes[2],
        since=date(2018, 8, 1),
        until=date(2018, 8, 31),
    )
    set_password(work, name="hang.nt", password="mat khau dai")


def _nothing(_outcome: object) -> None:
    """Nothing follows."""
