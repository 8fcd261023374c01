"""What a policy says. A policy is data with dates and articles, immutable once published.

The reader checks a policy as a whole before one is made, so that every fault is told with file and
place, and everybody after it may rely on what is here.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Any

from msgspec import Struct, field

from evalapp.base.messages import plain
from evalapp.domain.people import Category, Role
from evalapp.domain.periods import PeriodKind
from evalapp.domain.policy.citing import cited
from evalapp.domain.policy.conditions import Condition
from evalapp.domain.policy.parts import (
    ALWAYS,
    NO_SOURCE,
    PLAIN_FINDINGS,
    PLAIN_TOTAL,
    Aggregation,
    Basis,
    BonusGround,
    CompletionBand,
    Consequence,
    Days,
    DeductionRule,
    DifferenceLimit,
    Event,
    FindingRule,
    Further,
    Gate,
    HeadCap,
    Paper,
    Petition,
    Source,
    TotalRule,
)
from evalapp.domain.policy.parts import Standing as Standing  # a word of this vocabulary too
from evalapp.domain.policy.work_done import MonthTotal, Product


class Kind(StrEnum):
    """How a row of a form becomes points."""

    POINTS = "points"
    DEDUCT_FROM_FULL = "deduct_from_full"
    PASS_FAIL = "pass_fail"
    COMPLETION_BAND = "completion_band"
    INDICATOR = "indicator"
    FORMULA = "formula"
    BONUS = "bonus"
    DEDUCTION = "deduction"


#: Kinds of rows that may stay empty: nothing claimed, nothing taken. Every other empty row is "not scored".
COMPUTED_KINDS = frozenset({Kind.INDICATOR, Kind.FORMULA})
OPTIONAL_KINDS = frozenset({Kind.BONUS, Kind.DEDUCTION})


class Proof(StrEnum):
    """What a score of a row needs beside it: nothing, words in its note, or a file attached to it."""

    NONE = "none"
    TEXT = "text"
    FILE = "file"


class Criterion(Struct, frozen=True, dict=True):
    """One row of a form. `parent` is the code of the row it belongs to; nobody's parent is scored."""

    code: str
    label: str
    parent: str | None = None
    maximum: Decimal | None = None
    minimum: Decimal = Decimal(0)
    step: Decimal = Decimal("0.5")
    kind: Kind = Kind.POINTS
    scored_by: tuple[str, ...] = ("self", "deputy", "head")
    default_full: bool = False
    assumed_met: bool = False  # a pass/fail row that counts as met until somebody says otherwise
    needs_note: bool = False
    evidence: Proof = Proof.NONE
    bands: tuple[CompletionBand, ...] = ()
    fact: str = ""  # the percent that a completion band is checked against, or an indicator is scored by
    target: Decimal | None = None  # the percent at which an indicator earns all its points
    formula: str = ""
    parts: tuple[str, ...] = ()  # what a formula takes the mean of
    percents: Mapping[str, Decimal] = field(default_factory=lambda: MappingProxyType({}))  # reckoned by
    links: tuple[str, ...] = ()
    hint: str = ""
    source: Source = NO_SOURCE

    @property
    def proof(self) -> Proof:
        """What a score needs beside it, however the policy says it."""
        return Proof.TEXT if self.needs_note and self.evidence is Proof.NONE else self.evidence

    @property
    def earns_points(self) -> bool:
        """Whether what is scored counts in a sum; what is only met or not does not."""
        return self.maximum is not None

    @cached_property
    def most(self) -> str:
        """The maximum as the trace writes it; empty where there is none."""
        return "" if self.maximum is None else plain(self.maximum)


class Form(Struct, frozen=True, dict=True):
    """A form for one audience: its rows in printed order, parents before children."""

    code: str
    title: str
    criteria: tuple[Criterion, ...]
    roles: tuple[Role, ...] = ()
    categories: tuple[Category, ...] = ()
    period: PeriodKind | None = None  # for what it is filled in, where that is not the policy's own period
    difference: DifferenceLimit | None = None  # where the form has one of its own
    source: Source = NO_SOURCE

    @cached_property
    def leaves(self) -> tuple[Criterion, ...]:
        """The rows that are scored."""
        parents = {row.parent for row in self.criteria}
        return tuple(row for row in self.criteria if row.code not in parents)

    @cached_property
    def has_points(self) -> bool:
        """Whether any row earns points; the rows of a regime of conditions are only met or not."""
        return any(row.earns_points for row in self.leaves)

    @cached_property
    def groups(self) -> tuple[Criterion, ...]:
        """The top rows: those without a parent, whether scored themselves or not."""
        return tuple(row for row in self.criteria if row.parent is None)

    @cached_property
    def _by_code(self) -> Mapping[str, Criterion]:
        return {row.code.casefold(): row for row in self.criteria}

    def row(self, code: str) -> Criterion | None:
        """The row with that code, case aside."""
        return self._by_code.get(code.casefold())

    def ancestors(self, code: str) -> tuple[str, ...]:
        """The codes of the rows above a row, nearest first."""
        above: list[str] = []
        row = self._by_code[code.casefold()]
        while row.parent is not None:
            above.append(row.parent)
            row = self._by_code[row.parent.casefold()]
        return tuple(above)

    @cached_property
    def _groups_of(self) -> Mapping[str, str]:
        return {row.code: (row.code, *self.ancestors(row.code))[-1] for row in self.criteria}

    def group_of(self, code: str) -> str:
        """The code of the top row that a row belongs to."""
        return self._groups_of[code]

    @cached_property
    def _children(self) -> Mapping[str | None, tuple[Criterion, ...]]:
        parents = dict.fromkeys(row.parent for row in self.criteria)
        return {code: tuple(row for row in self.criteria if row.parent == code) for code in parents}

    def children(self, code: str) -> tuple[Criterion, ...]:
        """The rows directly under a row."""
        return self._children.get(code, ())

    def depth(self, code: str) -> int:
        """How many rows stand above a row."""
        return len(self.ancestors(code))


class Level(Struct, frozen=True):
    """A level, its lower end, and on which side of it the boundary falls."""

    code: str
    label: str
    minimum: Decimal | None = None
    minimum_included: bool = True
    below: Decimal | None = None  # where the band ends, if said: checked against the level above
    requires: Condition | None = None
    further: tuple[Further, ...] = ()
    labels: Mapping[Category, str] = field(default_factory=lambda: MappingProxyType({}))
    source: Source = NO_SOURCE

    def reached_by(self, total: Decimal | None) -> bool:
        """Whether a total is at or above the level's lower end; a level without one asks for no points."""
        if self.minimum is None:
            return True
        return total is not None and (
            total >= self.minimum if self.minimum_included else total > self.minimum
        )

    def conditions_for(self, form: str, category: Category | None) -> tuple[Condition, ...]:
        """Everything besides points that the level asks of somebody with that form and category."""
        asked = tuple(further.when for further in self.further if further.concerns(form, category))
        return asked if self.requires is None else (self.requires, *asked)

    def label_for(self, category: Category | None) -> str:
        """The level's words, which one regime may spell differently by category."""
        return self.labels.get(category, self.label) if category else self.label


class QuotaBase(StrEnum):
    """Of whom a quota's percent is taken, counted once before settlement."""

    RATED = "rated"
    GOOD = "good"
    GOOD_WITHOUT_TOP = "good_without_top"
    STAFF = "staff"


class QuotaScope(StrEnum):
    """Among whom a quota holds: the whole unit, or each group of people with similar tasks."""

    UNIT = "unit"
    SIMILAR = "similar"


class Quota(Struct, frozen=True):
    """At most so many percent of the base may keep a level; shares round down. No percent: not known yet."""

    level: str
    percent: Decimal | None
    base: QuotaBase
    exceptional_percent: Decimal | None = None
    exceptional_base: QuotaBase = QuotaBase.STAFF
    scope: QuotaScope = QuotaScope.UNIT
    blocks: bool = True  # otherwise it only warns
    source: Source = NO_SOURCE
    days: Days = ALWAYS


class Step(Struct, frozen=True):
    """One step of the month: who acts, and until when (`due_day` of the month, or of a later one)."""

    stage: str
    label: str
    due_day: int | None = None
    due_months_later: int = 0
    due_hour: int | None = None
    due_last_working_day: bool = False  # of that month, where no day is named
    source: Source = NO_SOURCE


class TraceEntry(Struct, frozen=True):
    """One step of a computation: what, how much, why, from which evidence.

    Only a step that adds to the total carries an `amount`, and then `counts` is true: their sum is the total.
    Any other figure stands in `values`: what the sentence of the step needs, as strings, so that the trace
    reads the same for ever.
    """

    step: str
    code: str = ""
    amount: Decimal | None = None
    counts: bool = False
    level: str | None = None
    cites: str = ""
    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


class Case(Struct, frozen=True):
    """One person or collective to rate: points by criterion (or group, for what-if), facts, work."""

    id: str
    form: str
    points: Mapping[str, Decimal] = field(default_factory=lambda: MappingProxyType({}))
    category: Category | None = None
    facts: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    products: tuple[Product, ...] = ()
    months: tuple[MonthTotal, ...] = ()
    similar: str = ""  # the group of people with similar tasks, where the unit defines such groups
    unrated: str | None = None  # a person's reason for not rating this case at all
    happened: tuple[TraceEntry, ...] = ()  # what a trial took from what happened, before anything is summed


class Rating(Struct, frozen=True):
    """What became of one case. No `total`: nothing could be summed; an unrated case says why in `reason`."""

    id: str
    rated: bool
    total: Decimal | None
    level_by_points: str | None
    level: str | None
    reason: str | None
    trace: tuple[TraceEntry, ...] = ()
    groups: Mapping[str, Decimal] = field(default_factory=lambda: MappingProxyType({}))
    base: Decimal | None = None  # without bonus and deduction
    bonus: Decimal | None = None
    deduction: Decimal | None = None
    missing: tuple[str, ...] = ()  # rows that are not scored, or facts that are not known


class QuotaLine(Struct, frozen=True):
    """How one quota came out. `over` lost the level; `ties` wait for a person to say who goes first."""

    level: str
    base: int
    allowed: int | None  # None: no percent is set, so nothing is limited
    percent: Decimal | None
    of: QuotaBase
    over: tuple[str, ...] = ()
    ties: tuple[tuple[str, ...], ...] = ()  # groups of equals; JSON prints them flat
    open: tuple[int, ...] = ()  # how many places each of these groups is about
    exceptional: bool = False
    similar: str = ""  # the group of similar tasks that the line is for; empty for the whole unit
    cites: str = ""
    blocks: bool = True  # otherwise whoever is over it keeps the level


class GroupDecision(Struct, frozen=True):
    """What people decided for the group as a whole."""

    exceptional_decision: str | None = None
    decided: tuple[str, ...] = ()  # who goes first among equals, in that order


class GroupRating(Struct, frozen=True):
    """Everybody of one group, rated and settled at once, in the order given."""

    ratings: tuple[Rating, ...]
    quota: tuple[QuotaLine, ...]

    @property
    def waiting(self) -> tuple[tuple[str, ...], ...]:
        """The groups of equals at lines that take levels away: a person says who of them goes first."""
        return tuple(tied for line in self.quota if line.blocks for tied in line.ties)

    @property
    def waiting_places(self) -> tuple[int, ...]:
        """How many of each of these groups can go first."""
        return tuple(places for line in self.quota if line.blocks for places in line.open)


class Policy(Struct, frozen=True, dict=True):
    """A regulation as data: what the engine rates by and what a round freezes."""

    code: str
    version: int
    title: str
    jurisdiction: str
    period: PeriodKind
    effective_from: date
    effective_to: date | None
    forms: tuple[Form, ...]
    levels: tuple[Level, ...]
    quotas: tuple[Quota, ...]
    steps: tuple[Step, ...]
    document: Mapping[str, Any]  # the whole text as read: canonical JSON of it is what `hash` covers
    hash: str
    unit: str | None = None  # the unit whose own version this is
    extends: str | None = None  # the hash of the policy that a unit's own version is made from
    basis: tuple[Basis, ...] = ()
    score_only: tuple[PeriodKind, ...] = ()  # periods that are scored and have no level
    direct: tuple[PeriodKind, ...] = ()  # periods that may be scored on the form itself, besides the own one
    excused: tuple[str, ...] = ()  # reasons for which a month that does not count still is time served
    total_rule: TotalRule = PLAIN_TOTAL
    deduction_rules: tuple[DeductionRule, ...] = ()
    gates: tuple[Gate, ...] = ()
    head_cap: HeadCap | None = None
    difference: DifferenceLimit | None = None
    events: tuple[Event, ...] = ()
    bonus_grounds: tuple[BonusGround, ...] = ()
    petition: Petition | None = None
    findings: FindingRule = PLAIN_FINDINGS
    aggregations: tuple[Aggregation, ...] = ()
    consequences: tuple[Consequence, ...] = ()
    papers: tuple[Paper, ...] = ()
    source: Source = NO_SOURCE

    @cached_property
    def _ranks(self) -> Mapping[str, int]:
        return {level.code: number for number, level in enumerate(self.levels)}

    @property
    def cited(self) -> str:
        """Its title as papers cite it, with the days of the decisions in it; a unit's own as it was named."""
        return (
            self.title
            if self.unit
            else cited(self.title, ((each.number, each.signed) for each in self.basis))
        )

    def rank(self, level: str) -> int:
        """How far from the best a level is: 0 is the best."""
        return self._ranks[level]

    def next_below(self, level: str) -> str:
        """The level after one; the last has none below and stays."""
        return self.levels[min(self._ranks[level] + 1, len(self.levels) - 1)].code

    def deduction_rule(self, group: str) -> DeductionRule:
        """How deductions take from a group; what a policy does not say is dropped past the group's points."""
        return next((rule for rule in self.deduction_rules if rule.group == group), DeductionRule(group))

    def aggregation(self, kind: PeriodKind) -> Aggregation | None:
        """How that kind of period follows from months, where the policy says so."""
        return next((each for each in self.aggregations if each.period is kind and each.rule), None)

    def form(self, code: str) -> Form | None:
        """The form with that code."""
        return next((form for form in self.forms if form.code == code), None)

    def form_for(self, role: Role, category: Category) -> Form | None:
        """The first form that names the role and the category, else the first that names the role alone."""
        of_role = [form for form in self.forms if role in form.roles]
        named = (form for form in of_role if category in form.categories)
        return next(named, next((form for form in of_role if not form.categories), None))

    @cached_property
    def roles_left_out(self) -> tuple[Role, ...]:
        """Roles that no form is for: who holds one is not rated by this policy."""
        return tuple(role for role in Role if not any(role in form.roles for form in self.forms))

    def level(self, code: str) -> Level | None:
        """The level with that code."""
        return next((level for level in self.levels if level.code == code), None)

    def covers(self, day: date) -> bool:
        """Whether the policy is in force on that day."""
        return self.effective_from <= day and (self.effective_to is None or day <= self.effective_to)
