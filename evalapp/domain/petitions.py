"""Petitions against a closed result: until when they come, until when they are answered, how they end."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import NewType, Self

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, plain
from evalapp.domain.holidays import LackingDay, WorkCalendar
from evalapp.domain.people import PersonId
from evalapp.domain.periods import Period
from evalapp.domain.policy.parts import Petition as Rule
from evalapp.domain.rounds import RoundId, SheetId
from evalapp.domain.units import UnitId

PetitionId = NewType("PetitionId", int)


class Outcome(StrEnum):
    """How a petition ends."""

    KEPT = "kept"
    CHANGED = "changed"


OUTCOME_LABELS: Mapping[Outcome, str] = {
    Outcome.KEPT: N_("Result kept"),
    Outcome.CHANGED: N_("Result reopened"),
}


class Petition(Struct, frozen=True):
    """What somebody holds against their result, and what was answered."""

    id: PetitionId
    sheet: SheetId
    informed: date  # when they were told the result: terms begin there
    received: date
    text: str
    document: str = ""  # the paper it came on, as a reference
    late_reason: str = ""
    recorded_by: str = ""
    recorded_at: datetime | None = None
    outcome: Outcome | None = None
    answer: str = ""
    answered: date | None = None
    answered_by: str = ""

    def last_day(self, rule: Rule | None) -> date | None:
        """The last day on which it could come in time; None where the policy sets none."""
        if rule is None or rule.days is None:
            return None
        return self.informed + timedelta(days=rule.days)

    def due(self, rule: Rule | None, calendar: WorkCalendar) -> date | None:
        """The last day for the answer; None where the policy sets none."""
        return None if rule is None else calendar.after(self.received, rule.answer_working_days)

    def check(self, rule: Rule | None, today: date) -> None:
        """Refuse a petition that cannot be, and a late one without a reason to take it all the same."""
        if not self.text.strip():
            raise UserError(N_("Write what the petition asks for."))
        if self.received < self.informed:
            raise UserError(
                N_("The petition came on {received}, but the result was told on {informed}. Correct a day."),
                received=self.received,
                informed=self.informed,
            )
        if self.received > today:
            raise UserError(N_("{day} has not come yet."), day=self.received)
        last = self.last_day(rule)
        if last is not None and self.received > last and not self.late_reason.strip():
            raise UserError(
                N_(
                    "The petition came on {received}; the last day was {last}. Give a reason to take it late."
                ),
                received=self.received,
                last=last,
            )

    def answered_with(self, outcome: Outcome, answer: str, *, by: str, on: date) -> Self:
        """The petition with its answer; one that is answered stays so."""
        if self.outcome is not None:
            raise UserError(
                N_("The petition was answered on {day} already."), day=self.answered or self.received
            )
        if not answer.strip():
            raise UserError(N_("Write the answer and its reason: it goes to the person."))
        if on < self.received:
            raise UserError(N_("The answer cannot be older than the petition of {day}."), day=self.received)
        return replace(self, outcome=outcome, answer=answer.strip(), answered=on, answered_by=by)


class PetitionLine(Struct, frozen=True):
    """A petition as lists show it: whose, on which result, and the days that count."""

    petition: Petition
    person: PersonId
    code: str
    name: str
    unit: UnitId
    unit_code: str
    unit_name: str
    period: Period
    policy: str
    round: RoundId
    total: str
    level: str | None
    last_day: date | None
    due: date | None
    lacking: tuple[LackingDay, ...] = ()  # days off that are not entered, for which the days may be too early
    after: tuple[Decimal | None, str | None] | None = None  # what the reopened period came to, once closed

    @property
    def called(self) -> str:
        """Whose it is: few have petitioned, and who else is called so is not in the list."""
        return f"{self.name} ({self.code})"

    @property
    def is_open(self) -> bool:
        """Whether an answer is still owed."""
        return self.petition.outcome is None

    @property
    def outcome_words(self) -> UserError | None:
        """What became of it, as `tr_error` says it; None while an answer is owed."""
        if self.petition.outcome is None:
            return None
        if self.after is None:
            return UserError(OUTCOME_LABELS[self.petition.outcome])
        total, level = self.after
        values = {"level": level or "–", "total": "–" if total is None else total}
        if (plain(total) if total is not None else "", level) == (self.total, self.level):
            return UserError(N_("Closed again, result as before: {level}, {total}"), **values)
        return UserError(N_("Closed again: {level}, {total}"), **values)

    @property
    def is_late(self) -> bool:
        """Whether it came after the last day."""
        return self.last_day is not None and self.petition.received > self.last_day

    def is_overdue(self, today: date) -> bool:
        """Whether the answer should have been given before today."""
        return self.is_open and self.due is not None and today > self.due
