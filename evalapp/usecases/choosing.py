"""Which policy a unit's month goes by, and whom of the unit's people it covers."""

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, Term
from evalapp.base.names import told_apart
from evalapp.domain.people import Person, Position
from evalapp.domain.periods import KIND_WORDS, Period, PeriodKind
from evalapp.domain.policy.in_force import rules_for
from evalapp.domain.policy.model import Policy
from evalapp.domain.rights import Right
from evalapp.domain.units import Unit, UnitId
from evalapp.store.month_results import origin
from evalapp.store.policies import InstalledPolicy
from evalapp.store.work import Work
from evalapp.usecases.longer_rounds import follows_from_months

SEVERAL_FIT = N_("Several policies fit {unit} in {month}: {policies}. Say which one applies.")
_KEY = "jurisdiction"
_DEFAULT = "hanoi"
_NATIONAL = "national"


def jurisdiction(work: Work) -> str:
    """Whose shipped policies this workspace is offered, besides the national ones."""
    return work.settings.get(_KEY, _DEFAULT)


def set_jurisdiction(work: Work, *, code: str) -> str:
    """Choose the jurisdiction by its code; months that are open keep their policy."""
    work.require_everywhere(Right.EDIT_POLICIES)
    chosen = code.strip().casefold()
    known = sorted({installed.policy.jurisdiction for installed in work.policies.all()} - {_NATIONAL})
    if chosen not in known:
        raise UserError(
            N_("No installed policy is made for “{jurisdiction}”. Known are: {known}."),
            jurisdiction=code,
            known=known,
        )
    before = jurisdiction(work)
    work.settings.put(_KEY, chosen)
    work.audit.record("workspace.jurisdiction", chosen, before=before)
    return chosen


def choose_policy(work: Work, *, unit: Unit, period: Period, policy_code: str | None) -> InstalledPolicy:
    """The policy in force on the first day: the unit's own before the general one; of two, ask which."""
    latest = _latest(work, unit, period)
    if policy_code is not None:
        return _named(latest, unit, period, policy_code)
    candidates = _candidates(work, unit, period, latest)
    if not candidates:
        _refuse_another_kind(latest, period)
        raise UserError(
            N_("No installed policy is in force on {day}. Install one whose dates contain this day."),
            day=period.first_day,
        )
    if len(candidates) > 1:
        raise SeveralFit(
            SEVERAL_FIT,
            unit=unit.name,
            month=period.named,
            policies=[each.policy.code for each in candidates],
        )
    return candidates[0]


def policies_that_fit(work: Work, *, unit: Unit, period: Period) -> list[InstalledPolicy]:
    """Every policy by which a unit's month may go, whoever asks; none where none is in force."""
    return _candidates(work, unit, period, _latest(work, unit, period))


class SeveralFit(UserError):
    """Several policies fit: a person has to say which one applies."""


class Choosable(Struct, frozen=True):
    """A policy by which a unit's month may go, and whom of those evaluated there it does not cover."""

    policy: Policy
    people: int  # evaluated in the unit
    outside: tuple[str, ...]  # those it does not cover, by name
    unknown: tuple[str, ...] = ()  # the levels whose share is not known, so that nobody is limited
    follows: bool = False  # the results follow from closed months
    beside: tuple[str, ...] = ()  # other policies that the unit's months of the period go by
    has_way: bool = False  # one of these says how the period follows from months


def policies_to_choose(work: Work, *, unit: UnitId, period: Period) -> list[Choosable]:
    """The policies by which a unit's month may go: of several a person says which one.

    Nobody is asked about a month that cannot be opened by any of them.
    """
    work.require(Right.RUN_MONTH, unit)
    refuse_not_begun(period, work.today)
    known = work.units.get(unit)
    people = evaluated(work.people.all(), unit, period)
    months = _policies_of_months(work, unit, period)
    return [
        _choosable(work, unit, period, each.policy, people, months)
        for each in _candidates(work, known, period, _latest(work, known, period))
    ]


def _choosable(
    work: Work,
    unit: UnitId,
    period: Period,
    policy: Policy,
    people: Sequence[tuple[Person, Position]],
    months: Mapping[str, Policy],
) -> Choosable:
    others = [each for code, each in months.items() if code != origin(policy)]
    return Choosable(
        policy,
        len(people),
        _outside(policy, people),
        unknown_quotas(policy, period),
        follows_from_months(work, unit=unit, policy=policy, period=period),
        tuple(each.cited for each in others),
        any(period.kind in _known_by_itself(each) for each in others),
    )


def unknown_quotas(policy: Policy, period: Period) -> tuple[str, ...]:
    """The levels of which a policy gives no share, though it limits them."""
    quotas = rules_for(policy, period).quotas
    return tuple(dict.fromkeys(each.level for each in quotas if each.percent is None))


def _policies_of_months(work: Work, unit: UnitId, period: Period) -> Mapping[str, Policy]:
    """By which regulations the months of a longer period go that the unit has opened."""
    if period.kind is PeriodKind.MONTH:
        return {}
    rounds = [each for month in period.months for each in work.rounds.all(unit=unit, period=month)]
    policies = [work.policies.get(each.policy.id) for each in rounds]
    return {origin(each): each for each in policies}


def _outside(policy: Policy, people: Sequence[tuple[Person, Position]]) -> tuple[str, ...]:
    """Whom of these a policy does not cover, by name, so that two of one name are told apart."""
    called = told_apart({person.code: person.name for person, _ in people})
    return tuple(called[person.code] for person, position in people if not covers(policy, position))


class Besides(Struct, frozen=True):
    """Who of a unit is in no round of a month yet, and by which further policies one may be opened."""

    people: tuple[str, ...]
    policies: tuple[Choosable, ...]


def policies_besides(work: Work, *, unit: UnitId, period: Period) -> Besides:
    """The policies made for people whom the unit's open month leaves out; those most of them go by first."""
    work.require(Right.RUN_MONTH, unit)
    known = work.units.get(unit)
    rounds = work.rounds.all(unit=unit, period=period)
    inside, used = work.rounds.people_of(rounds), {each.policy.code for each in rounds}
    left = [each for each in evaluated(work.people.all(), unit, period) if each[0].id not in inside]
    found = [
        Choosable(each.policy, len(left), _outside(each.policy, left))
        for each in _latest(work, known, period).values()
        if each.policy.code not in used and _fits(work, each.policy, period)
    ]
    fitting = [each for each in found if len(each.outside) < len(left)]
    fitting.sort(key=lambda each: (len(each.outside), each.policy.unit is None, each.policy.code))
    return Besides(tuple(f"{person.name} ({person.code})" for person, _ in left), tuple(fitting))


def refuse_not_begun(period: Period, today: date) -> None:
    """Refuse a period that lies in the future."""
    if period.first_day > today:
        raise UserError(
            N_("{month} has not begun. It can be opened from {day} on."),
            month=period.named,
            day=period.first_day,
        )


def _candidates(
    work: Work, unit: Unit, period: Period, latest: dict[str, InstalledPolicy]
) -> list[InstalledPolicy]:
    fitting = [each for each in latest.values() if _fits(work, each.policy, period)]
    own = [each for each in fitting if each.policy.unit is not None]
    candidates = own or fitting
    if len(candidates) > 1:  # one that covers nobody here cannot be meant
        positions = [position for _, position in evaluated(work.people.all(), unit.id, period)]
        candidates = [
            each for each in candidates if any(covers(each.policy, at) for at in positions)
        ] or candidates
    return candidates


def _refuse_another_kind(latest: dict[str, InstalledPolicy], period: Period) -> None:
    """Say which policies are in force but rate no period of that kind, where that is the reason."""
    in_force = sorted(code for code, each in latest.items() if each.policy.covers(period.first_day))
    if in_force and period.kind is not PeriodKind.MONTH:
        raise UserError(
            N_(
                "Of the policies in force on {day} ({policies}) none rates {period}. Choose a period that "
                "one of them rates, or install a version of the unit's own that says how it follows "
                "from months."
            ),
            day=period.first_day,
            policies=in_force,
            period=period.named,
        )


def _latest(work: Work, unit: Unit, period: Period) -> dict[str, InstalledPolicy]:
    """For each policy made for everybody or for this unit, the newest version that has begun by then.

    A version takes the place of those before it from its own first day; a policy none of whose versions
    has begun is named by its newest, so that a refusal can say its days.
    """
    latest: dict[str, InstalledPolicy] = {}
    for installed in work.policies.all():
        policy = installed.policy
        for_unit = policy.unit is None or policy.unit.casefold() == unit.code.casefold()
        if for_unit:
            before = latest.get(policy.code)
            if before is None or _rank(policy, period) > _rank(before.policy, period):
                latest[policy.code] = installed
    return latest


def _rank(policy: Policy, period: Period) -> tuple[bool, int]:
    return policy.effective_from <= period.first_day, policy.version


def _named(latest: dict[str, InstalledPolicy], unit: Unit, period: Period, code: str) -> InstalledPolicy:
    chosen = next((each for known, each in latest.items() if known.casefold() == code.casefold()), None)
    if chosen is None:
        raise UserError(
            N_("There is no policy “{policy}” for {unit}. Known are: {known}."),
            policy=code,
            unit=unit.name,
            known=sorted(latest),
        )
    if not chosen.policy.covers(period.first_day):
        raise UserError(
            N_("The policy {policy} is not in force on {day}."),
            policy=chosen.policy.code,
            day=period.first_day,
        )
    refuse_unknown_way(chosen.policy, period)
    return chosen


def refuse_unknown_way(policy: Policy, period: Period) -> None:
    """Refuse a period of which a policy says neither on what form it is scored nor how months make it."""
    if period.kind not in _ways(policy):
        raise UserError(
            N_(
                "The policy {policy} does not say how a {asked} is rated; it knows: {known}. Open one of "
                "these, use another policy, or say it in a version of the unit's own."
            ),
            policy=policy.code,
            asked=Term(KIND_WORDS[period.kind]),
            known=[Term(KIND_WORDS[kind]) for kind in _ways(policy)],
        )


def _ways(policy: Policy) -> list[PeriodKind]:
    """The kinds of period that a policy rates: on a form, or from months."""
    return list(
        dict.fromkeys(
            (policy.period, *policy.direct, *(each.period for each in policy.aggregations if each.rule))
        )
    )


def _fits(work: Work, policy: Policy, period: Period) -> bool:
    """Whether a policy may be meant: by its dates, its period, and not one shipped for another place."""
    from evalapp.usecases.policies import shipped  # a month that is shown chooses none

    here = policy.jurisdiction in (_NATIONAL, jurisdiction(work)) or policy.code not in shipped()
    return here and policy.covers(period.first_day) and period.kind in _known_by_itself(policy)


def _known_by_itself(policy: Policy) -> list[PeriodKind]:
    """The kinds of period a policy is meant for without being named: its own, and what months make."""
    return [policy.period, *(each.period for each in policy.aggregations if each.rule)]


def covers(policy: Policy, position: Position) -> bool:
    """Whether the policy is made for that category of people: one for civil servants leaves others out."""
    return any(
        form.roles and (not form.categories or position.category in form.categories) for form in policy.forms
    )


def evaluated(people: Sequence[Person], unit: UnitId, period: Period) -> list[tuple[Person, Position]]:
    """Who is evaluated in the unit on the period's last day, and as what."""
    return [
        (person, position)
        for person in people
        if (position := person.followed_on(period.last_day)) and position.unit == unit
    ]


def evaluated_in(person: Person, unit: UnitId, period: Period) -> Position | None:
    """The position in which somebody is evaluated in the unit on the period's last day."""
    position = person.position_on(period.last_day)
    return position if position is not None and position.unit == unit else None
