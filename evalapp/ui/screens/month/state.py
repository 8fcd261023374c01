"""What the month screen shows and allows."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from evalapp.base.columns import Tone, figure
from evalapp.base.messages import N_, tr
from evalapp.base.names import fold
from evalapp.domain.rounds import SCORING, Round, Stage, Summary, SummaryRow
from evalapp.domain.units import UnitId
from evalapp.ui.shell.routes import Place
from evalapp.ui.shell.words import NOT_SCORED, level_tone, reason_words

ALL_FORMS = ""


@dataclass(frozen=True)
class MonthLine:
    """One person's line, with the words and the tone of their result."""

    row: SummaryRow
    form: str
    result: str
    tone: Tone
    note: str

    @property
    def is_unrated(self) -> bool:
        """Whether somebody decided not to rate them this month."""
        return self.row.level is None and self.row.total is None and self.row.reason not in (None, NOT_SCORED)


@dataclass(frozen=True)
class MonthState:
    """Everything the month screen needs to draw itself."""

    place: Place
    unit: UnitId | None = None
    round: Round | None = None
    summary: Summary | None = None
    forms: Mapping[str, str] | None = None  # code -> title
    people: int = 0  # who would be in the month if it were opened
    form: str = ALL_FORMS
    words: str = ""
    loaded: bool = False
    busy: bool = False

    @property
    def stage(self) -> Stage | None:
        """Where the month stands; None while it is not open."""
        return self.round.stage if self.round else None

    @property
    def all_lines(self) -> tuple[MonthLine, ...]:
        """Everybody, in the order of the summary."""
        if self.summary is None:
            return ()
        return tuple(self._line(row) for row in self.summary.rows)

    @property
    def lines(self) -> tuple[MonthLine, ...]:
        """Who is shown: of the form chosen, and found by the words typed."""
        wanted = fold(self.words).split()
        return tuple(
            line
            for line in self.all_lines
            if self.form in (ALL_FORMS, line.row.form)
            and all(word in fold(f"{line.row.code} {line.row.name}") for word in wanted)
        )

    @property
    def form_counts(self) -> tuple[tuple[str, str, int], ...]:
        """The forms in use with how many people each has, everybody first."""
        rows = self.summary.rows if self.summary else ()
        used = list(dict.fromkeys(row.form for row in rows))
        counted = [
            (code, (self.forms or {}).get(code, code), sum(row.form == code for row in rows)) for code in used
        ]
        return ((ALL_FORMS, tr("Everybody"), len(rows)), *counted)

    @property
    def counts(self) -> tuple[tuple[str, Tone], ...]:
        """How many have which result, as short words with their tone."""
        if self.summary is None:
            return ()
        levels = list(self.summary.level_labels)
        said = [(f"{code} {self.summary.counts.get(code, 0)}", level_tone(code, levels)) for code in levels]
        for key, text in (("not_rated", N_("Not rated {count}")), ("not_scored", N_("Not scored {count}"))):
            if self.summary.counts.get(key, 0):
                said.append((tr(text, count=self.summary.counts[key]), Tone.PLAIN))
        return tuple(said)

    @property
    def can_open(self) -> bool:
        """Whether the month can be opened."""
        return not self.busy and self.loaded and self.round is None and self.people > 0

    @property
    def is_scoring(self) -> bool:
        """Whether scores are still being given."""
        return self.stage in SCORING

    @property
    def takes_scores(self) -> bool:
        """Whether scores may come in."""
        return not self.busy and self.stage in (*SCORING, Stage.SETTLING)

    @property
    def has_round(self) -> bool:
        """Whether there is a month to look at or print."""
        return self.round is not None and not self.busy

    def at(self, *stages: Stage) -> bool:
        """Whether the month stands at one of these stages and nothing is under way."""
        return not self.busy and self.stage in stages

    def explain(self, line: MonthLine | None) -> str:
        """How a person's total comes about, in one line."""
        if line is None:
            return ""
        row = line.row
        if row.total is None or row.head_points is None:
            return tr("No total yet: {result}.", result=line.result)
        parts = [figure(row.head_points)]
        if row.bonus:
            parts.append("+ " + figure(row.bonus))
        if row.deduction:
            parts.append("− " + figure(abs(row.deduction)))
        return f"{figure(row.total)} = {' '.join(parts)}" if len(parts) > 1 else figure(row.total)

    def _line(self, row: SummaryRow) -> MonthLine:
        levels = list(self.summary.level_labels) if self.summary else []
        result, tone = (row.level, level_tone(row.level, levels)) if row.level else reason_words(row.reason)
        note = row.note or ("" if row.level is None and row.total is None else reason_words(row.reason)[0])
        if row.level is None and result == tr("Not rated"):
            note = row.reason or note
        return MonthLine(row, (self.forms or {}).get(row.form, row.form), result, tone, note)


def nonzero(points: Decimal | None) -> Decimal | None:
    """Points that say something: nothing claimed is shown as a dash."""
    return points or None
