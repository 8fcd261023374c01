"""Choosing a month, or a longer period, from a small calendar of months or by typing it."""

import re
from functools import cached_property

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from evalapp.base.messages import tr
from evalapp.ui.kit.colours import SMALL, TINY
from evalapp.ui.kit.icons import icon
from evalapp.ui.kit.labels import button, label, restyle
from evalapp.ui.kit.pickers import HELD, Popup

_TYPED = re.compile(r"(\d{1,2})(?:\s*[/.-]\s*(\d{4}))?")  # 7, 07/2018, 7-2018
_MONTHS = 12


class MonthPicker(QWidget):
    """A month, the one before and the one after, and any other from a small calendar of months."""

    chosen = Signal(int, int)
    longer_chosen = Signal(str)  # a quarter, half-year or year, as 2018-Q3, 2018-H2, 2018

    def __init__(self) -> None:
        super().__init__()
        self._year, self._month = 2018, 7
        self._before = self._arrow("ph.caret-left", tr("Previous month"))
        self._before.clicked.connect(lambda: self._step(-1))
        self._after = self._arrow("ph.caret-right", tr("Next month"))
        self._after.clicked.connect(lambda: self._step(1))
        self._middle = button("", "picker")
        self._middle.clicked.connect(self._open)
        self._middle.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(TINY)
        for part in (self._before, self._middle, self._after):
            layout.addWidget(part)
        self.show_month(self._year, self._month)

    def show_month(self, year: int, month: int) -> None:
        """Show this month; nothing is announced."""
        self._year, self._month = year, month
        text = tr("Month {month}", month=f"{month:02d}/{year}")
        self._middle.setText(text + "  ▾")
        self._middle.setAccessibleName(text)

    def show_other(self, text: str) -> None:
        """Show a longer period by its words; stepping goes on from its last month."""
        self._middle.setText(text + "  ▾")
        self._middle.setAccessibleName(text)

    def _arrow(self, name: str, says: str) -> QPushButton:
        made = button("", "flat")
        made.setIcon(icon(name))
        made.setAccessibleName(says)
        made.setToolTip(says)
        return made

    def _step(self, months: int) -> None:
        count = self._year * 12 + self._month - 1 + months
        self._choose(count // 12, count % 12 + 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A figure opens the calendar with that figure typed already."""
        if event.text().isdigit() and not event.modifiers() & HELD:
            self._open()
            self._popup.begin_typing(event.text())
        else:
            super().keyPressEvent(event)

    @cached_property
    def _popup(self) -> "_Months":
        """The calendar: made when it first opens, for its thirty buttons take their time."""
        made = _Months(self)
        made.chosen.connect(self._choose)
        made.longer_chosen.connect(self.longer_chosen)
        return made

    def _open(self) -> None:
        self._popup.open_below(self._middle, self._year, self._month)

    def _choose(self, year: int, month: int) -> None:
        self.show_month(year, month)
        self.chosen.emit(year, month)


class _Months(Popup):
    """A year with its twelve months, its quarters and halves, and the year itself."""

    chosen = Signal(int, int)
    longer_chosen = Signal(str)

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._year = 2018
        self._title = label(look="strong")
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._months = QButtonGroup(self)
        self._typed = QLineEdit()
        self._typed.setPlaceholderText(tr("Type a month, as 7/2018"))
        self._typed.setAccessibleName(tr("Type a month, as 7/2018"))
        self._typed.returnPressed.connect(self._take_typed)
        self._typed.textEdited.connect(self._forgive)
        self._refused = label(look="refused", wrap=True)
        self._refused.hide()
        self._periods: list[QPushButton] = []
        self._grid = grid = QGridLayout(self)
        grid.setContentsMargins(SMALL, SMALL, SMALL, SMALL)
        grid.setSpacing(TINY)
        grid.addWidget(self._turn("ph.caret-left", tr("Previous year"), -1), 0, 0)
        grid.addWidget(self._title, 0, 1, 1, 2)
        grid.addWidget(self._turn("ph.caret-right", tr("Next year"), 1), 0, 3)
        for number in range(1, 13):
            made = button(f"{number:02d}", "segment")
            made.setCheckable(True)
            made.setAccessibleName(tr("Month {month}", month=number))
            self._months.addButton(made, number)
            grid.addWidget(made, 1 + (number - 1) // 4, (number - 1) % 4)
        self._months.idClicked.connect(self._take)
        for number in range(1, 5):
            text = tr("Quarter {number}", number=number)
            grid.addWidget(self._longer(f"-Q{number}", text), 4, number - 1)
        for number in (1, 2):
            text = tr("Half-year {number}", number=number)
            grid.addWidget(self._longer(f"-H{number}", text), 5, number - 1)
        grid.addWidget(self._longer("", tr("The whole year")), 5, 2, 1, 2)
        grid.addWidget(self._typed, 6, 0, 1, 4)
        grid.addWidget(self._refused, 7, 0, 1, 4)

    def _longer(self, ending: str, text: str) -> QPushButton:
        made = button(text, "flat")
        made.clicked.connect(lambda: self._take_longer(ending))
        self._periods.append(made)
        return made

    def _take_longer(self, ending: str) -> None:
        self.hide()
        self.longer_chosen.emit(f"{self._year}{ending}")

    def open_below(self, owner: QWidget, year: int, month: int) -> None:
        """Show the year of the present month."""
        self._typed.clear()
        self._forgive()
        self._turn_to(year)
        self._months.button(month).setChecked(True)
        widest = max(each.sizeHint().width() for each in self._periods)
        for number in range(self._grid.columnCount()):
            self._grid.setColumnMinimumWidth(number, widest)  # months of one width, whatever stands below
        self.adjustSize()
        self.stand_beside(owner)
        self.show()
        self._months.button(month).setFocus()

    def begin_typing(self, figure: str) -> None:
        """Go on in the field with a figure that was pressed elsewhere."""
        self._typed.setText(figure)
        self._typed.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A figure goes to the field, whichever button the keyboard is on."""
        if event.text().isdigit() and not event.modifiers() & HELD:
            self.begin_typing(event.text())
        else:
            super().keyPressEvent(event)

    def _take_typed(self) -> None:
        """Take the month in the field; one without a year is of the year shown, no month keeps the field."""
        written = _TYPED.fullmatch(self._typed.text().strip())
        if written and 1 <= int(written[1]) <= _MONTHS:
            self._turn_to(int(written[2] or self._year))
            self._take(int(written[1]))
        else:
            self._typed.selectAll()
            typed = self._typed.text().strip()
            told = tr("“{text}” is no month. Write 7, or 7/2018 with its year.", text=typed)
            self._refused.setText("✕ " + told)
            self._refused.show()
            restyle(self._typed, "refused", "yes")
            self._typed.setAccessibleDescription(told)
            self.adjustSize()

    def _forgive(self) -> None:
        """What was refused is being written anew."""
        self._refused.hide()
        restyle(self._typed, "refused", "no")
        self._typed.setAccessibleDescription("")
        self.adjustSize()

    def _turn(self, name: str, says: str, years: int) -> QPushButton:
        made = button("", "flat")
        made.setIcon(icon(name))
        made.setAccessibleName(says)
        made.clicked.connect(lambda: self._turn_to(self._year + years))
        return made

    def _turn_to(self, year: int) -> None:
        self._year = min(max(year, 1900), 2999)
        self._title.setText(str(self._year))

    def _take(self, month: int) -> None:
        self.hide()
        self.chosen.emit(self._year, month)
