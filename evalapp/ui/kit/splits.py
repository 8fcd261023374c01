"""Lists beside a panel, on screens of every width."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QWidget

from evalapp.ui.kit.colours import MEDIUM
from evalapp.ui.kit.sizes import px

_ROOMY = 1000  # from this width on there is room for all three
_TIGHT = 850  # below, a panel leaves the list more than its half
_SHARE, _LEAST = 0.36, 280
_ANY_WIDTH = 16_777_215  # as Qt has it


def beside(main: QWidget, panel: QWidget, *, widths: tuple[int, int], most: float = 1) -> QSplitter:
    """A list and the panel beside it, parted by a line that can be moved; more room goes to the list.

    The panel takes no more than its part of the whole where the list holds whole sentences.
    """
    split = _Sharing(panel, most)
    for part in (main, panel):
        split.addWidget(part)
    split.setStretchFactor(0, 1)
    split.setSizes([widths[0], px(widths[1])])
    return split


class _Sharing(QSplitter):
    """Parts beside each other, the last of them a panel that takes no more than its share."""

    def __init__(self, panel: QWidget, most: float = 1) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._panel, self._most = panel, most
        self.setChildrenCollapsible(False)
        self.setHandleWidth(MEDIUM)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the list what it needs to be read."""
        part = min(_SHARE, self._most) if self.width() < px(_TIGHT) else self._most
        share = max(px(_LEAST), round(self.width() * part), self._panel.minimumSizeHint().width())
        self._panel.setMaximumWidth(share if part < 1 else _ANY_WIDTH)
        super().resizeEvent(event)

    def event(self, event: QEvent) -> bool:
        """Once the panel was opened the list has what the panel may not take."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            sizes = self.sizes()
            more = sizes[-1] - self._panel.maximumWidth()
            if more > 0:  # Qt keeps counting what the panel may not take
                self.setSizes([*sizes[:-2], sizes[-2] + more, sizes[-1] - more])
        return done


class PanelSplit(_Sharing):
    """A list to choose from, the list that is worked on, and a panel.

    Where room is short the list to choose from gives way while the panel is open: what is edited and
    whom it is about stay in sight.
    """

    def __init__(
        self, aside: QWidget, main: QWidget, panel: QWidget, *, aside_width: int, panel_width: int
    ) -> None:
        super().__init__(panel)
        self._aside = aside
        for part in (aside, main, panel):
            self.addWidget(part)
        self.setStretchFactor(1, 1)
        self.setSizes([px(aside_width), 800, px(panel_width)])

    def fit(self) -> None:
        """Give the room to what is worked on; to be called when the panel was opened or closed."""
        self._aside.setVisible(self._panel.isHidden() or self.width() >= px(_ROOMY))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again in the new width."""
        super().resizeEvent(event)
        self.fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Fit once the width is known."""
        super().showEvent(event)
        self.fit()
