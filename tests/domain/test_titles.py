"""Roles read from titles, as offices write them."""

import unicodedata

import pytest

from evalapp.base.names import fold
from evalapp.domain.people import Role
from evalapp.domain.titles import CATEGORY_WORDS, ROLE_WORDS, role_of_title

HEADS = (
    "Trưởng phòng", "TRƯỞNG PHÒNG", "Trưởng ban", "Chủ tịch UBND phường", "Giám đốc", "Giám đốc Trung tâm",
    "Chánh Văn phòng", "Chánh Thanh tra", "Hiệu trưởng", "Bí thư Đảng ủy", "Chi cục trưởng", "Đội trưởng",
    "Quyền Trưởng phòng", "Q. Trưởng phòng", "Trưởng Công an phường", "Trưởng phòng phụ trách phố cổ",
    "Trưởng phòng, Phó Bí thư chi bộ", "Trưởng phòng kiêm Phó Chủ tịch Công đoàn",
    "Chủ nhiệm Ủy ban Kiểm tra",
    "Ủy viên Ban Thường vụ, Chủ tịch UBND xã",
)  # fmt: skip
DEPUTIES = (
    "Phó Trưởng phòng", "Phó trưởng phòng", "Phó Chủ tịch UBND", "Phó Chủ tịch UBND phường", "Phó Giám đốc",
    "PHÓ GIÁM ĐỐC", "Phó Chánh Văn phòng", "Phó Hiệu trưởng", "Phó Bí thư Thường trực", "Pho truong phong",
    "Quyền Phó Trưởng phòng", "Ủy viên BTV Quận ủy, Phó Chủ tịch UBND quận", "Pho giam doc", "Phó phòng",
    "Phó Chủ tịch HĐND kiêm Trưởng ban Pháp chế",
)  # fmt: skip
STAFF = (
    "Chuyên viên", "Chuyên viên chính", "Lái xe", "Nhân viên văn thư", "Chuyên viên Phòng Nội vụ",
    "Tổ trưởng tổ dân phố", "Cán sự Văn phòng", "Thư ký Chủ tịch", "Kế toán", "", ",",
    "Chuyên viên, Phó Bí thư Chi đoàn", "Thư ký Phó Chủ tịch", "Ủy viên Ban Chấp hành",
    "Kế toán kiêm Phó Ban Nữ công",
)  # fmt: skip


@pytest.mark.parametrize(
    ("title", "role"),
    [
        *((title, Role.HEAD) for title in HEADS),
        *((title, Role.DEPUTY) for title in DEPUTIES),
        *((title, Role.STAFF) for title in STAFF),
    ],
)
def test_the_role_is_read_from_the_title(title: str, role: Role) -> None:
    assert role_of_title(title) is role


@pytest.mark.parametrize("title", [*HEADS, *DEPUTIES])
def test_a_title_in_decomposed_letters_is_the_same_title(title: str) -> None:
    assert role_of_title(unicodedata.normalize("NFD", title)) is role_of_title(title)


def test_deputy_room_and_street_are_three_words() -> None:
    assert [role_of_title(f"{word} Trưởng phòng") for word in ("Phó",)] == [Role.DEPUTY]
    assert role_of_title("Cán bộ phố") is Role.STAFF
    assert role_of_title("Nhân viên phòng") is Role.STAFF


def test_the_words_of_the_lists_are_kept_as_they_are_compared() -> None:
    assert [word for word in (*ROLE_WORDS, *CATEGORY_WORDS) if fold(word) != word] == []
