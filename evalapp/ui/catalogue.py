"""Every screen of the window, in the order of the navigation: a new screen is one entry here."""

from evalapp.base.messages import N_
from evalapp.ui import help_texts
from evalapp.ui.screens.history import screen as history
from evalapp.ui.screens.month import actions as month
from evalapp.ui.screens.month.screen import MonthScreen
from evalapp.ui.screens.overview import screen as overview
from evalapp.ui.screens.people import screen as people
from evalapp.ui.screens.policies import actions as policies
from evalapp.ui.screens.policies.screen import PoliciesScreen
from evalapp.ui.screens.registers import screen as registers
from evalapp.ui.screens.settings.screen import SettingsScreen
from evalapp.ui.screens.settlement import screen as settlement
from evalapp.ui.screens.sheet import screen as sheet
from evalapp.ui.shell.screen_specs import ScreenSpec

SCREENS = (
    ScreenSpec(
        "overview",
        N_("Overview"),
        overview.OverviewScreen,
        "ph.house",
        actions=overview.ACTIONS,
        help=help_texts.OVERVIEW,
    ),
    ScreenSpec(
        "month",
        N_("Month"),
        MonthScreen,
        "ph.calendar-blank",
        actions=month.ACTIONS,
        help=help_texts.MONTH,
    ),
    ScreenSpec(
        "sheet",
        N_("Form"),
        sheet.SheetScreen,
        home="month",
        actions=sheet.ACTIONS,
        help=help_texts.SHEET,
    ),
    ScreenSpec(
        "settlement",
        N_("Settlement"),
        settlement.SettlementScreen,
        "ph.chart-bar",
        actions=settlement.ACTIONS,
        help=help_texts.SETTLEMENT,
    ),
    ScreenSpec(
        "registers",
        N_("Registers"),
        registers.RegistersScreen,
        "ph.notebook",
        actions=registers.ACTIONS,
        help=help_texts.REGISTERS,
    ),
    ScreenSpec(
        "people",
        N_("People and units"),
        people.PeopleScreen,
        "ph.users",
        actions=people.ACTIONS,
        help=help_texts.PEOPLE,
    ),
    ScreenSpec(
        "policies",
        N_("Policies"),
        PoliciesScreen,
        "ph.scales",
        actions=policies.ACTIONS,
        help=help_texts.POLICIES,
    ),
    ScreenSpec(
        "history",
        N_("History"),
        history.HistoryScreen,
        "ph.clock",
        actions=history.ACTIONS,
        help=help_texts.HISTORY,
    ),
    ScreenSpec(
        "settings",
        N_("Settings"),
        SettingsScreen,
        "ph.gear-six",
        help=help_texts.SETTINGS,
    ),
)
