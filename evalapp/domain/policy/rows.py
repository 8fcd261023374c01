"""Reading the forms of a policy: their rows, kinds, maxima and sums."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from itertools import pairwise

from evalapp.base.messages import N_
from evalapp.domain.people import Category, Role
from evalapp.domain.periods import PeriodKind
from evalapp.domain.policy.facts import FACTS, FactType
from evalapp.domain.policy.formulas import FORMULAS
from evalapp.domain.policy.model import OPTIONAL_KINDS, Criterion, Form, Kind, Proof
from evalapp.domain.policy.parts import (
    ALWAYS,
    NO_SOURCE,
    CompletionBand,
    Days,
    DifferenceLimit,
    Source,
    Standing,
)
from evalapp.domain.policy.tables import Table

#: What the sums of a form follow from: where one of them is wrong, nothing can be said of the sums.
SUMMED = frozenset({"code", "parent", "kind", "max"})
FORM_CODES = ("head", "deputy", "staff", "contract", "collective")
#: Whose form it is where a form does not say so itself; the collective's is nobody's own.
_ROLES_OF: Mapping[str, tuple[Role, ...]] = {
    "head": (Role.HEAD,),
    "deputy": (Role.DEPUTY,),
    "staff": (Role.STAFF,),
    "contract": (Role.STAFF,),
}
_CATEGORIES_OF: Mapping[str, tuple[Category, ...]] = {"contract": (Category.CONTRACT,)}
#: What a row with rows under it may be; a completion band keeps its bands when a unit splits it.
PARENT_KINDS = frozenset(
    {Kind.POINTS, Kind.DEDUCT_FROM_FULL, Kind.COMPLETION_BAND, Kind.BONUS, Kind.DEDUCTION}
)
SCORERS = ("self", "deputy", "head")


def read_source(table: Table, inherited: Source) -> Source:
    """Where a value comes from; what a row does not say is what its form or policy says."""
    inner = table.table("source")
    if inner is None:
        return inherited
    source = Source(
        document=inner.text("document", ""),
        article=inner.text("article", ""),
        standing=inner.choice("standing", Standing) or Standing.DEFAULT,
    )
    inner.done()
    return source


def read_days(table: Table) -> Days:
    """From when until when a rule is in force; most say nothing."""
    since, until = table.day("since"), table.day("until")
    if since is None and until is None:
        return ALWAYS
    if since is not None and until is not None and until < since:
        table.fault("until", N_("the last day lies before the first"))
    return Days(since, until)


def read_difference(table: Table | None, inherited: Source) -> DifferenceLimit | None:
    """By how much stages may differ without a reason: in points or in percent, never both."""
    if table is None:
        return None
    points, percent = table.points("points"), table.percent("percent")
    if ("points" in table) == ("percent" in table):
        table.fault("points", N_("say the limit either in points or in percent of a row's maximum"))
    limit = DifferenceLimit(
        points, percent, table.flag("blocks", default=True), read_source(table, inherited)
    )
    table.done()
    return limit


def read_form(table: Table, inherited: Source = NO_SOURCE) -> Form:
    """Read one form, rows in printed order, parents before children."""
    code = table.text("code")
    if code not in FORM_CODES:
        table.fault("code", N_("this must be one of: {known}"), known=", ".join(FORM_CODES))
    source = read_source(table, inherited)
    rows: list[Criterion] = []
    tables = table.tables("criterion")
    for inner in tables:
        rows.append(read_row(inner, rows, source))
    form = Form(
        code=code,
        title=table.text("title"),
        criteria=tuple(rows),
        roles=table.choices("roles", Role) if "roles" in table else _ROLES_OF.get(code, ()),
        categories=table.choices("categories", Category)
        if "categories" in table
        else _CATEGORIES_OF.get(code, ()),
        period=table.choice("period", PeriodKind) if "period" in table else None,
        difference=read_difference(table.table("difference"), source),
        source=source,
    )
    table.done()
    if not rows:
        table.fault("criterion", N_("a form needs at least one row"))
    if not table.findings.told_at(table.path, SUMMED):
        _check_sums(form, tables)
    return form


def read_row(table: Table, above: list[Criterion], inherited: Source) -> Criterion:
    """Read one row; its parent must stand above it, so that no row can be its own ancestor."""
    code = table.code("code")
    known = {row.code.casefold() for row in above}
    if code and code.casefold() in known:
        table.fault("code", N_("the code “{code}” is used twice"), code=code)
    parent = table.text("parent", "") or None
    if parent and parent not in {row.code for row in above}:
        table.fault("parent", N_("no row “{parent}” stands above this one"), parent=parent)
        parent = None
    kind = table.choice("kind", Kind, Kind.POINTS) or Kind.POINTS
    row = Criterion(
        code=code,
        label=table.text("label"),
        parent=parent,
        maximum=table.points("max"),
        minimum=table.points("min") or Decimal(0),
        step=_step(table),
        kind=kind,
        scored_by=_scorers(table),
        default_full=table.flag("default_full", default=False),
        assumed_met=table.flag("assumed_met", default=False),
        needs_note=table.flag("needs_note", default=False),
        evidence=table.choice("evidence", Proof, Proof.NONE) or Proof.NONE,
        bands=tuple(_read_band(inner) for inner in table.tables("band")),
        fact=table.text("fact", ""),
        target=table.percent("target"),
        formula=table.text("formula", ""),
        parts=table.texts("parts"),
        percents=_percents(table),
        links=table.texts("links"),
        hint=table.text("hint", ""),
        source=read_source(table, inherited),
    )
    table.done()
    _check_row(table, row)
    return row


def _step(table: Table) -> Decimal:
    step = table.points("step")
    if step is not None and step == 0:
        table.fault("step", N_("a step is more than 0"))
        return Decimal(1)
    return Decimal("0.5") if step is None else step


def _percents(table: Table) -> Mapping[str, Decimal]:
    inner = table.table("percents")
    if inner is None:
        return {}
    named = {
        key: inner.percent(key) for key in sorted({name for f in FORMULAS.values() for name in f.percents})
    }
    inner.done()
    return {key: value for key, value in named.items() if value is not None}


def _scorers(table: Table) -> tuple[str, ...]:
    given = table.texts("scored_by")
    for who in given:
        if who not in SCORERS:
            table.fault("scored_by", N_("this must be one of: {known}"), known=", ".join(SCORERS))
    return given or SCORERS


def _read_band(table: Table) -> CompletionBand:
    lower, upper = table.percent("percent_from"), table.percent("percent_below")
    points_from, points_to = table.points("points_from"), table.points("points_to")
    for key, value in (("percent_from", lower), ("points_from", points_from), ("points_to", points_to)):
        if value is None:
            table.fault(key, N_("this is missing"))
    band = CompletionBand(
        percent_from=lower or Decimal(0),
        percent_below=upper,
        points_from=points_from or Decimal(0),
        points_to=points_to or Decimal(0),
        points_to_included=table.flag("points_to_included", default=True),
    )
    table.done()
    return band


def _check_row(table: Table, row: Criterion) -> None:
    """Tell what a row says that its kind does not know, or needs and does not have."""
    if row.maximum is not None:
        if row.maximum < row.minimum:
            table.fault("min", N_("the least is more than the most"))
        elif (row.maximum - row.minimum) % row.step:
            table.fault(
                "step",
                N_("in steps of {step} the maximum {maximum} is never reached"),
                step=row.step,
                maximum=row.maximum,
            )
    if row.assumed_met and row.kind is not Kind.PASS_FAIL:
        table.fault("assumed_met", N_("only a row of kind “{kind}” may be assumed"), kind=str(Kind.PASS_FAIL))
    if row.default_full and row.kind in OPTIONAL_KINDS:
        table.fault("default_full", N_("a bonus or a deduction is never offered in full"))
    if row.fact and FACTS.get(row.fact, FACTS["disciplined"]).type is not FactType.PERCENT:
        table.fault("fact", N_("“{name}” is no fact that is a percent"), name=row.fact)
    check = _KIND_CHECKS.get(row.kind)
    if check:
        check(table, row)


def _check_completion(table: Table, row: Criterion) -> None:
    if table.findings.told_under((*table.path, "band")):
        return
    bands = sorted(row.bands, key=lambda band: band.percent_from)
    if not bands or bands[0].percent_from != 0:
        table.fault("band", N_("the bands must begin at 0 percent"))
    for lower, upper in pairwise(bands):
        if lower.percent_below != upper.percent_from:
            table.fault(
                "band",
                N_("between {end} and {start} percent the bands leave a gap or overlap"),
                end=lower.percent_below or Decimal(100),
                start=upper.percent_from,
            )
    if bands and bands[-1].percent_below is not None:
        table.fault("band", N_("the last band must be open: leave out percent_below"))
    if any(band.points_from > band.points_to or band.points_to > (row.maximum or 0) for band in bands):
        table.fault("band", N_("the points of a band must rise and stay within the row's maximum"))


def _check_indicator(table: Table, row: Criterion) -> None:
    if not row.fact:
        table.fault("fact", N_("an indicator needs the fact that it is scored by"))
    if not row.target:
        table.fault("target", N_("an indicator needs a target of more than 0 percent"))


def _check_formula(table: Table, row: Criterion) -> None:
    formula = FORMULAS.get(row.formula)
    if formula is None:
        table.fault(
            "formula",
            N_("there is no formula “{name}”; known: {known}"),
            name=row.formula,
            known=", ".join(sorted(FORMULAS)),
        )
        return
    unknown = [part for part in row.parts if part not in formula.parts]
    if unknown or not row.parts:
        table.fault("parts", N_("this must be one of: {known}"), known=", ".join(formula.parts))
    missing = [name for name in formula.percents if name not in row.percents]
    if missing:
        table.fault("percents", N_("the formula needs these percents: {missing}"), missing=", ".join(missing))


_KIND_CHECKS: Mapping[Kind, Callable[[Table, Criterion], None]] = {
    Kind.COMPLETION_BAND: _check_completion,
    Kind.INDICATOR: _check_indicator,
    Kind.FORMULA: _check_formula,
}


def _check_sums(form: Form, tables: list[Table]) -> None:
    """A scored row has a maximum, and the rows under a row add up to it exactly."""
    by_code = {row.code: table for row, table in zip(form.criteria, tables, strict=True)}
    leaves = {row.code for row in form.leaves}
    for row in form.criteria:
        if row.code in leaves:
            if row.maximum is None and row.kind is not Kind.PASS_FAIL:
                by_code[row.code].fault("max", N_("a scored row needs a maximum"))
            continue
        if row.kind not in PARENT_KINDS:
            by_code[row.code].fault("kind", N_("a row with rows under it is their sum: leave out its kind"))
        counted = [
            child
            for child in form.children(row.code)
            if row.kind is Kind.DEDUCTION or child.kind is not Kind.DEDUCTION
        ]
        total = sum((child.maximum or Decimal(0) for child in counted), Decimal(0))
        caps = row.kind in OPTIONAL_KINDS  # less than the rows under it: so much counts of them together
        if row.maximum is not None and (total < row.maximum if caps else total != row.maximum):
            by_code[row.code].fault(
                "max",
                N_("the rows under {code} add up to {total}, not to {maximum}"),
                code=row.code,
                total=total,
                maximum=row.maximum,
            )
