"""The report of service figures as a table that screen and papers share."""

from collections.abc import Sequence
from decimal import Decimal

from evalapp.base.messages import tr_error, words_of_papers
from evalapp.domain.indicators import Measure, Total
from evalapp.domain.months_out import numbers_of
from evalapp.domain.reports import Chart, ChartKind, Report, ReportCell, ReportColumn, ReportTable
from evalapp.usecases.indicator_trends import Trend
from evalapp.usecases.indicators import IndicatorReport, IndicatorRow

TITLE = "Báo cáo chỉ số phục vụ"
_COLUMNS = (
    ReportColumn("STT", 6),
    ReportColumn("Đơn vị, người", 26, is_text=True),
    ReportColumn("Mã chỉ số", 22, is_text=True),
    ReportColumn("Chỉ số", 30, is_text=True),
    ReportColumn("Tử số", 9),
    ReportColumn("Mẫu số", 9),
    ReportColumn("Giá trị", 9),
    ReportColumn("Tỷ lệ (%)", 9, is_share=True),
    ReportColumn("Lũy kế năm", 9),
    ReportColumn("Tỷ lệ lũy kế (%)", 10, is_share=True),
    ReportColumn("Tháng đã lũy kế", 14, is_text=True),
    ReportColumn("Ghi chú", 15, is_text=True),
)


def indicator_paper(report: IndicatorReport) -> Report:
    """The figures as a paper, and where there are shares of several months, their trend."""
    rows = tuple(_cells(number, row) for number, row in enumerate(report.rows, start=1))
    several = bool(report.trends) and len(report.trends[0].months) > 1
    tables = [ReportTable("1. Chỉ số trong kỳ" if several else "", _COLUMNS, rows)]
    if several:
        tables.append(_trend_table("2. Diễn biến theo tháng", report.trends))
    return Report(
        title=TITLE,
        unit_code=report.unit_code,
        unit_name=report.unit_name,
        superior_name=report.superior_name,
        period=report.period,
        tables=tuple(tables),
        hash=report.hash,
        remarks=_doubts(report),
    )


@words_of_papers()
def _doubts(report: IndicatorReport) -> tuple[str, ...]:
    """Which figures do not fit together, and why."""
    return tuple(
        f"{each.person.name if each.person else each.unit.name}, {each.period.label}: "
        f"{tr_error(each.imbalance.reason)}"
        for each in report.doubtful
    )


def _trend_table(caption: str, trends: Sequence[Trend]) -> ReportTable:
    """A row for each month, a column for each share."""
    names = tuple(each.indicator.name for each in trends)
    columns = (
        ReportColumn("STT", 7),
        ReportColumn("Tháng", 12),
        *(ReportColumn(f"{name} (%)", 16, is_share=True) for name in names),
    )
    rows = tuple(
        (number, months[0].period.label, *(month.total.share for month in months))
        for number, months in enumerate(zip(*(each.months for each in trends), strict=True), start=1)
    )
    drawn = tuple(range(2, len(columns)))
    return ReportTable(
        caption, columns, rows, chart=Chart("Tỷ lệ theo tháng (%)", ChartKind.TREND, drawn, names=names)
    )


def unit_shares(caption: str, report: IndicatorReport) -> ReportTable:
    """The figures of units alone, without those of people."""
    columns = (*_COLUMNS[:2], *_COLUMNS[3:8])
    rows = [row for row in report.rows if row.person is None]
    cells = [_cells(number, row) for number, row in enumerate(rows, start=1)]
    return ReportTable(caption, columns, tuple((*each[:2], *each[3:8]) for each in cells))


def _cells(number: int, row: IndicatorRow) -> tuple[ReportCell, ...]:
    total = row.total
    return (
        number,
        _who(row),
        row.indicator.code,
        row.indicator.name,
        _count(total.numerator),
        _count(total.denominator),
        total.value if row.indicator.measure is Measure.PERCENT else _count(total.value),
        total.share,
        _year(row.year, row.indicator.measure),
        row.year.share,
        _months(row),
        row.note,
    )


def _who(row: IndicatorRow) -> str:
    if row.person is None:
        return f"{row.unit.code} {row.unit.name}"
    return f"{row.person.code} {row.person.name}"


def _year(total: Total, measure: Measure) -> int | None:
    return None if measure is Measure.PERCENT and total.numerator is None else _count(total.amount)


def _months(row: IndicatorRow) -> str:
    """What the year so far is added up from, and what is missing in it."""
    told = numbers_of(row.year.periods)
    return f"{told} (thiếu {numbers_of(row.lacking)})" if told and row.lacking else told


def _count(number: Decimal | None) -> int | None:
    return None if number is None else int(number)
