"""The part d of those who lead: whether somebody whom they lead has the points of the lowest level.

Decree 335/2025, art. 15.3.a and 15.4: a head answers for everybody of the unit, a deputy for the people of
the fields they are in charge of; where the unit has set no fields, nothing is concluded of a deputy.
"""

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from evalapp.domain.groups import Group, led_on
from evalapp.domain.people import PersonId, Role
from evalapp.domain.periods import Period
from evalapp.domain.policy.engine import rate
from evalapp.domain.policy.formulas import LOWERED_BY
from evalapp.domain.policy.model import Form, Policy
from evalapp.domain.rounds import Participant, Sheet, SheetId

FAILED = "subordinate_failed"
#: Deputies first: their own results count for the head.
_ORDER = (Role.STAFF, Role.DEPUTY, Role.HEAD)


def asks_of_the_led(policy: Policy, form: str) -> bool:
    """Whether a form has a part that follows the results of the people led."""
    found = policy.form(form)
    return found is not None and _asks(found)


def with_the_led(
    policy: Policy, period: Period, sheets: Sequence[Sheet], groups: Iterable[Group]
) -> list[Sheet]:
    """The sheets of a whole round, those of leaders with what follows from the results of whom they lead."""
    if not any(asks_of_the_led(policy, sheet.participant.form) for sheet in sheets):
        return list(sheets)
    known = list(groups)
    done: dict[SheetId, Sheet] = {}
    failed: dict[PersonId, str] = {}
    for sheet in sorted(sheets, key=lambda each: _ORDER.index(each.participant.role)):
        who = sheet.participant
        led = _led(who, sheets, known, period)
        mine = tuple(name for person, name in sorted(failed.items()) if person in led)
        if mine and asks_of_the_led(policy, who.form):
            sheet = replace(sheet, facts={**sheet.facts, FAILED: True}, failed=mine)
        done[who.sheet] = sheet
        if who.unrated is None and _has_failed(policy, period, sheet):
            failed[who.person] = f"{who.name} ({who.code})"
    return [done[sheet.participant.sheet] for sheet in sheets]


def _asks(form: Form) -> bool:
    parts = {part for row in form.leaves for part in row.parts}
    return any(LOWERED_BY.get(part) == FAILED for part in parts)


def _led(
    who: Participant, sheets: Sequence[Sheet], groups: Sequence[Group], period: Period
) -> frozenset[PersonId]:
    """Whom somebody leads in this round; nobody answers for themselves."""
    match who.role:
        case Role.HEAD:
            everybody = frozenset(sheet.participant.person for sheet in sheets)
            return everybody - {who.person}
        case Role.DEPUTY:
            return (led_on(groups, who.person, period.last_day) or frozenset()) - {who.person}
        case Role.STAFF:
            return frozenset()


def _has_failed(policy: Policy, period: Period, sheet: Sheet) -> bool:
    """Whether the points reach the lowest level only; who is not scored yet has not failed."""
    total = rate(policy, sheet.case(), period).total
    if total is None:
        return False
    reached = next((level for level in policy.levels if level.reached_by(total)), None)
    return reached is not None and reached.code == policy.levels[-1].code
