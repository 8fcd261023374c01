"""A user at the grid of the month: reads cells by name and criterion, types and pastes with real keys."""

from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from evalapp.domain.rounds import Stage
from evalapp.store.workspace import Workspace
from evalapp.ui.screens.month.lines import GridRow, PersonLine
from evalapp.ui.screens.month.screen import MonthScreen
from evalapp.usecases.rounds import advance_round, list_rounds
from tests.ui.driver import Driver
from tests.ui.world import clock, opened

NOTHING = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def at_head(workspace: Workspace) -> None:
    """Nobody is scored yet, and it is the head's turn."""
    current = opened(workspace)
    with workspace.work() as work:
        advance_round(work, round_id=current.id, to=Stage.HEAD)


class GridDriver(Driver):
    """One user, one window, the month's grid in front."""

    @classmethod
    def of(cls, at: Driver, form: str = "staff") -> "GridDriver":
        made = cls(at.qtbot, at.tasks, at.window)
        made.choose_form(form)
        return made

    @property
    def month(self) -> MonthScreen:
        screen = self.window.screen_shown
        assert isinstance(screen, MonthScreen)
        return screen

    @property
    def names(self) -> list[str]:
        return [row.name for row in self.month.grid.rows]

    @property
    def nothing_told(self) -> str:
        found = [part.text() for part in self.month.findChildren(QLabel, "nothing") if not part.isHidden()]
        return " ".join(found)

    def choose_form(self, form: str) -> None:
        self.month.looking.choose_form(form)

    def choose_view(self, view: str) -> None:
        self.month.looking.choose_view(view)

    def line(self, name: str) -> PersonLine:
        state = self.month.state
        assert state is not None
        return next(line for line in state.lines.values() if line.sheet.participant.name == name)

    def row(self, name: str, stage: Stage | None = None) -> GridRow:
        rows = self.month.grid.rows
        return next(row for row in rows if row.name == name and stage in (None, row.stage))

    def reads(self, name: str, column: str, stage: Stage | None = None) -> str:
        return self.month.grid.text_at(self.row(name, stage), column)

    def points(self, name: str, code: str, stage: Stage = Stage.HEAD) -> Decimal | None:
        return self.line(name).sheet.mark(stage, code).points

    def put(self, name: str, code: str, stage: Stage | None = None) -> None:
        self.month.grid.setFocus()
        self.month.grid.go_to(self.row(name, stage).key, code)

    @property
    def is_whole_in_sight(self) -> bool:
        """Whether all of the cell with the cursor is seen."""
        cell = self.month.grid.editor.geometry()
        return self.month.grid.viewport().rect().contains(cell)

    @property
    def place(self) -> tuple[str, str]:
        """Where the cursor is."""
        grid = self.month.grid
        assert grid.current is not None
        assert grid.current_column is not None
        return grid.current.name, grid.current_column.key

    def select(self, down: int, right: int = 0) -> None:
        for _ in range(down):
            self.press(Qt.Key.Key_Down, SHIFT)
        for _ in range(right):
            self.press(Qt.Key.Key_Right, SHIFT)

    def enter(self, text: str) -> None:
        self.type(text)
        self.press(Qt.Key.Key_Return)

    def copy(self) -> str:
        self.press(Qt.Key.Key_C, CONTROL)
        return QApplication.clipboard().text()

    def paste(self, text: str) -> None:
        QApplication.clipboard().setText(text)
        self.press(Qt.Key.Key_V, CONTROL)

    def hold(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = CONTROL) -> None:
        self.press(key, modifiers)


def stored(file: Path, name: str, stage: Stage = Stage.HEAD) -> dict[str, Decimal]:
    """What the file holds of somebody, read by another program after this one let go of it."""
    workspace = Workspace.open(file, clock=clock)
    try:
        with workspace.work() as work:
            sheets = [sheet for of in list_rounds(work) for sheet in work.rounds.sheets(of.id)]
            return next(sheet.points(stage) for sheet in sheets if sheet.participant.name == name)
    finally:
        workspace.close()
