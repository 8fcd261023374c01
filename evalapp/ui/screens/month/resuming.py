"""Where in the month somebody is, and getting to a place: the cell, and what was typed and not taken."""

from typing import NamedTuple, cast

from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.domain.rounds import SheetId, Stage
from evalapp.ui.kit.grid import Entry, Grid
from evalapp.ui.screens.month.columns import NOTE, columns_of
from evalapp.ui.screens.month.lines import GridRow
from evalapp.ui.screens.month.notes import NoteLine
from evalapp.ui.screens.month.state import MonthState, Showing
from evalapp.ui.shell.routes import Route
from evalapp.ui.shell.steps import MarkEdit, Step
from evalapp.usecases.last_places import Held, Spot

RowKey = tuple[SheetId, Stage]


class Found(NamedTuple):
    """A cell, and the form, view and filters that it is seen in."""

    state: MonthState
    key: RowKey
    field: str
    to: tuple[RowKey, str] | None = None  # the other corner, where it is a block


def at_person(state: MonthState, route: Route) -> Found | None:
    """The row of a person whose form was looked at; a filter stays, unless it would show nobody."""
    lines = state.lines.values()
    who = next((line for line in lines if route.person and line.sheet.participant.code == route.person), None)
    if who is None:
        return None
    shown = replace(state, form=who.form.code)
    if not shown.rows:
        shown = replace(shown, words="", showing=Showing.ALL)
    codes = [row.code for row in who.form.leaves]
    key = next(
        (row.key for row in shown.rows if row.line.key == who.key and row.stage is state.editing), None
    )
    key = key or next((row.key for row in shown.rows if row.line.key == who.key), None)
    return Found(shown, key, route.field if route.field in codes else codes[0]) if key else None


def at_spot(state: MonthState, spot: Spot) -> Found | None:
    """The cell that somebody was in when the program ended."""
    if not spot.sheet or spot.sheet not in state.lines:
        return None
    stage = Stage(spot.stage)
    shown = _seen_in(state, spot.sheet, stage)
    return Found(shown, (spot.sheet, stage), spot.field)


def at_edit(state: MonthState, edit: MarkEdit, grid: Grid[GridRow]) -> Found:
    """The cell of a mark; filters go where they hide it."""
    key = (edit.sheet, edit.stage)
    shown = _seen_in(state, *key)
    is_seen = grid.row_of(key) is not None if shown == state else any(row.key == key for row in shown.rows)
    if not is_seen:
        shown = replace(shown, words="", showing=Showing.ALL)
    return Found(shown, key, edit.code)


def at_step(state: MonthState, step: Step, grid: Grid[GridRow]) -> Found:
    """Where the marks of a step are: all of a block, from its first cell on."""
    first, last = sorted((step[0], step[-1]), key=lambda edit: _order(state, edit))
    found = at_edit(state, first, grid)
    cells = len({edit.sheet for edit in step}) * len({edit.code for edit in step})
    is_block = len({state.lines[edit.sheet].form.code for edit in step}) == 1 and cells == len(step) > 1
    return found._replace(to=((last.sheet, last.stage), last.code)) if is_block else found


def _order(state: MonthState, edit: MarkEdit) -> tuple[int, int]:
    codes = [each.code for each in state.lines[edit.sheet].form.leaves]
    return list(state.lines).index(edit.sheet), codes.index(edit.code) if edit.code in codes else len(codes)


def at_cell(state: MonthState, sheet: SheetId, code: str) -> Found:
    """A cell where points are typed, else the first of the person; filters go where they hide it."""
    line = state.lines[sheet]
    stage = state.stages_shown[-1] if state.editing is None or state.compares else state.editing
    shown = _seen_in(state, sheet, stage)
    if not any(row.line.key == sheet for row in shown.rows):
        shown = replace(shown, words="", showing=Showing.ALL)
    return Found(shown, (sheet, stage), code or line.form.leaves[0].code)


def _seen_in(state: MonthState, sheet: SheetId, stage: Stage) -> MonthState:
    """The month in the form of a person, and in a view that shows a stage."""
    view = state.view if stage in state.stages_shown else stage.value
    form = state.lines[sheet].form.code
    return state if (state.form, state.view) == (form, view) else replace(state, form=form, view=view)


def spot_of(grid: Grid[GridRow], note: NoteLine) -> Spot | None:
    """Where the cursor stands, and what is typed and not taken; None while there is nothing."""
    row, column = grid.current, grid.current_column
    if row is None or column is None:
        return None
    held = tuple(
        Held(*_place(cast("RowKey", key)), field, mark.text) for (key, field), mark in grid.refusals.items()
    )
    if grid.editor.is_open:
        here = Held(*_place(row.key), column.key, grid.editor.text(), unfinished=True)
        held = (*(each for each in held if (each.sheet, each.field) != (here.sheet, here.field)), here)
    if note.typing:
        about, code, text = note.typing
        held = (*held, Held(*_place(about.key), NOTE + code, text, unfinished=True))
    return Spot(row.line.key, row.stage.value, column.key, held, tuple(sorted(grid.arrangement.folded)))


def hold_again(grid: Grid[GridRow], note: NoteLine, state: MonthState, spot: Spot) -> tuple[Entry, ...]:
    """Put texts back where they were typed: into the open cell or note, or marked as refused.

    Those that would be taken by now come back as entries. What was folded is folded first.
    """
    for group in spot.folded:
        grid.fold(group, folded=True)
    entries = [_held_again(grid, note, state, each) for each in spot.held]
    return tuple(each for each in entries if each)


def _held_again(grid: Grid[GridRow], note: NoteLine, state: MonthState, held: Held) -> Entry | None:
    line, stage = state.lines.get(held.sheet), Stage(held.stage)
    if line is None or stage is not state.editing:
        return None
    row = GridRow(line, stage, editing=True)
    column = next((each for each in columns_of(line.form) if each.key == held.field), None)
    if column is None and held.unfinished and held.field.startswith(NOTE):
        grid.go_to(row.key, held.field.removeprefix(NOTE))
        note.type_again(held.text)
    if column is None or column.read is None or not column.takes_text(row):
        return None
    if held.unfinished:
        grid.go_to(row.key, held.field)
        grid.editor.open_with(held.text)
        return None
    try:
        return Entry(row, held.field, column.read(row, held.text))
    except UserError as error:
        grid.refuse(row, held.field, held.text, error)
        return None


def _place(key: RowKey) -> tuple[SheetId, str]:
    return key[0], key[1].value


def form_of(grid: Grid[GridRow], shown: GridRow) -> Route:
    """The form of a row's person, at the row of the cursor; the one after it is the next that is shown."""
    column = grid.current_column
    among = tuple(dict.fromkeys(each.line.key for each in grid.rows))
    return Route("sheet", shown.line.key, field=column.key if column else "", among=among)
