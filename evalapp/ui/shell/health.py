"""The check at the start of work: step by step in the background, said in one line once it is done."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from evalapp.base.columns import Tone
from evalapp.base.messages import tr
from evalapp.store.workspace import Workspace
from evalapp.ui.kit.tasks import Progress, Tasks
from evalapp.usecases.backups import BackupState, list_backups
from evalapp.usecases.health import Health, begin_check, next_check


class HealthWatch(QObject):
    """Checks the data file that was opened; each step is a turn of the worker, so that saving goes first."""

    def __init__(self, tasks: Tasks, tell: Callable[[str, Tone], None]) -> None:
        super().__init__()
        self._tasks = tasks
        self._tell = tell

    def begin(self) -> None:
        """Check the file that is open now."""
        self._tasks.load(begin_check, done=self._go_on, owner=self)

    def _go_on(self, health: Health) -> None:
        if health.is_done or not health.ok:
            told = partial(self._conclude, health)
            self._tasks.attend(_backups, label="", done=told, owner=self)
        else:
            self._tasks.load(partial(next_check, health=health), done=self._go_on, owner=self)

    def _conclude(self, health: Health, backups: BackupState | None) -> None:
        self._tell(*health_line(health, backups))


def _backups(workspace: Workspace, progress: Progress) -> BackupState | None:
    """Those of a server are its administrator's."""
    return None if workspace.on_server else list_backups(workspace, progress)


def health_line(health: Health, backups: BackupState | None) -> tuple[str, Tone]:
    """The state of the data in one line."""
    if not health.ok:
        return (
            tr(
                "Something in the data file does not fit: “Data safety” says what, and what to do. "
                "Enter nothing before."
            ),
            Tone.BAD,
        )
    sound = tr(
        "The data is whole: {rows} entries of history follow on each other, {seals} seals fit.",
        rows=health.rows,
        seals=health.seals,
    )
    if backups is not None and backups.needs_second:
        reminder = tr("There is no recent copy outside this disk: “Data safety” makes one.")
        return f"{sound} {reminder}", Tone.WARN
    return sound, Tone.OK
