"""Levels as lists from elsewhere write them."""

import pytest

from evalapp.base.errors import UserError
from evalapp.domain.external_results import level_from, level_words


@pytest.mark.parametrize(
    ("written", "level"),
    [("HTXSNV", "A"), ("httnv", "B"), ("HTNV", "C"), ("KHTNV", "D"), ("Loại A", "A"), ("Xuất sắc", "A")],
)
def test_the_abbreviations_of_offices_are_levels(written: str, level: str) -> None:
    assert level_from(written, level_words(())) == level


def test_an_unknown_abbreviation_is_refused() -> None:
    with pytest.raises(UserError, match="is no level"):
        level_from("HTV", level_words(()))
