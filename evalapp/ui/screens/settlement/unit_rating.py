"""What is filled in to rate the unit itself: its form, the facts its level depends on, what was decided."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import partial

from evalapp.base.errors import FieldError, UserError
from evalapp.base.messages import N_, plain, shown, tr
from evalapp.domain.collectives import Collective, asked_facts, collective_form
from evalapp.domain.periods import Period
from evalapp.domain.policy.fact_words import fact_title, unit_said
from evalapp.domain.policy.facts import FACTS, FactType
from evalapp.domain.policy.model import Policy
from evalapp.domain.policy.points import parse_points
from evalapp.domain.rounds import Round, RoundId
from evalapp.store.work import Work
from evalapp.ui.kit.forms import YES, FieldKind, FieldSpec
from evalapp.ui.kit.pickers import Choice
from evalapp.ui.shell.filling import Filled
from evalapp.usecases.collectives import rate_collective

_POINTS, _FACT = "points ", "fact "  # what the keys of the fields begin with


class UnitRating(Filled, frozen=True):
    """What is being filled in of a unit's rating."""


def rating_of(current: Round) -> UnitRating:
    """The unit's rating as it stands, ready to be changed."""
    of = current.collective
    if of is None:
        return UnitRating()
    values = {_POINTS + code: str(shown(points)) for code, points in of.points.items()}
    values |= {_FACT + name: _written(value) for name, value in of.facts.items()}
    named = {"level": of.level or "", "decision": of.decision} if of.decision else {}
    return UnitRating(values={**values, **named, "note": of.note})


def fields_of(policy: Policy, period: Period) -> tuple[FieldSpec, ...]:
    """The rows and facts of the policy's form for units, where it has one, and what the authority decided."""
    return (*_form_fields(policy, period), *_decided_fields(policy, has_form=_has_form(policy, period)))


def told(of: Collective) -> str:
    """The unit's rating in a few words."""
    total: Decimal | None = of.rating.total if of.rating else None
    parts = [
        tr("Level {level}", level=of.level) if of.level else tr("No level applies: the authority decides"),
        "" if total is None else tr("Total {total}", total=total),
        tr("Decided by {decision}", decision=of.decision) if of.decision else "",
    ]
    return ". ".join(part for part in parts if part) + "."


def save_rating(work: Work, *, round_id: RoundId, values: Mapping[str, str]) -> Round:
    """Rate the unit by what was filled in; a refusal names its field."""
    current = work.rounds.get(round_id)
    policy = work.policies.get(current.policy.id)
    yes_no = {name for name, fact in FACTS.items() if fact.type is FactType.YES_NO}
    points = {
        key.removeprefix(_POINTS): _points(key, text)
        for key, text in values.items()
        if key.startswith(_POINTS) and text.strip()
    }
    facts: dict[str, object] = {}
    for key, text in values.items():
        name = key.removeprefix(_FACT)
        if key.startswith(_FACT) and name in yes_no:
            facts[name] = text == YES
        elif key.startswith(_FACT) and text.strip():
            facts[name] = text.strip().replace(",", ".")
    rate = partial(rate_collective, work, round_id=round_id, level=values.get("level") or None)
    try:
        return rate(points=points, facts=facts, decision=values["decision"], note=values["note"])
    except FieldError as error:
        raise FieldError(_key(policy, current.period, error.field), error) from error


def _has_form(policy: Policy, period: Period) -> bool:
    return collective_form(policy, period) is not None


def _form_fields(policy: Policy, period: Period) -> Iterator[FieldSpec]:
    form = collective_form(policy, period)
    if form is None:
        return
    for row in form.leaves:
        most = plain(row.maximum) if row.maximum is not None else "1"
        yield FieldSpec(_POINTS + row.code, f"{row.code}. {row.label} ({most})", hint=N_("Points"))
    for name in asked_facts(policy):
        fact = FACTS[name]
        kind = FieldKind.CHECK if fact.type is FactType.YES_NO else FieldKind.LINE
        unit = f" ({unit_said(name)})" if fact.unit else ""
        yield FieldSpec(_FACT + name, fact_title(name) + unit, kind)


def _decided_fields(policy: Policy, *, has_form: bool) -> Iterator[FieldSpec]:
    levels = [Choice(level.code, f"{level.code} – {level.label}") for level in policy.levels]
    by_form = [Choice("", tr("As the form says"))] if has_form else []
    yield FieldSpec("level", N_("Level that was decided"), FieldKind.CHOICE, choices=(*by_form, *levels))
    yield FieldSpec("decision", N_("Number of the decision"))
    yield FieldSpec("note", N_("Note"))


def _key(policy: Policy, period: Period, name: str) -> str:
    form = collective_form(policy, period)
    if form is not None and form.row(name) is not None:
        return _POINTS + name
    return _FACT + name if name in FACTS and name != "level" else name


def _points(key: str, text: str) -> Decimal:
    try:
        return parse_points(text)
    except UserError as error:
        raise FieldError(key, error) from error


def _written(value: object) -> str:
    if isinstance(value, bool):
        return YES if value else ""
    return str(shown(value))
