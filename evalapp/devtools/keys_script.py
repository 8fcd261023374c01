"""What a user's hands do: keys one after another, counted; and the shortest way through a grid."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from msgspec import Struct


class Press(Struct, frozen=True):
    """One key, with whatever is held down meanwhile, such as `ctrl+k`: counts as one."""

    keys: str


class Type(Struct, frozen=True):
    """A text, a key for each letter."""

    text: str


class Note(Type, frozen=True):
    """A text that would be written anywhere: what it says is the work itself, and is not counted."""


class Choose(Struct, frozen=True):
    """A file or folder named in the system's own dialog: what its name takes is not counted."""

    path: Path


class Look(Struct, frozen=True):
    """Wait until the window has done what it was asked to, as one who looks at it does."""


Step = Press | Type | Choose | Look
LOOK = Look()


def count(script: Iterable[Step]) -> int:
    """How many keys a script takes."""
    return sum(_cost(step) for step in script)


def _cost(step: Step) -> int:
    match step:
        case Press():
            return 1
        case Note() | Choose() | Look():
            return 0
        case Type(text):
            return len(text)


class Cell(Struct, frozen=True):
    """A place in the grid, counted from its first row and column."""

    row: int
    column: int


class Board(Struct, frozen=True):
    """How large a grid is, for finding ways through it."""

    rows: int
    columns: int

    def way(self, start: Cell, end: Cell, *, typing: bool) -> tuple[str, ...]:
        """The fewest keys between two cells; out of a cell that is typed in only some keys lead."""
        return _way(self, _Place(start, typing), end)

    def steps(self, place: "_Place") -> Iterator[tuple[str, "_Place"]]:
        """Where each key leads."""
        for key, move in (_LEAVING if place.typing else _MOVES).items():
            there = move(place.cell, self)
            row, column = min(max(there.row, 0), self.rows - 1), min(max(there.column, 0), self.columns - 1)
            yield key, _Place(Cell(row, column))


class _Place(Struct, frozen=True):
    """Where the cursor is, and whether something is being typed there."""

    cell: Cell
    typing: bool = False


@cache
def _way(board: Board, start: _Place, end: Cell) -> tuple[str, ...]:
    came: dict[_Place, tuple[_Place, str]] = {}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        if here == _Place(end):
            return _keys_to(here, start, came)
        for key, there in board.steps(here):
            if there not in came and there != start:
                came[there] = (here, key)
                waiting.append(there)
    raise ValueError(f"no way from {start} to {end}")


def _keys_to(here: _Place, start: _Place, came: Mapping[_Place, tuple[_Place, str]]) -> tuple[str, ...]:
    keys: list[str] = []
    while here != start:
        here, key = came[here]
        keys.append(key)
    return tuple(reversed(keys))


_Move = Callable[[Cell, Board], Cell]
#: What leaves a cell that is being typed in.
_LEAVING: Mapping[str, _Move] = {
    "Return": lambda at, _board: Cell(at.row + 1, at.column),
    "Up": lambda at, _board: Cell(at.row - 1, at.column),
    "Right": lambda at, _board: Cell(at.row, at.column + 1),
    "Left": lambda at, _board: Cell(at.row, at.column - 1),
}
#: What moves from cell to cell where every cell is full.
_MOVES: Mapping[str, _Move] = {
    **_LEAVING,
    "Home": lambda at, _board: Cell(at.row, 0),
    "End": lambda at, board: Cell(at.row, board.columns - 1),
    "ctrl+Up": lambda at, _board: Cell(0, at.column),
    "ctrl+Down": lambda at, board: Cell(board.rows - 1, at.column),
    "ctrl+Home": lambda _at, _board: Cell(0, 0),
    "ctrl+End": lambda _at, board: Cell(board.rows - 1, board.columns - 1),
}


def fill(board: Board, values: Mapping[Cell, str]) -> list[Step]:
    """Type values into cells, going on to the nearest one each time, as one with a list at hand would.

    Which of them is first is tried out: some beginnings leave the last ones far apart.
    """
    scripts = [_filled(board, values, first) for first in values]
    return min(scripts, key=count)


def _filled(board: Board, values: Mapping[Cell, str], first: Cell) -> list[Step]:
    script: list[Step] = []
    here, there, typing = Cell(0, 0), first, False
    left = dict(values)
    while True:
        script += [*map(Press, board.way(here, there, typing=typing)), Type(left.pop(there))]
        if not left:
            return [*script, Press("Return")]
        here, typing = there, True
        there = min(left, key=lambda cell: (len(board.way(here, cell, typing=True)), cell.row, cell.column))
