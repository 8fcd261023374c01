"""Trying a policy on past months of real data: round by round, reading only, nothing is kept."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, tr_error
from evalapp.domain.periods import Period
from evalapp.domain.policy.model import Policy, QuotaLine, Rating
from evalapp.domain.rights import Right
from evalapp.domain.rounds import Round, Sheet, Stage
from evalapp.domain.simulation import (
    Change,
    Moved,
    RoundTrial,
    Simulation,
    Unmapped,
    compared,
    moved_sheet,
)
from evalapp.domain.units import UnitId
from evalapp.store.work import Work
from evalapp.usecases.rating import rate_named, rate_round
from evalapp.usecases.subtrees import units_under

_STEPS = 3  # of each month: reading it, rating it by the policy that is tried, and by its own


def simulate(
    work: Work, *, policy: Policy, unit: UnitId, period: Period, to: Period | None = None
) -> Simulation:
    """What closed months of a unit and below it would have come to under a policy, side by side."""
    work.require(Right.READ_SCORES, unit)
    rounds = _rounds(work, unit, period, to or period)
    if not rounds:
        raise UserError(
            N_("{unit} and the units below it have no closed month from {first} to {last} to try it on."),
            unit=work.units.get(unit).name,
            first=period.label,
            last=(to or period).label,
        )
    trials: list[RoundTrial] = []
    for number, current in enumerate(rounds):
        trials.append(_tried(work, policy, current, partial(_step, work, number, len(rounds))))
    periods = tuple(dict.fromkeys(current.period for current in rounds))
    outside = tuple(each for each in periods if not policy.covers(each.first_day))
    return Simulation(policy.code, policy.version, policy.hash, periods, tuple(trials), outside)


def closed_periods(work: Work, *, unit: UnitId) -> tuple[Period, ...]:
    """The periods of a unit and below it that a policy can be tried on, oldest first."""
    work.require(Right.READ_SCORES, unit)
    under = units_under(work, unit, work.today)
    closed = {each.period for each in work.rounds.all() if each.unit in under and each.stage is Stage.CLOSED}
    return tuple(sorted(closed, key=lambda each: (each.first_day, each.last_day)))


def _rounds(work: Work, unit: UnitId, first: Period, last: Period) -> list[Round]:
    under = units_under(work, unit, last.last_day)
    return [
        each
        for each in work.rounds.all()
        if each.unit in under
        and each.stage is Stage.CLOSED
        and first.first_day <= each.period.first_day
        and each.period.last_day <= last.last_day
    ]


class _Pair(NamedTuple):
    """Somebody's sealed result and what it would have been."""

    sheet: Sheet
    before: Rating
    after: Rating


def _step(work: Work, number: int, rounds: int, step: int) -> None:
    """Tell how far it is; a unit of thousands can be stopped within its month too."""
    work.progress(number * _STEPS + step, rounds * _STEPS)


def _tried(work: Work, policy: Policy, current: Round, step: Callable[[int], None]) -> RoundTrial:
    """One month under both policies; nothing of it outlives the comparison but what differs."""
    step(0)
    own = work.policies.get(current.policy.id)
    sheets = work.rounds.sheets(current.id)
    results = work.rounds.results(current.id)
    moved = [moved_sheet(sheet, own, policy) for sheet in sheets]
    step(1)
    unused = tuple(dict.fromkeys(code for each in moved for code in each.unused))
    fitting = [each.sheet for each in moved if not each.reason]
    try:
        # Of equals at its lines those go first who did, where they are asked for.
        after = rate_named(policy, current, fitting, named=current.first, exception=current.exception).rated
    except UserError as error:
        return RoundTrial(
            current.unit_code,
            current.unit_name,
            current.period,
            own.code,
            len(sheets),
            unused=unused,
            refused=tr_error(error),
        )
    step(2)
    before = _quota_of(own, current, sheets)
    pairs = [
        _Pair(sheet, results[sheet.participant.sheet].rating, rating)
        for sheet, rating in zip(fitting, after.ratings, strict=True)
        if sheet.participant.sheet in results
    ]
    told = list(_told(policy, own, current, pairs, moved))
    unmapped = tuple(each for each in told if isinstance(each, Unmapped))
    lost = {each.participant.sheet for each in unmapped}
    tried = [pair for pair in pairs if pair.sheet.participant.sheet not in lost]
    return RoundTrial(
        current.unit_code,
        current.unit_name,
        current.period,
        own.code,
        len(sheets),
        tuple(each for each in told if isinstance(each, Change)),
        unmapped,
        sum(
            pair.before.level == pair.after.level and pair.before.total != pair.after.total for pair in tried
        ),
        Counter(pair.before.level for pair in tried),
        Counter(pair.after.level for pair in tried),
        before,
        after.quota,
        unused,
    )


def _quota_of(own: Policy, current: Round, sheets: Sequence[Sheet]) -> tuple[QuotaLine, ...]:
    """How the quota of the month's own policy came out; only one that has any is rated by once more."""
    if not own.quotas:
        return ()
    return rate_round(own, current, sheets, first=current.first, exception=current.exception).quota


def _told(
    policy: Policy, own: Policy, current: Round, pairs: Sequence[_Pair], moved: Sequence[Moved]
) -> Iterator[Change | Unmapped]:
    for each in moved:
        if each.reason and each.sheet.participant.unrated is None:
            yield Unmapped(each.sheet.participant, current.unit_code, current.period, reason=each.reason)
    for pair in pairs:
        change = compared(
            policy,
            own,
            participant=pair.sheet.participant,
            unit=(current.unit_code, current.unit_name),
            period=current.period,
            before=pair.before,
            after=pair.after,
        )
        if change is not None:
            yield change
