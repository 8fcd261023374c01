"""Columns, declared once for the screen and the workbook."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace

from evalapp.base.columns import EMPTY, Column, decimals_of, figure
from evalapp.base.messages import amount_shown, use_language


class Line(Struct, frozen=True):
    value: Any = None
    locked: bool = False


def typed(line: Line, text: str) -> Line:
    return replace(line, value=text)


VALUE = Column[Line]("value", "Value", lambda line: line.value)


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (None, 0, EMPTY),
        (Decimal(0), 0, "0"),
        (Decimal("19.5"), 0, "19,5"),
        (Decimal("20"), 1, "20,0"),
        (Decimal("1E+2"), 0, "100"),
        (7, 0, "7"),
        ("Trần Thị Ánh", 0, "Trần Thị Ánh"),
        (date(2018, 7, 1), 0, "01/07/2018"),
    ],
)
def test_a_cell_is_written_as_offices_write_it_and_what_is_unknown_is_never_zero(
    value: Any, decimals: int, text: str
) -> None:
    use_language("vi")

    assert VALUE.text(Line(value), decimals) == text


def test_a_cell_takes_text_only_where_it_may_be_edited() -> None:
    edited = replace(VALUE, edit=typed)
    guarded = replace(edited, editable=lambda line: not line.locked)

    assert not VALUE.takes_text(Line())
    assert edited.takes_text(Line())
    assert guarded.takes_text(Line())
    assert not guarded.takes_text(Line(locked=True))


@given(
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**6), max_value=10**6, places=3),
    st.integers(0, 4),
)
def test_a_figure_lines_up_and_is_never_rounded(value: Decimal, decimals: int) -> None:
    text = figure(value, decimals)

    assert Decimal(text) == value
    assert len(text.partition(".")[2]) == max(decimals, decimals_of(value))


def test_how_many_there_are_has_its_thousands_apart_in_every_list_as_in_sentences() -> None:
    people: Column[int] = Column("people", "People", lambda number: number, numeric=True)
    year: Column[int] = Column("year", "Year", lambda number: number)

    told = [people.text(4998), year.text(2018), amount_shown(Decimal("1249.50"))]
    use_language("vi")

    assert told == ["4,998", "2018", "1,249.5"]
    assert [people.text(4998), year.text(2018), amount_shown(Decimal("1249.50"))] == [
        "4.998",
        "2018",
        "1.249,5",
    ]
