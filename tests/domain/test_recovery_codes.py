"""The code on a recovery sheet: copied from paper by somebody who is in trouble already."""

import pytest

from evalapp.domain.recovery_codes import CHANCE, read_code, written_code

CODE = written_code(bytes(range(CHANCE)))


def test_a_code_is_seven_groups_of_four_letters_that_are_not_mistaken_for_each_other() -> None:
    groups = CODE.split("-")

    assert [len(group) for group in groups] == [4] * 7
    assert not set("ILOU") & set(CODE)


@pytest.mark.parametrize(
    "typed", [CODE.lower(), CODE.replace("-", " "), CODE.replace("0", "O").replace("1", "l"), f"  {CODE}\n"]
)
def test_a_code_is_read_however_it_is_typed(typed: str) -> None:
    assert read_code(typed) == CODE.replace("-", "")


@pytest.mark.parametrize("place", range(len(CODE)))
def test_a_slip_in_one_letter_is_no_code(place: int) -> None:
    other = "7" if CODE[place] != "7" else "8"

    assert CODE[place] == "-" or read_code(CODE[:place] + other + CODE[place + 1 :]) is None


def test_a_password_is_no_code() -> None:
    assert read_code("mật khẩu của phòng") is None
    assert read_code("") is None
