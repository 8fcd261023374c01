"""The widths that somebody gave the columns of a list: they hold until that column is set free again.

A list is known by its columns, whatever language it speaks. Widths are kept in pixels at the usual text size.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, cast

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QHeaderView

from evalapp.base.columns import Column
from evalapp.base.settings import COLUMN_WIDTHS, Settings
from evalapp.ui.kit.sizes import USUAL_SIZE, px, text_size


class _Chosen:
    settings = Settings()


def use_widths(settings: Settings) -> None:
    """Keep widths in these settings from now on."""
    _Chosen.settings = settings


class KeptWidths(QObject):
    """The columns of one list whose width somebody chose, by their number.

    Only what is dragged is kept for the next start; a width that the program gives holds while it runs.
    """

    forgotten = Signal()

    def __init__(self, columns: Sequence[Column[Any]], header: QHeaderView) -> None:
        super().__init__(header)
        self._keys = [column.key for column in columns]
        self._list = " ".join(self._keys)
        kept = _read().get(self._list, {})
        self.chosen = {number: px(kept[key]) for number, key in enumerate(self._keys) if key in kept}
        self._is_dragging = False
        self._dragged: set[int] = set()
        header.sectionHandleDoubleClicked.connect(self.forget)
        header.viewport().installEventFilter(self)

    def note(self, number: int, width: int) -> None:
        """A column was given a width."""
        self.chosen[number] = width
        if self._is_dragging:
            self._dragged.add(number)

    def forget(self, number: int) -> None:
        """A column is as wide as its texts need again."""
        if self.chosen.pop(number, None) is not None:
            self._keep({number: 0})
            self.forgotten.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What was dragged is written when it is let go of."""
        if event.type() == QEvent.Type.MouseButtonPress:
            self._is_dragging = True
        elif event.type() == QEvent.Type.MouseButtonRelease:
            self._is_dragging = False
            if self._dragged:
                self._keep({number: self.chosen[number] for number in self._dragged})
                self._dragged.clear()
        return super().eventFilter(watched, event)

    def _keep(self, widths: Mapping[int, int]) -> None:
        everything = _read()
        usual = {self._keys[n]: round(width * USUAL_SIZE / text_size()) for n, width in widths.items()}
        here = everything.get(self._list, {}) | usual
        everything[self._list] = {key: width for key, width in here.items() if width}
        kept = {name: found for name, found in everything.items() if found}
        _Chosen.settings.set(COLUMN_WIDTHS, json.dumps(kept, ensure_ascii=False, sort_keys=True))


def _read() -> dict[str, dict[str, int]]:
    """What is kept, by list and column; what makes no sense is as if it was not there."""
    try:
        kept = json.loads(_Chosen.settings.get(COLUMN_WIDTHS) or "{}")
    except ValueError:
        return {}
    if not isinstance(kept, dict):
        return {}
    lists = cast("dict[str, Any]", kept)
    found = {
        name: cast("dict[str, Any]", widths) for name, widths in lists.items() if isinstance(widths, dict)
    }
    return {name: _widths(widths) for name, widths in found.items()}


def _widths(found: dict[str, Any]) -> dict[str, int]:
    return {key: width for key, width in found.items() if type(width) is int and 0 < width < 10_000}
