"""What the list of a quarter, half-year or year says, on paper and in a workbook."""

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal

from evalapp.documents.papers import wording
from evalapp.domain.layouts import Layout
from evalapp.domain.month_results import Missing, MonthResult
from evalapp.domain.months_out import NOT_IN_SERVICE
from evalapp.domain.periods import Period
from evalapp.domain.years import NO_KIND, Origin, YearReport, YearRow

TITLE = "Danh sách kết quả đánh giá, xếp loại"
SHEET_TITLE = "Danh sách kỳ"
_LEVEL = "Xếp loại"
_BEFORE = ("STT", "Mã CB", "Họ và tên", "Chức vụ, đơn vị")
_AFTER = ("Tổng điểm", _LEVEL, "Ghi chú")
#: What stands for a month that does not count, and for one that is missing; the note says why.
NOT_COUNTED, MISSING = "–", "Thiếu"
_OUT = {
    NOT_IN_SERVICE: "chưa hoặc không còn công tác",
    "leave_sick": "nghỉ ốm",
    "leave_maternity": "nghỉ thai sản",
    "leave_unpaid": "nghỉ không hưởng lương",
}
_FROM_OUTSIDE = "Kết quả từ nơi khác, không ghi nguồn"
_MISSING = {
    Missing.NOT_OPENED: "không có kết quả",
    Missing.NOT_CLOSED: "chưa chốt",
    Missing.NOT_RATED: "không xếp loại",
    Missing.OTHER_POLICY: "theo quy định khác",
    Missing.SEVERAL: "có nhiều kết quả",
    Missing.NO_POINTS: "không có điểm",
}


_ORIGINS = {
    Origin.OPEN: "Chưa chốt",
    Origin.NONE: "Chưa mở kỳ",
    Origin.NOT_COVERED: "Không thuộc đối tượng của quy định này",
}
_MONTHS_BESIDE = "Điểm các tháng ghi ở đây để tham khảo; kết quả của kỳ này không tính từ điểm tháng."
_NOBODY_RATED = "Kỳ này chưa có ai được xếp loại."


def columns(period: Period) -> tuple[str, ...]:
    """The headings, with a column for each month."""
    return (*_BEFORE, *(f"T{month.number}" for month in period.months), *_AFTER)


def left_out(report: YearReport, layout: Layout) -> frozenset[str]:
    """The headings of columns that are not printed: the layout's, and levels where the period gives none."""
    return frozenset((*layout.hidden, _LEVEL) if report.score_only else layout.hidden)


def month_places(period: Period) -> range:
    """Which of the columns are months."""
    return range(len(_BEFORE), len(_BEFORE) + len(period.months))


def cells(number: int, row: YearRow, period: Period) -> tuple[Decimal | int | str | None, ...]:
    """One person's line in the order of `columns`."""
    months = {each.period: each for each in row.months}
    return (
        number,
        row.code,
        row.name,
        ", ".join(part for part in (row.position, row.unit_name) if part),
        *(_month(months.get(month), counts=row.rests_on_months) for month in period.months),
        row.total,
        row.level or (wording.without_level(row.reason, row.total) if _ended(row) else None),
        _remark(row),
    )


def lines(report: YearReport) -> list[tuple[Decimal | int | str | None, ...]]:
    """Everybody's line, in the order of the list."""
    return [cells(number, row, report.period) for number, row in enumerate(report.rows, start=1)]


def _ended(row: YearRow) -> bool:
    """Whether a result is sealed that says why it has no level."""
    return row.origin is Origin.SEALED and bool(row.reason)


def _month(month: MonthResult | None, *, counts: bool) -> Decimal | str | None:
    """What a month gave; that one is missing is said only where the period is made of months."""
    if month is None or month.total is not None or not counts:
        return None if month is None else month.total
    return NOT_COUNTED if month.excluded else MISSING


def month_remark(month: MonthResult, *, own: str) -> str:
    """Why a month gives nothing, or which other unit rated it."""
    if month.excluded:
        said = _OUT.get(month.excluded, month.excluded)
        return f"Không tính: {said}"
    if month.missing:
        return f"Thiếu: {_MISSING[month.missing]}"
    return "" if month.unit in ("", own) else f"Đơn vị {month.unit} đánh giá"


def _remark(row: YearRow) -> str:
    months = row.months if row.rests_on_months else ()
    told = {each.period.number: _OUT.get(each.excluded, each.excluded) for each in months if each.excluded}
    if row.origin is not Origin.EXTERNAL:
        told |= {each.period.number: _MISSING[each.missing] for each in months if each.missing}
    reason = row.reason_label or wording.reason(row.reason, row.missing)
    origin = _ORIGINS.get(row.origin, "")
    outside = outside_words(row)
    return "; ".join(part for part in (reason, origin, outside, *_by_words(told)) if part)


def outside_words(row: YearRow) -> str:
    """Where a result from outside comes from, also where nobody wrote that down; empty for any other."""
    if row.origin is not Origin.EXTERNAL:
        return ""
    return f"Nguồn: {row.source}" if row.source else _FROM_OUTSIDE


def _by_words(told: Mapping[int, str]) -> Iterator[str]:
    """What is said of months, once for all of which it is said: `T1–T6, T10: không có kết quả`."""
    for words in dict.fromkeys(told.values()):
        runs: list[list[int]] = []
        for number in sorted(number for number, said in told.items() if said == words):
            if runs and runs[-1][-1] == number - 1:
                runs[-1].append(number)
            else:
                runs.append([number])
        named = (f"T{run[0]}" if len(run) == 1 else f"T{run[0]}–T{run[-1]}" for run in runs)
        yield f"{', '.join(named)}: {words}"


def closing_lines(report: YearReport) -> Iterator[str]:
    """The shares by kind of unit, who has no level and why, what the levels are called, what months are."""
    rated = any(row.is_rated for row in report.rows)
    if not rated:
        yield wording.SCORES_ONLY if report.score_only else _NOBODY_RATED
    yield from _shares(report) if rated else ()
    yield from _unrated(report)
    if any(month.total is not None for row in report.rows if row.round for month in _beside(row)):
        yield _MONTHS_BESIDE
    if rated and report.level_labels:
        labels = "; ".join(f"{code} - {label}" for code, label in report.level_labels.items())
        yield f"Xếp loại: {labels}."


def _beside(row: YearRow) -> tuple[MonthResult, ...]:
    return () if row.rests_on_months else row.months


def _shares(report: YearReport) -> Iterator[str]:
    """How many were rated and how many of them came out good, by kind of unit where more than one is told."""
    kinds = report.by_kind
    for kind, counted in kinds.items():
        named = "" if list(kinds) == [NO_KIND] else f"{kind}: "
        share = "" if counted.share is None else f" ({wording.share(counted.share)})"
        told = (
            f"{counted.rated} người được xếp loại, trong đó {counted.good} người từ mức tốt trở lên{share}."
        )
        yield named + told


def _unrated(report: YearReport) -> Iterator[str]:
    """How many of a sealed period have no level, and why."""
    why = Counter(row.reason_label or wording.reason(row.reason) for row in report.rows if _has_none(row))
    if why:
        told = "; ".join(f"{reason[:1].lower()}{reason[1:]}: {count}" for reason, count in why.items())
        yield f"Không có mức xếp loại: {sum(why.values())} người ({told})."


def _has_none(row: YearRow) -> bool:
    return _ended(row) and row.level is None


def is_of_one_unit(report: YearReport) -> bool:
    """Whether nobody of another unit is in the list."""
    return len({row.unit_code for row in report.rows}) <= 1


def subtitles(report: YearReport) -> tuple[str, ...]:
    """The period and the rules, under the title."""
    return (wording.period(report.period), *dict.fromkeys(report.policies.values()))


def made_from(report: YearReport) -> str:
    """The small line that says what the list was made from."""
    policies = "; ".join(dict.fromkeys(report.policies.values()))
    return wording.made_from(policies, _revisions(report), report.hash)


def _revisions(report: YearReport) -> str:
    """Which time the period was made, and which units made theirs more often; empty where none did."""
    if not report.revisions:
        return ""
    first = min(report.revisions.values())
    others = (f"{unit}: {each}" for unit, each in report.revisions.items() if each != first)
    return ", ".join((str(first), *others))
