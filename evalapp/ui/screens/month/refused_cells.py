"""What was refused of the month, in the cells of the list: here, or on the form of somebody."""

from typing import cast

from PySide6.QtCore import QObject

from evalapp.domain.rounds import SheetId, Stage
from evalapp.ui.kit.grid import Grid
from evalapp.ui.kit.grid_preview import Refused
from evalapp.ui.screens.month.lines import GridRow
from evalapp.ui.shell.at_hand import NOTE, Held
from evalapp.ui.shell.routes import Desk

MarkPlace = tuple[SheetId, Stage, str]


class RefusedCells(QObject):
    """Keeps the cells of the list and what the forms have refused the same."""

    def __init__(self, desk: Desk, grid: Grid[GridRow]) -> None:
        super().__init__(grid)
        self._refusals, self._grid = desk.refusals, grid
        self._known: dict[MarkPlace, Held] = {}
        grid.moved.connect(self._follow)

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

    def _follow(self) -> None:
        now: dict[MarkPlace, Held] = {}
        for (key, code), mark in self._grid.refusals.items():
            sheet, stage = cast("tuple[SheetId, Stage]", key)
            now[sheet, stage, code] = Held(mark.text, mark.reason)
        if now != self._known:
            self._refusals.follow(self._known, now)
            self._known = now
