"""The overview: where the months of a unit and of all units below it stand, and who holds them up."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from evalapp.domain.deadlines import due_date
from evalapp.domain.hearings import HearingState
from evalapp.domain.inspection_teams import PlanState
from evalapp.domain.periods import Period
from evalapp.domain.policy.model import OPTIONAL_KINDS, Policy
from evalapp.domain.received_months import ReceivedMonth
from evalapp.domain.remedies import RemedyState
from evalapp.domain.rights import Right
from evalapp.domain.rounds import DECIDING, SCORING, Round, RoundId, Stage
from evalapp.domain.standings import MonthPerson, OverdueInspections, Overview, Owed, RewardsToDo, UnitMonth
from evalapp.domain.suggestions import open_suggestions
from evalapp.domain.units import Unit, UnitId
from evalapp.store.hearings import FindingFilter
from evalapp.store.remedies import RemedyFilter
from evalapp.store.work import Work
from evalapp.usecases.choosing import policies_that_fit
from evalapp.usecases.longer_rounds import replaced_months
from evalapp.usecases.petition_lines import list_petitions
from evalapp.usecases.rating import rate_round
from evalapp.usecases.subtrees import units_under

_PAST = 12  # months of one unit beside each other
#: The step of a policy that a month at this stage waits for; a month that is not open waits for the first.
_AWAITED = {None: Stage.SELF, Stage.SETTLED: Stage.SETTLING}


def month_overview(work: Work, *, unit: UnitId, period: Period) -> Overview:
    """What is due, late and open in a unit and below it, and how the levels came out."""
    if not work.may(Right.READ_SCORES, unit):
        return _without_months(work, unit, period)
    tree = list(_tree(work.units.all(), unit, period.last_day))
    depths = {each.id: depth for each, depth in tree}
    rounds = [each for each in work.rounds.all(period=period) if each.unit in depths]
    still_open = [work.rounds.get(key) for key in work.standings.open_besides(period)]
    besides = [each for each in still_open if each.unit in depths]
    past = work.rounds.all(unit=unit) if len(tree) == 1 else []
    past = [each for each in past if each.period <= period][-_PAST:]
    desk = _Desk(work, [*rounds, *besides, *past], period, depths)
    return Overview(
        period=period,
        today=work.today,
        units=tuple(desk.months(tree, period, _staff(work, period))),
        besides=tuple(desk.month(each, depths[each.unit]) for each in besides),
        past=tuple(desk.month(each) for each in reversed(past)),
        level_labels=desk.level_labels,
        rewards=tuple(_rewards(work, [each for each, _ in tree])),
        petitions=tuple(list_petitions(work, unit=unit, only_open=True)),
        overdue=tuple(_overdue(work, unit)),
        replaced=tuple(replaced_months(work, unit=unit)),
    )


def _without_months(work: Work, unit: UnitId, period: Period) -> Overview:
    """For an inspector or who keeps the data: nothing of how people are evaluated."""
    work.require(Right.READ_PEOPLE, unit)
    overdue = tuple(_overdue(work, unit))
    return Overview(period, work.today, (), overdue=overdue, sees_months=False)


def people_at(work: Work, *, rounds: Sequence[RoundId], level: str | None) -> list[MonthPerson]:
    """Who has a level in decided months (None: who has none), in Vietnamese order."""
    for unit in {work.rounds.get(key).unit for key in rounds}:
        work.require(Right.READ_SCORES, unit)
    return sorted(work.standings.with_level(rounds, level), key=lambda person: person.sort_key)


def _rewards(work: Work, units: Sequence[Unit]) -> Iterator[RewardsToDo]:
    """What rewards and penalties wait for, changed bases first, then the older periods."""
    by_key = {each.id: each for each in units}
    found = work.rewards.waiting(list(by_key))
    for each in sorted(found, key=lambda each: (not each.changed, each.period.first_day, each.unit)):
        unit = by_key[each.unit]
        yield RewardsToDo(unit.code, unit.name, each.period, each.proposals, each.changed)


def _overdue(work: Work, unit: UnitId) -> list[OverdueInspections]:
    """What is past its day of inspections, the longest overdue first, for whoever may see them here."""
    if not work.may(Right.READ_INSPECTIONS, unit):
        return []
    units = units_under(work, unit, work.today)
    heard = work.hearings.lines(FindingFilter(units=units, state=HearingState.OVERDUE), work.today)
    mended = work.remedies.lines(RemedyFilter(units=units, state=RemedyState.OVERDUE), work.today)
    planned = [
        each
        for each in work.planned.all()
        if each.unit in units and each.state(work.today) is PlanState.OVERDUE
    ]
    days: defaultdict[tuple[str, Owed], list[date]] = defaultdict(list)
    for code, due, what in (
        *((each.unit_code, each.due, Owed.EXPLANATIONS) for each in heard),
        *((each.unit_code, each.due, Owed.REMEDIES) for each in mended),
        *((each.unit_code, each.until, Owed.PLANNED) for each in planned),
    ):
        if due is not None:
            days[code, what].append(due)
    found = (
        OverdueInspections(code, work.units.by_code(code).name, what, len(due), min(due))
        for (code, what), due in days.items()
    )
    return sorted(found, key=lambda each: (each.due, each.code, each.what))


class _Desk:
    """Everything that is asked once for all months of an overview."""

    def __init__(
        self, work: Work, rounds: Sequence[Round], period: Period, units: Collection[UnitId]
    ) -> None:
        self._work = work
        self._received: defaultdict[UnitId, list[ReceivedMonth]] = defaultdict(list)
        for month in work.received_months.of(period, units):
            self._received[month.unit].append(month)
        self._came = work.received_months.levels(period) if self._received else {}
        self._policies: dict[int, Policy] = {}
        self._rounds: defaultdict[tuple[UnitId, Period], list[Round]] = defaultdict(list)
        for each in dict.fromkeys(rounds):
            self._rounds[each.unit, each.period].append(each)
            self._policy(each)
        self._waiting = self._not_scored(rounds)
        self._with_entries = self._proposing(rounds)
        self._levels = work.standings.levels([each.id for each in rounds])

    @property
    def level_labels(self) -> Mapping[str, str]:
        """The levels of the policies in use, from the highest down."""
        known = [level for policy in self._policies.values() for level in policy.levels]
        came = [level for months in self._received.values() for month in months for level in month.levels]
        return {level.code: level.label for level in (*known, *came)}

    def months(
        self, tree: Sequence[tuple[Unit, int]], period: Period, staff: Mapping[UnitId, int]
    ) -> Iterator[UnitMonth]:
        """The month of every unit that has people or a month, in the order of the tree."""
        for number, (unit, depth) in enumerate(tree):
            self._work.progress(number, len(tree))
            opened = self._rounds[unit.id, period]
            yield from (self.month(each, depth, people=staff.get(unit.id, 0)) for each in opened)
            came = () if opened else self._received.get(unit.id, ())
            yield from (self._came_closed(each, depth, people=staff.get(unit.id, 0)) for each in came)
            if not opened and not came and staff.get(unit.id):
                yield self._unopened(unit, depth, period, staff[unit.id])

    def month(self, current: Round, depth: int = 0, *, people: int = 0) -> UnitMonth:
        """A month that was opened."""
        waiting = self._waiting.get(current.id, ())
        counted = self._levels.get(current.id, {})
        return UnitMonth(
            code=current.unit_code,
            name=current.unit_name,
            depth=depth,
            period=current.period,
            people=people,
            round=current,
            due=_due(self._policy(current), current.stage, current.period),
            waiting=waiting,
            ties=() if waiting else self._ties(current),
            suggestions=self._suggestions(current),
            policy=current.policy.code if len(self._rounds[current.unit, current.period]) > 1 else "",
            levels={level: count for level, count in counted.items() if level is not None},
        )

    def _came_closed(self, month: ReceivedMonth, depth: int, *, people: int) -> UnitMonth:
        """A month that another data file closed and sent."""
        return UnitMonth(
            month.unit_code,
            month.unit_name,
            depth,
            month.period,
            people,
            policy=month.policy_code if len(self._received[month.unit]) > 1 else "",
            is_received=True,
            levels=self._came.get(month.id, {}),
        )

    def _unopened(self, unit: Unit, depth: int, period: Period, people: int) -> UnitMonth:
        version = unit.on(period.last_day) or unit.latest
        fitting = policies_that_fit(self._work, unit=unit, period=period)
        # Of several nobody has chosen yet: the unit is late once it would be by all that set a day.
        days = [day for each in fitting if (day := _due(each.policy, None, period)) is not None]
        return UnitMonth(unit.code, version.name, depth, period, people, due=max(days, default=None))

    def _policy(self, of: Round) -> Policy:
        if of.policy.id not in self._policies:
            self._policies[of.policy.id] = self._work.policies.get(of.policy.id)
        return self._policies[of.policy.id]

    def _not_scored(self, rounds: Iterable[Round]) -> dict[RoundId, tuple[MonthPerson, ...]]:
        """Who is not scored, asked once for each policy, stage and form."""
        asked: defaultdict[tuple[int, Stage], list[Round]] = defaultdict(list)
        for each in rounds:
            if each.stage in (*SCORING, Stage.SETTLING):
                stage = each.stage if each.stage in SCORING else DECIDING
                asked[each.policy.id, stage].append(each)
        found: defaultdict[RoundId, list[MonthPerson]] = defaultdict(list)
        for (_, stage), group in asked.items():
            keys = [each.id for each in group]
            for form in self._policy(group[0]).forms:
                rows = [row.code for row in form.leaves if row.kind not in OPTIONAL_KINDS]
                for person in self._work.standings.not_scored(keys, stage, form.code, rows):
                    found[person.round].append(person)
        return {key: tuple(sorted(people, key=lambda one: one.sort_key)) for key, people in found.items()}

    def _proposing(self, rounds: Iterable[Round]) -> set[RoundId]:
        """The months that are not closed and in which the registers may propose something."""
        asked: defaultdict[Period, list[RoundId]] = defaultdict(list)
        for each in rounds:
            if each.stage is not Stage.CLOSED:
                asked[each.period].append(each.id)
        return {
            key for period, keys in asked.items() for key in self._work.standings.with_entries(keys, period)
        }

    def _suggestions(self, current: Round) -> int:
        """How many proposals nobody has answered; only months with entries are looked at."""
        if current.id not in self._with_entries:
            return 0
        policy = self._policy(current)
        sheets = self._work.rounds.sheets(current.id)
        return sum(open_suggestions(policy, sheet, current.period) for sheet in sheets)

    def _ties(self, current: Round) -> tuple[tuple[MonthPerson, ...], ...]:
        """Equals at the line of a quota, once everybody is scored."""
        if current.stage not in (DECIDING, Stage.SETTLING):
            return ()
        sheets = self._work.rounds.sheets(current.id)
        rated = rate_round(self._policy(current), current, sheets)
        who = {sheet.participant.code: sheet.participant for sheet in sheets}
        return tuple(
            tuple(
                MonthPerson(
                    sheet=who[code].sheet,
                    round=current.id,
                    code=code,
                    name=who[code].name,
                    title=who[code].title,
                    unit_code=current.unit_code,
                    unit_name=current.unit_name,
                    period=current.period,
                    level=line.level,
                )
                for code in tied
            )
            for line in rated.quota
            if line.blocks
            for tied in line.ties
        )


def _tree(units: Sequence[Unit], top: UnitId, day: date) -> Iterator[tuple[Unit, int]]:
    """A unit and every unit below it on a day, with how deep each stands."""
    below: defaultdict[UnitId | None, list[Unit]] = defaultdict(list)
    for unit in units:
        below[(unit.on(day) or unit.latest).parent].append(unit)
    waiting = [(unit, 0) for unit in units if unit.id == top]
    seen: set[UnitId] = set()
    while waiting:
        unit, depth = waiting.pop()
        if unit.id not in seen:
            seen.add(unit.id)
            yield unit, depth
            waiting += [(each, depth + 1) for each in reversed(below[unit.id])]


def _staff(work: Work, period: Period) -> Counter[UnitId]:
    """How many people each unit would rate in a month."""
    held = (person.followed_on(period.last_day) for person in work.people.all())
    return Counter(position.unit for position in held if position is not None)


def _due(policy: Policy, stage: Stage | None, period: Period) -> date | None:
    """The last day of what a month at a stage waits for."""
    awaited = _AWAITED.get(stage, stage)
    return next((due_date(step, period) for step in policy.steps if step.stage == awaited), None)
