"""Keeping where the user is in the data file, so that the program begins there again however it ends."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from evalapp.ui.kit.tasks import Tasks
from evalapp.ui.shell.whereabouts import Step, Whereabouts

if TYPE_CHECKING:
    from evalapp.usecases.last_places import Spot

_MOMENT = 300  # milliseconds in which the moves of a cursor are one


class PlaceKeeper(QObject):
    """Remembers each screen as it is shown, and the cursor in it once it rests."""

    def __init__(self, tasks: Tasks, where: Whereabouts, owner: QObject) -> None:
        super().__init__(owner)
        self._tasks = tasks
        self._where = where
        self._spots: dict[str, Spot] = {}  # by screen
        self._kept: tuple[Step, Spot] | None = None
        self._timer = QTimer(self, singleShot=True, interval=_MOMENT)
        self._timer.timeout.connect(self._keep_quietly)

    @property
    def spot(self) -> Spot:
        """Where the cursor stands in the screen that is shown."""
        from evalapp.usecases.last_places import NOWHERE

        return self._spots.get(self._where.route.screen, NOWHERE)

    def note_step(self) -> None:
        """Another screen, unit or month is shown, or the same one again."""
        if self._kept is None or self._kept[0] != self._where.now:
            self._keep_quietly()

    def note_spot(self, screen: str, spot: Spot) -> None:
        """The cursor of a screen stands somewhere else."""
        self._spots[screen] = spot
        if screen == self._where.route.screen and not self._timer.isActive():
            self._timer.start()

    def forget(self) -> None:
        """Another data file is open: what was noted belongs to the one before."""
        self._timer.stop()
        self._spots.clear()
        self._kept = None

    def keep(self) -> None:
        """Keep where the user is, if that is not kept yet."""
        from evalapp.ui.shell.places import keep_step

        self._timer.stop()
        now = self._where.now, self.spot
        if now != self._kept and self._where.place.unit is not None:
            self._kept = now
            keeping = partial(keep_step, step=now[0], spot=now[1])
            self._tasks.load(keeping, done=_done, owner=self)

    def _keep_quietly(self) -> None:
        """Keep it behind what is being saved, and never in a file that is being opened."""
        if self._tasks.busy:
            self._timer.start()
        else:
            self.keep()


def _done(_nothing: None) -> None:
    """Nobody waits for it."""
