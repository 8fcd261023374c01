"""A unit's own version of a policy: rows of its own inside the frame's maximum, costs of events, quotas."""

from collections.abc import Mapping
from copy import deepcopy
from decimal import Decimal
from typing import Any

from evalapp.base.messages import N_, plain
from evalapp.domain.policy.model import Criterion, Kind, Policy, Proof, QuotaBase
from evalapp.domain.policy.parts import Standing
from evalapp.domain.policy.problems import Findings
from evalapp.domain.policy.tables import Table

#: Kinds of rows that a unit may split, and the kind of the rows that take their place.
SPLIT_INTO: Mapping[Kind, Kind] = {
    Kind.POINTS: Kind.POINTS,
    Kind.DEDUCT_FROM_FULL: Kind.DEDUCT_FROM_FULL,
    Kind.COMPLETION_BAND: Kind.POINTS,
    Kind.BONUS: Kind.BONUS,
}
_READINGS_OF_GOOD = {QuotaBase.GOOD, QuotaBase.GOOD_WITHOUT_TOP}


def extended(main: Mapping[str, Any], base: Policy | None, findings: Findings) -> dict[str, Any]:
    """Return the whole document of a unit's version: the base's, with what the unit chose put in."""
    table = Table(main, (), findings)
    wanted = table.text("extends")
    if base is None or base.code != wanted:
        table.fault("extends", N_("the policy “{code}” that this one extends is not at hand"), code=wanted)
        return {}
    document = deepcopy(dict(base.document))
    document |= {
        "code": table.code("code"),
        "version": table.whole("version", 1, 10_000),
        "title": table.text("title", base.title),
        "unit": table.text("unit"),
        "extends": {"code": base.code, "version": base.version, "hash": base.hash},
    }
    for key in ("effective_from", "effective_to"):
        day = table.day(key)
        if day is not None:
            document[key] = day.isoformat()
            if not base.covers(day):
                table.fault(key, N_("this lies outside the days of the policy that it extends"))
    _take_choices(document, base, table)
    table.done()
    if document["code"] == base.code:
        table.fault("code", N_("a unit's version needs a code of its own"))
    return document


def _take_choices(document: dict[str, Any], base: Policy, table: Table) -> None:
    for inner in table.tables("split"):
        _split(document, base, inner)
    for inner in table.tables("cost"):
        _cost(document, inner)
    for inner in table.tables("quota"):
        _quota(document, inner)
    difference = table.table("difference")
    if difference is not None:
        _difference(document, difference)


def _split(document: dict[str, Any], base: Policy, table: Table) -> None:
    """Put a unit's rows under one criterion, which then is their sum."""
    code, form_code = table.text("criterion"), table.text("form")
    rows = [_read_part(inner) for inner in table.tables("row")]
    table.done()
    form = base.form(form_code)
    row = form.row(code) if form else None
    if form is None or row is None:
        table.fault("criterion", N_("form “{form}” has no row “{code}”"), form=form_code, code=code)
        return
    forms: list[dict[str, Any]] = document["forms"]
    criteria = next(form["criterion"] for form in forms if form["code"] == form_code)
    is_split = any(raw.get("parent") == row.code for raw in criteria)
    if is_split or row.kind not in SPLIT_INTO:
        table.fault("criterion", N_("row “{code}” is not one that can be split"), code=code)
        return
    total = sum((maximum or Decimal(0) for _, maximum in rows), Decimal(0))
    if total != row.maximum:
        table.fault(
            "row",
            N_("the rows under {code} add up to {total}, not to {maximum}"),
            code=code,
            total=total,
            maximum=row.maximum,
        )
        return
    _insert(criteria, row, [part for part, _ in rows])


def _read_part(table: Table) -> tuple[dict[str, Any], Decimal | None]:
    maximum, step = table.points("max"), table.points("step")
    if not maximum:
        table.fault("max", N_("a row of points needs a maximum of more than 0"))
    part: dict[str, Any] = {
        "code": table.code("code"),
        "label": table.text("label"),
        "max": plain(maximum or Decimal(0)),
        "step": plain(Decimal("0.5") if step is None else step),
        "hint": table.text("hint", ""),
        "default_full": table.flag("default_full", default=False),
        "needs_note": table.flag("needs_note", default=False),
        "source": {"standing": Standing.UNIT.value},
    }
    proof = table.choice("evidence", Proof, Proof.NONE)
    if proof is not None and proof is not Proof.NONE:
        part["evidence"] = proof.value
    table.done()
    return part, maximum


def _insert(criteria: list[dict[str, Any]], row: Criterion, parts: list[dict[str, Any]]) -> None:
    at = next(n for n, raw in enumerate(criteria) if raw["code"] == row.code)
    kind = SPLIT_INTO[row.kind].value
    criteria[at + 1 : at + 1] = [{**part, "parent": row.code, "kind": kind} for part in parts]


def _cost(document: dict[str, Any], table: Table) -> None:
    """Set what an event costs in this unit."""
    code, points, cap = table.text("event"), table.points("points"), table.points("cap")
    table.done()
    events: list[dict[str, Any]] = document.get("event", [])
    event = next((event for event in events if event["code"] == code), None)
    if event is None:
        table.fault("event", N_("there is no event “{code}”"), code=code)
    elif points is None:
        table.fault("points", N_("this is missing"))
    else:
        event |= {"points": plain(points), "source": {"standing": Standing.UNIT.value}}
        if cap is not None:
            event["cap"] = plain(cap)


def _quota(document: dict[str, Any], table: Table) -> None:
    """Fill in a quota that the frame leaves open, make one narrower, or read “good” the other way."""
    level, percent = table.text("level"), table.percent("percent")
    base = table.choice("base", QuotaBase) if "base" in table else None
    table.done()
    quotas: list[dict[str, Any]] = [raw for raw in document.get("quota", []) if raw["level"] == level]
    if not quotas:
        table.fault("level", N_("the policy has no quota of level “{level}”"), level=level)
    if percent is None and base is None:
        table.fault("percent", N_("say the percent, or whom it is taken of"))
    for quota in quotas:
        framed = quota.get("percent")
        if percent is not None and framed is not None and percent > Decimal(framed):
            table.fault("percent", N_("the frame allows at most {limit} percent"), limit=Decimal(framed))
        if base is not None and {base, QuotaBase(quota["base"])} - _READINGS_OF_GOOD:
            table.fault("base", N_("only the two readings of “good” may be exchanged"))
        if percent is not None:
            quota["percent"] = plain(percent)
        if base is not None:
            quota |= {"base": base.value} | (
                {"exceptional_base": base.value} if "exceptional_base" in quota else {}
            )
        quota["source"] = {"standing": Standing.UNIT.value}


def _difference(document: dict[str, Any], table: Table) -> None:
    """Ask for a reason where stages differ by more than so much; what is wrong with it the reader says."""
    chosen = {key: table.raw(key) for key in ("points", "percent", "blocks") if key in table}
    table.done()
    document["difference"] = chosen | {"source": {"standing": Standing.UNIT.value}}
