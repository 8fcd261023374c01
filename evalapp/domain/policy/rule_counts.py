"""Trying rules that count: an event that happens again, a bonus, a cap of deductions, a quota."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from msgspec import Struct

from evalapp.domain.policy.model import Form, Policy, Quota
from evalapp.domain.policy.parts import BonusGround, Event, Overflow

_HUNDREDTH = Decimal("0.01")


class Counted(Struct, frozen=True):
    """What a rule comes to: each part of the sum, what of it counts, and what is left over."""

    parts: tuple[Decimal, ...]
    counts: Decimal
    rest: Decimal = Decimal(0)
    carried: bool = False  # the rest is taken from the total instead


def hundredths(points: Decimal) -> Decimal:
    """Points as marks are kept: two decimals, half up."""
    return points.quantize(_HUNDREDTH, ROUND_HALF_UP)


def cost_of(event: Event, form: Form) -> Decimal:
    """What one such event costs: its points, or its percent of what the criterion is worth."""
    row = form.row(event.criterion)
    if event.percent is None or row is None or row.maximum is None:
        return event.points
    return hundredths(row.maximum * event.percent / 100)


def counted_event(event: Event, form: Form, times: int) -> Counted:
    """An event that happens so many times in a period: dearer when repeated, up to its cap and its row."""
    once = cost_of(event, form)
    again = once if event.repeat is None else hundredths(once * event.repeat)
    row = form.row(event.criterion)
    limits = (event.cap, row.maximum if row else None)
    return _limited(tuple(again if number else once for number in range(times)), limits)


def counted_ground(ground: BonusGround, times: int) -> Counted:
    """A ground for bonus points that is given so many times."""
    return _limited((ground.points,) * times, (ground.cap,))


def counted_deduction(policy: Policy, group: str, form: Form, taken: Decimal) -> Counted:
    """So many points of deductions in a group: what they take from it, and what becomes of the rest."""
    rule, row = policy.deduction_rule(group), form.row(group)
    counted = _limited((taken,), (rule.cap, row.maximum if row else None))
    return Counted(counted.parts, counted.counts, counted.rest, rule.overflow is Overflow.CARRY)


def places_of(quota: Quota, base: int) -> int | None:
    """How many may hold the level among so many; shares round down. None: no percent is set."""
    return None if quota.percent is None else int(Fraction(quota.percent) * base / 100)


def _limited(parts: tuple[Decimal, ...], limits: tuple[Decimal | None, ...]) -> Counted:
    whole = sum(parts, Decimal(0))
    counts = min([whole, *(limit for limit in limits if limit is not None)])
    return Counted(parts, counts, whole - counts)
