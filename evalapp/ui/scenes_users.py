"""The scenes of users: several with their roles, one being added, a role that is refused, a locked window."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, tr_error
from evalapp.domain.rights import UserRole
from evalapp.store.work import Work
from evalapp.ui.kit.seats import Seat
from evalapp.ui.screens.users.editing import save
from evalapp.ui.screens.users.screen import UsersScreen
from evalapp.ui.shell.lock_page import LockPage
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
            refused=screen.panel.mark_refused,
        )
        settle(on.tasks)


def lock_asking(on: Theatre) -> None:
    """Nobody is signed in: who works next."""
    _locked(on)


def lock_refused(on: Theatre) -> None:
    """A password that was not right, with how long to wait."""
    refused = UserError(
        N_("Too many wrong passwords for {name}. Wait {seconds} seconds, then try again."),
        name="hang.nt",
        seconds=8,
    )
    _locked(on).refuse(tr_error(refused))


USERS: Mapping[str, Callable[[Theatre], None]] = {
    "users.full": users_full,
    "users.entry": users_entry,
    "users.refused": users_refused,
    "lock.asking": lock_asking,
    "lock.refused": lock_refused,
}


def _users(on: Theatre) -> UsersScreen:
    on.tasks.run(_added, label="", done=_nothing)
    screen = on.show(on.places.scoring, Route("users"))
    if not isinstance(screen, UsersScreen):
        raise TypeError("the users' own screen")
    return screen


def _locked(on: Theatre) -> LockPage:
    on.show(on.places.scoring, Route("overview"))
    behind = on.window.centralWidget() or on.window
    page = LockPage(behind)  # goes with what it covers
    seats = (Seat("hang.nt", "hang.nt", has_password=True), Seat("minh.tv", "minh.tv", has_password=False))
    page.show_seats(seats, "hang.nt")
    page.show()
    page.take_keyboard()
    return page


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
    set_password(work, name=work.user.name, password="mat khau cua toi")
    set_password(work, name="hang.nt", password="mat khau dai")


def _nothing(_outcome: object) -> None:
    """Nothing follows."""
