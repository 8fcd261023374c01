"""Units and people entered by hand on the command line."""

from pathlib import Path

from tests import make
from tests.cli.run import Console


def test_a_unit_is_added_and_renamed_from_a_day_on(office: Console) -> None:
    office.json(
        "unit", "add", "TTDV", "--name", "Trung tâm Dịch vụ", "--parent", "UB", "--kind", "Đơn vị sự nghiệp"
    )

    rows = office.json("unit", "edit", "TTDV", "--name", "Trung tâm Dịch vụ công", "--from", "2018-08-01")[
        "units"
    ]

    assert [(row["name"], row["parent"], row["kind"], row["from"], row["to"]) for row in rows] == [
        ("Trung tâm Dịch vụ", "UB", "Đơn vị sự nghiệp", None, "2018-07-31"),
        ("Trung tâm Dịch vụ công", "UB", "Đơn vị sự nghiệp", "2018-08-01", None),
    ]


def test_a_unit_can_be_put_at_the_top(office: Console) -> None:
    rows = office.json("unit", "edit", "PTP", "--parent", "-")["units"]

    assert [row["parent"] for row in rows] == [None]


def test_somebody_is_added_moved_corrected_and_a_mistake_taken_away(office: Console) -> None:
    office.json(
        "people", "add", "TP009", "--name", "Lò Thị Mỷ", "--unit", "PTP", "--position", "Chuyên viên",
        "--category", "public_employee",
    )  # fmt: skip

    moved = office.json("people", "position", "TP009", "--unit", "PNV", "--from", "2018-08-01")
    held = [(each["unit"], each["category"], each["from"], each["to"]) for each in moved["positions"]]
    assert held == [
        ("PTP", "public_employee", None, "2018-07-31"),
        ("PNV", "public_employee", "2018-08-01", None),
    ]

    mended = office.json("people", "position", "TP009", "--number", "2", "--position", "Trưởng phòng")
    assert (mended["positions"][1]["role"], mended["positions"][1]["from"]) == ("head", "2018-08-01")

    named = office.json("people", "edit", "TP009", "--birth", "1990", "--note", "Đi học")
    assert (named["name"], named["birth"], named["note"]) == ("Lò Thị Mỷ", "1990", "Đi học")

    left = office.json("people", "remove-position", "TP009", "--number", "2")
    assert [each["unit"] for each in left["positions"]] == ["PTP"]


def test_what_cannot_be_is_refused_with_its_reason(office: Console) -> None:
    taken = office(
        "people", "add", "NV001", "--name", "Lò Thị Mỷ", "--unit", "PTP", "--position", "Chuyên viên"
    )
    missing = office("people", "position", "NV001", "--number", "9")
    above = office("unit", "add", "PX", "--name", "Phòng X", "--parent", "KHONG")

    assert (taken.code, missing.code, above.code) == (1, 1, 1)
    assert "belongs to Đỗ Thị An" in taken.err
    assert "no number 9" in missing.err
    assert "There is no unit" in above.err


def test_an_answer_for_people_numbers_the_positions(office: Console) -> None:
    said = office("people", "edit", "NV001", "--note", "x")

    assert said.out.splitlines()[0] == "NV001  Đỗ Thị An  01/03/1980"
    assert said.out.splitlines()[2].split()[0] == "1"


def test_a_list_with_headings_of_its_own_is_taken_in_with_its_columns_named(
    office: Console, tmp_path: Path
) -> None:
    file = make.book(tmp_path / "a.xlsx", ("Cán bộ", "Chỗ làm", "Chức vụ"), ("Lò Thị Mỷ", "PTP", "Văn thư"))

    taken = office.json("people", "import", file, "--column", "name=Cán bộ", "--column", "unit=Chỗ làm")
    wrong = office("people", "import", file, "--column", "ten=Cán bộ")
    left_out = office("people", "import", file, "--column", "name=–", "--column", "unit=Chỗ làm")
    mistaken = office("people", "import", file, "--column", "name=Tên gọi", "--column", "unit=Chỗ làm")

    assert (taken["new"], taken["applied"]) == (1, True)
    assert wrong.code == 1
    assert "There is no column ten" in wrong.err
    assert "without the column “Họ và tên”" in left_out.err
    assert "no column “Tên gọi”, which was chosen for “Họ và tên”" in mistaken.err


def test_everybody_goes_to_the_unit_named_where_the_list_names_none(office: Console, tmp_path: Path) -> None:
    file = make.book(tmp_path / "a.xlsx", ("STT", "Họ và tên", "Bộ phận"), (1, "Lò Thị Mỷ", "Tổ Đất đai"))

    refused = office("people", "import", file)
    taken = office.json("people", "import", file, "--unit", "PTP")
    unknown = office("people", "import", file, "--unit", "NOWHERE")

    assert "There is no unit “Tổ Đất đai”" in refused.err
    assert (taken["new"], taken["applied"]) == (1, True)
    assert "Lò Thị Mỷ" in office("people", "list", "--unit", "PTP").out
    assert unknown.code == 1


def test_a_list_says_which_rows_are_new_and_what_the_others_change(office: Console, tmp_path: Path) -> None:
    rows = (
        make.person_row(3, position="Văn thư"),
        make.person_row(4),
        ("NV020", "Lò Thị Mỷ", "05/06/1990", "PTP", "Văn thư", "Công chức"),
    )
    file = make.book(tmp_path / "a.xlsx", make.PEOPLE_HEADER, *rows)

    said = office("people", "import", file, "--dry-run").out

    assert "Changed: row 2, Nguyễn Hải Anh (NV003). Chức vụ: Chuyên viên → Văn thư" in said
    assert "New: row 4" in said
    assert "row 3" not in said


def test_a_list_that_changes_nothing_says_so(office: Console, tmp_path: Path) -> None:
    file = make.book(tmp_path / "a.xlsx", make.PEOPLE_HEADER, make.person_row(3))

    assert "The list changes nothing" in office("people", "import", file, "--dry-run").out


def test_a_position_that_leaves_a_closed_month_is_recorded_once_it_is_said_to_be_meant(
    closed: Console,
) -> None:
    move = ("people", "position", "NV005", "--number", "1", "--from", "2018-08-15")

    refused = closed(*move)
    assert refused.code == 1
    assert "Nothing was recorded" in refused.err
    assert "month 07/2018" in refused.err
    assert "--sure" in refused.err

    assert closed.json(*move, "--sure")["positions"][0]["from"] == "2018-08-15"


def test_a_move_a_removal_and_a_list_that_leave_a_closed_month_are_asked_about_in_the_same_words(
    closed: Console, tmp_path: Path
) -> None:
    file = make.book(
        tmp_path / "a.xlsx", make.PEOPLE_HEADER, make.person_row(5, unit="PTP", since="15/07/2018")
    )
    move = ("people", "move", "NV005", "--unit", "PTP", "--position", "Văn thư", "--from", "2018-07-15")
    closed("people", "position", "NV006", "--unit", "PTP", "--position", "Văn thư", "--from", "2018-08-15")

    for words in (move, ("people", "remove-position", "NV006", "--number", "1"), ("people", "import", file)):
        refused = closed(*words)
        assert refused.code == 1
        assert "no longer be in Phòng Nội vụ in month 07/2018" in refused.out + refused.err
        assert "--sure" in refused.err

    assert closed("people", "import", file, "--dry-run").code == 0
    assert closed("people", "import", file, "--sure").code == 0
    assert closed("people", "remove-position", "NV006", "--number", "1", "--sure").code == 0


def test_a_column_of_categories_is_known_by_its_values_and_that_is_said(
    office: Console, tmp_path: Path
) -> None:
    header = ("Mã CB", "Họ và tên", "Đơn vị", "Chức vụ", "Loại")
    rows = (
        ("NV020", "Lò Thị Mỷ", "PTP", "Văn thư", "Hợp đồng lao động"),
        ("NV021", "Giàng A Páo", "PTP", "Kế toán", "Viên chức"),
    )
    file = make.book(tmp_path / "a.xlsx", header, *rows)

    said = office("people", "import", file)

    assert "By its values the column “Loại” is read as “Đối tượng”" in said.out
    people = {each["code"]: each for each in office.json("people", "list")["people"]}
    held = [people[code]["positions"][0]["category"] for code in ("NV020", "NV021")]
    assert held == ["contract", "public_employee"]
