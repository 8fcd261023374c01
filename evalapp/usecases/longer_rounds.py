"""Quarters, half-years and years that follow from sealed months: what they rest on, and what is missing."""

from collections.abc import Mapping, Sequence

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.domain.month_results import Missing, MonthResult, Replaced
from evalapp.domain.periods import Period
from evalapp.domain.policy.model import Policy
from evalapp.domain.rights import Right
from evalapp.domain.rounds import Round, RoundId, Sheet
from evalapp.domain.units import Unit, UnitId
from evalapp.store.month_results import origin
from evalapp.store.work import Work
from evalapp.usecases.subtrees import units_under


def follows_from_months(work: Work, *, unit: UnitId, policy: Policy, period: Period) -> bool:
    """Whether a period is made of sealed months and not scored on a form of its own.

    Where a policy lets a unit score a quarter directly, it does so unless the unit has opened months of it.
    """
    if period.kind is policy.period or policy.aggregation(period.kind) is None:
        return False
    return period.kind not in policy.direct or work.months.has_months(unit, period, origin(policy))


def refuse_part_of_scored(work: Work, *, unit: Unit, policy: Policy, period: Period) -> None:
    """Refuse a period inside a longer one that was scored on a form of its own: it would count twice."""
    regulation = origin(policy)
    for each in work.rounds.all(unit=unit.id):
        inside = each.period != period and each.period.holds(period) and not each.is_derived
        if inside and origin(work.policies.get(each.policy.id)) == regulation:
            raise UserError(
                N_(
                    "{unit} scores {whole} directly on its own form, so {month} is not opened under "
                    "{policy}: it would count twice. Go on with {whole}."
                ),
                unit=unit.name,
                whole=each.period.named,
                month=period.named,
                policy=policy.code,
            )


def missing_months(sheets: Sequence[Sheet]) -> Mapping[str, tuple[MonthResult, ...]]:
    """By people's codes, the months that give nothing although they should."""
    found = {
        sheet.participant.code: tuple(each for each in sheet.months if each.missing is not None)
        for sheet in sheets
        if sheet.participant.unrated is None
    }
    return {code: months for code, months in found.items() if months}


def refuse_open_months(current: Round, sheets: Sequence[Sheet]) -> None:
    """Refuse to settle while a month is on its way: waiting for it decides whether it is missing at all."""
    waiting = {
        f"{code} ({', '.join(each.period.label for each in months if each.missing is Missing.NOT_CLOSED)})"
        for code, months in missing_months(sheets).items()
        if any(each.missing is Missing.NOT_CLOSED for each in months)
    }
    if waiting:
        raise UserError(
            N_(
                "{period} rests on months that are not closed yet: {people}. Close them first, or say why "
                "somebody is not rated."
            ),
            period=current.period.named,
            people=sorted(waiting),
        )


def count_policy(work: Work, *, round_id: RoundId, policy: str, reason: str) -> Round:
    """Let months that were rated under another policy count in a longer period, with a reason."""
    current = work.rounds.get(round_id)
    work.require(Right.DECIDE, current.unit)
    current.refuse_changes()
    if not current.is_derived:
        raise UserError(
            N_("{period} is scored on its own form: no month counts in it."), period=current.period.named
        )
    codes = {
        each.detail.casefold(): each.detail
        for months in missing_months(work.rounds.sheets(round_id)).values()
        for each in months
        if each.missing is Missing.OTHER_POLICY
    }
    code = codes.get(policy.strip().casefold())
    if code is None:
        raise UserError(
            N_("No month of {period} was rated under “{policy}” alone. Such months are of: {known}."),
            period=current.period.named,
            policy=policy,
            known=sorted(codes.values()) or ["-"],
        )
    if not reason.strip():
        raise UserError(N_("Say why months under {policy} count: it stays on record."), policy=code)
    work.months.count_policy(round_id, code, reason.strip())
    work.audit.record(
        "round.policy_counted",
        f"{current.unit_code} {current.period} {current.policy.code} r{current.revision}",
        policy=code,
        reason=reason.strip(),
    )
    return current


def replaced_months(work: Work, *, unit: UnitId | None = None) -> list[Replaced]:
    """Results of longer periods, of a unit and those below it, whose months no longer say what was used.

    A month that was closed again with the same total and level changes nothing, and is not listed.
    """
    work.require(Right.READ_SCORES, unit)
    reach = None if unit is None else units_under(work, unit, work.today)
    found = [each for each in work.months.replaced() if each.differs]
    units = {key: work.rounds.get(RoundId(key)).unit for key in {each.round for each in found}}
    return [
        each
        for each in found
        if (reach is None or units[each.round] in reach) and work.may(Right.READ_SCORES, units[each.round])
    ]
