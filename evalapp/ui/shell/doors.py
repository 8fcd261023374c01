"""Users without a password: what that means, in words, wherever it is said."""

from collections.abc import Sequence

from evalapp.base.messages import tr
from evalapp.domain.rights import User
from evalapp.store.workspace import Workspace
from evalapp.ui.kit.tasks import Progress

_TOLD = "users.open_told"  # kept in the data file once somebody was told


def door_words(users: Sequence[User]) -> str:
    """Who may be acted for by anybody at this file; empty where everybody has a password."""
    active = [user for user in users if user.active]
    open_to_all = [user.name for user in active if not user.has_password]
    if not open_to_all:
        return ""
    if len(active) == 1:
        return tr(
            "One user without a password: whoever has this computer reads and changes everything. Set a "
            "password under the user’s name at the top right, or leave it so knowingly."
        )
    return tr("Without a password: {names}. Anybody at this file may act in their name.", names=open_to_all)


def told_once(workspace: Workspace, _progress: Progress) -> str:
    """The words, the first time that the file is open in a window; empty from then on."""
    words = door_words(workspace.users())
    if not words or workspace.only_read:
        return ""
    with workspace.work() as work:
        if work.settings.get(_TOLD):
            return ""
        work.settings.put(_TOLD, work.now.isoformat())
    return words
