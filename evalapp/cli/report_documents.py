"""Reports as JSON: how levels are spread, and any other report as the tables that its papers print."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from evalapp.domain.distribution import Group, Scorer
from evalapp.domain.reports import Report, ReportTable
from evalapp.usecases.distribution import DistributionReport


def distribution_document(report: DistributionReport) -> dict[str, Any]:
    """How levels are spread: counts as numbers, shares as strings with two decimals."""
    spread = report.spread
    return {
        "unit": report.unit_code,
        "period": str(report.period),
        "total": _group(spread.whole),
        "by_unit": [{"unit": each.code, "name": each.name, **_group(each)} for each in spread.units],
        "by_kind": _named((each.name, each) for each in spread.kinds),
        "by_category": _named((each.value, group) for each, group in spread.categories.items()),
        "by_role": _named((each.value, group) for each, group in spread.roles.items()),
        "by_scorer": [_scorer(each) for each in spread.scorers],
        "waiting": list(report.waiting),
        "hash": report.hash,
    }


def tables_document(report: Report) -> dict[str, Any]:
    """The tables of a report, cell by cell as its papers carry them."""
    return {
        "unit": report.unit_code,
        "period": str(report.period),
        "title": report.title,
        "tables": [_table(table) for table in report.tables],
        "remarks": list(report.remarks),
        "is_final": report.is_final,
        "hash": report.hash,
    }


def _named(groups: Iterable[tuple[str, Group]]) -> dict[str, Any]:
    return {name: _group(group) for name, group in groups}


def _group(group: Group) -> dict[str, Any]:
    return {
        "people": group.people,
        "rated": group.rated,
        "counts": dict(group.counts),
        "shares": {level: _share(group.share(level)) for level in group.counts},
        "good_or_better": group.good,
        "share": _share(group.good_share),
    }


def _scorer(scorer: Scorer) -> dict[str, Any]:
    return {
        "name": scorer.name,
        "unit": scorer.unit_code,
        "rated": scorer.rated,
        "good_or_better": scorer.good,
        "share": _share(scorer.good_share),
        "same_total": {
            "people": scorer.alike,
            "total": scorer.alike_total,
            "share": _share(scorer.alike_share),
        },
        "self_head_gap": scorer.gap,
    }


def _table(table: ReportTable) -> dict[str, Any]:
    shares = {number for number, column in enumerate(table.columns) if column.is_share}
    return {
        "caption": table.caption,
        "columns": [column.title for column in table.columns],
        "rows": [
            [
                _share(cell) if number in shares and isinstance(cell, Decimal) else cell
                for number, cell in enumerate(row)
            ]
            for row in table.rows
        ],
    }


def _share(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:.2f}"
