"""Throwing a month, quarter or year away that was opened and in which nothing was entered."""

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.domain.rights import Right
from evalapp.domain.rounds import Round, RoundId, Stage
from evalapp.store.work import Work
from evalapp.usecases.rounds import round_subject


def may_discard(work: Work, current: Round, *, for_sure: bool = False) -> bool:
    """Whether a round can be thrown away again: nothing was entered in it, and it replaces none."""
    if current.revision > 1 or current.stage in (Stage.SETTLED, Stage.CLOSED):
        return False
    return work.may(Right.RUN_MONTH, current.unit) and not work.rounds.holds_something(
        current.id, for_sure=for_sure
    )


def refuse_entered(work: Work, *, round_id: RoundId) -> Round:
    """The round, refused where something was entered in it or somebody may not throw it away."""
    current = work.rounds.get(round_id)
    work.require(Right.RUN_MONTH, current.unit)
    if not may_discard(work, current, for_sure=True):
        raise UserError(
            N_(
                "{unit}, {month} is not thrown away: something was entered in it already. Go on with it "
                "where it stands."
            ),
            unit=current.unit_name,
            month=current.period.named,
        )
    return current


def discard_round(work: Work, *, round_id: RoundId) -> Round:
    """Throw a round away in which nothing was entered; the history keeps both its opening and this."""
    current = refuse_entered(work, round_id=round_id)
    people = len(work.rounds.sheets(round_id))
    work.rounds.take_away(current.id)
    work.audit.record("round.discarded", round_subject(current), people=people, stage=current.stage.value)
    return current
