"""The widgets of the month screen and where they stand: tools, grid, panel, an event, what came in."""

from functools import partial
from operator import attrgetter

from PySide6.QtWidgets import QStackedWidget, QWidget

from evalapp.base.messages import tr
from evalapp.ui.kit.actions import ActionBar
from evalapp.ui.kit.colours import LARGE, MEDIUM
from evalapp.ui.kit.grid import Grid
from evalapp.ui.kit.grid_shape import ALL_LEVELS
from evalapp.ui.kit.labels import EmptyState, column, label, row
from evalapp.ui.kit.sizes import px, row_height
from evalapp.ui.screens.month.actions import ACTIONS
from evalapp.ui.screens.month.entering import copied_words, pasted_words
from evalapp.ui.screens.month.lines import GridRow
from evalapp.ui.screens.month.notes import LackingBar
from evalapp.ui.screens.month.panel import PersonPanel, PreviewBar, StandingLine
from evalapp.ui.screens.month.tools import MonthTools
from evalapp.ui.shell.events import EventPanel
from evalapp.ui.shell.left_notes import LeftNoteBar
from evalapp.ui.shell.routes import Desk

_BESIDE = 3  # columns that are left of the grid beside an event
_NARROW = 960  # pixels; below, the quota is said in fewer words
_LOW = 520  # pixels; below, what is said of the person gives its room to the grid
_LOWER, _LOWEST = 420, 340  # below, so do the criterion in words and inner headings; then the air in the rows
_URGENT = 60  # pixels that the panel takes then
_DENSE = 22  # pixels of such a row


def month_grid() -> Grid[GridRow]:
    """The grid of the month; it is told which marks changed, for most changes are of one."""
    made: Grid[GridRow] = Grid(attrgetter("key"), tr("Scores of the month"), attrgetter("name"))
    made.parts_changed = lambda before, after: after.changed_since(before)
    made.about = attrgetter("line.key")  # who is looked at, whichever stage is shown
    return made


class MonthParts:
    """What the screen is made of."""

    def __init__(self, owner: QWidget, desk: Desk, grid: Grid[GridRow]) -> None:
        self._owner = owner
        self._desk = desk
        self._grid = grid
        self._is_instead = False  # an event is filled in in the place of the grid
        self.tools = MonthTools()
        self.actions_bar = ActionBar(ACTIONS, after=grid)
        self.actions_bar.action("month.copy_named").triggered.connect(grid.copy_named)
        self.preview = PreviewBar()
        self.preview.taken.connect(grid.take_preview)
        self.preview.dropped.connect(grid.drop_preview)
        grid.pasted.connect(self._tell_pasted)
        grid.copied.connect(self._tell_copied)
        grid.previewed.connect(partial(self._show_preview, grid))
        self.preview.turned.connect(self.fit)
        self.panel = PersonPanel(desk)
        self.panel.turned.connect(self.fit)
        self.events = EventPanel(desk)
        self.standing = StandingLine()
        self.empty = EmptyState()
        self.nothing = label(look="strong", wrap=True)
        self.nothing.setObjectName("nothing")
        self.nothing.hide()
        self.full = QWidget()
        beside = row(grid, self.events, spacing=MEDIUM)
        self.lacking = LackingBar()
        self.lacking.turned.connect(self.fit)
        self.left_notes = LeftNoteBar()
        self.left_notes.turned.connect(self.fit)
        above = (self.lacking, self.preview, self.left_notes, self.nothing)
        column(self.full, *above, beside, self.panel, self.standing).setStretch(len(above), 1)
        self.pages = QStackedWidget()
        for page in (self.full, self.empty):
            self.pages.addWidget(page)
        self.head = row(self.tools.forms, self.tools.form_picker, None, self.actions_bar)
        layout = column(owner, self.head, self.tools.row, self.pages)
        layout.setContentsMargins(LARGE, MEDIUM, LARGE, MEDIUM)
        layout.setStretch(2, 1)
        owner.setFocusProxy(grid)

    def fit(self) -> None:
        """Where there is little room the grid gets most of it."""
        self.tools.fit(self._owner.width() - self.actions_bar.sizeHint().width() - 3 * LARGE)
        is_bare = self._fit_events()
        asked = [each for each in (self.lacking, self.preview) if not each.isHidden()]
        width = self.pages.width()
        high = self._owner.height() - sum(max(0, each.heightForWidth(width)) for each in asked)
        if high < px(_LOW) and self.panel.is_urgent:
            high -= px(_URGENT)
        low, lower = high < px(_LOW), high < px(_LOWER)
        dense = px(_DENSE) if high < px(_LOWEST) else row_height()
        self._grid.press_together(dense, 1 if lower else ALL_LEVELS, bare=is_bare)
        # What waits for an answer stays in sight while an event is filled in.
        covered = bool(asked) or (not self.events.isHidden() and not self.panel.is_proposing)
        self.panel.fit(low=low, lower=lower, covered=low and covered)
        self.standing.fit(narrow=self._owner.width() < px(_NARROW), low=low)
        # What is asked, or cannot wait, tells of the month what has to be known now.
        self.standing.setVisible(not (lower and (asked or self.panel.is_urgent)))

    def _fit_events(self) -> bool:
        """An event stands beside the grid where several columns are left, else in its place.

        Says whether the grid then goes without its fixed columns at the right.
        """
        width, is_open = self._owner.width(), not self.events.isHidden()
        self.events.fit(width)
        room = width - 2 * LARGE - self.events.minimumWidth() - MEDIUM
        is_beside = room >= self._grid.width_for(_BESIDE, bare=True)
        is_instead = is_open and not is_beside
        if is_instead:
            self.events.fill()
        if is_instead or self._is_instead:  # the event has the room of what else is about the grid, too
            for each in (self._grid, self.head, self.tools.row):
                each.setVisible(not is_instead)
        self._is_instead = is_instead
        return is_open and room < self._grid.width_for(_BESIDE, bare=False)

    def show_page(self, nothing: str, *, has_month: bool) -> None:
        """Show the grid, with why it has no row, or why there is none, unless what came in is looked at."""
        self.nothing.setText(nothing)
        self.nothing.setVisible(bool(nothing))
        if self.pages.currentWidget() in {self.full, self.empty}:
            self.pages.setCurrentWidget(self.full if has_month else self.empty)
        self.head.setVisible(self.pages.currentWidget() is self.full and not self._is_instead)

    def show_instead(self, page: QWidget) -> None:
        """Show something in place of the grid."""
        self.pages.setCurrentWidget(page)
        self.head.setVisible(False)
        self.tools.row.setVisible(False)

    def _show_preview(self, grid: Grid[GridRow]) -> None:
        self.preview.show_preview(grid.preview, grid.preview_reason)

    def _tell_copied(self, cells: int, offers: int) -> None:
        self._desk.tell(*copied_words(cells, offers))

    def _tell_pasted(self, cells: int, changed: int) -> None:
        self._desk.tell(*pasted_words(cells, changed))
