"""Reading a document of cases: what cannot be read is refused by its id, and the others stay."""

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeVar, cast

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, Term
from evalapp.domain.people import Category
from evalapp.domain.periods import Period, PeriodKind
from evalapp.domain.policy.facts import comparable, fact_value
from evalapp.domain.policy.happened import Happening, happen, read_times
from evalapp.domain.policy.in_force import rules_for
from evalapp.domain.policy.kinds import may_be_empty, stands_beside
from evalapp.domain.policy.model import Case, Criterion, Form, GroupDecision, Kind, Policy
from evalapp.domain.policy.points import check_completion, check_points, parse_points
from evalapp.domain.policy.work_done import MonthTotal, Product

Value = TypeVar("Value")

_DOCUMENT_KEYS = ("period", "group", "cases")
_GROUP_KEYS = ("exceptional_decision", "decided")
_CASE_KEYS = (
    "id",
    "form",
    "category",
    "points",
    "facts",
    "products",
    "months",
    "similar",
    "unrated",
    "events",
)
_EVENT_KEYS = ("code", "times", "breach", "used", "document", "row", "points")
_PRODUCT_KEYS = (
    "code", "kind", "coefficient", "assigned", "done",
    "quality_failures", "delays", "objective_failures", "objective_delays",
)  # fmt: skip
_PRODUCT_KINDS = ("assigned", "handed_over", "received", "ad_hoc")
_MONTH_KEYS = ("period", "total", "excluded", "level")
_MOST_DIGITS = 9
_AMOUNT = re.compile(r"\d{1,6}(?:[.,]\d{1,6})?", re.ASCII)


class Refused(Struct, frozen=True):
    """A case that could not be read, and why."""

    id: Any  # as it was given, also where it is no text; None where there is none
    reason: UserError


class CaseFile(Struct, frozen=True):
    """A document of cases as read, in the order given."""

    period: Period | None
    decision: GroupDecision
    entries: tuple[Case | Refused, ...]

    @property
    def good(self) -> list[Case]:
        """The cases that can be rated."""
        return [entry for entry in self.entries if isinstance(entry, Case)]


def read_cases(policy: Policy, document: object) -> CaseFile:
    """Read a whole document of cases against a policy."""
    table = _table(document, Term(N_("the document")))
    _known_keys(table, _DOCUMENT_KEYS)
    group = _part(table, "group")
    _known_keys(group, _GROUP_KEYS)
    given = table.get("period")
    period = None if given is None else Period.parse(_text(given, "period"))
    decision = GroupDecision(
        exceptional_decision=_optional_text(group, "exceptional_decision"),
        decided=tuple(_text(name, "decided") for name in _items(group.get("decided"), "decided")),
    )
    if table.get("cases") is None:
        raise UserError(
            N_("The document has no “cases”: the list of those to rate, each with its “id” and “form”.")
        )
    seen: set[str] = set()
    policy = rules_for(policy, period)
    entries = tuple(
        _read_entry(policy, period, raw, number, seen)
        for number, raw in enumerate(_items(table.get("cases"), "cases"), start=1)
    )
    return CaseFile(period, decision, entries)


def _read_entry(
    policy: Policy, period: Period | None, raw: Any, number: int, seen: set[str]
) -> Case | Refused:
    if not isinstance(raw, Mapping):
        return Refused(None, UserError(N_("Case number {number} must be a JSON object."), number=number))
    name = cast("Mapping[str, object]", raw).get("id")
    if not isinstance(name, str) or not name.strip():
        given = name if isinstance(name, (int, str)) else None
        return Refused(
            given,
            UserError(
                N_('Case number {number}: “id” must be a text that is not empty, such as "an" or "5".'),
                number=number,
            ),
        )
    if name in seen:
        return Refused(name, UserError(N_("“{id}” is given twice; everybody is rated once."), id=name))
    seen.add(name)
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
    name, form = _text(table.get("id"), "id"), _form(policy, table.get("form"))
    levels = tuple(level.code for level in policy.levels)
    given = _part(table, "facts")
    facts = {key: fact_value(key, value, levels) for key, value in given.items() if value is not None}
    points = _read_points(form, _part(table, "points"), facts)
    happened = [_read_event(item) for item in _items(table.get("events"), "events")]
    effect = happen(policy, form, points, facts, happened)
    return Case(
        id=name,
        form=form.code,
        category=_category(_optional_text(table, "category")),
        points=effect.points,
        facts=effect.facts,
        happened=tuple(effect.steps),
        products=tuple(_read_product(item) for item in _items(table.get("products"), "products")),
        months=tuple(
            month for item in _items(table.get("months"), "months") for month in _read_months(item, levels)
        ),
        similar=_optional_text(table, "similar") or "",
        unrated=_optional_text(table, "unrated"),
    )


def _form(policy: Policy, given: object) -> Form:
    known = ", ".join(form.code for form in policy.forms)
    if not isinstance(given, str) or not given.strip():
        raise UserError(N_("Say with “form” by which form: {known}."), known=known)
    form = policy.form(given)
    if form is None:
        raise UserError(N_("This policy has no form “{form}”, only: {known}."), form=given, known=known)
    return form


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
        points[row.code] = _checked(form, row, _row_points(row, value, key), facts)
    for code in points:
        above = next((parent for parent in form.ancestors(code) if parent in points), None)
        if above is not None and not stands_beside(form, code, above):
            raise UserError(N_("Row {code} is part of {above}, and both are given."), code=code, above=above)
    return points


def _row_points(row: Criterion, value: object, key: str) -> Decimal:
    """Points of a row; what is only met or not may be said with true or false."""
    if isinstance(value, bool) and row.kind is Kind.PASS_FAIL:
        met = Decimal(1) if row.maximum is None else row.maximum
        return met if value else row.minimum
    return _points(value, key)


def _checked(form: Form, row: Criterion, points: Decimal, facts: Mapping[str, Any]) -> Decimal:
    if form.children(row.code):
        check_whole(form, row.code, points)
        return points
    check_completion(row, points, facts.get(row.fact))
    return check_points(row, points)


def check_whole(form: Form, code: str, points: Decimal) -> None:
    """Points of a whole group: within what its rows may earn together, on the finest of their steps."""
    under = [row for row in form.leaves if code in form.ancestors(row.code)]
    leaves = [row for row in under if not stands_beside(form, row.code, code)]
    most = sum((row.maximum or Decimal(0) for row in leaves), Decimal(0))
    whole = form.row(code)
    if whole is not None and may_be_empty(whole) and whole.maximum is not None:
        most = min(most, whole.maximum)  # a bonus or deduction may count less than its rows add up to
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


def _read_event(raw: object) -> Happening:
    table = _table(raw, "events")
    _known_keys(table, _EVENT_KEYS)
    points = table.get("points")
    return Happening(
        code=_text(table.get("code"), "code"),
        times=1 if table.get("times") is None else read_times(table["times"]),
        breach=_optional_text(table, "breach") or "",
        used=_optional_text(table, "used") or "",
        document=_optional_text(table, "document") or "",
        row=_optional_text(table, "row") or "",
        points=None if points is None else _not_negative(_points(points, "points"), "points"),
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


def _read_months(raw: object, levels: tuple[str, ...]) -> list[MonthTotal]:
    """One month, or the three of a quarter that was scored as a whole."""
    table = _table(raw, "months")
    _known_keys(table, _MONTH_KEYS)
    total = table.get("total")
    period = Period.parse(_text(table.get("period"), "period"))
    if period.kind not in (PeriodKind.MONTH, PeriodKind.QUARTER):
        raise UserError(
            N_("“{text}” is neither a month, as 2018-07, nor a scored quarter, as 2018-Q3."), text=str(period)
        )
    months = [period] if period.kind is PeriodKind.MONTH else period.months
    whole = MonthTotal(
        period=period,
        total=None if total is None else _not_negative(_points(total, "total"), "total"),
        excluded=_optional_text(table, "excluded"),
        level=_level_of_month(_optional_text(table, "level"), levels),
    )
    return [replace(whole, period=month) for month in months]


def _level_of_month(level: str | None, levels: tuple[str, ...]) -> str | None:
    return None if level is None else comparable("level", level, levels)


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
