"""Where Python looks for garbage: only in the window's thread, since what it finds may be a widget."""

import gc
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

_EVERY = 500  # milliseconds
_AT_WORK = 40  # while something is under way: what came into being meanwhile is looked through in little time
_START = 50  # looks: two seconds of work, should nothing come to rest before
_FLOOD = 50_000  # so many new objects are a month that was read: looking through them would stop the window
#: After so many everything is looked through once, while another program is in front: it takes a second.
_MOST_FLOODS = 60


class Collector(QObject):
    """Collects cycles on a timer of the thread it was made in; Python's own collector rests meanwhile.

    Python collects in whichever thread happens to allocate. A widget freed on the worker's thread takes the
    whole process with it. And it looks through all that is alive, which takes a second where thousands of
    people are: what was read in bulk is frozen data without cycles, so it is set aside from that. So is what
    was imported and made until nothing is under way for the first time: nearly all of it stays to the end.
    """

    _working = 0

    def __init__(self, owner: QObject, is_calm: Callable[[], bool], is_looked_at: Callable[[], bool]) -> None:
        super().__init__(owner)
        self._is_calm = is_calm
        self._is_looked_at = is_looked_at
        self._floods = 0
        self._survived = 0  # at most: what was new at each look since
        self._starts = _START  # so many looks are left in which the program still starts
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self.collect)
        Collector._working += 1
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        """Let Python collect by itself again, once no other worker is left."""
        self._timer.stop()
        Collector._working -= 1
        if not Collector._working:
            gc.unfreeze()
            gc.enable()

    def quicken(self) -> None:
        """Work begins: look more often, so that no look takes long."""
        if self._timer.interval() != _AT_WORK:
            self._timer.setInterval(_AT_WORK)

    def collect(self) -> None:
        """Look only through what is new while work is under way; after it set aside what came in bulk.

        Else collect the oldest generation that is due, as Python itself would.
        """
        self._timer.setInterval(_EVERY if self._is_calm() else _AT_WORK)
        if self._starts:
            self._set_start_aside()
            return
        young = gc.get_count()[0]
        self._survived += young
        if not self._is_calm():
            if young > gc.get_threshold()[0]:
                gc.collect(0)
        elif self._survived > _FLOOD:
            gc.freeze()
            self._survived = 0
            self._floods += 1
        elif self._floods >= _MOST_FLOODS and not self._is_looked_at():
            self._floods = 0
            gc.unfreeze()
            gc.collect()
        else:
            self._collect_due()

    def _set_start_aside(self) -> None:
        self._starts -= 1
        if self._is_calm() or not self._starts:
            gc.freeze()
            self._starts = 0

    def _collect_due(self) -> None:
        due = [
            number
            for number, (count, limit) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
            if count > limit
        ]
        if due:
            gc.collect(due[-1])
            self._survived = self._survived if due[-1] < len(gc.get_threshold()) - 1 else 0
