"""The codes that people are given whose list has none."""

from collections.abc import Sequence

import pytest

from evalapp.usecases.person_codes import NewCodes


@pytest.mark.parametrize(
    ("taken", "given"),
    [
        ((), ["CB0001", "CB0002"]),
        (("CB01", "CB11"), ["CB12", "CB13"]),
        (("NV003", "TP09", "NV001"), ["NV004", "NV005"]),
        (("30012345", "30012346"), ["CB0001", "CB0002"]),
        (("CB98", "cb99"), ["CB100", "CB101"]),
        (("Đ.01", "PNV-07", "PNV-08"), ["PNV-09", "PNV-10"]),
    ],
)
def test_a_new_code_is_the_next_as_most_are_written_and_never_a_taken_one(
    taken: Sequence[str], given: list[str]
) -> None:
    codes = NewCodes(taken)

    assert [codes.give(), codes.give()] == given
