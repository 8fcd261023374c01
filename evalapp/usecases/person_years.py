"""One person's quarter, half-year or year as a report: the yearly form of Decree 335/2025, and its likes."""

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.domain.month_results import PartResult
from evalapp.domain.periods import Period, PeriodKind, periods_within
from evalapp.domain.person_years import PersonPeriod
from evalapp.domain.policy.canonical import sha256_of
from evalapp.domain.policy.model import Policy
from evalapp.domain.rewards import ProposalState
from evalapp.domain.rounds import Round
from evalapp.domain.units import UnitId
from evalapp.domain.years import YearRow
from evalapp.store.keys import code_key
from evalapp.store.work import Work
from evalapp.usecases.revisions import replaced
from evalapp.usecases.years import row_document, rows_of, year_report

#: What the paper of a longer period is called in a policy.
_PAPER = "year"


def person_period(work: Work, *, unit: UnitId, period: Period, code: str) -> PersonPeriod:
    """Somebody's longer period in a unit or below it, whether sealed, under way or from outside."""
    report = year_report(work, unit=unit, period=period)
    row = next((each for each in report.rows if code_key(each.code) == code_key(code)), None)
    if row is None:
        raise UserError(
            N_("Nobody with the code {code} is in {unit}, {month}."),
            code=code,
            unit=report.unit_name,
            month=period.named,
        )
    return _of_row(work, row, period)


def periods_of(work: Work, *, of: Round) -> dict[str, PersonPeriod]:
    """Everybody's paper of a period that is made of its months, by code: that is their form of it."""
    return {row.code: _of_row(work, row, of.period) for row in rows_of(work, of)}


def _of_row(work: Work, row: YearRow, period: Period) -> PersonPeriod:
    current = None if row.round is None else work.rounds.get(row.round)
    policy = None if current is None else work.policies.get(current.policy.id)
    paper = next((each for each in policy.papers if each.code == _PAPER), None) if policy else None
    parts = _parts(work, row, period)
    own = work.units.by_code(row.unit_code).on(period.last_day)
    superior = None if own is None or own.parent is None else work.units.get(own.parent)
    return PersonPeriod(
        superior_name=(superior.on(period.last_day) or superior.latest).name if superior else "",
        period=period,
        row=row,
        paper=paper if period.kind is PeriodKind.YEAR else None,
        levels=_levels(work, policy, row, period),
        parts=parts,
        proposals=_proposals(work, row),
        hash=sha256_of([row_document(row), [[str(each.period), each.level] for each in parts]]),
        policy_title=policy.cited if policy else "",
        revision=current.revision if current else 0,
        replaces=replaced(work, current) if current else None,
    )


def _levels(work: Work, policy: Policy | None, row: YearRow, period: Period) -> tuple[tuple[str, str], ...]:
    """The levels that the period may end in, as this person's category calls them."""
    if policy is None or period.kind in policy.score_only:
        return ()
    position = work.people.by_code(row.code).position_on(period.last_day)
    category = position.category if position else None
    return tuple((level.code, level.label_for(category)) for level in policy.levels)


def _parts(work: Work, row: YearRow, period: Period) -> tuple[PartResult, ...]:
    """The sealed quarters and half-years inside the period, in their order."""
    inside = [
        each
        for each in periods_within(period.first_day, period.last_day)
        if each.kind is not PeriodKind.MONTH and each != period
    ]
    return tuple(work.months.sealed(row.person, inside))


def _proposals(work: Work, row: YearRow) -> tuple[str, ...]:
    if row.round is None:
        return ()
    return tuple(
        each.label
        for each in work.rewards.of(work.rounds.get(row.round))
        if each.basis.person == row.person and each.state is not ProposalState.WITHDRAWN
    )
