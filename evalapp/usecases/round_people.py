"""Who is taken into a round as it opens, and what about them somebody should look at."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, Term
from evalapp.domain.people import CATEGORY_LABELS, ROLE_LABELS, Person, PersonId, Position, Role
from evalapp.domain.periods import Period
from evalapp.domain.policy.model import Policy
from evalapp.domain.rounds import Participant, Round, SheetId
from evalapp.domain.units import UnitId
from evalapp.usecases.choosing import covers


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
    people: Sequence[Person],
    participants: Sequence[Participant],
    unit: UnitId,
    period: Period,
    beside: Collection[PersonId] = (),
) -> list[UserError]:
    """What somebody should look at: no head or several, and who left during the period.

    `beside` are in another round of the unit: its head may be among them.
    """
    warnings: list[UserError] = []
    heads = [who.name for who in participants if who.role is Role.HEAD]
    if not heads and not beside:
        told = N_("The unit has no head in this {kind}: a superior will have to decide.")
        warnings.append(UserError(told, kind=period.sort))
    if len(heads) > 1:
        told = N_("The unit has several heads in this {kind}: {names}.")
        warnings.append(UserError(told, names=heads, kind=period.sort))
    inside = {*beside, *(who.person for who in participants)}
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


def participants_of(
    people: Sequence[tuple[Person, Position]], policy: Policy, unit: str, period: Period
) -> list[Participant]:
    """Who of these is rated under the policy; refuse a month of nobody."""
    covered = [each for each in people if covers(policy, each[1])]
    if not covered and people:
        raise UserError(
            N_("{policy} covers nobody in {unit} in {month}: not {people}. Use another policy."),
            policy=policy.code,
            unit=unit,
            month=period.named,
            people=left_out(people, policy),
        )
    if not covered:
        raise UserError(
            N_(
                "Nobody is evaluated in {unit} in {month}. Take the people of the unit in first, or "
                "choose another unit."
            ),
            unit=unit,
            month=period.named,
        )
    return [participant_of(person, position, policy, period) for person, position in covered]


def left_out(people: Sequence[tuple[Person, Position]], policy: Policy) -> list[str]:
    """The names of those whom the policy does not cover."""
    return [f"{person.name} ({person.code})" for person, position in people if not covers(policy, position)]


def in_both(both: Sequence[Participant], rounds: Sequence[Round], period: Period) -> list[UserError]:
    """Say of whom the unit has another round of the month."""
    if not both:
        return []
    told = N_("{people} are in {month} of this unit under {policy} too: do not rate them in one of the two.")
    named = [f"{who.name} ({who.code})" for who in both]
    codes = [each.policy.code for each in rounds]
    return [UserError(told, people=named, month=period.named, policy=codes)]
