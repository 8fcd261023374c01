"""Formulas of a sheet that no program computed, beside the values it stored. Runs in the child."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from math import isfinite
from typing import Any, Final

from evalapp.documents.reading.faults import FORMULA
from evalapp.documents.reading.formulas import STORED, NotPlain, computed

#: Formulas that stand on formulas, and cells that the formulas of one sheet name in all.
MAX_DEPTH: Final = 50
MAX_REFERENCES: Final = 100_000


class SheetFormulas:
    """The formulas of one sheet, by their places, beside its stored values."""

    def __init__(self, rows: Sequence[Sequence[Any]], faults: Iterable[tuple[int, int, str]]) -> None:
        self._rows = rows
        self._faults = {(row, column): fault for row, column, fault in faults}
        self._results: dict[tuple[int, int], Decimal | None] = {}
        self._depth = 0
        self._left = MAX_REFERENCES

    def result(self, row: int, column: int) -> str:
        """The result in a cell as Excel would keep it, or nothing where there is none."""
        number = self._result((row, column))
        return "" if number is None else f"{STORED.normalize(number):f}"

    def _result(self, place: tuple[int, int]) -> Decimal | None:
        if place not in self._results:
            self._results[place] = None  # a formula that leads back to itself finds no result
            self._depth += 1
            try:
                if self._depth <= MAX_DEPTH:
                    self._results[place] = self._computed(self._faults[place])
            finally:
                self._depth -= 1
        return self._results[place]

    def _computed(self, fault: str) -> Decimal | None:
        is_formula = fault.startswith(FORMULA)  # an error is told by its own text
        return computed(fault, self._value_at) if is_formula else None

    def _value_at(self, row: int, column: int) -> Decimal | None:
        self._left -= 1
        if self._left < 0:
            raise NotPlain
        if (row, column) in self._faults:
            result = self._result((row, column))
            if result is None:
                raise NotPlain
            return result
        cells = self._rows[row] if row < len(self._rows) else ()
        return _stored(cells[column]) if column < len(cells) else None


def _stored(cell: Any) -> Decimal | None:
    if cell == "":
        return None
    if type(cell) not in (int, float) or not isfinite(cell):
        raise NotPlain
    return Decimal(repr(cell))
