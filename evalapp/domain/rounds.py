"""The round: one unit's month under one policy, from opening to a sealed result.

A round is a snapshot: people, positions, forms and policy are frozen when it opens, so that later
moves and edits never change it. Reopening makes a new revision; the closed one stays as it was.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NewType, Self

from msgspec import Struct, field
from msgspec.structs import replace

from evalapp.base.errors import MovedOn, UserError
from evalapp.base.messages import N_, Term
from evalapp.base.names import PersonKey, person_sort_key
from evalapp.domain.attachments import Attachment
from evalapp.domain.collectives import Collective
from evalapp.domain.month_results import MonthResult
from evalapp.domain.people import Birth, Category, PersonId, Role
from evalapp.domain.periods import Period
from evalapp.domain.policy.computed import computed_points, is_computed
from evalapp.domain.policy.model import OPTIONAL_KINDS, Case, Form, Kind, Rating
from evalapp.domain.policy.parts import DifferenceLimit, Paper
from evalapp.domain.products import ProductLine
from evalapp.domain.registers import Evidence
from evalapp.domain.revisions import Replaced
from evalapp.domain.units import UnitId

RoundId = NewType("RoundId", int)
SheetId = NewType("SheetId", int)


class Stage(StrEnum):
    """Where a round stands; the first three are where scores are given."""

    SELF = "self"
    DEPUTY = "deputy"
    HEAD = "head"
    SETTLING = "settling"
    SETTLED = "settled"
    CLOSED = "closed"


STAGES = tuple(Stage)
SCORING = (Stage.SELF, Stage.DEPUTY, Stage.HEAD)
#: The stage whose scores make the total.
DECIDING = Stage.HEAD

#: Said of what is settled already; the command line adds which command goes back.
SETTLED_STAGE = N_("{unit}, {month} is settled. First go back to settling; the settlement is then undone.")
SETTLED_SCORES = N_(
    "{unit}, {month} is settled: scores no longer change. To correct one, first go back to settling."
)
SETTLED_ALREADY = N_("{unit}, {month} is already settled. Close it, or go back to settling to change it.")

STAGE_LABELS = {
    Stage.SELF: N_("Self-scoring"),
    Stage.DEPUTY: N_("Deputy scoring"),
    Stage.HEAD: N_("Head scoring"),
    Stage.SETTLING: N_("Settling"),
    Stage.SETTLED: N_("Settled"),
    Stage.CLOSED: N_("Closed"),
}


class Mark(Struct, frozen=True):
    """What one stage gave one row: points, or none yet, and the words that go with them."""

    points: Decimal | None
    note: str = ""


_NOT_GIVEN = Mark(None)


class Answer(StrEnum):
    """What somebody decided on a suggestion."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"


class Decision(Struct, frozen=True):
    """What was decided on one suggestion, and what it did to the head's mark; `key` names the suggestion."""

    key: str
    answer: Answer
    code: str  # the policy's event or ground
    evidence: str  # what it rests on, as it was written then
    by: str
    at: datetime
    reason: str = ""
    row: str = ""
    points: Decimal = Decimal(0)  # by how much the mark changed
    before: Decimal | None = None  # the mark's points before; None: there were none
    added: str = ""  # what was written into the mark's note


class Participant(Struct, frozen=True):
    """Somebody in the round, frozen as they were when it opened."""

    sheet: SheetId
    uid: str
    person: PersonId
    code: str
    name: str
    title: str
    role: Role
    category: Category
    form: str
    birth: Birth | None = None
    note: str = ""
    unrated: str | None = None  # why a person decided not to rate them this month

    @property
    def sort_key(self) -> tuple[PersonKey, str]:
        """Given name first, in Vietnamese order."""
        return person_sort_key(self.name), self.code


class Sheet(Struct, frozen=True):
    """One person's marks of the month by stage, what the registers hold of them, and what was decided on it.

    Facts and evidence are those of the registers now; from settling on, those that were settled by.
    """

    participant: Participant
    marks: Mapping[Stage, Mapping[str, Mark]] = field(default_factory=lambda: MappingProxyType({}))
    facts: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    evidence: tuple[Evidence, ...] = ()
    decisions: tuple[Decision, ...] = ()
    attachments: tuple[Attachment, ...] = ()  # removed ones too
    similar: str = ""  # the group of similar tasks, as it is now; from settling on, as it was settled by
    fields: tuple[str, ...] = ()  # the fields they work in on the last day of the month
    months: tuple[MonthResult, ...] = ()  # of a round that follows from its months: what each of them gives
    products: tuple[ProductLine, ...] = ()  # as they are now; from settling on, those that were settled by
    failed: tuple[str, ...] = ()  # whom they lead and who reached the lowest level only

    def mark(self, stage: Stage, code: str) -> Mark:
        """The mark of a row at a stage; an empty one where nothing was given."""
        given = self.marks.get(stage)
        return given.get(code, _NOT_GIVEN) if given else _NOT_GIVEN

    def points(self, stage: Stage) -> dict[str, Decimal]:
        """The points given at a stage; rows that are not scored are absent."""
        return {
            code: mark.points for code, mark in self.marks.get(stage, {}).items() if mark.points is not None
        }

    def scored(self, stage: Stage, form: Form) -> dict[str, Decimal]:
        """The points of a stage: those given, and of the rows that a formula computes, what it gives."""
        given = self.points(stage)
        return {**computed_points(form, self.case()), **given} if is_computed(form) else given

    def missing(self, stage: Stage, form: Form) -> tuple[str, ...]:
        """The rows that a stage still has to score; one that counts as met of itself is none of them."""
        given = self.scored(stage, form)
        return tuple(
            row.code
            for row in form.leaves
            if row.kind not in OPTIONAL_KINDS and not row.assumed_met and row.code not in given
        )

    def offers(self, stage: Stage, form: Form) -> dict[str, Decimal]:
        """The full marks that a form offers where a stage has scored nothing yet."""
        return {
            row.code: row.maximum
            for row in form.leaves
            if row.default_full and row.maximum is not None and self.mark(stage, row.code).points is None
        }

    def with_offers(self, stage: Stage, form: Form) -> Self:
        """The sheet as it would be with the full marks taken that are offered at a stage."""
        given = self.marks.get(stage, {})
        taken = {
            code: Mark(points, self.mark(stage, code).note)
            for code, points in self.offers(stage, form).items()
        }
        return replace(self, marks={**self.marks, stage: {**given, **taken}})

    def base(self, stage: Stage, form: Form) -> Decimal | None:
        """A stage's own sum without bonus and deduction; None until all is scored, or without points."""
        if self.missing(stage, form) or not form.has_points:
            return None
        given = self.scored(stage, form)
        counted = (row.code for row in form.leaves if row.earns_points and row.kind not in OPTIONAL_KINDS)
        return sum((given.get(code, Decimal(0)) for code in counted), Decimal(0))

    def claimed(self, stage: Stage, form: Form, kind: Kind) -> Decimal:
        """The sum of a stage's bonus or deduction rows; an empty row claims nothing."""
        given = self.points(stage)
        return sum((given.get(row.code, Decimal(0)) for row in form.leaves if row.kind is kind), Decimal(0))

    def case(self) -> Case:
        """What the engine rates: the deciding stage's points, and the facts."""
        who = self.participant
        return Case(
            id=who.code,
            form=who.form,
            category=who.category,
            points=self.points(DECIDING),
            facts=self.facts,
            products=tuple(line.product for line in self.products),
            similar=self.similar,
            months=tuple(each.as_total for each in self.months),
            unrated=who.unrated,
        )


class Result(Struct, frozen=True):
    """What became of one person: the rating, and the seal once the round is closed."""

    sheet: SheetId
    rating: Rating
    seal: str | None = None


class PolicyRef(Struct, frozen=True):
    """The frozen policy of a round."""

    id: int
    code: str
    version: int
    hash: str
    title: str
    cited: str = ""  # the title with the days of the decisions that it names, where they are known

    @property
    def named(self) -> str:
        """How papers and screens cite it."""
        return self.cited or self.title


class Round(Struct, frozen=True):
    """A unit's month under one policy; `revision` counts from 1 and grows with every reopening."""

    id: RoundId
    uid: str
    unit: UnitId
    unit_code: str
    unit_name: str
    superior_name: str
    period: Period
    policy: PolicyRef
    stage: Stage
    opened_at: datetime
    revision: int = 1
    reason: str = ""  # why it was reopened
    skipped: tuple[Stage, ...] = ()
    exception: str | None = None  # number of the decision that allows the exceptional quota
    first: tuple[str, ...] = ()  # who goes first among equals, as a person decided
    first_reason: str = ""
    closed_at: datetime | None = None
    seal: str | None = None
    replaced: bool = False  # a later revision exists
    collective: Collective | None = None  # how the unit itself was rated, which comes first

    @property
    def is_derived(self) -> bool:
        """Whether nothing is scored in the round: its results follow from the sealed months."""
        return DECIDING in self.skipped

    @property
    def open_stage(self) -> Stage | None:
        """The stage whose points may be typed; None where the round takes none."""
        if self.stage in SCORING:
            return self.stage
        return DECIDING if self.stage is Stage.SETTLING else None

    def refuse_moved(self, seen: Stage | None) -> None:
        """Refuse a step that was asked for where another stage was shown (None: nothing was shown)."""
        if seen is not None and seen is not self.stage:
            self._refuse_moved_on()

    def refuse_other_stage(self, typed: Stage) -> None:
        """Refuse points that were typed where another stage was open than the one that is."""
        if typed is not self.open_stage:
            self._refuse_moved_on()

    def advance(self, to: Stage) -> Self:
        """Go on to a scoring stage or to settling; stages passed over are marked skipped."""
        if to not in (Stage.DEPUTY, Stage.HEAD, Stage.SETTLING):
            raise UserError(
                N_(
                    "A month advances to deputy, head or settling; settling, closing and reopening it are "
                    "steps of their own."
                )
            )
        self._refuse_closed()
        if to is self.stage:
            raise UserError(
                N_("{unit}, {month} is already at this stage."),
                unit=self.unit_name,
                month=self.period.named,
            )
        if self.stage is Stage.SETTLED and to is not Stage.SETTLING:
            raise UserError(
                SETTLED_STAGE,
                unit=self.unit_name,
                month=self.period.named,
            )
        if to in SCORING:
            self._refuse_derived()
        if STAGES.index(to) < STAGES.index(self.stage):
            return self._back(to)
        passed = SCORING[SCORING.index(self.stage) + 1 : SCORING.index(to)] if to in SCORING else ()
        return replace(self, stage=to, skipped=_in_order({*self.skipped, *passed} - {to}))

    def enter(self, stage: Stage) -> Self:
        """Take scores in at a stage of an open month: the round follows, earlier stages are skipped."""
        self.refuse_scores(stage)
        if STAGES.index(stage) <= STAGES.index(self.stage):
            return replace(self, skipped=tuple(s for s in self.skipped if s is not stage))
        passed = SCORING[SCORING.index(self.stage) : SCORING.index(stage)]
        return replace(self, stage=stage, skipped=_in_order({*self.skipped, *passed}))

    def refuse_scores(self, stage: Stage) -> None:
        """Refuse scores where the round no longer takes them."""
        if stage not in SCORING:
            raise UserError(N_("Scores are given at the stages self, deputy and head."))
        self._refuse_derived()
        self.refuse_changes()

    def refuse_changes(self) -> None:
        """Refuse a change to what is settled or closed."""
        self._refuse_closed()
        if self.stage is Stage.SETTLED:
            raise UserError(
                SETTLED_SCORES,
                unit=self.unit_name,
                month=self.period.named,
            )

    def settled(self, *, exception: str | None, first: tuple[str, ...], first_reason: str) -> Self:
        """The round with its results decided; whether they may be is the settlement's own check."""
        self._refuse_closed()
        if self.stage is Stage.SETTLED:
            raise UserError(
                SETTLED_ALREADY,
                unit=self.unit_name,
                month=self.period.named,
            )
        return replace(self, stage=Stage.SETTLED, exception=exception, first=first, first_reason=first_reason)

    def close(self, *, at: datetime, seal: str) -> Self:
        """Seal the round; only a settled one can be."""
        self._refuse_closed()
        if self.stage is not Stage.SETTLED:
            raise UserError(
                N_("{unit}, {month} is not settled yet. Settle it first, then close it."),
                unit=self.unit_name,
                month=self.period.named,
            )
        return replace(self, stage=Stage.CLOSED, closed_at=at, seal=seal)

    def refuse_reopening(self, reason: str) -> None:
        """Refuse a reopening of what is not closed, or without a reason."""
        if self.stage is not Stage.CLOSED:
            raise UserError(
                N_(
                    "{unit}, {month} is not closed, so there is nothing to reopen; it can be "
                    "changed as it is."
                ),
                unit=self.unit_name,
                month=self.period.named,
            )
        if self.replaced:
            raise UserError(
                N_(
                    "{unit}, {month} was reopened already: revision {revision} is replaced. "
                    "Go on with the newest one."
                ),
                unit=self.unit_name,
                month=self.period.named,
                revision=self.revision,
            )
        if not reason.strip():
            raise UserError(
                N_("Reopening a closed month needs a reason: it stays on record beside both results.")
            )

    def _refuse_moved_on(self) -> None:
        raise MovedOn(
            N_(
                "{unit}, {month} is at “{stage}” by now: somebody else moved it meanwhile, so nothing was "
                "done. It has been read again; look at it, then decide."
            ),
            unit=self.unit_name,
            month=self.period.named,
            stage=Term(STAGE_LABELS[self.stage]),
        )

    def _back(self, to: Stage) -> Self:
        return replace(
            self,
            stage=to,
            exception=None,
            first=(),
            first_reason="",
            skipped=tuple(s for s in self.skipped if s is not to),
        )

    def _refuse_derived(self) -> None:
        if self.is_derived:
            raise UserError(
                N_(
                    "{unit}, {period}: nothing is scored here, the result follows from the closed months. "
                    "Correct the score in its month: reopen it with a reason."
                ),
                unit=self.unit_name,
                period=self.period.named,
            )

    def _refuse_closed(self) -> None:
        if self.stage is Stage.CLOSED:
            raise UserError(
                N_(
                    "{unit}, {month} is closed. To correct it, reopen it with a reason: a new "
                    "revision is made and the old one kept."
                ),
                unit=self.unit_name,
                month=self.period.named,
            )


def _in_order(stages: Iterable[Stage]) -> tuple[Stage, ...]:
    return tuple(sorted(stages, key=STAGES.index))


class PersonSheet(Struct, frozen=True):
    """Everything one person's form shows, on screen and on paper."""

    round: Round
    sheet: Sheet
    form: Form
    rating: Rating | None
    level_label: str
    hash: str
    reason_label: str = ""
    difference: DifferenceLimit | None = None  # above which a stage says why it differs
    signatures: tuple[str, ...] = ()  # who signs the form, as its policy says
    replaces: Replaced | None = None
    tracking: Paper | None = None  # where the period is only followed up: the form prescribed for that
