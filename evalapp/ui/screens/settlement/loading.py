"""Reading the ranking: what was decided where it is, else what settling would give now."""

from evalapp.domain.policy.model import GroupRating
from evalapp.domain.rounds import SCORING, Round, Stage
from evalapp.store.work import Work
from evalapp.ui.screens.settlement.state import SettlementState
from evalapp.ui.shell.routes import Place
from evalapp.usecases.rounds import list_rounds, suggestions_waiting
from evalapp.usecases.settling import preview_settlement
from evalapp.usecases.summaries import person_sheets, summarise


def read_settlement(
    work: Work, *, place: Place, first: tuple[str, ...], reason: str, exception: str
) -> SettlementState:
    """The ranking with the decisions being considered."""
    unit = work.units.by_code(place.unit).id if place.unit else None
    rounds = [each for each in list_rounds(work, unit=unit) if each.period == place.period] if unit else []
    if not rounds:
        return SettlementState(place, loaded=True)
    current = rounds[-1]
    summary = summarise(work, round_id=current.id)
    rated = _rated(work, current, first, exception)
    state = SettlementState(
        place,
        current,
        summary,
        rated,
        work.policies.get(current.policy.id),
        first=first,
        reason=reason,
        exception=exception,
        unanswered=suggestions_waiting(work, current),
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
