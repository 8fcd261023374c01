from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalapp.base.errors import UserError
from evalapp.base.messages import tr_error
from evalapp.documents.reading import values
from evalapp.documents.reading.cells import BadCell, Cell, column_name
from evalapp.documents.reading.lists import find_list
from evalapp.documents.reading.specs import PEOPLE
from evalapp.documents.reading.workbook import read_workbook
from evalapp.domain.people import Birth
from evalapp.domain.periods import Period
from tests.documents.reading import hostile

DAYS = st.dates(date(1907, 1, 1), date(2100, 12, 31))
MORNING = datetime(1980, 2, 28, 7, 30)  # noqa: DTZ001 - the cells of a sheet have no time zone
READERS = [
    values.as_text,
    values.as_code,
    values.as_date,
    values.as_birth,
    values.as_number,
    values.as_points,
]


@pytest.mark.parametrize("read", READERS)
def test_an_error_is_refused_by_every_reader(read: Callable[[Cell], object]) -> None:
    with pytest.raises(UserError, match="shows the error #REF!"):
        read(BadCell("#REF!"))


@pytest.mark.parametrize("read", READERS)
def test_a_formula_nobody_computed_is_refused_by_every_reader(read: Callable[[Cell], object]) -> None:
    with pytest.raises(UserError, match="result was never stored"):
        read(BadCell("#CALC!", is_formula=True))


@pytest.mark.parametrize("read", READERS[2:])
def test_a_blank_cell_is_nothing_and_never_zero(read: Callable[[Cell], object]) -> None:
    assert read(None) is None


@pytest.mark.parametrize(
    "written",
    ["Ngày 3 tháng 2 năm 1990", "NGÀY 03 THÁNG 02 NĂM 1990", "3 tháng 2 năm 1990", "03.02.1990", "3-2-1990"],
)
def test_a_day_is_read_as_papers_write_it(written: str) -> None:
    assert values.as_date(written) == date(1990, 2, 3)
    assert values.as_birth(written) == Birth.on(date(1990, 2, 3))


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("ngày 31 tháng 2 năm 1990", "does not exist"),
        ("ngày 3 tháng 2 năm 90", "is no date"),
        ("ngày 10 tháng 3 năm 2018 âm lịch", "is no date"),
        ("tháng 2 năm 1990", "is no date"),
    ],
)
def test_a_day_in_words_that_is_not_certain_is_refused(written: str, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        values.as_date(written)


@pytest.mark.parametrize("written", ["15/9", " 15.09", "15-9", "15/09/2026"])
def test_a_day_inside_the_period_that_is_looked_at_needs_no_year(written: str) -> None:
    assert values.as_day_of(written, Period(2026, 9)) == date(2026, 9, 15)
    assert values.as_day_of(" ", Period(2026, 9)) is None


@pytest.mark.parametrize(
    ("written", "sentence"),
    [("15/10", "“15/10” is not in month 09/2026"), ("31/9", "does not exist"), ("15/9/26", "two digits")],
)
def test_a_day_outside_the_period_is_written_with_its_year(written: str, sentence: str) -> None:
    with pytest.raises(UserError) as refused:
        values.as_day_of(written, Period(2026, 9))

    assert sentence in tr_error(refused.value)


def test_a_blank_text_is_empty() -> None:
    assert (values.as_text(None), values.as_code(None)) == ("", "")


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("ghi", "ghi"),
        (Decimal("5.50"), "5.5"),
        (date(1980, 2, 28), "28/02/1980"),
        (MORNING, "28/02/1980 07:30"),
        (time(7, 5), "07:05"),
        (True, "TRUE"),
    ],
)
def test_text_is_written_as_people_write_it(cell: Cell, text: str) -> None:
    assert values.as_text(cell) == text


@pytest.mark.parametrize(
    ("cell", "code"),
    [(Decimal(1980), "1980"), ("007", "007"), ("NV001", "NV001"), (Decimal("001234567890"), "1234567890")],
)
def test_a_code_is_kept(cell: Cell, code: str) -> None:
    assert values.as_code(cell) == code


@pytest.mark.parametrize("cell", [date(2018, 1, 2), time(1, 2), True])
def test_a_code_that_excel_changed_is_refused(cell: Cell) -> None:
    with pytest.raises(UserError, match="is no code"):
        values.as_code(cell)


def test_a_code_that_excel_rounded_is_refused() -> None:
    with pytest.raises(UserError, match="has rounded it"):
        values.as_code(Decimal("1.23456789012346E+18"))


@given(DAYS)
def test_a_written_day_is_taken_as_it_is_written(day: date) -> None:
    written = [
        f"{day:%d/%m/%Y}",
        f"{day:%d-%m-%Y}",
        f"{day:%d.%m.%Y}",
        f"{day.day}/{day.month}/{day.year}",
        day.isoformat(),
    ]

    assert {values.as_date(text) for text in [*written, f"{day:%d/%m/%Y} 00:00:00"]} == {day}


@given(DAYS)
def test_a_true_day_is_that_day(day: date) -> None:
    assert values.as_date(day) == day
    assert values.as_birth(day) == Birth.on(day)


def test_the_time_of_a_day_is_dropped() -> None:
    assert values.as_date(MORNING) == date(1980, 2, 28)


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ("31/02/1980", "does not exist"),
        ("02/31/1980", "does not exist"),
        ("29/02/1981", "does not exist"),
        ("00/01/1980", "does not exist"),
        ("01/01/80", "two digits"),
        ("1.1.80", "two digits"),
        ("1980", "only a year"),
        (Decimal(1980), "only a year"),
        (Decimal(29277), "as a date Excel would show 26/02/1980"),
        (Decimal("29277.5"), "is no date"),
        (Decimal(-5), "is no date"),
        ("01/01/1899", "outside the years"),
        ("01/01/2101", "outside the years"),
        (date(1899, 12, 31), "outside the years"),
        (date(1905, 6, 2), "looks like the year 1980"),
        ("02/1980", "is no date"),
        ("đầu năm", "is no date"),
        ("٠١/٠١/١٩٨٠", "is no date"),
        (True, "is no date"),
        (time(7, 5), "is no date"),
    ],
)
def test_a_day_that_is_none_is_refused_with_its_value(cell: Cell, sentence: str) -> None:
    with pytest.raises(UserError) as refused:
        values.as_date(cell)

    assert sentence in tr_error(refused.value)


@pytest.mark.parametrize(
    ("cell", "birth"),
    [("1980", Birth(1980)), (Decimal(1980), Birth(1980)), ("28/02/1980", Birth.on(date(1980, 2, 28)))],
)
def test_a_birth_is_a_day_or_a_year(cell: Cell, birth: Birth) -> None:
    assert values.as_birth(cell) == birth


@given(st.decimals(-1000, 1000, places=2), st.sampled_from([",", "."]))
def test_points_are_exact_whatever_their_decimal_mark(points: Decimal, mark: str) -> None:
    assert values.as_points(str(points).replace(".", mark)) == points
    assert values.as_points(points) is points


@pytest.mark.parametrize(
    ("text", "number"),
    [("+5", "5"), ("−5,5", "-5.5"), ("-5", "-5"), ("0.125", "0.125"), ("1000,5", "1000.5")],
)
def test_signs_and_fractions_are_passed_on(text: str, number: str) -> None:
    assert values.as_number(text) == Decimal(number)


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ("10 điểm", "is no number"),
        ("5/6", "is no number"),
        ("1.234,5", "is no number"),
        ("1 000", "is no number"),
        ("95%", "is no number"),
        ("1e5", "is no number"),
        ("٥", "is no number"),
        ("=5", "is no number"),
        ("x", "is no number"),
        ("1" * 300, "is no number"),
        ("1.500", "thousands or a fraction"),
        ("12,000", "thousands or a fraction"),
        (date(2018, 5, 5), "is a date"),
        (True, "is no number"),
        (time(5, 5), "is no number"),
        (Decimal("1E+300"), "too large"),
    ],
)
def test_what_is_no_number_is_refused_in_words(cell: Cell, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        values.as_points(cell)


@given(
    st.one_of(
        st.none(),
        st.text(),
        st.decimals(allow_nan=False, allow_infinity=False),
        st.booleans(),
        st.dates(),
        st.times(),
    )
)
def test_any_cell_is_read_or_refused(cell: Cell) -> None:
    for read in READERS:
        with suppress(UserError):
            assert read(cell) == read(cell)


@given(st.text())
def test_any_text_that_is_read_as_a_number_is_written_like_one(text: str) -> None:
    try:
        number = values.as_number(text)
    except UserError:
        return

    assert number == Decimal(text.replace(",", ".").replace("−", "-"))


def test_true_dates_among_texts_are_doubtful_when_they_read_both_ways() -> None:
    cells: list[tuple[int, Cell]] = [
        (5, date(1980, 3, 5)),
        (6, "28/02/1980"),
        (7, date(1981, 4, 4)),
        (8, date(1981, 4, 28)),
        (9, None),
    ]

    assert values.doubtful_dates(cells) == [5]


@pytest.mark.parametrize(
    "cells", [[(5, date(1980, 3, 5)), (6, date(1981, 4, 28))], [(5, "03/05/1980"), (6, "1981-04-28")], []]
)
def test_dates_of_one_form_are_not_doubted(cells: list[tuple[int, Cell]]) -> None:
    assert values.doubtful_dates(cells) == []


def test_swapped_dates_are_found_in_a_list_as_offices_send_it(tmp_path: Path) -> None:
    found = find_list(read_workbook(hostile.true_dates(tmp_path / "ds.xlsx")), PEOPLE)

    assert values.doubtful_dates(found.column("birth_date")) == [2]


@pytest.mark.parametrize(
    ("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")]
)
def test_columns_are_named_as_excel_names_them(index: int, letters: str) -> None:
    assert column_name(index) == letters


def test_texts_that_may_be_read_either_way_are_doubtful_beside_one_that_has_the_month_first() -> None:
    texts = ["03/08/1985", "03/17/1985", "05/05/1990", "28/02/1980"]

    assert values.doubtful_dates(list(enumerate(texts))) == [0]
    assert values.doubtful_dates([(0, texts[0]), (3, texts[3])]) == []
