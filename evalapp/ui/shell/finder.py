"""The search box: opens over the window with Ctrl+K, and goes where one of the lines leads."""

from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from evalapp.base.columns import Column, Tone
from evalapp.base.messages import N_, tr
from evalapp.base.settings import RECENT, Settings
from evalapp.ui.kit.colours import LARGE, MEDIUM, SMALL
from evalapp.ui.kit.labels import label
from evalapp.ui.kit.overlays import Overlay
from evalapp.ui.kit.sizes import px
from evalapp.ui.kit.table import Table
from evalapp.ui.kit.tasks import Tasks
from evalapp.ui.shell.finding import FinderState, Hit, Offer
from evalapp.ui.shell.routes import Place
from evalapp.usecases.search import SearchIndex, search_index

_WIDEST, _TALLEST = 720, 520
_PAGE, _ALL = 10, 1000  # lines that a key goes on by; there are never so many as the second
_TOP = 56
_TITLE = 1  # the first column that is shown: the list follows the cursor only there
#: Words are short: Home and End are of the list; Shift or Ctrl with them is still of the words.
_MOVES = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: _PAGE,
    Qt.Key.Key_PageUp: -_PAGE,
    Qt.Key.Key_End: _ALL,
    Qt.Key.Key_Home: -_ALL,
}
_OF_LIST = Qt.KeyboardModifier.KeypadModifier  # the only modifier with which they are of the list

COLUMNS: tuple[Column[Hit], ...] = (
    Column("group", "", lambda hit: hit.is_heading, width=1),  # not shown: a heading reaches over the others
    Column(
        "title",
        N_("Name"),
        lambda hit: hit.title,
        tone=lambda hit: Tone.MUTED if hit.is_heading else Tone.STRONG,
    ),
    Column("about", N_("What it is"), lambda hit: hit.about, tone=lambda _hit: Tone.MUTED, empty=""),
    Column("keys", N_("Keys"), lambda hit: hit.keys, width=120, tone=lambda _hit: Tone.MUTED, empty=""),
)


class Surroundings(Struct, frozen=True):
    """What the search box asks of the window: where it is, and what can be done."""

    place: Callable[[], Place]
    offers: Callable[[], Sequence[Offer]]


class Finder(Overlay):
    """One box for everything that has a name."""

    chosen = Signal(object)

    def __init__(self, owner: QWidget, tasks: Tasks, settings: Settings, around: Surroundings) -> None:
        super().__init__(owner)
        self._owner = owner
        self._tasks = tasks
        self._settings = settings
        self._around = around
        self._state = FinderState(around.place(), SearchIndex())
        self.setProperty("look", "finder")
        self.find_line = QLineEdit()
        self.find_line.setPlaceholderText(tr("A name, a unit, a month as 7/2018, or what you want to do"))
        self.find_line.setAccessibleName(tr("Find anything"))
        self.find_line.textChanged.connect(self._search)
        self.find_line.installEventFilter(self)
        self.table: Table[Hit] = Table(
            COLUMNS, lambda hit: hit.key, tr("What was found"), spans=lambda hit: hit.is_heading
        )
        self.table.setProperty("look", "bare")
        self.table.horizontalHeader().hide()
        self.table.setColumnHidden(0, True)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.clicked.connect(self._take)
        self._nothing = label(look="muted", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MEDIUM, MEDIUM, MEDIUM, MEDIUM)
        layout.setSpacing(SMALL)
        layout.addWidget(self.find_line)
        layout.addWidget(self._nothing)
        layout.addWidget(self.table, 1)
        self.hide()

    @property
    def state(self) -> FinderState:
        """What is shown."""
        return self._state

    def open(self) -> None:
        """Open with what was used last; who and what can be found is read at once."""
        if self.isVisible():
            self.find_line.selectAll()
            return
        self._before.note()
        fresh = FinderState(
            self._around.place(),
            self._state.index,
            tuple(self._around.offers()),
            tuple(key for key in self._settings.get(RECENT).split("\n") if key),
            is_read=False,
        )
        self.find_line.clear()
        self.render_state(fresh)
        width = min(px(_WIDEST), self._owner.width() - 2 * LARGE)
        height = min(px(_TALLEST), self._owner.height() - _TOP - LARGE)
        self.setGeometry((self._owner.width() - width) // 2, _TOP, width, height)
        self.show()
        self.raise_()
        self.find_line.setFocus()
        self._tasks.load(search_index, done=self._show_index, owner=self)

    def close_box(self) -> None:
        """Close, and give the keyboard back to where it was."""
        self.hide()
        self._before.give_back()

    def render_state(self, state: FinderState) -> None:
        """The only method that changes what is on screen."""
        changed = state.words != self._state.words
        self._state = state
        hits = state.hits
        self.table.show_rows(hits)
        first = next((hit for hit in hits if not hit.is_heading), None)
        current = self.table.current()
        if first is not None and (changed or current is None or current.is_heading):
            self.table.select(first, _TITLE)
        self._nothing.setText(state.nothing)
        self._nothing.setVisible(bool(state.nothing))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows, Enter and Escape work while words are typed; letters are never touched."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            match event.key():
                case key if key in _MOVES and not event.modifiers() & ~_OF_LIST:
                    self._step(_MOVES[Qt.Key(key)])
                    return True
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    self._take()
                    return True
                case Qt.Key.Key_Escape:
                    self.close_box()
                    return True
                case _:
                    pass
        elif event.type() == QEvent.Type.FocusOut and self.isVisible() and not self._keeps_keyboard():
            self.hide()
        return super().eventFilter(watched, event)

    def _keeps_keyboard(self) -> bool:
        """Whether the keyboard is still in the box, or comes back to it with the window."""
        return self.isAncestorOf(self.window().focusWidget() or QWidget())

    def _search(self, words: str) -> None:
        self.render_state(replace(self._state, words=words))

    def _show_index(self, index: SearchIndex) -> None:
        self.render_state(replace(self._state, index=index, is_read=True))

    def _step(self, rows: int) -> None:
        """So many hits down or up, as far as there are any; the heading of the first comes into sight too."""
        hits = [hit for hit in self.table.rows_model.rows if not hit.is_heading]
        current = self.table.current()
        if current is None or not hits:
            return
        number = min(max(hits.index(current) + rows, 0), len(hits) - 1)
        self.table.select(hits[number], _TITLE)
        if number == 0:
            self.table.scrollToTop()

    def _take(self) -> None:
        hit = self.table.current()
        if hit is None or hit.is_heading:
            return
        self._settings.set(RECENT, "\n".join(self._state.used(hit)))
        self.close_box()
        self.chosen.emit(hit)
