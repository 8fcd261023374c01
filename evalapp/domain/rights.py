"""Who may do what. Roles carry a unit scope; use cases ask, screens only follow."""

from collections.abc import Collection
from datetime import date
from enum import StrEnum
from typing import NewType

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base.messages import N_
from evalapp.domain.people import PersonId
from evalapp.domain.units import UnitId

UserId = NewType("UserId", int)


class UserRole(StrEnum):
    """The parts people play in the program."""

    STAFF = "staff"
    DEPUTY = "deputy"
    HEAD = "head"
    PERSONNEL = "personnel"
    INSPECTOR = "inspector"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


USER_ROLE_LABELS = {
    UserRole.STAFF: N_("Staff member"),
    UserRole.DEPUTY: N_("Deputy or direct manager"),
    UserRole.HEAD: N_("Head of unit"),
    UserRole.PERSONNEL: N_("Personnel officer"),
    UserRole.INSPECTOR: N_("Inspector"),
    UserRole.AUDITOR: N_("Auditor"),
    UserRole.ADMINISTRATOR: N_("Administrator"),
}


class Right(StrEnum):
    """What a use case may ask for."""

    READ_PEOPLE = "read_people"
    EDIT_PEOPLE = "edit_people"
    READ_SCORES = "read_scores"
    SCORE_SELF = "score_self"
    SCORE_DEPUTY = "score_deputy"
    SCORE_HEAD = "score_head"
    RUN_MONTH = "run_month"
    DECIDE = "decide"
    PREPARE_DECISIONS = "prepare_decisions"
    RECORD_FACTS = "record_facts"
    READ_INSPECTIONS = "read_inspections"
    LOG_INSPECTIONS = "log_inspections"
    DECIDE_FINDINGS = "decide_findings"
    EDIT_POLICIES = "edit_policies"
    MANAGE_USERS = "manage_users"
    READ_AUDIT = "read_audit"
    KEEP_DATA = "keep_data"


RIGHT_LABELS = {
    Right.READ_PEOPLE: N_("see units and people"),
    Right.EDIT_PEOPLE: N_("change units and people"),
    Right.READ_SCORES: N_("see scores and results"),
    Right.SCORE_SELF: N_("enter self-scores"),
    Right.SCORE_DEPUTY: N_("score as a deputy"),
    Right.SCORE_HEAD: N_("score as the head"),
    Right.RUN_MONTH: N_("open and move a month on"),
    Right.DECIDE: N_("settle, close or reopen a month, and decide on rewards and penalties"),
    Right.PREPARE_DECISIONS: N_("prepare decisions on rewards and penalties"),
    Right.RECORD_FACTS: N_("keep the registers of leave, discipline, complaints and commendations"),
    Right.READ_INSPECTIONS: N_("see inspections"),
    Right.LOG_INSPECTIONS: N_("log inspections"),
    Right.DECIDE_FINDINGS: N_("confirm or withdraw what an inspection found"),
    Right.EDIT_POLICIES: N_("install policies"),
    Right.MANAGE_USERS: N_("manage users"),
    Right.READ_AUDIT: N_("read the history"),
    Right.KEEP_DATA: N_("back up and restore"),
}

#: The one table of role against right; a test walks every cell.
RIGHTS: dict[UserRole, frozenset[Right]] = {
    UserRole.STAFF: frozenset({Right.READ_PEOPLE}),
    UserRole.DEPUTY: frozenset({Right.READ_PEOPLE, Right.READ_SCORES, Right.SCORE_SELF, Right.SCORE_DEPUTY}),
    UserRole.HEAD: frozenset(
        {
            Right.READ_PEOPLE,
            Right.READ_SCORES,
            Right.SCORE_SELF,
            Right.SCORE_DEPUTY,
            Right.SCORE_HEAD,
            Right.RUN_MONTH,
            Right.DECIDE,
            Right.PREPARE_DECISIONS,
            Right.RECORD_FACTS,
            Right.READ_INSPECTIONS,
        }
    ),
    UserRole.PERSONNEL: frozenset(
        {
            Right.READ_PEOPLE,
            Right.EDIT_PEOPLE,
            Right.READ_SCORES,
            Right.RUN_MONTH,
            Right.PREPARE_DECISIONS,
            Right.RECORD_FACTS,
            Right.READ_INSPECTIONS,
            Right.LOG_INSPECTIONS,
            Right.DECIDE_FINDINGS,
            Right.EDIT_POLICIES,
        }
    ),
    UserRole.INSPECTOR: frozenset({Right.READ_PEOPLE, Right.READ_INSPECTIONS, Right.LOG_INSPECTIONS}),
    UserRole.AUDITOR: frozenset(
        {Right.READ_PEOPLE, Right.READ_SCORES, Right.READ_INSPECTIONS, Right.READ_AUDIT}
    ),
    UserRole.ADMINISTRATOR: frozenset({Right.READ_PEOPLE, Right.MANAGE_USERS, Right.KEEP_DATA}),
}


#: Roles that one person must not hold together: whoever looks at the work of others has no part in it.
APART: dict[UserRole, frozenset[UserRole]] = {
    UserRole.AUDITOR: frozenset(
        {
            UserRole.DEPUTY,
            UserRole.HEAD,
            UserRole.PERSONNEL,
            UserRole.INSPECTOR,
            UserRole.ADMINISTRATOR,
        }
    )
}


def kept_apart(wanted: UserRole, held: Collection[UserRole]) -> UserRole | None:
    """The role held that forbids the one wanted; None where they go together."""
    return next(
        (each for each in held if each in APART.get(wanted, ()) or wanted in APART.get(each, ())), None
    )


class Grant(Struct, frozen=True):
    """A role held over a unit and everything below it, or everywhere where `unit` is None, in its days."""

    role: UserRole
    unit: UnitId | None = None
    since: date | None = None
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the role may be used on a day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def is_same_part(self, other: "Grant") -> bool:
        """Whether both are the same role over the same unit, whatever their days."""
        return (self.role, self.unit) == (other.role, other.unit)


class User(Struct, frozen=True):
    """Somebody who uses the program; `person` links them to who they are in the lists, if anybody."""

    id: UserId
    name: str
    grants: tuple[Grant, ...]
    person: PersonId | None = None
    has_password: bool = False
    active: bool = True

    def units_with(self, right: Right) -> tuple[UnitId | None, ...]:
        """The units over which the user has a right; None stands for everywhere."""
        return tuple(grant.unit for grant in self.grants if right in RIGHTS[grant.role])

    def on(self, day: date) -> "User":
        """The user with the roles of that day only."""
        return replace(self, grants=tuple(grant for grant in self.grants if grant.holds_on(day)))
