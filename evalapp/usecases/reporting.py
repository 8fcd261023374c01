"""Reports by their kind: what a unit and those below it hand over for a period."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum

from evalapp.base.messages import N_
from evalapp.documents.papers import wording
from evalapp.domain.periods import Period, PeriodKind
from evalapp.domain.policy.canonical import sha256_of
from evalapp.domain.received_months import ReceivedResult
from evalapp.domain.reports import Report, ReportCell, ReportColumn, ReportTable
from evalapp.domain.rights import Right
from evalapp.domain.rounds import Stage
from evalapp.domain.summaries import SummaryRow
from evalapp.domain.units import UnitId
from evalapp.store.work import Work
from evalapp.usecases.distribution import distribution_report
from evalapp.usecases.indicator_papers import indicator_paper, unit_shares
from evalapp.usecases.indicators import indicator_report
from evalapp.usecases.inspection_papers import counted_rows, report_inspections
from evalapp.usecases.inspections import count_inspections
from evalapp.usecases.month_packages import Expected, expected_months, received_results
from evalapp.usecases.registers import list_entries
from evalapp.usecases.report_papers import (
    count_chart,
    count_columns,
    counted_units,
    distribution_paper,
    group_rows,
    spread_remarks,
    totalled,
    unfinished,
)
from evalapp.usecases.subtrees import units_under
from evalapp.usecases.summaries import summarise


class ReportKind(StrEnum):
    """What a report is about."""

    DISTRIBUTION = "distribution"
    INDICATORS = "indicators"
    DISCIPLINE = "discipline"
    INSPECTIONS = "inspections"
    MONTHS = "months"


REPORT_LABELS: Mapping[ReportKind, str] = {
    ReportKind.DISTRIBUTION: N_("Spread of levels"),
    ReportKind.INDICATORS: N_("Service figures"),
    ReportKind.DISCIPLINE: N_("Evaluation and public-service discipline"),
    ReportKind.INSPECTIONS: N_("Inspections and findings"),
    ReportKind.MONTHS: N_("All units in one table"),
}


def make_report(work: Work, *, kind: ReportKind, unit: UnitId, period: Period) -> Report:
    """One report of a unit and those below it in a period."""
    return _MAKERS[kind](work, unit, period)


def _distribution(work: Work, unit: UnitId, period: Period) -> Report:
    return distribution_paper(distribution_report(work, unit=unit, period=period))


def _indicators(work: Work, unit: UnitId, period: Period) -> Report:
    return indicator_paper(indicator_report(work, unit=unit, period=period))


def _discipline(work: Work, unit: UnitId, period: Period) -> Report:
    """Results, what the registers and inspections hold, and the service figures, in one paper."""
    spread = distribution_report(work, unit=unit, period=period)
    kinds = [(each.name, each) for each in spread.spread.kinds]
    columns = count_columns(spread, "Loại cơ quan, đơn vị")
    tables = [
        ReportTable(
            "1. Kết quả đánh giá, xếp loại",
            columns,
            group_rows(spread, totalled(kinds, spread.spread.whole), total=True),
            frozenset({len(kinds)}) if kinds else frozenset[int](),
            chart=count_chart(spread),
        ),
        _counted("2. Kỷ luật, khiếu nại, khen thưởng và vi phạm", "Sự việc", _entries(work, unit, period)),
    ]
    remarks = [*spread_remarks(spread), *_results_only(work, unit, period)]
    if work.may(Right.READ_INSPECTIONS, unit):
        count = count_inspections(work, since=period.first_day, until=period.last_day, unit=unit)
        tables.append(_counted("3. Kiểm tra công vụ", "Nội dung", counted_rows(count)))
    else:
        remarks.append("Phần kiểm tra công vụ không có trong báo cáo: người lập không được xem kiểm tra.")
    tables.append(unit_shares("4. Chỉ số phục vụ", indicator_report(work, unit=unit, period=period)))
    return Report(
        title="Báo cáo kết quả đánh giá, xếp loại và kỷ luật, kỷ cương hành chính",
        unit_code=spread.unit_code,
        unit_name=spread.unit_name,
        superior_name=spread.superior_name,
        period=period,
        tables=tuple(tables),
        hash=sha256_of([[table.caption, [list(map(str, row)) for row in table.rows]] for table in tables]),
        remarks=tuple(remarks),
        unfinished=unfinished(spread),
    )


def _results_only(work: Work, unit: UnitId, period: Period) -> Iterator[str]:
    """That months which came in packages bring results, but no registers and no service figures."""
    under = units_under(work, unit, period.last_day)
    here = {each.unit for each in work.rounds.all(period=period)}
    if came := {each.unit for each in work.received_months.of(period, under)} - here:
        yield (
            f"Nhận từ gói dữ liệu: {len(came)} đơn vị. Gói chỉ có kết quả đánh giá: các mục còn lại chỉ gồm "
            "những gì đã ghi hoặc nhận riêng vào tệp dữ liệu này."
        )


def _counted(caption: str, heading: str, counts: Mapping[str, int]) -> ReportTable:
    columns = (ReportColumn("STT", 7), ReportColumn(heading, 60, is_text=True), ReportColumn("Số lượng", 12))
    rows = tuple((number, name, count) for number, (name, count) in enumerate(counts.items(), start=1))
    return ReportTable(caption, columns, rows)


def _entries(work: Work, unit: UnitId, period: Period) -> Mapping[str, int]:
    lines = list_entries(work, unit=unit, period=period)
    counted = Counter(
        line.entry.kind.written
        for line in lines
        if line.entry.withdrawn is None and not line.entry.kind.is_leave
    )
    return dict(sorted(counted.items()))


def _inspections(work: Work, unit: UnitId, period: Period) -> Report:
    """What inspections of a unit and those below it found in a period."""
    return report_inspections(work, days=period, unit=unit).report


_MONTH_COLUMNS = (
    ReportColumn("STT", 7),
    ReportColumn("Họ và tên", 26, is_text=True),
    ReportColumn("Mã CB", 11),
    ReportColumn("Đơn vị", 26, is_text=True),
    ReportColumn("Chức vụ", 24, is_text=True),
    ReportColumn("Điểm tự chấm", 10, is_points=True),
    ReportColumn("Điểm cấp phó", 10, is_points=True),
    ReportColumn("Điểm cấp trưởng", 10, is_points=True),
    ReportColumn("Cộng", 8, is_points=True),
    ReportColumn("Trừ", 8, is_points=True),
    ReportColumn("Tổng điểm", 10, is_points=True),
    ReportColumn("Xếp loại", 9),
    ReportColumn("Ghi chú", 26, is_text=True),
)


def _months(work: Work, unit: UnitId, period: Period) -> Report:
    """Everybody of a unit and those below it in one table, unit after unit."""
    work.require(Right.READ_SCORES, unit)
    under = units_under(work, unit, period.last_day)
    rounds = sorted(
        (each for each in work.rounds.all(period=period) if each.unit in under),
        key=lambda each: (each.unit_code, each.policy.code),
    )
    rows: list[tuple[ReportCell, ...]] = []
    hashes: list[str] = []
    waiting: list[str] = []
    for number, current in enumerate(rounds):
        work.progress(number, len(rounds))
        summary = summarise(work, round_id=current.id)
        closed = current.stage is Stage.CLOSED
        hashes.append(summary.hash)
        waiting += [] if closed else [f"{current.unit_code} {current.unit_name}"]
        where = f"{current.unit_code} {current.unit_name}"
        first = len(rows) + 1
        rows += [
            (place, *_person(row, where, closed=closed))
            for place, row in enumerate(summary.rows, start=first)
        ]
    told = [f"Chưa chốt: {'; '.join(waiting)}."] if waiting else []
    received = work.received_months.of(period, under)
    for month in received:
        hashes.append(month.seal)
        results = sorted(received_results(work, month=month), key=lambda each: each.sort_key)
        first = len(rows) + 1
        rows += [
            (place, *_received_person(each, month.label)) for place, each in enumerate(results, start=first)
        ]
    missing = [f"{each.unit.code} {each.name}" for each in _missing(work, unit, period)]
    if received:
        told.append(f"Nhận từ gói dữ liệu: {len(received)} đơn vị.")
        told += [f"Chưa gửi: {'; '.join(missing)}."] if missing else []
    elif missing:
        kind = "tháng" if period.kind is PeriodKind.MONTH else "kỳ"
        told.append(f"Chưa có {kind} này: {counted_units(missing)}.")
    known = work.units.get(unit)
    version = known.on(period.last_day) or known.latest
    superior = None if version.parent is None else work.units.get(version.parent)
    return Report(
        title="Tổng hợp kết quả đánh giá, xếp loại các đơn vị",
        unit_code=known.code,
        unit_name=version.name,
        superior_name=superior.name if superior else "",
        period=period,
        tables=(ReportTable("", _MONTH_COLUMNS, tuple(rows)),),
        hash=sha256_of(hashes),
        remarks=tuple(told),
        unfinished=wording.unfinished(waiting=bool(waiting), missing=len(missing)),
    )


def _missing(work: Work, unit: UnitId, period: Period) -> list[Expected]:
    opened = {each.unit for each in work.rounds.all(period=period)}
    expected = expected_months(work, period=period, unit=unit)
    return [each for each in expected if each.is_missing and each.unit.id not in opened]


def _received_person(result: ReceivedResult, where: str) -> Iterator[ReportCell]:
    yield from (result.name, result.code, where, result.title)
    yield from (result.own, result.deputy, result.head, result.bonus, result.deduction, result.total)
    yield result.level
    reason = result.reason_label or wording.reason(result.reason)
    yield "; ".join(part for part in (reason, result.note) if part)


def _person(row: SummaryRow, where: str, *, closed: bool) -> Iterator[ReportCell]:
    yield from (row.name, row.code, where, row.position)
    yield from (row.self_points, row.deputy_points, row.head_points, row.bonus, row.deduction, row.total)
    yield row.level
    reason = row.reason_label or wording.reason(row.reason)
    yield "; ".join(part for part in (reason, row.note, "" if closed else "Chưa chốt") if part)


_MAKERS: Mapping[ReportKind, Callable[[Work, UnitId, Period], Report]] = {
    ReportKind.DISTRIBUTION: _distribution,
    ReportKind.INDICATORS: _indicators,
    ReportKind.DISCIPLINE: _discipline,
    ReportKind.INSPECTIONS: _inspections,
    ReportKind.MONTHS: _months,
}
