"""The report on inspections that a department sends upward, and the list behind each of its figures."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import count as counting
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from evalapp.domain.inspection_counts import (
    InspectionCount,
    Listed,
    RemedyPart,
    Selection,
    UnitCount,
)
from evalapp.domain.inspections import SEVERITY_WORDS, VISIT_KIND_WORDS, Severity, Standing, VisitKind
from evalapp.domain.periods import Days, Period
from evalapp.domain.policy.canonical import sha256_of
from evalapp.domain.reports import Chart, ChartKind, Report, ReportCell, ReportColumn, ReportTable
from evalapp.domain.rights import Right
from evalapp.domain.units import Unit, UnitId, UnitVersion
from evalapp.store.work import Work
from evalapp.usecases.conduct import codes_known
from evalapp.usecases.inspections import span_of, units_to_visit
from evalapp.usecases.layouts import laid_out

TITLE = "Báo cáo kết quả kiểm tra công vụ"
STANDING_WORDS: Mapping[Standing, str] = {
    Standing.ALLEGED: "Chưa kết luận",
    Standing.CONFIRMED: "Đã xác nhận",
    Standing.WITHDRAWN: "Đã rút",
}
_KIND_NAMES: Mapping[VisitKind, str] = {
    VisitKind.UNANNOUNCED: "Kiểm tra đột xuất",
    VisitKind.ANNOUNCED: "Kiểm tra có báo trước",
    VisitKind.THEMATIC: "Kiểm tra chuyên đề",
    VisitKind.COMPLAINT: "Kiểm tra theo đơn thư",
    VisitKind.SELF_INSPECTION: "Tự kiểm tra",
}
_LEFT_OUT = "Đã rút sau khi nghe giải trình (không tính ở trên)"
_UNNAMED = "……………………"
_NUMBER = ReportColumn("STT", 7)
_HUNDRED = Decimal(100)
_HUNDREDTH = Decimal("0.01")


class Counted(Struct, frozen=True):
    """A figure of a table: in which row and column it stands, and what it counts."""

    table: int
    row: int
    column: int
    selection: Selection


class InspectionReport(Struct, frozen=True):
    """The report as a paper, the figures behind it, and what each of them counts."""

    days: Days
    unit: UnitId | None
    count: InspectionCount
    units: int
    report: Report
    counted: tuple[Counted, ...]


class _Line(Struct, frozen=True):
    """A row of a table while it is made: its cells after the number, and what its figures count."""

    cells: tuple[ReportCell, ...]
    opens: Mapping[int, Selection]


def report_inspections(
    work: Work, *, days: Days | Period, unit: UnitId | None = None, proposals: str = ""
) -> InspectionReport:
    """What inspections of some days came to in a unit and those below it.

    Without a unit it is about everything that the user may see, and is drawn up for the unit on top; where
    several stand there, the name of the office is left to be written in.
    """
    span_days = days if isinstance(days, Days) else Days(days.first_day, days.last_day)
    span = span_of(work, span_days, unit)
    count, units = work.inspection_counts.count(span, work.today), units_to_visit(work, span)
    made = [
        _visits(count, units),
        _articles(work, count),
        _handling(count),
        _by_unit(count, {each.id: each for each in work.units.all()}),
    ]
    tables = tuple(table for table, _ in made)
    own = work.units.get(unit) if unit is not None else _on_top(work)
    version = (own.on(span.until) or own.latest) if own else UnitVersion(_UNNAMED)
    superior = None if version.parent is None else work.units.get(version.parent)
    text = _text(count, units, span_days, proposals)
    report = Report(
        title=TITLE,
        unit_code=own.code if own else "",
        unit_name=version.name,
        superior_name=superior.name if superior else "",
        period=days,
        tables=tables,
        hash=sha256_of([list(map(list, text)), *([list(map(str, row)) for row in t.rows] for t in tables)]),
        text=text,
    )
    counted = tuple(
        Counted(number, row, column, selection)
        for number, (_, lines) in enumerate(made)
        for row, line in enumerate(lines)
        for column, selection in line.opens.items()
    )
    return InspectionReport(span_days, unit, count, units, report, counted)


def write_inspection_report(work: Work, *, of: InspectionReport, out: Path, form: str = "xlsx") -> Path:
    """Write the report as a workbook or a PDF, for whoever may see the inspections in it."""
    from evalapp.documents.papers.report_pdf import write_report_pdf
    from evalapp.documents.papers.report_workbook import write_report

    work.require(Right.READ_INSPECTIONS, of.unit)
    (write_report if form == "xlsx" else write_report_pdf)(out, laid_out(work, of.report))
    return out


def counted_rows(count: InspectionCount) -> Mapping[str, int]:
    """The chief figures by their names, for a report that has inspections as one part of several."""
    kinds = {kind: VISIT_KIND_WORDS[kind][0].lower() for kind in count.visits}
    severities = {each: SEVERITY_WORDS[each][0].lower() for each in count.by_severity}
    return {
        **{f"Cuộc kiểm tra: {kinds[kind]}": number for kind, number in count.visits.items()},
        "Số đơn vị được kiểm tra": count.units_visited,
        **{f"Vi phạm mức {severities[each]}": number for each, number in count.by_severity.items()},
        "Kiến nghị chưa khắc phục": count.remedies_open,
        "Trong đó quá hạn": count.remedies_overdue,
        "Kiến nghị đã khắc phục": count.remedies_done,
    }


def _on_top(work: Work) -> Unit | None:
    on_top = [unit for unit in work.units.all() if unit.now.parent is None]
    return on_top[0] if len(on_top) == 1 else None


_Made = tuple[ReportTable, Sequence[_Line]]


def _visits(count: InspectionCount, units: int) -> _Made:
    lines = [
        _Line((_KIND_NAMES[kind], number, None, None), {2: Selection(Listed.VISITS, kind=kind)})
        for kind, number in count.visits.items()
    ]
    own = Selection(Listed.UNITS, kind=VisitKind.SELF_INSPECTION)
    lines += [
        _Line(("Tổng số cuộc kiểm tra", count.all_visits, None, None), {2: Selection(Listed.VISITS)}),
        _of(
            "Cuộc kiểm tra không phát hiện vi phạm", count.clean, count.all_visits,
            Selection(Listed.VISITS, clean=True),
        ),
        _of("Đơn vị được kiểm tra", count.units_visited, units, Selection(Listed.UNITS)),
        _of("Đơn vị tự kiểm tra", count.units_self_inspected, units, own),
    ]  # fmt: skip
    columns = (
        _NUMBER,
        ReportColumn("Nội dung", 46, is_text=True),
        ReportColumn("Số lượng", 12),
        ReportColumn("Trên tổng số", 12),
        ReportColumn("Tỷ lệ (%)", 12, is_share=True),
    )
    chart = Chart("Số cuộc kiểm tra theo hình thức", ChartKind.BARS, (2,), rows=len(count.visits))
    return _table("Bảng 1. Cuộc kiểm tra, đơn vị", columns, lines, chart, strong=len(count.visits))


def _of(name: str, number: int, whole: int, selection: Selection) -> _Line:
    share = (number * _HUNDRED / whole).quantize(_HUNDREDTH, ROUND_HALF_UP) if whole else None
    return _Line((name, number, whole, share), {2: selection})


def _articles(work: Work, count: InspectionCount) -> _Made:
    topics = {topic.code: topic for code in codes_known(work) for topic in code.topics}
    lines: list[_Line] = []
    for code, number in sorted(count.by_article.items(), key=lambda each: (-each[1], each[0])):
        topic = topics.get(code)
        label, article = (topic.label, topic.article) if topic else ("", "")
        lines.append(_Line((code, label, article, number), {4: Selection(Listed.FINDINGS, topic=code)}))
    lines += [
        _Line(("", "Tổng số vi phạm", "", count.findings), {4: Selection(Listed.FINDINGS)}),
    ]
    total = len(lines) - 1
    if withdrawn := count.by_standing[Standing.WITHDRAWN]:
        left_out = Selection(Listed.FINDINGS, standing=Standing.WITHDRAWN)
        lines.append(_Line(("", _LEFT_OUT, "", withdrawn), {4: left_out}))
    columns = (
        _NUMBER,
        ReportColumn("Mã", 24, is_text=True),
        ReportColumn("Nội dung quy định", 36, is_text=True),
        ReportColumn("Điều, khoản", 14, is_text=True),
        ReportColumn("Số vi phạm", 11),
    )
    caption = "Bảng 2. Vi phạm theo nội dung"
    chart = Chart("Số vi phạm theo nội dung", ChartKind.BARS, (4,), rows=total)
    return _table(caption, columns, lines, chart, strong=total, name_at=2)


def _handling(count: InspectionCount) -> _Made:
    findings = Selection(Listed.FINDINGS)
    severities = [
        _Line((f"Vi phạm mức {_severity(each)}", number), {2: replace(findings, severity=each)})
        for each, number in count.by_severity.items()
    ]
    standings = [
        _Line((f"Vi phạm: {STANDING_WORDS[each].lower()}", number), {2: replace(findings, standing=each)})
        for each, number in count.by_standing.items()
    ]
    lines = [
        *severities,
        _Line(("Vi phạm lặp lại", count.repeated), {2: replace(findings, repeated=True)}),
        *standings,
        _Line(
            ("Kiến nghị chưa khắc phục", count.remedies_open), {2: replace(findings, remedy=RemedyPart.OPEN)}
        ),
        _Line(
            ("Trong đó quá hạn", count.remedies_overdue), {2: replace(findings, remedy=RemedyPart.OVERDUE)}
        ),
        _Line(
            ("Kiến nghị đã khắc phục", count.remedies_done), {2: replace(findings, remedy=RemedyPart.DONE)}
        ),
        _Line(("Việc làm tốt được ghi nhận", count.praised), {2: replace(findings, praise=True)}),
    ]
    columns = (_NUMBER, ReportColumn("Nội dung", 60, is_text=True), ReportColumn("Số lượng", 12))
    chart = Chart("Số vi phạm theo mức độ", ChartKind.BARS, (2,), rows=len(severities))
    return _table("Bảng 3. Mức độ, kết quả xử lý", columns, lines, chart)


def _by_unit(count: InspectionCount, units: Mapping[UnitId, Unit]) -> _Made:
    def order(each: UnitCount) -> tuple[int, str]:
        return -each.findings, units[each.unit].code

    lines = [_unit(each, units[each.unit]) for each in sorted(count.by_unit, key=order)]
    columns = (
        _NUMBER,
        ReportColumn("Đơn vị", 38, is_text=True),
        ReportColumn("Cuộc kiểm tra", 11),
        ReportColumn("Tự kiểm tra", 11),
        ReportColumn("Vi phạm", 10),
        ReportColumn("Chưa khắc phục", 10),
        ReportColumn("Đã rút, không tính", 10),
    )
    chart = Chart("Số vi phạm theo đơn vị", ChartKind.BARS, (4,))
    return _table("Bảng 4. Kết quả theo đơn vị", columns, lines, chart)


def _unit(each: UnitCount, unit: Unit) -> _Line:
    key = each.unit
    return _Line(
        (
            f"{unit.code} {unit.name}",
            each.visits,
            each.self_inspections,
            each.findings,
            each.remedies_open,
            each.withdrawn,
        ),
        {
            2: Selection(Listed.VISITS, unit=key),
            3: Selection(Listed.VISITS, unit=key, kind=VisitKind.SELF_INSPECTION),
            4: Selection(Listed.FINDINGS, unit=key),
            5: Selection(Listed.FINDINGS, unit=key, remedy=RemedyPart.OPEN),
            6: Selection(Listed.FINDINGS, unit=key, standing=Standing.WITHDRAWN),
        },
    )


def _table(
    caption: str,
    columns: tuple[ReportColumn, ...],
    lines: Sequence[_Line],
    chart: Chart,
    *,
    strong: int | None = None,
    name_at: int = 1,
) -> _Made:
    numbers = counting(1)
    rows = tuple(
        (None if place == strong or not line.cells[0] else next(numbers), *line.cells)
        for place, line in enumerate(lines)
    )
    heavy = frozenset[int]() if strong is None else frozenset({strong})
    return ReportTable(caption, columns, rows, heavy, name_at, chart), lines


def _text(count: InspectionCount, units: int, days: Days, proposals: str) -> tuple[tuple[str, str], ...]:
    """The report in sentences, as a department writes it above its tables."""
    since, until = (f"{day:%d/%m/%Y}" for day in (days.first_day, days.last_day))
    kinds = _listed(f"{number} cuộc {_kind(kind)}" for kind, number in count.visits.items() if number)
    made = (
        f"Từ ngày {since} đến ngày {until}, đã thực hiện {count.all_visits} cuộc kiểm tra công vụ"
        f"{f', gồm {kinds}' if kinds else ''}. Số đơn vị được kiểm tra: {count.units_visited}/{units}; "
        f"số đơn vị tự kiểm tra: {count.units_self_inspected}/{units}."
    )
    texts = [
        ("I. Tình hình kiểm tra", made),
        ("II. Kết quả kiểm tra", _results(count)),
        ("III. Kết quả xử lý", _handled(count)),
    ]
    if proposals.strip():
        texts.append(("IV. Kiến nghị, đề xuất", proposals.strip()))
    return tuple(texts)


def _results(count: InspectionCount) -> str:
    withdrawn = count.by_standing[Standing.WITHDRAWN]
    besides = f" (không tính {withdrawn} vi phạm đã rút sau khi nghe giải trình)" if withdrawn else ""
    if not count.findings:
        return f"Không phát hiện vi phạm trong {count.all_visits} cuộc kiểm tra{besides}.{_praise(count)}"
    severities = _listed(
        f"{number} vi phạm mức {_severity(each)}" for each, number in count.by_severity.items() if number
    )
    again = f", trong đó {count.repeated} vi phạm lặp lại" if count.repeated else ""
    return (
        f"Phát hiện {count.findings} vi phạm{besides}, gồm {severities}{again}. Có {count.clean} cuộc "
        f"kiểm tra không phát hiện vi phạm.{_praise(count)}"
    )


def _praise(count: InspectionCount) -> str:
    return f" Ghi nhận {count.praised} việc làm tốt." if count.praised else ""


def _handled(count: InspectionCount) -> str:
    standings = _listed(
        f"{number} vi phạm {STANDING_WORDS[each].lower()}"
        for each, number in count.by_standing.items()
        if number
    )
    first = f"Kết quả xem xét, kết luận: {standings}. " if standings else ""
    asked = count.remedies_open + count.remedies_done
    if not asked:
        return f"{first}Không có kiến nghị khắc phục."
    late = f", trong đó {count.remedies_overdue} kiến nghị quá hạn" if count.remedies_overdue else ""
    return (
        f"{first}Đã kiến nghị khắc phục {asked} nội dung: {count.remedies_done} nội dung đã khắc phục, "
        f"{count.remedies_open} nội dung chưa khắc phục{late}."
    )


def _listed(parts: Iterable[str]) -> str:
    return ", ".join(parts)


def _kind(kind: VisitKind) -> str:
    return VISIT_KIND_WORDS[kind][0].lower()


def _severity(severity: Severity) -> str:
    return SEVERITY_WORDS[severity][0].lower()
