"""Words shown to people, in the language in use."""

import pickle
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalapp.base.errors import UserError
from evalapp.base.messages import (
    LANGUAGES,
    N_,
    Term,
    counted,
    language,
    plain,
    points_shown,
    shown,
    tr,
    tr_error,
    tr_map,
    use_language,
)

NOT_IN_THE_CATALOGUE = "{value} zzz"


def test_counts_are_written_with_their_thousands_apart_and_years_are_not() -> None:
    told = "{count} {count:day|days} zzz {year}"

    assert tr(told, count=3011, year=2018) == "3,011 days zzz 2018"
    use_language("vi")
    assert tr(told, count=3011, year=2018) == "3.011 days zzz 2018"
    assert (counted(999), counted(3019), counted(1_234_567)) == ("999", "3.019", "1.234.567")


@pytest.mark.parametrize(
    ("value", "vietnamese", "english"),
    [
        (Decimal("19.50"), "19,5", "19.5"),
        (Decimal("20.00"), "20", "20"),
        (Decimal("-0.25"), "-0,25", "-0.25"),
        (Decimal("-0.0"), "0", "0"),
        (Decimal("1E+2"), "100", "100"),
        (7, "7", "7"),
        ("Đặng Thị Ánh", "Đặng Thị Ánh", "Đặng Thị Ánh"),
        (date(2018, 7, 1), "01/07/2018", "01/07/2018"),
        (datetime(2018, 7, 31, 17, 30, tzinfo=UTC), "01/08/2018 00:30", "01/08/2018 00:30"),
        (datetime(2018, 7, 31, 17, 30), "01/08/2018 00:30", "01/08/2018 00:30"),  # noqa: DTZ001 - as a driver may return it
        (datetime(2018, 8, 1, tzinfo=timezone(timedelta(hours=7))), "01/08/2018 00:00", "01/08/2018 00:00"),
        ([Decimal("1.5"), "b"], "1,5, b", "1.5, b"),
        ((date(2018, 7, 1),), "01/07/2018", "01/07/2018"),
        (Term("Head"), "Cấp trưởng", "Head"),
        ([Term("Head"), Term("Deputy")], "Cấp trưởng, Cấp phó", "Head, Deputy"),
        (UserError("{points} zzz", points=Decimal("1.5")), "1,5 zzz", "1.5 zzz"),
    ],
)
def test_every_kind_of_value_is_written_as_its_language_writes_it(
    value: Any, vietnamese: str, english: str
) -> None:
    written: dict[str, str] = {}
    for code in LANGUAGES:
        use_language(code)
        written[code] = tr(NOT_IN_THE_CATALOGUE, value=value)

    assert written == {"vi": f"{vietnamese} zzz", "en": f"{english} zzz"}


def test_the_language_in_use_is_the_one_chosen_last() -> None:
    use_language("vi")

    assert language() == "vi"
    with pytest.raises(ValueError, match="no such language: fr"):
        use_language("fr")
    assert language() == "vi"


def test_a_message_is_said_in_vietnamese() -> None:
    use_language("vi")

    assert tr("Head") == "Cấp trưởng"
    assert tr_map({"head": N_("Head")}, "head") == "Cấp trưởng"


def test_an_unknown_key_is_shown_as_it_is() -> None:
    assert tr_map({"head": N_("Head")}, "other") == "other"


def test_nothing_to_say_is_said_as_nothing() -> None:
    use_language("vi")

    assert tr("") == ""


def test_braces_that_a_user_typed_are_not_placeholders() -> None:
    refusal = UserError("{name} zzz", name="{unit}")

    assert tr_error(refusal) == "{unit} zzz"
    assert str(refusal) == "{unit} zzz"
    assert str(UserError("a {brace}")) == "a {brace}"


def test_a_refusal_may_have_values_of_any_name() -> None:
    refusal = UserError("{message}, {self}", message="one", self="two")

    assert tr_error(refusal) == "one, two"


def test_a_refusal_survives_the_way_between_two_processes() -> None:
    refusal = pickle.loads(pickle.dumps(UserError("{points} zzz", points=Decimal("1.5"))))

    assert str(refusal) == "1.5 zzz"


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=4))
def test_a_number_written_plainly_is_read_back_as_it_was(number: Decimal) -> None:
    text = plain(number)

    assert Decimal(text) == number
    assert "E" not in text
    assert text == plain(Decimal(text))
    assert points_shown(number) == text


def test_a_text_is_shown_untouched() -> None:
    assert shown("1.5") == "1.5"
    assert shown(None) is None


def test_a_count_picks_the_word_beside_it() -> None:
    told = "{count} {count:finding|findings}"

    assert [tr(told, count=count) for count in (0, 1, 2)] == ["0 findings", "1 finding", "2 findings"]


def test_several_refusals_are_a_line_each_and_of_many_the_first_are_told() -> None:
    told = "Mend: {problems}"
    refused = [UserError("line {number}", number=number) for number in range(1, 9)]

    one, two, many = (tr(told, problems=refused[:count]) for count in (1, 2, 8))

    assert one == "Mend: line 1"
    assert two.splitlines() == ["Mend: ", "• line 1", "• line 2"]
    assert many.splitlines()[-2:] == ["• line 6", "… and 2 more"]
