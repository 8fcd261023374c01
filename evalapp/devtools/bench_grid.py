"""The grid with 5,000 people: first paint, a jump by pages, one cell until painted, finding somebody."""

import tempfile
import time
from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QRegion
from PySide6.QtWidgets import QMainWindow

from evalapp.devtools.bench_figures import Figure, figure
from evalapp.domain.policy.model import OPTIONAL_KINDS
from evalapp.domain.rounds import DECIDING, Mark, SheetId
from evalapp.sample.demo import build_sample
from evalapp.store.workspace import Workspace
from evalapp.ui.kit.colours import colours
from evalapp.ui.kit.grid import Grid
from evalapp.ui.kit.sizes import row_height
from evalapp.ui.pictures import application
from evalapp.ui.scene_data import clock_after, newest_period, prepare
from evalapp.ui.scenes_grid import many
from evalapp.ui.screens.month.columns import columns_of, groups_of
from evalapp.ui.screens.month.lines import DrawnRows, GridRow, PersonLine
from evalapp.ui.screens.month.loading import read_month
from evalapp.ui.screens.month.parts import month_grid
from evalapp.ui.screens.month.state import MonthState
from evalapp.ui.shell.theme import Theme
from evalapp.usecases.rating import rate_sheet

_PEOPLE = 5_000
_WIDTH, _HEIGHT = 2100, 950  # of the grid on a large screen: all 25 columns are in sight
_ALIGNED = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_NAMES = ("an", "nguyen", "van", "hoang", "tran")


def figures(runs: int) -> Iterator[Figure]:
    """What the quality page asks of the grid."""
    app = application()  # kept: without it every widget is gone
    window = QMainWindow()
    Theme(app, "light").dress(window)
    window.resize(_WIDTH, _HEIGHT)
    window.show()
    with tempfile.TemporaryDirectory(prefix="evalapp-bench-") as folder:
        stage = _Stage(
            many(_on_longest_form(_scoring(Path(folder) / "sample.sqlite")), _PEOPLE), window, runs
        )
    measure = partial(figure, runs=runs, clock=time.process_time)
    yield measure("grid: first paint", stage.show_first, stage.paint_plainly, 3)
    yield measure("grid: page jump", stage.jump, stage.paint_plainly, 4.5)
    yield measure("grid: one cell until painted", stage.change_cell, stage.repaint, 0.05)
    yield measure("grid: find as you type", stage.find, stage.repaint, 1.5)


def _scoring(file: Path) -> MonthState:
    """The sample's month that the head is scoring."""
    build_sample(file)
    workspace = Workspace.open(file)
    with workspace.work() as work:
        period = newest_period(work)
    workspace.close()
    workspace = Workspace.open(file, clock=clock_after(period))
    with workspace.work() as work:
        state = read_month(work, place=prepare(work).scoring)
    workspace.close()
    return state


def _on_longest_form(state: MonthState) -> MonthState:
    """Everybody on the form with the most rows, with full marks."""
    policy = next(iter(state.lines.values())).policy
    form = max(policy.forms, key=lambda each: len(each.leaves))
    marks = {DECIDING: {row.code: Mark(row.maximum) for row in form.leaves if row.kind not in OPTIONAL_KINDS}}
    lines: dict[SheetId, PersonLine] = {}
    for key, line in state.lines.items():
        who = replace(line.sheet.participant, form=form.code)
        sheet = replace(line.sheet, participant=who, marks=marks)
        lines[key] = replace(line, sheet=sheet, rating=rate_sheet(policy, line.round, sheet))
    return replace(state, lines=lines, form=form.code, drawn=DrawnRows())


class _Stage:
    """A grid with its picture."""

    def __init__(self, state: MonthState, window: QMainWindow, runs: int) -> None:
        self._state = state
        self._window = window
        self._picture = QImage(_WIDTH, _HEIGHT, QImage.Format.Format_ARGB32_Premultiplied)
        self._grid = self._made()
        first, second = self._grid.rows[:2]
        first.line.prepare()  # as the worker does for everybody
        self._grid.go_to(second.key, second.line.form.leaves[0].code)  # where Enter leads
        marks = (Mark(Decimal(number % 6)) for number in range(runs + 1))
        edits = [state.mark_edit(first, first.line.form.leaves[0].code, mark) for mark in marks]
        self._marked = [replace(first, line=first.line.with_edits([edit])) for edit in edits]
        shown = self._grid.arrangement
        columns = (*shown.left, *shown.shown, *shown.right)
        rows = self._grid.rows[: _HEIGHT // row_height() - shown.depth - 1]  # under the headings
        self._texts = [[column.cell(row).text for column in columns] for row in rows]

    def _made(self) -> Grid[GridRow]:
        grid = month_grid()
        grid.resize(_WIDTH, _HEIGHT)
        form = self._state.form_shown
        if form is not None:
            grid.show_columns(columns_of(form), groups_of(form))
        grid.show_rows(self._state.rows)
        self._window.setCentralWidget(grid)
        return grid

    def paint_plainly(self, _number: int) -> None:
        """The floor: the same cells and no more, their texts at hand: ground, lines, each text by itself."""
        painter = QPainter(self._picture)
        painter.setFont(self._grid.font())
        painter.fillRect(self._picture.rect(), QColor(colours().surface))
        ink, line = QColor(colours().text), QColor(colours().line)
        for number, texts in enumerate(self._texts):
            top = number * row_height()
            painter.setPen(ink)
            for place, text in enumerate(texts):
                painter.drawText(QRect(place * 100, top, 90, row_height()), _ALIGNED, text)
            painter.setPen(line)
            painter.drawLine(0, top + row_height() - 1, _WIDTH, top + row_height() - 1)
        painter.end()

    def show_first(self, _number: int) -> None:
        """A new grid until its first picture."""
        self._made().render(self._picture)

    def repaint(self, _number: int) -> None:
        """Everything in sight once more."""
        self._grid.viewport().render(self._picture)

    def jump(self, number: int) -> None:
        """Another page far away."""
        bar = self._grid.verticalScrollBar()
        bar.setValue((number * 977 * row_height()) % max(1, bar.maximum()))
        self.repaint(number)

    def change_cell(self, number: int) -> None:
        """A mark that changed, rated as `bench cell` measures: only what reads differently is painted."""
        self._grid.verticalScrollBar().setValue(0)
        changed = QRegion()
        for rect in self._grid.replace([self._marked[number]]):
            changed = changed.united(QRegion(rect))
        self._grid.viewport().render(self._picture, QPoint(), changed)

    def find(self, number: int) -> None:
        """A letter in the search line, until those who are found are painted."""
        found = replace(self._state, words=_NAMES[number % len(_NAMES)])
        self._grid.show_rows(found.rows)
        self.repaint(number)
