from collections.abc import Callable
from pathlib import Path

from evalapp.documents.papers.list_workbook import write_list
from tests.ui.answers import Answers
from tests.ui.driver import Driver
from tests.ui.world import NAMES, opened

Sit = Callable[..., Driver]
HEADER = ("STT", "Mã CB", "Họ và tên", "Ngày sinh", "Mã đơn vị", "Chức vụ", "Đối tượng")


def at_people(at: Driver) -> Driver:
    at.visit("people")
    return at


def test_units_stand_as_their_tree_with_how_many_people_each_has(user: Sit) -> None:
    at = at_people(user())

    assert [name.strip() for name in at.column("name", at.screen.units)] == [
        "All units",
        "UBND huyện Bắc Quang",
        "Phòng Nội vụ",
        "Phòng Tư pháp",
    ]
    assert at.column("people", at.screen.units) == ["14", "0", "14", "0"]


def test_the_unit_chosen_at_the_top_is_the_one_shown(user: Sit) -> None:
    at = at_people(user())

    at.visit("people", unit="PTP")

    assert at.column("name") == []
    assert at.screen.units.current().code == "PTP"


def test_people_are_found_with_or_without_accents(user: Sit) -> None:
    at = at_people(user())

    at.screen.find_line.setText("anh")
    assert at.column("name") == ["Nguyễn Hải Anh", "Đỗ Thị Ánh", "Hoàng Ngọc Ánh"]

    at.screen.find_line.setText("đào")
    assert at.column("name") == ["Nguyễn Văn Đào"]


def test_a_list_is_shown_before_it_changes_anything_and_then_taken_in(
    user: Sit, answers: Answers, tmp_path: Path
) -> None:
    at = at_people(user())
    answers.file = tmp_path / "can-bo.xlsx"
    rows = [(1, "NV020", "Lò Thị Mỷ", "05/06/1990", "PTP", "Chuyên viên", "Công chức")]
    write_list(answers.file, titles=("DANH SÁCH",), header=HEADER, rows=rows, widths=(6,) * 7)

    at.do("people.people_in")
    assert at.screen.intake.state.report.new == 1
    assert len(at.screen.state.people) == len(NAMES)

    at.do("intake.apply")
    at.do("intake.leave")
    assert "Lò Thị Mỷ" in [person.name for person in at.screen.state.people]


def test_refused_rows_are_told_in_words_and_the_good_ones_can_still_be_taken(
    user: Sit, answers: Answers, tmp_path: Path
) -> None:
    at = at_people(user())
    answers.file = tmp_path / "can-bo.xlsx"
    rows = [
        (1, "NV020", "Lò Thị Mỷ", "05/06/1990", "PTP", "Chuyên viên", "Công chức"),
        (2, "NV021", "Giàng A Páo", "31/02/1980", "PTP", "Chuyên viên", "Công chức"),
    ]
    write_list(answers.file, titles=("DANH SÁCH",), header=HEADER, rows=rows, widths=(6,) * 7)

    at.do("people.people_in")
    refused = at.screen.intake.state.lines[0]
    assert (refused.kind, refused.column, refused.value) == ("Refused", "Ngày sinh", "31/02/1980")

    at.do("intake.apply")
    at.do("intake.leave")
    assert len(at.screen.state.people) == len(NAMES) + 1


def test_a_file_that_is_no_workbook_is_refused_and_leaves_the_list_as_it_was(
    user: Sit, answers: Answers, tmp_path: Path
) -> None:
    at = at_people(user())
    answers.file = tmp_path / "can-bo.xlsx"
    answers.file.write_bytes(b"not a workbook")

    at.do("people.people_in")

    assert "can-bo.xlsx" in at.told
    assert at.screen.table.isVisible()
    assert len(at.column("name")) == len(NAMES)


def test_somebody_is_taken_out_of_new_months_and_never_deleted(user: Sit, answers: Answers) -> None:
    at = at_people(user(opened))

    at.do("people.active")

    assert at.cell(row="Lê Thị Hồng An", column="standing", by="name") == "Inactive"
    answers.agrees = False
    at.do("people.active")
    assert at.cell(row="Lê Thị Hồng An", column="standing", by="name") == "Inactive"
