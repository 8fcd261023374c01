"""A block that brings names along is set beside the rows of these names."""

import pytest

from evalapp.base.errors import UserError
from evalapp.ui.kit.grid_blocks import LeftOut, Target
from evalapp.ui.kit.grid_names import beside_names

COLUMNS = [(f"c{number}", f"I.{number} /6", f"I.{number} ") for number in range(9)]
NAMES = (("Nguyễn Hải Anh",), ("Đỗ Thị Ánh",), ("Hoàng Ngọc Ánh (NV004)", "NV004 Hoàng Ngọc Ánh"))


def test_each_line_goes_to_whom_it_names_whatever_its_place_and_accents() -> None:
    block = (("1", "do thi anh", "5", "13"), ("2", "NGUYỄN HẢI ANH", "4", ""))

    assert beside_names(block, NAMES, 3, COLUMNS) == (
        [Target(1, 3, "5"), Target(1, 4, "13"), Target(0, 3, "4"), Target(0, 4, "")],
        LeftOut(),
    )


def test_headings_and_empty_lines_that_come_along_are_no_names() -> None:
    block = (("Họ và tên", "Điểm"), ("Đỗ Thị Ánh", "5"), ("", ""))

    assert beside_names(block, NAMES, 3, COLUMNS) == ([Target(1, 3, "5")], LeftOut())


def test_what_would_go_past_the_last_column_is_counted() -> None:
    assert beside_names((("Đỗ Thị Ánh", "5", "6"),), NAMES, 3, COLUMNS[:4]) == (
        [Target(1, 3, "5")],
        LeftOut(1),
    )


@pytest.mark.parametrize("block", [(("5", "13"), ("4", "12")), (("5",),), (("ghi chú", "khác"),)])
def test_a_block_without_names_is_laid_out_as_ever(block: tuple[tuple[str, ...], ...]) -> None:
    assert beside_names(block, NAMES, 3, COLUMNS) is None


@pytest.mark.parametrize("name", ["Trần Quốc Việt", "Hoàng Ngọc Ánh", "Nguyễn Hải Anh"])
def test_a_name_that_is_not_one_rows_is_left_out_by_name(name: str) -> None:
    block = (("Đỗ Thị Ánh", "5"), (name, "4"))
    here = (*NAMES, ("Nguyễn Hải Anh",))

    assert beside_names(block, here, 3, COLUMNS) == ([Target(1, 3, "5")], LeftOut(1, (name,)))


def test_figures_go_under_the_headings_that_came_along_whatever_their_order() -> None:
    block = (("Họ và tên", "c5", "I.4", "Tổng"), ("Đỗ Thị Ánh", "1", "4,5", "88"))

    assert beside_names(block, NAMES, 3, COLUMNS) == (
        [Target(1, 5, "1"), Target(1, 4, "4,5")],
        LeftOut(1),
    )


def test_where_no_heading_is_a_columns_they_go_side_by_side() -> None:
    block = (("Họ và tên", "Lần một", "Lần hai"), ("Đỗ Thị Ánh", "5", "6"))

    assert beside_names(block, NAMES, 3, COLUMNS) == ([Target(1, 3, "5"), Target(1, 4, "6")], LeftOut())


def test_a_block_of_which_nothing_has_a_place_is_refused() -> None:
    with pytest.raises(UserError):
        beside_names((("Đỗ Thị Ánh", "5"),), NAMES, 9, COLUMNS)


@pytest.mark.parametrize("name", ["Hoàng Ngọc Ánh (NV004)", "nv004 hoàng ngọc ánh"])
def test_one_of_two_of_one_name_is_known_as_the_list_shows_them(name: str) -> None:
    assert beside_names(((name, "5"),), NAMES, 3, COLUMNS) == ([Target(2, 3, "5")], LeftOut())
