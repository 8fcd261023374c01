"""Inspection logs as offices keep them: headers in two rows, merged cells, the same row twice, odd words."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from evalapp.base.messages import tr_error
from evalapp.documents.reading.lists import find_list
from evalapp.documents.reading.specs import INSPECTIONS
from evalapp.documents.reading.workbook import read_workbook
from evalapp.domain.imports import ImportChoice, ImportReport
from evalapp.domain.inspection_counts import InspectionCount
from evalapp.domain.inspections import VisitKind
from evalapp.store.workspace import Workspace
from evalapp.usecases.inspections import count_inspections
from evalapp.usecases.inspections_import import import_inspections
from tests import make

_HEAD = ("STT", "Ngày", "Giờ đến", "Hình thức", "Đơn vị", "Số biên bản")
_BELOW = (
    "Tổng số",
    "Có mặt",
    "Vắng có lý do",
    "Vắng không lý do",
    "Điều/nội dung vi phạm",
    "Mã CB",
    "Mức độ",
)
_SHORT = ("NGÀY KIỂM TRA", "Hinh thuc", "Don vi", "Bien ban so", "Noi dung vi pham", "Ma CB")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    made = make.office(tmp_path)
    yield made
    made.close()


def taken(of: Workspace, file: Path, *, good: bool = False) -> ImportReport:
    read = find_list(read_workbook(file), INSPECTIONS)
    with of.work() as work:
        return import_inspections(work, read=read, choice=ImportChoice(dry_run=False, take_good=good))


def counted(of: Workspace) -> InspectionCount:
    with of.work() as work:
        return count_inspections(work, since=date(2018, 1, 1), until=date(2018, 12, 31))


def merged(file: Path, spans: tuple[str, ...], *rows: tuple[Any, ...]) -> Path:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in rows:
        sheet.append(row)
    for span in spans:
        sheet.merge_cells(span)
    book.save(file)
    return file


def test_a_log_with_titles_two_header_rows_and_totals_below_is_counted_exactly(
    office: Workspace, tmp_path: Path
) -> None:
    file = merged(
        tmp_path / "so.xlsx",
        ("G3:J3", "K3:M3"),
        ("SỔ THEO DÕI KIỂM TRA NĂM 2018",),
        (),
        (*_HEAD, "Quân số", None, None, None, "Vi phạm"),
        (*(None,) * 6, *_BELOW),
        (
            1,
            "15/02/2018",
            "08 giờ 30",
            "Đột xuất",
            "Phòng Nội vụ",
            "01/BB",
            10,
            8,
            1,
            1,
            "HN522.DRESS",
            "NV007",
            "Nhẹ",
        ),
        (2, None, None, None, None, "01/BB", *(None,) * 4, "HN522.TIME", None, "Nặng"),
        (3, "16/02/2018", "14:00", "tu kiem tra", "PTP", "02/BB", 5, 5, 0, 0),
        ("Tổng cộng", None, None, None, None, None, 15),
        ("Người lập biểu",),
    )

    first, again = taken(office, file), taken(office, file)

    count = counted(office)
    assert (first.new, first.refused, again.same) == (3, (), 3)
    assert (count.visits[VisitKind.UNANNOUNCED], count.visits[VisitKind.SELF_INSPECTION]) == (1, 1)
    assert (count.units_visited, count.by_article) == (2, {"HN522.DRESS": 1, "HN522.TIME": 1})


def test_rows_under_merged_minutes_belong_to_them_and_the_reader_is_asked_to_check(
    office: Workspace, tmp_path: Path
) -> None:
    file = merged(
        tmp_path / "so.xlsx",
        ("A2:A3", "B2:B3", "C2:C3", "D2:D3"),
        _SHORT,
        ("16/05/2018", "Đột xuất", "PNV", "07/BB", "Trang phục, tác phong", "NV003"),
        (None, None, None, None, "HN522.DISC", "NV004"),
    )

    report = taken(office, file)

    assert (report.new, [doubt.row for doubt in report.warnings].count(3) > 0) == (2, True)
    assert counted(office).visits[VisitKind.UNANNOUNCED] == 1


def test_what_goes_on_below_refused_minutes_is_refused_with_them(office: Workspace, tmp_path: Path) -> None:
    file = merged(
        tmp_path / "so.xlsx",
        (),
        _SHORT,
        ("16/05/2018", "Đột xuất", "PNV", "07/BB", None, None),
        ("31/02/2018", "Đột xuất", "PNV", "08/BB", "HN522.TIME", None),
        (None, None, None, None, "HN522.DISC", "NV004"),
    )

    report = taken(office, file, good=True)

    assert ([refused.row for refused in report.refused], counted(office).by_article) == ([3, 4], {})
    assert [len(report.refused[1].reasons), "row 3" in tr_error(report.refused[1].reasons[0])] == [1, True]


def test_a_row_that_names_its_visit_but_not_its_minutes_is_still_refused(
    office: Workspace, tmp_path: Path
) -> None:
    file = merged(
        tmp_path / "so.xlsx",
        (),
        _SHORT,
        ("16/05/2018", "Đột xuất", "PNV", "07/BB", None, None),
        ("17/05/2018", "Đột xuất", "PNV", None, "HN522.DISC", "NV004"),
    )

    assert [refused.row for refused in taken(office, file).refused] == [3]


@pytest.mark.parametrize("words", ["Không", "không phát hiện vi phạm", "KHONG CO", "-"])
def test_words_for_nothing_found_are_a_visit_without_findings(
    office: Workspace, tmp_path: Path, words: str
) -> None:
    row = ("18/05/2018", "Báo trước", "PNV", "08/BB", words, None)

    report = taken(office, merged(tmp_path / "so.xlsx", (), _SHORT, row))

    assert (report.new, counted(office).by_article) == (1, {})


def test_bad_rows_are_named_and_the_good_ones_are_counted_when_taken(
    office: Workspace, tmp_path: Path
) -> None:
    good = ("18/05/2018", "Chuyên đề", "PNV", "09/BB", "HN522.TIME", None)
    file = merged(
        tmp_path / "so.xlsx",
        (),
        _SHORT,
        good,
        good,
        ("31/02/2018", "Chuyên đề", "PNV", "10/BB", None, None),
        ("18/05/2018", "Chuyên đề", "Phòng Ma", "11/BB", None, None),
        ("18/05/2018", "Chuyên đề", "PNV", "12/BB", "HN999.X", None),
    )

    whole, partly = taken(office, file), taken(office, file, good=True)

    assert (whole.applied, [refused.row for refused in whole.refused]) == (False, [3, 4, 5, 6])
    assert (partly.applied, counted(office).visits[VisitKind.THEMATIC]) == (True, 1)


def test_findings_alike_but_for_how_grave_they_are_count_each_and_come_in_again_as_the_same(
    office: Workspace, tmp_path: Path
) -> None:
    visit = ("18/05/2018", "Báo trước", "PNV", "08/BB", "HN522.TIME", None)
    rows = [(*visit, severity) for severity in ("Nhẹ", "Nặng", "Trung bình")]
    file = merged(tmp_path / "so.xlsx", (), (*_SHORT, "Mức độ"), *rows)
    turned = merged(tmp_path / "nguoc.xlsx", (), (*_SHORT, "Mức độ"), *reversed(rows))

    first, again = taken(office, file), taken(office, turned)

    assert (first.new, first.refused, again.same) == (3, (), 3)
    assert set(counted(office).by_severity.values()) == {1}


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("khong sach nhieu", "HN522.CIT.NOHARASS"),
        ("Điều 5 (HN522.DRESS) - trang phục", "HN522.DRESS"),
        ("HN522.DRESS; HN522.TIME", None),
        ("đi muộn", None),
    ],
)
def test_the_words_of_a_topic_are_taken_where_they_mean_only_one(
    office: Workspace, tmp_path: Path, words: str, topic: str | None
) -> None:
    row = ("18/05/2018", "Báo trước", "PNV", "08/BB", words, None)

    report = taken(office, merged(tmp_path / "so.xlsx", (), _SHORT, row))

    assert len(report.refused) == (topic is None)
    assert counted(office).by_article == ({topic: 1} if topic else {})
    assert topic is None or any(topic in tr_error(doubt.reason) for doubt in report.warnings)


def test_somebody_named_without_a_code_is_taken_where_only_one_is_called_so(
    office: Workspace, tmp_path: Path
) -> None:
    head = (*_SHORT[:-1], "Họ và tên")
    rows = [("18/05/2018", "Báo trước", "PNV", "08/BB", "HN522.TIME", name) for name in ("Pham Duc Anh", "A")]

    report = taken(office, merged(tmp_path / "so.xlsx", (), head, *rows), good=True)

    with office.work() as work:
        assert [each.person_code for each in work.inspections.by_number("08/BB").findings] == ["NV005"]
    assert [refused.row for refused in report.refused] == [3]


def test_a_log_with_a_sheet_for_each_quarter_is_one_log(office: Workspace, tmp_path: Path) -> None:
    file, row = tmp_path / "so.xlsx", ("Đột xuất", "PNV")
    book = openpyxl.load_workbook(
        merged(file, (), _SHORT, ("01/02/2018", *row, "01/BB", "HN522.TIME", "NV001"))
    )
    for quarter, rows in (
        ("Quý 2", (("08/05/2018", *row, "02/BB"), ("31/06/2018", *row, "03/BB"))),
        ("Bìa", ()),
    ):
        sheet: Any = book.create_sheet(quarter)
        for each in (_SHORT, *rows) if rows else (("Sổ kiểm tra",),):
            sheet.append(each)
    book.copy_worksheet(book.worksheets[0])
    book.save(file)

    whole, partly = taken(office, file), taken(office, file, good=True)

    assert (whole.applied, [(each.file, each.row) for each in whole.refused]) == (False, [("Quý 2", 3)])
    assert (partly.new, counted(office).visits[VisitKind.UNANNOUNCED]) == (2, 2)
