"""Whether users are what the history made of them: their roles, who they are, their passwords.

Nothing seals a user's row. Whoever gives themselves a role, or takes a password away, with another program
than this one leaves no entry in the history, and is found by that.
"""

from collections import defaultdict
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from evalapp.domain.rights import User, UserRole
from evalapp.domain.units import UnitId
from evalapp.domain.user_names import LOCAL_USER
from evalapp.store.audit import AuditEntry
from evalapp.store.keys import code_key
from evalapp.store.work import Work
from evalapp.usecases.users import proof_of

_ACTIONS = (
    "workspace.created",
    "user.added",
    "user.role_given",
    "user.role_taken",
    "user.password_set",
    "user.password_removed",
    "user.password_kept_anew",
    "user.recovered",
    "user.activated",
    "user.deactivated",
)
_SET_ANEW = frozenset({"user.password_set", "user.password_kept_anew", "user.recovered"})


#: A role and the code of its unit, and its first and last day.
_Part = tuple[str, str | None]
_Days = tuple[str | None, str | None]
_Roles = Mapping[_Part, _Days]


class _Told(Struct, frozen=True):
    """A user as the history tells it; `proof` is empty where an older version kept none."""

    roles: _Roles = field(default_factory=lambda: MappingProxyType[_Part, _Days]({}))
    active: bool = True
    has_password: bool = False
    proof: str = ""
    person: str | None = None
    is_known: bool = True  # not where an erasure took what an entry said


def changed_users(work: Work) -> list[str]:
    """The users that are not what the history tells, or of whom it tells nothing."""
    told = _told(work)
    units: dict[UnitId | None, str | None] = {None: None, **{unit.id: unit.code for unit in work.units.all()}}
    there = {code_key(user.name): user for user in work.users.all()}
    changed = [user.name for key, user in there.items() if not _is_as_told(work, user, told[key], units)]
    return changed + sorted(told.keys() - there.keys())


def _told(work: Work) -> defaultdict[str, _Told]:
    found = defaultdict[str, _Told](_Told)
    for entry in work.audit.of_actions(*_ACTIONS):
        if entry.action == "workspace.created":
            found[code_key(LOCAL_USER)] = _Told({(role.value, None): (None, None) for role in UserRole})
        else:
            key = code_key(entry.subject)
            found[key] = _after(found[key], entry)
    return found


def _after(before: _Told, entry: AuditEntry) -> _Told:
    if entry.detail is None:
        return replace(before, is_known=False)
    detail = entry.detail
    match entry.action:
        case "user.added":
            return replace(before, roles=_with(before, detail), person=detail.get("person"))
        case "user.role_given":
            return replace(before, roles=_with(before, detail))
        case "user.role_taken":
            gone = (detail["role"], detail["unit"])
            return replace(before, roles={key: days for key, days in before.roles.items() if key != gone})
        case "user.password_removed":
            return replace(before, has_password=False, proof="")
        case action if action in _SET_ANEW:
            return replace(before, has_password=True, proof=str(detail.get("hash", "")))
        case action:
            return replace(before, active=action == "user.activated")


def _with(before: _Told, detail: Mapping[str, Any]) -> _Roles:
    part = (detail["role"], detail["unit"])
    return {**before.roles, part: (detail.get("since"), detail.get("until"))}


def _is_as_told(work: Work, user: User, told: _Told, units: Mapping[UnitId | None, str | None]) -> bool:
    if not told.is_known:
        return True
    roles = {
        (held.role.value, units.get(held.unit)): (
            held.since and held.since.isoformat(),
            held.until and held.until.isoformat(),
        )
        for held in user.grants
    }
    stored = work.users.password_hash(user.id)
    is_same_password = (stored is not None) is told.has_password and (
        stored is None or told.proof in ("", proof_of(stored))
    )
    person = work.people.get(user.person).code if told.person and user.person else None
    is_same_person = told.person is None or person == told.person
    return roles == dict(told.roles) and user.active is told.active and is_same_password and is_same_person
