"""Who is at work: locking the window, by hand or after some quiet minutes, and letting somebody else work.

The window behind is hidden and keeps what was being typed: the same user finds it again, another one begins
anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QWindow
from PySide6.QtWidgets import QApplication

from evalapp.base.columns import Tone
from evalapp.base.errors import Cancelled, MovedOn, UserError
from evalapp.base.messages import tr, tr_error
from evalapp.base.settings import LAST_USER, LOCK_AFTER, Settings
from evalapp.ui.kit.keyboard import Keyboard
from evalapp.ui.kit.tasks import Progress, Tasks

if TYPE_CHECKING:
    from evalapp.store.workspace import Workspace
    from evalapp.ui.kit.seats import Seat
    from evalapp.ui.shell.lock_page import LockPage
    from evalapp.ui.shell.main_window import MainWindow

_MINUTE = 60_000
_INPUT = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel}
)


class Session(QObject):
    """Locks one window and lets people in again."""

    unlocked = Signal()

    def __init__(self, window: MainWindow, tasks: Tasks, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._tasks = tasks
        self._settings = settings
        self._watched: QWindow | None = None
        self._before = Keyboard()  # what had the keyboard when the window was locked
        self._current = ""
        self.page: LockPage | None = None
        self.quiet = QTimer(self, singleShot=True)
        self.quiet.timeout.connect(self._lock_if_guarded)
        window.locked.connect(self.lock)
        tasks.opened.connect(self._begin)
        tasks.refused.connect(self._follow)
        QShortcut(QKeySequence("Ctrl+Alt+L"), window).activated.connect(self.lock)

    @property
    def is_locked(self) -> bool:
        """Whether nobody is signed in."""
        return self.page is not None

    def lock(self) -> None:
        """Hide everything until somebody says who they are."""
        if self.page is not None or self._watched is None:
            return
        from evalapp.ui.kit.dialogs import INTERRUPTED
        from evalapp.ui.shell.lock_page import LockPage

        modal = QApplication.activeModalWidget()
        if modal is not None:
            modal.setProperty(INTERRUPTED, True)
            modal.close()
        self._before.note(self._window.focusWidget())
        self.page = LockPage(self._window)
        self.page.entered.connect(self._try)
        self.page.show()
        self.page.take_keyboard()
        self._show_behind(shown=False)
        self._tasks.attend(_seats, label="", done=self._show_seats, owner=self.page)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Count the quiet minutes from the last key or click on."""
        if event.type() in _INPUT:
            self._wait()
        return super().eventFilter(watched, event)

    def _begin(self) -> None:
        """A file is open: from now on there is something to lock."""
        if self._watched is None:
            self._watched = self._window.windowHandle()
            self._watched.installEventFilter(self)
        self._tasks.attend(_told_once, label="", done=self._tell_doors, owner=self)
        self._wait()

    def _tell_doors(self, words: str) -> None:
        """Whoever works without a password knows it: said once."""
        if words:
            self._window.messages.tell_too(words, Tone.WARN)

    def _wait(self) -> None:
        minutes = self._settings.get(LOCK_AFTER)
        if minutes and not self.is_locked:
            self.quiet.start(minutes * _MINUTE)
        else:
            self.quiet.stop()

    def _lock_if_guarded(self) -> None:
        """Without a password a lock would keep nobody out."""
        self._tasks.attend(_is_guarded, label="", done=self._lock_guarded, owner=self)

    def _lock_guarded(self, is_guarded: bool) -> None:  # noqa: FBT001 - an outcome
        if is_guarded:
            self.lock()

    def _show_seats(self, told: tuple[Sequence[Seat], str]) -> None:
        seats, self._current = told
        if self.page is not None:
            self.page.show_seats(seats, self._current)

    def _try(self, name: str, typed: str, new: str | None = None) -> None:
        """Sign somebody in; whoever was at work may hold what could not be saved, and is asked first."""
        if name != self._current and not self._window.may_close(partial(self._try, name, typed, new)):
            return
        self._tasks.attend(
            partial(_entered, name=name, typed=typed, new=new),
            label="",
            done=partial(self._come_in, name, typed),
            owner=self.page,
            refused=self._refuse,
        )

    def _follow(self, error: UserError) -> None:
        """What others moved on meanwhile is shown as it is now."""
        if isinstance(error, MovedOn):
            self._window.read_places()

    def _refuse(self, error: UserError) -> None:
        if self.page is not None:
            self.page.refuse(tr_error(error))

    def _come_in(self, name: str, typed: str, is_in: bool) -> None:  # noqa: FBT001 - an outcome
        if not is_in:
            self._ask_new(name, typed)
            return
        page, self.page = self.page, None
        if page is not None:
            page.hide()
            page.deleteLater()
        self._show_behind(shown=True)
        self._window.messages.clear()
        self._settings.set(LAST_USER, name)
        if name != self._current:
            self._window.begin_anew()
        else:
            self._before.give_back(Qt.FocusReason.PopupFocusReason)
            self._window.read_places()  # others may have worked meanwhile
        self._wait()
        self.unlocked.emit()

    def _ask_new(self, name: str, typed: str) -> None:
        from evalapp.ui.shell.sign_in import ask_new_password

        new = ask_new_password(self._window.dialogs, tr("New password of {name}", name=name))
        if new is not None:
            self._try(name, typed, new)

    def _show_behind(self, *, shown: bool) -> None:
        """Hide or show all of the window, with the keys that work in it."""
        central = self._window.centralWidget()
        if central is not None:
            central.setVisible(shown)
        for keys in self._window.findChildren(QShortcut, options=Qt.FindChildOption.FindDirectChildrenOnly):
            keys.setEnabled(shown)


def _told_once(workspace: Workspace, progress: Progress) -> str:
    from evalapp.ui.shell.doors import told_once

    return told_once(workspace, progress)


def _seats(workspace: Workspace, _progress: Progress) -> tuple[Sequence[Seat], str]:
    from evalapp.ui.shell.sign_in import seats_of

    return seats_of(workspace.users()), workspace.user.name


def _is_guarded(workspace: Workspace, _progress: Progress) -> bool:
    return workspace.user.has_password


def _entered(workspace: Workspace, _progress: Progress, *, name: str, typed: str, new: str | None) -> bool:
    """Sign in; False where the code of a recovery sheet is right and the new password is not known yet."""
    from evalapp.usecases.users import sign_in

    def tell_new(_name: str) -> str:
        if new is None:
            raise Cancelled
        return new

    try:
        sign_in(workspace, name, lambda _name: typed, tell_new)
    except Cancelled:
        return False
    return True
