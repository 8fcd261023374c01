"""Every screen of the window, in the order of the navigation: a new screen is one loader and one line here.

A loader imports its screen when it is first wanted: the window is painted before any of them is there.
"""

from evalapp.base.messages import N_
from evalapp.ui.shell.screen_specs import ScreenParts, ScreenSpec


def _overview() -> ScreenParts:
    from evalapp.ui.help_texts import OVERVIEW
    from evalapp.ui.screens.overview.screen import ACTIONS, OverviewScreen

    return ScreenParts(OverviewScreen, ACTIONS, OVERVIEW)


def _month() -> ScreenParts:
    from evalapp.ui.help_texts import MONTH
    from evalapp.ui.screens.month.actions import ACTIONS
    from evalapp.ui.screens.month.screen import MonthScreen

    return ScreenParts(MonthScreen, ACTIONS, MONTH)


def _sheet() -> ScreenParts:
    from evalapp.ui.help_texts import SHEET
    from evalapp.ui.screens.sheet.actions import ACTIONS
    from evalapp.ui.screens.sheet.screen import SheetScreen

    return ScreenParts(SheetScreen, ACTIONS, SHEET)


def _settlement() -> ScreenParts:
    from evalapp.ui.help_texts import SETTLEMENT
    from evalapp.ui.screens.settlement.screen import ACTIONS, SettlementScreen

    return ScreenParts(SettlementScreen, ACTIONS, SETTLEMENT)


def _registers() -> ScreenParts:
    from evalapp.ui.help_texts import REGISTERS
    from evalapp.ui.screens.registers.screen import ACTIONS, RegistersScreen

    return ScreenParts(RegistersScreen, ACTIONS, REGISTERS)


def _inspections() -> ScreenParts:
    from evalapp.ui.help_inspections import INSPECTIONS
    from evalapp.ui.screens.inspections.screen import ACTIONS, InspectionsScreen

    return ScreenParts(InspectionsScreen, ACTIONS, INSPECTIONS)


def _visit_papers() -> ScreenParts:
    from evalapp.ui.help_inspections import VISIT_PAPERS
    from evalapp.ui.screens.visit_papers.actions import ACTIONS
    from evalapp.ui.screens.visit_papers.screen import VisitPapersScreen

    return ScreenParts(VisitPapersScreen, ACTIONS, VISIT_PAPERS)


def _products() -> ScreenParts:
    from evalapp.ui.help_texts import PRODUCTS
    from evalapp.ui.screens.products.screen import ACTIONS, ProductsScreen

    return ScreenParts(ProductsScreen, ACTIONS, PRODUCTS)


def _rewards() -> ScreenParts:
    from evalapp.ui.help_texts import REWARDS
    from evalapp.ui.screens.rewards.actions import ACTIONS
    from evalapp.ui.screens.rewards.screen import RewardsScreen

    return ScreenParts(RewardsScreen, ACTIONS, REWARDS)


def _periods() -> ScreenParts:
    from evalapp.ui.help_texts import PERIODS
    from evalapp.ui.screens.periods.actions import ACTIONS
    from evalapp.ui.screens.periods.screen import PeriodsScreen

    return ScreenParts(PeriodsScreen, ACTIONS, PERIODS)


def _indicators() -> ScreenParts:
    from evalapp.ui.help_reports import INDICATORS
    from evalapp.ui.screens.indicators.screen import ACTIONS, IndicatorsScreen

    return ScreenParts(IndicatorsScreen, ACTIONS, INDICATORS)


def _reports() -> ScreenParts:
    from evalapp.ui.help_reports import REPORTS
    from evalapp.ui.screens.reports.screen import ACTIONS, ReportsScreen

    return ScreenParts(ReportsScreen, ACTIONS, REPORTS)


def _exchange() -> ScreenParts:
    from evalapp.ui.help_exchange import EXCHANGE
    from evalapp.ui.screens.exchange.screen import ACTIONS, ExchangeScreen

    return ScreenParts(ExchangeScreen, ACTIONS, EXCHANGE)


def _people() -> ScreenParts:
    from evalapp.ui.help_texts import PEOPLE
    from evalapp.ui.screens.people.screen import ACTIONS, PeopleScreen

    return ScreenParts(PeopleScreen, ACTIONS, PEOPLE)


def _groups() -> ScreenParts:
    from evalapp.ui.help_texts import GROUPS
    from evalapp.ui.screens.groups.screen import ACTIONS, GroupsScreen

    return ScreenParts(GroupsScreen, ACTIONS, GROUPS)


def _policies() -> ScreenParts:
    from evalapp.ui.help_texts import POLICIES
    from evalapp.ui.screens.policies.actions import ACTIONS
    from evalapp.ui.screens.policies.screen import PoliciesScreen

    return ScreenParts(PoliciesScreen, ACTIONS, POLICIES)


def _history() -> ScreenParts:
    from evalapp.ui.help_texts import HISTORY
    from evalapp.ui.screens.history.screen import ACTIONS, HistoryScreen

    return ScreenParts(HistoryScreen, ACTIONS, HISTORY)


def _safety() -> ScreenParts:
    from evalapp.ui.help_safety import SAFETY
    from evalapp.ui.screens.safety.screen import ACTIONS, SafetyScreen

    return ScreenParts(SafetyScreen, ACTIONS, SAFETY)


def _users() -> ScreenParts:
    from evalapp.ui.help_users import USERS
    from evalapp.ui.screens.users.screen import ACTIONS, UsersScreen

    return ScreenParts(UsersScreen, ACTIONS, USERS)


def _settings() -> ScreenParts:
    from evalapp.ui.help_texts import SETTINGS
    from evalapp.ui.screens.settings.screen import SettingsScreen

    return ScreenParts(SettingsScreen, (), SETTINGS)


SCREENS = (
    ScreenSpec("overview", N_("Overview"), _overview, "ph.house"),
    ScreenSpec("month", N_("Month"), _month, "ph.calendar-blank"),
    ScreenSpec("sheet", N_("Form"), _sheet, home="month"),
    ScreenSpec("products", N_("Products, tasks"), _products, home="month"),
    ScreenSpec("settlement", N_("Settlement"), _settlement, "ph.chart-bar"),
    ScreenSpec("registers", N_("Registers"), _registers, "ph.notebook"),
    ScreenSpec("inspections", N_("Inspections"), _inspections, "ph.magnifying-glass", short=N_("Inspect")),
    ScreenSpec("visit_papers", N_("Photos and minutes"), _visit_papers, home="inspections"),
    ScreenSpec("rewards", N_("Rewards and penalties"), _rewards, "ph.medal", short=N_("Rewards")),
    ScreenSpec("periods", N_("Quarters and years"), _periods, "ph.calendar-check", short=N_("Periods")),
    ScreenSpec("indicators", N_("Service figures"), _indicators, "ph.gauge", short=N_("Indicators")),
    ScreenSpec("reports", N_("Reports"), _reports, "ph.file-text"),
    ScreenSpec("exchange", N_("Exchange"), _exchange, "ph.arrows-left-right"),
    ScreenSpec("people", N_("People and units"), _people, "ph.users", short=N_("People")),
    ScreenSpec("groups", N_("Groups and fields"), _groups, home="people"),
    ScreenSpec("policies", N_("Policies"), _policies, "ph.scales"),
    ScreenSpec("history", N_("History"), _history, "ph.clock"),
    ScreenSpec("safety", N_("Data safety"), _safety, "ph.shield-check", short=N_("Safety")),
    ScreenSpec("users", N_("Users"), _users, home="safety"),
    ScreenSpec("settings", N_("Settings"), _settings, "ph.gear-six"),
)
