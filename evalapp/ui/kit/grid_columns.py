"""The columns of a grid as data: fixed ones at both sides, groups between them that fold to their sum."""

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from typing import Any, Generic, NamedTuple, TypeVar

from msgspec import Struct

from evalapp.base.columns import Tone
from evalapp.base.errors import UserError
from evalapp.base.messages import N_

Row = TypeVar("Row")
FOLDED, UNFOLDED = "▸", "▾"
_LEAST_SUM = 76
_SUM = "="  # begins the key of the column that a folded group shows


class Side(StrEnum):
    """Where a column stands: fixed at the left or the right, or scrolling between them."""

    LEFT = "left"
    MIDDLE = "middle"
    RIGHT = "right"


class Cell(NamedTuple):
    """What one cell shows; a tone never stands without its sign or word."""

    text: str
    tone: Tone = Tone.PLAIN
    sign: str = ""
    chip: bool = False
    tip: str = ""


def _nothing(_row: Any) -> Any:
    return None


def _empty(_row: Any) -> str:
    return ""


def _never(_row: Any) -> bool:
    return False


def _takes_nothing(_row: object) -> UserError:
    return UserError(N_("This cell takes no value."))


class GridColumn(Struct, Generic[Row], frozen=True):
    """One column. `read` turns typed text into a value or raises `UserError`; without it nothing is typed."""

    key: str
    title: str
    cell: Callable[[Row], Cell]
    width: int
    tip: str = ""
    side: Side = Side.MIDDLE
    numeric: bool = True
    group: str = ""  # the innermost group it stands under
    part: str = ""  # of a row: all that its cells show; empty: they may show anything of it
    stretches: bool = False  # takes what room is left over
    dispensable: bool = False  # left out where there is little room
    reasons: bool = False  # also shows why something typed in its row was refused
    value: Callable[[Row], Any] = _nothing
    typed: Callable[[Row], str] = _empty  # what editing begins with, and what is copied
    read: Callable[[Row, str], Any] | None = None
    takes: Callable[[Row], bool] = _never  # whether something may be typed in that row
    needs: Callable[[Row], bool] = _never  # whether that row still needs something here
    why_not: Callable[[Row], UserError] = _takes_nothing  # why nothing may be typed in that row

    def takes_text(self, row: Row) -> bool:
        """Whether something may be typed into this cell."""
        return self.read is not None and self.takes(row)


class GridGroup(Struct, Generic[Row], frozen=True):
    """Columns under one heading; folded, only their sum is shown."""

    key: str
    title: str
    cell: Callable[[Row], Cell]
    short: str = ""  # where there is no room for the title
    tip: str = ""
    parent: str = ""


class Heading(NamedTuple):
    """A heading over columns `first` to `last` of those shown; a folded one stands over its own sum."""

    key: str
    title: str
    short: str
    tip: str
    level: int
    first: int
    last: int
    folded: bool


class Arrangement(Generic[Row]):
    """Which columns are shown with some groups folded, and the headings over them."""

    def __init__(
        self,
        columns: Sequence[GridColumn[Row]] = (),
        groups: Sequence[GridGroup[Row]] = (),
        folded: frozenset[str] = frozenset(),
    ) -> None:
        self._columns = tuple(columns)
        self._groups = {group.key: group for group in groups}
        self._order = tuple(groups)
        self.folded = folded & frozenset(self._groups)
        self.left = tuple(column for column in columns if column.side is Side.LEFT)
        self.right = tuple(column for column in columns if column.side is Side.RIGHT)
        self.middle = tuple(column for column in columns if column.side is Side.MIDDLE)
        self.shown: tuple[GridColumn[Row], ...] = tuple(self._shown())
        self.depth = max((len(self._path(column.group)) for column in self.middle), default=0)
        self.headings = tuple(self._headings())
        self.borders = tuple(self._borders())
        self.reasons = next((column.key for column in self.shown if column.reasons), "")

    @property
    def whose(self) -> list[GridColumn[Row]]:
        """The columns that say whose a row is."""
        return [each for each in self.left if not (each.numeric or each.dispensable)]

    @property
    def called(self) -> list[tuple[str, ...]]:
        """What each column shown may be called: by its key, its title, that without the maximum."""
        return [(each.key, each.title, each.title.partition("/")[0]) for each in self.shown]

    def refold(self, folded: frozenset[str]) -> "Arrangement[Row]":
        """The same columns with these groups folded."""
        return Arrangement(self._columns, self._order, folded)

    def position(self, key: str) -> int | None:
        """Where a column is shown: a hidden one at its sum, a sum that is gone where its columns begin."""
        keys = [column.key for column in self.shown]
        if key in keys:
            return keys.index(key)
        if key.startswith(_SUM):
            group = key.removeprefix(_SUM)
            return next((n for n, each in enumerate(self.shown) if group in self._path(each.group)), None)
        column = next((each for each in self.middle if each.key == key), None)
        hidden = self.hiding(column) if column else ""
        return keys.index(_SUM + hidden) if hidden and _SUM + hidden in keys else None

    def hiding(self, column: GridColumn[Row]) -> str:
        """The outermost folded group over a column; empty where it is shown."""
        return next((key for key in self._path(column.group) if key in self.folded), "")

    def group_at(self, position: int) -> str:
        """The group that folding at a shown column means: its innermost, or the folded one itself."""
        column = self.shown[position]
        return column.key.removeprefix(_SUM) if column.key.startswith(_SUM) else column.group

    def _path(self, group: str) -> tuple[str, ...]:
        path: tuple[str, ...] = ()
        while group:
            path = (group, *path)
            group = self._groups[group].parent
        return path

    def _shown(self) -> Iterator[GridColumn[Row]]:
        last = ""
        for column in self.middle:
            hidden = self.hiding(column)
            if not hidden:
                yield column
            elif hidden != last:
                group = self._groups[hidden]
                yield GridColumn(
                    _SUM + hidden,
                    FOLDED + " " + group.title,
                    group.cell,
                    max(_LEAST_SUM, 8 * len(group.short or group.title) + 32),
                    tip=group.tip,
                    group=group.parent,
                )
            last = hidden

    def _headings(self) -> Iterator[Heading]:
        for level in range(self.depth):
            start, running = 0, ""
            for number, column in enumerate((*self.shown, None)):
                path = self._path(column.group) if column else ()
                key = path[level] if len(path) > level else ""
                if key != running:
                    if running:
                        group = self._groups[running]
                        yield Heading(running, *_said(group), level, start, number - 1, folded=False)
                    start, running = number, key
        for number, column in enumerate(self.shown):
            if column.key.startswith(_SUM):
                group = self._groups[column.key.removeprefix(_SUM)]
                level = len(self._path(group.parent))
                yield Heading(group.key, *_said(group), level, number, number, folded=True)

    def _borders(self) -> Iterator[int]:
        """Where another outermost group begins."""
        before = ""
        for number, column in enumerate(self.shown):
            own = column.key.removeprefix(_SUM) if column.key.startswith(_SUM) else column.group
            outermost = (*self._path(own), column.key)[0]
            if number and outermost != before:
                yield number
            before = outermost


def _said(group: GridGroup[Any]) -> tuple[str, str, str]:
    return group.title, group.short or group.title, group.tip
