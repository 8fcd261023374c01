"""What the month screen shows and allows."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from functools import cached_property
from itertools import chain
from types import MappingProxyType
from typing import Self

from msgspec import Struct, field
from msgspec.structs import replace

from evalapp.base.columns import Tone
from evalapp.base.messages import N_, counted, tr, tr_error
from evalapp.base.names import fold
from evalapp.domain.people import Person
from evalapp.domain.policy.in_force import rules_for
from evalapp.domain.policy.model import Form
from evalapp.domain.policy.places import Places, places_so_far
from evalapp.domain.policy.points import about_row
from evalapp.domain.policy.quota_words import places_told
from evalapp.domain.policy.reckoning import has_levels
from evalapp.domain.registers import EntryId
from evalapp.domain.rounds import DECIDING, SCORING, Mark, Round, Sheet, SheetId, Stage
from evalapp.domain.units import UnitId
from evalapp.ui.screens.month.lines import DrawnRows, GridRow, PersonLine, RowKind
from evalapp.ui.screens.month.standing import in_few_words, in_place_of_levels, left_to_do
from evalapp.ui.screens.month.totals import explained
from evalapp.ui.shell.routes import Place
from evalapp.ui.shell.steps import (
    NO_STEPS,
    AnyStep,
    History,
    MarkEdit,
    Step,
    against,
    people_of,
)
from evalapp.ui.shell.without_level import NOBODY, Outcome, WithoutLevel, without_level
from evalapp.ui.shell.words import NOT_SCORED, Unanswered, level_tone
from evalapp.usecases.marks import RoundMarks

COMPARE = "compare"
VIEW_LABELS: Mapping[str, str] = {
    Stage.SELF.value: N_("Self"),
    Stage.DEPUTY.value: N_("Deputy"),
    Stage.HEAD.value: N_("Head"),
    COMPARE: N_("Compare"),
}
_IN_BRACKETS = re.compile(r"\(([^()]+)\)\s*$")


class Showing(StrEnum):
    """Who is shown; a level's code stands for those who have it."""

    ALL = ""
    OPEN = "open"
    SUGGESTED = "suggested"
    LACKING = "lacking"
    NO_LEVEL = "no_level"
    REFUSED = "refused"


SHOWING_LABELS: Mapping[Showing, str] = {
    Showing.ALL: N_("everybody"),
    Showing.OPEN: N_("not scored"),
    Showing.SUGGESTED: N_("with proposals"),
    Showing.LACKING: N_("lacking evidence or a reason"),
    Showing.NO_LEVEL: N_("without a level"),
    Showing.REFUSED: N_("refused"),
}
_LEVEL = "level:"


class MonthState(Struct, frozen=True, dict=True):
    """Everything the month screen needs to draw itself."""

    place: Place
    unit: UnitId | None = None
    round: Round | None = None
    people: int = 0  # who would be in the month if it were opened
    lines: Mapping[SheetId, PersonLine] = field(default_factory=lambda: MappingProxyType({}))
    form: str = ""
    view: str = ""  # a scoring stage, or all of them; empty: the present stage
    showing: str = Showing.ALL
    words: str = ""
    refused: frozenset[SheetId] = frozenset()  # who has something refused in their row
    history: History = NO_STEPS
    today: date | None = None
    recorded: tuple[EntryId, ...] = ()  # by Ctrl+L, the last time
    newcomers: tuple[Person, ...] = ()  # of the unit, but not in the month: they came after it was opened
    policies: tuple[tuple[Place, str], ...] = ()  # where people go by several: where each is, the shown first
    may_discard: bool = False  # nothing was entered in it, and whoever is at work may throw it away
    may_lead_back: bool = False  # whoever is at work may send the month back, or reopen it
    loaded: bool = False
    busy: bool = False
    drawn: DrawnRows = field(default_factory=DrawnRows)

    @classmethod
    def of(cls, place: Place, unit: UnitId, marks: RoundMarks) -> Self:
        """The state of an open month as it was read."""
        names = Counter(sheet.participant.name for sheet in marks.sheets)
        lines = {
            sheet.participant.sheet: PersonLine(
                marks.policy,
                marks.round,
                sheet,
                marks.ratings[sheet.participant.sheet],
                has_namesake=names[sheet.participant.name] > 1,
                closed=tr_error(marks.closed[sheet.participant.sheet])
                if sheet.participant.sheet in marks.closed
                else "",
            ).prepare()
            for sheet in marks.sheets
        }
        counts = Counter(line.sheet.participant.form for line in lines.values())
        form = max(counts, key=lambda code: counts[code], default="")
        return cls(
            place, unit=unit, round=marks.round, people=len(lines), lines=lines, form=form, loaded=True
        )

    def prepare(self) -> Self:
        """Work out, where nobody waits for it, what is shown of everybody."""
        _ = self.counts, self.results, self.places, self.form_counts, self.standing, self.without_level
        _ = [row.key for row in self.rows]
        return self

    @property
    def stage(self) -> Stage | None:
        """Where the month stands; None while it is not open."""
        return self.round.stage if self.round else None

    @property
    def editing(self) -> Stage | None:
        """The stage whose points can be typed; None where the month takes none."""
        return self.round.open_stage if self.round else None

    @property
    def view_shown(self) -> str:
        """The view in use."""
        return self.view or (self.editing or DECIDING).value

    @property
    def compares(self) -> bool:
        """Whether all stages stand under each other."""
        return self.view_shown == COMPARE

    @property
    def stages_shown(self) -> tuple[Stage, ...]:
        """The stages that have a row for each person."""
        return SCORING if self.compares else (Stage(self.view_shown),)

    @property
    def form_shown(self) -> Form | None:
        """The form whose people are shown."""
        return next((line.form for line in self.lines.values() if line.form.code == self.form), None)

    @cached_property
    def rows(self) -> tuple[GridRow, ...]:
        """The rows of the grid: the form's people whom filter and words let through."""
        kinds = tuple(
            RowKind(stage, stage is self.stages_shown[0], stage is self.editing, self.compares)
            for stage in self.stages_shown
        )
        drawn = self.drawn.show(self.lines, self.form, kinds)
        words = fold(self.words).split()
        if not words and not self.showing:
            return drawn.everybody
        found = drawn.named(words)
        if self.showing:
            found = [(line, rows) for line, rows in found if self._is_shown(line, self.showing)]
        return tuple(chain.from_iterable(rows for _line, rows in found))

    @cached_property
    def form_counts(self) -> tuple[tuple[str, str, int], ...]:
        """The forms in use in a few words, with how many people each has."""
        counts = Counter(line.sheet.participant.form for line in self.lines.values())
        line = next(iter(self.lines.values()), None)
        used = [form for form in line.policy.forms if counts[form.code]] if line else []
        return tuple((form.code, _short(form.title), counts[form.code]) for form in used)

    @property
    def filters(self) -> tuple[tuple[str, str], ...]:
        """What can be filtered by, with its words."""
        levels = [(_LEVEL + code, tr("level {level}", level=code)) for code in self.levels]
        return (*((key.value, tr(text)) for key, text in SHOWING_LABELS.items()), *levels)

    @property
    def levels(self) -> tuple[str, ...]:
        """The levels from the best down."""
        line = next(iter(self.lines.values()), None)
        return tuple(level.code for level in line.policy.levels) if line else ()

    @cached_property
    def results(self) -> frozenset[str]:
        """The words that stand in place of a level for somebody."""
        return in_place_of_levels(self.lines.values())

    @cached_property
    def counts(self) -> tuple[tuple[str, Tone], ...]:
        """How many have which result, as short words with their tone."""
        if self.round is None:
            return ()
        held = Counter(line.rating.level for line in self.lines.values())
        levels = self.levels if any(held[code] for code in self.levels) else ()
        said = [(f"{code} {counted(held[code])}", level_tone(code, self.levels)) for code in levels]
        unrated = sum(bool(line.sheet.participant.unrated) for line in self.lines.values())
        waiting = sum(line.rating.reason == "not_scored" for line in self.lines.values())
        open_ = N_("Not scored {count}")
        if self.editing in (Stage.SELF, Stage.DEPUTY):  # what is typed now gives no level yet
            open_ = N_("Not scored by the head {count}")
        for count, text in ((unrated, N_("Not rated {count}")), (waiting, open_)):
            if count:
                said.append((tr(text, count=count), Tone.PLAIN))
        return tuple(said)

    @cached_property
    def places(self) -> tuple[Places, ...]:
        """What the quotas allow so far."""
        line = next(iter(self.lines.values()), None)
        if line is None:
            return ()
        rules = rules_for(line.policy, line.round.period)
        ratings = (each.rating for each in self.lines.values())
        places = places_so_far(rules, ratings, exceptional=line.round.exception is not None)
        return tuple(each for each in places if each.base)  # of nobody it would say nothing

    @property
    def quota(self) -> tuple[str, Tone]:
        """The quotas in one line; a warning where more people reach a level than may keep it."""
        said: list[str] = []
        for places in self.places:
            too_many = (
                " · ⚠ " + tr("{over} too many by points", over=places.over)
                if places.over and self.stage not in (Stage.SETTLED, Stage.CLOSED)
                else ""
            )
            said.append(places_told(places) + too_many)
        if said and self.round and self.round.exception:
            said.append(tr("by decision {number}", number=self.round.exception))
        over = any(places.over for places in self.places) and self.stage not in (Stage.SETTLED, Stage.CLOSED)
        return " · ".join(said), Tone.WARN if over else Tone.MUTED

    @property
    def quota_short(self) -> str:
        """The quotas in as few words as can be."""
        is_open = self.stage not in (Stage.SETTLED, Stage.CLOSED)
        return " · ".join(
            tr("{level}: {allowed} of {count}", level=each.level, allowed=each.allowed, count=each.base)
            + (" ⚠ " + tr("{over} too many by points", over=each.over) if each.over and is_open else "")
            for each in self.places
        )

    @property
    def standing_short(self) -> str:
        """The same where there is room for few words: none of them is cut."""
        return in_few_words(self)

    @cached_property
    def standing(self) -> str:
        """What is left to do at this stage, with the keys that do it."""
        return left_to_do(self)

    @property
    def lacking(self) -> tuple[PersonLine, ...]:
        """Whose scores lack evidence or a reason."""
        return tuple(line for line in self.lines.values() if line.lacks)

    @property
    def lacking_places(self) -> frozenset[tuple[SheetId, str]]:
        """Which scores lack something."""
        return frozenset(
            (line.key, code) for line in self.lacking for code in (*line.lacks.evidence, *line.lacks.reasons)
        )

    def listing(self, showing: str) -> Self:
        """The month with those shown whom a filter means, in the first form that has any."""
        forms = {line.form.code for line in self.lines.values() if self._is_shown(line, showing)}
        form = next((code for code, _, _ in self.form_counts if code in forms), self.form)
        form = self.form if self.form in forms else form
        return replace(self, form=form, view="", words="", showing=showing)

    @property
    def unanswered(self) -> Unanswered:
        """The suggestions that wait for a decision."""
        waiting = [line for line in self.lines.values() if line.suggestions]
        return Unanswered(sum(len(line.suggestions) for line in waiting), [line.name for line in waiting])

    @cached_property
    def without_level(self) -> WithoutLevel:
        """Who is scored and has no level all the same; nobody in a period that has none."""
        line = next(iter(self.lines.values()), None)
        if line is None or not has_levels(line.policy, line.round.period):
            return NOBODY
        return without_level(
            Outcome(each.name, each.rating.level, each.rating.reason, each.rating.missing)
            for each in self.lines.values()
            if each.rating.reason != NOT_SCORED
        )

    @property
    def can_open(self) -> bool:
        """Whether the month can be opened."""
        return not self.busy and self.loaded and self.round is None and self.people > 0

    @property
    def takes_scores(self) -> bool:
        """Whether scores may come in."""
        return not self.busy and self.editing is not None

    @property
    def can_type(self) -> bool:
        """Whether points can be typed into what is shown."""
        return self.editing is not None and self.editing in self.stages_shown

    @property
    def has_round(self) -> bool:
        """Whether there is a month to look at or print."""
        return self.round is not None and not self.busy

    def at(self, *stages: Stage) -> bool:
        """Whether the month stands at one of these stages and nothing is under way."""
        return not self.busy and self.stage in stages

    def mark_edit(self, row: GridRow, code: str, after: Mark) -> MarkEdit:
        """The change of one mark from what it is now."""
        before = self.lines[row.line.key].sheet.mark(row.stage, code)
        return MarkEdit(row.line.key, row.stage, code, before, after)

    def accepting(self, rows: Iterable[GridRow], codes: Mapping[SheetId, set[str]] | None = None) -> Step:
        """The step that takes the full marks offered in these rows, or in some cells of them."""
        return tuple(
            self.mark_edit(row, code, Mark(points, row.mark(code).note))
            for row in rows
            for code, points in row.offers.items()
            if codes is None or code in codes.get(row.line.key, set())
        )

    def everybody(self) -> tuple[GridRow, ...]:
        """Everybody's row at the stage that is being scored, whatever is shown."""
        stage = self.editing
        return tuple(GridRow(line, stage, editing=True) for line in self.lines.values()) if stage else ()

    def with_edits(self, edits: Iterable[MarkEdit]) -> Self:
        """The month with other marks; only those people are rated again."""
        by_person: dict[SheetId, list[MarkEdit]] = {}
        for edit in edits:
            if edit.sheet in self.lines:
                by_person.setdefault(edit.sheet, []).append(edit)
        changed = {key: self.lines[key].with_edits(found) for key, found in by_person.items()}
        return replace(self, lines={**self.lines, **changed}) if changed else self

    def with_answer(self, sheet: Sheet) -> Self:
        """The month after a suggestion was answered: its decision, and the head's marks with what it did."""
        line = self.lines[sheet.participant.sheet]
        marks = {**line.sheet.marks, DECIDING: sheet.marks.get(DECIDING, {})}
        return replace(self, lines={**self.lines, line.key: line.answered(sheet.decisions, marks)})

    def against(self, step: AnyStep) -> str:
        """Why a step cannot be taken back or done again: its stage is over, or others changed its marks."""
        sheets = {key: self.lines[key].sheet for key in people_of(step) if key in self.lines}
        return against(step, self.round, sheets)

    def with_unsaved(self, places: Iterable[tuple[SheetId, Stage, str]]) -> Self:
        """The month with these marks, and no others, shown as not saved yet."""
        unsaved: dict[SheetId, set[tuple[Stage, str]]] = {}
        for key, stage, code in places:
            unsaved.setdefault(key, set()).add((stage, code))
        marked = [key for key, line in self.lines.items() if line.unsaved or key in unsaved]
        now = {key: frozenset(unsaved.get(key, ())) for key in marked}
        changed = {
            key: replace(self.lines[key], unsaved=now[key])
            for key in marked
            if now[key] != self.lines[key].unsaved
        }
        return replace(self, lines={**self.lines, **changed}) if changed else self

    def explain(self, row: GridRow | None) -> str:
        """How a person's total comes about, in one line."""
        return explained(row, self.lines[row.line.key].rated(row.stage)) if row else ""

    def about(self, row: GridRow | None, code: str) -> str:
        """The criterion of a cell in full, and what it takes."""
        criterion = row.line.form.row(code) if row else None
        return about_row(criterion) if criterion else ""

    def _is_shown(self, line: PersonLine, showing: str) -> bool:
        match showing:
            case Showing.OPEN:
                stage = self.editing or DECIDING
                return bool(line.sheet.missing(stage, line.form)) and not line.sheet.participant.unrated
            case Showing.SUGGESTED:
                return bool(line.suggestions)
            case Showing.LACKING:
                return bool(line.lacks)
            case Showing.NO_LEVEL:
                return line.rating.level is None and line.rating.reason != NOT_SCORED
            case Showing.REFUSED:
                return line.key in self.refused or bool(line.unsaved)
            case str(wanted) if wanted.startswith(_LEVEL):
                level = wanted.removeprefix(_LEVEL)
                return any(line.rated(stage).level == level for stage in self.stages_shown)
            case _:
                return True


def _short(title: str) -> str:
    """A form's title in a few words: what stands in its brackets, if any."""
    found = _IN_BRACKETS.search(title)
    text = found[1] if found else title
    return text[:1].upper() + text[1:]
