"""Petitions against closed results: recording them, answering them in time, reopening what was wrong."""

from datetime import date, timedelta

from evalapp.base.clock import VIET_NAM
from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.domain.petitions import Outcome, Petition, PetitionId, PetitionLine
from evalapp.domain.rights import Right
from evalapp.domain.rounds import Round, SheetId, Stage
from evalapp.store.work import Work
from evalapp.usecases.petition_lines import petition_line
from evalapp.usecases.registers import checked
from evalapp.usecases.rounds import refuse_self, round_subject
from evalapp.usecases.settling import reopen_round

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
    line = petition_line(work, stored, current, sheet)
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
    return petition_line(work, answered, current, sheet), reopened
