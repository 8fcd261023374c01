"""The report of a longer period: sealed results, results from outside where none is, and what is missing."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from evalapp.domain.external_results import GOOD, ExternalResult
from evalapp.domain.month_results import MonthResult, months_document
from evalapp.domain.people import Person, PersonId, Position
from evalapp.domain.periods import Period, PeriodKind
from evalapp.domain.policy.canonical import sha256_of
from evalapp.domain.policy.model import Policy, Rating
from evalapp.domain.policy.reckoning import MISSING_FACT
from evalapp.domain.revisions import UnitReplaced
from evalapp.domain.rights import Right
from evalapp.domain.rounds import Round, Sheet, Stage
from evalapp.domain.units import Unit, UnitId
from evalapp.domain.years import NO_KIND, Origin, YearReport, YearRow
from evalapp.store.work import Work
from evalapp.usecases.choosing import covers
from evalapp.usecases.rating import rate_sheet
from evalapp.usecases.subtrees import units_in_order, units_under
from evalapp.usecases.summaries import replaced_with_changes

_BEST = 2  # good and excellent


def year_report(work: Work, *, unit: UnitId, period: Period) -> YearReport:
    """Everybody's result of a period in a unit and below it, by unit and name; nothing sealed is computed."""
    work.require(Right.READ_SCORES, unit)
    ordered = units_in_order(work, unit, period.last_day)
    under = frozenset(ordered)
    rounds = [each for each in work.rounds.all(period=period) if each.unit in under]
    desk = _Desk(work, period, under, rounds)
    sealed = [row for each in rounds if each.stage is Stage.CLOSED for row in desk.rated(each)]
    covered = {row.person for row in sealed}
    outside = [row for row in desk.from_outside() if row.person not in covered]
    covered |= {row.person for row in outside}
    under_way = [row for each in rounds if each.stage is not Stage.CLOSED for row in desk.rated(each)]
    under_way = [row for row in under_way if row.person not in covered]
    covered |= {row.person for row in under_way}
    places = {work.units.get(each).code: place for place, each in enumerate(ordered)}
    rows = tuple(
        sorted(
            (*sealed, *outside, *under_way, *desk.without(covered)),
            key=lambda row: (places.get(row.unit_code, len(places)), row.sort_key),
        )
    )
    version = work.units.get(unit).on(period.last_day) or work.units.get(unit).latest
    superior = None if version.parent is None else work.units.get(version.parent)
    return YearReport(
        unit_code=work.units.get(unit).code,
        unit_name=version.name,
        superior_name=superior.name if superior else "",
        period=period,
        rows=rows,
        policies={each.policy.code: each.policy.title for each in rounds},
        score_only=bool(rounds) and not any(row.level for row in rows) and desk.only_scores(rounds),
        level_labels=desk.level_labels(rounds),
        revisions={each.unit_code: each.revision for each in rounds},
        replaced=tuple(_replaced(work, rounds, places)),
        hash=sha256_of([row_document(row) for row in rows]),
    )


def _replaced(work: Work, rounds: Sequence[Round], places: Mapping[str, int]) -> Iterator[UnitReplaced]:
    """The units that made the period anew, in the order of the list, with what that changed."""
    for each in sorted(rounds, key=lambda each: places.get(each.unit_code, len(places))):
        if (of := replaced_with_changes(work, each)) is not None:
            yield UnitReplaced(each.unit_code, each.unit_name, of)


def rows_of(work: Work, of: Round) -> list[YearRow]:
    """Everybody's row of one round, whatever else they have of the period."""
    work.require(Right.READ_SCORES, of.unit)
    return list(_Desk(work, of.period, units_under(work, of.unit, of.period.last_day), [of]).rated(of))


class _Desk:
    """What is asked once for all rows of a report."""

    def __init__(self, work: Work, period: Period, under: frozenset[UnitId], rounds: Sequence[Round]) -> None:
        self._work = work
        self._period = period
        self._units: Mapping[UnitId, Unit] = {each.id: each for each in work.units.all() if each.id in under}
        self._everybody = work.people.all()
        self._people = [
            (person, position)
            for person in self._everybody
            if (position := person.position_on(period.last_day)) and position.unit in under
        ]
        self._policies: defaultdict[UnitId, list[Policy]] = defaultdict(list)
        for each in rounds:
            self._policies[each.unit].append(work.policies.get(each.policy.id))

    def level_labels(self, rounds: Sequence[Round]) -> Mapping[str, str]:
        """The words of the levels, from the policies in use."""
        policies = [self._work.policies.get(each.policy.id) for each in rounds]
        return {level.code: level.label for policy in policies for level in policy.levels}

    def only_scores(self, rounds: Sequence[Round]) -> bool:
        """Whether every policy in use gives the period a score and no level."""
        return all(self._period.kind in self._work.policies.get(each.policy.id).score_only for each in rounds)

    def rated(self, current: Round) -> Iterator[YearRow]:
        """The rows of a round: what was decided, else what the months give so far."""
        policy = self._work.policies.get(current.policy.id)
        results = self._work.rounds.results(current.id)
        sheets = self._work.rounds.sheets(current.id)
        # A period that does not rest on its months has them beside it all the same, to be looked at.
        beside = self._months([each.participant.person for each in sheets if not current.is_derived])
        for sheet in sheets:
            result = results.get(sheet.participant.sheet)
            months = sheet.months or beside.get(sheet.participant.person, ())
            yield self._row(current, policy, sheet, None if result is None else result.rating, months)

    def _row(
        self,
        current: Round,
        policy: Policy,
        sheet: Sheet,
        decided: Rating | None,
        months: tuple[MonthResult, ...],
    ) -> YearRow:
        who, rating = sheet.participant, decided or rate_sheet(policy, current, sheet)
        level = decided.level if decided else None
        return YearRow(
            person=who.person,
            code=who.code,
            name=who.name,
            position=who.title,
            unit_code=current.unit_code,
            unit_name=current.unit_name,
            kind=self._kind(current.unit),
            origin=Origin.SEALED if current.stage is Stage.CLOSED else Origin.OPEN,
            policy=policy.code,
            stage=current.stage,
            total=rating.total,
            level=level,
            reason=who.unrated or rating.reason,
            reason_label=next((gate.label for gate in policy.gates if gate.code == rating.reason), ""),
            missing=rating.missing if rating.reason == MISSING_FACT else (),
            is_good=level is not None and policy.rank(level) < _BEST,
            months=months,
            rests_on_months=current.is_derived,
            round=current.id,
            sheet=who.sheet,
        )

    def from_outside(self) -> Iterator[YearRow]:
        """The rows of people with a result from outside, also of those who are not evaluated any more.

        Who came into the lists only later stands where they are first known: what was taken in is shown.
        """
        external = self._work.external_results.of(self._period)
        held = [
            (person, person.position_on(self._period.last_day) or person.positions[0])
            for person in self._everybody
            if person.id in external and person.positions
        ]
        here = [(person, position) for person, position in held if position.unit in self._units]
        months = self._months([person.id for person, _ in here])
        for person, position in here:
            yield self._plain(person, position, months.get(person.id, ()), external[person.id])

    def without(self, covered: set[PersonId]) -> Iterator[YearRow]:
        """The rows of people who are evaluated here and have no result at all."""
        left = [
            (person, position)
            for person, position in self._people
            if person.active and person.id not in covered
        ]
        months = self._months([person.id for person, _ in left])
        for person, position in left:
            yield self._plain(person, position, months.get(person.id, ()), None)

    def _months(self, persons: list[PersonId]) -> Mapping[PersonId, tuple[MonthResult, ...]]:
        if self._period.kind is PeriodKind.MONTH or not persons:
            return {}
        return self._work.months.of_people(persons, self._period, None)

    def _plain(
        self, person: Person, at: Position, months: tuple[MonthResult, ...], external: ExternalResult | None
    ) -> YearRow:
        unit = self._units[at.unit]
        level = external.level if external else None
        policies = self._policies[at.unit]
        outside = bool(policies) and not any(covers(each, at) for each in policies)
        origin = Origin.NOT_COVERED if outside else Origin.NONE
        return YearRow(
            person=person.id,
            code=person.code,
            name=person.name,
            position=at.title,
            unit_code=unit.code,
            unit_name=(unit.on(self._period.last_day) or unit.latest).name,
            kind=self._kind(at.unit),
            origin=Origin.EXTERNAL if external else origin,
            total=external.total if external else None,
            level=level,
            is_good=level in GOOD,
            months=months,
            rests_on_months=not outside,
            source=external.source if external else "",
        )

    def _kind(self, unit: UnitId) -> str:
        known = self._units[unit]
        return (known.on(self._period.last_day) or known.latest).kind or NO_KIND


def row_document(row: YearRow) -> list[object]:
    """What the printed hash of a report covers."""
    return [
        row.code,
        row.unit_code,
        row.origin.value,
        row.policy,
        None if row.total is None else str(row.total),
        row.level,
        row.reason,
        months_document(row.months),
    ]
