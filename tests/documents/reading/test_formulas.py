from decimal import Decimal

import pytest

from evalapp.documents.reading.formulas import NotPlain, computed
from evalapp.documents.reading.sheet_formulas import MAX_DEPTH, SheetFormulas

#: A1 to C3; a blank cell is None, a text has no number.
CELLS = {(0, 0): "1.5", (0, 1): "2", (1, 0): "0.1", (1, 1): None, (2, 0): "0.2", (2, 2): "text"}


def value_at(row: int, column: int) -> Decimal | None:
    """The number in a cell of the table."""
    held = CELLS.get((row, column))
    if held == "text":
        raise NotPlain
    return None if held is None else Decimal(held)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("=1.5*2", "3"),
        ("1+2*3-4/8", "6.5"),
        ("-(1+2)*-3", "9"),
        ("--5%", "0.05"),
        ("0.1+0.2", "0.3"),
        (".5e1 + 1.", "6"),
        ("A1*$B$1", "3"),
        ("a2+A$3-0.3", "0"),
        ("B2+1", "1"),
        ("SUM(A1:B3)", "3.8"),
        ("sum(B3:A1, 1, A1*2, -A1)", "6.3"),
        ("SUM(Z9)", "0"),
        ("PRODUCT(A1:B2)", "0.3"),
        ("PRODUCT(Z9)", "0"),
        ("AVERAGE(A1, B1:B2)", "1.75"),
        ("ROUND(2.675,2)", "2.68"),
        ("ROUND(-2.5,0)", "-3"),
        ("ROUND(1250,-2)", "1300"),
        ("ROUND(1/3*1.5,0)", "1"),
        ("ROUND(SUM(A1:B1)/3, 1)*10%", "0.12"),
        ("(" * 40 + "1" + ")" * 40, "1"),
    ],
)
def test_a_plain_formula_is_computed_exactly(formula: str, expected: str) -> None:
    assert computed(formula, value_at) == Decimal(expected)


@pytest.mark.parametrize(
    "formula",
    [
        "", "=", "1+", "1 2", "(1", "1)", "SUM()", "SUM(1,)", "ROUND(1)", "ROUND(1,0.5)", "ROUND(1,99)",
        "1/0", "0/0", "1/Z9", "AVERAGE(Z9)", "AVERAGE((A1))", "C3+1", "SUM(A1:C3)", "A1:B2", "A1:B2+1",
        "SUM(A:A)", "SUM(1:3)", "A1 B1", "A1:B2:C3", "XFE1", "A1048577", "A0",
        '=HYPERLINK("http://example.org","1")', "=A1&B1", '"1"+1', "IF(A1>1,1,2)", "NOW()", "INDIRECT(A1)",
        "Sheet2!A1", "'S 2'!A1", "[1]S!A1", "A1!B1", "SUM(S1!A1:A2)", "cmd|' /C calc'!A0", "LOG10(1)", "{1}",
        "1E999", "1E300*1E300", "2^99", "9^9^9^9", "A1.real", "__import__('os')", "1_000", "1,5",
        "٣+١", "1;2", "TRUE+1", "#REF!+1", "(" * 30_000 + "1",
        "-" * 70_000 + "1", "SUM(" * 60 + "1" + ")" * 60,
    ],
)  # fmt: skip
def test_what_is_not_plain_has_no_result(formula: str) -> None:
    assert computed(formula, value_at) is None


def test_a_formula_stands_on_formulas_but_never_on_itself() -> None:
    faults = [(0, 0, "=B1*2"), (0, 1, "=1/3*3"), (0, 2, "=D1"), (0, 3, "=C1"), (0, 4, "=E1"), (0, 5, "#REF!"),
              (0, 6, "=F1"), (0, 7, "=")]  # fmt: skip
    formulas = SheetFormulas([], faults)

    assert [formulas.result(0, column) for column in range(8)] == ["2", "1", "", "", "", "", "", ""]


def test_a_stored_value_is_a_number_or_no_formula_stands_on_it() -> None:
    rows = [[0.1, 3, "", "5", True, float("nan"), float("inf")]]
    faults = [(1, column, f"={letter}1+0.2") for column, letter in enumerate("ABCDEFG")]
    formulas = SheetFormulas(rows, faults)

    assert [formulas.result(1, column) for column in range(7)] == ["0.3", "3.2", "0.2", "", "", "", ""]


def test_long_chains_and_heaps_of_references_end() -> None:
    chain = [(row, 0, f"=A{row + 2}") for row in range(MAX_DEPTH)]
    heap = [(row, 1, "=SUM(C1:D30000)") for row in range(1_000)]
    nested = [(row, 4, "=" + "SUM(" * 40 + f"E{row + 2}" + ")" * 40) for row in range(40)]
    formulas = SheetFormulas([], [*chain, *heap, *nested])

    assert formulas.result(0, 0) == "0"
    assert formulas.result(0, 4) in ("", "0")
    assert [formulas.result(row, 1) for row in range(3)] == ["0", "", ""]
    assert SheetFormulas([], [*chain, (MAX_DEPTH, 0, "=1")]).result(0, 0) == ""
