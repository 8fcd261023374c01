"""What the overview shows and allows."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base.columns import Tone, figure
from evalapp.base.messages import N_, tr
from evalapp.base.names import told_apart
from evalapp.domain.month_results import Replaced
from evalapp.domain.petitions import PetitionLine
from evalapp.domain.rounds import SCORING, STAGE_LABELS, RoundId, SheetId, Stage
from evalapp.domain.standings import MonthPerson, OverdueInspections, Overview, Owed, RewardsToDo, UnitMonth
from evalapp.ui.kit.segments import Bar, Segment
from evalapp.ui.shell.routes import FINDINGS, PLANS, REMEDIES, Place
from evalapp.ui.shell.words import level_tone

_SOON = 3  # days ahead of a date from which it is worth saying
_ALL = ""
#: The figures at the top, each with the list behind it.
TODO, OPEN, WAITING, TIES, SUGGESTED, LEVEL = "todo", "open", "waiting", "ties", "suggested", "level"


class ListLine(Struct, frozen=True):
    """One line of the list: who, what, until when, and where it leads."""

    who: str
    what: str
    place: Place
    when: str = ""
    tone: Tone = Tone.PLAIN
    screen: str = "month"
    sheet: SheetId | None = None
    overdue: str = ""  # the page of inspections that shows it
    number: int = 0


class Figure(Struct, frozen=True):
    """One figure at the top."""

    key: str
    title: str
    value: int | None  # None: the month is not open
    text: str
    of: int | None = None
    tone: Tone = Tone.PLAIN


class Shown(Struct, frozen=True):
    """Which list is shown: one of a figure, or the people of a level behind a bar."""

    key: str = TODO
    bar: str = _ALL
    level: str = ""


class OverviewState(Struct, frozen=True):
    """Everything the overview needs to draw itself."""

    place: Place
    overview: Overview | None = None
    name: str = ""
    has_units: bool = False
    shown: Shown = Shown()
    people: tuple[MonthPerson, ...] = ()  # who is behind the bar that was opened
    loaded: bool = False

    @property
    def months(self) -> tuple[UnitMonth, ...]:
        """The months of this period."""
        return self.overview.units if self.overview else ()

    @property
    def sees_months(self) -> bool:
        """Whether anything is shown of how people are evaluated."""
        return self.overview is None or self.overview.sees_months

    @property
    def is_empty(self) -> bool:
        """Whether there is nobody to evaluate here, now or before."""
        return (
            self.loaded
            and self.sees_months
            and not self.months
            and not (self.overview and self.overview.past)
        )

    @property
    def first_steps(self) -> tuple[str, str, str]:
        """Before anybody is here to be evaluated: what there is, what is missing, and the next step."""
        done, missing = tr("✓ done"), tr("still missing – this comes next")
        steps = tr(
            "1. Units: {units}\n2. People with a position in this unit: {people}\n"
            "3. The month, opened once there are people",
            units=done if self.has_units else missing,
            people=missing if self.has_units else tr("still missing"),
        )
        return tr("Nobody is evaluated here yet"), steps, tr("Go to people and units")

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures at the top; each opens its list."""
        return (self._closed, self._not_scored, self._ties, self._suggested)

    @property
    def tasks(self) -> tuple[ListLine, ...]:
        """What is to be done: what is late first, then by date."""
        if self.overview is None:
            return ()
        today = self.overview.today
        waiting = [month for month in self._all if not month.is_closed and self._has_begun(month)]
        ordered = sorted(waiting, key=lambda month: month.due or date.max)
        rewards = tuple(map(_reward_line, self.overview.rewards))
        shaken = [line for line, each in zip(rewards, self.overview.rewards, strict=True) if each.changed]
        months = [_task(month, today, self.place) for month in ordered]
        first = [
            *(_petition(each, today) for each in self.overview.petitions),
            *(_overdue(each, self.place, today) for each in self.overview.overdue),
            *_replaced(self.overview.replaced),
        ]
        return _numbered([*first, *shaken, *months, *(line for line in rewards if line not in shaken)])

    @property
    def lines(self) -> tuple[ListLine, ...]:
        """The list that is shown."""
        if self.overview is None:
            return ()
        behind = {
            OPEN: self._unit_lines,
            WAITING: self._waiting_lines,
            TIES: self._tie_lines,
            SUGGESTED: self._suggested_lines,
            LEVEL: self._level_lines,
        }
        lines = behind.get(self.shown.key)
        return _numbered(lines()) if lines else self.tasks

    @property
    def list_title(self) -> str:
        """What the list is of."""
        if self.shown.key == LEVEL:
            return tr(
                "Level {level}: {count} people, {where}",
                level=self.shown.level,
                count=len(self.people),
                where=self._bar_label(self.shown.bar),
            )
        titles = {
            OPEN: N_("Units closed"),
            WAITING: N_("Not scored yet"),
            TIES: N_("Tied at the cut-off"),
            SUGGESTED: N_("Suggestions"),
        }
        return tr(titles.get(self.shown.key, N_("To do")))

    @property
    def nothing(self) -> str:
        """What stands where the list is empty."""
        if not self.sees_months:
            return tr("Nothing is left to do here. Your role does not see the scores of this unit.")
        return tr("Nothing is left to do here.") if self.shown.key in (TODO, OPEN) else tr("There is nobody.")

    @property
    def chart_title(self) -> str:
        """What the bars are of."""
        if self._is_alone:
            return tr("Levels of the last months")
        return tr("Levels of {month} by unit", month=self.place.period.named)

    @property
    def legend(self) -> tuple[tuple[str, str, Tone], ...]:
        """Each level with its words and its tone."""
        labels: Mapping[str, str] = self.overview.level_labels if self.overview else {}
        return tuple((code, text, level_tone(code, list(labels))) for code, text in labels.items())

    @property
    def bars(self) -> tuple[Bar, ...]:
        """The levels of each unit; of a unit that stands alone, of each of its months."""
        if self.overview is None:
            return ()
        if self._is_alone:
            return tuple(self._bar(month, month.period.label) for month in self.overview.past)
        bars = [self._bar(month, month.name) for month in self.months]
        return (self._sum_of(self.months), *bars) if len(bars) > 1 else tuple(bars)

    @property
    def rounds(self) -> tuple[RoundId, ...]:
        """The months behind the bar that was opened."""
        months = self.overview.past if self.overview and self._is_alone else self.months
        return tuple(
            month.round.id for month in months if month.round and self.shown.bar in (_ALL, _key(month))
        )

    @property
    def _is_alone(self) -> bool:
        return self.overview is not None and bool(self.overview.past)

    @property
    def _all(self) -> tuple[UnitMonth, ...]:
        return (*self.overview.besides, *self.overview.units) if self.overview else ()

    def _has_begun(self, month: UnitMonth) -> bool:
        return self.overview is not None and month.period.first_day <= self.overview.today

    def _late(self, months: Iterable[UnitMonth]) -> int:
        return sum(month.is_late(self.overview.today) for month in months) if self.overview else 0

    @property
    def _closed(self) -> Figure:
        closed = sum(month.is_closed for month in self.months)
        late, opened = self._late(self.months), sum(month.stage is not None for month in self.months)
        text = tr("{unopened} not open, {late} late", unopened=len(self.months) - opened, late=late)
        done = closed == len(self.months)
        tone = Tone.OK if done and closed else Tone.BAD if late else Tone.PLAIN
        return Figure(OPEN, tr("Units closed"), closed, text, len(self.months), tone)

    @property
    def _not_scored(self) -> Figure:
        people = sum(month.unscored for month in self.months)
        over = [m for m in self.months if self.overview and m.unscored and m.is_late(self.overview.today)]
        late = sum(month.unscored for month in over)
        text = tr("{count} of them late", count=late) if people else tr("all are scored")
        if late and (due := min((month.due for month in over if month.due), default=None)):
            text = tr("{count} of them late (due {day})", count=late, day=due.strftime("%d/%m"))
        return self._of_open(
            WAITING, tr("People not scored yet"), people, text, Tone.BAD if late else Tone.PLAIN
        )

    @property
    def _ties(self) -> Figure:
        count = sum(len(month.ties) for month in self.months)
        text = tr("the order is to be decided") if count else tr("nothing to decide")
        return self._of_open(TIES, tr("Tied at the cut-off"), count, text, Tone.WARN if count else Tone.PLAIN)

    @property
    def _suggested(self) -> Figure:
        count = sum(month.suggestions for month in self.months)
        text = tr("to accept or to reject") if count else tr("all are answered")
        return self._of_open(SUGGESTED, tr("Suggestions"), count, text, Tone.WARN if count else Tone.PLAIN)

    def _of_open(self, key: str, title: str, count: int, text: str, tone: Tone) -> Figure:
        """What is counted in open months only: nothing is known of the others, and nothing is done there."""
        unopened = sum(month.stage is None for month in self.months)
        if unopened and unopened == len(self.months):
            return Figure(key, title, None, tr("the {kind} is not open", kind=self.place.period.sort))
        if unopened and not count:
            text = tr("{count} {count:unit|units} not open", count=unopened)
        return Figure(key, title, count, text, tone=tone)

    def _unit_lines(self) -> Iterator[ListLine]:
        """Every unit of the month: what is not closed first."""
        for month in sorted(self.months, key=lambda month: month.is_closed):
            if self.overview and not month.is_closed:
                yield _task(month, self.overview.today, self.place)
            else:
                yield ListLine(_name(month), tr("✓ closed"), _at(month))

    def _waiting_lines(self) -> Iterator[ListLine]:
        for month in self.months:
            if month.stage is None and self.overview:
                yield _task(month, self.overview.today, self.place)
            stage = tr(STAGE_LABELS[month.stage]) if month.stage else ""
            for person in month.waiting:
                what = f"{person.unit_name} · {stage}"
                line = ListLine(f"{person.name} ({person.code})", what, _place_of(person))
                yield _dated(replace(line, screen="sheet", sheet=person.sheet), month, self.overview)

    def _level_lines(self) -> Iterator[ListLine]:
        return map(_person_line, self.people)

    def _tie_lines(self) -> Iterator[ListLine]:
        for month in self.months:
            for tied in month.ties:
                names = [*told_apart({p.code: p.name for p in tied}).values()]
                what = tr("{names}, level {level}", names=names, level=tied[0].level or "")
                yield _dated(
                    ListLine(_name(month), what, _at(month), screen="settlement"), month, self.overview
                )

    def _suggested_lines(self) -> Iterator[ListLine]:
        for month in self.months:
            if month.suggestions:
                what = tr(
                    "{count} {count:suggestion waits|suggestions wait} for an answer", count=month.suggestions
                )
                yield _dated(ListLine(_name(month), what, _at(month)), month, self.overview)

    def _bar(self, month: UnitMonth, label: str) -> Bar:
        return Bar(_key(month), label, self._segments(month.levels), "" if month.rated else _progress(month))

    def _sum_of(self, months: Iterable[UnitMonth]) -> Bar:
        counted: Counter[str] = Counter()
        for month in months:
            counted.update(month.levels)
        return Bar(_ALL, tr("All units"), self._segments(counted), tr("no month is decided yet"), strong=True)

    def _segments(self, levels: Mapping[str, int]) -> tuple[Segment, ...]:
        known = list(self.overview.level_labels) if self.overview and levels else []
        return tuple(Segment(code, code, levels.get(code, 0), level_tone(code, known)) for code in known)

    def _bar_label(self, key: str) -> str:
        return next((bar.label for bar in self.bars if bar.key == key), tr("All units"))


def _key(month: UnitMonth) -> str:
    policy = month.round.policy.code if month.round else month.policy
    return f"{month.code} {month.period} {policy}"


def _at(month: UnitMonth) -> Place:
    return Place(month.code, month.period, month.policy)


def _name(month: UnitMonth) -> str:
    return f"{month.name} · {month.policy}" if month.policy else month.name


def _place_of(person: MonthPerson) -> Place:
    return Place(person.unit_code, person.period, person.policy)


def _person_line(person: MonthPerson) -> ListLine:
    total = figure(person.total, 1) if person.total is not None else ""
    return ListLine(
        f"{person.name} ({person.code})",
        " · ".join(part for part in (person.unit_name, person.title) if part),
        _place_of(person),
        when=total,
        screen="sheet",
        sheet=person.sheet,
    )


def _task(month: UnitMonth, today: date, here: Place) -> ListLine:
    screen = "settlement" if month.stage in (Stage.SETTLING, Stage.SETTLED) else "month"
    what = _progress(month)
    if month.round and month.round.revision > 1:
        what = tr("reopened; {what}", what=what)
    what = _with_due(what, month.due, today)
    if month.period != here.period:
        what = tr("{month}: {what}", month=month.period.named, what=what)
    when, tone = _when(month.due, today)
    return ListLine(_name(month), what, _at(month), when, tone, screen)


def _petition(line: PetitionLine, today: date) -> ListLine:
    """A petition that waits for its answer."""
    what = tr("{month}: a petition waits for its answer", month=line.period.named)
    what = _with_due(what, line.due, today)
    return ListLine(line.called, what, Place(line.unit_code, line.period), *_when(line.due, today), "periods")


def _overdue(owed: OverdueInspections, place: Place, today: date) -> ListLine:
    """What a unit owes of its inspections; the line opens the list that is counted."""
    words, page = {
        Owed.EXPLANATIONS: (N_("Inspections: {count} {count:explanation|explanations} overdue"), FINDINGS),
        Owed.REMEDIES: (N_("Inspections: {count} {count:remedy|remedies} overdue"), REMEDIES),
        Owed.PLANNED: (N_("Inspections: {count} planned {count:visit|visits} overdue"), PLANS),
    }[owed.what]
    at = Place(owed.code, place.period)
    return ListLine(
        owed.name,
        _with_due(tr(words, count=owed.count), owed.due, today),
        at,
        *_when(owed.due, today),
        "inspections",
        overdue=page,
    )


def _replaced(found: Iterable[Replaced]) -> Iterator[ListLine]:
    """Each longer period, once, whose months no longer say what was used."""
    people = Counter((each.unit, each.period) for each in found)
    for (unit, period), count in people.items():
        what = tr(
            "{period}: {count} {count:result rests|results rest} on a replaced month",
            period=period.named,
            count=count,
        )
        yield ListLine(unit, what, Place(unit, period), tone=Tone.WARN, screen="periods")


def _progress(month: UnitMonth) -> str:
    """Where a month stands, and what it waits for."""
    if month.stage is None:
        return tr("not open yet ({count} to evaluate)", count=month.people)
    stage = tr(STAGE_LABELS[month.stage])
    if month.waiting:
        return tr("{stage}: {count} not scored yet", stage=stage, count=len(month.waiting))
    if month.ties:
        return tr("{stage}: {count} {count:tie|ties} to decide", stage=stage, count=len(month.ties))
    waits = {
        Stage.SETTLING: N_("{stage}: waits for the decision"),
        Stage.SETTLED: N_("{stage}: can be closed"),
    }
    if month.stage in SCORING:
        return tr("{stage}: all scored", stage=stage)
    return tr(waits.get(month.stage, "{stage}"), stage=stage)


def _when(due: date | None, today: date) -> tuple[str, Tone]:
    """How far a day is from today, in words."""
    if due is None:
        return "", Tone.PLAIN
    days = (due - today).days
    if days < 0:
        return tr("{count} {count:day|days} late", count=-days), Tone.BAD
    if days == 0:
        return tr("due today"), Tone.WARN
    if days <= _SOON:
        return tr("in {count} {count:day|days}", count=days), Tone.WARN
    return tr("by {day}", day=due.strftime("%d/%m")), Tone.ACCENT


def _dated(line: ListLine, month: UnitMonth, overview: Overview | None) -> ListLine:
    when, tone = _when(month.due, overview.today) if overview else ("", Tone.PLAIN)
    return replace(line, when=when, tone=tone)


def _with_due(what: str, due: date | None, today: date) -> str:
    """What is to be done, with its last day where that is over."""
    if due is None or due >= today:
        return what
    return tr("{what}; due {day}", what=what, day=due.strftime("%d/%m"))


def _reward_line(todo: RewardsToDo) -> ListLine:
    """Decisions whose basis changed are said before proposals that wait."""
    place = Place(todo.code, todo.period)
    if todo.changed:
        what = tr(
            "{month}: {count} {count:decision rests|decisions rest} on a changed basis",
            month=todo.period.named,
            count=todo.changed,
        )
        return ListLine(todo.name, what, place, tr("to look at"), Tone.BAD, "rewards")
    what = tr(
        "{month}: {count} {count:proposal waits|proposals wait} for a decision",
        month=todo.period.named,
        count=todo.proposals,
    )
    return ListLine(todo.name, what, place, "", Tone.PLAIN, "rewards")


def _numbered(lines: Iterable[ListLine]) -> tuple[ListLine, ...]:
    return tuple(replace(line, number=number) for number, line in enumerate(lines))
