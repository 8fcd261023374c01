"""Petitions as they are listed: apart from answering them, for the first screen of a start lists them too."""

from datetime import date, timedelta

from evalapp.base.messages import plain
from evalapp.domain.petitions import Outcome, Petition, PetitionLine
from evalapp.domain.policy.model import Rating
from evalapp.domain.rights import Right
from evalapp.domain.rounds import Round, Sheet
from evalapp.domain.units import UnitId
from evalapp.store.work import Work
from evalapp.usecases.revisions import newest_outcome
from evalapp.usecases.subtrees import units_under

_A_DAY = timedelta(days=1)


def list_petitions(work: Work, *, unit: UnitId | None = None, only_open: bool = False) -> list[PetitionLine]:
    """The petitions on results of a unit and those below it, those that wait longest first."""
    work.require(Right.READ_SCORES, unit)
    reach = None if unit is None else units_under(work, unit, work.today)
    lines = [
        petition_line(work, petition, *work.rounds.sheet(petition.sheet))
        for petition in work.petitions.all()
        if petition.outcome is None or not only_open
    ]
    seen = [
        line
        for line in lines
        if (reach is None or line.unit in reach) and work.may(Right.READ_SCORES, line.unit)
    ]
    return sorted(seen, key=lambda line: (not line.is_open, line.due or date.max, line.petition.id))


def petition_line(work: Work, petition: Petition, current: Round, sheet: Sheet) -> PetitionLine:
    """A petition with whom and which result it is about, and until when it has to be answered."""
    rule, calendar = work.policies.get(current.policy.id).petition, work.holidays.calendar
    due = petition.due(rule, calendar)
    result = work.rounds.results(current.id).get(petition.sheet)
    rating: Rating | None = result.rating if result else None
    return PetitionLine(
        petition,
        person=sheet.participant.person,
        code=sheet.participant.code,
        name=sheet.participant.name,
        unit=current.unit,
        unit_code=current.unit_code,
        unit_name=current.unit_name,
        period=current.period,
        policy=current.policy.code,
        round=current.id,
        total="" if rating is None or rating.total is None else plain(rating.total),
        level=rating.level if rating else None,
        last_day=petition.last_day(rule),
        due=due,
        lacking=() if due is None else calendar.lacking(petition.received + _A_DAY, due),
        after=newest_outcome(work, of=current, person=sheet.participant.person)
        if petition.outcome is Outcome.CHANGED and current.replaced
        else None,
    )
