"""Users: adding them, what they may do, their passwords, signing in."""

from collections.abc import Callable
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.base.names import clean
from evalapp.domain.rights import Grant, Right, User, UserRole
from evalapp.store.work import Work
from evalapp.store.workspace import Workspace

SHORTEST_PASSWORD = 8
#: So many wrong passwords cost nothing; then each costs twice the wait of the one before.
_FREE_TRIES = 3
_LONGEST_WAIT = timedelta(minutes=5)
_hasher = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=4)


def add_user(
    work: Work, *, name: str, role: UserRole, unit_code: str | None = None, person_code: str | None = None
) -> User:
    """Add a user with a role over a unit (or everywhere), linked to who they are in the lists."""
    work.require_everywhere(Right.MANAGE_USERS)
    if not clean(name):
        raise UserError(N_("A user needs a name."))
    person = work.people.by_code(person_code).id if person_code else None
    user = work.users.add(clean(name), (_grant(work, role, unit_code),), person)
    work.audit.record("user.added", user.name, role=role.value, unit=unit_code)
    return user


def list_users(work: Work) -> list[User]:
    """Everybody who may sign in."""
    work.require_everywhere(Right.MANAGE_USERS)
    return work.users.all()


def grant_role(
    work: Work, *, name: str, role: UserRole, unit_code: str | None = None, taken: bool = False
) -> User:
    """Give a user a role, or take it away; the last administrator cannot be lost."""
    work.require_everywhere(Right.MANAGE_USERS)
    user = work.users.by_name(name)
    grant = _grant(work, role, unit_code)
    grants = tuple(held for held in user.grants if held != grant) if taken else (*user.grants, grant)
    work.users.save_grants(user.id, tuple(dict.fromkeys(grants)))
    if not any(
        held.role is UserRole.ADMINISTRATOR
        for each in work.users.all()
        if each.active
        for held in each.grants
    ):
        raise UserError(
            N_("The last administrator cannot lose that role: nobody could manage users any more.")
        )
    work.audit.record(
        "user.role_taken" if taken else "user.role_given", user.name, role=role.value, unit=unit_code
    )
    return work.users.by_name(name)


def set_password(work: Work, *, name: str, password: str) -> None:
    """Set a user's password, one's own or as the administrator; an empty one removes it, knowingly."""
    user = work.users.by_name(name)
    if user.id != work.user.id:
        work.require_everywhere(Right.MANAGE_USERS)
    if password and len(password) < SHORTEST_PASSWORD:
        raise UserError(N_("A password has at least {least} characters."), least=SHORTEST_PASSWORD)
    work.users.save_password(user.id, _hasher.hash(password) if password else None)
    work.audit.record("user.password_set" if password else "user.password_removed", user.name)


def sign_in(workspace: Workspace, name: str | None, ask_password: Callable[[str], str] | None) -> None:
    """Act as a user from now on; without a name, as the first who is active."""
    users = [user for user in workspace.users() if user.active]
    with workspace.beginning() as work:
        user = work.users.by_name(name) if name else users[0]
        stored = work.users.password_hash(user.id)
        if stored is not None:
            refuse_too_soon(work, user)
    if not user.active:
        raise UserError(N_("The user {name} is no longer active."), name=user.name)
    if stored is not None:
        given = ask_password(user.name) if ask_password else ""
        try:
            _hasher.verify(stored, given)
        except VerificationError as error:
            _refuse_password(workspace, user)
            raise UserError(N_("The password of {name} is not right."), name=user.name) from error
        _forgive(workspace, user, stored, given)
    workspace.sign_in(user)


def refuse_too_soon(work: Work, user: User) -> None:
    """After failures a user waits, each time twice as long; a clock that was set back lets nobody wait on."""
    count, at = _failures(work, user)
    if count < _FREE_TRIES or at is None:
        return
    wait = min(timedelta(seconds=2 ** (count - _FREE_TRIES + 1)), _LONGEST_WAIT)
    left = at + wait - work.now
    if timedelta(0) < left <= wait:
        raise UserError(
            N_("Too many wrong passwords for {name}. Wait {seconds} seconds, then try again."),
            name=user.name,
            seconds=int(left.total_seconds()),
        )


def open_doors(work: Work) -> list[str]:
    """Users without a password where several use the file: anybody may act in their name."""
    active = [user for user in work.users.all() if user.active]
    return [user.name for user in active if not user.has_password] if len(active) > 1 else []


def _refuse_password(workspace: Workspace, user: User) -> None:
    with workspace.beginning() as work:
        count, _ = _failures(work, user)
        work.settings.put(_failures_key(user), f"{count + 1} {work.now.isoformat()}")
        work.audit.record("user.refused", user.name)


def _forgive(workspace: Workspace, user: User, stored: str, given: str) -> None:
    """A right password ends the counting; one that was kept with older parameters is kept with today's."""
    with workspace.beginning() as work:
        if _failures(work, user)[0]:
            work.settings.put(_failures_key(user), "")
        if _hasher.check_needs_rehash(stored):
            work.users.save_password(user.id, _hasher.hash(given))
            work.audit.record("user.password_kept_anew", user.name)


def _failures(work: Work, user: User) -> tuple[int, datetime | None]:
    count, _, at = work.settings.get(_failures_key(user)).partition(" ")
    return (int(count), datetime.fromisoformat(at)) if count.isdecimal() and at else (0, None)


def _failures_key(user: User) -> str:
    return f"sign_in.failures.{user.id}"


def _grant(work: Work, role: UserRole, unit_code: str | None) -> Grant:
    return Grant(role, work.units.by_code(unit_code).id if unit_code else None)
