"""Reading the ranking: what was decided where it is, else what settling would give now."""

from msgspec.structs import replace

from evalapp.domain.policy.model import GroupRating
from evalapp.domain.rounds import SCORING, Round, Stage
from evalapp.store.work import Work
from evalapp.ui.screens.settlement.state import SettlementState, knows_exception
from evalapp.ui.shell.returning import may_lead_back
from evalapp.ui.shell.routes import Place
from evalapp.usecases.considering import Considered, considered_of
from evalapp.usecases.rating import Named
from evalapp.usecases.rounds import list_rounds, suggestions_waiting
from evalapp.usecases.settling import preview_considered, preview_settlement
from evalapp.usecases.summaries import person_sheets, summarise


def read_settlement(work: Work, *, place: Place, considered: Considered | None) -> SettlementState:
    """The ranking with what is being considered; None: as it was kept, of people who are still there."""
    unit = work.units.by_code(place.unit).id if place.unit else None
    current = place.shown_of(list_rounds(work, unit=unit)) if unit else None
    if current is None:
        return SettlementState(place, loaded=True)
    summary = summarise(work, round_id=current.id)
    policy = work.policies.get(current.policy.id)
    if considered is None:
        kept, there = considered_of(work, current.id), {row.code for row in summary.rows}
        considered = replace(kept, first=tuple(code for code in kept.first if code in there))
    if not knows_exception(policy, current.period):
        considered = replace(considered, exception="")
    rated, first = _rated(work, current, considered)
    state = SettlementState(
        place,
        current,
        summary,
        rated,
        policy,
        first=considered.first,
        tied=first,
        reason=considered.reason,
        exception=considered.exception,
        waiting_for=tuple(suggestions_waiting(work, current).items()),
        may_lead_back=may_lead_back(work, current),
        loaded=True,
    )
    # here nobody waits for them
    _ = state.lines, state.not_scored, state.waits_for_unit, state.arithmetic, state.without_level
    return state


def _rated(work: Work, current: Round, considered: Considered) -> Named:
    if current.stage in (*SCORING, Stage.SETTLING):
        return preview_considered(work, round_id=current.id, considered=considered)
    preview = preview_settlement(work, round_id=current.id, first=current.first, exception=current.exception)
    sheets = person_sheets(work, round_id=current.id)
    work.bulk.hold("person sheets", sheets)
    decided = [sheet.rating for sheet in sheets if sheet.rating]
    return Named(GroupRating(tuple(decided), preview.quota), current.first)
