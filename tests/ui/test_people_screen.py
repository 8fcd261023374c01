from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt

from evalapp.documents.papers.list_workbook import write_list
from evalapp.domain.people import Role
from evalapp.ui.kit.pickers import Choice
from evalapp.ui.screens.people.editing import Subject
from evalapp.ui.shell.intake_lines import Kind
from evalapp.ui.shell.intake_state import SHEET
from tests.documents.reading import hostile
from tests.ui.answers import Answers
from tests.ui.driver import Driver
from tests.ui.world import NAMES, closed, opened

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


def test_people_of_one_unit_do_not_each_name_it(user: Sit) -> None:
    at = at_people(user())
    number = [column.key for column in at.table.rows_model.columns].index("unit")

    at.screen.units.select(at.screen.state.unit_lines[2])
    assert at.table.isColumnHidden(number)

    at.screen.units.select(at.screen.state.unit_lines[0])
    at.window.resize(1366, 768)
    at.settle()
    assert not at.table.isColumnHidden(number)


def test_names_of_a_unit_stand_under_a_heading_that_says_so(user: Sit) -> None:
    at = at_people(user())

    at.do("people.edit_unit")

    assert at.screen.panel.names.isVisible()
    assert at.screen.panel.names.rows_model.columns[0].title == "Name of the unit"
    assert not at.screen.panel.dated.isVisible()


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
    assert (refused.kind, refused.column, refused.value) == (Kind.REFUSED, "Ngày sinh", "31/02/1980")

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


def test_a_person_is_typed_in_and_stands_in_the_list(user: Sit) -> None:
    at = at_people(user())

    at.do("people.new_person")
    at.fill(
        code="NV020", name="Lò Thị Mỷ", birth_date="05/06/1990", position="Chuyên viên", since="01/09/2018"
    )
    at.do("filled.save")

    assert at.screen.state.editing is None
    assert at.table.current().person.name == "Lò Thị Mỷ"
    assert at.cell(row="Lò Thị Mỷ", column="title", by="name") == "Chuyên viên"


def test_a_refused_field_is_marked_and_nothing_typed_is_lost(user: Sit) -> None:
    at = at_people(user())
    at.do("people.new_person")
    at.fill(code="NV001", name="Lò Thị Mỷ", position="Chuyên viên")

    at.press(Qt.Key.Key_Return)
    at.settle()

    assert "belongs to Lê Thị Hồng An" in at.screen.panel.form.reason("code")
    assert at.screen.panel.form.values["name"] == "Lò Thị Mỷ"
    assert at.screen.panel.form.field("code").hasFocus()
    at.fill(code="NV020", since="01/09/2018")
    at.do("filled.save")
    assert len(at.screen.state.people) == len(NAMES) + 1


def test_somebody_goes_to_another_unit_from_a_day_on_with_the_keys_alone(user: Sit) -> None:
    at = at_people(user(opened))
    at.put_cursor(row="Đỗ Thị Ánh", column="name", by="name")

    at.press(Qt.Key.Key_Return)
    at.do("panel.new_position")
    at.screen.panel.form.field("unit").show_choices([Choice("PTP", "Phòng Tư pháp")], "PTP")
    at.fill(since="01/10/2018")
    at.do("filled.save")

    assert at.column("text", at.screen.panel.dated) == [
        "Chuyên viên, Phòng Tư pháp",
        "Chuyên viên, Phòng Nội vụ",
    ]
    assert at.column("until", at.screen.panel.dated) == ["–", "30/09/2018"]


def test_a_position_entered_by_mistake_is_corrected_and_taken_away(user: Sit, answers: Answers) -> None:
    at = at_people(user())
    at.do("people.edit_person")

    at.screen.panel.dated.setFocus()
    at.press(Qt.Key.Key_Return)
    at.fill(position="Chánh Văn phòng")
    at.do("filled.save")
    assert at.column("text", at.screen.panel.dated) == ["Chánh Văn phòng, Phòng Nội vụ"]

    at.screen.panel.dated.setFocus()
    at.press(Qt.Key.Key_Return)
    answers.agrees = False
    at.do("panel.remove")
    assert "would never have been Chánh Văn phòng" in answers.questions[-1]
    assert at.screen.state.editing.subject is Subject.POSITION
    answers.agrees = True
    at.do("panel.remove")
    assert at.column("text", at.screen.panel.dated) == []
    at.do("filled.leave")
    assert at.screen.state.editing is None


def test_another_title_may_bring_another_role(user: Sit) -> None:
    at = at_people(user())
    at.put_cursor(row="Đỗ Thị Ánh", column="name", by="name")
    at.press(Qt.Key.Key_Return)

    at.do("panel.new_position")
    at.fill(position="Phó Trưởng phòng", since="01/10/2018")
    at.do("filled.save")

    held = next(each for each in at.screen.state.people if each.name == "Đỗ Thị Ánh").positions[-1]
    assert held.role is Role.DEPUTY


def test_what_is_typed_about_somebody_is_not_lost_over_somebody_else(user: Sit, answers: Answers) -> None:
    at = at_people(user())
    at.do("people.edit_person")
    at.fill(name="Lò Thị Mỷ")
    about = at.screen.state.editing.code
    answers.agrees = False

    at.table.setFocus()
    at.press(Qt.Key.Key_Down)
    at.press(Qt.Key.Key_Return)

    assert (at.screen.state.editing.code, at.screen.panel.form.values["name"]) == (about, "Lò Thị Mỷ")
    answers.agrees = True
    at.press(Qt.Key.Key_Return)
    assert at.screen.state.editing.code != about


def test_what_was_refused_is_no_longer_accused_once_it_is_changed(user: Sit) -> None:
    at = at_people(user())
    at.do("people.new_person")
    at.fill(code="NV001", name="Lò Thị Mỷ", position="Chuyên viên")
    at.do("filled.save")
    form = at.screen.panel.form
    was = form.reason("code")

    at.fill(code="NV020")
    at.screen.panel.render_state(at.screen.state)  # as when something is saved meanwhile

    assert (bool(was), form.reason("code")) == (True, "")


def test_a_unit_is_renamed_on_the_panel(user: Sit) -> None:
    at = at_people(user())

    at.do("people.edit_unit")
    at.fill(name="Phòng Nội vụ - Lao động")
    at.do("filled.save")
    assert "Phòng Nội vụ - Lao động" in [name.strip() for name in at.column("name", at.screen.units)]


def test_a_new_unit_begins_below_the_one_chosen_and_is_then_shown(user: Sit) -> None:
    at = at_people(user())
    at.visit("people", unit="BQ")

    at.do("people.new_unit")
    at.fill(code="TTDV", name="Trung tâm Dịch vụ công")
    at.do("filled.save")

    assert at.screen.state.unit == "TTDV"
    assert [line.depth for line in at.screen.state.unit_lines] == [0, 1, 2, 2, 2]


ODD = ("STT", "Ký hiệu", "Cán bộ", "Chỗ làm", "Chức vụ", "Đối tượng")


def odd_list(file: Path, *names: str) -> Path:
    rows = [
        (number, f"NV{number:03d}", name, "PTP", "Chuyên viên", "Công chức")
        for number, name in enumerate(names, start=20)
    ]
    write_list(file, titles=("DANH SÁCH",), header=ODD, rows=rows, widths=(6,) * 6)
    return file


def choose(at: Driver, key: str, heading: str) -> None:
    picker = at.screen.intake.columns.field(key)
    picker.show_choices([Choice(heading, heading)], heading)


def test_columns_of_unknown_names_are_asked_for_and_then_remembered(
    user: Sit, answers: Answers, tmp_path: Path
) -> None:
    at = at_people(user())
    answers.file = odd_list(tmp_path / "a.xlsx", "Lò Thị Mỷ")

    at.do("people.people_in")
    assert "Say which column" in at.screen.intake.columns.reason("name")
    choose(at, "code", "Cán bộ")
    choose(at, "name", "Cán bộ")
    at.do("intake.read")
    assert "chosen above" in at.screen.intake.columns.reason("name")
    choose(at, "code", "Ký hiệu")
    at.do("intake.read")
    assert at.screen.intake.columns.reason("unit")
    choose(at, "unit", "Chỗ làm")
    at.do("intake.read")
    assert at.screen.intake.state.report.new == 1
    at.do("intake.apply")
    at.do("intake.leave")

    answers.file = odd_list(tmp_path / "b.xlsx", "Giàng A Páo", "Sùng Thị Mai")
    at.do("people.people_in")
    assert not at.screen.intake.state.choosing
    assert (at.screen.intake.state.report.changed, at.screen.intake.state.report.new) == (0, 1)


def test_a_column_that_was_taken_for_another_is_chosen_again(
    user: Sit, answers: Answers, tmp_path: Path
) -> None:
    at = at_people(user())
    answers.file = tmp_path / "can-bo.xlsx"
    header = ("STT", "Mã CB", "Họ và tên", "Đơn vị", "Chức vụ", "Chức danh mới")
    rows = [(1, "NV020", "Lò Thị Mỷ", "PTP", "Nhân viên", "Trưởng phòng")]
    write_list(answers.file, titles=(), header=header, rows=rows, widths=(6,) * 6)

    at.do("people.people_in")
    at.do("intake.columns")
    choose(at, "position", "Chức danh mới")
    at.do("intake.read")
    at.do("intake.apply")
    at.do("intake.leave")

    at.visit("people", unit="PTP")
    assert at.cell(row="Lò Thị Mỷ", column="title", by="name") == "Trưởng phòng"


def test_everything_about_somebody_is_written_and_an_erasure_that_the_law_forbids_is_refused(
    user: Sit, answers: Answers, tmp_path: Path
) -> None:
    at = at_people(user(closed))
    at.put_cursor(row="NV003", column="name", by="code")
    answers.saved, answers.reason = tmp_path / "NV003.zip", "Đơn ngày 02/8/2018"

    at.do("people.export")
    at.do("people.erase")

    assert (tmp_path / "NV003.zip").read_bytes().startswith(b"PK")
    assert "still in new months" in at.told


def test_a_unit_that_the_list_calls_otherwise_is_named_once(
    user: Sit, answers: Answers, tmp_path: Path
) -> None:
    at = at_people(user())
    answers.file = tmp_path / "a.xlsx"
    rows = [(1, "NV020", "Lò Thị Mỷ", "05/06/1990", "Phòng TP-HT", "Chuyên viên", "Công chức")]
    write_list(answers.file, titles=(), header=HEADER, rows=rows, widths=(6,) * 7)

    at.do("people.people_in")
    at.do("intake.units")
    choose(at, "Phòng TP-HT", "PTP")
    at.do("intake.read")
    assert at.screen.intake.state.report.new == 1
    at.do("intake.apply")
    at.do("intake.leave")

    at.do("people.people_in")
    assert at.screen.intake.state.report.same == 1


def test_of_several_sheets_with_the_list_one_is_chosen(user: Sit, answers: Answers, tmp_path: Path) -> None:
    at = at_people(user())
    first = (1, "NV020", "Lò Thị Mỷ", "05/06/1990", "PTP", "Chuyên viên", "Công chức")
    second = ("NV021", "Giàng A Páo", "PTP", "Văn thư")
    answers.file = hostile.sheets(
        tmp_path / "a.xlsx",
        {"Quý 1": [HEADER, first], "Quý 2": [("Mã CB", "Họ và tên", "Đơn vị", "Vị trí"), second]},
    )

    at.do("people.people_in")
    assert "Several sheets" in at.screen.intake.columns.reason(SHEET)
    at.screen.intake.columns.field(SHEET).chosen.emit("Quý 2")
    at.settle()
    assert at.screen.intake.columns.values["unit"] == "Đơn vị"
    at.do("intake.read")
    at.do("intake.apply")
    at.do("intake.leave")

    at.visit("people", unit="PTP")
    assert at.column("name") == ["Giàng A Páo"]


def test_a_list_in_an_old_font_is_shown_as_it_reads_now(user: Sit, answers: Answers, tmp_path: Path) -> None:
    at = at_people(user())
    answers.file = tmp_path / "vn-time.xlsx"
    header = ("STT", "M· CB", "Hä vµ tªn", "Ngµy sinh", "§¬n vÞ", "Chøc vô", "§èi t­îng")
    rows = [(1, "NV020", "NguyÔn ThÞ Mü H¹nh", "05/06/1990", "PTP", "Chuyªn viªn", "C«ng chøc")]
    write_list(answers.file, titles=(), header=header, rows=rows, widths=(6,) * 7)

    at.do("people.people_in")

    last = at.screen.intake.state.lines[-1]
    assert last.reason.startswith("Converted: ")
    assert "Nguyễn Thị Mỹ Hạnh" in last.reason
