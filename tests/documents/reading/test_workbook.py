import random
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from evalapp.base.errors import UserError
from evalapp.documents.reading.cells import BadCell
from evalapp.documents.reading.workbook import read_workbook
from tests.documents.reading import hostile

FIVE_PAST_FIVE = datetime(2018, 7, 31, 17, 5)  # noqa: DTZ001 - the cells of a sheet have no time zone
REFUSED = [
    (hostile.not_a_workbook, "is not a workbook"),
    (hostile.random_bytes, "is not a workbook"),
    (hostile.empty_file, "is empty"),
    (hostile.truncated, "damaged or incomplete"),
    (hostile.flipped, "damaged or incomplete"),
    (hostile.other_archive, "is not a workbook"),
    (hostile.other_compound, "is not a workbook"),
    (hostile.binary_workbook, "binary workbook"),
    (hostile.without_sheet_part, "damaged or incomplete"),
    (hostile.encrypted, "protected by a password"),
    (hostile.zip_bomb, "far more than a list can be"),
    (hostile.lying_bomb, "damaged or incomplete"),
    (hostile.million_entries, "far more than a list can be"),
    (hostile.entities, "XML declarations"),
    (hostile.external_entity, "XML declarations"),
    (hostile.entities_in_utf16, "XML declarations"),
    (hostile.far_cell, "in cell XFD1048576"),
    (hostile.shared_text_bomb, "more than can be read at once"),
]


@pytest.mark.parametrize(("make", "sentence"), REFUSED, ids=[make.__name__ for make, _ in REFUSED])
def test_a_hostile_file_is_refused_in_words_and_in_time(
    make: Callable[[Path], Path], sentence: str, tmp_path: Path
) -> None:
    path = make(tmp_path / "ds.xlsx")
    started = time.monotonic()

    with pytest.raises(UserError, match=sentence) as refused:
        read_workbook(path)

    assert "ds.xlsx" in str(refused.value)
    assert time.monotonic() - started < 30


READ = [
    hostile.people,
    hostile.coloured,
    hostile.with_macros,
    hostile.far_blank,
    hostile.many_styled_rows,
    hostile.thousand_sheets,
]


@pytest.mark.parametrize("make", READ, ids=[make.__name__ for make in READ])
def test_an_unusual_workbook_is_read_right(make: Callable[[Path], Path], tmp_path: Path) -> None:
    path = make(tmp_path / "ds.xlsx")

    sheet = read_workbook(path).sheets[0]

    assert sheet.rows[0].cells == hostile.PEOPLE_HEADER
    assert sheet.rows[1].cells == (Decimal(1), *hostile.AN[1:])
    assert [row.number for row in sheet.rows[:2]] == [1, 2]


@pytest.mark.parametrize("seed", range(20))
def test_a_workbook_damaged_anywhere_is_refused_or_read_the_same(seed: int, tmp_path: Path) -> None:
    path = hostile.people(tmp_path / "ds.xlsx")
    whole = read_workbook(path)
    content = bytearray(path.read_bytes())
    for place in random.Random(seed).sample(range(4, len(content)), 1 + seed % 3):
        content[place] ^= 1 << seed % 8
    path.write_bytes(content)

    try:
        read = read_workbook(path)
    except UserError:
        return

    assert read == whole


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux how large the process was")
def test_no_hostile_file_makes_this_process_large(tmp_path: Path) -> None:
    path = hostile.shared_text_bomb(tmp_path / "ds.xlsx")
    script = (
        "import sys\nfrom pathlib import Path\nfrom evalapp.base.errors import UserError\n"
        "from evalapp.documents.reading.workbook import read_workbook\n"
        "try:\n    read_workbook(Path(sys.argv[1]))\nexcept UserError:\n    pass\n"
        "status = Path('/proc/self/status').read_text().splitlines()\n"
        "print(*(line for line in status if line.startswith('VmHWM')))"
    )

    done = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True
    )

    assert int(done.stdout.split()[1]) < 100_000


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="There is no file"):
        read_workbook(tmp_path / "không có.xlsx")


def test_a_folder_is_no_workbook(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be opened"):
        read_workbook(tmp_path)


def test_the_mark_of_an_open_workbook_is_not_taken_for_it(tmp_path: Path) -> None:
    path = hostile.people(tmp_path / "~$ds.xlsx")

    with pytest.raises(UserError, match="only Excel's mark"):
        read_workbook(path)


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "ds.xlsx"
    with path.open("wb") as stream:
        stream.truncate(31 * 1024 * 1024)

    with pytest.raises(UserError, match="larger than 30 MB"):
        read_workbook(path)


def test_a_workbook_is_known_by_what_it_is_and_not_by_its_name(tmp_path: Path) -> None:
    path = hostile.people(tmp_path / "danh sách.bin")

    assert len(read_workbook(path).sheets[0].rows) == 3


def test_numbers_are_exact_and_days_are_days(tmp_path: Path) -> None:
    row = (0.1, 87.3, 1980, 1980.0, -0.5, 1e15, date(1980, 2, 28), FIVE_PAST_FIVE, True, "007")
    path = hostile.workbook(tmp_path / "ds.xlsx", [row])

    cells = read_workbook(path).sheets[0].rows[0].cells

    assert cells[:6] == tuple(map(Decimal, ("0.1", "87.3", "1980", "1980", "-0.5", "1000000000000000")))
    assert all(isinstance(cell, Decimal) for cell in cells[:6])
    assert cells[6:] == (date(1980, 2, 28), FIVE_PAST_FIVE, True, "007")


def test_rows_keep_the_numbers_that_excel_shows(tmp_path: Path) -> None:
    path = hostile.workbook(tmp_path / "ds.xlsx", [(), (), ("", "đầu"), (), ("cuối",)])

    rows = read_workbook(path).sheets[0].rows

    assert [(row.number, row.cells) for row in rows] == [(3, (None, "đầu")), (5, ("cuối",))]


def test_text_is_composed_and_free_of_invisible_characters(tmp_path: Path) -> None:
    path = hostile.workbook(
        tmp_path / "ds.xlsx",
        [("Nguye\u0302\u0303n  Thi\u0323\nAn", "Trần\u202e nhaV", "=1+1 là chữ\u200b", " \u00a0 ")],
    )

    assert read_workbook(path).sheets[0].rows[0].cells[:2] == ("Nguyễn Thị An", "Trần nhaV")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('<c r="A4"><f>1+1</f></c>', Decimal(2)),
        ('<c r="A4"><f>1+1</f><v></v></c>', Decimal(2)),
        ('<c r="A4"><f>1+1</f><v/></c>', Decimal(2)),
        ('<c r="A4"><f>NOW()</f></c>', BadCell("#CALC!", is_formula=True)),
        ('<c r="A4"><f>A1&amp;1</f><v></v></c>', BadCell("#CALC!", is_formula=True)),
        ('<c r="A4"><f t="array" ref="A4">1+1</f></c>', BadCell("#CALC!", is_formula=True)),
        ('<c r="A4"><f t="shared" si="0"/></c>', BadCell("#CALC!", is_formula=True)),
        ('<c r="A4"><f\n t="array" ref="A4">1+1</f></c>', BadCell("#CALC!", is_formula=True)),
        ('<c r="A4"><f>1+1</f><v>2</v></c>', Decimal(2)),
        ('<c r="A4" t="str"><f>"x"&amp;"y"</f><v>xy</v></c>', "xy"),
        ('<c r="A4" t="e"><f>1/0</f><v>#DIV/0!</v></c>', BadCell("#DIV/0!")),
        ("<c r='A4' t='e'><v>#REF!</v></c>", BadCell("#REF!")),
        ('<c r="A4" t="inlineStr"><is><t>#N/A</t></is></c>', BadCell("#N/A")),
        ('<c r="A4"><v>1e999</v></c>', BadCell("#NUM!")),
    ],
)
def test_a_cell_without_a_value_is_never_taken_for_a_blank_one(
    cell: str, expected: object, tmp_path: Path
) -> None:
    path = hostile.with_cells(tmp_path / "ds.xlsx", cell)

    assert read_workbook(path).sheets[0].rows[3].cells == (expected,)


def test_a_formula_that_gave_empty_text_is_blank(tmp_path: Path) -> None:
    path = hostile.with_cells(tmp_path / "ds.xlsx", '<c r="A4" t="str"><f>IF(A1="","",1)</f><v></v></c>')

    assert len(read_workbook(path).sheets[0].rows) == 3


def test_a_fault_in_a_cell_without_an_address_is_refused_with_the_file(tmp_path: Path) -> None:
    path = hostile.with_cells(tmp_path / "ds.xlsx", "<c><f>1+1</f></c>")

    with pytest.raises(UserError, match="without a stored result"):
        read_workbook(path)


def test_hidden_sheets_are_told_from_visible_ones(tmp_path: Path) -> None:
    path = hostile.sheets(tmp_path / "ds.xlsx", {"Chính": [("a",)], "_nguon": [("b",)]}, hidden=["_nguon"])

    told = [(sheet.name, sheet.is_visible) for sheet in read_workbook(path).sheets]

    assert told == [("Chính", True), ("_nguon", False)]


def test_a_cell_is_found_by_its_place_for_forms(tmp_path: Path) -> None:
    sheet = read_workbook(hostile.people(tmp_path / "ds.xlsx")).sheets[0]

    assert sheet.at(2, 1) == "NV001"
    assert sheet.at(99, 1) is None
    assert sheet.at(2, 99) is None


def test_an_old_workbook_keeps_its_errors(tmp_path: Path) -> None:
    cells = [hostile.old_text(0, 0, "Mã CB"), hostile.old_text(1, 0, "NV001"), hostile.old_error(1, 1, 0x17)]
    path = hostile.old_workbook(tmp_path / "ds.xls", cells)

    rows = read_workbook(path).sheets[0].rows

    assert [row.cells for row in rows] == [("Mã CB",), ("NV001", BadCell("#REF!"))]


TABLE = "Mã CB{0}Họ và tên{0}Điểm\r\nNV001{0}Nguyễn Thị An{0}87,5\r\n\r\nNV002{0}Trần Văn Bình{0}90,0\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [";", "\t"])
def test_a_text_file_is_read_whatever_parts_its_columns(
    separator: str, encoding: str, tmp_path: Path
) -> None:
    path = hostile.text_file(tmp_path / "ds.csv", TABLE.format(separator), encoding)

    rows = read_workbook(path).sheets[0].rows

    assert [(row.number, row.cells) for row in rows] == [
        (1, ("Mã CB", "Họ và tên", "Điểm")),
        (2, ("NV001", "Nguyễn Thị An", "87,5")),
        (4, ("NV002", "Trần Văn Bình", "90,0")),
    ]


def test_commas_part_columns_where_quotes_protect_the_decimals(tmp_path: Path) -> None:
    path = hostile.text_file(tmp_path / "ds.csv", 'sep=,\nMã CB,Điểm\nNV001,"87,5"\n')

    assert read_workbook(path).sheets[0].rows[1].cells == ("NV001", "87,5")


def test_a_text_file_with_nul_bytes_is_no_workbook(tmp_path: Path) -> None:
    path = hostile.text_file(tmp_path / "ds.csv", "Mã CB;Tên\0\n")

    with pytest.raises(UserError, match="is not a workbook"):
        read_workbook(path)


def test_a_text_file_in_an_old_encoding_says_how_to_save_it(tmp_path: Path) -> None:
    path = tmp_path / "ds.csv"
    path.write_bytes("Mã CB;Tên".encode("latin-1"))

    with pytest.raises(UserError, match="CSV UTF-8"):
        read_workbook(path)
