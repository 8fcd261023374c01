"""Teams that a decision sets up, with what it covers; and plans, which say what is to be visited and when."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import NewType, Self

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, Term
from evalapp.base.names import clean
from evalapp.domain.inspections import VISIT_KIND_LABELS, TeamId, VisitId, VisitKind
from evalapp.domain.people import PersonId
from evalapp.domain.units import UnitId

PlannedId = NewType("PlannedId", int)


class Part(StrEnum):
    """What somebody does in a team."""

    HEAD = "head"
    DEPUTY = "deputy"
    SECRETARY = "secretary"
    MEMBER = "member"


PART_LABELS: Mapping[Part, str] = {
    Part.HEAD: N_("Head of the team"),
    Part.DEPUTY: N_("Deputy head of the team"),
    Part.SECRETARY: N_("Secretary of the team"),
    Part.MEMBER: N_("Member of the team"),
}


class Member(Struct, frozen=True):
    """Somebody in a team: a person of the lists, or an outsider known by name and title."""

    name: str
    part: Part = Part.MEMBER
    title: str = ""
    person: PersonId | None = None


class Team(Struct, frozen=True):
    """A team with the decision that sets it up; no units or no kinds named: it covers all of them."""

    id: TeamId
    uid: str
    number: str
    day: date
    since: date
    until: date
    issuer: str = ""
    subject: str = ""
    kinds: frozenset[VisitKind] = frozenset()
    units: frozenset[UnitId] = frozenset()
    members: tuple[Member, ...] = ()
    recorded_by: str = ""
    recorded_at: datetime | None = None

    @property
    def head(self) -> Member | None:
        """Who leads it."""
        return next((each for each in self.members if each.part is Part.HEAD), None)

    def is_valid_on(self, day: date) -> bool:
        """Whether the decision holds on that day."""
        return self.since <= day <= self.until

    def outside(self, *, kind: VisitKind, day: date, units: Collection[UnitId]) -> UserError | None:
        """Why a visit is not covered (`units`: the unit and those above it), or None where it is."""
        if not self.is_valid_on(day):
            return UserError(
                N_("Decision {number} holds from {since} to {until}, not on {day}."),
                number=self.number,
                since=self.since,
                until=self.until,
                day=day,
            )
        if self.kinds and kind not in self.kinds:
            return UserError(
                N_("Decision {number} does not cover this kind of inspection: {kind}."),
                number=self.number,
                kind=Term(VISIT_KIND_LABELS[kind]),
            )
        if self.units and not self.units & set(units):
            return UserError(N_("Decision {number} does not cover this unit."), number=self.number)
        return None


def refuse_incomplete(team: Team) -> None:
    """Refuse a decision without a number, without exactly one head, or that ends before it begins."""
    if not team.number:
        raise UserError(N_("A team is known by the number of its decision. Write the number."))
    if team.until < team.since:
        raise UserError(
            N_("The decision would end on {until}, before it begins on {since}. Correct one of them."),
            until=team.until,
            since=team.since,
        )
    heads = [each.name for each in team.members if each.part is Part.HEAD]
    if len(heads) != 1:
        raise UserError(N_("A team has one head. Named now: {names}."), names=heads or ["–"])
    known = [each.person for each in team.members if each.person is not None]
    if len(set(known)) < len(known):
        raise UserError(N_("Somebody is named twice in this team. Name everybody once."))


class PlanState(StrEnum):
    """Where something planned stands on a day."""

    DONE = "done"
    OVERDUE = "overdue"
    DUE = "due"
    AHEAD = "ahead"
    DROPPED = "dropped"


PLAN_STATE_LABELS: Mapping[PlanState, str] = {
    PlanState.DONE: N_("Visited"),
    PlanState.OVERDUE: N_("Overdue"),
    PlanState.DUE: N_("Due now"),
    PlanState.AHEAD: N_("Not due yet"),
    PlanState.DROPPED: N_("Dropped"),
}


class PlannedVisit(Struct, frozen=True):
    """What a plan says: a kind of visit to a unit within some days, and the visit that did it."""

    id: PlannedId
    plan: str
    kind: VisitKind
    unit: UnitId
    unit_code: str
    since: date
    until: date
    subject: str = ""
    visit: VisitId | None = None
    visit_number: str = ""
    dropped: str | None = None  # why it is no longer due
    recorded_by: str = ""
    recorded_at: datetime | None = None

    def state(self, today: date) -> PlanState:
        """Where it stands on a day."""
        if self.visit is not None:
            return PlanState.DONE
        if self.dropped is not None:
            return PlanState.DROPPED
        if self.until < today:
            return PlanState.OVERDUE
        return PlanState.DUE if self.since <= today else PlanState.AHEAD

    def drop(self, reason: str) -> Self:
        """It is no longer to be done, and why."""
        if self.visit is not None:
            raise UserError(
                N_("This was visited already: {number}. It stays in the plan."), number=self.visit_number
            )
        if not clean(reason):
            raise UserError(N_("Say why this is no longer to be visited."))
        return replace(self, dropped=clean(reason))


def done_by(
    planned: Iterable[PlannedVisit], *, kind: VisitKind, unit: UnitId, day: date
) -> PlannedVisit | None:
    """What a visit does of a plan: what is due that day, else what has been overdue longest."""
    waiting = [
        each
        for each in planned
        if (each.kind, each.unit) == (kind, unit) and each.state(day) in (PlanState.DUE, PlanState.OVERDUE)
    ]
    return min(waiting, key=lambda each: (each.state(day) is PlanState.OVERDUE, each.until), default=None)
