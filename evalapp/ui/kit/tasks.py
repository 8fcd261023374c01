"""Threads live here: one worker owns the workspace; outcomes come back as calls in the window's thread."""

from __future__ import annotations

import logging
import queue
import sys
import threading
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import shiboken6
from msgspec import Struct, field
from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication

from evalapp.base.clock import Clock, system_clock
from evalapp.base.errors import Cancelled, UserError
from evalapp.base.messages import N_, tr
from evalapp.ui.kit.garbage import Collector

if TYPE_CHECKING:
    from evalapp.store.work import Work
    from evalapp.store.workspace import Workspace

Outcome = TypeVar("Outcome")
Progress = Callable[[int, int], None]
#: Something done with the whole file: a backup, a check. It is told where to report its progress.
Care = Callable[["Workspace", Progress], object]

#: Seconds after which the worker lets the window go on where it wants to; painting asks for that hundreds of
#: times, so Python's own five milliseconds would add up to seconds, and half a one still to 30 and more. Work
#: takes as long with this.
_TURN = 0.0001
_TELLING = (
    50  # milliseconds between two words of how far the work is: showing each of thousands takes all of it
)

_log = logging.getLogger(__name__)


class Around(Struct, frozen=True):
    """What is done to the whole file before a transaction and after it, such as a backup."""

    before: Care | None = None
    after: Care | None = None


class _Job(Struct, frozen=True, eq=False):
    """One piece of work waiting for the worker; `label` is empty for a quiet reading."""

    perform: Callable[[_Job, _Worker], tuple[Any, frozenset[Any]]]
    label: str
    done: Callable[[Any], None]
    owner: QObject | None
    refused: Callable[[UserError], None] | None = None
    failed: Callable[[Exception], None] | None = None
    around: Around | None = None
    cancelled: threading.Event = field(default_factory=threading.Event)
    told: threading.Event = field(default_factory=threading.Event)  # how far it is
    begun: threading.Event = field(default_factory=threading.Event)
    ended: threading.Event = field(default_factory=threading.Event)

    @property
    def wanted(self) -> bool:
        """Whether somebody is still there to hear of it."""
        return self.owner is None or shiboken6.isValid(self.owner)


class _Worker:
    """What only the worker thread may touch."""

    workspace: Workspace | None = None

    def replace(self, workspace: Workspace | None) -> None:
        """Close the workspace that is open and own another."""
        if self.workspace is not None:
            self.workspace.close()
        self.workspace = workspace


class Tasks(QObject):
    """Runs use cases in order on one worker thread and tells the window what came of them."""

    started = Signal(str)
    progressed = Signal(int, int)
    finished = Signal()
    refused = Signal(object)
    crashed = Signal(object)
    changed = Signal(object)
    saved = Signal(object)
    unsaved = Signal(object)  # what stands in fields and is not in the file, in words
    opened = Signal()
    released = Signal(object)  # the path of a file that was closed so that another could take its place
    _post = Signal(object)
    _told = Signal()

    def __init__(self, clock: Clock = system_clock) -> None:
        super().__init__()
        self._clock = clock
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._pending: list[_Job] = []
        self._post.connect(self._receive)
        self._far = (0, 0)  # how far the work is
        self._is_telling = False  # the window is about to hear of it
        self._telling = QTimer(self)
        self._telling.setSingleShot(True)
        self._telling.setInterval(_TELLING)
        self._telling.timeout.connect(self._tell)
        self._told.connect(self._telling.start)
        self._collector = Collector(self, lambda: self.idle, _is_in_front)
        sys.setswitchinterval(_TURN)
        self._thread = threading.Thread(target=self._serve, name="tasks", daemon=True)
        self._thread.start()

    @property
    def busy(self) -> bool:
        """Whether work that changes something is under way."""
        return any(job.label for job in self._pending)

    @property
    def saves(self) -> bool:
        """Whether something is being done that may end in a moment, as what saves a field does."""
        named = next((job for job in self._pending if job.label), None)
        return named is not None and not named.told.is_set()  # what waits behind long work ends in none

    @property
    def unfinished(self) -> tuple[str, ...]:
        """What would be given up if the window were closed now, in words."""
        given_up = N_("“{work}” is not finished; nothing of it would be kept.")
        going_on = (job for job in self._pending if job.begun.is_set() and not job.ended.is_set())
        return tuple(tr(given_up, work=job.label) for job in going_on if job.label)

    @property
    def idle(self) -> bool:
        """Whether nothing at all is under way or waiting."""
        return not self._pending

    def run(
        self,
        use_case: Callable[[Work], Outcome],
        *,
        label: str,
        done: Callable[[Outcome], None],
        owner: QObject | None = None,
        refused: Callable[[UserError], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        around: Around | None = None,
    ) -> None:
        """Do something that changes things: shows as busy, can be cancelled, says what changed.

        `refused` hears of a refusal first, for a place that marks it where it happened; `failed` of any
        other end without an outcome, for a place that keeps what was not saved.
        """
        self._add(_Job(partial(self._transact, use_case), label, done, owner, refused, failed, around))

    def attend(
        self,
        care: Callable[[Workspace, Progress], Outcome],
        *,
        label: str,
        done: Callable[[Outcome], None],
        owner: QObject | None = None,
        refused: Callable[[UserError], None] | None = None,
    ) -> None:
        """Do something with the whole file rather than in one transaction; quiet without a label."""
        self._add(_Job(partial(self._care, care), label, done, owner, refused))

    def alone(
        self,
        use: Callable[[], Outcome],
        *,
        label: str,
        done: Callable[[Outcome], None],
        owner: QObject | None = None,
    ) -> None:
        """Do something that takes long and needs no file that is open."""
        self._add(_Job(partial(_alone, use), label, done, owner or self))

    def give_up(
        self,
        use: Callable[[Workspace], Outcome],
        *,
        label: str,
        done: Callable[[Outcome], None],
        refused: Callable[[UserError], None],
    ) -> None:
        """Hand the file to something that closes it; `released` says when it may be opened again."""
        self._add(_Job(partial(self._given_up, use), label, done, self, refused))

    def load(
        self,
        query: Callable[[Work], Outcome],
        *,
        done: Callable[[Outcome], None],
        owner: QObject | None = None,
    ) -> None:
        """Read something to show it, quietly."""
        self._add(_Job(partial(self._transact, query), "", done, owner))

    def let_go(self, things: Iterable[Any]) -> None:
        """Let go of what is no longer shown, thing by thing: thousands at once would hold the window up."""
        self._add(_Job(partial(_let_go, list(things)), "", _done, None))

    def open(self, opener: Callable[[], Workspace], *, label: str, done: Callable[[], None]) -> None:
        """Open a workspace on the worker in place of the one before, which stays where that fails."""
        self._add(_Job(partial(_open, opener), label, partial(self._is_open, done), self))

    def make(self, maker: Callable[[Progress], Workspace], *, label: str, done: Callable[[], None]) -> None:
        """Open a workspace that takes its time to make; at each step that it tells it can be cancelled."""
        self._add(_Job(partial(self._made, maker), label, partial(self._is_open, done), self))

    def tell_saved(self) -> None:
        """Say that something is in the file; what other screens show is said by itself."""
        self.saved.emit(self.now())

    def tell_unsaved(self, what: tuple[str, ...]) -> None:
        """Say what stands in fields and is not in the file; nothing: all of it is."""
        self.unsaved.emit(what)

    def cancel(self) -> None:
        """Ask the work under way to stop at its next step; its changes are rolled back."""
        for job in self._pending:
            if job.label:
                job.cancelled.set()

    def close(self, last: Care | None = None) -> None:
        """Finish what is waiting, do one last thing with the file, close it and end the worker."""
        self.cancel()
        if last is not None:
            self.attend(last, label="", done=_done)
        self._jobs.put(None)
        self._thread.join()
        self._collector.stop()

    def _add(self, job: _Job) -> None:
        self._pending.append(job)
        self._collector.quicken()
        if job.label:
            self.started.emit(job.label)
        self._jobs.put(job)

    def _serve(self) -> None:
        worker = _Worker()
        while (job := self._jobs.get()) is not None:
            job.begun.set()
            try:
                outcome, touched = job.perform(job, worker)
            except Exception as error:  # noqa: BLE001 - sorted by kind in _fail
                self._post.emit(partial(self._fail, job, error))
            else:
                self._post.emit(partial(self._succeed, job, outcome, touched))
            job.ended.set()
            job = None  # what a screen asked for is let go of in the window's thread
        worker.replace(None)

    def _transact(
        self, use_case: Callable[[Work], Any], job: _Job, worker: _Worker
    ) -> tuple[Any, frozenset[Any]]:
        if worker.workspace is None:
            raise Cancelled
        around = job.around or Around()
        if around.before is not None:
            around.before(worker.workspace, partial(self._report, job))
        with worker.workspace.work(partial(self._report, job), reading=not job.label) as work:
            outcome = use_case(work)
        if around.after is not None:
            self._after(around.after, worker.workspace)
        return outcome, frozenset(work.touched)

    def _made(
        self, maker: Callable[[Progress], Workspace], job: _Job, worker: _Worker
    ) -> tuple[None, frozenset[Any]]:
        return _open(partial(maker, partial(self._report, job)), job, worker)

    def _given_up(
        self, use: Callable[[Workspace], Any], _job: _Job, worker: _Worker
    ) -> tuple[Any, frozenset[Any]]:
        workspace, worker.workspace = worker.workspace, None
        if workspace is None:
            raise Cancelled
        try:
            return use(workspace), frozenset()
        finally:
            self._post.emit(partial(self.released.emit, workspace.path))

    def _after(self, care: Care, workspace: Workspace) -> None:
        """What was done stands, whatever becomes of this; a refusal is told beside it."""
        try:
            care(workspace, _no_report)
        except UserError as error:
            self._post.emit(partial(self.refused.emit, error))

    def _care(
        self, care: Callable[[Workspace, Progress], Any], job: _Job, worker: _Worker
    ) -> tuple[Any, frozenset[Any]]:
        if worker.workspace is None:
            raise Cancelled
        return care(worker.workspace, partial(self._report, job)), frozenset()

    def _report(self, job: _Job, done: int, total: int) -> None:
        if job.cancelled.is_set():
            raise Cancelled
        job.told.set()
        self._far = (done, total)
        if not self._is_telling:
            self._is_telling = True
            self._told.emit()

    def _tell(self) -> None:
        self._is_telling = False  # first: what is reported from now on is told by itself
        self.progressed.emit(*self._far)

    @Slot(object)
    def _receive(self, call: Callable[[], None]) -> None:
        call()

    def _succeed(self, job: _Job, outcome: Any, touched: frozenset[Any]) -> None:
        with self._ending(job):
            if job.wanted:
                job.done(outcome)
        if touched:
            self.tell_saved()
            self.changed.emit(touched)

    def _fail(self, job: _Job, error: Exception) -> None:
        with self._ending(job):
            if isinstance(error, UserError):
                if job.refused and job.wanted:
                    job.refused(error)
                self.refused.emit(error)
                return
            if job.failed and job.wanted:
                job.failed(error)
            if not isinstance(error, Cancelled):
                _log.error("work failed: %s", job.label or "reading", exc_info=error)
                self.crashed.emit(error)

    @contextmanager
    def _ending(self, job: _Job) -> Generator[None]:
        """The job no longer counts while its outcome is shown; only then is the end announced."""
        self._pending.remove(job)
        self._telling.stop()
        self._is_telling = False
        try:
            yield
        finally:
            if job.label:
                self.finished.emit()

    def _is_open(self, done: Callable[[], None], _outcome: None) -> None:
        self.opened.emit()
        done()

    def now(self) -> datetime:
        """What time it is, by the clock that all that is saved goes by."""
        return self._clock()


def _is_in_front() -> bool:
    return QGuiApplication.applicationState() is Qt.ApplicationState.ApplicationActive


def _alone(use: Callable[[], Any], _job: _Job, _worker: _Worker) -> tuple[Any, frozenset[Any]]:
    return use(), frozenset()


def _let_go(things: list[Any], _job: _Job, _worker: _Worker) -> tuple[None, frozenset[Any]]:
    while things:
        things.pop()
    return None, frozenset()


def _done(_outcome: object) -> None: ...


def _no_report(_done: int, _total: int) -> None: ...


def _open(opener: Callable[[], Workspace], _job: _Job, worker: _Worker) -> tuple[None, frozenset[Any]]:
    worker.replace(opener())
    return None, frozenset()
