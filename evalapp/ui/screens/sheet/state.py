"""What one person's form shows and allows."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import Self

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base.columns import Tone, figure
from evalapp.base.errors import UserError
from evalapp.base.messages import N_, tr
from evalapp.domain.attachments import Attachment
from evalapp.domain.policy.computed import is_computed
from evalapp.domain.policy.explain import Sentence, provisional, sentence
from evalapp.domain.policy.in_force import rules_for
from evalapp.domain.policy.model import (
    OPTIONAL_KINDS,
    Criterion,
    Form,
    Kind,
    Policy,
    Proof,
    Rating,
    TraceEntry,
)
from evalapp.domain.policy.points import met_words, read_points
from evalapp.domain.policy.quota_words import limits_ahead
from evalapp.domain.policy.reckoning import MISSING_FACT
from evalapp.domain.proofs import lacking
from evalapp.domain.reasons import Gap, gaps
from evalapp.domain.registers import EntryId
from evalapp.domain.rounds import (
    DECIDING,
    SCORING,
    STAGE_LABELS,
    PersonSheet,
    Sheet,
    SheetId,
    Stage,
)
from evalapp.domain.scored_anew import rows_scored_anew
from evalapp.domain.suggestions import State
from evalapp.ui.screens.sheet.became import Became, became
from evalapp.ui.screens.sheet.grounds import behind, beside
from evalapp.ui.shell.returning import way_back
from evalapp.ui.shell.routes import Place
from evalapp.ui.shell.suggestions_state import SuggestionsState
from evalapp.ui.shell.without_level import facts_told
from evalapp.ui.shell.words import lacking_words, level_tone, level_words
from evalapp.usecases.history import ScoreChange

NOTHING_PROPOSED = SuggestionsState()
#: The steps of a computation that say in short why somebody got what they got.
_DECIDING_STEPS = frozenset({"total", "mean", "level", "gate", "quota", "tie", "head_cap", "no_level"})
_LACKS = {Proof.TEXT: N_("⚠ needs words"), Proof.FILE: N_("⚠ needs a file")}


_NO_OFFERS: Mapping[Stage, Decimal] = MappingProxyType({})


class SheetLine(Struct, frozen=True):
    """One row of the form with its marks side by side; a heading carries the sums of its rows."""

    criterion: Criterion
    depth: int
    is_heading: bool
    marks: Mapping[Stage, Decimal | None]
    note: str = ""
    editing: Stage | None = None
    files: int = 0  # that stand as evidence at this row
    lacks: Proof = Proof.NONE  # what its score needs and has not
    offers: Mapping[Stage, Decimal] = _NO_OFFERS  # full marks to be taken; at a heading, the sum with them
    is_anew: bool = False  # scored anew since a suggestion was accepted there
    gap: Gap | None = None  # by how much the present stage differs, where that has to be explained

    @property
    def evidence(self) -> str:
        """How many files stand at the row, and whether something is missing, in words."""
        if self.asks_reason:
            return tr("≠ needs a reason")
        if self.lacks is not Proof.NONE:
            return tr(_LACKS[self.lacks])
        if self.is_anew:
            return tr("⚠ scored anew")
        return tr("▤ {count} {count:file|files}", count=self.files) if self.files else ""

    @property
    def asks_reason(self) -> bool:
        """Whether the score waits for the reason why it differs."""
        return self.gap is not None and not self.gap.is_explained

    def points(self, stage: Stage) -> Decimal | None:
        """The points of a stage; None is not scored."""
        return self.marks.get(stage)

    def offered(self, stage: Stage) -> Decimal | None:
        """What is only offered at a stage so far."""
        return self.offers.get(stage) if self.points(stage) is None else None

    def written(self, stage: Stage) -> Decimal | str | None:
        """The points of a stage as they are read, else those offered; what is only met or not is in words."""
        points = self.points(stage)
        points = self.offered(stage) if points is None else points
        return None if points is None else met_words(self.criterion, points) or points

    def with_points(self, text: str) -> Self:
        """Return a copy with the points typed; an empty text is not scored, a bad one is refused."""
        if self.editing is None:
            raise UserError(N_("No scores are taken here now."))
        points = read_points(self.criterion, text) if text.strip() else None
        return replace(self, marks={**self.marks, self.editing: points})

    def with_note(self, text: str) -> Self:
        """Return a copy with another note."""
        return replace(self, note=" ".join(text.split()))

    @property
    def takes_points(self) -> bool:
        """Whether points may be typed."""
        is_computed = self.criterion.kind is Kind.FORMULA
        return self.editing is not None and not self.is_heading and not is_computed

    @property
    def is_missing(self) -> bool:
        """Whether the present stage still has to score this row, and nothing is offered there."""
        optional = self.criterion.kind in OPTIONAL_KINDS
        return (
            self.takes_points
            and not optional
            and not self.criterion.assumed_met
            and self.editing is not None
            and self.points(self.editing) is None
            and self.offered(self.editing) is None
        )


class SheetState(Struct, frozen=True, dict=True):
    """Everything the form needs to draw itself."""

    place: Place
    person: PersonSheet | None = None
    levels: tuple[str, ...] = ()
    before: SheetId | None = None
    after: SheetId | None = None
    number: int = 0  # of the person in the list that before and after are from, and how long that is
    count: int = 0
    history: tuple[ScoreChange, ...] = ()
    proposals: SuggestionsState = NOTHING_PROPOSED
    policy: Policy | None = None
    today: date | None = None
    recorded: tuple[EntryId, ...] = ()  # the event about the person that was recorded last
    unused: str = ""  # what the registers hold and no rule of the policy uses
    may_lead_back: bool = False  # whoever is at work may send the month back, or reopen it
    row: str = ""  # the row that the cursor is on
    busy: bool = False

    @property
    def editing(self) -> Stage | None:
        """The stage whose column can be typed into; None where the month takes no scores."""
        if self.person is None or self.person.sheet.participant.unrated:
            return None
        stage = self.person.round.stage
        if stage in SCORING:
            return stage
        return DECIDING if stage is Stage.SETTLING else None

    @cached_property
    def lines(self) -> tuple[SheetLine, ...]:
        """The rows of the form in printed order."""
        if self.person is None:
            return ()
        form, sheet = self.person.form, self.person.sheet
        leaves = {row.code for row in form.leaves}
        lacks = lacking(sheet, form, self.editing or DECIDING)
        found = gaps(self.person.difference, form, sheet, self.editing or DECIDING)
        offered = sheet.with_offers(self.editing, form) if self.editing else sheet
        anew = rows_scored_anew(sheet)
        files = Counter(each.row for each in sheet.attachments if each.stands)
        return tuple(
            replace(
                self._line(form, sheet, offered, row, is_heading=row.code not in leaves),
                files=files[row.code],
                lacks=lacks.get(row.code, Proof.NONE),
                is_anew=row.code in anew,
                gap=found.get(row.code),
            )
            for row in form.criteria
        )

    @property
    def offered(self) -> int:
        """How many rows have full marks offered that nobody has taken yet."""
        stage = self.editing
        return sum(not line.is_heading and line.offered(stage) is not None for line in self.lines if stage)

    @property
    def has_products(self) -> bool:
        """Whether a row of the form is computed from products and tasks."""
        return self.person is not None and is_computed(self.person.form)

    @property
    def files(self) -> tuple[Attachment, ...]:
        """The files of the form, those that were removed at the end."""
        attached = self.person.sheet.attachments if self.person else ()
        return tuple(sorted(attached, key=lambda each: (not each.stands, each.row != "", each.id)))

    @property
    def can_attach(self) -> bool:
        """Whether evidence may be attached or removed."""
        decided = (Stage.SETTLED, Stage.CLOSED)
        return self.person is not None and not self.busy and self.person.round.stage not in decided

    @property
    def files_standing(self) -> int:
        """How many files are evidence."""
        return sum(each.stands for each in self.files)

    @property
    def proposals_open(self) -> int:
        """How many proposals wait for a decision."""
        return sum(line.state is State.OPEN for line in self.proposals.lines)

    @property
    def name(self) -> str:
        """Whose form it is."""
        return self.person.sheet.participant.name if self.person else ""

    @property
    def heading(self) -> tuple[str, str]:
        """Who issues the form, and what it is: as it is printed."""
        if self.person is None:
            return "", ""
        current = self.person.round
        issuer = " · ".join(part for part in (current.superior_name, current.unit_name) if part)
        month = current.period.named.titled
        revision = tr("revision {number}", number=current.revision) if current.revision > 1 else ""
        about = ", ".join(part for part in (month, revision) if part)
        return issuer, f"{self.person.form.title.upper()} · {about}"

    def changes_of(self, code: str) -> tuple[Became, ...]:
        """What became of the scores of a row, newest first: from what to what, when, who."""
        told = [became(change) for change in self.history if change.row in ("", code)]
        return tuple(reversed(told))

    @property
    def about(self) -> str:
        """Who they are, in one line."""
        if self.person is None:
            return ""
        who = self.person.sheet.participant
        return " · ".join(part for part in (who.code, who.title, who.note) if part)

    @property
    def total(self) -> str:
        """The total; empty while there is none."""
        rating = self.person.rating if self.person else None
        return figure(rating.total, 1) if rating and rating.total is not None else ""

    @property
    def result(self) -> tuple[str, Tone]:
        """The level with its words, or why there is none."""
        if self.person is None:
            return "", Tone.PLAIN
        rating = self.person.rating
        if rating and rating.level:
            return f"{rating.level} · {self.person.level_label}", level_tone(rating.level, self.levels)
        reason = self.person.sheet.participant.unrated or (rating.reason if rating else "not_scored")
        if reason == "not_scored" and self.editing in (Stage.SELF, Stage.DEPUTY):
            return tr("Not scored by the head"), Tone.MUTED  # whatever is scored at the stage before
        return level_words(reason)

    @property
    def standing(self) -> str:
        """What can be typed now, or why nothing can."""
        if self.person is None:
            return ""
        if self.person.sheet.participant.unrated:
            return tr("Not rated: {reason}", reason=self.person.sheet.participant.unrated)
        if self.editing is None:
            told = tr("{stage}: scores no longer change.", stage=tr(STAGE_LABELS[self.person.round.stage]))
            way = way_back(self.person.round.stage, may=self.may_lead_back, elsewhere=True)
            return " ".join([told, *self._because, way])
        left = sum(line.is_missing for line in self.lines)
        stage = tr(STAGE_LABELS[self.editing])
        told = N_("{stage}: {count} {count:row|rows} left to score.") if left else N_("{stage}: all scored.")
        if self.offered and not left:
            told = N_("{stage}: nothing else is left to score.")
        said = tr(told, stage=stage, count=left)
        if self.offered:
            taken = N_("{count} {count:row has|rows have} full marks offered: Ctrl+Shift+Enter accepts them.")
            said += " " + tr(taken, count=self.offered)
        if told := lacking_words({line.criterion.code: line.lacks for line in self.lines}):
            said += " " + told
        unexplained = [line.criterion.code for line in self.lines if line.asks_reason]
        if unexplained:
            said += " " + tr("≠ Write in the note why these differ: {rows}.", rows=unexplained)
        return " ".join(filter(None, (said, self._unused, self._unknown)))

    @property
    def _unused(self) -> str:
        """What no rule uses, with what may be done about it."""
        think = tr("Think of “Do not rate this person…” in the {kind}.", kind=self.place.period.sort)
        return f"⚠ {self.unused} {think}" if self.unused else ""

    @property
    def _unknown(self) -> str:
        """Which facts the level waits for, and where they are entered."""
        rating = self.person.rating if self.person else None
        return facts_told(rating.missing) if rating and rating.reason == MISSING_FACT else ""

    @property
    def _because(self) -> list[str]:
        """What decided the result, once it stands: the sum, and what gave or took the level."""
        rating = self.person.rating if self.person else None
        steps = [entry for entry in rating.trace if entry.step in _DECIDING_STEPS] if rating else []
        return [sentence(entry).text.removesuffix(".") + "." for entry in steps]

    @property
    def reasons(self) -> tuple[tuple[str, str], ...]:
        """Why this result: each step as a sentence with what it rests on, in the order computed."""
        rating: Rating | None = self.person.rating if self.person else None
        if self.person is None or rating is None:
            return ()
        sheet = self.person.sheet
        steps = [
            (text, "\n".join(part for part in (cites, *behind(sheet, entry)) if part))
            for entry in rating.trace
            for text, cites in self._told_of(rating, entry)
        ]
        return (*steps, *beside(sheet, {entry.code for entry in rating.trace if entry.code}))

    def _told_of(self, rating: Rating, entry: TraceEntry) -> list[tuple[str, str]]:
        """A step in words; before settlement, what only that will work out comes before the result so far."""
        if self._is_early(entry):
            return [self._waits_for_head]
        if self.editing is None or self.person is None or self.policy is None or entry.step != "final":
            return [_said(sentence(entry))]
        rules, similar = rules_for(self.policy, self.person.round.period), self.person.sheet.similar
        ahead = limits_ahead(rules, rating.level, grouped=bool(similar)) if rating.level else []
        return [*ahead, _said(provisional(entry))]

    def _is_early(self, entry: TraceEntry) -> bool:
        """Whether nothing but the stage is behind it that the head has not scored."""
        is_unscored = entry.step == "unrated" and entry.values.get("reason") == "not_scored"
        return is_unscored and self.editing in (Stage.SELF, Stage.DEPUTY)

    @property
    def _waits_for_head(self) -> tuple[str, str]:
        return tr("The head has not scored yet: the result follows from the head's points."), ""

    @property
    def can_print(self) -> bool:
        """Whether the form can be written as a paper."""
        return self.person is not None and not self.busy

    def _line(
        self, form: Form, sheet: Sheet, offered: Sheet, row: Criterion, *, is_heading: bool
    ) -> SheetLine:
        marks = {stage: _points(form, sheet, row, stage) for stage in SCORING}
        stage = self.editing or DECIDING
        points = _points(form, offered, row, stage)
        return SheetLine(
            row,
            form.depth(row.code),
            is_heading,
            marks,
            note="" if is_heading else sheet.mark(stage, row.code).note,
            editing=None if is_heading else self.editing,
            offers=_NO_OFFERS if points is None or points == marks[stage] else {stage: points},
        )


def _points(form: Form, sheet: Sheet, row: Criterion, stage: Stage) -> Decimal | None:
    """What a row was given, or what stands under a heading, less its deductions; met or not is no points."""
    below = form.children(row.code)
    if not below:
        return sheet.scored(stage, form).get(row.code)
    counted = [child for child in below if child.earns_points or form.children(child.code)]
    parts = [(child, _points(form, sheet, child, stage)) for child in counted]
    if any(part is None and child.kind not in OPTIONAL_KINDS for child, part in parts):
        return None
    known = [-part if _takes_from(row, child) else part for child, part in parts if part is not None]
    return sum(known, Decimal(0)) if known else None


def _takes_from(row: Criterion, child: Criterion) -> bool:
    """Whether a row under a heading is taken from it: deductions are, but from a heading of deductions."""
    return child.kind is Kind.DEDUCTION and row.kind is not Kind.DEDUCTION


def _said(told: Sentence) -> tuple[str, str]:
    """A step of the computation in words, and what it rests on."""
    return tr(told.message, **told.values), told.cites
