"""Reports as tables that the screen, the workbook and the PDF share; they are written in Vietnamese."""

from collections.abc import Iterable, Iterator, Sequence

from evalapp.documents.papers import wording
from evalapp.domain.distribution import Group, Scorer, adds_up
from evalapp.domain.people import Role
from evalapp.domain.reports import Chart, ChartKind, Report, ReportCell, ReportColumn, ReportTable
from evalapp.usecases.distribution import DistributionReport

DISTRIBUTION_TITLE = "Báo cáo phân bố kết quả xếp loại"
TOTAL = "Tổng cộng"
_NAMED = 5  # units that a remark names; the rest are counted
ROLE_NAMES = {Role.HEAD: "Cấp trưởng", Role.DEPUTY: "Cấp phó", Role.STAFF: "Không giữ chức vụ quản lý"}


def distribution_paper(report: DistributionReport) -> Report:
    """How levels are spread, as a paper."""
    spread = report.spread
    by_category = [(wording.CATEGORY_NAMES[each], group) for each, group in spread.categories.items()]
    by_role = [(ROLE_NAMES[each], group) for each, group in spread.roles.items()]
    by_kind = [(group.name, group) for group in spread.kinds]
    by_unit = [(f"{group.code} {group.name}", group) for group in spread.units]
    tables = [
        _table(report, "1. Theo đơn vị", "Đơn vị", totalled(by_unit, spread.whole), total=True),
        _table(report, "2. Theo loại cơ quan, đơn vị", "Loại", by_kind),
        _table(report, "3. Theo đối tượng", "Đối tượng", by_category),
        _table(report, "4. Theo cấp lãnh đạo", "Cấp", by_role),
        _scorers("5. Theo người chấm điểm", spread.scorers),
    ]
    return Report(
        title=DISTRIBUTION_TITLE,
        unit_code=report.unit_code,
        unit_name=report.unit_name,
        superior_name=report.superior_name,
        period=report.period,
        tables=tuple(tables),
        hash=report.hash,
        remarks=tuple(spread_remarks(report)),
        unfinished=unfinished(report),
    )


def unfinished(report: DistributionReport) -> str:
    """The mark of a paper about these units while some are open or missing."""
    return wording.unfinished(waiting=bool(report.waiting), missing=len(report.missing))


def counted_units(units: Sequence[str]) -> str:
    """How many units, and which the first of them are."""
    more = " …" if len(units) > _NAMED else ""
    return f"{len(units)} đơn vị ({'; '.join(units[:_NAMED])}{more})"


def totalled(groups: Sequence[tuple[str, Group]], whole: Group) -> list[tuple[str, Group]]:
    """The groups with their total; of nothing there is none."""
    return [*groups, (TOTAL, whole)] if groups else []


def _table(
    report: DistributionReport,
    caption: str,
    heading: str,
    groups: Sequence[tuple[str, Group]],
    *,
    total: bool = False,
) -> ReportTable:
    columns = count_columns(report, heading)
    strong = frozenset({len(groups) - 1}) if total and groups else frozenset[int]()
    return ReportTable(
        caption, columns, group_rows(report, groups, total=total), strong, chart=count_chart(report)
    )


def group_rows(
    report: DistributionReport, groups: Sequence[tuple[str, Group]], *, total: bool = False
) -> tuple[tuple[ReportCell, ...], ...]:
    """A row for each group, numbered; where the last one is their total, without a number."""
    last = len(groups) if total else 0
    return tuple(
        (None if number == last else number, *_counts(name, group, report))
        for number, (name, group) in enumerate(groups, start=1)
    )


def count_columns(report: DistributionReport, heading: str) -> tuple[ReportColumn, ...]:
    """The columns that count people by level."""
    levels = [
        column
        for level in report.levels
        for column in (ReportColumn(level, 6), ReportColumn(f"{level} (%)", 8, is_share=True))
    ]
    return (
        ReportColumn("STT", 7),
        ReportColumn(heading, 34, is_text=True),
        ReportColumn("Số người", 9),
        ReportColumn("Được xếp loại", 9),
        *levels,
        ReportColumn("Tốt trở lên", 9),
        ReportColumn("Tốt trở lên (%)", 10, is_share=True),
    )


def count_chart(report: DistributionReport) -> Chart:
    """What is drawn of those columns: the shares of the levels; where one has room, of good or better."""
    first, count = 5, len(report.levels)
    shares = tuple(range(first, first + 2 * count, 2))
    return Chart(
        "Tỷ lệ các mức xếp loại (%)", ChartKind.PARTS, shares, names=report.levels, chief=first + 2 * count
    )


def _counts(name: str, group: Group, report: DistributionReport) -> tuple[ReportCell, ...]:
    levels = [cell for level in report.levels for cell in (group.counts.get(level, 0), group.share(level))]
    return (name, group.people, group.rated, *levels, group.good, group.good_share)


def _scorers(caption: str, scorers: Iterable[Scorer]) -> ReportTable:
    """Who scored: how leniently, how many alike, how far from what people gave themselves."""
    columns = (
        ReportColumn("STT", 7),
        ReportColumn("Người chấm, đơn vị", 30, is_text=True),
        ReportColumn("Cấp chấm", 11, is_text=True),
        ReportColumn("Số người được chấm", 9),
        ReportColumn("Tốt trở lên", 9),
        ReportColumn("Tốt trở lên (%)", 8, is_share=True),
        ReportColumn("Số người cùng điểm", 9),
        ReportColumn("Cùng mức điểm", 8),
        ReportColumn("Cùng điểm (%)", 8, is_share=True),
        ReportColumn("Chênh lệch tự chấm (điểm)", 12),
    )
    rows = tuple(
        (
            number,
            f"{each.name} ({each.unit_code})",
            ROLE_NAMES[each.role],
            each.rated,
            each.good,
            each.good_share,
            each.alike,
            each.alike_total,
            each.alike_share,
            each.gap,
        )
        for number, each in enumerate(scorers, start=1)
    )
    return ReportTable(
        caption, columns, rows, chart=Chart("Tỷ lệ từ mức tốt trở lên (%)", ChartKind.BARS, (5,))
    )


def _groups(report: DistributionReport) -> Iterator[Group]:
    spread = report.spread
    yield from (spread.whole, *spread.units, *spread.kinds)
    yield from (*spread.categories.values(), *spread.roles.values())


def spread_remarks(report: DistributionReport) -> Iterator[str]:
    """What stands below: the share that offices publish, what is still open, what levels are called."""
    whole = report.spread.whole
    if whole.good_share is not None:
        told = f"{whole.good}/{whole.rated} người được xếp loại"
        yield f"Tỷ lệ từ mức tốt trở lên: {wording.share(whole.good_share)} ({told})."
    if not all(adds_up(map(each.share, report.levels)) for each in _groups(report)):
        yield wording.ROUNDED
    if report.waiting:
        yield f"Chưa chốt, chưa tính vào báo cáo: {'; '.join(report.waiting)}."
    if report.missing:
        yield f"Chưa có kết quả kỳ này: {counted_units(report.missing)}."
    named = {code: label for code, label in report.level_labels.items() if label != code}
    if named:
        labels = "; ".join(f"{code} - {label}" for code, label in sorted(named.items()))
        yield f"Xếp loại: {labels}."
