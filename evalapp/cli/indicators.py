"""`evalapp indicators`: the service figures of units and people by month."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from evalapp.base.messages import N_, plain, points_shown, tr, tr_error
from evalapp.cli.answers import DONE, put_json, put_table, say
from evalapp.cli.command import Verbs, add_verb, reading, wants_json, working
from evalapp.cli.imports import add_list, run_import
from evalapp.documents.reading.indicator_specs import INDICATORS
from evalapp.documents.reading.values import as_number
from evalapp.domain.indicators import MEASURE_LABELS, Figure, Indicator, Measure, Subject, Total
from evalapp.domain.periods import Period
from evalapp.domain.units import UnitId
from evalapp.usecases.indicators import (
    IndicatorReport,
    IndicatorRow,
    add_indicator,
    change_words,
    indicator_trend,
    known_indicators,
    record_figures,
    remove_figure,
)
from evalapp.usecases.indicators_import import import_indicators


def add_verbs(verbs: Verbs) -> None:
    """Add the verbs of this noun."""
    taken = add_verb(verbs, "import", _import, N_("take a list of service figures of a month in"))
    add_list(taken)
    taken.add_argument("--period", required=True, metavar="YYYY-MM", help=tr("the month, as 2018-07"))
    listed = add_verb(verbs, "list", _list, N_("list what is counted in a unit"))
    listed.add_argument("--unit", required=True, metavar=tr("CODE"))
    added = add_verb(verbs, "add", _add, N_("add what a unit counts of its own"))
    added.add_argument("--unit", required=True, metavar=tr("CODE"))
    added.add_argument("--code", required=True, metavar=tr("CODE"))
    added.add_argument("--name", required=True, metavar=tr("TEXT"))
    added.add_argument("--measure", choices=[each.value for each in Measure], default=Measure.COUNT.value)
    added.add_argument("--part-of", default="", metavar=tr("CODE"), help=tr("the count that it is a part of"))
    added.add_argument("--counts", default="", metavar=tr("TEXT"), help=tr("what is counted, such as files"))
    recorded = add_verb(verbs, "record", _record, N_("record a figure of a unit or a person in a month"))
    _add_figure(recorded)
    for name in ("--numerator", "--denominator", "--value"):
        recorded.add_argument(name, metavar=tr("NUMBER"))
    recorded.add_argument("--note", default="", metavar=tr("TEXT"))
    _add_figure(add_verb(verbs, "remove", _remove, N_("take away a figure recorded by mistake")))
    trend = add_verb(verbs, "trend", _trend, N_("show an indicator over the last 24 months"))
    _add_figure(trend)


def _add_figure(parser: ArgumentParser) -> None:
    """The options that name one figure."""
    about = parser.add_mutually_exclusive_group(required=True)
    about.add_argument("--unit", metavar=tr("CODE"))
    about.add_argument("--person", metavar=tr("CODE"))
    parser.add_argument("--period", required=True, metavar="YYYY-MM", help=tr("the month, as 2018-07"))
    parser.add_argument("--indicator", required=True, metavar=tr("CODE"))


def _import(args: Namespace) -> int:
    period = Period.parse(args.period)
    return run_import(
        args,
        INDICATORS,
        lambda work, read, choice: import_indicators(work, read=read, period=period, choice=choice),
    )


def _list(args: Namespace) -> int:
    with reading(args) as work:
        known = known_indicators(work, work.units.by_code(args.unit).id)
        owners = {each.id: each.code for each in work.units.all()}
    if wants_json(args):
        put_json({"indicators": [_told(each, owners) for each in known]})
    else:
        put_table(
            (N_("Code"), N_("Indicator"), N_("Measure"), N_("Part of"), N_("Unit")),
            [
                (each.code, each.name, tr(MEASURE_LABELS[each.measure]), each.whole, _owner(each, owners))
                for each in known
            ],
        )
    return DONE


def _told(indicator: Indicator, owners: dict[UnitId, str]) -> dict[str, Any]:
    return {
        "code": indicator.code,
        "name": indicator.name,
        "measure": indicator.measure.value,
        "part_of": indicator.whole or None,
        "counts": indicator.per or None,
        "fact": indicator.fact or None,
        "unit": _owner(indicator, owners) or None,
    }


def _owner(indicator: Indicator, owners: dict[UnitId, str]) -> str:
    return owners[indicator.owner] if indicator.owner is not None else ""


def _add(args: Namespace) -> int:
    with working(args) as work:
        added = add_indicator(
            work,
            unit_code=args.unit,
            indicator=Indicator(args.code, args.name, Measure(args.measure), args.part_of, args.counts),
        )
        owners = {each.id: each.code for each in work.units.all()}
    if wants_json(args):
        put_json(_told(added, owners))
    else:
        say(tr("Added: {code} {name}", code=added.code, name=added.name))
    return DONE


def _record(args: Namespace) -> int:
    period = Period.parse(args.period)
    with working(args) as work:
        figure = Figure(
            Subject(unit=UnitId(0)),
            period,
            args.indicator,
            _number(args.numerator),
            _number(args.denominator),
            _number(args.value),
            args.note,
        )
        recorded = record_figures(
            work, period=period, figures=[figure], unit_code=args.unit, person_code=args.person
        )
    reasons = [tr_error(each.reason) for each in recorded.doubtful]
    if wants_json(args):
        told = [
            {
                "code": each.after.code,
                "before": _documented(each.before) if each.before else None,
                "after": _documented(each.after),
            }
            for each in recorded.changes
        ]
        put_json({"recorded": args.indicator, "changes": told, "warnings": reasons})
    else:
        said = [change_words(each) for each in recorded.changes]
        say(*(said or [tr("Nothing changed: {code}", code=args.indicator)]), *reasons)
    return DONE


def _documented(figure: Figure) -> dict[str, Any]:
    return {
        "numerator": _percent(figure.numerator),
        "denominator": _percent(figure.denominator),
        "value": _percent(figure.value),
        "note": figure.note or None,
    }


def _number(text: str | None) -> Decimal | None:
    return None if text is None else as_number(text)


def _remove(args: Namespace) -> int:
    period = Period.parse(args.period)
    with working(args) as work:
        remove_figure(work, period=period, code=args.indicator, unit_code=args.unit, person_code=args.person)
    if wants_json(args):
        put_json({"removed": args.indicator})
    else:
        say(tr("Taken away: {code}", code=args.indicator))
    return DONE


def _trend(args: Namespace) -> int:
    with reading(args) as work:
        months = indicator_trend(
            work,
            code=args.indicator,
            period=Period.parse(args.period),
            unit_code=args.unit,
            person_code=args.person,
        )
    if wants_json(args):
        put_json(
            {
                "indicator": args.indicator,
                "months": [{"period": str(each.period), **total_document(each.total)} for each in months],
            }
        )
    else:
        put_table(
            (N_("Month"), N_("Count"), N_("Out of"), N_("Value"), N_("Share (%)")),
            [
                (
                    each.period.label,
                    _shown(each.total.numerator),
                    _shown(each.total.denominator),
                    _shown(each.total.value),
                    _shown(each.total.share),
                )
                for each in months
            ],
        )
    return DONE


def _shown(number: Decimal | None) -> str:
    return "" if number is None else points_shown(number)


def report_document(report: IndicatorReport) -> dict[str, Any]:
    """The report of indicators by the contract, with what the year came to."""
    return {
        "unit": report.unit_code,
        "period": str(report.period),
        "rows": [_row(row) for row in report.rows],
        "doubtful": [
            {
                "unit": each.unit.code,
                "person": each.person.code if each.person else None,
                "period": str(each.period),
                "codes": list(each.imbalance.codes),
                "reason": tr_error(each.imbalance.reason),
            }
            for each in report.doubtful
        ],
        "trends": [
            {
                "code": each.indicator.code,
                "months": [
                    {"period": str(month.period), **total_document(month.total)} for month in each.months
                ],
            }
            for each in report.trends
        ],
        "hash": report.hash,
    }


def _row(row: IndicatorRow) -> dict[str, Any]:
    percent = row.indicator.measure is Measure.PERCENT
    return {
        "unit": row.unit.code,
        "person": row.person.code if row.person else None,
        "code": row.indicator.code,
        "name": row.indicator.name,
        **total_document(row.total, percent=percent),
        "note": row.note or None,
        "year": {
            **total_document(row.year, percent=percent),
            "months": [str(each) for each in row.year.periods],
            "missing": [str(each) for each in row.lacking],
        },
    }


def total_document(total: Total, *, percent: bool = False) -> dict[str, Any]:
    """Figures as JSON carries them: counts as numbers, percents as strings."""
    value: Callable[[Decimal | None], Any] = _percent if percent else _count
    return {
        "numerator": _count(total.numerator),
        "denominator": _count(total.denominator),
        "value": value(total.value),
        "share": None if total.share is None else f"{total.share:.2f}",
    }


def _count(number: Decimal | None) -> int | None:
    return None if number is None else int(number)


def _percent(number: Decimal | None) -> str | None:
    return None if number is None else plain(number)
