"""Users: adding them, what they may do, their passwords, signing in."""

import secrets
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING

from evalapp.base.errors import FieldError, UserError
from evalapp.base.messages import N_, Term
from evalapp.base.names import clean
from evalapp.domain.passwords import as_typed, refuse_short
from evalapp.domain.people import PersonId
from evalapp.domain.recovery_codes import CHANCE, read_code, written_code
from evalapp.domain.rights import USER_ROLE_LABELS, Grant, Right, User, UserRole, kept_apart
from evalapp.store.work import Work
from evalapp.store.workspace import Workspace

if TYPE_CHECKING:
    from argon2 import PasswordHasher

UNGUARDED = N_(
    "“{me}” manages users and has no password: anybody at this file could act in that name, and a password "
    "of {user} would keep nothing. Set the one of “{me}” first."
)
#: So many wrong passwords cost nothing; then each costs twice the wait of the one before.
_FREE_TRIES = 3
_LONGEST_WAIT = timedelta(minutes=5)


def add_user(
    work: Work,
    *,
    name: str,
    role: UserRole,
    unit_code: str | None = None,
    person_code: str | None = None,
    since: date | None = None,
    until: date | None = None,
) -> User:
    """Add a user with a role over a unit (or everywhere), linked to who they are in the lists."""
    work.require_everywhere(Right.MANAGE_USERS)
    if not clean(name):
        raise FieldError("name", UserError(N_("A user needs a name.")))
    person = _person(work, person_code) if person_code else None
    grant = _grant(work, role, unit_code, since, until)
    user = work.users.add(clean(name), (grant,), person)
    linked = {"person": person_code} if person_code else {}
    work.audit.record("user.added", user.name, **_told(grant, unit_code), **linked)
    return user


def list_users(work: Work) -> list[User]:
    """Everybody who may sign in."""
    work.require_everywhere(Right.MANAGE_USERS)
    return work.users.all()


def grant_role(
    work: Work,
    *,
    name: str,
    role: UserRole,
    unit_code: str | None = None,
    since: date | None = None,
    until: date | None = None,
    taken: bool = False,
) -> User:
    """Give a user a role in its days, or take it away; the last administrator cannot be lost."""
    work.require_everywhere(Right.MANAGE_USERS)
    user = work.users.by_name(name)
    grant = _grant(work, role, unit_code, since, until)
    others = tuple(held for held in user.grants if not held.is_same_part(grant))
    if not taken:
        _refuse_together(work, user, grant)
    work.users.save_grants(user.id, others if taken else (*others, grant))
    _refuse_without_administrator(work)
    work.audit.record("user.role_taken" if taken else "user.role_given", user.name, **_told(grant, unit_code))
    return work.users.by_name(name)


def set_user_active(work: Work, *, name: str, active: bool) -> User:
    """Let a user sign in again, or no longer; what they did keeps their name."""
    work.require_everywhere(Right.MANAGE_USERS)
    user = work.users.by_name(name)
    if user.id == work.user.id and not active:
        raise UserError(N_("Nobody locks themselves out: another administrator does that."))
    if user.active is not active:
        work.users.save_active(user.id, active=active)
        _refuse_without_administrator(work)
        work.audit.record("user.activated" if active else "user.deactivated", user.name)
    return work.users.by_name(name)


def _refuse_together(work: Work, user: User, grant: Grant) -> None:
    """Separation of duties: who looks at others' work has no part in it, nobody gives themselves a role."""
    against = kept_apart(grant.role, [held.role for held in user.grants])
    if against is not None and user.person is not None:
        refusal = UserError(
            N_(
                "{user} cannot be “{wanted}” beside “{held}”: whoever looks at the work of others has no "
                "part in it. Take that role away first, or give the new one to somebody else."
            ),
            user=user.name,
            wanted=Term(USER_ROLE_LABELS[grant.role]),
            held=Term(USER_ROLE_LABELS[against]),
        )
        raise FieldError("role", refusal)
    if user.id == work.user.id and user.person is not None:
        refusal = UserError(N_("Nobody gives themselves a role: another administrator does that."))
        raise FieldError("role", refusal)


def _refuse_without_administrator(work: Work) -> None:
    """Somebody who can sign in must be administrator of everything today, with no end in sight."""
    if not any(
        held.role is UserRole.ADMINISTRATOR
        and held.unit is None
        and held.until is None
        and held.holds_on(work.today)
        for each in work.users.all()
        if each.active
        for held in each.grants
    ):
        raise UserError(
            N_("The last administrator cannot lose that role: nobody could manage users any more.")
        )


def set_password(work: Work, *, name: str, password: str) -> None:
    """Set a user's password, one's own or as the administrator; an empty one removes it, knowingly."""
    user = work.users.by_name(name)
    if user.id != work.user.id:
        work.require_everywhere(Right.MANAGE_USERS)
    if password:
        refuse_short(password)
        refuse_unguarded(work, user)
    else:
        _refuse_opening(work, user)
    stored = _hasher().hash(as_typed(password)) if password else None
    work.users.save_password(user.id, stored)
    if stored is None:
        work.audit.record("user.password_removed", user.name)
    else:
        work.audit.record("user.password_set", user.name, hash=proof_of(stored))


def proof_of(stored: str) -> str:
    """What the history tells of a password: enough to see that it was replaced, of no use to guess it."""
    return sha256(stored.encode()).hexdigest()[:16]


def refuse_unguarded(work: Work, user: User) -> None:
    """Whoever sets somebody else's password has one: it keeps nobody out who can act for its setter."""
    if user.id != work.user.id and work.users.password_hash(work.user.id) is None:
        raise UserError(
            UNGUARDED,
            me=work.user.name,
            user=user.name,
        )


def _refuse_opening(work: Work, user: User) -> None:
    """Who manages users keeps a password while others have one; who is alone works without, knowingly."""
    guarded = [each.name for each in work.users.all() if each.active and each.has_password]
    others = [name for name in guarded if name != user.name]
    if others and user.active and user.units_with(Right.MANAGE_USERS):
        raise UserError(
            N_(
                "{user} manages users, and these have a password: {others}. Without one of {user} anybody "
                "could act for all of them. Take their passwords away first, or let {user} keep one."
            ),
            user=user.name,
            others=others,
        )


def new_recovery_code(work: Work, *, name: str, chance: Callable[[int], bytes] = secrets.token_bytes) -> str:
    """A code for a printed sheet, which sets a new password once; the code of an earlier sheet ends."""
    user = work.users.by_name(name)
    if user.id != work.user.id:
        work.require_everywhere(Right.MANAGE_USERS)
    if not user.has_password:
        raise UserError(N_("{name} has no password that could be forgotten. Set one first."), name=user.name)
    code = written_code(chance(CHANCE))
    work.users.save_recovery(user.id, _hasher().hash(str(read_code(code))))
    work.audit.record("user.recovery_made", user.name)
    return code


def sign_in(
    workspace: Workspace,
    name: str | None,
    ask_password: Callable[[str], str] | None,
    ask_new: Callable[[str], str] | None = None,
    ask_who: Callable[[Sequence[User]], str] | None = None,
) -> None:
    """Act as a user from now on; without a name, as the first who is active and needs no password.

    Where the first has one and there are others, `ask_who` says which of them it is; else it is the first.
    The code of their recovery sheet is taken in place of the password, once: `ask_new` gives the new one.
    """
    users = [user for user in workspace.users() if user.active]
    with workspace.beginning() as work:
        user = work.users.by_name(name) if name else _who_of(users, ask_who)
        stored = work.users.password_hash(user.id)
        if stored is not None:
            refuse_too_soon(work, user)
    if not user.active:
        raise UserError(N_("The user {name} is no longer active."), name=user.name)
    if stored is not None:
        given = ask_password(user.name) if ask_password else ""
        if ask_new is not None and _is_recovery(workspace, user, given):
            stored, given = _recovered(workspace, user, ask_new(user.name))
        if not _fits(stored, as_typed(given)):
            _refuse_password(workspace, user)
            raise UserError(N_("The password of {name} is not right."), name=user.name)
        _forgive(workspace, user, stored, given)
    workspace.sign_in(user)


def _who_of(users: Sequence[User], ask: Callable[[Sequence[User]], str] | None) -> User:
    """Who has to be asked for a password may be anybody; whoever needs none sits at their own computer."""
    first = users[0]
    if ask is None or len(users) == 1 or not first.has_password:
        return first
    name = ask(users)
    return next(user for user in users if user.name == name)


def _is_recovery(workspace: Workspace, user: User, given: str) -> bool:
    """Whether what was typed is the code of the user's sheet."""
    code = read_code(given)
    with workspace.beginning() as work:
        stored = work.users.recovery_hash(user.id)
    return code is not None and stored is not None and _fits(stored, code)


@cache
def _hasher() -> "PasswordHasher":
    """Made once somebody has a password: most files are opened without one."""
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=4)


def _fits(stored: str, given: str | bytes) -> bool:
    """Whether what was given is what was kept."""
    from argon2.exceptions import VerificationError

    try:
        return _hasher().verify(stored, given)
    except VerificationError:
        return False


def _recovered(workspace: Workspace, user: User, password: str) -> tuple[str, str]:
    """Set the new password; the sheet is used up. Returns what is kept, and what was typed."""
    refuse_short(password)
    stored = _hasher().hash(as_typed(password))
    with workspace.beginning() as work:
        work.users.save_password(user.id, stored)
        work.users.save_recovery(user.id, None)
        work.audit.record("user.recovered", user.name, hash=proof_of(stored))
    return stored, password


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
        if _hasher().check_needs_rehash(stored):
            anew = _hasher().hash(as_typed(given))
            work.users.save_password(user.id, anew)
            work.audit.record("user.password_kept_anew", user.name, hash=proof_of(anew))


def _failures(work: Work, user: User) -> tuple[int, datetime | None]:
    count, _, at = work.settings.get(_failures_key(user)).partition(" ")
    return (int(count), datetime.fromisoformat(at)) if count.isdecimal() and at else (0, None)


def _failures_key(user: User) -> str:
    return f"sign_in.failures.{user.id}"


def _person(work: Work, code: str) -> PersonId:
    try:
        return work.people.by_code(code).id
    except UserError as error:
        raise FieldError("person", error) from error


def _grant(
    work: Work, role: UserRole, unit_code: str | None, since: date | None, until: date | None
) -> Grant:
    if since is not None and until is not None and until < since:
        refusal = UserError(
            N_("The role ends on {until}, before it begins on {since}."), since=since, until=until
        )
        raise FieldError("until", refusal)
    return Grant(role, work.units.by_code(unit_code).id if unit_code else None, since, until)


def _told(grant: Grant, unit_code: str | None) -> dict[str, str | None]:
    """What the history tells of a role; days only where it has some."""
    days = {"since": grant.since, "until": grant.until}
    return {
        "role": grant.role.value,
        "unit": unit_code,
        **{key: day.isoformat() for key, day in days.items() if day is not None},
    }
