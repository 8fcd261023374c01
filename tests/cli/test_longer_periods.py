"""Quarters, years and results from outside on the command line."""

from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from evalapp.base.messages import plain
from tests import longer, make
from tests.cli.run import Console
from tests.documents.papers.reading_back import text_of

HEADER = ("Mã CB", "Họ và tên", "Xếp loại", "Điểm", "Nguồn")


@pytest.fixture
def quarter(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Console:
    """An office with the first quarter of 2026 closed month by month."""
    workspace = longer.office(tmp_path)
    longer.months(workspace, longer.alike(longer.MONTHS[:3], NV002="80", NV003="90"))
    workspace.close()
    return Console(workspace.path, capsys)


def test_results_from_outside_count_by_kind_of_unit(office: Console, tmp_path: Path) -> None:
    rows = [
        (code, name, "Hoàn thành tốt nhiệm vụ", 81, "QĐ 12")
        for code, name in zip(make.CODES, make.NAMES, strict=True)
    ]
    rows[4] = (*rows[4][:2], "C", 60, "QĐ 12")

    report = office.json(
        "results", "import", make.book(tmp_path / "kq.xlsx", HEADER, *rows), "--period", "2020"
    )
    year = office.json("report", "year", "--unit", make.DISTRICT, "--period", "2020", "--format", "json")

    assert (report["new"], report["applied"]) == (10, True)
    assert year["by_kind"] == {"Cơ quan hành chính": {"rated": 10, "good_or_better": 9, "share": "90.00"}}
    assert {(row["origin"], row["total"]) for row in year["rows"]} == {("external", "81"), ("external", "60")}


def test_a_result_from_before_somebody_stood_in_the_lists_is_shown_all_the_same(
    office: Console, tmp_path: Path
) -> None:
    later = make.book(
        tmp_path / "moi.xlsx",
        ("Mã CB", "Họ và tên", "Đơn vị", "Đối tượng", "Từ ngày"),
        ("NV099", "Mai Lan", make.OFFICE, "Công chức", "01/03/2019"),
    )
    office.json("people", "import", later)
    known = make.book(
        tmp_path / "kq.xlsx", HEADER, ("NV099", "Mai Lan", "Hoàn thành tốt nhiệm vụ", 85, "QĐ 12")
    )

    office.json("results", "import", known, "--period", "2017")
    year = office.json("report", "year", "--unit", make.DISTRICT, "--period", "2017", "--format", "json")

    [row] = [row for row in year["rows"] if row["code"] == "NV099"]
    assert (row["origin"], row["total"]) == ("external", "85")


def test_the_same_list_twice_changes_nothing_and_a_wrong_level_is_refused(
    office: Console, tmp_path: Path
) -> None:
    good = make.book(tmp_path / "kq.xlsx", HEADER, ("NV001", make.NAMES[0], "A", None, "QĐ 12"))
    bad = make.book(tmp_path / "sai.xlsx", HEADER, ("NV001", make.NAMES[0], "E", None, "QĐ 12"))
    office.json("results", "import", good, "--period", "2020")

    again = office.json("results", "import", good, "--period", "2020")
    refused = office("results", "import", bad, "--period", "2020", "--json")

    assert (again["same"], again["new"]) == (1, 0)
    assert (refused.code, refused.json["applied"]) == (1, False)
    assert "“E” is no level" in refused.json["refused"][0]["reason"]


def test_results_of_a_period_to_come_are_refused(office: Console, tmp_path: Path) -> None:
    listed = make.book(tmp_path / "kq.xlsx", HEADER, ("NV001", make.NAMES[0], "A", None, "QĐ 12"))

    refused = office("results", "import", listed, "--period", "2100", "--json")

    assert refused.code == 1
    assert "has not begun yet" in refused.err


def test_a_result_beside_a_closed_one_and_a_total_that_no_regulation_gives_are_doubted(
    closed: Console, tmp_path: Path
) -> None:
    listed = make.book(tmp_path / "kq.xlsx", HEADER, ("NV001", make.NAMES[0], "D", 1000, "QĐ 12"))

    report = closed.json("results", "import", listed, "--period", "2018-07")

    told = [each["reason"] for each in report["warnings"]]
    assert report["new"] == 1
    assert any("is settled or closed in this file" in each for each in told)
    assert any("1000 points are more than the 100" in each for each in told)


def test_the_list_of_a_year_goes_unit_by_unit_and_by_name_inside(office: Console, tmp_path: Path) -> None:
    two = make.book(
        tmp_path / "moi.xlsx",
        ("Mã CB", "Họ và tên", "Đơn vị", "Đối tượng", "Từ ngày"),
        ("UB001", "Vũ Yến", make.DISTRICT, "Công chức", "01/03/2018"),
        ("UB002", "Lê Bá", make.DISTRICT, "Công chức", "01/03/2018"),
    )
    office.json("people", "import", two)

    year = office.json("report", "year", "--unit", make.DISTRICT, "--period", "2018", "--format", "json")

    units = [row["unit"] for row in year["rows"]]
    assert [row["code"] for row in year["rows"]][:2] == ["UB002", "UB001"]
    assert units == sorted(units, key=[make.DISTRICT, make.OFFICE].index)


def test_a_quarter_goes_from_its_months_to_a_sealed_result(quarter: Console) -> None:
    asked = ("--unit", make.OFFICE, "--period", "2026-Q1", "--policy", longer.POLICY)

    opened = quarter.json("month", "open", *asked)
    quarter.json("month", "settle", *asked)
    quarter.json("month", "close", *asked)
    year = quarter.json("report", "year", "--unit", make.OFFICE, "--period", "2026-Q1", "--format", "json")

    assert (opened["stage"], opened["missing"]) == ("settling", {})
    assert {row["code"]: (row["total"], row["origin"]) for row in year["rows"]} == {
        "NV002": ("80", "sealed"),
        "NV003": ("90", "sealed"),
    }
    assert [month["total"] for month in year["rows"][1]["months"]] == ["80", "80", "80"]


def test_the_list_of_a_quarter_says_the_same_figures_in_every_form(quarter: Console, tmp_path: Path) -> None:
    about = ("--unit", make.OFFICE, "--period", "2026-Q1")
    for step in ("open", "settle", "close"):
        quarter.json("month", step, *about, "--policy", longer.POLICY)
    asked = ("report", "year", *about)
    told = quarter.json(*asked, "--format", "json")
    for form in ("xlsx", "pdf"):
        quarter(*asked, "--format", form, "--out", tmp_path / f"ds.{form}")
    sheet: Any = openpyxl.load_workbook(tmp_path / "ds.xlsx").worksheets[0]
    lines = {code: line for line in sheet.iter_rows(values_only=True) for code in make.CODES if code in line}
    text = text_of(tmp_path / "ds.pdf")

    assert len(told["rows"]) == len(lines) > 0
    for row in told["rows"]:
        wanted = [row["total"], *(each["total"] for each in row["months"] if each["total"] is not None)]
        numbers = [plain(Decimal(str(cell))) for cell in lines[row["code"]] if isinstance(cell, int | float)]
        assert Counter(wanted) <= Counter(numbers)
        assert f"Phòng Nội vụ {' '.join([*wanted[1:], wanted[0]])} " in text[text.index(row["code"]) :][:200]


def test_status_says_which_months_are_missing(quarter: Console) -> None:
    asked = ("--unit", make.OFFICE, "--period", "2026-H1", "--policy", longer.POLICY)

    status = quarter.json("month", "open", *asked)
    told = quarter("month", "status", *asked)

    assert [each["period"] for each in status["missing"]["NV003"]] == ["2026-04", "2026-05", "2026-06"]
    assert "Months missing for NV003: 04/2026 (no result), 05/2026 (no result)" in told.out


def test_settling_and_closing_say_who_has_no_level_and_why_as_the_status_does(quarter: Console) -> None:
    asked = ("--unit", make.OFFICE, "--period", "2026", "--policy", longer.POLICY)
    quarter.json("month", "open", *asked)

    settled = quarter("month", "settle", *asked)
    closed = quarter.json("month", "close", *asked)

    said = "2 of 2 people have no level: months without a result (NV003, NV002)."
    assert said in settled.out
    assert said in quarter("month", "status", *asked).out
    assert closed["without_level"] == {"NV002": "month_missing", "NV003": "month_missing"}


def test_a_quarter_that_ends_in_no_level_names_nobody_as_without_one(quarter: Console) -> None:
    asked = ("--unit", make.OFFICE, "--period", "2026-Q1", "--policy", longer.POLICY)
    quarter.json("month", "open", *asked)

    settled = quarter.json("month", "settle", *asked)

    assert settled["without_level"] == {}


def test_a_period_that_the_policy_does_not_know_is_refused(office: Console) -> None:
    refused = office(
        "month", "open", "--unit", make.OFFICE, "--period", "2018-Q3", "--policy", make.POLICY, "--json"
    )

    assert refused.code == 1
    assert "does not say how a quarter is rated" in refused.err


def test_a_reopened_quarter_says_what_it_changed_and_a_person_s_year_is_written(
    quarter: Console, tmp_path: Path
) -> None:
    asked = ("--unit", make.OFFICE, "--period", "2026-Q1", "--policy", longer.POLICY)
    march = ("--unit", make.OFFICE, "--period", "2026-03", "--policy", longer.POLICY)
    for verb in ("open", "settle", "close"):
        quarter.json("month", verb, *asked)
    quarter.json("month", "reopen", *march, "--reason", "Kiến nghị đúng")
    quarter.json("month", "unrate", *march, "--person", "NV003", "--reason", "Nghỉ ốm")
    quarter.json("month", "settle", *march)

    closed = quarter.json("month", "close", *march)
    listed = quarter("month", "list", "--unit", make.OFFICE)
    out = tmp_path / "mau-02.pdf"
    quarter("report", "year", *asked[:4], "--person", "NV003", "--format", "pdf", "--out", out)
    person = quarter.json("report", "year", *asked[:4], "--person", "nv003")

    assert closed["replaces"]["revision"] == 1
    assert [(each["code"], each["total"], each["total_now"]) for each in closed["replaces"]["changed"]] == [
        ("NV003", "90", None)
    ]
    assert "replaced by a later revision" in listed.out
    assert out.read_bytes().startswith(b"%PDF")
    assert (person["code"], person["total"], [m["total"] for m in person["months"]]) == (
        "NV003",
        "90",
        ["90", "90", "90"],
    )
