"""What of the month is looked at: a form, one stage or all of them, and whom a filter or search shows."""

from collections.abc import Callable
from functools import partial
from typing import cast

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from evalapp.domain.rounds import SheetId, Stage
from evalapp.ui.kit.grid import Grid
from evalapp.ui.screens.month.lines import GridRow
from evalapp.ui.screens.month.nothing import first_found
from evalapp.ui.screens.month.state import MonthState
from evalapp.ui.screens.month.tools import MonthTools


class Looking(QObject):
    """Follows the tools above the grid: what is chosen is shown, and the keyboard goes on in the grid."""

    turned = Signal()  # something else is shown

    def __init__(
        self,
        grid: Grid[GridRow],
        tools: MonthTools,
        read: Callable[[], MonthState | None],
        show: Callable[[MonthState], None],
    ) -> None:
        super().__init__(grid)
        self._grid = grid
        self._read, self._show = read, show
        tools.forms.chosen.connect(self.choose_form)
        tools.form_picker.chosen.connect(self.choose_form)
        tools.views.chosen.connect(self.choose_view)
        tools.filter.chosen.connect(self.choose_filter)
        tools.find_line.textChanged.connect(self._search)
        tools.find_line.returnPressed.connect(grid.setFocus)

    def choose_form(self, form: str) -> None:
        """Show the people of a form."""
        self._choose(partial(replace, form=form))
        self._grid.setFocus()

    def choose_view(self, view: str) -> None:
        """Show a stage's marks, or all stages under each other."""
        self._choose(partial(replace, view=view))
        self._grid.setFocus()

    def choose_filter(self, showing: str) -> None:
        """Show only who needs or has something."""
        keys = [cast("tuple[SheetId, Stage]", key) for key, _ in self._grid.refusals]
        self._choose(partial(replace, showing=showing, refused=frozenset(key for key, _ in keys)))
        self._grid.setFocus()

    def list_those(self, showing: str) -> None:
        """Show whom a filter means, in whichever form they are."""
        self._choose(lambda state: state.listing(showing))
        self._grid.setFocus()

    def _search(self, words: str) -> None:
        self._choose(partial(replace, words=words))
        state, cell = self._read(), self._grid.current_column
        if state and cell and (found := first_found(state)):
            self._grid.go_to(found.key, cell.key)

    def _choose(self, change: Callable[[MonthState], MonthState]) -> None:
        before = self._grid.refusals
        if self._read():
            self._grid.take_typed()
        if state := self._read():
            self._show(change(state))
            if self._grid.refusals == before:  # what was refused just now nobody has read yet
                self.turned.emit()
