"""Rows by their keys, which are asked for only once somebody needs them: thousands are shown without."""

from collections.abc import Callable, Hashable, Sequence
from functools import cached_property
from itertools import count
from operator import indexOf
from typing import Generic, TypeVar

Row = TypeVar("Row")


class RowKeys(Generic[Row]):
    """What tells rows from each other, and where each of them is."""

    def __init__(self, rows: Sequence[Row], key: Callable[[Row], Hashable]) -> None:
        self._rows = rows
        self._key = key
        self._is_asked = False

    def at(self, number: int) -> Hashable:
        """The key of a row; nothing where there is none."""
        return self._key(self._rows[number]) if number < len(self._rows) else None

    def place(self, key: Hashable, *, near: int = 0) -> int | None:
        """Where the row with a key is, if there is one: looked for at its place of before first."""
        if key is None:
            return None
        if self.at(near) == key:
            return near
        if self._is_asked:
            return self._places.get(key)
        self._is_asked = True  # most rows are asked for one key only: for that no index is made
        try:
            return indexOf(map(self._key, self._rows), key)
        except ValueError:
            return None

    @cached_property
    def _places(self) -> dict[Hashable, int]:
        return dict(zip(map(self._key, self._rows), count(), strict=False))
