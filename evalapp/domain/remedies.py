"""What has to be mended: by whom, until when, with what proof, and who looked at it.

A remedy comes from a finding, or stands alone: a weak index, a complaint. Who has to mend never checks.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import NewType

from msgspec import Struct

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.base.names import fold
from evalapp.domain.hearings import KeptFile
from evalapp.domain.inspections import FindingId, VisitId
from evalapp.domain.layouts import Layout
from evalapp.domain.people import PersonId
from evalapp.domain.units import UnitId

RemedyId = NewType("RemedyId", int)


class RemedySource(StrEnum):
    """Where a remedy comes from."""

    FINDING = "finding"
    MINUTES = "minutes"  # a recommendation with a day, in minutes that were signed
    INDEX = "index"
    COMPLAINT = "complaint"
    OTHER = "other"


SOURCE_LABELS: Mapping[RemedySource, str] = {
    RemedySource.FINDING: N_("Inspection"),
    RemedySource.MINUTES: N_("Minutes"),
    RemedySource.INDEX: N_("Weak index"),
    RemedySource.COMPLAINT: N_("Complaint"),
    RemedySource.OTHER: N_("Other source"),
}


class RemedyAct(StrEnum):
    """What was done about a remedy."""

    ASSIGNED = "assigned"
    MOVED = "moved"
    CORRECTED = "corrected"
    REPORTED = "reported"
    RETURNED = "returned"
    CHECKED = "checked"
    URGED = "urged"
    INSPECTED = "inspected"


ACT_LABELS: Mapping[RemedyAct, str] = {
    RemedyAct.ASSIGNED: N_("Given to somebody"),
    RemedyAct.MOVED: N_("Deadline moved"),
    RemedyAct.CORRECTED: N_("The minutes were corrected"),
    RemedyAct.REPORTED: N_("Reported as mended"),
    RemedyAct.RETURNED: N_("Not enough: sent back"),
    RemedyAct.CHECKED: N_("Checked: mended"),
    RemedyAct.URGED: N_("Urged by letter"),
    RemedyAct.INSPECTED: N_("Inspected again"),
}


class Recheck(StrEnum):
    """What an inspection that looked again found."""

    FIXED = "fixed"
    NOT_FIXED = "not_fixed"
    REPEATED = "repeated"


RECHECK_LABELS: Mapping[Recheck, str] = {
    Recheck.FIXED: N_("Mended"),
    Recheck.NOT_FIXED: N_("Not mended"),
    Recheck.REPEATED: N_("Happened again"),
}


class RemedyState(StrEnum):
    """Where a remedy stands."""

    OPEN = "open"
    OVERDUE = "overdue"
    REPORTED = "reported"
    DONE = "done"


REMEDY_STATE_LABELS: Mapping[RemedyState, str] = {
    RemedyState.OPEN: N_("To be mended"),
    RemedyState.OVERDUE: N_("Overdue"),
    RemedyState.REPORTED: N_("Reported, to be checked"),
    RemedyState.DONE: N_("Mended"),
}


class RemedyStep(Struct, frozen=True):
    """One step about a remedy; steps are added, never changed."""

    act: RemedyAct
    day: date
    text: str
    by: str
    at: datetime
    due: date | None = None
    document: str = ""
    file: KeptFile | None = None
    owner: PersonId | None = None
    owner_name: str = ""
    visit: VisitId | None = None
    number: str = ""  # of the minutes of that visit
    result: Recheck | None = None


class RemedyLine(Struct, frozen=True, dict=True):
    """A remedy as lists show it."""

    id: RemedyId
    source: RemedySource
    reference: str
    unit: UnitId
    unit_code: str
    text: str
    raised: date
    due: date | None = None
    done: date | None = None
    checked_by: str = ""
    owner: PersonId | None = None
    owner_code: str = ""
    owner_name: str = ""
    finding: FindingId | None = None
    number: str = ""  # of the minutes
    topic: str = ""
    about: PersonId | None = None  # whom the finding is about
    reported: date | None = None  # since it was last sent back or inspected again
    urged: date | None = None
    recheck: Recheck | None = None

    @cached_property
    def searched(self) -> str:
        """What is looked through for words, without accents."""
        about = (self.number, self.unit_code, self.topic, self.text, self.reference)
        return fold(" ".join((*about, self.owner_code, self.owner_name)))

    @property
    def is_open(self) -> bool:
        """Whether it is still to be mended or checked."""
        return self.done is None

    def is_overdue(self, today: date) -> bool:
        """Whether its day has passed and nobody has found it mended."""
        return self.is_open and self.due is not None and self.due < today

    def state(self, today: date) -> RemedyState:
        """Where it stands; what is reported after its day is overdue no less until somebody looked."""
        if self.done is not None:
            return RemedyState.DONE
        if self.is_overdue(today):
            return RemedyState.OVERDUE
        return RemedyState.REPORTED if self.reported is not None else RemedyState.OPEN


def refuse_done(line: RemedyLine) -> None:
    """Refuse to go on with what was found mended."""
    if line.done is not None:
        raise UserError(
            N_("Remedy {number} was found mended on {day}."),
            number=line.id,
            day=line.done,
        )


def refuse_due(due: date, raised: date) -> None:
    """Refuse a deadline before the day on which it was set."""
    if due < raised:
        raise UserError(
            N_("The deadline {due} lies before {day}, the day it was raised. Correct one of them."),
            due=due,
            day=raised,
        )


def refuse_remedy_day(day: date, *, raised: date, today: date) -> None:
    """Refuse a step before the remedy was raised, or on a day to come."""
    if not raised <= day <= today:
        raise UserError(
            N_("A remedy is worked on from {first}, when it was raised, to today ({last}), not on {day}."),
            first=raised,
            last=today,
            day=day,
        )


class UrgingLetter(Struct, frozen=True):
    """A letter that urges one unit to mend what is overdue."""

    number: str
    day: date
    superior_name: str
    unit_name: str  # who sends it
    unit: str
    until: date | None
    remedies: Sequence[RemedyLine]
    layout: Layout  # of who sends it, with the place and the signer that were asked for
