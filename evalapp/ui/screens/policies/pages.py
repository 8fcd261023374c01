"""Which pages an open policy has, in the order of their tabs: a new page is one line here."""

from evalapp.base.messages import N_
from evalapp.domain.policy.rule_kinds import RULE_PARTS
from evalapp.ui.screens.policies.changes_page import ChangesPage
from evalapp.ui.screens.policies.examples_page import ExamplesPage
from evalapp.ui.screens.policies.forms_page import FormsPage
from evalapp.ui.screens.policies.identity_page import IdentityPage
from evalapp.ui.screens.policies.identity_state import IDENTITY_PARTS
from evalapp.ui.screens.policies.panels import PanelSpec
from evalapp.ui.screens.policies.rules_page import RulesPage
from evalapp.ui.screens.policies.state import FORMS
from evalapp.ui.screens.policies.trial_page import TrialPage

PAGES: tuple[PanelSpec, ...] = (
    PanelSpec(FORMS, N_("Forms"), frozenset({"forms"}), FormsPage),
    PanelSpec("rules", N_("Rules"), RULE_PARTS, RulesPage),
    PanelSpec("identity", N_("General"), IDENTITY_PARTS, IdentityPage),
    PanelSpec("examples", N_("Examples"), frozenset({"example"}), ExamplesPage),
    PanelSpec("changes", N_("Differences"), frozenset(), ChangesPage),
    PanelSpec("trial", N_("Trial on past months"), frozenset(), TrialPage),
)


def page_of(part: str) -> str:
    """The key of the page on which a part of the document is edited; the first where none claims it."""
    return next((spec.key for spec in PAGES if part in spec.parts), PAGES[0].key)
