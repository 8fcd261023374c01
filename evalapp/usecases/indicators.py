"""Keeping service figures: what is counted, typing figures, reading a period, and the months behind it."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, points_shown, tr, tr_error
from evalapp.base.names import PersonKey, SortKey, clean, person_sort_key, sort_key
from evalapp.domain.balances import Imbalance, contradictions, imbalances
from evalapp.domain.indicators import (
    LONGEST_CODE,
    LONGEST_NAME,
    Figure,
    Indicator,
    Subject,
    Total,
    checked,
    figure_document,
    figures_of,
    indicator_in,
    indicator_words,
    named_in,
    total_of,
)
from evalapp.domain.months_out import year_upto
from evalapp.domain.people import Person
from evalapp.domain.periods import Period, PeriodKind
from evalapp.domain.policy.canonical import sha256_of
from evalapp.domain.rights import Right
from evalapp.domain.units import Unit, UnitId
from evalapp.store.work import Work
from evalapp.usecases.indicator_trends import (
    TREND,
    Trend,
    TrendMonth,
    months_upto,
    over_months,
    trend_document,
    trends_of,
)
from evalapp.usecases.products import evaluating_unit
from evalapp.usecases.rounds import refuse_self
from evalapp.usecases.subtrees import units_under


class IndicatorRow(Struct, frozen=True):
    """One indicator of a unit or a person in a period, with what the year came to by its end."""

    indicator: Indicator
    unit: Unit
    person: Person | None
    total: Total
    year: Total
    lacking: tuple[Period, ...] = ()  # months of the year so far that nothing is known of
    note: str = ""
    recorded_by: str = ""

    @property
    def subject(self) -> Subject:
        """Whom it is about."""
        return Subject(unit=self.unit.id) if self.person is None else Subject(person=self.person.id)


class FigureChange(Struct, frozen=True):
    """A figure that was recorded, and the one that stood there before, if any."""

    before: Figure | None
    after: Figure


class Recorded(Struct, frozen=True):
    """What recording figures changed, and what of the month does not fit now."""

    changes: tuple[FigureChange, ...]
    doubtful: tuple[Imbalance, ...]


class Doubtful(Struct, frozen=True):
    """Figures of a unit or a person in a month that do not fit each other."""

    unit: Unit
    person: Person | None
    period: Period
    imbalance: Imbalance


class IndicatorReport(Struct, frozen=True):
    """The service figures of a unit, those below it and their people in a period."""

    unit_code: str
    unit_name: str
    superior_name: str
    period: Period
    rows: tuple[IndicatorRow, ...]
    doubtful: tuple[Doubtful, ...]
    hash: str
    trends: tuple[Trend, ...] = ()  # of the unit itself, or of the one person asked about


class Counted(Struct, frozen=True):
    """One indicator of a unit or a person in a period, also where nothing was counted yet."""

    indicator: Indicator
    total: Total
    year: Total
    lacking: tuple[Period, ...] = ()  # months of the year so far that nothing is known of
    figure: Figure | None = None  # of a month


class CountedAll(Struct, frozen=True):
    """Everything that is counted of a unit or a person in a period, and what of it does not fit."""

    unit: Unit
    lines: tuple[Counted, ...]
    doubtful: tuple[Imbalance, ...]
    may_record: bool


def known_indicators(work: Work, unit: UnitId) -> tuple[Indicator, ...]:
    """What is counted in a unit: what ships, and what it or a unit above it added."""
    chain = set(work.units.ancestors(unit, work.today))
    return tuple(each for each in work.indicators.known() if each.owner is None or each.owner in chain)


def add_indicator(work: Work, *, unit_code: str, indicator: Indicator) -> Indicator:
    """Add what a unit counts of its own."""
    unit = work.units.by_code(unit_code)
    work.require(Right.RECORD_FACTS, unit.id)
    code, name = clean(indicator.code).upper(), clean(indicator.name)
    if not code or not name:
        raise UserError(N_("An indicator needs a code and a name."))
    if len(code) > LONGEST_CODE or len(name) > LONGEST_NAME:
        raise UserError(
            N_("A code has at most {code} letters, a name {name}."), code=LONGEST_CODE, name=LONGEST_NAME
        )
    words = indicator_words(work.indicators.known())
    for text in (code, name):
        if (taken := named_in(text, words)) is not None:
            raise UserError(
                N_("“{text}” is known already as {code}, {name}. Choose another."),
                text=text,
                code=taken.code,
                name=taken.name,
            )
    whole = indicator_in(indicator.whole, words).code if indicator.whole else ""
    added = replace(indicator, code=code, name=name, whole=whole, per=clean(indicator.per), owner=unit.id)
    work.indicators.add(added)
    work.audit.record("indicator.added", f"{unit.code} {code}", name=name)
    return added


def record_figures(
    work: Work,
    *,
    period: Period,
    figures: Sequence[Figure],
    unit_code: str | None = None,
    person_code: str | None = None,
) -> Recorded:
    """Record figures of a unit or a person in a month, unless they cannot be true beside the others."""
    refuse_period(work, period)
    unit, person, subject = _subject(work, unit_code, person_code, period)
    words = indicator_words(known_indicators(work, unit.id))
    stored = {each.code: each for each in work.indicators.of_one(subject, [period])}
    given: dict[str, Figure] = {}
    for each in figures:
        indicator = indicator_in(each.code, words)
        given[indicator.code] = checked(
            replace(each, subject=subject, period=period, code=indicator.code), indicator
        )
    after = stored | given
    for impossible in contradictions(stored.values(), after.values()):
        raise impossible.reason
    changes = tuple(
        FigureChange(stored.get(code), figure)
        for code, figure in given.items()
        if code not in stored or stored[code].said != figure.said
    )
    for each in changes:
        work.indicators.save([replace(each.after, recorded_by=work.user.name, recorded_at=work.now)])
        work.audit.record(
            "indicator.recorded",
            figure_subject(unit, person, period, each.after.code),
            before=figure_document(each.before) if each.before else None,
            after=figure_document(each.after),
        )
    return Recorded(changes, tuple(imbalances(after.values())))


def refuse_period(work: Work, period: Period) -> None:
    """Refuse figures of a month, quarter or year to come."""
    if period.first_day > work.today:
        raise UserError(N_("{period} has not begun yet. Correct the period."), period=period.named)


def change_words(change: FigureChange) -> str:
    """What was recorded, and what stood there before."""
    before, after = change.before, change.after
    if before is None:
        return tr("Recorded: {code} = {figure}", code=after.code, figure=_figure_words(after))
    return tr_error(replaced(before, after))


def replaced(before: Figure, after: Figure) -> UserError:
    """That a figure takes the place of another, with both."""
    return UserError(
        N_("Changed: {code} = {figure}, before it was {before}"),
        code=after.code,
        figure=_figure_words(after),
        before=_figure_words(before),
    )


def _figure_words(figure: Figure) -> str:
    note = f" ({figure.note})" if figure.note else ""
    if figure.numerator is None:
        return f"{points_shown(figure.value or Decimal(0))}{note}"
    return f"{points_shown(figure.numerator)}/{points_shown(figure.denominator or Decimal(0))}{note}"


def remove_figure(
    work: Work,
    *,
    period: Period,
    code: str,
    unit_code: str | None = None,
    person_code: str | None = None,
) -> None:
    """Take away a figure that was recorded by mistake; the history keeps it."""
    unit, person, subject = _subject(work, unit_code, person_code, period)
    stored = work.indicators.of_one(subject, [period])
    indicator = indicator_in(code, indicator_words(work.indicators.known()))
    figure = next((each for each in stored if each.code == indicator.code), None)
    if figure is None:
        raise UserError(
            N_("There is no figure of {code} in {month}."), code=indicator.code, month=period.label
        )
    work.indicators.remove(subject, period, figure.code)
    work.audit.record(
        "indicator.removed",
        figure_subject(unit, person, period, figure.code),
        before=figure_document(figure),
    )


def indicator_report(
    work: Work, *, unit: UnitId, period: Period, person_code: str | None = None
) -> IndicatorReport:
    """The figures of a period of a unit, those below it and their people; several months are added up."""
    work.require(Right.READ_SCORES, unit)
    units, people = _reach(work, unit, period, person_code)
    upto = list(dict.fromkeys((*year_upto(period), period)))
    found = work.indicators.of(
        upto,
        units=() if person_code else units,
        people={person.id for person, _ in people.values()},
    )
    known = work.indicators.known()
    rows: list[IndicatorRow] = []
    doubtful: list[Doubtful] = []
    for subject, figures in found.items():
        person, at = (None, units[subject.unit]) if subject.unit else people[subject.person or 0]
        inside = figures_of(figures, period)
        rows += _rows(period, inside, _of_months(figures), known, (at, person))
        doubtful += [Doubtful(at, person, month, each) for month, each in _doubts(inside)]
    order = {each.code: number for number, each in enumerate(known)}
    rows.sort(key=lambda row: (_place(row.unit, row.person), order[row.indicator.code]))
    version = work.units.get(unit).on(period.last_day) or work.units.get(unit).latest
    superior = None if version.parent is None else work.units.get(version.parent)
    subject = Subject(person=work.people.by_code(person_code).id) if person_code else Subject(unit=unit)
    trends = trends_of(work, subject, period)
    return IndicatorReport(
        unit_code=work.units.get(unit).code,
        unit_name=version.name,
        superior_name=superior.name if superior else "",
        period=period,
        rows=tuple(rows),
        doubtful=tuple(sorted(doubtful, key=lambda each: (_place(each.unit, each.person), str(each.period)))),
        hash=sha256_of([*(_row_document(row) for row in rows), *map(trend_document, trends)]),
        trends=trends,
    )


def counted_of(
    work: Work, *, period: Period, unit_code: str | None = None, person_code: str | None = None
) -> CountedAll:
    """All indicators of a unit or a person in a period, in the order of reports."""
    unit, person, subject = _about(work, unit_code, person_code, period)
    work.require(Right.READ_SCORES, unit.id)
    known = work.indicators.of_one(subject, list(dict.fromkeys((*year_upto(period), period))))
    inside, upto = figures_of(known, period), _of_months(known)
    own = person is not None and work.is_self(person.id)
    return CountedAll(
        unit,
        tuple(
            Counted(
                indicator,
                _total(inside, indicator),
                (year := _total(upto, indicator)),
                lacking_in(year, period),
                next(
                    (each for each in inside if each.code == indicator.code and each.period == period), None
                ),
            )
            for indicator in known_indicators(work, unit.id)
        ),
        tuple(each for _, each in _doubts(inside)),
        work.may(Right.RECORD_FACTS, unit.id) and not own,
    )


def indicator_trend(
    work: Work,
    *,
    code: str,
    period: Period,
    unit_code: str | None = None,
    person_code: str | None = None,
    months: int = TREND,
) -> list[TrendMonth]:
    """One indicator of a unit or a person over the months up to a period's last, oldest first."""
    unit, _, subject = _about(work, unit_code, person_code, period)
    work.require(Right.READ_SCORES, unit.id)
    indicator = indicator_in(code, indicator_words(work.indicators.known()))
    wanted = months_upto(period, months)
    return over_months(work.indicators.of_one(subject, wanted), wanted, indicator)


def figure_subject(unit: Unit, person: Person | None, period: Period, code: str) -> str:
    """How the history names a figure."""
    return f"{unit.code} {period} {person.code + ' ' if person else ''}{code}"


def lacking_in(year: Total, period: Period) -> tuple[Period, ...]:
    """The months of the year so far that a total has nothing of."""
    return tuple(each for each in year_upto(period) if each not in year.periods)


def _of_months(figures: Iterable[Figure]) -> list[Figure]:
    """The figures of months alone: a year so far is added up from them."""
    return [each for each in figures if each.period.kind is PeriodKind.MONTH]


def _doubts(figures: Iterable[Figure]) -> list[tuple[Period, Imbalance]]:
    """What does not fit, period by period."""
    by_period: dict[Period, list[Figure]] = {}
    for each in figures:
        by_period.setdefault(each.period, []).append(each)
    return [(period, each) for period in sorted(by_period, key=str) for each in imbalances(by_period[period])]


def _about(
    work: Work, unit_code: str | None, person_code: str | None, period: Period
) -> tuple[Unit, Person | None, Subject]:
    if (unit_code is None) == (person_code is None):
        raise UserError(N_("A figure is about a unit or about a person: name one of them."))
    if unit_code is not None:
        unit = work.units.by_code(unit_code)
        return unit, None, Subject(unit=unit.id)
    person = work.people.by_code(person_code or "")
    return evaluating_unit(work, person, period), person, Subject(person=person.id)


def _subject(
    work: Work, unit_code: str | None, person_code: str | None, period: Period
) -> tuple[Unit, Person | None, Subject]:
    """Whom figures are about, where the user may record them."""
    unit, person, subject = _about(work, unit_code, person_code, period)
    work.require(Right.RECORD_FACTS, unit.id)
    if person is not None:
        refuse_self(work, person.id)
    return unit, person, subject


def _reach(
    work: Work, unit: UnitId, period: Period, person_code: str | None
) -> tuple[Mapping[UnitId, Unit], Mapping[int, tuple[Person, Unit]]]:
    """The units of a report, and the people who are evaluated in them, each with their unit."""
    under = units_under(work, unit, period.last_day)
    units = {each.id: each for each in work.units.all() if each.id in under}
    people: dict[int, tuple[Person, Unit]] = {}
    for person in work.people.all():
        held = person.position_on(period.last_day)
        if held is not None and held.unit in units and person_code in (None, person.code):
            people[person.id] = person, units[held.unit]
    return units, people


def _rows(
    period: Period,
    inside: Sequence[Figure],
    upto: Sequence[Figure],
    known: Iterable[Indicator],
    about: tuple[Unit, Person | None],
) -> list[IndicatorRow]:
    rows: list[IndicatorRow] = []
    for indicator in known:
        mine = [each for each in inside if each.code == indicator.code]
        if mine:
            last, year = mine[-1], _total(upto, indicator)
            rows.append(
                IndicatorRow(
                    indicator,
                    *about,
                    _total(inside, indicator),
                    year,
                    lacking_in(year, period),
                    last.note if len(mine) == 1 else "",
                    last.recorded_by,
                )
            )
    return rows


def _total(figures: Sequence[Figure], indicator: Indicator) -> Total:
    return total_of(
        [each for each in figures if each.code == indicator.code],
        [each for each in figures if each.code == indicator.whole],
        indicator,
    )


def _place(unit: Unit, person: Person | None) -> tuple[SortKey, bool, PersonKey | tuple[()], str]:
    """Units by code, the unit itself before its people, these by name."""
    return (
        sort_key(unit.code),
        person is not None,
        person_sort_key(person.name) if person else (),
        person.code if person else "",
    )


def _row_document(row: IndicatorRow) -> list[object]:
    """What the printed hash of a report covers."""
    total = row.total
    return [
        row.unit.code,
        row.person.code if row.person else None,
        row.indicator.code,
        *(None if each is None else str(each) for each in (total.numerator, total.denominator, total.value)),
        None if total.share is None else str(total.share),
    ]
