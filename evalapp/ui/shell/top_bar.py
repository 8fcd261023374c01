"""The top bar: unit and month, chosen once for all screens; where the month stands; who is at work."""

from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu

from evalapp.base.columns import Tone
from evalapp.base.messages import tr
from evalapp.domain.periods import Period, PeriodKind
from evalapp.domain.user_names import called
from evalapp.ui.kit.colours import LARGE, MEDIUM, SMALL
from evalapp.ui.kit.icons import icon
from evalapp.ui.kit.labels import button, chip, restyle, show_chip
from evalapp.ui.kit.months import MonthPicker
from evalapp.ui.kit.pickers import ChoicePicker
from evalapp.ui.kit.sizes import px, top_height
from evalapp.ui.shell.routes import Place
from evalapp.ui.shell.words import longer_title

if TYPE_CHECKING:
    from evalapp.ui.shell.unit_tree import UnitTree

_LEAST = 96  # pixels for the name of the unit in any case
_WHOLE_NAME, _NAME = 220, 96  # pixels for the name of whoever works, where there is room and where not
_KEYS, _ICON = "Ctrl+K", 16


class TopBar(QFrame):
    """What every screen is about."""

    chosen = Signal(object)
    searched = Signal()
    locked = Signal()
    users_asked = Signal()
    ended = Signal()

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.setObjectName("top")
        self.setFixedHeight(top_height())
        self._place = place
        self._unit = ChoicePicker(tr("Unit"), tr("No unit yet"))
        self._unit.chosen.connect(self._choose_unit)
        self._month = MonthPicker()
        self._month.chosen.connect(self._choose_month)
        self._month.longer_chosen.connect(self._choose_longer)
        self._stage = chip()
        self._find = find = button("", "find")
        find.setAccessibleName(tr("Find anything"))
        find.setToolTip(tr("People, units, months and actions; with or without accents"))
        find.clicked.connect(self.searched)
        self._name = ""
        find.setIcon(icon("ph.magnifying-glass"))
        self._user = button("", "flat")
        self._user.setToolTip(tr("Users and passwords; lock, or let somebody else work; end the program"))
        self.user_menu = QMenu(self._user)
        self.user_menu.addAction(tr("Users, passwords…")).triggered.connect(self.users_asked)
        # The keys themselves are the window's own: locking works from a dialog too.
        lock = tr("Lock, or let somebody else work") + "\tCtrl+Alt+L"
        self.user_menu.addAction(lock).triggered.connect(self.locked)
        self.user_menu.addSeparator()
        self.user_menu.addAction(tr("End the program") + "\tCtrl+Q").triggered.connect(self.ended)
        self._user.setMenu(self.user_menu)
        self._inside = layout = QHBoxLayout(self)
        layout.setContentsMargins(LARGE, 0, LARGE, 0)
        layout.setSpacing(MEDIUM)
        layout.addWidget(self._unit)
        layout.addWidget(self._month)
        layout.addWidget(self._stage)
        layout.addStretch(1)
        layout.addWidget(find)
        layout.addWidget(self._user)
        layout.addSpacing(SMALL)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the name of the unit gives way, never the year of the month."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give the unit's name what the others leave; where that is too little they say less, one by one."""
        for find, name in (
            (tr("Find…  Ctrl+K"), _WHOLE_NAME),
            (_KEYS, _WHOLE_NAME),
            (_KEYS, _NAME),
            (_KEYS, 0),
        ):
            self._say(find, px(name))
            parts = (self._month, self._stage, self._find, self._user)
            others = [each for each in parts if not each.isHidden()]
            taken = sum(each.sizeHint().width() + MEDIUM for each in others) + 2 * LARGE + 2 * MEDIUM + SMALL
            if self.width() - taken >= self._unit.wanted_width:
                break
        self._unit.setFixedWidth(max(px(_LEAST), min(self._unit.wanted_width, self.width() - taken)))
        self._inside.activate()  # what stands beside it moves in the same picture

    def _say(self, find: str, room: int) -> None:
        self._find.setText(find)
        self._find.setIconSize(QSize(px(_ICON), px(_ICON)))
        shown = (
            self._user.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideRight, room) if room else ""
        )
        self._user.setText(f"{shown} ▾")
        self._user.setIconSize(QSize(px(_ICON), px(_ICON)))
        self._user.setIcon(QIcon() if room else icon("ph.user"))
        restyle(self._find, "look", "picker" if find == _KEYS else "find")

    @property
    def stage(self) -> str:
        """Where the month stands, in words."""
        return self._stage.text()

    def show_place(self, place: Place, tree: "UnitTree | None") -> None:
        """Show the unit and month in use, the unit by its name of that time; nothing is announced."""
        self._place = place
        units = tree.at(place.period) if tree else ()
        self._unit.show_choices(units, place.unit)
        self._unit.setEnabled(bool(units))
        period = place.period
        self._month.show_month(period.year, period.last_day.month)
        if period.kind is not PeriodKind.MONTH:
            self._month.show_other(longer_title(period))
        self._fit()

    def show_stage(self, text: str, tone: Tone) -> None:
        """Say where the month of this unit stands; nothing where it is not open."""
        show_chip(self._stage, text, tone)
        self._fit()

    def show_user(self, name: str) -> None:
        """Say in whose name the work is done."""
        self._name = called(name)
        self._user.setAccessibleName(tr("User: {name}", name=self._name))
        self._fit()

    def _choose_unit(self, code: str) -> None:
        self.chosen.emit(Place(code, self._place.period))

    def _choose_longer(self, text: str) -> None:
        self.chosen.emit(replace(self._place, period=Period.parse(text)))

    def _choose_month(self, year: int, month: int) -> None:
        self.chosen.emit(replace(self._place, period=Period(year, month)))
