"""Plain formulas whose result no program stored: computed exactly, or not at all. Runs in the child.

Only what has one meaning everywhere: numbers, + - * / %, parentheses, cells of the sheet, four functions.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal, getcontext, localcontext
from math import prod
from typing import Final

MAX_TEXT: Final = 64 * 1024
MAX_NESTING: Final = 50
#: The last cell of a sheet is XFD1048576.
_LAST: Final = (1_048_576, 16_384)

#: Division by zero and what is too large are errors in it, as in every context that says nothing else.
_ARITHMETIC = Context(prec=40, rounding=ROUND_HALF_UP, Emin=-308, Emax=308)
#: Excel keeps 15 digits of a number.
STORED: Final = Context(prec=15, rounding=ROUND_HALF_UP)
_CELL = r"\$?[A-Z]{1,3}\$?[1-9]\d{0,6}(?![\w.(!$])"
_TOKEN = re.compile(
    r" *(?:(?P<number>(?:\d+\.?\d*|\.\d+)(?:E[+-]?\d+)?)(?![\w.])"
    rf"|(?P<cells>{_CELL}(?: *: *{_CELL})?)"
    r"|(?P<function>(?:SUM|PRODUCT|AVERAGE|ROUND)\()"
    r"|(?P<sign>[-+*/%(),])) *",
    re.ASCII | re.IGNORECASE,
)

#: The number in a cell, row and column from 0; None where it is blank.
ValueAt = Callable[[int, int], Decimal | None]


class NotPlain(Exception):
    """What is not computed here: its cell stays one without a result."""


def computed(formula: str, value_at: ValueAt) -> Decimal | None:
    """The result of a formula, or None where it is not one of the plain ones or has no result."""
    try:
        with localcontext(_ARITHMETIC):
            return _Reader(list(_tokens(formula.removeprefix("="))), value_at).whole()
    except (NotPlain, ArithmeticError, RecursionError):
        return None


def _tokens(formula: str) -> Iterator[tuple[str, str]]:
    if len(formula) > MAX_TEXT:
        raise NotPlain
    place = 0
    while place < len(formula):
        found = _TOKEN.match(formula, place)
        if not found or not found.lastgroup:
            raise NotPlain
        yield found.lastgroup, found[found.lastgroup].upper()
        place = found.end()
    yield "end", ""


class _Reader:
    """Computes while it reads, one token ahead."""

    def __init__(self, tokens: Sequence[tuple[str, str]], value_at: ValueAt) -> None:
        self._tokens = tokens
        self._value_at = value_at
        self._place = 0
        self._nesting = 0

    def whole(self) -> Decimal:
        """The result, where nothing is left after it."""
        result = self._sum()
        if self._kind != "end":
            raise NotPlain
        return result

    @property
    def _kind(self) -> str:
        return self._tokens[self._place][0]

    @property
    def _text(self) -> str:
        return self._tokens[self._place][1]

    def _pull(self) -> tuple[str, str]:
        pulled = self._tokens[self._place]
        self._place = min(self._place + 1, len(self._tokens) - 1)
        return pulled

    def _takes(self, sign: str) -> bool:
        return self._text == sign and bool(self._pull())

    def _expect(self, sign: str) -> None:
        if not self._takes(sign):
            raise NotPlain

    def _sum(self) -> Decimal:
        result = self._product()
        while self._text in ("+", "-"):
            result = result + self._product() if self._pull()[1] == "+" else result - self._product()
        return result

    def _product(self) -> Decimal:
        result = self._signed()
        while self._text in ("*", "/"):
            result = result * self._signed() if self._pull()[1] == "*" else result / self._signed()
        return result

    def _signed(self) -> Decimal:
        is_negative = False
        while self._text in ("+", "-"):
            is_negative ^= self._pull()[1] == "-"
        result = self._atom()
        while self._takes("%"):
            result /= 100
        return -result if is_negative else result

    def _atom(self) -> Decimal:
        kind, text = self._pull()
        if kind == "number":
            return getcontext().create_decimal(text)
        if kind == "cells":
            return self._value_at(*_only(text)) or Decimal(0)
        if kind != "function" and text != "(":
            raise NotPlain
        self._nesting += 1
        if self._nesting > MAX_NESTING:
            raise NotPlain
        result = self._called(text[:-1])
        self._expect(")")
        self._nesting -= 1
        return result

    def _called(self, function: str) -> Decimal:
        """What a function, or bare parentheses, make of what stands in them."""
        if not function:
            return self._sum()
        if function == "ROUND":
            return self._rounded()
        values = list(self._argument(function))
        while self._takes(","):
            values += self._argument(function)
        if function == "PRODUCT":
            return prod(values, start=Decimal(1)) if values else Decimal(0)
        total = sum(values, Decimal(0))
        return total if function == "SUM" else total / len(values)

    def _rounded(self) -> Decimal:
        number = STORED.plus(self._sum())
        self._expect(",")
        places = self._sum()
        if places != places.to_integral_value() or abs(places) > 15:
            raise NotPlain
        return number.quantize(Decimal(1).scaleb(-int(places)))

    def _argument(self, function: str) -> Iterator[Decimal]:
        """The numbers of an argument: blank cells are none, so they lower no mean."""
        if self._kind == "cells" and self._tokens[self._place + 1][1] in (",", ")"):
            numbers = (self._value_at(*place) for place in _places(self._pull()[1]))
            yield from (number for number in numbers if number is not None)
        elif function != "SUM" and self._text in ("(", "+"):
            raise NotPlain  # (A1) is still a cell to Excel, and a blank one would not count
        else:
            yield self._sum()


def _only(cells: str) -> tuple[int, int]:
    if ":" in cells:
        raise NotPlain
    return next(_places(cells))


def _places(cells: str) -> Iterator[tuple[int, int]]:
    """Row and column, from 0, of every cell from the first named to the last."""
    named = re.findall(r"([A-Z]+)(\d+)", cells.replace("$", ""))
    rows = sorted(int(digits) for _, digits in named)
    columns = sorted(_column(letters) for letters, _ in named)
    if rows[-1] > _LAST[0] or columns[-1] > _LAST[1]:
        raise NotPlain
    for row in range(rows[0], rows[-1] + 1):
        for column in range(columns[0], columns[-1] + 1):
            yield row - 1, column - 1


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
