"""What is filled in to try a rule that counts, and what comes out in words. No Qt."""

from collections.abc import Mapping
from decimal import Decimal

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, points_shown, tr
from evalapp.domain.policy.model import Form, Policy
from evalapp.domain.policy.points import parse_points
from evalapp.domain.policy.problems import Path
from evalapp.domain.policy.rule_counts import (
    Counted,
    counted_deduction,
    counted_event,
    counted_ground,
    places_of,
)
from evalapp.domain.policy.rule_kinds import FORM_WORDS
from evalapp.ui.kit.forms import FieldKind, FieldSpec
from evalapp.ui.kit.pickers import Choice

#: Kinds of rules that are tried by counting.
COUNTED = frozenset({"event", "bonus_ground", "deduction", "quota"})
_FORM, _TIMES, _POINTS, _BASE, _REACHED = "form", "times", "points", "base", "reached"
_MOST = 1000


def counting_fields(policy: Policy, path: Path) -> tuple[FieldSpec, ...]:
    """What is asked to try the rule."""
    forms = tuple(Choice(form.code, tr(FORM_WORDS[form.code])) for form in policy.forms)
    form = FieldSpec(_FORM, N_("Form"), FieldKind.CHOICE, choices=forms)
    match path[0]:
        case "quota":
            return (
                FieldSpec(_BASE, N_("People that the percent is taken of")),
                FieldSpec(_REACHED, N_("People who reach the level by points")),
            )
        case "deduction":
            return (FieldSpec(_POINTS, N_("Points of deductions in the group")), form)
        case _:
            return (FieldSpec(_TIMES, N_("How many times in the period")), form)


def counting_words(policy: Policy, path: Path, values: Mapping[str, str]) -> str:
    """What comes out for what is filled in."""
    kind = path[0]
    form = policy.form(values.get(_FORM, "")) or policy.forms[0]
    number = path[1] if len(path) > 1 and isinstance(path[1], int) else 0
    match kind:
        case "quota":
            return _quota_words(policy, number, _whole(values[_BASE]), _whole(values[_REACHED]))
        case "deduction":
            return _deduction_words(policy, number, form, values[_POINTS])
        case "event":
            counted = counted_event(policy.events[number], form, _whole(values[_TIMES]))
            return _told(counted, N_("{sum} points are taken: {counts} count."))
        case _:
            counted = counted_ground(policy.bonus_grounds[number], _whole(values[_TIMES]))
            return _told(counted, N_("{sum} bonus points are asked for: {counts} count."))


def _quota_words(policy: Policy, number: int, base: int, reached: int) -> str:
    quota = policy.quotas[number]
    places = places_of(quota, base)
    if places is None:
        return tr("No percent is set yet: nobody is limited.")
    words = tr(
        "{percent}% of {base} people: {places} may hold level {level}.",
        percent=quota.percent,
        base=base,
        places=places,
        level=quota.level,
    )
    over = max(reached - places, 0)
    if not over:
        return words
    then = (
        tr(
            "{count} of {reached} get level {next}.",
            count=over,
            reached=reached,
            next=policy.next_below(quota.level),
        )
        if quota.blocks
        else tr("{count} of {reached} are too many: there is a warning.", count=over, reached=reached)
    )
    return f"{words}\n{then}"


def _deduction_words(policy: Policy, number: int, form: Form, typed: str) -> str:
    taken = parse_points(typed) if typed.strip() else Decimal(0)
    counted = counted_deduction(policy, policy.deduction_rules[number].group, form, taken)
    words = _told(counted, N_("{sum} points of deductions: {counts} are taken from the group."))
    if not counted.rest:
        return words
    rest = (
        tr("The other {rest} are taken from the total.", rest=counted.rest)
        if counted.carried
        else tr("The other {rest} are dropped.", rest=counted.rest)
    )
    return f"{words}\n{rest}"


def _told(counted: Counted, message: str) -> str:
    if not any(counted.parts):
        return tr("Fill in a number to see what comes out. At 0 points the rule only suggests.")
    shown = " + ".join(points_shown(part) for part in counted.parts[:12])
    whole = sum(counted.parts, Decimal(0))
    text = (
        shown
        if len(counted.parts) == 1
        else f"{shown}{' + …' if len(counted.parts) > 12 else ''} = {points_shown(whole)}"
    )
    return tr(message, sum=text, counts=counted.counts)


def _whole(typed: str) -> int:
    words = typed.strip()
    if not words:
        return 0
    if not (words.isascii() and words.isdigit() and int(words) <= _MOST):
        raise UserError(N_("“{text}” is no whole number up to {most}."), text=words[:20], most=_MOST)
    return int(words)
