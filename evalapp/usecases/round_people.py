"""Who is taken into a round as it opens, and what about them somebody should look at."""

from collections.abc import Sequence
from datetime import date, timedelta

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, Term
from evalapp.domain.people import CATEGORY_LABELS, ROLE_LABELS, Person, Position, Role
from evalapp.domain.periods import Period
from evalapp.domain.policy.model import Policy
from evalapp.domain.rounds import Participant, SheetId
from evalapp.domain.units import UnitId


def participant_of(person: Person, position: Position, policy: Policy, period: Period) -> Participant:
    """Somebody as they stand in the round: their position and form on its last day."""
    form = policy.form_for(position.role, position.category)
    if form is None:
        raise UserError(
            N_(
                "{policy} has no form for {name} ({role}, {category}). Correct the position, or use "
                "another policy."
            ),
            policy=policy.code,
            name=person.name,
            role=Term(ROLE_LABELS[position.role]),
            category=Term(CATEGORY_LABELS[position.category]),
        )
    came = position.since is not None and position.since > period.first_day
    return Participant(
        sheet=SheetId(0),
        uid="",
        person=person.id,
        code=person.code,
        name=person.name,
        birth=person.birth,
        title=position.title,
        role=position.role,
        category=position.category,
        form=form.code,
        note=f"Nhận nhiệm vụ từ {position.since:%d/%m/%Y}" if came else "",
    )


def warnings_of(
    people: Sequence[Person], participants: Sequence[Participant], unit: UnitId, period: Period
) -> list[UserError]:
    """What somebody should look at: no head or several, and who left during the period."""
    warnings: list[UserError] = []
    heads = [who.name for who in participants if who.role is Role.HEAD]
    if not heads:
        warnings.append(UserError(N_("The unit has no head in this month: a superior will have to decide.")))
    if len(heads) > 1:
        warnings.append(UserError(N_("The unit has several heads in this month: {names}."), names=heads))
    inside = {who.person for who in participants}
    for person in people:
        if person.id not in inside and person.active and (left := _left_during(person, unit, period)):
            warnings.append(
                UserError(
                    N_(
                        "{name} left the unit on {day} and is not in this round: the unit of "
                        "the month's last day rates."
                    ),
                    name=person.name,
                    day=left,
                )
            )
    return warnings


def _left_during(person: Person, unit: UnitId, period: Period) -> date | None:
    for position in person.positions:
        here = position.unit == unit and position.evaluated_here
        if here and position.until and period.first_day <= position.until < period.last_day:
            return position.until + timedelta(days=1)
    return None
