from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from evalapp.base.errors import UserError
from evalapp.documents.papers.self_score_form import (
    SelfScoreForm,
    Standing,
    read_self_score_form,
    write_self_score_form,
)
from evalapp.documents.papers.summary_workbook import write_summary
from evalapp.documents.reading.cells import BadCell
from evalapp.documents.reading.workbook import read_workbook
from evalapp.domain.policy.model import Kind
from evalapp.domain.rounds import Participant, Stage
from tests.documents.papers.reading_back import first_sheet, row_of
from tests.documents.papers.samples import JULY, SECRET, head_form, participant, person_sheet, summary


@pytest.fixture
def form(tmp_path: Path) -> Path:
    return written(tmp_path / "form.xlsx")


def written(path: Path, who: Participant | None = None) -> Path:
    write_self_score_form(path, person_sheet(who, stage=Stage.SELF), SECRET)
    return path


def edited(form: Path, edit: Callable[[Any], object]) -> Path:
    book = openpyxl.load_workbook(form)
    edit(book.worksheets[0])
    book.save(form)
    return form


def read(form: Path, secret: bytes = SECRET) -> SelfScoreForm:
    return read_self_score_form(read_workbook(form), secret)


def put(sheet: Any, code: str, points: object, note: str = "") -> None:
    row = row_of(sheet, 1, code)
    sheet.cell(row, 4).value = points
    sheet.cell(row, 7).value = note or None


def test_a_filled_form_comes_back_with_what_was_typed(form: Path) -> None:
    def fill(sheet: Any) -> None:
        put(sheet, "I.1.1", 1.5)
        put(sheet, "I.1.2", "2 điểm")
        put(sheet, "II.2", "=MAX(40,45)")
        put(sheet, "III", 2, "Sáng kiến\nđã được công nhận")

    back = read(edited(form, fill))

    assert (back.standing, back.person_code, back.unit_code, back.period) == (
        Standing.OURS,
        "NV001",
        "PNV",
        JULY,
    )
    assert back.policy_hash == "ab" * 32
    assert back.marks["I.1.1"].points == Decimal("1.5")
    assert back.marks["I.1.2"].points == "2 điểm"
    assert isinstance(back.marks["II.2"].points, BadCell)
    assert (back.marks["III"].points, back.marks["III"].note) == (Decimal(2), "Sáng kiến đã được công nhận")
    assert back.marks["I.1.3"].points is None


def test_every_row_that_a_person_scores_comes_back_with_its_row_number(form: Path) -> None:
    sheet = first_sheet(form)

    marks = read(form).marks

    assert list(marks) == [row.code for row in head_form().leaves]
    assert all(mark.row == row_of(sheet, 1, code) for code, mark in marks.items())


def test_nothing_is_filled_in_beforehand(form: Path) -> None:
    assert {mark.points for mark in read(form).marks.values()} == {None}


@pytest.mark.parametrize(
    "edit",
    [
        lambda sheet: put_at(sheet, "C6", "Mã CB: NV002"),
        lambda sheet: put_at(sheet, "A5", "Tháng 8 năm 2018"),
        lambda sheet: put_at(sheet, f"C{row_of(sheet, 1, 'I.1.1')}", 5),
        lambda sheet: put_at(sheet, f"B{row_of(sheet, 1, 'I.1.1')}", "Nội dung khác"),
        lambda sheet: put_at(sheet, f"A{row_of(sheet, 1, 'I.1.1')}", "I.1.2"),
        lambda sheet: sheet.insert_rows(20),
        lambda sheet: sheet.delete_rows(20),
        lambda sheet: put_at(sheet, "A10", str(sheet["A10"].value).replace("NV001", "NV002")),
        lambda sheet: put_at(sheet, "A10", "evalapp-phieu;0;an older layout"),
        lambda sheet: put_at(sheet, "A11", "Mã phiếu: 0000-0000-0000"),
    ],
    ids=[
        "code",
        "month",
        "maximum",
        "label",
        "criterion",
        "inserted",
        "deleted",
        "token",
        "layout",
        "check code",
    ],
)
def test_a_form_whose_locked_part_was_changed_is_told_and_gives_no_marks(
    form: Path, edit: Callable[[Any], object]
) -> None:
    back = read(edited(form, edit))

    assert back.standing is Standing.CHANGED
    assert not back.marks


def put_at(sheet: Any, place: str, value: object) -> None:
    sheet[place].value = value


def test_another_workbook_is_not_ours(tmp_path: Path) -> None:
    write_summary(tmp_path / "summary.xlsx", summary(3))

    assert read(tmp_path / "summary.xlsx").standing is Standing.NOT_OURS


def test_a_form_that_another_workspace_made_is_not_ours(form: Path) -> None:
    assert read(form, secret=b"the secret of another workspace").standing is Standing.NOT_OURS


def test_a_form_on_a_sheet_of_another_name_further_down_is_still_ours(form: Path) -> None:
    def move(sheet: Any) -> None:
        sheet.title = "Copy (2)"
        sheet.insert_rows(1, 3)

    assert read(edited(form, move)).is_ours


def test_two_forms_in_one_workbook_are_refused_rather_than_one_of_them_dropped(form: Path) -> None:
    book = openpyxl.load_workbook(form)
    book.copy_worksheet(book.worksheets[0]).title = "Second"
    book.save(form)

    with pytest.raises(UserError, match="holds 2 self-score forms"):
        read(form)


@pytest.mark.parametrize(
    "name",
    ['=HYPERLINK("http://x")', "Trần <b Thi", "_x0041_ & “y”", "Tra\u0302\u0300n\u202e", "#REF!", "a;b%3B"],
)
def test_a_hostile_name_neither_runs_nor_spoils_the_check(tmp_path: Path, name: str) -> None:
    form = written(tmp_path / "form.xlsx", participant(code="A;B%1", name=name, title=name))

    assert read(form).is_ours
    assert read(form).person_code == "A;B%1"


def test_only_score_and_note_cells_are_open(form: Path) -> None:
    sheet = first_sheet(form)
    leaves = {row_of(sheet, 1, row.code) for row in head_form().leaves}

    is_open = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}

    assert sheet.protection.sheet
    assert is_open == {f"{letter}{row}" for row in leaves for letter in "DG"}


def test_the_sheet_itself_refuses_points_off_range_or_step(form: Path) -> None:
    sheet = first_sheet(form)
    cell = f"D{row_of(sheet, 1, 'II.2')}"

    [check] = [check for check in sheet.data_validations.dataValidation if str(check.sqref) == cell]

    assert check.type == "custom"
    assert (
        check.formula1
        == f"AND(ISNUMBER({cell}),{cell}>=0,{cell}<=50,ABS({cell}/0.5-ROUND({cell}/0.5,0))<0.000001)"
    )
    assert check.error == "Điểm phải là số từ 0 đến 50, mỗi bước 0,5. Để trống nếu chưa chấm."
    assert len(sheet.data_validations.dataValidation) == len(head_form().leaves)


def test_totals_are_live(form: Path) -> None:
    sheet = first_sheet(form)
    first = row_of(sheet, 1, "I.1.1")
    required = sum(row.kind is not Kind.BONUS for row in head_form().leaves)

    group, left = (
        sheet.cell(row_of(sheet, 1, "I.1"), 4).value,
        sheet.cell(row_of(sheet, 2, "TỔNG ĐIỂM") + 1, 1).value,
    )

    assert group == f'=IF(COUNT(D{first}:D{first + 2})=0,"–",SUM(D{first}:D{first + 2}))'
    assert str(left).startswith(f'="Số nội dung chưa chấm: "&({required}-COUNT(')


def test_the_form_prints_upright_on_one_page_width(form: Path) -> None:
    sheet = first_sheet(form)

    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth) == ("portrait", 1)
    assert sheet.row_dimensions[10].hidden
