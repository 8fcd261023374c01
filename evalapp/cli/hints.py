"""Which command does what a refusal asks for: the window has buttons for it, a terminal has words."""

from collections.abc import Mapping

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, tr
from evalapp.cli.papers import WORD_THERE
from evalapp.documents.papers.batch import PAPERS_THERE
from evalapp.documents.reading.lists import SEVERAL_SHEETS
from evalapp.domain.rewards import BEFORE_CLOSED
from evalapp.domain.rounds import SETTLED_ALREADY, SETTLED_SCORES, SETTLED_STAGE
from evalapp.store.server_failures import NOTHING_IN_SERVER
from evalapp.store.workspace import KEPT_COPY, NO_WORKSPACE, ON_SERVER
from evalapp.usecases.backups import CHANGED_OUTSIDE
from evalapp.usecases.choosing import SEVERAL_FIT
from evalapp.usecases.entry_doubts import IN_DOUBT
from evalapp.usecases.evidence import EVIDENCE_SETTLED
from evalapp.usecases.person_data import STILL_FOLLOWED
from evalapp.usecases.products import PRODUCTS_DECIDED
from evalapp.usecases.rounds import SEVERAL_OPEN
from evalapp.usecases.settling import TIES_OPEN
from evalapp.usecases.updates import TAKEN_UNSIGNED
from evalapp.usecases.users import UNGUARDED

_BACK = N_("Command: evalapp month advance --to settling --unit … --period …")
_HINTS: Mapping[str, str] = {
    TIES_OPEN: N_(
        "Command: evalapp month settle --first CODE,CODE --reason … --unit … --period …; who goes first "
        "stands first"
    ),
    SETTLED_STAGE: _BACK,
    SETTLED_SCORES: _BACK,
    SETTLED_ALREADY: _BACK,
    EVIDENCE_SETTLED: _BACK,
    PRODUCTS_DECIDED: _BACK,
    SEVERAL_SHEETS: N_("Command: the same again, with --sheet NAME"),
    NO_WORKSPACE: N_("Command: evalapp workspace init {file}"),
    NOTHING_IN_SERVER: N_("Command: evalapp workspace init postgresql://…"),
    ON_SERVER: N_("Command: evalapp --workspace postgresql://… workspace copy FILE"),
    KEPT_COPY: N_("Command: evalapp workspace restore {file} --preview"),
    CHANGED_OUTSIDE: N_("Command: evalapp workspace restore FILE --preview"),
    STILL_FOLLOWED: N_("Command: evalapp people deactivate {code}"),
    SEVERAL_OPEN: N_("Command: the same again, with --policy CODE"),
    SEVERAL_FIT: N_("Command: the same again, with --policy CODE"),
    TAKEN_UNSIGNED: N_("Command: the same again, with --unsigned"),
    IN_DOUBT: N_("Command: the same again, with --sure, if it is meant"),
    BEFORE_CLOSED: N_("Command: the same again, with --earlier, if it is meant"),
    PAPERS_THERE: N_("Command: the same again, with --replace, or another --out"),
    WORD_THERE: N_("Command: the same again, with --replace, or another --out"),
    UNGUARDED: N_("Command: evalapp user password {me}"),
}


def hint_for(error: UserError) -> str:
    """The command that helps out of a refusal; empty where none does."""
    words = _HINTS.get(error.message)
    return tr(words, **error.values) if words else ""
