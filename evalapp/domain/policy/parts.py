"""The parts of a policy besides its forms and levels: gates, deductions, events, aggregation, papers."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from msgspec import Struct

from evalapp.domain.people import Category
from evalapp.domain.periods import PeriodKind
from evalapp.domain.policy.conditions import Condition


class Standing(StrEnum):
    """How firm a value is: law, the city's frame, the unit's choice, or a default nobody confirmed."""

    LAW = "law"
    CITY = "city"
    UNIT = "unit"
    DEFAULT = "default"


class Source(Struct, frozen=True, dict=True):
    """Where a value comes from. `article` stays empty where it was not verified; it is never invented."""

    document: str = ""
    article: str = ""
    standing: Standing = Standing.DEFAULT

    @cached_property
    def _text(self) -> str:
        return ", ".join(part for part in (self.document, self.article) if part)

    def __str__(self) -> str:
        return self._text


_YEAR = 12  # so many earlier periods are looked at where a rule asks whether a level is among them

#: Nobody has confirmed the value.
NO_SOURCE = Source()


class Days(Struct, frozen=True):
    """From when until when a rule is in force inside its policy; nothing said: as long as the policy is."""

    since: date | None = None
    until: date | None = None

    def cover(self, day: date | None) -> bool:
        """Whether the rule is in force on a day; without one, whether it still is in the end."""
        if day is None:
            return self.until is None
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


#: As long as the policy is in force.
ALWAYS = Days()


class Rounding(StrEnum):
    """Which way the one rounding goes."""

    HALF_UP = "half_up"
    HALF_EVEN = "half_even"
    DOWN = "down"


class TotalRule(Struct, frozen=True):
    """How groups become the total: its bounds, the one rounding, the group that breaks equal totals."""

    maximum: Decimal | None = None  # what the groups of every form must add up to
    cap: Decimal | None = None
    decimals: int = 2
    nearest: Decimal | None = None  # a multiple of so many points, in place of decimals
    rounding: Rounding = Rounding.HALF_UP
    results_group: str = ""
    source: Source = NO_SOURCE


#: No bounds, two decimals, half up.
PLAIN_TOTAL = TotalRule()


class Overflow(StrEnum):
    """What happens to a deduction that its group has no points left for."""

    DROP = "drop"
    CARRY = "carry"


class DeductionRule(Struct, frozen=True):
    """How much the deductions of a group may take from it, and where the rest goes."""

    group: str
    cap: Decimal | None = None
    overflow: Overflow = Overflow.DROP
    source: Source = NO_SOURCE
    days: Days = ALWAYS


class GateAction(StrEnum):
    """What a gate does to a level."""

    FORCE = "force"
    CAP = "cap"
    DO_NOT_RATE = "do_not_rate"


class Gate(Struct, frozen=True):
    """A condition that forces a level, caps it, or stops the rating; gates apply in the policy's order."""

    code: str
    label: str
    action: GateAction
    when: Condition
    level: str | None = None
    forms: tuple[str, ...] = ()
    categories: tuple[Category, ...] = ()
    periods: tuple[PeriodKind, ...] = ()
    once_only: bool = False  # the same breach never counts in two periods or two units
    source: Source = NO_SOURCE
    days: Days = ALWAYS


class Further(Struct, frozen=True):
    """What a level asks besides of certain forms or categories; what names none asks it of everybody."""

    when: Condition
    forms: tuple[str, ...] = ()
    categories: tuple[Category, ...] = ()
    source: Source = NO_SOURCE
    days: Days = ALWAYS

    def concerns(self, form: str, category: Category | None) -> bool:
        """Whether it is asked of somebody with that form and category."""
        return (not self.forms or form in self.forms) and (not self.categories or category in self.categories)


class HeadCap(Struct, frozen=True):
    """Whose level may not be better than the level of the collective they lead."""

    forms: tuple[str, ...]
    source: Source = NO_SOURCE
    days: Days = ALWAYS


class Event(Struct, frozen=True):
    """Something that may happen in a month, and what it costs or earns; at 0 points it only suggests."""

    code: str
    label: str
    criterion: str
    points: Decimal = Decimal(0)
    cap: Decimal | None = None  # at most so many points in one period
    needs_finding: bool = True
    links: tuple[str, ...] = ()
    source: Source = NO_SOURCE
    days: Days = ALWAYS
    percent: Decimal | None = None  # of what the criterion is worth, in place of points
    repeat: Decimal | None = None  # how many times as much each further one in the same period costs
    needs_document: bool = False
    entries: tuple[str, ...] = ()  # kinds of register entries that suggest it, besides those of its code


class Decider(StrEnum):
    """Who decides whether a ground earns points; a meeting or an authority leaves a document behind."""

    HEAD = "head"
    MEETING = "meeting"
    AUTHORITY = "authority"


class BonusGround(Struct, frozen=True):
    """A ground on which bonus points may be asked for; without points the decider says how many."""

    code: str
    label: str
    needs_note: bool = True
    source: Source = NO_SOURCE
    days: Days = ALWAYS
    points: Decimal = Decimal(0)
    cap: Decimal | None = None  # at most so many points in one period
    decided_by: Decider = Decider.HEAD
    entries: tuple[str, ...] = ()
    links: tuple[str, ...] = ()  # topics of codes of conduct of which an inspection confirmed praise


class Petition(Struct, frozen=True):
    """Within how many days a result may be contested (None: not said), in how many working days answered."""

    days: int | None
    answer_working_days: int
    source: Source = NO_SOURCE


class OpenFindings(StrEnum):
    """What findings that nobody decided on yet keep a month from."""

    NOTHING = "nothing"
    SETTLING = "settle"
    CLOSING = "close"


class LateFindings(StrEnum):
    """Where a finding counts that is confirmed after its month was decided."""

    NEXT_MONTH = "next_month"
    REOPEN = "reopen"


class FindingRule(Struct, frozen=True):
    """What the policy asks of findings of inspections. Without a number of days, who asks says how many."""

    explain_working_days: int | None = None
    must_hear: bool = False  # nothing is confirmed before an explanation was asked for
    open_findings: OpenFindings = OpenFindings.NOTHING
    late: LateFindings = LateFindings.NEXT_MONTH
    source: Source = NO_SOURCE


#: What holds where a policy says nothing about findings: nothing is blocked, the next open month takes them.
PLAIN_FINDINGS = FindingRule()


class AggregationRule(StrEnum):
    """How a longer period is computed from sealed months."""

    MEAN_OF_RATED = "mean_of_rated"
    SUM_DIV_12 = "sum_div_12"


class MissingMonths(StrEnum):
    """What a month without a result does: leaves the longer period unrated, is passed over, counts as 0."""

    UNRATED = "unrated"
    SKIP = "skip"
    ZERO = "zero"


class Aggregation(Struct, frozen=True):
    """How a kind of longer period follows from its months. No `rule`: not found, for the unit to fill in."""

    period: PeriodKind
    rule: AggregationRule | None
    missing: MissingMonths = MissingMonths.UNRATED
    source: Source = NO_SOURCE


class ProposalKind(StrEnum):
    """What sort of decision a result lets somebody propose."""

    COMMENDATION = "commendation"
    PAY = "pay"
    TRAINING = "training"
    TRANSFER = "transfer"
    REVIEW = "review"
    OTHER = "other"


class Gaps(StrEnum):
    """What a period without a level does to a row of earlier levels: it ends the row, or is passed over."""

    BREAK = "break"
    SKIP = "skip"


class Consequence(Struct, frozen=True, dict=True):
    """What a result lets somebody propose; an authority decides."""

    code: str
    label: str
    when: Condition
    kind: ProposalKind = ProposalKind.OTHER
    percent: Decimal | None = None  # of pay, where the proposal is one about pay
    forms: tuple[str, ...] = ()
    periods: tuple[PeriodKind, ...] = ()
    gaps: Gaps = Gaps.BREAK
    source: Source = NO_SOURCE
    days: Days = ALWAYS

    @cached_property
    def depth(self) -> int:
        """How many earlier periods it looks back at: none, the length of the row it asks for, or a year."""
        asked = [test for test in self.when.tests if test.fact == "previous_levels"]
        return max((len(test.value) if test.test == "begins_with" else _YEAR for test in asked), default=0)


class Basis(Struct, frozen=True):
    """A legal text that a policy rests on."""

    number: str
    title: str
    issuer: str = ""
    signed: str = ""
    amends: str = ""


class Paper(Struct, frozen=True):
    """How a form or list is printed: title, orientation, who signs."""

    code: str
    title: str
    orientation: str = "portrait"
    signatures: tuple[str, ...] = ()
    source: Source = NO_SOURCE


class CompletionBand(Struct, frozen=True):
    """A percent done, half-open with the lower end included, and the points it allows."""

    percent_from: Decimal
    percent_below: Decimal | None
    points_from: Decimal
    points_to: Decimal
    points_to_included: bool = True

    def holds(self, percent: Decimal) -> bool:
        """Whether a percent done falls in the band."""
        return self.percent_from <= percent and (self.percent_below is None or percent < self.percent_below)

    def allows(self, points: Decimal) -> bool:
        """Whether the band allows these points."""
        return self.points_from <= points and (
            points <= self.points_to if self.points_to_included else points < self.points_to
        )


class DifferenceLimit(Struct, frozen=True):
    """By how much a stage may score a row otherwise than an earlier one without saying why.

    In points, or in percent of the row's maximum; no regulation that ships has a limit.
    """

    points: Decimal | None = None
    percent: Decimal | None = None
    blocks: bool = True  # settling waits for the reasons; otherwise it only warns
    source: Source = NO_SOURCE

    def of(self, maximum: Decimal | None) -> Decimal | None:
        """The limit for a row with that maximum; None where it sets none."""
        if self.points is not None:
            return self.points
        if self.percent is None or maximum is None:
            return None
        return maximum * self.percent / 100
