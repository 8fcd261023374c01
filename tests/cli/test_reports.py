"""Reports of many units: the screen's tables, the workbook, the PDF and the JSON say the same."""

import os
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

from evalapp.documents.papers import wording
from evalapp.documents.papers.report_lines import decimals_of_columns, shown
from evalapp.domain.periods import Period
from evalapp.domain.reports import Report
from evalapp.usecases.reporting import ReportKind, make_report
from evalapp.usecases.workspaces import open_workspace
from tests import make
from tests.cli.run import Console
from tests.documents.papers.reading_back import text_of
from tests.photos import photo

JULY = ("--unit", make.DISTRICT, "--period", "2018-07")
OFFICE_JULY = ("--unit", make.OFFICE, "--period", "2018-07")


def pictures_on(page: Any) -> int:
    """How many pictures a page carries."""
    return len(list(page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE])))


def on_screen(console: Console, kind: ReportKind) -> Report:
    """The report that the window shows."""
    workspace = open_workspace(console.workspace, clock=make.Ticking())
    try:
        with workspace.work() as work:
            unit = work.units.by_code(make.DISTRICT).id
            return make_report(work, kind=kind, unit=unit, period=Period(2018, 7))
    finally:
        workspace.close()


@pytest.mark.parametrize("kind", list(ReportKind))
def test_every_form_of_a_report_carries_the_same_cells(
    closed: Console, tmp_path: Path, kind: ReportKind
) -> None:
    asked = ("report", kind.value, *JULY)
    if kind is ReportKind.INDICATORS:
        about = ("--unit", make.OFFICE, "--period", "2018-07", "--indicator", "HS_DUNGHAN")
        closed.json("indicators", "record", *about, "--numerator", "140", "--denominator", "150")

    told = closed.json(*asked)
    closed(*asked, "--format", "xlsx", "--out", tmp_path / "bc.xlsx")
    closed(*asked, "--format", "pdf", "--out", tmp_path / "bc.pdf")
    report = on_screen(closed, kind)

    sheet: Any = openpyxl.load_workbook(tmp_path / "bc.xlsx")["Báo cáo"]
    written = [tuple(row) for row in sheet.iter_rows(values_only=True)]
    words = set(text_of(tmp_path / "bc.pdf").split())
    assert any(table.rows for table in report.tables)
    for table in report.tables:
        for row in table.rows:
            cells = tuple(None if cell == "" else cell for cell in row)
            numbers = tuple(float(cell) if isinstance(cell, Decimal) else cell for cell in cells)
            assert any(line[: len(numbers)] == numbers for line in written), row
            for cell, column, most in zip(row, table.columns, decimals_of_columns(table), strict=True):
                assert set(shown(cell, column, most).split()) <= words, cell
    assert told["hash"] == report.hash
    if "tables" in told:
        assert [len(table["rows"]) for table in told["tables"]] == [
            len(table.rows) for table in report.tables
        ]


def test_the_summary_and_a_persons_form_say_the_same_figures_in_every_form(
    closed: Console, tmp_path: Path
) -> None:
    told = closed.json("report", "summary", *OFFICE_JULY)
    book, text = in_both_forms(closed, tmp_path, "summary", *OFFICE_JULY)
    lines = {line[1]: line for line in book if line[1] in make.CODES}

    for row in told["rows"]:
        keys = ("self", "deputy", "head", "bonus", "deduction", "total")
        given = [None if row[key] is None else Decimal(row[key]) for key in keys]
        line = lines[row["code"]]
        assert [as_points(cell) for cell in line[4:10]] == given, row["code"]
        assert line[10] == row["level"]
        words = " ".join(wording.number(each) for each in given if each is not None)
        assert f"{words} {row['level']}" in bare(text), row["code"]
    for code, share in told["shares"].items():
        assert any(as_points(cell) == Decimal(share) / 100 for line in book for cell in line), code
        assert share.replace(".", ",") + " %" in text
    person = closed.json("report", "person", *OFFICE_JULY, "--person", "NV003")
    book, text = in_both_forms(closed, tmp_path, "person", *OFFICE_JULY, "--person", "NV003")
    for code, mark in person["marks"]["head"].items():
        (line,) = [line for line in book if line[0] == code]
        assert Decimal(str(line[5])) == Decimal(mark["points"]), code
        assert f" {wording.number(Decimal(mark['points']))} " in bare(text[text.index(f" {code} ") :])
    assert any(Decimal(person["result"]["total"]) == as_points(cell) for line in book for cell in line)
    assert f"TỔNG ĐIỂM 100 – – {wording.number(Decimal(person['result']['total']))}" in bare(text)


def bare(text: str) -> str:
    """A text whose points have no zeros at their end: a column of them has one number of decimals."""
    return re.sub(r",(\d*?)0+(?!\d)", lambda found: f",{found[1]}" if found[1] else "", text)


def in_both_forms(console: Console, folder: Path, *asked: str) -> tuple[list[tuple[Any, ...]], str]:
    """The rows of the workbook, and the text of the PDF."""
    for form in ("xlsx", "pdf"):
        console("report", *asked, "--format", form, "--out", folder / f"giay.{form}")
    sheet: Any = openpyxl.load_workbook(folder / "giay.xlsx").worksheets[0]
    return list(sheet.iter_rows(values_only=True)), text_of(folder / "giay.pdf")


def as_points(cell: Any) -> Decimal | None:
    """A number of a workbook; a word such as "not scored" is none."""
    return Decimal(str(cell)) if isinstance(cell, int | float) else None


def test_the_spread_of_a_closed_month_counts_everybody_once_by_unit_category_and_part(
    closed: Console,
) -> None:
    told = closed.json("report", "distribution", *JULY)

    assert (told["total"]["counts"], told["total"]["share"]) == ({"A": 3, "B": 6, "C": 1, "D": 0}, "90.00")
    assert [each["unit"] for each in told["by_unit"]] == [make.OFFICE]
    assert told["by_category"]["contract"]["rated"] == 1
    assert {role: each["people"] for role, each in told["by_role"].items()} == {
        "head": 1,
        "deputy": 1,
        "staff": 8,
    }
    assert told["by_scorer"][0]["name"] == make.NAMES[0]
    assert told["waiting"] == []


def test_a_month_that_is_not_closed_counts_for_nothing_in_the_spread_and_is_named(scored: Console) -> None:
    told = scored.json("report", "distribution", *JULY)

    assert (told["total"]["people"], told["waiting"]) == (0, ["PNV Phòng Nội vụ"])


def test_the_summary_in_the_terminal_says_the_shares_and_what_they_are_of_as_the_paper_does(
    closed: Console, tmp_path: Path
) -> None:
    told = closed("report", "summary", *OFFICE_JULY).out
    closed("report", "summary", *OFFICE_JULY, "--format", "pdf", "--out", tmp_path / "t.pdf")
    paper = text_of(tmp_path / "t.pdf")

    for said in (
        "Tỷ lệ tính trên số người có xếp loại.",
        "30,00 %",
        "60,00 %",
    ):
        assert said in " ".join(told.split())  # a figure and its sign stay in one line
        assert said in paper


def test_a_unit_calls_the_months_summary_by_a_title_of_its_own(closed: Console, tmp_path: Path) -> None:
    closed.json("unit", "layout", make.OFFICE, "--title", "Bảng kết quả xếp loại tháng")

    for form in ("pdf", "xlsx"):
        closed("report", "summary", *OFFICE_JULY, "--format", form, "--out", tmp_path / f"bang.{form}")
    sheet: Any = openpyxl.load_workbook(tmp_path / "bang.xlsx").worksheets[0]
    cells = " ".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell)
    page = pypdfium2.PdfDocument(tmp_path / "bang.pdf")[0].get_textpage().get_text_range()

    assert all("BẢNG KẾT QUẢ XẾP LOẠI THÁNG" in text for text in (cells, page))
    assert not any("BẢNG TỔNG HỢP KẾT QUẢ" in text for text in (cells, page))


def test_a_logo_stands_beside_the_head_of_a_paper_and_moves_none_of_its_words(
    closed: Console, tmp_path: Path
) -> None:
    def title_at(name: str) -> float:
        out = tmp_path / f"{name}.pdf"
        closed("report", "summary", *OFFICE_JULY, "--format", "pdf", "--out", out)
        page: Any = pypdfium2.PdfDocument(out)[0].get_textpage()
        return page.get_charbox(page.search("BẢNG TỔNG HỢP").get_next()[0])[1]

    (tmp_path / "logo.jpg").write_bytes(photo((300, 300)))
    closed.json("unit", "layout", make.OFFICE, "--name", "Trung tâm Phục vụ hành chính công quận Tây Hồ")

    without = title_at("khong")
    closed.json("unit", "layout", make.OFFICE, "--logo", tmp_path / "logo.jpg")
    with_logo = title_at("co")

    assert with_logo == without
    for paper in (("summary",), ("person", "--person", "NV003"), ("discipline",)):
        out = tmp_path / "so.xlsx"
        closed("report", *paper, *OFFICE_JULY, "--format", "xlsx", "--out", out)
        sheet: Any = openpyxl.load_workbook(out).worksheets[0]
        assert len(sheet._images) == 1
        assert [sheet.cell(row, 1).value for row in (1, 2, 3)] == [None] * 3
        assert sheet.cell(2, 2).value == "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG QUẬN TÂY HỒ"


def test_the_table_of_all_units_is_no_final_one_while_a_unit_has_not_handed_its_month_in(
    closed: Console, tmp_path: Path
) -> None:
    closed.json("people", "import", _one_of(make.DISTRICT, tmp_path))
    about = ("--unit", make.DISTRICT, "--period", "2018-07")

    told = closed.json("report", "months", *about)
    closed("report", "months", *about, "--format", "xlsx", "--out", tmp_path / "thang.xlsx")
    alone = closed.json("report", "months", "--unit", make.OFFICE, "--period", "2018-07")
    others = [on_screen(closed, kind) for kind in (ReportKind.DISTRIBUTION, ReportKind.DISCIPLINE)]
    spread = closed.json("report", "distribution", *about)

    sheet: Any = openpyxl.load_workbook(tmp_path / "thang.xlsx").worksheets[0]
    cells = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert (told["is_final"], told["unfinished"]) == (False, "CHƯA ĐẦY ĐỦ - thiếu 1 đơn vị")
    assert "CHƯA ĐẦY ĐỦ - thiếu 1 đơn vị" in cells
    assert (alone["is_final"], alone["unfinished"]) == (True, None)
    for other in others:
        assert other.unfinished == "CHƯA ĐẦY ĐỦ - thiếu 1 đơn vị"
        assert f"1 đơn vị ({make.DISTRICT} " in " ".join(other.remarks)
    assert [each.split()[0] for each in spread["missing"]] == [make.DISTRICT]


def _one_of(unit: str, folder: Path) -> Path:
    """A list of one person of a unit."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append(["Mã CB", "Họ và tên", "Năm sinh", "Đơn vị", "Chức vụ", "Đối tượng"])
    sheet.append(["QN001", "Lê Thị Mai", 1980, unit, "Chuyên viên", "Công chức"])
    book.save(folder / "them.xlsx")
    return folder / "them.xlsx"


def test_somebody_who_may_not_see_scores_sees_no_report(closed: Console) -> None:
    closed.json("user", "add", "an", "--role", "staff")

    refused = [closed("report", kind.value, *JULY, "--as", "an").code for kind in ReportKind]

    assert refused == [1] * len(ReportKind)


def test_a_unit_lays_its_papers_out_and_the_units_below_take_its_place_alone(
    closed: Console, tmp_path: Path
) -> None:
    logo = tmp_path / "logo.jpg"
    logo.write_bytes(photo((300, 200)))
    above = ("--place", "Tây Hồ", "--signer-title", "Chủ tịch", "--signer", "Lê Văn Bình")
    closed.json("unit", "layout", make.DISTRICT, *above, "--superior", "UBND thành phố Hà Nội")
    closed.json(
        "unit",
        "layout",
        make.OFFICE,
        "--recipients",
        "Như trên; Lưu: VT",
        "--from",
        "2018-01-01",
        "--logo",
        logo,
    )
    kept = closed.json("unit", "layout", make.OFFICE)["layouts"]
    no_day = closed("unit", "layout", make.OFFICE, "--from", "2018-13-01")
    listed = closed("unit", "layout", make.OFFICE).out

    drawn: dict[str, int] = {}

    def said(unit: str, kind: str, form: str, *more: str) -> str:
        out = tmp_path / f"{unit}-{kind}.{form}"
        about = ("--unit", unit, "--period", "2018-07", *more)
        answer = closed("report", kind, *about, "--format", form, "--out", out)
        assert answer.code == 0, answer.err
        if form == "pdf":
            pages = list(pypdfium2.PdfDocument(out))
            drawn.update({out.stem: pictures_on(pages[0])})
            return " ".join(page.get_textpage().get_text_range() for page in pages)
        sheet: Any = openpyxl.load_workbook(out).worksheets[0]
        drawn.update({out.stem: len(sheet._images)})
        return " ".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell)

    assert no_day.code == 1
    assert "Applies from: 01/01/2018\nRecipients: Như trên; Lưu: VT\nLogo: " in listed
    district, office = said(make.DISTRICT, "distribution", "pdf"), said(make.OFFICE, "months", "xlsx")
    lists = [said(make.OFFICE, kind, "pdf") for kind in ("summary", "rewards")]
    form = said(make.OFFICE, "person", "xlsx", "--person", "NV001")

    assert all(
        text in district for text in ("Tây Hồ, ngày", "CHỦ TỊCH", "Lê Văn Bình", "UBND THÀNH PHỐ HÀ NỘI")
    )
    assert all(text in office for text in ("Tây Hồ, ngày", "Nơi nhận:", "- Như trên;", "- Lưu: VT."))
    assert "Số: ………/BC-………" in district
    assert "Số:" not in office  # a table has no number of its own
    assert "CHỦ TỊCH" not in office
    assert all("Tây Hồ, ngày" in text and "- Lưu: VT." in text for text in lists)
    assert "Tây Hồ, ngày" in form
    assert drawn == {
        f"{make.DISTRICT}-distribution": 0,
        **{f"{make.OFFICE}-{kind}": 1 for kind in ("months", "summary", "rewards", "person")},
    }
    assert kept[0]["recipients"] == ["Như trên", "Lưu: VT"]


def test_printed_lists_leave_columns_out_and_workbooks_keep_all(closed: Console, tmp_path: Path) -> None:
    of = ("report", "summary", "--unit", "PNV", "--period", "2018-07")
    closed.json("unit", "layout", "PNV", "--without", "Mã CB; Điểm tự chấm")

    closed(*of, "--format", "pdf", "--out", tmp_path / "th.pdf")
    closed(*of, "--format", "xlsx", "--out", tmp_path / "th.xlsx")

    page = pypdfium2.PdfDocument(tmp_path / "th.pdf")[0].get_textpage().get_text_range()
    sheet: Any = openpyxl.load_workbook(tmp_path / "th.xlsx")["Bảng tổng hợp tháng"]
    assert "Chức vụ" in page
    assert "Mã CB" not in page
    assert "NV001" not in page
    assert "Mã CB" in {cell for row in sheet.iter_rows(values_only=True) for cell in row}
    assert [letter for letter, column in sheet.column_dimensions.items() if column.hidden] == ["B", "E"]


def test_a_paper_takes_the_place_of_no_pipe_or_device(closed: Console, tmp_path: Path) -> None:
    pipe = tmp_path / "th.pdf"
    os.mkfifo(pipe)

    refused = closed(
        "report", "summary", "--unit", "PNV", "--period", "2018-07", "--format", "pdf", "--out", pipe
    )

    assert "no file that could be replaced" in refused.err
    assert pipe.is_fifo()
