"""Lists as offices have them, taken in through the window: old fonts, old files, texts, sheets, headers."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.styles import Font

from evalapp.ui.kit.pickers import Choice
from evalapp.ui.shell.intake_state import SHEET
from tests.documents.reading import hostile
from tests.ui.answers import Answers
from tests.ui.driver import Driver
from tests.ui.world import UNIT

Sit = Callable[..., Driver]
#: `Trần Thị Hường` and `Trưởng phòng` as the fonts of before Unicode have them.
TCVN3 = ("TrÇn ThÞ H\u00adêng", "Tr\u00adëng phßng")
VNI = ("Traàn Thò Höôøng", "Tröôûng phoøng")
HEADER = ("Mã CB", "Họ và tên", "Năm sinh", "Đơn vị", "Chức vụ")
PLAIN = ("Ma CB", "Ho va ten", "Nam sinh", "Don vi", "Chuc vu")


def row(code: str, name: str, title: str) -> tuple[Any, ...]:
    return (code, name, 1980, UNIT, title)


def book(path: Path, *sheets: tuple[str, Sequence[Sequence[Any]]], font: str = "") -> Path:
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets:
        sheet = made.create_sheet(name)
        for line in rows:
            sheet.append(list(line))
        for cells in sheet.iter_rows() if font else ():
            for cell in cells:
                cell.font = Font(name=font)
    made.save(path)
    return path


def lists(folder: Path) -> dict[str, Path]:
    """By the code of the one person in it: a list of every kind."""
    old = [(0, PLAIN), (1, row("XLS1", *TCVN3))]
    cells = [
        hostile.old_text(number, column, str(value), 1 if column == 1 else 0)
        for number, line in old
        for column, value in enumerate(line)
    ]
    texts = {
        "TXT1": (";".join(HEADER) + "\nTXT1;Trần Thị Hường;1980;PNV;Trưởng phòng\n").encode("utf-8"),
        "TXT2": (";".join(HEADER) + "\nTXT2;Trần Thị Hường;1980;PNV;Trưởng phòng\n").encode("utf-8-sig"),
        "TXT3": (",".join(PLAIN) + f"\nTXT3,{VNI[0]},1980,PNV,{VNI[1]}\n").encode("latin-1"),
        "TXT4": ("\t".join(PLAIN) + f"\nTXT4\t{TCVN3[0]}\t1980\tPNV\t{TCVN3[1]}\n").encode("latin-1"),
    }
    for code, content in texts.items():
        (folder / f"{code}.csv").write_bytes(content)
    two_rows = (
        ("DANH SÁCH CÁN BỘ",), (), ("Mã CB", "Họ và tên", "Năm sinh", "Công tác", None),
        (None, None, None, "Đơn vị", "Chức vụ"), row("HAI1", "Trần Thị Hường", "Trưởng phòng"),
    )  # fmt: skip
    notes = ("Ghi chú", (("Danh sách này lập ngày 01/07",), ("Người lập: Nguyễn Văn An",)))
    return {
        "CU01": book(folder / "cu.xlsx", ("Ds", (PLAIN, row("CU01", *TCVN3))), font=".VnTimeH"),
        "CU02": book(folder / "vni.xlsx", ("Ds", (PLAIN, row("CU02", *VNI))), font="VNI-Times"),
        "XLS1": hostile.old_workbook(folder / "cu.xls", cells, (".VnTime", ".VnTimeH")),
        **{code: folder / f"{code}.csv" for code in texts},
        "HAI1": book(folder / "hai-dong.xlsx", ("Ds", two_rows)),
        "NHIE": book(
            folder / "nhieu.xlsx", notes, ("Ds", (HEADER, row("NHIE", "Trần Thị Hường", "Trưởng phòng")))
        ),
    }


def test_a_list_of_every_kind_comes_in_through_the_window_with_its_names_as_they_were_meant(
    user: Sit, answers: Answers, tmp_path: Path
) -> None:
    at = user()
    at.visit("people")
    said: dict[str, str] = {}
    for code, file in lists(tmp_path).items():
        answers.file = file
        at.do("people.people_in")
        assert (at.screen.intake.state.report.new, at.screen.intake.state.report.refused) == (1, ()), code
        said[code] = " ".join(line.reason for line in at.screen.intake.state.lines)
        at.do("intake.apply")
        at.do("intake.leave")

    names = {person.code: person.name for person in at.screen.state.people}
    drawn_as_capitals = ("CU01", "XLS1")
    assert {code: names[code] for code in said} == {
        code: "TRẦN THỊ HƯỜNG" if code in drawn_as_capitals else "Trần Thị Hường" for code in said
    }
    assert {code for code in said if "TCVN3" in said[code]} == {"CU01", "XLS1", "TXT4"}
    assert {code for code in said if "VNI" in said[code]} == {"CU02", "TXT3"}
    assert [code for code in said if "names no fonts" in said[code]] == ["TXT4"]


def test_of_two_sheets_with_lists_one_is_chosen_and_a_lock_file_is_called_what_it_is(
    user: Sit, answers: Answers, tmp_path: Path
) -> None:
    at = user()
    at.visit("people")
    one, two = row("HAI1", "Lò Thị Mỷ", "Chuyên viên"), row("HAI2", "Sùng Thị Mai", "Chuyên viên")
    answers.file = book(tmp_path / "hai.xlsx", ("Phòng một", (HEADER, one)), ("Phòng hai", (HEADER, two)))

    at.do("people.people_in")
    picker = at.screen.intake.columns.field(SHEET)
    picker.show_choices([Choice("Phòng hai", "Phòng hai")], "Phòng hai")
    at.do("intake.read")
    at.do("intake.apply")
    at.do("intake.leave")
    taken = {person.code for person in at.screen.state.people}
    answers.file = tmp_path / "~$hai.xlsx"
    answers.file.write_bytes(b"\x05admin")
    at.do("people.people_in")

    assert "HAI2" in taken
    assert "HAI1" not in taken
    assert "only Excel's mark that a workbook is open" in at.told
