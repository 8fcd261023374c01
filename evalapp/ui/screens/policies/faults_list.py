"""Everything that keeps a draft from being published; each line leads to where it is mended."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from evalapp.base.messages import tr
from evalapp.ui.kit.sizes import px
from evalapp.ui.screens.policies.opened import Fault

_LINE, _MOST_LINES = 26, 5


class FaultsList(QListWidget):
    """The faults, one a line; Enter or a double click goes there."""

    chosen = Signal(object)  # the path of the fault

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("What is still to be mended"))
        self.setWordWrap(True)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._faults: tuple[Fault, ...] = ()
        self.itemActivated.connect(self._take)
        self.hide()

    @property
    def texts(self) -> list[str]:
        """What the lines say."""
        return [self.item(number).text() for number in range(self.count())]

    def show_faults(self, faults: tuple[Fault, ...]) -> None:
        """Show these; the list is hidden while there are none."""
        self.setVisible(bool(faults))
        if faults == self._faults:
            return
        self._faults = faults
        self.clear()
        for fault in faults:
            item = QListWidgetItem(f"✕  {fault.text}")
            item.setToolTip(fault.text)
            item.setData(Qt.ItemDataRole.UserRole, fault.path)
            self.addItem(item)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the lines that a fault takes in the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.doItemsLayout()
        needed = sum(self.sizeHintForRow(number) for number in range(self.count()))
        self.setFixedHeight(min(needed, _MOST_LINES * px(_LINE)) + 10)

    def _take(self, item: QListWidgetItem) -> None:
        self.chosen.emit(tuple(item.data(Qt.ItemDataRole.UserRole)))
