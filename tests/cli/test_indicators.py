"""Service figures on the command line, from workbooks as offices keep them."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest

from tests import make
from tests.cli.run import Console

MARCH = ("--period", "2026-03")
HEADER = ("Đơn vị", "Mã CB", "Chỉ số", "Tử số", "Mẫu số", "Giá trị", "Ghi chú")
ROWS: tuple[tuple[Any, ...], ...] = (
    ("PNV", None, "HS_TIEPNHAN", None, None, 150, None),
    ("PNV", None, "HS_DUNGHAN", 140, 150, None, None),
    ("Phòng Nội vụ", None, "Hồ sơ giải quyết quá hạn", 10, 150, None, "Mạng hỏng hai ngày"),
    ("PNV", None, "HAILONG", None, None, "92,5%", None),
    ("PNV", None, "THU_XINLOI", None, None, 8, None),
    (None, "NV003", "HS_DUNGHAN", 45, 46, None, None),
)


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Console:
    """A console on an office of three in April 2026."""
    made = make.workspace(tmp_path, clock=make.Ticking(make.NOON.replace(year=2026, month=4)))
    make.take_units(made)
    make.take_people(made, *(make.person_row(number) for number in (1, 2, 3)))
    made.close()
    return Console(made.path, capsys)


def workbook(path: Path, *rows: tuple[Any, ...]) -> Path:
    """A list of figures under the title that offices write."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append(["SỐ LIỆU PHỤC VỤ THÁNG 3 NĂM 2026"])
    sheet.append([])
    sheet.append(list(HEADER))
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


def by_code(report: Any, person: str | None = None) -> dict[str, Any]:
    """The rows of a report about the office, or about somebody."""
    return {row["code"]: row for row in report["rows"] if row["person"] == person}


def test_a_workbook_of_figures_comes_in_once_and_the_report_says_its_shares(
    office: Console, tmp_path: Path
) -> None:
    book = workbook(tmp_path / "chi-so.xlsx", *ROWS)

    tried = office.json("indicators", "import", book, *MARCH, "--dry-run")
    taken = office.json("indicators", "import", book, *MARCH)
    again = office.json("indicators", "import", book, *MARCH)
    report = office.json("report", "indicators", "--unit", make.DISTRICT, *MARCH)
    first = ("PNV", None, "HS_DUNGHAN", 141, 150, None, None)
    better = workbook(tmp_path / "sua.xlsx", first, ("PNV", None, "HS_QUAHAN", 9, 150, None, None))
    replaced = office.json("indicators", "import", better, *MARCH, "--dry-run")

    assert replaced["changed"] == 2
    assert [each["reason"] for each in replaced["warnings"] if "140/150" in each["reason"]] != []
    assert (tried["new"], tried["applied"]) == (6, False)
    assert (taken["read"], taken["new"], taken["applied"], taken["refused"]) == (6, 6, True, [])
    assert (again["new"], again["changed"], again["same"]) == (0, 0, 6)
    rows = by_code(report)
    told = {key: rows["HS_DUNGHAN"][key] for key in ("unit", "numerator", "denominator", "value", "share")}
    assert told == {"unit": "PNV", "numerator": 140, "denominator": 150, "value": None, "share": "93.33"}
    assert (rows["HAILONG"]["value"], rows["HAILONG"]["share"]) == ("92.5", "92.50")
    assert (rows["THU_XINLOI"]["value"], rows["THU_XINLOI"]["share"]) == (8, None)
    assert by_code(report, "NV003")["HS_DUNGHAN"]["share"] == "97.83"


def test_figures_that_cannot_be_true_together_are_refused_with_their_rows_and_nothing_comes_in(
    office: Console, tmp_path: Path
) -> None:
    rows = (ROWS[0], ROWS[1], ("PNV", None, "HS_QUAHAN", 20, 150, None, None), ROWS[4])
    book, errors = workbook(tmp_path / "sai.xlsx", *rows), tmp_path / "loi.xlsx"

    refused = office("indicators", "import", book, *MARCH, "--json", "--errors", errors)
    to_come = office("indicators", "import", book, "--period", "2099-01")
    typed = office("indicators", "record", "--unit", "PNV", "--indicator", "HS_TIEPNHAN", "--value", "5",
                   "--period", "2099-01")  # fmt: skip
    good = office.json("indicators", "import", book, *MARCH, "--take-good")
    left = office.json("report", "indicators", "--unit", "PNV", *MARCH)["rows"]

    assert refused.code == 1
    assert (to_come.code, typed.code) == (1, 1)
    assert "has not begun yet" in to_come.err
    assert [each["row"] for each in refused.json["refused"]] == [4, 5, 6]
    assert refused.json["applied"] is False
    assert errors.exists()
    assert (good["new"], good["applied"]) == (1, True)
    assert [row["code"] for row in left] == ["THU_XINLOI"]


def test_rows_that_name_nobody_no_indicator_or_no_figure_say_so_and_less_than_all_is_asked_about(
    office: Console, tmp_path: Path
) -> None:
    book = workbook(
        tmp_path / "thieu.xlsx",
        (None, None, "HS_DUNGHAN", 1, 2, None, None),
        ("PNV", None, "CHI_SO_LA", None, None, 2, None),
        ("PNV", None, "THU_XINLOI", None, None, None, None),
        ROWS[0],
        ROWS[1],
        ("PNV", None, "HS_QUAHAN", 5, 150, None, None),
        ("PNV", None, "HS_QUAHAN", 5, 150, None, None),
    )

    answer = office("indicators", "import", book, *MARCH, "--json").json

    assert [(each["row"], each["column"]) for each in answer["refused"]] == [
        (4, "Đơn vị"), (5, "Chỉ số"), (6, "Giá trị"), (10, "Chỉ số"),
    ]  # fmt: skip
    assert [each["row"] for each in answer["warnings"]] == [9]
    assert "140 + 5" in answer["warnings"][0]["reason"]


def test_the_workbook_the_pdf_and_the_json_of_the_report_say_the_same_numbers(
    office: Console, tmp_path: Path
) -> None:
    office.json("indicators", "import", workbook(tmp_path / "chi-so.xlsx", *ROWS), *MARCH)
    asked = ("report", "indicators", "--unit", "PNV", *MARCH)

    report = office.json(*asked)
    office(*asked, "--format", "xlsx", "--out", tmp_path / "bc.xlsx")
    office(*asked, "--format", "pdf", "--out", tmp_path / "bc.pdf")
    office(*asked, "--format", "json", "--out", tmp_path / "bc.json")

    sheet: Any = openpyxl.load_workbook(tmp_path / "bc.xlsx")["Báo cáo"]
    written = [row for row in sheet.iter_rows(values_only=True) if isinstance(row[0], int)]
    assert [(row[2], row[4], row[5], None if row[7] is None else f"{row[7]:.2f}") for row in written] == [
        (row["code"], row["numerator"], row["denominator"], row["share"]) for row in report["rows"]
    ]
    pages = pypdfium2.PdfDocument(tmp_path / "bc.pdf")
    text = "\n".join(page.get_textpage().get_text_range() for page in pages)
    assert all(row["share"].replace(".", ",") in text for row in report["rows"] if row["share"])
    assert json.loads((tmp_path / "bc.json").read_text(encoding="utf-8")) == report


def test_a_figure_typed_with_a_code_is_recorded_kept_in_the_history_and_shown_in_the_trend(
    office: Console,
) -> None:
    about = ("--unit", "PNV", "--indicator", "HS_DUNGHAN")

    for month, late in (("2026-01", "9"), ("2026-02", "4")):
        office.json(
            "indicators", "record", *about, "--period", month, "--numerator", late, "--denominator", "10"
        )
    doubt = office.json(
        "indicators", "record", "--unit", "PNV", "--indicator", "HS_QUAHAN", "--period", "2026-02",
        "--numerator", "5", "--denominator", "10",
    )  # fmt: skip
    months = office.json("indicators", "trend", *about, *MARCH)["months"]
    year = by_code(office.json("report", "indicators", "--unit", "PNV", "--period", "2026-02"))["HS_DUNGHAN"]
    office.json("indicators", "remove", *about, "--period", "2026-01")
    office.json(
        "indicators", "record", *about, "--period", "2025-12", "--numerator", "1", "--denominator", "3"
    )
    printed = office("indicators", "trend", *about, *MARCH, lang="vi").out

    assert "33,33" in printed
    assert "33.33" not in printed
    assert "4 + 5 are together less than 10" in doubt["warnings"][0]
    assert len(months) == 24
    assert [(each["period"], each["share"]) for each in months[-3:]] == [
        ("2026-01", "90.00"), ("2026-02", "40.00"), ("2026-03", None),
    ]  # fmt: skip
    assert (year["share"], year["year"]["share"]) == ("40.00", "65.00")
    actions = [each["action"] for each in office.json("audit", "list")["rows"]]
    assert actions.count("indicator.recorded") == 4
    assert actions.count("indicator.removed") == 1


def test_a_figure_typed_that_contradicts_the_others_is_refused_as_in_a_list_and_nothing_changes(
    office: Console,
) -> None:
    def typed(code: str, value: str) -> Any:
        about = ("--unit", "PNV", "--indicator", code, *MARCH)
        return office("indicators", "record", *about, "--value", value)

    begun = [typed("HS_DUNGHAN", "140"), typed("HS_TIEPNHAN", "150")]
    refused = typed("HS_QUAHAN", "20")
    fitting = typed("HS_QUAHAN", "10")
    left = by_code(office.json("report", "indicators", "--unit", "PNV", *MARCH))

    assert [each.code for each in (*begun, refused, fitting)] == [0, 0, 1, 0]
    assert "140 + 20" in refused.err
    assert left["HS_QUAHAN"]["value"] == 10


def test_a_figure_typed_anew_says_what_stood_there_and_the_same_again_that_nothing_changed(
    office: Console,
) -> None:
    about = ("indicators", "record", "--unit", "PNV", "--indicator", "HS_DUNGHAN", *MARCH)

    first = office(*about, "--numerator", "140", "--denominator", "150")
    changed = office(*about, "--numerator", "141", "--denominator", "150", "--lang", "en")
    same = office.json(*about, "--numerator", "141", "--denominator", "150")
    again = office.json(*about, "--numerator", "142", "--denominator", "150")

    assert "140/150" in first.out
    assert "141/150, before it was 140/150" in changed.out
    assert same["changes"] == []
    told = [(each["before"]["numerator"], each["after"]["numerator"]) for each in again["changes"]]
    assert told == [("141", "142")]


def test_the_year_so_far_says_which_months_it_is_of_and_which_are_missing_on_every_paper(
    office: Console, tmp_path: Path
) -> None:
    for month in ("2026-01", "2026-02", "2026-04"):
        office.json(
            "indicators", "record", "--unit", "PNV", "--indicator", "THU_XINLOI",
            "--period", month, "--value", "2",
        )  # fmt: skip
    asked = ("report", "indicators", "--unit", "PNV", "--period", "2026-04")

    year = by_code(office.json(*asked))["THU_XINLOI"]["year"]
    office(*asked, "--format", "xlsx", "--out", tmp_path / "bc.xlsx")

    assert (year["value"], year["months"], year["missing"]) == (
        6, ["2026-01", "2026-02", "2026-04"], ["2026-03"],
    )  # fmt: skip
    sheet: Any = openpyxl.load_workbook(tmp_path / "bc.xlsx")["Báo cáo"]
    rows = {row[2]: row for row in sheet.iter_rows(values_only=True) if row[2]}
    said = dict(zip(rows["Mã chỉ số"], rows["THU_XINLOI"], strict=True))
    assert (said["Lũy kế năm"], said["Tháng đã lũy kế"]) == (6, "1-2, 4 (thiếu 3)")


def test_a_unit_counts_something_of_its_own_and_a_name_that_is_taken_is_refused(
    office: Console, tmp_path: Path
) -> None:
    own = ("indicators", "add", "--unit", "PNV", "--code", "tiepdan_t7", "--name", "Tiếp dân sáng thứ bảy")

    added = office.json(*own, "--counts", "lượt")
    again = office(*own)
    book = workbook(tmp_path / "rieng.xlsx", ("PNV", None, "tiếp dân sáng thứ bảy", None, None, 12, None))
    office.json("indicators", "import", book, *MARCH)
    listed = office.json("indicators", "list", "--unit", "PNV")["indicators"]

    assert (added["code"], added["unit"]) == ("TIEPDAN_T7", "PNV")
    assert again.code == 1
    assert listed[-1]["name"] == "Tiếp dân sáng thứ bảy"
    assert by_code(office.json("report", "indicators", "--unit", "PNV", *MARCH))["TIEPDAN_T7"]["value"] == 12


def test_a_unit_drawn_once_over_several_rows_under_a_header_of_two_rows_stands_for_each(
    office: Console, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in (
        ("STT", "Đơn vị", "Chỉ số", "Kết quả", None, "Ghi chú"),
        (None, None, None, "Tử số", "Mẫu số", None),
        (1, "PNV", "HS_DUNGHAN", 140, 150, None),
        (2, None, "HS_QUAHAN", 10, 150, None),
        ("Tổng cộng", None, None, 150, 300, None),
    ):
        sheet.append(row)
    for merged in ("A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:F2", "B3:B4"):
        sheet.merge_cells(merged)
    book.save(tmp_path / "gop.xlsx")

    answer = office.json("indicators", "import", tmp_path / "gop.xlsx", *MARCH)

    assert (answer["read"], answer["new"], answer["refused"]) == (2, 2, [])
