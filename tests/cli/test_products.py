"""Products, tasks and catalogues on the command line, from workbooks as offices keep them."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests import make
from tests.cli.run import Console

MARCH = ("--unit", make.OFFICE, "--period", "2026-03")
STAFF = make.CODES[2]
HEADER = ("Mã CB", "Mã sản phẩm", "Tên", "Hệ số", "Được giao", "Hoàn thành", "Không đạt chất lượng", "Chậm",
          "Lý do khách quan", "Phát sinh", "Chuyển giao")  # fmt: skip


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Console:
    """A console on an office of three in April 2026."""
    made = make.workspace(tmp_path, clock=make.Ticking(make.NOON.replace(year=2026, month=4)))
    make.take_units(made)
    make.take_people(made, *(make.person_row(number) for number in (1, 2, 3)))
    made.close()
    return Console(made.path, capsys)


def catalogue(path: Path, *, second: str = "1.5") -> Path:
    """A catalogue on two sheets: merged titles, a header of two lines, groups, totals, one product twice."""
    book = openpyxl.Workbook()
    first: Any = book.active
    first.title = "Văn phòng"
    first.append(["DANH MỤC SẢN PHẨM, CÔNG VIỆC"])
    first.merge_cells("A1:E1")
    first.append(["(Kèm theo Quyết định số 12/QĐ-UBND)"])
    first.merge_cells("A2:E2")
    first.append(["STT", "Mã sản phẩm", "Tên sản phẩm", "Quy đổi", None])
    first.append([None, None, None, "Hệ số", "Đơn vị tính"])
    for merged in ("A3:A4", "B3:B4", "C3:C4", "D3:E3"):
        first.merge_cells(merged)
    first.append(["I", None, "Soạn thảo văn bản", None, None])
    first.append([1, "SP01", "Tờ trình", 1.2, "văn bản"])
    first.append([2, "SP02", "Báo cáo", 1.5, "văn bản"])
    first.append([None, None, "Cộng nhóm I", 2.7, None])
    first.append(["II. Tham mưu"])
    first.merge_cells("A9:E9")
    first.append([3, "SP03", "Kế hoạch", 2, "kế hoạch"])
    first.append(["Tổng cộng", None, None, 4.7, None])
    other: Any = book.create_sheet("Chuyên môn")
    other.append(["Mã sản phẩm", "Tên sản phẩm", "Nhóm", "Hệ số", "Đơn vị tính"])
    other.append(["SP02", "Báo cáo", "Soạn thảo văn bản", float(second), "văn bản"])
    other.append(["SP04", "Thẩm định hồ sơ", "Thẩm định", 3, "hồ sơ"])
    other.append(["SP01", "Tờ trình", None, 1.2, "văn bản"])
    book.save(path)
    return path


def test_a_catalogue_on_several_sheets_comes_in_once_without_groups_and_sums(
    office: Console, tmp_path: Path
) -> None:
    book = catalogue(tmp_path / "danh-muc.xlsx")

    report = office.json("products", "catalogue", "import", book, "--unit", make.OFFICE)
    again = office.json("products", "catalogue", "import", book, "--unit", make.OFFICE)
    found = office.json("products", "catalogue", "list", *MARCH)["products"]

    assert (report["read"], report["new"], report["same"], report["applied"]) == (6, 4, 2, True)
    assert (again["new"], again["changed"], again["same"]) == (0, 0, 6)
    assert [(each["code"], each["coefficient"], each["group"]) for each in found] == [
        ("SP01", "1.2", "Soạn thảo văn bản"),
        ("SP02", "1.5", "Soạn thảo văn bản"),
        ("SP03", "2", "II. Tham mưu"),
        ("SP04", "3", "Thẩm định"),
    ]


def test_coefficients_and_sums_that_a_program_wrote_as_formulas_are_computed(
    office: Console, tmp_path: Path
) -> None:
    path = catalogue(tmp_path / "danh-muc.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book["Văn phòng"]
    sheet["D8"], sheet["D10"], sheet["D11"] = "=SUM(D6:D7)", "=1.5*2", "=SUM(D4:D9)"
    book["Chuyên môn"]["D3"] = "=ROUND(D2*D4/7, 2)"
    book.save(path)

    report = office.json("products", "catalogue", "import", path, "--unit", make.OFFICE)
    found = office.json("products", "catalogue", "list", *MARCH)["products"]

    assert (report["read"], report["new"], report["same"], report["applied"]) == (6, 4, 2, True)
    assert [(each["code"], each["coefficient"]) for each in found] == [
        ("SP01", "1.2"), ("SP02", "1.5"), ("SP03", "3"), ("SP04", "0.26"),
    ]  # fmt: skip


def test_a_coefficient_whose_formula_is_not_plain_is_refused(office: Console, tmp_path: Path) -> None:
    path = catalogue(tmp_path / "danh-muc.xlsx")
    book = openpyxl.load_workbook(path)
    book["Văn phòng"]["D10"] = "=IF(D6>1,2,3)"
    book.save(path)

    answer = office("products", "catalogue", "import", path, "--unit", make.OFFICE, "--json")

    (refused,) = answer.json["refused"]
    assert (refused["row"], refused["column"]) == (10, "Hệ số")
    assert "never stored" in refused["reason"]


def test_a_product_that_two_sheets_tell_otherwise_is_refused_with_both_places(
    office: Console, tmp_path: Path
) -> None:
    book = catalogue(tmp_path / "danh-muc.xlsx", second="2.5")
    errors = tmp_path / "loi.xlsx"

    answer = office(
        "products", "catalogue", "import", book, "--unit", make.OFFICE, "--errors", errors, "--json"
    )

    assert answer.code == 1
    (refused,) = answer.json["refused"]
    assert (refused["file"], refused["row"], refused["column"]) == ("Chuyên môn", 2, "Mã sản phẩm")
    assert "row 7 of sheet “Văn phòng”" in refused["reason"]
    assert errors.exists()
    assert office.json("products", "catalogue", "list", *MARCH)["products"] == []


def test_a_catalogue_of_a_later_day_leaves_earlier_months_their_coefficients(
    office: Console, tmp_path: Path
) -> None:
    header = ("Mã sản phẩm", "Tên sản phẩm", "Hệ số")
    before = make.book(tmp_path / "a.xlsx", header, ("SP01", "Tờ trình", 1))
    after = make.book(tmp_path / "b.xlsx", header, ("SP01", "Tờ trình", 2))
    office.json("products", "catalogue", "import", before, "--unit", make.OFFICE)

    office.json("products", "catalogue", "import", after, "--unit", make.OFFICE, "--from", "2026-04-01")

    def coefficient(period: str) -> str:
        listed = ("products", "catalogue", "list", "--unit", make.OFFICE, "--period", period)
        return office.json(*listed)["products"][0]["coefficient"]

    assert (coefficient("2026-03"), coefficient("2026-04")) == ("1", "2")


def test_a_months_products_come_in_are_confirmed_and_make_the_decrees_points(
    office: Console, tmp_path: Path
) -> None:
    catalogue_book = catalogue(tmp_path / "danh-muc.xlsx")
    office.json("products", "catalogue", "import", catalogue_book, "--unit", make.OFFICE)
    book = make.book(tmp_path / "sp.xlsx", ("DANH SÁCH",), HEADER, (STAFF, "SP01", None, None, 8, 6, 1, 2))
    office.json("month", "open", *MARCH, "--policy", "nd-335-2025")

    looked = office.json("products", "import", book, *MARCH, "--dry-run")
    taken = office.json("products", "import", book, *MARCH)
    confirmed = office.json(
        "products", "confirm", "--person", STAFF, "--period", "2026-03", "--product", "SP01",
        "--delays", "1", "--document", "12/BB",
    )  # fmt: skip
    listed = office.json("products", "list", *MARCH)

    assert (looked["new"], looked["applied"]) == (1, False)
    assert (taken["read"], taken["new"], taken["applied"]) == (1, 1, True)
    line = confirmed["lines"][0]
    assert (line["name"], line["coefficient"], line["objective_delays"]) == ("Tờ trình", "1.2", 1)
    assert line["confirmed_in"] == "12/BB"
    computed = next(each for each in listed["people"] if each["person"] == STAFF)["computed"][0]
    assert (computed["row"], computed["points"]) == ("II", "51.04")
    assert computed["parts"] == {"a": "75", "b": "71.88", "c": "71.88"}


def test_a_refused_row_keeps_everything_out_and_goes_back_in_a_workbook(
    office: Console, tmp_path: Path
) -> None:
    errors = tmp_path / "loi.xlsx"
    book = make.book(
        tmp_path / "sp.xlsx",
        HEADER,
        (STAFF, "SP01", "Tờ trình", 1, 8, 6),
        ("NV999", "SP01", "Tờ trình", 1, 8, 6),
    )

    refused = office("products", "import", book, *MARCH, "--errors", errors, "--json")
    good = office.json("products", "import", book, *MARCH, "--take-good")

    assert (refused.code, refused.json["refused"][0]["row"], refused.json["applied"]) == (1, 3, False)
    assert errors.exists()
    assert (good["new"], good["applied"]) == (1, True)


def test_a_product_is_recorded_handed_over_and_removed_by_hand(office: Console) -> None:
    line = ("--person", STAFF, "--period", "2026-03", "--product", "SP07")
    office.json(
        "products",
        "record",
        *line,
        "--name",
        "Kế hoạch",
        "--coefficient",
        "1,5",
        "--assigned",
        "3",
        "--done",
        "1",
    )

    handed = office.json("products", "hand-over", *line, "--to", make.CODES[1])
    removed = office.json("products", "remove", *line)
    theirs = office.json("products", "list", *MARCH, "--person", make.CODES[1])["people"][0]["lines"]

    assert (handed["lines"][0]["kind"], handed["lines"][0]["assigned"]) == ("handed_over", "3")
    assert removed["lines"] == []
    assert (theirs[0]["kind"], theirs[0]["passed_to"]) == ("received", STAFF)


def test_a_year_is_no_period_of_products(office: Console, tmp_path: Path) -> None:
    book = make.book(tmp_path / "sp.xlsx", HEADER, (STAFF, "SP01", "Tờ trình", 1, 8, 6))

    answer = office("products", "import", book, "--unit", make.OFFICE, "--period", "2026", "--json")

    assert answer.code == 1
    assert "month" in answer.err
