"""What the panel beside the proposals is filled in with."""

from functools import partial

from evalapp.base.messages import tr
from evalapp.ui.screens.rewards.editing import fields_of, save
from evalapp.ui.screens.rewards.state import RewardsState
from evalapp.ui.shell.filling import Filling
from evalapp.ui.shell.half_typed import Aside


def filling_of(state: RewardsState) -> Filling | None:
    """Number, day and who decided, or the reason of a further entry."""
    editing = state.editing
    if editing is None:
        return None
    return Filling(
        key=editing.key,
        title=editing.title,
        fields=partial(fields_of, editing),
        filled=editing,
        save=partial(save, editing=editing),
        about=editing.about,
        busy=state.busy,
        save_words=tr("It is so: save") if editing.sure else "",
        aside=Aside(f"reward/{editing.doing}/{editing.proposal.id}"),
    )
