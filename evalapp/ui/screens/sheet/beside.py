"""What stands beside a form: the row in full, what became of its scores; why, the evidence, the proposals."""

from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from evalapp.base.messages import tr
from evalapp.domain.policy.points import takes_words
from evalapp.ui.kit.colours import LARGE, MEDIUM, SMALL, TINY
from evalapp.ui.kit.labels import OneLine, column, label, row
from evalapp.ui.kit.pickers import Choice, Segments
from evalapp.ui.kit.scrolled import Scrolled
from evalapp.ui.kit.sizes import control_height, px
from evalapp.ui.screens.sheet.became import Became
from evalapp.ui.screens.sheet.files import FileLine, FileList
from evalapp.ui.screens.sheet.state import SheetLine, SheetState
from evalapp.ui.shell.proposals import ProposalBar
from evalapp.ui.shell.routes import Desk

WHY, FILES, PROPOSALS = "why", "files", "proposals"
_CHANGES = 4  # of a row's scores that are shown beside it; all of them in the tooltip
_NARROWEST = 280
_LOW = 400  # pixels; below, what was turned to gets the room


class Beside(QFrame):
    """The card beside the form: one of three things, with the row's own words."""

    folded = Signal()  # or unfolded
    left = Signal()  # by a key: the form has the keyboard again

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.setMinimumWidth(px(_NARROWEST))
        self._row = label(look="strong", wrap=True)
        self._row.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._history = label(look="muted", wrap=True)
        self._history.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._history.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.pages = Segments(tr("Beside the form"))
        self.pages.setMinimumHeight(control_height())
        self.pages.chosen.connect(self._choose)
        self._page = WHY
        self._line: SheetLine | None = None
        self._changes: tuple[Became, ...] = ()
        self._why = Reasons()
        self.files = FileList(desk)
        self.proposals = ProposalBar(desk, narrow=True)
        self.proposals.left.connect(self.left)
        self._stack = QStackedWidget()
        self._widgets: dict[str, QWidget] = {
            WHY: self._why,
            FILES: self.files,
            PROPOSALS: self.proposals,
        }
        for widget in self._widgets.values():
            self._stack.addWidget(widget)
        self._newest = OneLine()
        self._newest.hide()
        self._inside = QWidget()
        column(self._inside, self._row, self._history, self._stack, spacing=SMALL).setStretch(2, 1)
        self._can_fold, self._is_folded = False, False
        for number, page in enumerate(self._widgets, start=1):
            keys = QShortcut(QKeySequence(f"Alt+{number}"), self)
            keys.activated.connect(partial(self._press, page))
        # Above what changes with the row and the person: so the choices never move.
        layout = column(self, row(self.pages, self._newest, spacing=MEDIUM), self._inside, spacing=SMALL)
        layout.setContentsMargins(LARGE, MEDIUM, LARGE, MEDIUM)
        layout.setStretch(1, 1)

    @property
    def page(self) -> str:
        """Which of the three is shown."""
        return self._page

    def show_state(self, state: SheetState) -> None:
        """Show what is known of the whole form."""
        words = (
            (WHY, tr("Why")),
            (FILES, tr("Evidence {count}", count=state.files_standing)),
            (PROPOSALS, tr("Proposed {count}", count=state.proposals_open)),
        )
        self.pages.show_choices([Choice(key, text) for key, text in words], self._page)
        for number, (key, _text) in enumerate(words, start=1):
            self.pages.hint(key, f"Alt+{number}")
        self._why.show_reasons(state.reasons)
        self.files.show_files(tuple(map(FileLine, state.files)), can_change=state.can_attach)
        self.proposals.show_state(state.proposals, state.row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little height the row's words and history give way to what was turned to."""
        super().resizeEvent(event)
        if (event.size().height() < px(_LOW)) != (event.oldSize().height() < px(_LOW)):
            self._show_row()

    @property
    def is_folded(self) -> bool:
        """Whether only the choices and the newest change of the row are shown."""
        return self._can_fold and self._is_folded

    def let_fold(self, *, can_fold: bool) -> None:
        """Where the form needs the room this is folded until somebody turns to one of the three."""
        if can_fold != self._can_fold:
            self._can_fold, self._is_folded = can_fold, can_fold
            self._show_folded()

    def leave(self) -> bool:
        """Fold again where that gives room back; whether it did."""
        if not self._can_fold or self._is_folded:
            return False
        self._fold(folded=True)
        return True

    def _press(self, page: str) -> None:
        """A key turns to one of the three and goes into it; the same key again gives the room back."""
        was_here = page == self._page and not self.is_folded
        self.pages.choose(page)
        self._choose(page)
        if was_here and self.is_folded:
            self.left.emit()
        else:
            self._widgets[page].setFocus()

    def _choose(self, page: str) -> None:
        again = page == self._page and not self._is_folded
        self.show_page(page)
        self._fold(folded=again)

    def _fold(self, *, folded: bool) -> None:
        if self._can_fold and folded != self._is_folded:
            self._is_folded = folded
            self._show_folded()

    def _show_folded(self) -> None:
        self._inside.setVisible(not self.is_folded)
        self._newest.setVisible(self.is_folded)
        upwards = QSizePolicy.Policy.Maximum if self.is_folded else QSizePolicy.Policy.Preferred
        self.setSizePolicy(QSizePolicy.Policy.Preferred, upwards)
        self.folded.emit()

    def turn_to(self, page: str) -> None:
        """Turn to one of the three, and show that it is the one."""
        self.pages.choose(page)
        self.show_page(page)
        self._fold(folded=False)

    def show_page(self, page: str) -> None:
        """Turn to one of the three."""
        self._page = page
        self._show_row()
        self._stack.setCurrentWidget(self._widgets[page])

    def show_row(self, line: SheetLine, changes: tuple[Became, ...]) -> None:
        """Show the whole text of the row the cursor is on, what it takes, and what became of its scores."""
        self._line, self._changes = line, changes
        self._show_row()

    def _show_row(self) -> None:
        line, changes, is_low = self._line, self._changes, self.height() < px(_LOW)
        if line is None:
            return
        most = 1 if is_low else _CHANGES
        said = changes[0].what if changes else line.criterion.label
        self._newest.setText(f"{line.criterion.code} · {said}")
        more = tr("and {count} earlier {count:change|changes}", count=len(changes) - most)
        told = [each.text for each in changes]
        shown = [*told[:most], more] if len(told) > most and not is_low else told[:most]
        self._history.setText("\n".join(shown))
        self._history.setToolTip("\n".join(told))
        self._history.setVisible(bool(changes) and not (is_low and self._page != WHY))
        parts = (takes_words(line.criterion), line.criterion.hint, str(line.criterion.source))
        about = "; ".join(part for part in parts if part)
        words = f"{line.criterion.code}. {line.criterion.label}" + (f" ({about})" if about else "")
        self._row.setToolTip(words)
        short = f"{line.criterion.code} ({parts[0]})" if parts[0] else line.criterion.code
        self._row.setText(short if is_low and self._page != WHY else words)


class Reasons(Scrolled):
    """The steps of the computation, one sentence each, with what each rests on."""

    def __init__(self) -> None:
        self._inside = QWidget()
        super().__init__(tr("Why this result"), self._inside)
        self._list = QVBoxLayout(self._inside)
        self._list.setContentsMargins(0, 0, SMALL, 0)
        self._list.setSpacing(SMALL)
        self.setMinimumHeight(px(48))

    def show_reasons(self, reasons: tuple[tuple[str, str], ...]) -> None:
        """Show the sentences in the order computed."""
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget:
                widget.deleteLater()
        for text, cites in reasons:
            step = QWidget()
            parts = [label(text, wrap=True)]
            if cites:
                parts.append(label(cites, "muted", wrap=True))
            column(step, *parts, spacing=TINY)
            self._list.addWidget(step)
            step.show()
        if not reasons:
            self._list.addWidget(label(tr("There is nothing to explain yet."), "muted", wrap=True))
        self._list.addStretch(1)
        # At once, since Qt may paint before it hears of it: the lines would lie on each other until then.
        QCoreApplication.sendPostedEvents(self._inside, QEvent.Type.LayoutRequest.value)
