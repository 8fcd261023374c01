"""The grid: rows down, figures across, worked from the keyboard alone; it knows nothing of what it shows."""

from collections.abc import Callable, Generator, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Generic, NamedTuple, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QToolTip

from evalapp.base.columns import Tone
from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.ui.kit.clipboard import cells_mime, cells_text, has_files
from evalapp.ui.kit.grid_blocks import NOTHING, LeftOut, Target, write_block
from evalapp.ui.kit.grid_columns import Arrangement, GridColumn
from evalapp.ui.kit.grid_copying import named_table
from evalapp.ui.kit.grid_keys import Command, command_of, is_shift
from evalapp.ui.kit.grid_names import laid_out
from evalapp.ui.kit.grid_paint import Place
from evalapp.ui.kit.grid_preview import Preview, Proposed, Refused, previewed, said_in
from evalapp.ui.kit.grid_view import GridView
from evalapp.ui.kit.pieces import Pieces

Row = TypeVar("Row")
_Said = Refused | Proposed
_FILES = N_("Files or a picture were copied, and no cells. They are attached on a form: F4, then Ctrl+V.")
_PIECE = 250  # cells that are read in one go
_ASKED = frozenset({Command.UNDO, Command.REDO, Command.FIND, Command.NEXT, Command.NOTE})
_KEEPS_PREVIEW = frozenset(
    {Command.UP, Command.DOWN, Command.LEFT, Command.RIGHT, Command.COPY, Command.COPY_NAMED}
)


class Entry(NamedTuple):
    """A value for one cell; several that were given together come together."""

    row: Any
    column: str
    value: Any
    text: str = ""  # as it was typed


class _Block(NamedTuple):
    """The block that was pasted last, as long as nothing else was entered."""

    refused: tuple[Place, ...] = ()
    took: bool = False


class _Where(NamedTuple, Generic[Row]):
    """The rows by their keys, and the columns, that something was said to, whatever is shown by then."""

    rows: dict[Hashable, Row]
    shown: Arrangement[Row]


class Grid(GridView[Row]):
    """A view that values are typed, filled and pasted into; what is refused stays where it was typed."""

    entered = Signal(object)  # tuple[Entry, ...]: one step
    mended = Signal()  # something that was refused is over
    previewed = Signal()
    pasted = Signal(int, int)  # a block was taken: how many cells, and how many of them changed
    copied = Signal(int, int)  # how many cells are on the clipboard, how many of them only offered
    asked = Signal(str)  # what only the screen can do

    def __init__(self, key: Callable[[Row], Hashable], name: str, say: Callable[[Row], str]) -> None:
        super().__init__(key, name, say)
        self._left_out = LeftOut()
        self._offered: _Where[Row] = _Where({}, self.arrangement)  # where the preview belongs
        self._block = _Block()
        self._pieces = Pieces(self)
        step, jump = self._step, self._jump
        self._commands: dict[Command, Callable[[bool], object]] = {
            Command.UP: partial(step, -1, 0),
            Command.DOWN: partial(step, 1, 0),
            Command.LEFT: partial(step, 0, -1),
            Command.RIGHT: partial(step, 0, 1),
            Command.PAGE_UP: lambda shift: self._step(-self._shape.page, 0, shift),
            Command.PAGE_DOWN: lambda shift: self._step(self._shape.page, 0, shift),
            Command.HOME: partial(step, 0, -(10**6)),
            Command.END: partial(step, 0, 10**6),
            Command.FIRST: partial(step, -(10**6), -(10**6)),
            Command.LAST: partial(step, 10**6, 10**6),
            Command.JUMP_UP: partial(jump, -1, 0),
            Command.JUMP_DOWN: partial(jump, 1, 0),
            Command.JUMP_LEFT: partial(jump, 0, -1),
            Command.JUMP_RIGHT: partial(jump, 0, 1),
            Command.ENTER: lambda shift: self._step(-1 if shift else 1, 0),
            Command.TAB: self._press_tab,
            Command.EDIT: lambda _shift: self._open_cell(),
            Command.CLEAR: lambda _shift: self._clear(),
            Command.FILL_DOWN: lambda _shift: self._fill_down(),
            Command.FILL: lambda _shift: self._fill(),
            Command.COPY: lambda _shift: self._copy(),
            Command.COPY_NAMED: lambda _shift: self.copy_named(),
            Command.CUT: lambda _shift: self._cut(),
            Command.PASTE: lambda _shift: self._paste(),
            Command.SELECT_ALL: lambda _shift: self._select_all(),
            Command.FOLD: lambda _shift: self._fold_here(folded=True),
            Command.UNFOLD: lambda _shift: self._fold_here(folded=False),
        }

    @property
    def refusals(self) -> dict[Place, Refused]:
        """What was refused and still stands, by row key and column."""
        return dict(self._marks.refused)

    @property
    def preview(self) -> Preview | None:
        """What waits to be taken, if anything."""
        if not self._marks.preview:
            return None
        bad = [place for place, mark in self._marks.preview.items() if isinstance(mark, Refused)]
        mendable = sum(map(self._takes_text, bad))
        return previewed(self._marks.preview.values(), self._left_out, mendable)

    @property
    def preview_reason(self) -> UserError | None:
        """Why the first refused cell of the preview is refused."""
        return next((mark.reason for mark in self._marks.preview.values() if isinstance(mark, Refused)), None)

    def refuse(self, row: Row, column: str, text: str, reason: UserError) -> None:
        """Keep a text in its cell, marked, with the reason."""
        place = (self._key(row), column)
        self._marks.refused[place] = Refused(text, reason)
        self._repaint(place)
        self.refused.emit(reason)
        self.moved.emit()

    def hold(self, refusals: Mapping[Place, Refused]) -> None:
        """Mark these texts, and no others, as refused; nobody is told."""
        if self._marks.refused != refusals:
            self._marks.refused.clear()
            self._marks.refused.update(refusals)
            self.viewport().update()

    def forget_refusals(self) -> None:
        """Let go of everything that was refused: something else is shown."""
        self._marks.refused.clear()
        self.drop_preview()

    def offer(
        self, targets: Iterable[Target], left_out: LeftOut = NOTHING, *, is_pasted: bool = False
    ) -> None:
        """Take texts for cells as one step; where some are refused, show them first and take nothing.

        Very many are read piece by piece; what is typed meanwhile is taken after them.
        """
        rows, shown = self._shape.rows, self.arrangement  # as they are now, whatever is shown by then
        self._pieces.add(self._offering(tuple(targets), left_out, rows, shown, is_pasted=is_pasted))

    def offer_again(self, entries: Sequence[Entry]) -> None:
        """Show as a preview what was taken and could not be kept: one key takes it once more."""
        rows = {self._key(entry.row): entry.row for entry in entries}
        marks = {(self._key(each.row), each.column): Proposed(each.text, each.value) for each in entries}
        self._marks.preview.clear()
        self._marks.preview.update(marks)
        self._left_out, self._offered = NOTHING, _Where(rows, self.arrangement)
        self._tell_preview()

    def finish(self) -> None:
        """Take all that was offered and is being typed, now."""
        self._pieces.finish()
        self.take_typed()

    def take_preview(self) -> None:
        """Take what can be taken of a preview; what was refused stays in its cells, marked."""
        marks = dict(self._marks.preview)
        self._marks.preview.clear()
        refused = {place: mark for place, mark in marks.items() if isinstance(mark, Refused)}
        self._marks.refused.update(refused)
        self._pieces.add(self._taking(marks, self._offered, tuple(refused)))

    def _taking(
        self, marks: dict[Place, _Said], where: "_Where[Row]", refused: tuple[Place, ...]
    ) -> Iterator[None]:
        took = yield from self._entering(marks, where)
        self._block = _Block(refused, took=bool(took))
        self._tell_preview()
        self._tell_pasted(len(marks) - len(refused), took)

    def _offering(
        self,
        targets: Sequence[Target],
        left_out: LeftOut,
        rows: Sequence[Row],
        shown: Arrangement[Row],
        *,
        is_pasted: bool,
    ) -> Iterator[None]:
        marks: dict[Place, _Said] = {}
        where = _Where[Row]({}, shown)
        for number, target in enumerate(targets, 1):
            row = rows[target.row]
            place, mark = self._read(row, shown.shown[target.column], target.text)
            if mark is not None:
                marks[place], where.rows[place[0]] = mark, row
            if number % _PIECE == 0:
                yield
        if any(isinstance(mark, Refused) for mark in marks.values()) or (left_out.texts and marks):
            self._marks.preview.update(marks)
            self._left_out, self._offered = left_out, where
            self._tell_preview()
            return
        took = yield from self._entering(marks, where)
        if is_pasted:
            self._tell_pasted(len(marks), took)

    def drop_preview(self) -> None:
        """Take nothing of a preview."""
        if self._marks.preview:
            self._marks.preview.clear()
            self._tell_preview()

    def take_typed(self) -> None:
        """Take what is being typed, if anything, as leaving the cell does."""
        if not self.editor.is_open:
            return
        text = self.editor.take()
        self.editor.shut()
        row, column = self.current, self.current_column
        if row is None or column is None:
            return
        place, mark = self._read(row, column, text)
        if isinstance(mark, Refused):
            self.refuse(row, column.key, text, mark.reason)
        elif mark is not None:
            self._pieces.add(self._entering({place: mark}, _Where({place[0]: row}, self.arrangement)))
        self._stand()

    def _press(self, event: QKeyEvent) -> bool:
        editor = self.editor
        command = command_of(event, is_open=editor.is_open, moves_inside=editor.moves_inside)
        if command is None and self._is_next(event):
            command = Command.NEXT
        if self._marks.preview and self._decide_preview(event, command):
            return True
        if command is None:
            return False
        QToolTip.hideText()  # it is read where the mouse rests, not while something is done
        if command is Command.GIVE_UP:
            return self._give_up()
        if command is Command.FILL and editor.is_open:
            text = editor.take()
            editor.shut()
            self.offer([Target(row, column, text) for row, column in self._cells()])
            return True
        if editor.is_open:
            self.take_typed()
        if command in _ASKED:
            self._ask(command)
        else:
            self._commands[command](is_shift(event))
        return True

    def _ask(self, command: Command) -> None:
        if command is not Command.UNDO or not self._take_block_back():
            self.asked.emit(command.value)

    def _take_block_back(self) -> bool:
        """What was refused of the block pasted last goes with it; whether there is no more to take back."""
        block, self._block = self._block, _Block()
        for place in block.refused:
            self._let_go(place)
        return bool(block.refused) and not block.took

    def _let_go(self, place: Place) -> bool:
        """Forget what was refused in a cell; whether anything was."""
        was = self._marks.refused.pop(place, None) is not None
        if was:
            self._repaint(place)
            self.moved.emit()
            self.mended.emit()
        return was

    def _is_next(self, event: QKeyEvent) -> bool:
        """Whether a letter is the key N: where figures go, no letter is ever typed."""
        column = self.current_column
        ready = column is not None and column.numeric and not self.editor.is_open
        return ready and event.text().casefold() == "n"

    def _decide_preview(self, event: QKeyEvent, command: Command | None) -> bool:
        """Enter takes what can be taken, Escape nothing; looking around keeps the question."""
        if command is Command.ENTER:
            preview = self.preview
            (self.take_preview if preview and (preview.good or preview.mendable) else self.drop_preview)()
        elif command in (Command.GIVE_UP, Command.UNDO):  # the preview is what was done last
            self.drop_preview()
        elif command not in _KEEPS_PREVIEW and (command or event.text()):
            self.drop_preview()
            return False
        else:
            return False
        return True

    def _give_up(self) -> bool:
        """Escape: leave the text being typed, else a refused one, else the selected block."""
        row, column = self.current, self.current_column
        if self.editor.is_open:
            self.editor.shut()
            self._stand()
        elif row is not None and column and self._let_go((self._key(row), column.key)):
            self._stand()
        elif self.has_block:
            self._put(self._marks.row, self._marks.column)
        else:
            return False
        return True

    def _press_tab(self, back: bool) -> None:  # noqa: FBT001
        """The next cell, from the end of a row the beginning of the next; past the last one, out."""
        width = len(self.arrangement.shown)
        number = self._marks.row * width + self._marks.column + (-1 if back else 1)
        if 0 <= number < len(self._shape.rows) * width:
            self._put(*divmod(number, width))
        elif back:
            self.focusPreviousChild()
        else:
            self.focusNextChild()

    def _open_cell(self) -> None:
        row, column = self.current, self.current_column
        if row is None or column is None or not column.takes_text(row):
            self._tell_closed()
        else:
            mark = self._marks.refused.get((self._key(row), column.key))
            self.editor.open_with(mark.text if mark else column.typed(row))

    def _clear(self) -> None:
        self.offer(Target(row, column, "") for row, column in self._cells())

    def _fill_down(self) -> None:
        """Copy the block's first row down; a single row takes the one above it."""
        span = self._marks.span
        source = span.top if span.rows > 1 else span.top - 1
        if source >= 0:
            self.offer(
                Target(row, column, self._typed(source, column))
                for row, column in self._cells()
                if row != source
            )

    def _fill(self) -> None:
        typed = self._typed(self._marks.row, self._marks.column)
        self.offer(Target(*place, typed) for place in self._cells())

    def _typed(self, row: int, column: int) -> str:
        """What stands in a cell, refused or not."""
        shown = self.arrangement.shown[column]
        mark = self._marks.refused.get((self._shape.keys.at(row), shown.key))
        return mark.text if mark else shown.typed(self._shape.rows[row])

    def copy_named(self) -> None:
        """Copy the block as a table with names and headings, for a letter."""
        self.take_typed()
        if self._cells():
            table = named_table(self._shape.rows, self.arrangement, self._marks.span)
            QGuiApplication.clipboard().setMimeData(table)
            self.copied.emit(len(self._cells()), len(self._offers()))

    def _copy(self) -> None:
        """Give a spreadsheet what stands in the block; what is only offered is no mark yet."""
        span, offers = self._marks.span, self._offers()
        columns = range(span.left, span.right + 1)
        if self._cells():
            rows = [
                ["" if (row, column) in offers else self._typed(row, column) for column in columns]
                for row in range(span.top, span.bottom + 1)
            ]
            figures = [self.arrangement.shown[n].numeric for n in columns]
            QGuiApplication.clipboard().setMimeData(cells_mime(rows, write_block(rows), figures))
            self.copied.emit(len(self._cells()), len(offers))

    def _offers(self) -> set[tuple[int, int]]:
        """Which cells of the block show only what is offered."""
        shown, rows = self.arrangement.shown, self._shape.rows
        return {place for place in self._cells() if shown[place[1]].cell(rows[place[0]]).tone is Tone.OFFER}

    def _cut(self) -> None:
        self._copy()
        self._clear()

    def _paste(self) -> None:
        copied = QGuiApplication.clipboard().mimeData()
        if has_files(copied):
            self.refused.emit(UserError(_FILES))
            return
        text = cells_text(copied)
        if not text or not self._cells():
            return
        whose = self.arrangement.whose  # as they are called, and as they read here
        names = [(self._say(row), *(each.cell(row).text for each in whose)) for row in self._shape.rows]
        try:
            laid = laid_out(text, self._marks.span, names, self.arrangement.called)
        except UserError as error:
            self.refused.emit(error)
        else:
            self.offer(*laid, is_pasted=True)

    def _tell_pasted(self, cells: int, changed: int) -> None:
        if cells > 1:  # a single one shows itself what became of it
            self.pasted.emit(cells, changed)

    def _read(self, row: Row, column: GridColumn[Row], said: str) -> tuple[Place, _Said | None]:
        """What would become of a text in a cell; None where nothing is said to one that takes nothing."""
        return (self._key(row), column.key), said_in(row, column, said)

    def _takes_text(self, place: Place) -> bool:
        row = self.row_of(place[0])
        named = (each for each in self.arrangement.middle if each.key == place[1])
        return row is not None and any(each.takes_text(row) for each in named)

    def _entering(self, marks: dict[Place, _Said], where: "_Where[Row]") -> Generator[None, None, int]:
        """Hand on what is new, and say how much; a good value ends what was refused in its cell before."""
        columns = {column.key: column for column in where.shown.middle}
        entries: list[Entry] = []
        for number, (place, mark) in enumerate(marks.items(), 1):
            if isinstance(mark, Proposed):
                here = self.row_of(place[0])
                row = where.rows[place[0]] if here is None else here
                if place in self._marks.refused:
                    self._let_go(place)
                if columns[place[1]].value(row) != mark.value:
                    entries.append(Entry(row, place[1], mark.value, mark.text))
                    self.wait_at(place, mark.text)
            if number % _PIECE == 0:
                yield
        if entries:
            self._block = _Block()
            self.entered.emit(tuple(entries))
        self.moved.emit()
        return len(entries)

    def _tell_preview(self) -> None:
        self.previewed.emit()
        self.moved.emit()
        self.viewport().update()
