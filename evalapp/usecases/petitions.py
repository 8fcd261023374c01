"""Petitions against closed results: recording them, answering them in time, reopening what was wrong."""

from datetime import date, timedelta

from evalapp.base.clock import VIET_NAM
from evalapp.base.errors import UserError
from evalapp.base.messages import N_, plain
from evalapp.domain.petitions import Outcome, Petition, PetitionId, PetitionLine
from evalapp.domain.policy.model import Rating
from evalapp.domain.rights import Right
from evalapp.domain.rounds import Round, Sheet, SheetId, Stage
from evalapp.domain.units import UnitId
from evalapp.store.work import Work
from evalapp.usecases.registers import checked
from evalapp.usecases.revisions import newest_outcome
from evalapp.usecases.rounds import refuse_self, round_subject
from evalapp.usecases.settling import reopen_round
from evalapp.usecases.subtrees import units_under

LONGEST_TEXT = 4000
LONGEST_DOCUMENT = 200
_A_DAY = timedelta(days=1)


def record_petition(
    work: Work,
    *,
    sheet_id: SheetId,
    text: str,
    received: date | None = None,
    informed: date | None = None,
    document: str = "",
    late_reason: str = "",
) -> PetitionLine:
    """Record what somebody holds against their closed result; a late one needs a reason to be taken."""
    current, sheet = work.rounds.sheet(sheet_id)
    work.require(Right.RECORD_FACTS, current.unit)
    if current.stage is not Stage.CLOSED or current.closed_at is None:
        raise UserError(
            N_("{unit}, {period} is not closed yet: there is no result to hold anything against."),
            unit=current.unit_name,
            period=current.period.named,
        )
    if current.replaced:
        raise UserError(
            N_("{unit}, {period} was reopened: a petition is about the newest result."),
            unit=current.unit_name,
            period=current.period.named,
        )
    if any(each.sheet == sheet_id and each.outcome is None for each in work.petitions.all()):
        raise UserError(N_("A petition of {name} waits for its answer already."), name=sheet.participant.name)
    petition = Petition(
        PetitionId(0),
        sheet_id,
        informed=informed or current.closed_at.astimezone(VIET_NAM).date(),
        received=received or work.today,
        text=checked(text, LONGEST_TEXT),
        document=checked(document, LONGEST_DOCUMENT),
        late_reason=late_reason.strip(),
        recorded_by=work.user.name,
        recorded_at=work.now,
    )
    petition.check(work.policies.get(current.policy.id).petition, work.today)
    stored = work.petitions.add(petition)
    line = _line(work, stored, current, sheet)
    work.audit.record(
        "petition.recorded",
        f"{round_subject(current)} {sheet.participant.code}",
        petition=stored.id,
        received=stored.received.isoformat(),
        due=None if line.due is None else line.due.isoformat(),
        document=stored.document,
        reason=stored.late_reason or None,
    )
    return line


def answer_petition(
    work: Work, *, petition_id: PetitionId, outcome: Outcome, answer: str, day: date | None = None
) -> tuple[PetitionLine, Round | None]:
    """Answer a petition; where the result is to change, the round is reopened with the petition as reason."""
    petition = work.petitions.get(petition_id)
    current, sheet = work.rounds.sheet(petition.sheet)
    work.require(Right.DECIDE, current.unit)
    refuse_self(work, sheet.participant.person)
    on = day or work.today
    if on > work.today:
        raise UserError(N_("{day} has not come yet."), day=on)
    answered = petition.answered_with(outcome, answer, by=work.user.name, on=on)
    work.petitions.save(answered)
    work.audit.record(
        "petition.answered",
        f"{round_subject(current)} {sheet.participant.code}",
        petition=petition.id,
        outcome=outcome.value,
        answered=on.isoformat(),
    )
    reopened = None
    if outcome is Outcome.CHANGED and not current.replaced:
        reason = f"Kiến nghị số {petition.id} của {sheet.participant.name}: {answered.answer}"
        reopened = reopen_round(work, round_id=current.id, reason=reason)
    return _line(work, answered, current, sheet), reopened


def list_petitions(work: Work, *, unit: UnitId | None = None, only_open: bool = False) -> list[PetitionLine]:
    """The petitions on results of a unit and those below it, those that wait longest first."""
    work.require(Right.READ_SCORES, unit)
    reach = None if unit is None else units_under(work, unit, work.today)
    lines = [
        _line(work, petition, *work.rounds.sheet(petition.sheet))
        for petition in work.petitions.all()
        if petition.outcome is None or not only_open
    ]
    seen = [
        line
        for line in lines
        if (reach is None or line.unit in reach) and work.may(Right.READ_SCORES, line.unit)
    ]
    return sorted(seen, key=lambda line: (not line.is_open, line.due or date.max, line.petition.id))


def _line(work: Work, petition: Petition, current: Round, sheet: Sheet) -> PetitionLine:
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
        incomplete=() if due is None else calendar.incomplete(petition.received + _A_DAY, due),
        after=newest_outcome(work, of=current, person=sheet.participant.person)
        if petition.outcome is Outcome.CHANGED and current.replaced
        else None,
    )
