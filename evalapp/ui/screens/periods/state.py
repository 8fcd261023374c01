"""What the screen of longer periods shows and allows: results made of months, petitions, days off."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base.columns import Tone, figure
from evalapp.base.messages import N_, Term, points_shown, tr, tr_error
from evalapp.domain.holidays import Holiday, LackingDay, lacking_words
from evalapp.domain.month_results import MISSING_WORDS, Missing, MonthResult
from evalapp.domain.months_out import reason_words as reason_out
from evalapp.domain.periods import Period, PeriodKind
from evalapp.domain.petitions import PetitionLine
from evalapp.domain.policy.explain import sentence
from evalapp.domain.policy.model import Rating
from evalapp.domain.rounds import STAGE_LABELS, Round, SheetId, Stage
from evalapp.domain.units import UnitId
from evalapp.domain.years import ORIGIN_WORDS, Origin, YearReport, YearRow
from evalapp.ui.kit.pickers import Choice
from evalapp.ui.kit.states import Shown
from evalapp.ui.screens.periods.editing import Editing
from evalapp.ui.shell.routes import Place
from evalapp.ui.shell.without_level import NOBODY, Outcome, WithoutLevel, facts_told, without_level
from evalapp.ui.shell.words import level_tone, longer_title, reason_words
from evalapp.usecases.rounds import RoundStatus

RESULTS, PETITIONS, DAYS = "results", "petitions", "days"
KINDS = (PeriodKind.QUARTER, PeriodKind.HALF_YEAR, PeriodKind.YEAR)
_KIND_TITLES = {
    PeriodKind.QUARTER: N_("Quarter"),
    PeriodKind.HALF_YEAR: N_("Half-year"),
    PeriodKind.YEAR: N_("Year"),
}
_ORIGIN_TONES = {
    Origin.SEALED: Tone.OK,
    Origin.OPEN: Tone.ACCENT,
    Origin.EXTERNAL: Tone.OFFER,
    Origin.NONE: Tone.PLAIN,
    Origin.NOT_COVERED: Tone.PLAIN,
}
_AWAITED = frozenset({"missing_fact", "month_missing", "no_level"})  # what leaves somebody without a level
_NOT_COUNTED, _MISSING, _SCORED = "–", "✕", "+"  # a month in one sign; the tip and the panel say it in words
_AWAITED_WORDS = {Missing.NOT_OPENED: N_("not opened"), Missing.NOT_CLOSED: N_("not closed")}
_TO_COME = {Missing.NOT_OPENED: "·", Missing.NOT_CLOSED: "…"}  # nothing is wrong with these


def longer(period: Period, kind: PeriodKind) -> Period:
    """The longer period that holds a period's last month; a period of that kind is itself."""
    if period.kind is kind:
        return period
    month = period.last_day.month
    number = {PeriodKind.QUARTER: (month + 2) // 3, PeriodKind.HALF_YEAR: (month + 5) // 6}.get(kind, 0)
    return Period(period.year, number, kind)


class ResultLine(Struct, frozen=True):
    """Somebody's longer period as the list shows it."""

    row: YearRow
    levels: tuple[str, ...]
    brief: bool = False  # twelve months where there is little room: a letter each
    has_namesake: bool = False  # somebody else in the list has the same name

    @property
    def name(self) -> str:
        """Whose it is; people of one name are told apart by their codes."""
        return f"{self.row.name} ({self.row.code})" if self.has_namesake else self.row.name

    def month(self, number: int) -> MonthResult | None:
        """What a month of the year gave."""
        return next((each for each in self.row.months if each.period.number == number), None)

    def month_text(self, number: int) -> str:
        """A month in a few letters: its level and total, or why it has none."""
        month = self.month(number)
        if month is None or self._says_nothing(month):
            return ""
        if self.brief:
            return _sign(month)
        if month.total is not None:
            return " ".join(part for part in (month.level or "", figure(month.total, 1)) if part)
        if month.excluded:
            return tr("not counted")
        awaited = _AWAITED_WORDS.get(month.missing) if month.missing else None
        return tr(awaited) if awaited else tr("no result yet")

    def month_tone(self, number: int) -> Tone:
        """The tone of a month; its words say the same."""
        month = self.month(number)
        if month is None or month.excluded:
            return Tone.PLAIN
        if month.missing in _TO_COME:
            return Tone.MUTED
        return Tone.BAD if month.missing else level_tone(month.level, self.levels)

    def month_tip(self, number: int) -> str:
        """A month in full."""
        month = self.month(number)
        return "" if month is None or self._says_nothing(month) else month_words(month)

    def _says_nothing(self, month: MonthResult) -> bool:
        """Whether a month gives nothing that the period could miss, since it does not rest on months."""
        return month.total is None and not self.row.rests_on_months

    @property
    def total(self) -> str | None:
        """The total, as far as it goes."""
        return None if self.row.total is None else figure(self.row.total, 1)

    @property
    def standing(self) -> tuple[str, Tone]:
        """Where the result stands."""
        origin = self.row.origin
        if origin is Origin.OPEN and self.row.stage is not None:
            return tr(STAGE_LABELS[self.row.stage]), Tone.ACCENT
        return tr(ORIGIN_WORDS[origin]), _ORIGIN_TONES[origin]

    @property
    def remark(self) -> str:
        """Why there is no level, or where the result comes from."""
        row = self.row
        missing = sum(each.missing is not None for each in row.months if row.rests_on_months)
        if row.origin in (Origin.OPEN, Origin.NONE) and missing:
            return tr("{count} missing", count=missing)
        return row.reason_label or (reason_words(row.reason)[0] if row.reason else row.source)


def _sign(month: MonthResult) -> str:
    if month.excluded:
        return _NOT_COUNTED
    return _TO_COME.get(month.missing, _MISSING) if month.missing else month.level or _SCORED


def month_words(month: MonthResult) -> str:
    """What a month gives, in a sentence."""
    if month.total is not None:
        level = tr("level {level}", level=month.level) if month.level else tr("a score without a level")
        unit = month.unit or tr("from outside")
        return f"{month.period.label}: {figure(month.total, 1)}, {level} ({unit})"
    if month.excluded:
        return tr(
            "{month}: does not count, {reason}",
            month=month.period.label,
            reason=Term(reason_out(month.excluded)),
        )
    assert month.missing is not None
    why = tr(MISSING_WORDS[month.missing], detail=month.detail)
    return tr("{month}: missing, {reason}", month=month.period.label, reason=why)


def _told_of_months(row: YearRow) -> Iterator[str]:
    """What each month gave; of months that the period does not rest on only what there is, and that."""
    if row.rests_on_months:
        yield from map(month_words, row.months)
        return
    given = [month_words(each) for each in row.months if each.total is not None]
    if given:
        yield tr("The months are shown beside it; the result of this period does not follow from them.")
        yield from given


def page_choices(waiting: int = 0) -> tuple[Choice, ...]:
    """What the screen can show, and how many petitions wait."""
    petitions = tr("Petitions ({count})", count=waiting) if waiting else tr("Petitions")
    return (Choice(RESULTS, tr("Results")), Choice(PETITIONS, petitions), Choice(DAYS, tr("Days off")))


def kind_choices() -> tuple[Choice, ...]:
    """The kinds of longer period."""
    return tuple(Choice(kind.value, tr(_KIND_TITLES[kind])) for kind in KINDS)


class PeriodsState(Shown, frozen=True):
    """Everything the screen needs to draw itself."""

    place: Place
    kind: PeriodKind = PeriodKind.YEAR
    page: str = RESULTS
    unit: UnitId | None = None
    report: YearReport | None = None
    status: RoundStatus | None = None
    may_discard: bool = False  # nothing was entered in the round, and whoever is at work may throw it away
    refusal: str = ""  # why the period cannot be opened
    petitions: tuple[PetitionLine, ...] = ()
    days: tuple[Holiday, ...] = ()
    days_lacking: tuple[LackingDay, ...] = ()
    people: tuple[Choice, ...] = ()  # whose closed result of the place's period may be contested
    today: date = date.min
    rating: tuple[SheetId, Rating] | None = None  # of the person the cursor is on
    editing: Editing | None = None
    narrow: bool = False  # there is too little room for the points of twelve months
    loaded: bool = False

    @property
    def period(self) -> Period:
        """The period that is shown."""
        return longer(self.place.period, self.kind)

    @property
    def current(self) -> Round | None:
        """The round of the unit in the period."""
        return self.status.round if self.status else None

    @property
    def levels(self) -> tuple[str, ...]:
        """The levels, from the highest down."""
        return (
            tuple(self.report.level_labels)
            if self.report and self.report.level_labels
            else ("A", "B", "C", "D")
        )

    @cached_property
    def lines(self) -> tuple[ResultLine, ...]:
        """Everybody's result of the period."""
        brief = self.narrow and self.kind is PeriodKind.YEAR
        rows = self.report.rows if self.report else ()
        names = Counter(name for name, _ in {(row.name, row.code) for row in rows})
        return tuple(ResultLine(row, self.levels, brief, names[row.name] > 1) for row in rows)

    @property
    def pages(self) -> tuple[Choice, ...]:
        """What the screen can show."""
        return page_choices(sum(each.is_open for each in self.petitions))

    @property
    def title(self) -> str:
        """Which period is shown, and where it stands."""
        stage = tr(STAGE_LABELS[self.current.stage]) if self.current else tr("not opened")
        return f"{longer_title(self.period)}: {stage}"

    @property
    def legend(self) -> str:
        """What the signs of months say, where each month is one."""
        if not self.narrow or self.kind is not PeriodKind.YEAR or self.report is None:
            return ""
        return tr("Months: · not opened, … not closed, ✕ missing, – not counted.")

    @cached_property
    def shares(self) -> str:
        """How many came out good or better, by kind of unit."""
        if self.report is None:
            return ""
        told = [
            tr(
                "{kind}: {good} of {rated} good or better ({share}%)",
                kind=kind,
                good=each.good,
                rated=each.rated,
                share=points_shown(each.share),
            )
            for kind, each in self.report.by_kind.items()
            if each.share is not None
        ]
        return "; ".join(told)

    @property
    def warning(self) -> str:
        """What somebody has to look at before the result is relied on."""
        if self.page == DAYS:
            days = [each.named for each in self.days_lacking]
            told = N_("Not entered yet: {days}. Until then due days may come out too early.")
            return tr(told, days=days) if days else ""
        if self.page == PETITIONS:
            return self._petition_warning
        if self.status and self.status.replaced:
            names = sorted({f"{each.name} ({each.month.label})" for each in self.status.replaced})
            return tr(
                "Months were reopened since and no longer say what was used: {people}. Reopen this period "
                "to make it anew; nothing is computed by itself.",
                people=names,
            )
        return self.refusal

    @property
    def _petition_warning(self) -> str:
        late = sum(each.is_overdue(self.today) for each in self.petitions)
        lacking = dict.fromkeys(day for each in self.petitions if each.is_open for day in each.lacking)
        told = [tr("{count} {count:answer is|answers are} overdue.", count=late)] if late else []
        return " ".join(filter(None, (*told, lacking_words(lacking))))

    @property
    def free(self) -> bool:
        """Whether something may be begun."""
        return self.loaded and not self.busy and self.editing is None and self.place.unit is not None

    def allows(self, page: str, *stages: Stage | None) -> bool:
        """Whether a page is shown and the round stands at one of these stages (None: not opened)."""
        stage = self.current.stage if self.current else None
        return self.free and self.page == page and stage in stages

    @property
    def nothing(self) -> tuple[str, str]:
        """What stands where the list is empty."""
        if self.place.unit is None:
            return tr("Nothing here yet"), tr("There are no units yet.")
        if self.page == PETITIONS:
            return tr("No petition"), tr(
                "Choose a closed month at the top, then record what somebody asks for."
            )
        return tr("Nobody is here"), tr("Nobody is evaluated in this unit in this period.")

    @property
    def without_level(self) -> WithoutLevel:
        """Who of the unit's own round has no level, decided or as it stands now."""
        if self.report is None or self.current is None or self.report.score_only:
            return NOBODY
        rows = [each for each in self.report.rows if each.round == self.current.id]
        is_decided = self.current.stage in (Stage.SETTLED, Stage.CLOSED)
        return without_level(
            Outcome(each.name, each.level, each.reason, each.missing)
            for each in rows
            if is_decided or each.reason in _AWAITED
        ).among(len(rows))

    def explanation(self, line: ResultLine) -> tuple[str, ...]:
        """How somebody's result came about, line by line."""
        told = [*filter(None, [facts_told(line.row.missing)]), *_told_of_months(line.row)]
        if self.rating is not None and self.rating[0] == line.row.sheet:
            steps = (each for each in self.rating[1].trace if each.step not in ("month", "excluded"))
            told += [sentence(each).cited for each in steps]
        if line.row.source:
            told.append(tr("Source: {source}", source=line.row.source))
        return tuple(told)

    def with_page(self, page: str) -> "PeriodsState":
        """The same screen with another page."""
        return replace(self, page=page, editing=None)


def petition_state(line: PetitionLine, today: date) -> tuple[str, Tone]:
    """Where a petition stands, in words and a tone."""
    if (words := line.outcome_words) is not None:
        return tr_error(words), Tone.OK
    if line.is_overdue(today):
        return tr("Answer overdue"), Tone.BAD
    return tr("Waits for an answer"), Tone.WARN
