"""What is typed into a form survives a killed program: kept aside, offered when the form is next opened."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QSizePolicy

from evalapp.base.clock import VIET_NAM
from evalapp.base.messages import tr
from evalapp.ui.kit.colours import SMALL
from evalapp.ui.kit.forms import Form
from evalapp.ui.kit.labels import OneLine, button, column, row
from evalapp.ui.kit.tasks import Progress, Tasks

if TYPE_CHECKING:
    from evalapp.store.work import Work
    from evalapp.store.workspace import Workspace
    from evalapp.ui.kit.dialogs import Dialogs
    from evalapp.usecases.half_typed import HalfTyped

_MOMENT = 300  # milliseconds of typing that are kept at once


class Aside(Struct, frozen=True):
    """Under which name what is typed into a form is kept aside, and about whom it is."""

    name: str
    is_new: bool = False  # about something new: it begins otherwise another day, so all of it is kept
    about: str = ""


class HalfTypedLine(QFrame):
    """Keeps what is typed into a form aside until it is saved or given up; hidden while it offers nothing."""

    def __init__(self, tasks: Tasks, form: Form) -> None:
        super().__init__()
        self.setProperty("look", "notice-warn")
        self._tasks = tasks
        self._form = form
        self._aside: Aside | None = None
        self._is_read = False  # whether it is known what was kept before
        self._offered: HalfTyped | None = None
        self._kept: dict[str, str] = {}  # of what is typed now
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)  # in a low window too
        self._words = OneLine("")
        self.use = button(tr("Use again"))
        self.drop = button(tr("Discard it"))
        self.use.clicked.connect(self._use)
        self.drop.clicked.connect(self._drop)
        column(self, self._words, row(self.use, self.drop, None), margin=SMALL, spacing=SMALL)
        self._timer = QTimer(self, singleShot=True, interval=_MOMENT)
        self._timer.timeout.connect(self._keep)
        form.typed.connect(self._keep_soon)
        self.hide()

    @property
    def text(self) -> str:
        """What it says; empty while it offers nothing."""
        return "" if self.isHidden() else self._words.text()

    @property
    def is_at_rest(self) -> bool:
        """Whether nothing typed still waits to be kept."""
        return not self._timer.isActive()

    def begin(self, aside: Aside | None) -> None:
        """A form was opened: offer what was typed into it before, and keep what is typed from now on."""
        self._aside, self._is_read, self._kept = aside, False, {}
        self._offer(None)
        if aside is not None:
            from evalapp.usecases.half_typed import half_typed  # brings the store

            reading = partial(half_typed, form=aside.name)
            self._tasks.load(reading, done=partial(self._show, aside), owner=self)

    def keep_now(self) -> None:
        """Keep what was typed last."""
        if self._timer.isActive():
            self._timer.stop()
            self._keep()

    def leave(self) -> None:
        """The form is closed or shows something else: what was typed last is kept, unless it was given up."""
        self.keep_now()
        self._aside = None
        self._offer(None)

    def may_leave(self, dialogs: Dialogs) -> bool:
        """Whether nothing is typed, or the user gives it up, which is asked."""
        unsaved = self._form.unsaved
        may_leave = not unsaved or dialogs.confirm(
            tr("Give up what was typed?"),
            tr("{unsaved} What was typed in it would be gone.", unsaved=unsaved),
            tr("Give up what was typed"),
            careful=True,
        )
        if may_leave and unsaved:
            self.end()
        return may_leave

    def end(self) -> None:
        """What was typed was saved or given up; what is offered and not answered stays on offer."""
        self._timer.stop()
        if self._kept:
            self._put(self._offered)

    def _show(self, aside: Aside, kept: HalfTyped | None) -> None:
        if aside is not self._aside:
            return
        self._is_read = True
        is_news = kept is not None and any(
            text != self._form.values.get(key) for key, text in kept.values.items()
        )
        self._offer(kept if is_news else None)

    def _offer(self, kept: HalfTyped | None) -> None:
        self._offered = kept
        if kept is not None:
            self._words.setText(_told(kept, self._tasks))
        self.setVisible(kept is not None)

    def _use(self) -> None:
        kept, self._offered = self._offered, None
        if kept is not None:
            self._kept = dict(kept.values)
            self._form.type_again(kept.values)
        self._form.begin()  # first: what has the keyboard is about to disappear
        self.hide()

    def _drop(self) -> None:
        self._form.begin()
        self._offer(None)
        self._kept = {}
        self._put(None)
        self._keep_soon()  # what was typed meanwhile

    def _keep_soon(self) -> None:
        if self._aside is not None and not self._timer.isActive():
            self._timer.start()

    def _keep(self) -> None:
        """Keep what is typed now, over what is offered and not answered yet."""
        aside = self._aside
        if aside is None:
            return
        if not self._is_read:
            self._timer.start()
            return
        typed = self._form.changed
        if typed and self._offered is None and aside.is_new:
            typed = self._form.values
        elif typed and self._offered is not None:
            typed = {**self._offered.values, **typed}
        if typed == self._kept:
            return
        if typed:
            from evalapp.usecases.half_typed import keep_half_typed

            self._write(partial(keep_half_typed, form=aside.name, values=typed, about=aside.about))
        else:
            self._put(self._offered)
        self._kept = typed

    def _put(self, typed: HalfTyped | None) -> None:
        from evalapp.usecases.half_typed import put_aside

        if self._aside is not None:
            self._kept = {}
            self._write(partial(put_aside, form=self._aside.name, typed=typed))

    def _write(self, use_case: Callable[[Work], None]) -> None:
        """Quietly, and on a server too, where what only reads keeps nothing."""
        self._tasks.attend(partial(_written, use_case), label="", done=_done, owner=self)


def _told(kept: HalfTyped, tasks: Tasks) -> str:
    at, now = kept.at.astimezone(VIET_NAM), tasks.now().astimezone(VIET_NAM)
    time = at.strftime("%H:%M" if at.date() == now.date() else "%H:%M, %d/%m/%Y")
    if kept.about:
        return tr("Typed at {time} and not saved: {about}", time=time, about=kept.about)
    return tr("Typed at {time} and not saved", time=time)


def _written(use_case: Callable[[Work], None], workspace: Workspace, _progress: Progress) -> None:
    with workspace.work() as work:
        use_case(work)


def _done(_nothing: None) -> None:
    """Nobody waits for it."""
