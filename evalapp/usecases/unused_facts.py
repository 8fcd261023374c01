"""What the registers hold of somebody and no rule of the policy uses: a person has to think of it."""

from collections.abc import Sequence
from itertools import groupby

from evalapp.base.messages import N_, tr
from evalapp.domain.holidays import WorkCalendar
from evalapp.domain.periods import Period
from evalapp.domain.policy.model import Policy
from evalapp.domain.registers import Evidence
from evalapp.domain.rounds import Sheet
from evalapp.usecases.entry_fates import Outcome, unanswered


def unused_words(policy: Policy, sheet: Sheet, period: Period, calendar: WorkCalendar | None = None) -> str:
    """What no rule uses, leave in working days of the period where the days off are known; empty for none."""
    if sheet.participant.unrated is not None:
        return ""
    unused = [each for each in sheet.evidence if unanswered(policy, period, each.kind) is Outcome.NO_RULE]
    kinds = groupby(sorted(unused, key=lambda each: each.kind.code), key=lambda each: each.kind)
    said = [_said(tr(kind.label), list(found), period, calendar) for kind, found in kinds]
    return tr(N_("No rule of the policy uses: {facts}."), facts=said) if said else ""


def _said(label: str, found: Sequence[Evidence], period: Period, calendar: WorkCalendar | None) -> str:
    leaves = [each for each in found if each.kind.is_leave]
    if calendar is None or not leaves:
        return label if len(found) == 1 else f"{label} ({len(found)})"
    spans = [
        (max(each.since, period.first_day), min(each.until or period.last_day, period.last_day))
        for each in leaves
    ]
    days = sum(calendar.working_days(since, until) for since, until in spans if since <= until)
    return tr("{leave}, {count} working {count:day|days} of this period", leave=label, count=days)
