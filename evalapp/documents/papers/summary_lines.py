"""What the month's summary says, on paper and in a workbook. The order of its columns is a promise."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import Struct

from evalapp.documents.papers import wording
from evalapp.domain.collectives import Collective
from evalapp.domain.distribution import adds_up
from evalapp.domain.layouts import Layout
from evalapp.domain.rounds import Stage
from evalapp.domain.summaries import Summary, SummaryRow

COLUMNS = (
    "STT",
    "Mã CB",
    "Họ và tên",
    "Chức vụ",
    "Điểm tự chấm",
    "Điểm cấp phó",
    "Điểm cấp trưởng",
    "Cộng",
    "Trừ",
    "Tổng điểm",
    "Xếp loại",
    "Ghi chú",
)
_OF_SCORING = COLUMNS[4:9]
_LEVEL_HEADING = COLUMNS[10]
TITLE = "Bảng tổng hợp kết quả đánh giá, xếp loại"
_SCORES_TITLE = "Bảng tổng hợp kết quả đánh giá"
SHEET_TITLE = "Bảng tổng hợp tháng"
NOT_SCORED_HEADING = wording.NOT_SCORED
TOTAL_HEADING = "Tổng số"


class Count(Struct, frozen=True):
    """How many people came out at a level, or at none."""

    heading: str
    people: int
    share: Decimal | None = None


def title(summary: Summary, layout: Layout) -> str:
    """What the paper is called, as its unit calls it; of points alone it promises no level."""
    return layout.title or (_SCORES_TITLE if summary.score_only else TITLE)


def file_title(summary: Summary, layout: Layout) -> str:
    """The title that a file carries in its properties."""
    return f"{title(summary, layout)} - {wording.period(summary.period)} - {summary.unit_name}"


def cells(number: int, row: SummaryRow) -> tuple[Decimal | int | str | None, ...]:
    """One person's line in the order of `COLUMNS`."""
    return (
        number,
        row.code,
        row.name,
        row.position,
        *(_scored(row, points) for points in (row.self_points, row.deputy_points, row.head_points)),
        row.bonus,
        row.deduction,
        row.total,
        _level(row),
        "; ".join(part for part in (_why(row), row.note, *map(wording.rejected, row.rejected)) if part),
    )


def _why(row: SummaryRow) -> str:
    return row.reason_label or wording.reason(row.reason, row.missing)


def _levels(summary: Summary) -> tuple[str, ...]:
    return () if summary.score_only else tuple(summary.level_labels)


def left_out(summary: Summary, layout: Layout) -> frozenset[str]:
    """The headings of columns that are not printed: the layout's, and of what the period does not have."""
    stages = _OF_SCORING if summary.made_of_months else ()
    levels = (_LEVEL_HEADING,) if summary.score_only else ()
    return frozenset((*layout.hidden, *stages, *levels))


def lines(summary: Summary) -> list[tuple[Decimal | int | str | None, ...]]:
    """Everybody's line, in the order of the summary."""
    return [cells(number, row) for number, row in enumerate(summary.rows, start=1)]


def made_from(summary: Summary) -> str:
    """The small line that says what the summary was made from."""
    policy = wording.versioned(summary.policy_title, summary.policy_version)
    return wording.made_from(policy, summary.revision, summary.hash)


def counts(summary: Summary) -> list[Count]:
    """The people of each level, then those without one, then everybody; none where there is no level."""
    if summary.score_only:
        return []
    undecided = sum(_level(row) == wording.NOT_YET_RATED for row in summary.rows)
    return [
        *(Count(code, summary.counts.get(code, 0), summary.shares.get(code)) for code in _levels(summary)),
        Count(wording.UNRATED, sum(_level(row) == wording.UNRATED for row in summary.rows)),
        Count(NOT_SCORED_HEADING, summary.counts.get("not_scored", 0)),
        *([Count(wording.NOT_YET_RATED, undecided)] if undecided else []),
        Count(TOTAL_HEADING, len(summary.rows)),
    ]


def closing_lines(summary: Summary) -> Iterator[str]:
    """What a reader must know about the levels, and what was decided for the unit as a whole."""
    if summary.score_only:
        yield wording.SCORES_ONLY
    elif summary.level_labels:
        yield (
            "Xếp loại: "
            + "; ".join(f"{code} - {label}" for code, label in summary.level_labels.items())
            + "."
        )
        yield "Tỷ lệ tính trên số người có xếp loại."
    yield from rounded(summary)
    yield from decisions(summary)


def rounded(summary: Summary) -> Iterator[str]:
    """That the shares of the levels do not add up to a hundred, where they do not."""
    if not adds_up(summary.shares.values()):
        yield wording.ROUNDED


def decisions(summary: Summary) -> Iterator[str]:
    """What was decided for the unit as a whole."""
    if summary.collective is not None:
        yield _collective(summary.collective)
    if summary.similar:
        groups = "; ".join(f"{name} ({count} người)" for name, count in sorted(summary.similar.items()))
        yield f"Nhóm nhiệm vụ tương đồng: {groups}."
    if summary.exception:
        yield f"Áp dụng tỷ lệ cao hơn theo Quyết định số {summary.exception}."
    if summary.first:
        why = f" Lý do: {summary.first_reason}." if summary.first_reason else ""
        names = {row.code: f"{row.name} ({row.code})" for row in summary.rows}
        first = ", ".join(names.get(code, code) for code in summary.first)
        yield f"Thứ tự ưu tiên khi bằng điểm: {first}.{why}"


def _collective(of: Collective) -> str:
    """How the unit itself was rated, before its people."""
    level = f"mức {of.level}" if of.level else "chưa có mức, chờ cấp có thẩm quyền quyết định"
    total = of.rating.total if of.rating else None
    points = "" if total is None else f", tổng điểm {wording.number(total)}"
    decided = f", theo Quyết định số {of.decision}" if of.decision else ""
    return f"Tập thể đơn vị: {level}{points}{decided}."


def subtitles(summary: Summary) -> Sequence[str]:
    """The period and the rules, under the title."""
    return wording.period(summary.period), summary.policy_title


def is_draft(summary: Summary) -> bool:
    """Whether the month may still change."""
    return summary.stage is not Stage.CLOSED


def source(summary: Summary) -> dict[str, str]:
    """What the summary was made from, for the hidden sheet."""
    return {
        "unit": summary.unit_code,
        "period": str(summary.period),
        "policy": summary.policy_code,
        "stage": summary.stage.value,
        "revision": str(summary.revision),
        "hash": summary.hash,
    }


def _scored(row: SummaryRow, points: Decimal | None) -> Decimal | str | None:
    """The points of a stage; where a row is scored by points at all, that a stage has not scored it."""
    by_points = row.reason == wording.UNSCORED_REASON or row.head_points is not None
    if points is not None or not by_points or _level(row) == wording.UNRATED:
        return points
    return wording.NOT_SCORED


def _level(row: SummaryRow) -> str | None:
    if row.level is not None or row.reason is None:
        return row.level
    if row.reason == wording.UNSCORED_REASON:
        return NOT_SCORED_HEADING
    return wording.without_level(row.reason, row.total)
