"""Why a cell of a form takes nothing, said to whoever types there all the same."""

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, tr
from evalapp.domain.policy.model import Kind
from evalapp.domain.rounds import STAGE_LABELS
from evalapp.ui.screens.sheet.state import SheetLine, SheetState


def why_closed(state: SheetState, line: SheetLine) -> UserError:
    """What keeps a cell as it is."""
    stage, period = state.editing, state.place.period
    if stage is None:
        return UserError(N_("This {kind} takes no scores now."), kind=period.sort)
    if line.is_heading:
        return UserError(N_("{row} is the sum of the rows under it: score those."), row=line.criterion.code)
    if line.criterion.kind is Kind.FORMULA:
        return UserError(N_("These points are worked out and cannot be typed."))
    return UserError(
        N_("These points are of another stage; the {kind} is at: {stage}."),
        kind=period.sort,
        stage=tr(STAGE_LABELS[stage]),
    )
