"""What findings keep a month from, and in which month a finding counts, as the unit's policy says."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

from msgspec import Struct

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.domain.hearings import FindingLine, in_words
from evalapp.domain.inspections import Finding, Visit
from evalapp.domain.periods import Period
from evalapp.domain.policy.model import Policy
from evalapp.domain.policy.parts import PLAIN_FINDINGS, FindingRule, LateFindings, OpenFindings
from evalapp.domain.rounds import Round, Sheet, Stage
from evalapp.domain.units import UnitId
from evalapp.store.work import Work
from evalapp.usecases.choosing import choose_policy

_DECIDED = frozenset({Stage.SETTLED, Stage.CLOSED})
_A_DAY = timedelta(days=1)
#: Which steps of the month each rule keeps a round from.
_KEPT_FROM = {
    OpenFindings.NOTHING: frozenset[OpenFindings](),
    OpenFindings.CLOSING: frozenset({OpenFindings.CLOSING}),
    OpenFindings.SETTLING: frozenset({OpenFindings.SETTLING, OpenFindings.CLOSING}),
}


class Placing(StrEnum):
    """How a confirmed finding comes into a month."""

    OWN_MONTH = "own_month"
    NEXT_MONTH = "next_month"
    REOPEN = "reopen"


class Placement(Struct, frozen=True):
    """Where a finding counts: the unit, the period, and what was decided there before, if anything."""

    unit: UnitId
    period: Period
    how: Placing
    counts_from: date | None = None
    decided: Round | None = None


def open_findings(work: Work, current: Round, sheets: Sequence[Sheet]) -> list[FindingLine]:
    """The findings of a round's days that nobody decided on: about its people, or about the unit."""
    return work.hearings.open_about(
        [sheet.participant.person for sheet in sheets],
        current.unit,
        current.period.first_day,
        current.period.last_day,
    )


def refuse_open_findings(
    work: Work, current: Round, policy: Policy, sheets: Sequence[Sheet], step: OpenFindings
) -> None:
    """Refuse a step of the month that findings still open keep it from, naming them."""
    if step not in _KEPT_FROM[policy.findings.open_findings]:
        return
    waiting = open_findings(work, current, sheets)
    if waiting:
        raise UserError(
            N_(
                "By the policy of {unit} findings have to be decided on first: {findings}. Confirm or "
                "withdraw them under Findings."
            ),
            unit=current.unit_name,
            findings=in_words(waiting),
        )


def rule_for(work: Work, unit: UnitId, day: date) -> FindingRule:
    """What the policy of a unit says of findings on a day; a unit without one goes by the plain rule."""
    held = _holding(work, unit, day)
    if held:
        return work.policies.get(held[0].policy.id).findings
    try:
        chosen = choose_policy(work, unit=work.units.get(unit), period=Period.month_of(day), policy_code=None)
    except UserError:
        return PLAIN_FINDINGS
    return chosen.policy.findings


def unit_of_finding(work: Work, visit: Visit, finding: Finding) -> UnitId:
    """Where a finding counts: the unit visited if the person serves there, else where they are evaluated."""
    if finding.person is None:
        return visit.unit
    held = [each for each in work.people.get(finding.person).positions if each.held_on(visit.day)]
    if not held or any(each.unit == visit.unit for each in held):
        return visit.unit
    return next((each.unit for each in held if each.evaluated_here), visit.unit)


def place_finding(work: Work, visit: Visit, finding: Finding) -> Placement:
    """The period in which a finding counts: its own, or by the policy the next one that is not decided."""
    unit = unit_of_finding(work, visit, finding)
    held = _holding(work, unit, visit.day)
    if not _is_decided(held):
        period = held[0].period if held else Period.month_of(visit.day)
        return Placement(unit, period, Placing.OWN_MONTH)
    if rule_for(work, unit, visit.day).late is LateFindings.REOPEN:
        return Placement(unit, held[0].period, Placing.REOPEN, decided=held[0])
    decided, day = held[0], visit.day
    while _is_decided(held):
        day = held[0].period.last_day + _A_DAY
        held = _holding(work, unit, day)
    period = held[0].period if held else Period.month_of(day)
    return Placement(unit, period, Placing.NEXT_MONTH, day, decided)


def _holding(work: Work, unit: UnitId, day: date) -> list[Round]:
    """The newest rounds of a unit whose people are scored for a period that holds the day."""
    return [
        each
        for each in work.rounds.all(unit=unit)
        if not each.is_derived and each.period.first_day <= day <= each.period.last_day
    ]


def _is_decided(rounds: Sequence[Round]) -> bool:
    return bool(rounds) and all(each.stage in _DECIDED for each in rounds)
