"""Which pages the screen of inspections has, in the order of their tabs: a new page is one line here."""

from evalapp.base.messages import N_
from evalapp.ui.screens.inspections.conduct_page import CONDUCT_ACTIONS, ConductPage
from evalapp.ui.screens.inspections.findings_page import FINDING_ACTIONS, FindingsPage
from evalapp.ui.screens.inspections.page import PageSpec
from evalapp.ui.screens.inspections.plans_page import PLAN_ACTIONS, PlansPage
from evalapp.ui.screens.inspections.remedies_page import REMEDY_ACTIONS, RemediesPage
from evalapp.ui.screens.inspections.report_page import REPORT_ACTIONS, ReportPage
from evalapp.ui.screens.inspections.visits_actions import VISIT_ACTIONS
from evalapp.ui.screens.inspections.visits_page import VisitsPage
from evalapp.ui.screens.inspections.visits_panel import PANEL_ACTIONS
from evalapp.ui.shell.routes import FINDINGS, PLANS, REMEDIES

VISITS = "visits"
PAGES: tuple[PageSpec, ...] = (
    PageSpec(VISITS, N_("Visits"), VisitsPage, (*VISIT_ACTIONS, *PANEL_ACTIONS)),
    PageSpec(FINDINGS, N_("Findings"), FindingsPage, FINDING_ACTIONS),
    PageSpec(REMEDIES, N_("Remedies"), RemediesPage, REMEDY_ACTIONS),
    PageSpec(PLANS, N_("Decisions and plans"), PlansPage, PLAN_ACTIONS),
    PageSpec("conduct", N_("Codes of conduct"), ConductPage, CONDUCT_ACTIONS),
    PageSpec("report", N_("Report to superiors"), ReportPage, REPORT_ACTIONS),
)
