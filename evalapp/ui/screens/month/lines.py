"""One person of the month as the grid shows them: marks of a stage, offers, total, level, what is missing."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from itertools import compress
from types import MappingProxyType
from typing import NamedTuple, Self

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base.columns import Tone, figure
from evalapp.base.messages import N_, tr
from evalapp.base.names import fold
from evalapp.domain.policy.computed import computed_points, is_computed
from evalapp.domain.policy.model import OPTIONAL_KINDS, Form, Kind, Policy, Rating
from evalapp.domain.proofs import lacking
from evalapp.domain.reasons import Gap, gaps, limit_for
from evalapp.domain.rounds import DECIDING, SCORING, Decision, Mark, Round, Sheet, SheetId, Stage
from evalapp.domain.scored_anew import rows_scored_anew
from evalapp.domain.suggestions import State, Suggestion, suggestions_of
from evalapp.ui.kit.states import keep
from evalapp.ui.shell.steps import MarkEdit
from evalapp.ui.shell.words import lacking_words, level_tone, level_words
from evalapp.usecases.lacking import Lacks, lacks_of
from evalapp.usecases.rating import rate_sheet
from evalapp.usecases.summaries import form_of

_NO_MARK = Mark(None)
_NO_MARKS: Mapping[str, Mark] = MappingProxyType({})
#: What is worked out of a person and stays the same whatever their marks become.
_WHATEVER_THE_MARKS = ("key", "words", "form", "is_computed", "suggestions", "suggested")


class PersonLine(Struct, frozen=True, dict=True):
    """One person with everything the grid needs; a mark that changed makes another."""

    policy: Policy
    round: Round
    sheet: Sheet
    rating: Rating  # of the deciding stage
    unsaved: frozenset[tuple[Stage, str]] = frozenset()
    has_namesake: bool = False  # somebody else of the month has the same name
    closed: str = ""  # why whoever sits here does not score them at this stage

    @property
    def name(self) -> str:
        """The person's name, with the code where the name alone does not tell who is meant."""
        who = self.sheet.participant
        return f"{who.name} ({who.code})" if self.has_namesake else who.name

    @cached_property
    def key(self) -> SheetId:
        """What tells the person from the others."""
        return self.sheet.participant.sheet

    @cached_property
    def words(self) -> str:
        """What finds the person, without accents; a space stands before each word."""
        return f" {fold(self.sheet.participant.code)} {fold(self.sheet.participant.name)}"

    @cached_property
    def form(self) -> Form:
        """The form that the person is scored on."""
        return form_of(self.policy, self.sheet)

    @cached_property
    def suggestions(self) -> tuple[Suggestion, ...]:
        """What is proposed for the person and waits for a decision."""
        found = suggestions_of(self.policy, self.sheet, self.round.period)
        return tuple(each for each in found if each.state is State.OPEN)

    @cached_property
    def suggested(self) -> Mapping[str, int]:
        """How many proposals touch which row."""
        counts: dict[str, int] = {}
        for each in self.suggestions:
            for code in each.rows[:1]:
                counts[code] = counts.get(code, 0) + 1
        return counts

    @cached_property
    def left(self) -> tuple[int, bool]:
        """How many cells the present stage still has to score without an offer; whether there are offers."""
        stage = self.round.open_stage
        if stage is None or self.sheet.participant.unrated or self.closed:
            return 0, False
        offers = self.offers(stage)
        return len(set(self.sheet.missing(stage, self.form)) - offers.keys()), bool(offers)

    @cached_property
    def gaps(self) -> Mapping[Stage, Mapping[str, Gap]]:
        """What each stage has to explain, by row: where it differs by more than the policy's limit."""
        limit = limit_for(self.policy, self.form)
        found = {stage: gaps(limit, self.form, self.sheet, stage) for stage in SCORING}
        return {stage: each for stage, each in found.items() if each}

    @property
    def unexplained(self) -> tuple[str, ...]:
        """The rows whose difference the present stage has not explained yet."""
        stage = self.round.open_stage
        if stage is None or not self.gaps or self.sheet.participant.unrated or self.closed:
            return ()
        return tuple(code for code, gap in self.gaps.get(stage, {}).items() if not gap.is_explained)

    @cached_property
    def anew(self) -> frozenset[str]:
        """The rows that were scored anew since a suggestion was accepted there."""
        return rows_scored_anew(self.sheet)

    @cached_property
    def lacks(self) -> Lacks:
        """What the scores still lack before they are settled: evidence, reasons."""
        return lacks_of(self.policy, self.sheet, self.round.open_stage or DECIDING)

    @cached_property
    def computed(self) -> Mapping[str, Decimal]:
        """The points of the rows that nobody types: they follow from products and tasks."""
        return computed_points(self.form, self.sheet.case()) if self.is_computed else {}

    @cached_property
    def is_computed(self) -> bool:
        """Whether the form has rows that nobody types."""
        return is_computed(self.form)

    def prepare(self) -> Self:
        """Work out, where nobody waits for it, what the first picture and the first search need."""
        _ = self.left, self.words, self.suggested, self.anew, self.gaps, self.lacks
        return self

    def with_edits(self, edits: list[MarkEdit]) -> Self:
        """The person with other marks, rated again."""
        marks = {stage: dict(given) for stage, given in self.sheet.marks.items()}
        for edit in edits:
            given = marks.setdefault(edit.stage, {})
            if edit.after == Mark(None):
                given.pop(edit.code, None)
            else:
                given[edit.code] = edit.after
        sheet = replace(self.sheet, marks=marks)
        changed = replace(self, sheet=sheet, rating=rate_sheet(self.policy, self.round, sheet))
        return keep(self, changed, *_WHATEVER_THE_MARKS)

    def answered(self, decisions: tuple[Decision, ...], marks: Mapping[Stage, Mapping[str, Mark]]) -> Self:
        """The person with other decisions on what is proposed, and the marks that these left; rated again."""
        sheet = replace(self.sheet, decisions=decisions, marks=marks)
        return replace(self, sheet=sheet, rating=rate_sheet(self.policy, self.round, sheet))

    def decision(self, key: str) -> Decision | None:
        """What was decided on a suggestion."""
        return next((each for each in self.sheet.decisions if each.key == key), None)

    def rated(self, stage: Stage) -> Rating:
        """What a stage's own points give."""
        return self.rating if stage is DECIDING else self._rated[stage]

    @cached_property
    def _rated(self) -> Mapping[Stage, Rating]:
        sheet = self.sheet
        return {
            stage: rate_sheet(
                self.policy,
                self.round,
                replace(sheet, marks={DECIDING: sheet.marks.get(stage, MappingProxyType({}))}),
            )
            for stage in SCORING
            if stage is not DECIDING
        }

    def offers(self, stage: Stage) -> Mapping[str, Decimal]:
        """The full marks that are offered where nothing is scored yet."""
        return self.sheet.offers(stage, self.form)

    def as_offered(self, stage: Stage) -> Rating | None:
        """What the marks would give with the offers taken; None where something else is missing."""
        offers = self.offers(stage)
        if not offers or set(self.sheet.missing(stage, self.form)) - offers.keys():
            return None
        marks = {DECIDING: self.sheet.with_offers(stage, self.form).marks[stage]}
        return rate_sheet(self.policy, self.round, replace(self.sheet, marks=marks))


def evidence_words(row: "GridRow") -> tuple[str, Tone]:
    """How many files are attached to somebody's form, or what is missing beside a score, in few words."""
    unexplained = [code for code, gap in row.line.gaps.get(row.stage, {}).items() if not gap.is_explained]
    if unexplained:
        return tr("⚠ A reason is missing: {rows}.", rows=unexplained), Tone.WARN
    lacks = lacking(row.line.sheet, row.line.form, row.stage)
    if lacks:
        return lacking_words(lacks), Tone.WARN
    count = sum(each.stands for each in row.line.sheet.attachments)
    return (tr("▤ Evidence: {count}", count=count), Tone.PLAIN) if count else ("", Tone.PLAIN)


class RowKind(NamedTuple):
    """What the rows of all people at one stage have in common; `editing` says whether points may be typed."""

    stage: Stage
    is_first: bool = True
    editing: bool = False
    compares: bool = False


class GridRow(Struct, frozen=True, dict=True):
    """One person at one stage: a row of the grid."""

    line: PersonLine
    stage: Stage
    is_first: bool = True
    editing: bool = False
    compares: bool = False
    number: int = 0

    @cached_property
    def key(self) -> tuple[SheetId, Stage]:
        """What tells the row from the others, however its values change."""
        return self.line.key, self.stage

    @property
    def name(self) -> str:
        """Whose row it is."""
        return self.line.name

    @property
    def takes(self) -> bool:
        """Whether points may be typed."""
        return self.editing and not self.line.sheet.participant.unrated and not self.line.closed

    @cached_property
    def marks(self) -> Mapping[str, Mark]:
        """What stands in its cells; of a criterion that a formula computes, what that gives."""
        given = self.line.sheet.marks.get(self.stage, _NO_MARKS)
        computed = {
            code: replace(given.get(code, _NO_MARK), points=points)
            for code, points in self.line.computed.items()
            if given.get(code, _NO_MARK).points is None
        }
        return {**given, **computed} if computed else given

    def mark(self, code: str) -> Mark:
        """The mark of a criterion."""
        return self.marks.get(code, _NO_MARK)

    @cached_property
    def is_calm(self) -> bool:
        """Whether its points read as they are: nothing is unsaved, proposed, to be explained or compared."""
        line = self.line
        return not (line.unsaved or line.suggested or line.anew or line.gaps.get(self.stage) or self.compares)

    @cached_property
    def offers(self) -> Mapping[str, Decimal]:
        """The full marks that are offered in this row."""
        return self.line.offers(self.stage) if self.takes else {}

    @cached_property
    def open_codes(self) -> frozenset[str]:
        """The criteria that this stage still has to score, where nothing is offered."""
        if not self.takes:
            return frozenset()
        return frozenset(self.line.sheet.missing(self.stage, self.line.form)) - self.offers.keys()

    @property
    def _who(self) -> tuple[object, ...]:
        """What its cells show of the person besides the marks."""
        line, sheet = self.line, self.line.sheet
        about = sheet.participant, sheet.similar, sheet.fields, line.has_namesake, line.closed
        return (*about, self.number, self.is_first, self.editing)

    def changed_since(self, before: Self) -> frozenset[str] | None:
        """The criteria that may read differently than before, if it can be told by their marks alone."""
        if not (self.is_calm and before.is_calm) or self._who != before._who:
            return None
        now, then = self.marks, before.marks
        return frozenset(code for code in now.keys() | then.keys() if now.get(code) != then.get(code))

    def gap(self, code: str) -> Gap | None:
        """By how much the mark of a criterion differs, where that has to be explained."""
        return self.line.gaps[self.stage].get(code) if self.stage in self.line.gaps else None

    def asks_reason(self, code: str) -> bool:
        """Whether the mark of a criterion waits for its reason."""
        gap = self.gap(code) if self.takes else None
        return gap is not None and not gap.is_explained

    @cached_property
    def offered(self) -> Rating | None:
        """What the row would give with its offers taken."""
        return self.line.as_offered(self.stage) if self.offers else None

    def subtotal(self, group: str) -> tuple[Decimal | None, bool]:
        """The sum under a group, None where a row is missing; and whether offers are in it."""
        form, total, with_offers = self.line.form, Decimal(0), False
        counted = [row for row in form.leaves if row.earns_points and group in form.ancestors(row.code)]
        if not counted:
            return None, False
        for row in counted:
            points = self.mark(row.code).points
            if points is None and row.code in self.offers:
                points, with_offers = self.offers[row.code], True
            if points is None and row.kind not in OPTIONAL_KINDS:
                return None, False
            total += -(points or 0) if row.kind is Kind.DEDUCTION else points or 0
        return total, with_offers

    @property
    def total(self) -> tuple[str, Tone]:
        """The total as it stands; in the colour of offers where they are in it."""
        rating = self.line.rated(self.stage)
        if rating.total is not None:
            return figure(rating.total, 1), Tone.STRONG
        if self.offered and self.offered.total is not None:
            return figure(self.offered.total, 1), Tone.OFFER
        return "", Tone.PLAIN

    @property
    def result(self) -> tuple[str, Tone, bool]:
        """The level, or why there is none, in words; and whether it is a chip."""
        rating = self.line.rated(self.stage)
        levels = [level.code for level in self.line.policy.levels]
        if rating.level:
            return rating.level, level_tone(rating.level, levels), True
        if self.offered and self.offered.total is not None:
            return tr(N_("partly offered") if self.is_begun else N_("full marks offered")), Tone.OFFER, False
        if self.line.sheet.participant.unrated:
            return tr("Not rated"), Tone.PLAIN, True
        has_points = self.line.form.has_points
        if has_points and not self.line.sheet.points(self.stage) and self.stage is not self.line.round.stage:
            return "", Tone.PLAIN, False
        return (*level_words(rating.reason), True)

    @property
    def is_begun(self) -> bool:
        """Whether something of what has to be scored is scored already."""
        return any(
            self.mark(row.code).points is not None
            for row in self.line.form.leaves
            if row.code not in self.offers
        )

    @property
    def has_no_work(self) -> bool:
        """Whether there is no total because no work is listed."""
        return self.line.rated(self.stage).reason == "nothing_assigned"


class DrawnRows:
    """The rows of everybody on a form, made once for people who stay the same.

    Every key typed in the search line asks for them; a state hands them on to the one that follows it.
    """

    def __init__(self) -> None:
        self._lines: Mapping[SheetId, PersonLine] = {}
        self._form = ""
        self._kinds: tuple[RowKind, ...] = ()
        self._people: Sequence[tuple[PersonLine, tuple[GridRow, ...]]] = ()
        self._words: Sequence[str] = ()
        self.everybody: tuple[GridRow, ...] = ()

    def show(self, lines: Mapping[SheetId, PersonLine], form: str, kinds: tuple[RowKind, ...]) -> Self:
        """Hold everybody of a form with their rows, one of each kind."""
        if lines is not self._lines or (form, kinds) != (self._form, self._kinds):
            before = {} if kinds != self._kinds else {line.key: (line, rows) for line, rows in self._people}
            people = [line for line in lines.values() if line.sheet.participant.form == form]
            self._people = [
                _drawn(line, kinds, number, before) for number, line in enumerate(people, start=1)
            ]
            self._words = [line.words for line in people]
            self.everybody = tuple(row for _line, rows in self._people for row in rows)
            self._lines, self._form, self._kinds = lines, form, kinds
        return self

    def named(self, words: Sequence[str]) -> Sequence[tuple[PersonLine, tuple[GridRow, ...]]]:
        """Whose name or code has words that begin so, with their rows; where nobody's has, who holds them."""
        return self._holding([f" {word}" for word in words]) or self._holding(words)

    def _holding(self, words: Sequence[str]) -> Sequence[tuple[PersonLine, tuple[GridRow, ...]]]:
        found = self._people
        for word in words:
            said = self._words if found is self._people else [line.words for line, _ in found]
            found = list(compress(found, [word in each for each in said]))
        return found


def _drawn(
    line: PersonLine,
    kinds: tuple[RowKind, ...],
    number: int,
    before: Mapping[SheetId, tuple[PersonLine, tuple[GridRow, ...]]],
) -> tuple[PersonLine, tuple[GridRow, ...]]:
    """Somebody's rows: those made before, where nothing about them changed."""
    known = before.get(line.key)
    if known is not None and known[0] is line and known[1][0].number == number:
        return known
    return line, tuple(GridRow(line, *kind, number) for kind in kinds)
