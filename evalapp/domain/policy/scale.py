"""Reading the levels of a policy and their quotas: no gap, no overlap, every level known."""

from decimal import Decimal
from itertools import pairwise

from evalapp.base.messages import N_
from evalapp.domain.people import Category
from evalapp.domain.policy.conditions_reading import read_condition
from evalapp.domain.policy.model import Level, Quota, QuotaBase, QuotaScope
from evalapp.domain.policy.parts import Source
from evalapp.domain.policy.rows import read_days, read_source
from evalapp.domain.policy.sections import read_further
from evalapp.domain.policy.tables import Table


def read_levels(table: Table, source: Source) -> tuple[Level, ...]:
    """Read the levels, best first, and check that every total falls in exactly one of them."""
    tables = table.tables("level")
    codes = tuple(str(inner.raw("code")) for inner in tables)
    levels = tuple(_read_level(inner, codes, source) for inner in tables)
    if not levels:
        table.fault("level", N_("a policy needs levels, best first"))
        return levels
    for number, inner in enumerate(tables):
        if codes[number] in codes[:number]:
            inner.fault("code", N_("the code “{code}” is used twice"), code=codes[number])
    if any(level.minimum is not None for level in levels):
        _check_bands(levels, tables)
    else:
        _check_conditions(levels, tables)
    return levels


def _read_level(table: Table, codes: tuple[str, ...], source: Source) -> Level:
    requires = table.raw("requires")
    labels = table.table("labels")
    path = (*table.path, "requires")
    level = Level(
        code=table.code("code"),
        label=table.text("label"),
        minimum=table.points("min"),
        minimum_included=table.flag("min_included", default=True),
        below=table.points("below"),
        requires=None if requires is None else read_condition(requires, path, codes, table.findings),
        further=tuple(read_further(inner, codes, source) for inner in table.tables("further")),
        labels={} if labels is None else _read_labels(labels),
        source=read_source(table, source),
    )
    table.done()
    return level


def _read_labels(table: Table) -> dict[Category, str]:
    labels = {category: table.text(category.value, "") for category in Category}
    table.done()
    return {category: label for category, label in labels.items() if label}


def _check_bands(levels: tuple[Level, ...], tables: list[Table]) -> None:
    for level, inner in zip(levels[:-1], tables, strict=False):
        if level.minimum is None:
            inner.fault("min", N_("this is missing"))
    if levels[-1].minimum:
        tables[-1].fault("min", N_("below {minimum} there is no level: a gap"), minimum=levels[-1].minimum)
    if levels[0].below is not None:
        tables[0].fault("below", N_("the best level has no upper end"))
    for number, (upper, lower) in enumerate(pairwise(levels), start=1):
        ceiling, floor = upper.minimum, lower.minimum or Decimal(0)
        if ceiling is not None and floor >= ceiling:
            tables[number].fault(
                "min", N_("levels must fall: {floor} is not below {ceiling}"), floor=floor, ceiling=ceiling
            )
        if lower.below is not None and ceiling is not None and lower.below != ceiling:
            words = (
                N_("between {below} and {ceiling} there is a gap")
                if lower.below < ceiling
                else N_("from {ceiling} to {below} two levels overlap")
            )
            tables[number].fault("below", words, below=lower.below, ceiling=ceiling)


def _check_conditions(levels: tuple[Level, ...], tables: list[Table]) -> None:
    """Without points, a level that asks for nothing would hide all levels after it."""
    for level, inner in zip(levels[:-1], tables, strict=False):
        if level.requires is None and not level.further:
            inner.fault("requires", N_("a level without a minimum needs conditions"))


def read_quota(table: Table, codes: tuple[str, ...], source: Source) -> Quota:
    """Read one quota; one without a percent is known to exist and not known how large."""
    level = table.text("level")
    if level not in codes[:-1]:
        table.fault("level", N_("a quota limits one of the levels {known}"), known=", ".join(codes[:-1]))
    quota = Quota(
        level=level,
        percent=table.percent("percent"),
        base=table.choice("base", QuotaBase) or QuotaBase.RATED,
        exceptional_percent=table.percent("exceptional_percent"),
        exceptional_base=table.choice("exceptional_base", QuotaBase, QuotaBase.STAFF) or QuotaBase.STAFF,
        scope=table.choice("scope", QuotaScope, QuotaScope.UNIT) or QuotaScope.UNIT,
        blocks=table.flag("blocks", default=True),
        source=read_source(table, source),
        days=read_days(table),
    )
    table.done()
    return quota
