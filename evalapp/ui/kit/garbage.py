"""Where Python looks for garbage: only in the window's thread, since what it finds may be a widget."""

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY = 500  # milliseconds


class Collector(QObject):
    """Collects cycles on a timer of the thread it was made in; Python's own collector rests meanwhile.

    Python collects in whichever thread happens to allocate. A widget freed on the worker's thread takes the
    whole process with it.
    """

    _working = 0

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
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
            gc.enable()

    def collect(self) -> None:
        """Collect the oldest generation that is due, as Python itself would."""
        due = [
            number
            for number, (count, limit) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
            if count > limit
        ]
        if due:
            gc.collect(due[-1])
