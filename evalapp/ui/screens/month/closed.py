"""Why nothing can be typed into somebody's row, and what can be done about it."""

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, tr
from evalapp.domain.rounds import SCORING, STAGE_LABELS, Stage
from evalapp.ui.screens.month.lines import GridRow


def why_closed(row: GridRow) -> UserError:
    """Why the points of a row stay as they are, for whoever types there all the same."""
    current, who = row.line.round, row.line.sheet.participant
    if current.stage is Stage.CLOSED:
        return UserError(
            N_("The {kind} is closed: no score changes. “More”, “Reopen with a reason…” opens it again."),
            kind=current.period.sort,
        )
    if current.stage not in SCORING:
        return UserError(
            N_("The {kind} is no longer being scored. “More”, “Send back one stage…” lets scores change."),
            kind=current.period.sort,
        )
    if who.unrated is not None:
        return UserError(
            N_("{name} is not rated this {kind}: {reason}. “More” lets them be rated again."),
            kind=current.period.sort,
            name=who.name,
            reason=who.unrated,
        )
    if row.stage is not current.stage:
        return UserError(
            N_("These points are of another stage; the {kind} is at: {stage}."),
            kind=current.period.sort,
            stage=tr(STAGE_LABELS[current.stage]),
        )
    if row.line.closed:
        return UserError(N_("{name} is not yours to score. {reason}"), name=who.name, reason=row.line.closed)
    return UserError(N_("These points are worked out and cannot be typed."))
