"""Where the printed pages of a workbook end, so that no table is parted that a page takes."""

from collections.abc import Collection, Mapping, Sequence

from msgspec import Struct

_HEAD_ROWS = 4  # a caption, headings and two rows: what a long table begins with
_ROWS_BELOW, _ALMOST_FULL = 3, 0.97


class Printed(Struct, frozen=True):
    """The rows of a sheet as they are printed: how high each is, which stay together, what a page takes."""

    heights: Sequence[float]
    blocks: Mapping[int, range]  # the rows of tables, by their first
    title_row: int  # that heads every page; 0 for none
    room: float

    def turns(self, kept_from: int, signed: range) -> list[int]:
        """The rows that have to begin a page: of tables, and of what is signed with the rows kept with it."""
        turned = self._of_tables()
        row = self._before_signing(kept_from, signed, turned)
        return sorted({*turned, row} - {0})

    def _of_tables(self) -> frozenset[int]:
        turned: set[int] = set()
        taken = 0.0
        for row, height in enumerate(self.heights, start=1):
            if row in self.blocks and taken + self._kept(self.blocks[row]) > self.room:
                turned.add(row)
                taken = 0.0
            taken = height if taken + height > self.room else taken + height
        return frozenset(turned)

    def _kept(self, block: range) -> float:
        whole = self._high(block)
        return whole if whole <= self.room else self._high(block[:_HEAD_ROWS])

    def _high(self, rows: range) -> float:
        return sum(self.heights[row - 1] for row in rows)

    def _before_signing(self, kept_from: int, signed: range, turned: Collection[int]) -> int:
        """The row that has to begin a page so that what is signed stands together; 0: it does anyhow."""
        after = len(self.heights) + 1 - signed.stop
        last = signed.stop - 1 + (after if after <= _ROWS_BELOW else 0)
        taken, repeated = 0.0, self.heights[self.title_row - 1] if self.title_row else 0.0
        for row, height in enumerate(self.heights, start=1):
            taken = 0.0 if row in turned else taken
            if taken + height > self.room:
                if kept_from < row <= last:
                    return self._with_table(kept_from, last)
                taken = repeated if row > self.title_row else 0.0
            taken += height
            if row == last and taken > _ALMOST_FULL * self.room:
                return self._with_table(kept_from, last)  # as near the end as our measure is exact
        return 0

    def _with_table(self, row: int, last: int) -> int:
        """The first row of the table that a row is in, where a page takes it with all that is signed."""
        first = next((block.start for block in self.blocks.values() if row in block), row)
        return first if self._high(range(first, last + 1)) <= _ALMOST_FULL * self.room else row
