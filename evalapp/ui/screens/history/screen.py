"""The history screen: a plain list, newest first, and the check of its chain."""

from functools import partial

from msgspec.structs import replace
from PySide6.QtWidgets import QStackedWidget

from evalapp.base.columns import Tone
from evalapp.base.messages import N_, tr
from evalapp.store.audit import AuditEntry, ChainCheck
from evalapp.store.topics import Topic
from evalapp.store.work import Work
from evalapp.ui.kit.actions import ActionBar, ActionSpec
from evalapp.ui.kit.colours import LARGE, MEDIUM
from evalapp.ui.kit.labels import EmptyState, chip, column, label, row, show_chip
from evalapp.ui.kit.search_line import SearchLine
from evalapp.ui.kit.splits import beside
from evalapp.ui.kit.table import Table
from evalapp.ui.screens.history.columns import COLUMNS
from evalapp.ui.screens.history.panel import EntryPanel
from evalapp.ui.screens.history.state import PAGE, HistoryLine, HistoryState, lines_of
from evalapp.ui.shell.routes import Desk, Place, Route, Screen
from evalapp.usecases.history import find_told, list_history, people_called, verify_history

ACTIONS: tuple[ActionSpec[HistoryState], ...] = (
    ActionSpec("history.more", N_("Older entries"), allowed=lambda state: state.can_read_more),
    ActionSpec("history.entry", N_("Show in full"), allowed=lambda state: bool(state.lines)),
    ActionSpec("history.told", N_("Look up a paper…"), allowed=lambda state: not state.busy),
    ActionSpec(
        "history.check",
        N_("Check the whole chain"),
        shortcut="F9",
        primary=True,
        allowed=lambda state: not state.busy,
    ),
)
_PANEL_WIDTH = 460


class HistoryScreen(Screen):
    """What was done, by whom and when."""

    topics = frozenset(Topic)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._state = HistoryState()
        self.find_line = SearchLine(tr("Find in the history (Ctrl+F)"), tr("Find in the history"))
        self.find_line.textChanged.connect(self._search)
        self._verdict = chip()
        self.actions_bar = ActionBar(ACTIONS)
        self.actions_bar.triggered.connect(self._do)
        self.table: Table[HistoryLine] = Table(COLUMNS, lambda line: line.entry.seq, tr("History"))
        self.table.opened.connect(self._open)
        self.table.moved.connect(self._follow)
        self.entry = EntryPanel()
        self.entry.left.connect(self.table.setFocus)
        self._empty = EmptyState()
        self._pages = QStackedWidget()
        self._pages.addWidget(self.table)
        self._pages.addWidget(self._empty)
        head = row(
            label(tr("History"), "title"),
            self.find_line,
            self._verdict,
            None,
            self.actions_bar,
            spacing=MEDIUM,
        )
        layout = column(self, head, beside(self._pages, self.entry, widths=(800, _PANEL_WIDTH)))
        layout.setContentsMargins(LARGE, MEDIUM, LARGE, LARGE)
        layout.setStretch(1, 1)
        self.setFocusProxy(self.table)
        desk.tasks.started.connect(self._follow_busy)
        desk.tasks.finished.connect(self._follow_busy)

    @property
    def state(self) -> HistoryState:
        """What is shown."""
        return self._state

    def visit(self, place: Place, route: Route) -> None:
        """Read the newest entries."""
        self._desk.tasks.load(_read, done=self._show_newest, owner=self)

    def render_state(self, state: HistoryState) -> None:
        """The only method that changes what is on screen."""
        self._state = state
        self.actions_bar.show_state(state)
        show_chip(self._verdict, *state.verdict)
        lines = state.lines
        self.table.show_rows(lines)
        self._empty.show_text(tr("No matches"), state.nothing)
        self._pages.setCurrentIndex(0 if lines or not state.loaded else 1)

    def _show_newest(self, lines: tuple[HistoryLine, ...]) -> None:
        self.render_state(replace(self._state, read=lines, check=None, loaded=True))

    def _show_older(self, lines: tuple[HistoryLine, ...]) -> None:
        self.render_state(replace(self._state, read=(*self._state.read, *lines)))

    def _show_check(self, check: ChainCheck) -> None:
        self.render_state(replace(self._state, check=check))

    def _follow_busy(self) -> None:
        if self._state.busy != self._desk.tasks.busy:
            self.render_state(replace(self._state, busy=self._desk.tasks.busy))

    def _open(self, line: HistoryLine) -> None:
        self.entry.show_line(line)
        self.entry.setFocus()

    def _follow(self, line: HistoryLine) -> None:
        if not self.entry.isHidden():
            self.entry.show_line(line)

    def _search(self, words: str) -> None:
        self.render_state(replace(self._state, words=words))

    def _do(self, key: str) -> None:
        line = self.table.current()
        if key == "history.entry":
            if line is not None:
                self._open(line)
        elif key == "history.told":
            self._look_up()
        elif key == "history.check":
            self._desk.tasks.run(_check, label=tr("Checking the history"), done=self._show_check, owner=self)
        else:
            older = partial(_read, before=self._state.read[-1].entry.seq)
            self._desk.tasks.load(older, done=self._show_older, owner=self)

    def _look_up(self) -> None:
        """Whether the history still has the entry that a paper names as its end."""
        told = self._desk.dialogs.reason(
            tr("Look up a paper"),
            tr("Type what stands behind “Nhật ký:” at the foot of the paper, as 46-f6cbb69b9800."),
            tr("Look up"),
        )
        if told:
            self._desk.tasks.run(
                partial(find_told, told=told), label=tr("Looking"), done=self._tell_found, owner=self
            )

    def _tell_found(self, found: AuditEntry) -> None:
        words = tr("The paper was made when entry {row} of {at} was the last.", row=found.seq, at=found.at)
        self._desk.tell(words, Tone.OK)


def _read(work: Work, *, before: int | None = None) -> tuple[HistoryLine, ...]:
    return lines_of(list_history(work, most=PAGE, before=before), people_called(work))


def _check(work: Work) -> ChainCheck:
    return verify_history(work)
