"""What was refused of the month, in the cells of the list: here, or on the form of somebody."""

from functools import partial
from typing import cast

from PySide6.QtCore import QObject

from evalapp.base.columns import Tone
from evalapp.base.errors import UserError
from evalapp.base.messages import tr_error
from evalapp.domain.rounds import SheetId, Stage
from evalapp.ui.kit.grid import Grid
from evalapp.ui.kit.grid_preview import Refused
from evalapp.ui.screens.month.lines import GridRow
from evalapp.ui.shell.at_hand import NOTE, Held
from evalapp.ui.shell.routes import Desk

MarkPlace = tuple[SheetId, Stage, str]


class RefusedCells(QObject):
    """Keeps the cells of the list and what the forms have refused the same, and says what is refused."""

    def __init__(self, desk: Desk, grid: Grid[GridRow]) -> None:
        super().__init__(grid)
        self._refusals, self._grid, self._say = desk.refusals, grid, desk.tell
        self._known: dict[MarkPlace, Held] = {}
        self._told: UserError | None = None
        grid.moved.connect(self._follow)
        grid.refused.connect(self._tell)
        grid.mended.connect(partial(desk.tell, "", Tone.PLAIN))

    def show(self) -> None:
        """Mark what was refused on a form, and no longer what was mended there."""
        self._known = {
            place: held for place, held in self._refusals.held.items() if not place[2].startswith(NOTE)
        }
        self._grid.hold(
            {
                ((sheet, stage), code): Refused(held.text, held.reason)
                for (sheet, stage, code), held in self._known.items()
            }
        )

    def forget(self) -> None:
        """Another month is shown, or nothing can be typed again."""
        self._grid.forget_refusals()
        self._known = {}
        self._refusals.forget()

    def end_unseen(self) -> None:
        """What was refused in a cell is said no longer where something is shown that does not have it."""
        if self._told and not any(
            mark.reason is self._told and self._grid.row_of(key) is not None
            for (key, _), mark in self._grid.refusals.items()
        ):
            self._told = None
            self._say("", Tone.BAD)

    def _tell(self, error: UserError) -> None:
        self._told = error
        self._say(tr_error(error), Tone.BAD)

    def _follow(self) -> None:
        now: dict[MarkPlace, Held] = {}
        for (key, code), mark in self._grid.refusals.items():
            sheet, stage = cast("tuple[SheetId, Stage]", key)
            now[sheet, stage, code] = Held(mark.text, mark.reason)
        if now != self._known:
            self._refusals.follow(self._known, now)
            self._known = now
