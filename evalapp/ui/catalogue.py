"""Every screen of the window, in the order of the navigation: a new screen is one entry here."""

from evalapp.base.messages import N_
from evalapp.ui.screens.month.screen import MonthScreen
from evalapp.ui.screens.people.screen import PeopleScreen
from evalapp.ui.screens.settings.screen import SettingsScreen
from evalapp.ui.screens.settlement.screen import SettlementScreen
from evalapp.ui.screens.sheet.screen import SheetScreen
from evalapp.ui.shell.main_window import ScreenSpec

SCREENS = (
    ScreenSpec("month", N_("Month"), MonthScreen, "ph.calendar-blank"),
    ScreenSpec("sheet", N_("Form"), SheetScreen),
    ScreenSpec("settlement", N_("Settlement"), SettlementScreen, "ph.chart-bar"),
    ScreenSpec("people", N_("People and units"), PeopleScreen, "ph.users"),
    ScreenSpec("settings", N_("Settings"), SettingsScreen, "ph.gear-six"),
)
