"""Cases as JSON documents: reading what `policy try` is given, and writing what became of it.

A bad case is refused by its id with a reason and the others are still rated; only a fault of the document
as a whole refuses everything.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar, cast

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, Term, plain, tr, tr_error
from evalapp.domain.people import Category
from evalapp.domain.periods import Period, PeriodKind
from evalapp.domain.policy.engine import rate_group
from evalapp.domain.policy.facts import fact_value
from evalapp.domain.policy.kinds import stands_beside
from evalapp.domain.policy.model import (
    Case,
    Criterion,
    Form,
    GroupDecision,
    GroupRating,
    Policy,
    QuotaLine,
    Rating,
    TraceEntry,
)
from evalapp.domain.policy.parts import Consequence
from evalapp.domain.policy.points import check_completion, check_points, parse_points
from evalapp.domain.policy.proposals import proposals
from evalapp.domain.policy.work_done import MonthTotal, Product

Value = TypeVar("Value")

#: Said of a quota whose percent was not found: it is for the unit to fill in, and blocks nothing.
UNKNOWN_QUOTA = N_(
    "The quota of level {level} is not known: fill it in for your unit. Nobody is limited by it."
)

_DOCUMENT_KEYS = ("period", "group", "cases")
_GROUP_KEYS = ("exceptional_decision", "decided")
_CASE_KEYS = ("id", "form", "category", "points", "facts", "products", "months", "similar", "unrated")
_PRODUCT_KEYS = (
    "code", "kind", "coefficient", "assigned", "done",
    "quality_failures", "delays", "objective_failures", "objective_delays",
)  # fmt: skip
_PRODUCT_KINDS = ("assigned", "handed_over", "received", "ad_hoc")
_MONTH_KEYS = ("period", "total", "excluded")
_MOST_DIGITS = 9
_AMOUNT = re.compile(r"\d{1,6}(?:[.,]\d{1,6})?", re.ASCII)


@dataclass(frozen=True)
class Refused:
    """A case that could not be read, and why."""

    id: str | None
    reason: UserError


@dataclass(frozen=True)
class CaseFile:
    """A document of cases as read, in the order given."""

    period: Period | None
    decision: GroupDecision
    entries: tuple[Case | Refused, ...]

    @property
    def good(self) -> list[Case]:
        """The cases that can be rated."""
        return [entry for entry in self.entries if isinstance(entry, Case)]


def try_document(policy: Policy, document: object) -> tuple[dict[str, Any], bool]:
    """Rate a document of cases; returns the answer, and whether nothing was refused."""
    answer: dict[str, Any] = {"policy": policy.code, "version": policy.version, "hash": policy.hash}
    try:
        file = read_cases(policy, document)
        group = rate_group(policy, file.period, file.good, file.decision)
    except UserError as error:
        return {**answer, "refused": tr_error(error), "quota": [], "cases": []}, False
    return {**answer, **_answer(policy, file, group)}, len(file.good) == len(file.entries)


def _answer(policy: Policy, file: CaseFile, group: GroupRating) -> dict[str, Any]:
    ratings = iter(group.ratings)
    document: dict[str, Any] = {
        "quota": [quota_json(line) for line in group.quota],
        "cases": [
            {"id": entry.id, "refused": tr_error(entry.reason)}
            if isinstance(entry, Refused)
            else _rated_json(policy, file.period, entry, next(ratings))
            for entry in file.entries
        ],
    }
    open_lines = {line.level: None for line in group.quota if line.percent is None}
    warnings = [tr(UNKNOWN_QUOTA, level=level) for level in open_lines]
    return document | ({"warnings": warnings} if warnings else {})


def _rated_json(policy: Policy, period: Period | None, case: Case, rating: Rating) -> dict[str, Any]:
    """A result with what it lets somebody propose, where there is such a thing."""
    found = proposals(policy, rating, form=case.form, period=period, facts=case.facts)
    document = rating_json(rating)
    return document | ({"proposals": [_proposal(rule) for rule in found]} if found else {})


def _proposal(rule: Consequence) -> dict[str, Any]:
    return {
        "code": rule.code,
        "label": rule.label,
        "kind": rule.kind.value,
        "percent": None if rule.percent is None else plain(rule.percent),
        "cites": str(rule.source) or None,
    }


def rating_json(rating: Rating) -> dict[str, Any]:
    """A result as JSON carries it: points as plain strings, unknown as null."""
    document: dict[str, Any] = {
        "id": rating.id,
        "rated": rating.rated,
        "total": None if rating.total is None else plain(rating.total),
        "level_by_points": rating.level_by_points,
        "level": rating.level,
        "reason": rating.reason,
        "trace": [entry_json(entry) for entry in rating.trace],
    }
    return document | ({"missing": list(rating.missing)} if rating.missing else {})


def entry_json(entry: TraceEntry) -> dict[str, Any]:
    """One step as JSON carries it; the amounts of all steps add up to the total."""
    return {
        "step": entry.step,
        "code": entry.code or None,
        "amount": None if entry.amount is None else plain(entry.amount),
        "level": entry.level,
        "cites": entry.cites or None,
        "values": dict(entry.values),
    }


def quota_json(line: QuotaLine) -> dict[str, Any]:
    """One quota's outcome as JSON carries it; `over` and `ties` are flat."""
    return {
        "level": line.level,
        "base": line.base,
        "of": line.of.value,
        "percent": None if line.percent is None else plain(line.percent),
        "allowed": line.allowed,
        "similar": line.similar or None,
        "exceptional": line.exceptional,
        "over": list(line.over),
        "ties": [name for tie in line.ties for name in tie],
    }


def read_cases(policy: Policy, document: object) -> CaseFile:
    """Read a whole document of cases against a policy."""
    table = _table(document, Term(N_("the document")))
    _known_keys(table, _DOCUMENT_KEYS)
    group = _part(table, "group")
    _known_keys(group, _GROUP_KEYS)
    given = table.get("period")
    period = None if given is None else Period.parse(_text(given, "period"))
    entries: list[Case | Refused] = []
    seen: set[str] = set()
    for raw in _items(table.get("cases"), "cases"):
        entry = _read_entry(policy, period, raw, seen)
        entries.append(entry)
        if entry.id is not None:
            seen.add(entry.id)
    return CaseFile(
        period=period,
        decision=GroupDecision(
            exceptional_decision=_optional_text(group, "exceptional_decision"),
            decided=tuple(_text(name, "decided") for name in _items(group.get("decided"), "decided")),
        ),
        entries=tuple(entries),
    )


def _read_entry(policy: Policy, period: Period | None, raw: Any, seen: set[str]) -> Case | Refused:
    name = cast("Mapping[str, object]", raw).get("id") if isinstance(raw, Mapping) else None
    name = name if isinstance(name, str) and name.strip() else None
    if name in seen:
        return Refused(name, UserError(N_("“{id}” is given twice; everybody is rated once."), id=name))
    try:
        case = read_case(policy, raw)
        _check_months(case, period)
    except UserError as error:
        return Refused(name, error)
    return case


def read_case(policy: Policy, raw: Any) -> Case:
    """Read one case and check everything in it against the policy."""
    table = _table(raw, Term(N_("a case")))
    _known_keys(table, _CASE_KEYS)
    name, code = _text(table.get("id"), "id"), _text(table.get("form"), "form")
    form = policy.form(code)
    if form is None:
        known = ", ".join(form.code for form in policy.forms)
        raise UserError(N_("This policy has no form “{form}”, only: {known}."), form=code, known=known)
    levels = tuple(level.code for level in policy.levels)
    given = _part(table, "facts")
    facts = {key: fact_value(key, value, levels) for key, value in given.items() if value is not None}
    return Case(
        id=name,
        form=form.code,
        category=_category(_optional_text(table, "category")),
        points=_read_points(form, _part(table, "points"), facts),
        facts=facts,
        products=tuple(_read_product(item) for item in _items(table.get("products"), "products")),
        months=tuple(_read_month(item) for item in _items(table.get("months"), "months")),
        similar=_optional_text(table, "similar") or "",
        unrated=_optional_text(table, "unrated"),
    )


def _category(text: str | None) -> Category | None:
    if text is not None and text not in [category.value for category in Category]:
        raise UserError(
            N_("“{value}” is no category; known: {known}."), value=text, known=", ".join(Category)
        )
    return None if text is None else Category(text)


def _read_points(form: Form, given: Mapping[str, object], facts: Mapping[str, Any]) -> dict[str, Decimal]:
    """Points by row, or by a row above for what-if; never both for the same points."""
    points: dict[str, Decimal] = {}
    for key, value in given.items():
        row = form.row(key)
        if row is None:
            raise UserError(N_("Form “{form}” has no row “{code}”."), form=form.code, code=key)
        if value is None:
            continue
        if row.code in points:
            raise UserError(N_("Row {code} is given twice."), code=row.code)
        points[row.code] = _checked(form, row, _points(value, key), facts)
    for code in points:
        above = next((parent for parent in form.ancestors(code) if parent in points), None)
        if above is not None and not stands_beside(form, code, above):
            raise UserError(N_("Row {code} is part of {above}, and both are given."), code=code, above=above)
    return points


def _checked(form: Form, row: Criterion, points: Decimal, facts: Mapping[str, Any]) -> Decimal:
    if form.children(row.code):
        _check_whole(form, row.code, points)
        return points
    check_completion(row, points, facts.get(row.fact))
    return check_points(row, points)


def _check_whole(form: Form, code: str, points: Decimal) -> None:
    """Points of a whole group: within what its rows may earn together, on the finest of their steps."""
    under = [row for row in form.leaves if code in form.ancestors(row.code)]
    leaves = [row for row in under if not stands_beside(form, row.code, code)]
    most = sum((row.maximum or Decimal(0) for row in leaves), Decimal(0))
    step = min((row.step for row in leaves), default=Decimal("0.01"))
    if not 0 <= points <= most:
        raise UserError(
            N_("Row {code} takes {minimum} to {maximum} points in all, not {points}."),
            code=code,
            minimum=Decimal(0),
            maximum=most,
            points=points,
        )
    if points % step:
        raise UserError(
            N_("Row {code} goes in steps of {step}; {points} lies between two of them."),
            code=code,
            step=step,
            points=points,
        )


def _read_product(raw: object) -> Product:
    table = _table(raw, "products")
    _known_keys(table, _PRODUCT_KEYS)
    kind = _optional_text(table, "kind") or "assigned"
    if kind not in _PRODUCT_KINDS:
        raise UserError(
            N_("“{value}” is no kind of work; known: {known}."), value=kind, known=", ".join(_PRODUCT_KINDS)
        )
    product = Product(
        coefficient=_or(table, "coefficient", _amount, Decimal(1)),
        assigned=_or(table, "assigned", _amount, Decimal(0)),
        done=_or(table, "done", _amount, Decimal(0)),
        quality_failures=_or(table, "quality_failures", _count, 0),
        delays=_or(table, "delays", _count, 0),
        objective_failures=_or(table, "objective_failures", _count, 0),
        objective_delays=_or(table, "objective_delays", _count, 0),
        code=_optional_text(table, "code") or "",
        kind=kind,
    )
    if product.objective_failures > product.quality_failures or product.objective_delays > product.delays:
        raise UserError(
            N_("Objective failures and delays are among the failures and delays; they cannot be more.")
        )
    return product


def _read_month(raw: object) -> MonthTotal:
    table = _table(raw, "months")
    _known_keys(table, _MONTH_KEYS)
    total = table.get("total")
    return MonthTotal(
        period=Period.parse_month(_text(table.get("period"), "period")),
        total=None if total is None else _not_negative(_points(total, "total"), "total"),
        excluded=_optional_text(table, "excluded"),
    )


def _check_months(case: Case, period: Period | None) -> None:
    """Every month once, and inside the period: one that is passed over would be missed by nobody."""
    months = [month.period for month in case.months]
    for number, month in enumerate(months):
        if month in months[:number]:
            raise UserError(N_("The month {period} is given twice."), period=str(month))
        if period is None or period.kind is PeriodKind.MONTH:
            raise UserError(
                N_("Months are given for a quarter, half a year or a year. Say which as “period”.")
            )
        if not period.first_day <= month.first_day <= period.last_day:
            raise UserError(
                N_("The month {month} is no part of {period}."), month=str(month), period=str(period)
            )


def _or(table: Mapping[str, object], key: str, read: Callable[[object, str], Value], default: Value) -> Value:
    value = table.get(key)
    return default if value is None else read(value, key)


def _points(value: object, key: str) -> Decimal:
    """Points from JSON: a string or an integer, never a number that was binary on the way."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**_MOST_DIGITS:
        return Decimal(value)
    if isinstance(value, str):
        return parse_points(value)
    raise UserError(
        N_('“{key}” must be an integer or a string such as "19.5": a bare decimal number is not exact.'),
        key=key,
    )


def _not_negative(number: Decimal, key: str) -> Decimal:
    if number < 0:
        raise UserError(N_("“{key}” cannot be less than 0."), key=key)
    return number


def _amount(value: object, key: str) -> Decimal:
    """An amount of work or a coefficient, which may be finer than points are."""
    if isinstance(value, str) and _AMOUNT.fullmatch(value.strip()):
        return Decimal(value.strip().replace(",", "."))
    return _not_negative(_points(value, key), key)


def _count(value: object, key: str) -> int:
    number = _amount(value, key)
    if number != number.to_integral_value():
        raise UserError(N_("“{key}” counts whole things; {value} is not whole."), key=key, value=number)
    return int(number)


def _table(value: object, what: str | Term) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise UserError(N_("“{what}” must be a JSON object."), what=what)
    return cast("Mapping[str, object]", value)


def _part(table: Mapping[str, object], key: str) -> Mapping[str, object]:
    value = table.get(key)
    return {} if value is None else _table(value, key)


def _items(value: object, key: str) -> Sequence[object]:
    if value is None:
        return ()
    if not isinstance(value, (list, tuple)):
        raise UserError(N_("“{key}” must be a JSON list."), key=key)
    return cast("Sequence[object]", value)


def _text(value: object, key: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise UserError(N_("“{key}” must be a text that is not empty."), key=key)
    return value


def _optional_text(table: Mapping[str, object], key: str) -> str | None:
    value = table.get(key)
    return None if value is None else _text(value, key)


def _known_keys(table: Mapping[str, object], known: tuple[str, ...]) -> None:
    for key in table:
        if key not in known:
            raise UserError(
                N_("“{key}” is not known here; known words: {known}."), key=key, known=", ".join(known)
            )
