"""A policy is cited with the day of its decision where that is known, and with none where it is not."""

import pytest
from msgspec.structs import replace

from evalapp.domain.policy.citing import cited
from evalapp.usecases.policies import shipped

CITED = {
    "hn-3814-2018": "Quyết định 3814-QĐ/TU ngày 16/05/2018 của Thành ủy Hà Nội",
    "nd-335-2025": "Nghị định 335/2025/NĐ-CP ngày 21/12/2025",
    "hn-1841-2021": "sửa đổi bởi Quyết định 3251-QĐ/TU ngày 16/08/2022",
}


@pytest.mark.parametrize(("code", "words"), CITED.items())
def test_the_day_stands_behind_the_number_of_the_decision(code: str, words: str) -> None:
    assert words in shipped()[code].cited


def test_a_unit_reads_the_name_that_it_gave_its_own_policy() -> None:
    title = "Đánh giá theo Nghị định 335/2025/NĐ-CP của Văn phòng"

    assert replace(shipped()["nd-335-2025"], title=title, unit="VP").cited == title


@pytest.mark.parametrize("basis", [[], [("3814-QĐ/TU", "")], [("12/QĐ-UBND", "2018-05-16")]])
def test_a_day_that_nobody_wrote_down_is_not_made_up(basis: list[tuple[str, str]]) -> None:
    assert cited("Theo Quyết định 3814-QĐ/TU", basis) == "Theo Quyết định 3814-QĐ/TU"


def test_a_number_is_not_found_inside_another_one() -> None:
    title = "Theo Quyết định 1841-QĐ/TU, sửa đổi bởi 41-QĐ/TUB"

    assert cited(title, [("41-QĐ/TU", "2018-05-16")]) == title
