"""How levels are spread over the units of a period; only what is closed, here or elsewhere, counts."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from msgspec import Struct

from evalapp.base.names import fold
from evalapp.domain.distribution import Distribution, Spread, distribution_of
from evalapp.domain.external_results import LEVELS
from evalapp.domain.groups import led_on
from evalapp.domain.people import Person, PersonId, Role
from evalapp.domain.periods import Period
from evalapp.domain.policy.canonical import sha256_of
from evalapp.domain.received_months import ReceivedMonth, ReceivedResult
from evalapp.domain.rights import Right
from evalapp.domain.rounds import DECIDING, Round, Sheet, Stage
from evalapp.domain.units import Unit, UnitId
from evalapp.domain.years import NO_KIND
from evalapp.store.keys import code_key
from evalapp.store.work import Work
from evalapp.usecases.month_packages import expected_months, received_results
from evalapp.usecases.subtrees import units_under
from evalapp.usecases.summaries import form_of


class DistributionReport(Struct, frozen=True):
    """How levels are spread over a unit and those below it in a period."""

    unit_code: str
    unit_name: str
    superior_name: str
    period: Period
    levels: tuple[str, ...]
    level_labels: dict[str, str]
    spread: Distribution
    waiting: tuple[str, ...]  # units whose round is not closed
    missing: tuple[str, ...]  # units of which nothing is known here, though people are rated there
    hash: str


def distribution_report(work: Work, *, unit: UnitId, period: Period) -> DistributionReport:
    """Count the results of a period that stand, by unit, kind, category, part and scorer."""
    work.require(Right.READ_SCORES, unit)
    under = units_under(work, unit, period.last_day)
    units = {each.id: each for each in work.units.all() if each.id in under}
    rounds = [each for each in work.rounds.all(period=period) if each.unit in under]
    closed = [each for each in rounds if each.stage is Stage.CLOSED]
    people: list[Spread] = []
    seen: set[PersonId | str] = set()
    labels: dict[str, str] = {}
    for number, current in enumerate(closed):
        work.progress(number, len(closed))
        labels |= {level.code: level.label for level in work.policies.get(current.policy.id).levels}
        for each in _rated(work, current, _kind(units[current.unit], period)):
            if each.person not in seen:
                seen.add(each.person)
                people.append(each)
    people += [each for each in _from_outside(work, units, period) if each.person not in seen]
    received = work.received_months.of(period, units)
    labels |= {level.code: level.label for month in received for level in month.levels}
    people += _from_packages(work, units, received, {each.person for each in people})
    if any(each.level in LEVELS for each in people):
        labels = {**{code: code for code in LEVELS if code not in labels}, **labels}
    levels = tuple(sorted(labels))
    known = work.units.get(unit)
    version = known.on(period.last_day) or known.latest
    superior = None if version.parent is None else work.units.get(version.parent)
    return DistributionReport(
        unit_code=known.code,
        unit_name=version.name,
        superior_name=superior.name if superior else "",
        period=period,
        levels=levels,
        level_labels=labels,
        spread=distribution_of(people, levels),
        waiting=tuple(
            sorted(f"{each.unit_code} {each.unit_name}" for each in rounds if each.stage is not Stage.CLOSED)
        ),
        missing=_missing(work, unit, period, {each.unit_code for each in (*people, *received)}),
        hash=sha256_of(
            sorted([str(each.person), each.unit_code, each.level, str(each.total)] for each in people)
        ),
    )


def _missing(work: Work, unit: UnitId, period: Period, counted: Collection[str]) -> tuple[str, ...]:
    """Units that are expected in a period, of which nothing is counted or came and no round is open."""
    opened = {each.unit for each in work.rounds.all(period=period)}
    return tuple(
        f"{each.unit.code} {each.name}"
        for each in expected_months(work, period=period, unit=unit)
        if each.unit.id not in opened and each.unit.code not in counted
    )


def _rated(work: Work, current: Round, kind: str) -> Iterator[Spread]:
    """Everybody of a closed round."""
    policy = work.policies.get(current.policy.id)
    results = work.rounds.results(current.id)
    sheets = work.rounds.sheets(current.id)
    head = _head(sheets)
    deputies = _deputies(work, current, sheets)
    for sheet in sheets:
        who, rating = sheet.participant, results[sheet.participant.sheet].rating
        form = form_of(policy, sheet)
        yield Spread(
            who.person,
            current.unit_code,
            current.unit_name,
            kind,
            who.category,
            who.role,
            rating.level,
            None if rating.level is None else policy.rank(rating.level),
            rating.total,
            sheet.base(Stage.SELF, form),
            sheet.base(DECIDING, form),
            "" if who.role is Role.HEAD else head,
            deputies.get(who.person, ""),
            sheet.base(Stage.DEPUTY, form),
        )


def _head(sheets: Sequence[Sheet]) -> str:
    """Who heads the unit in the round; several, or nobody, and no scorer is named."""
    heads = [sheet.participant.name for sheet in sheets if sheet.participant.role is Role.HEAD]
    return heads[0] if len(heads) == 1 else ""


def _deputies(work: Work, current: Round, sheets: Sequence[Sheet]) -> Mapping[PersonId, str]:
    """By person, the deputy who scores them; where it may be one of several, nobody is named.

    It is the deputy of their field, or the only one of a unit without fields; never themselves.
    """
    people = [sheet.participant for sheet in sheets]
    deputies = {who.person: who.name for who in people if who.role is Role.DEPUTY}
    groups, day = work.groups.all(current.unit), current.period.last_day
    led = {deputy: led_on(groups, deputy, day) for deputy in deputies}
    found: dict[PersonId, str] = {}
    for who in people:
        theirs = [deputy for deputy in deputies if led[deputy] is None or who.person in (led[deputy] or ())]
        if len(theirs) == 1 and theirs[0] != who.person and who.role is not Role.HEAD:
            found[who.person] = deputies[theirs[0]]
    return found


def _from_outside(work: Work, units: dict[UnitId, Unit], period: Period) -> Iterator[Spread]:
    """People whose result of the period was made elsewhere."""
    external = work.external_results.of(period)
    for person in work.people.all() if external else ():
        at = person.position_on(period.last_day)
        result = external.get(person.id)
        if result is not None and at is not None and at.unit in units:
            unit = units[at.unit]
            rank = LEVELS.index(result.level) if result.level in LEVELS else None
            yield Spread(
                person.id,
                unit.code,
                (unit.on(period.last_day) or unit.latest).name,
                _kind(unit, period),
                at.category,
                at.role,
                result.level,
                rank,
                result.total,
            )


def _from_packages(
    work: Work,
    units: Mapping[UnitId, Unit],
    received: Sequence[ReceivedMonth],
    seen: Collection[PersonId | str],
) -> Iterator[Spread]:
    """Everybody of the closed months that other data files sent, once, unless known here already."""
    # By name too: files made apart may give one code to two people.
    known = {_who(each): each.id for each in work.people.all()} if received else {}
    came: set[tuple[str, str]] = set()
    for number, month in enumerate(received):
        work.progress(number, len(received))
        ranks = {level.code: rank for rank, level in enumerate(month.levels)}
        results = received_results(work, month=month)
        heads = [each.name for each in results if each.role is Role.HEAD]
        head = heads[0] if len(heads) == 1 else ""
        for each in results:
            who = _who(each)
            person = known.get(who, each.code)
            if person not in seen and who not in came:
                came.add(who)
                yield Spread(
                    person,
                    month.unit_code,
                    month.unit_name,
                    _kind(units[month.unit], month.period),
                    each.category,
                    each.role,
                    each.level,
                    None if each.level is None else ranks.get(each.level),
                    each.total,
                    each.own,
                    each.head,
                    "" if each.role is Role.HEAD else head,
                    "",
                    each.deputy,
                )


def _who(of: Person | ReceivedResult) -> tuple[str, str]:
    return code_key(of.code), fold(of.name)


def _kind(unit: Unit, period: Period) -> str:
    return (unit.on(period.last_day) or unit.latest).kind or NO_KIND
