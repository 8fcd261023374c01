"""The log of inspections as a workbook, in the columns in which offices keep it and it is read again."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from evalapp.documents.papers.list_workbook import ListCell, write_list
from evalapp.documents.papers.spreadsheet import Told, untold
from evalapp.domain.inspections import SEVERITY_WORDS, VISIT_KIND_WORDS, Finding, Visit

HEADER = (
    "Ngày", "Giờ đến", "Hình thức", "Đơn vị", "Số biên bản", "Tổng số", "Có mặt", "Vắng có lý do",
    "Vắng không lý do", "Điều/nội dung vi phạm", "Mã CB", "Mô tả", "Mức độ", "Kiến nghị", "Hạn khắc phục",
)  # fmt: skip
_WIDTHS = (12, 8, 16, 12, 16, 9, 9, 9, 9, 20, 10, 40, 12, 32, 14)


def write_inspection_log(
    out: Path, visits: Sequence[Visit], told: Told = untold, *, left_out: str = "", history: str = ""
) -> None:
    """Write visits, one row a breach that stands; a visit on which none was found is one row.

    `left_out` says below the title what was recorded and is not told here.
    """
    write_list(
        out,
        titles=("SỔ THEO DÕI KIỂM TRA CÔNG VỤ", *([left_out] if left_out else [])),
        header=HEADER,
        rows=list(_rows(visits)),
        widths=_WIDTHS,
        history=history,
        told=told,
    )


def _rows(visits: Iterable[Visit]) -> Iterator[tuple[ListCell, ...]]:
    for visit in visits:
        for finding in visit.breaches or (None,):
            yield (*_visit(visit), *_finding(finding))


def _visit(visit: Visit) -> tuple[ListCell, ...]:
    return (
        visit.day,
        visit.arrived.strftime("%H:%M") if visit.arrived else None,
        VISIT_KIND_WORDS[visit.kind][0],
        visit.unit_code,
        visit.number,
        visit.total,
        visit.present,
        visit.excused,
        visit.unexcused,
    )


def _finding(finding: Finding | None) -> tuple[ListCell, ...]:
    if finding is None:
        return (None,) * 6
    remedy = finding.remedy
    return (
        finding.topic,
        finding.person_code or None,
        finding.text or None,
        SEVERITY_WORDS[finding.severity][0],
        remedy.text if remedy else None,
        remedy.due if remedy else None,
    )
