"""An event recorded from the list of the month, about everybody who is selected, and taking it back."""

from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtCore import QObject

from evalapp.domain.registers import EntryId
from evalapp.ui.kit.grid import Grid
from evalapp.ui.screens.month.lines import GridRow
from evalapp.ui.screens.month.parts import MonthParts
from evalapp.ui.screens.month.state import MonthState
from evalapp.ui.shell.events import EventSteps
from evalapp.ui.shell.routes import Desk
from evalapp.ui.shell.steps import EVENT_BESIDE


class Recording(QObject):
    """Leads from the selection to the event, and keeps what was recorded with the month."""

    def __init__(
        self,
        desk: Desk,
        grid: Grid[GridRow],
        parts: MonthParts,
        read: Callable[[], MonthState | None],
        keep: Callable[[MonthState], None],
    ) -> None:
        super().__init__(grid)
        self._grid, self._parts, self._read, self._keep = grid, parts, read, keep
        self._steps = EventSteps(desk, parts.events)
        self._steps.left.connect(parts.fit)
        self._steps.left.connect(grid.setFocus)
        self._steps.recorded.connect(self._keep_recorded)

    def begin(self) -> None:
        """Record an event for everybody in the selected block, or for who the cursor is on."""
        state, grid = self._read(), self._grid
        rows = [each for each, _ in grid.selected] if grid.has_block else [grid.current]
        keys = dict.fromkeys(each.line.key for each in rows if each)
        if state and keys:
            lines = [state.lines[key] for key in keys]
            people = {line.sheet.participant.code: line.name for line in lines}
            self._parts.events.begin(people, lines[0].policy, state.place.period, state.today)
            self._parts.fit()

    def withdraw(self) -> None:
        """Take back what was recorded last, with a reason."""
        state = self._read()
        self._steps.withdraw(state.recorded if state else ())

    def _keep_recorded(self, entries: tuple[EntryId, ...]) -> None:
        if state := self._read():
            history = state.history.with_beside(EVENT_BESIDE if entries else "")
            self._keep(replace(state, recorded=entries, history=history))
