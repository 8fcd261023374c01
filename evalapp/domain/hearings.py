"""Due process: what was asked of people about a finding, what they explained, who decided and why.

Each step is written once and never changed; where a finding stands follows from its steps.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import Self

from msgspec import Struct

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.base.names import fold
from evalapp.domain.holidays import WorkCalendar
from evalapp.domain.inspections import Finding, FindingId, Severity, Standing, VisitId, VisitKind
from evalapp.domain.people import PersonId
from evalapp.domain.periods import Period
from evalapp.domain.units import UnitId


class StepKind(StrEnum):
    """What was done about a finding."""

    ASKED = "asked"
    GIVEN = "given"
    CONFIRMED = "confirmed"
    WITHDRAWN = "withdrawn"
    SAME_BREACH = "same_breach"


STEP_LABELS: Mapping[StepKind, str] = {
    StepKind.ASKED: N_("Explanation asked for"),
    StepKind.GIVEN: N_("Explanation received"),
    StepKind.CONFIRMED: N_("Finding confirmed"),
    StepKind.WITHDRAWN: N_("Finding withdrawn"),
    StepKind.SAME_BREACH: N_("Found to be the same breach as another"),
}


class KeptFile(Struct, frozen=True):
    """A file that belongs to a step: its name, and the hash under which its content is kept."""

    name: str
    digest: str


class Step(Struct, frozen=True):
    """One step about a finding; `other` is the finding that tells of the same breach."""

    kind: StepKind
    day: date
    text: str
    by: str
    at: datetime
    due: date | None = None
    document: str = ""
    file: KeptFile | None = None
    other: FindingId | None = None


class HearingState(StrEnum):
    """What a finding waits for."""

    NOT_ASKED = "not_asked"
    WAITING = "waiting"
    OVERDUE = "overdue"
    HEARD = "heard"
    DECIDED = "decided"


HEARING_LABELS: Mapping[HearingState, str] = {
    HearingState.NOT_ASKED: N_("No explanation asked for"),
    HearingState.WAITING: N_("Waits for the explanation"),
    HearingState.OVERDUE: N_("Explanation overdue"),
    HearingState.HEARD: N_("Explained, to be decided"),
    HearingState.DECIDED: N_("Decided"),
}


def hearing_state(
    standing: Standing, due: date | None, given: date | None, asked: date | None, today: date
) -> HearingState:
    """What a finding waits for, by the newest request and the newest explanation."""
    if standing is not Standing.ALLEGED:
        return HearingState.DECIDED
    if asked is None:
        return HearingState.HEARD if given is not None else HearingState.NOT_ASKED
    if given is not None and given >= asked:
        return HearingState.HEARD
    return HearingState.OVERDUE if due is not None and due < today else HearingState.WAITING


class Hearing(Struct, frozen=True):
    """The whole history of a finding, in the order in which it was recorded."""

    steps: tuple[Step, ...] = ()

    @property
    def asked(self) -> Step | None:
        """The newest request for an explanation."""
        return self._last(StepKind.ASKED)

    @property
    def given(self) -> Step | None:
        """The newest explanation."""
        return self._last(StepKind.GIVEN)

    def state(self, standing: Standing, today: date) -> HearingState:
        """What the finding waits for."""
        asked, given = self.asked, self.given
        return hearing_state(
            standing,
            asked.due if asked else None,
            given.day if given else None,
            asked.day if asked else None,
            today,
        )

    def after(self, step: Step) -> Self:
        """The history with one more step."""
        return type(self)((*self.steps, step))

    def _last(self, kind: StepKind) -> Step | None:
        return next((step for step in reversed(self.steps) if step.kind is kind), None)


def request_due(asked: date, *, working_days: int, calendar: WorkCalendar) -> date:
    """The last day for an explanation; the day on which it is asked for does not count."""
    if not 1 <= working_days <= MOST_WORKING_DAYS:
        raise UserError(
            N_("An explanation is asked for within 1 to {most} working days."), most=MOST_WORKING_DAYS
        )
    return calendar.after(asked, working_days)


#: Longer than any term that an office sets for a written explanation.
MOST_WORKING_DAYS = 90


def refuse_day(day: date, *, visited: date, today: date) -> None:
    """Refuse a step before the visit, or on a day to come."""
    if not visited <= day <= today:
        raise UserError(
            N_(
                "This happened between the visit ({first}) and today ({last}), not on {day}. Correct the day."
            ),
            first=visited,
            last=today,
            day=day,
        )


def refuse_decided(finding: Finding) -> None:
    """Refuse to ask or explain once somebody has decided."""
    if finding.standing is not Standing.ALLEGED:
        raise UserError(
            N_(
                "Finding {number} was decided on already: {reason}. Withdraw it if it does not "
                "stand after all."
            ),
            number=finding.id,
            reason=finding.reason,
        )


def refuse_unheard(finding: Finding, hearing: Hearing, *, must_hear: bool, today: date) -> None:
    """Refuse to confirm while the person may still explain, or was never asked where they must be."""
    state = hearing.state(finding.standing, today)
    if state is HearingState.WAITING and hearing.asked is not None:
        raise UserError(
            N_(
                "An explanation on finding {number} may still come until {due}. Record it, or wait until "
                "that day has passed."
            ),
            number=finding.id,
            due=hearing.asked.due,
        )
    if state is HearingState.NOT_ASKED and must_hear:
        raise UserError(
            N_(
                "The policy lets nobody be held to a finding unheard: ask for an explanation on finding "
                "{number} first."
            ),
            number=finding.id,
        )


class FindingLine(Struct, frozen=True, dict=True):
    """A finding as lists show it: on which visit, about whom, and where its hearing stands."""

    id: FindingId
    visit: VisitId
    number: str
    day: date
    kind: VisitKind
    unit: UnitId
    unit_code: str
    topic: str
    text: str
    severity: Severity
    standing: Standing
    person: PersonId | None = None
    person_code: str = ""
    person_name: str = ""
    reason: str = ""
    decided_by: str = ""
    decided_at: datetime | None = None
    asked: date | None = None
    due: date | None = None
    given: date | None = None
    counts_in: Period | None = None
    positive: bool = False  # praise, which is heard by nobody and may earn bonus points

    @cached_property
    def searched(self) -> str:
        """What is looked through for words, without accents."""
        about = (self.number, self.unit_code, self.topic, self.text, self.person_code, self.person_name)
        return fold(" ".join(about))

    def state(self, today: date) -> HearingState:
        """What the finding waits for."""
        return hearing_state(self.standing, self.due, self.given, self.asked, today)


def in_words(lines: Sequence[FindingLine]) -> str:
    """Findings as a refusal names them: number, minutes, whom they are about."""
    return "; ".join(f"{line.id} ({line.number}, {line.person_code or line.unit_code})" for line in lines)
