"""Reading the ranking: what was decided where it is, else what settling would give now."""

from msgspec.structs import replace

from evalapp.domain.policy.model import GroupRating
from evalapp.domain.rounds import SCORING, Round, Stage
from evalapp.store.work import Work
from evalapp.ui.screens.settlement.state import SettlementState
from evalapp.ui.shell.returning import may_lead_back
from evalapp.ui.shell.routes import Place
from evalapp.usecases.considering import Considered, considered_of
from evalapp.usecases.rounds import list_rounds, suggestions_waiting
from evalapp.usecases.settling import preview_settlement
from evalapp.usecases.summaries import person_sheets, summarise


def read_settlement(work: Work, *, place: Place, considered: Considered | None) -> SettlementState:
    """The ranking with what is being considered; None: as it was kept, of people who are still there."""
    unit = work.units.by_code(place.unit).id if place.unit else None
    rounds = [each for each in list_rounds(work, unit=unit) if each.period == place.period] if unit else []
    if not rounds:
        return SettlementState(place, loaded=True)
    current = rounds[-1]
    summary = summarise(work, round_id=current.id)
    if considered is None:
        kept, there = considered_of(work, current.id), {row.code for row in summary.rows}
        considered = replace(kept, first=tuple(code for code in kept.first if code in there))
    rated = _rated(work, current, considered.first, considered.exception)
    state = SettlementState(
        place,
        current,
        summary,
        rated,
        work.policies.get(current.policy.id),
        first=considered.first,
        reason=considered.reason,
        exception=considered.exception,
        unanswered=suggestions_waiting(work, current),
        may_lead_back=may_lead_back(work, current),
        loaded=True,
    )
    _ = state.lines  # here nobody waits for them
    return state


def _rated(work: Work, current: Round, first: tuple[str, ...], exception: str) -> GroupRating:
    if current.stage in (*SCORING, Stage.SETTLING):
        return preview_settlement(work, round_id=current.id, first=first, exception=exception or None)
    preview = preview_settlement(work, round_id=current.id, first=current.first, exception=current.exception)
    sheets = person_sheets(work, round_id=current.id)
    work.bulk.hold("person sheets", sheets)
    decided = [sheet.rating for sheet in sheets if sheet.rating]
    return GroupRating(tuple(decided), preview.quota)
