"""Groups of similar tasks and fields: who is in them from which day, and whom a deputy may score."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from msgspec.structs import replace

from evalapp.base.errors import FieldError, UserError
from evalapp.base.messages import N_
from evalapp.base.names import clean
from evalapp.domain.groups import Group, GroupKind, Part, fields_on, led_on
from evalapp.domain.people import Person, PersonId, Role
from evalapp.domain.rights import Right
from evalapp.domain.rounds import Participant, Round, Stage
from evalapp.domain.units import UnitId
from evalapp.store.keys import code_key
from evalapp.store.work import Work

LONGEST_NAME = 120


def list_groups(work: Work, *, unit: UnitId) -> list[Group]:
    """The groups of a unit with everybody who was ever in them."""
    work.require(Right.READ_PEOPLE, unit)
    return work.groups.all(unit)


def put_in_group(
    work: Work,
    *,
    unit: UnitId,
    kind: GroupKind,
    name: str,
    people: Sequence[str],
    part: Part = Part.MEMBER,
    since: date | None = None,
) -> Group:
    """Put people into a group from a day on, making it where it is new.

    Somebody is in one group of similar tasks at a time: the one before ends the day before.
    """
    work.require(Right.RUN_MONTH, unit)
    if part is Part.DEPUTY and kind is not GroupKind.FIELD:
        raise FieldError("part", UserError(N_("Only a field is led by a deputy; similar tasks are not.")))
    group = _named(work, unit, kind, name) or work.groups.add(unit, kind, _clean_name(name))
    changed, added = group, _people(work, unit, people, part, since or work.today)
    for person in added:
        changed = changed.with_person(person.id, part, since)
    if changed == group:
        return group
    if kind is GroupKind.SIMILAR:
        _leave_others(work, group, added, since)
    work.groups.save(changed)
    work.audit.record("group.entered", _subject(work, changed), part=part.value, **_told(added, since))
    return changed


def take_out_of_group(
    work: Work, *, unit: UnitId, kind: GroupKind, name: str, people: Sequence[str], since: date | None = None
) -> Group:
    """Take people out of a group from a day on; without one, as if they had never been in it."""
    work.require(Right.RUN_MONTH, unit)
    group = _known(work, unit, kind, name)
    left = _named_people(work, people)
    changed = group
    for person in left:
        if all(each.person != person.id for each in group.members):
            raise FieldError(
                "people",
                UserError(N_("{name} is not in the group “{group}”."), name=person.name, group=group.name),
            )
        changed = changed.without_person(person.id, since)
    if changed != group:
        work.groups.save(changed)
        work.audit.record("group.left", _subject(work, changed), **_told(left, since))
    return changed


def rename_group(work: Work, *, unit: UnitId, kind: GroupKind, name: str, new_name: str) -> Group:
    """Call a group by another name; months that are settled keep the old one."""
    work.require(Right.RUN_MONTH, unit)
    group = _known(work, unit, kind, name)
    renamed = replace(group, name=_clean_name(new_name))
    other = _named(work, unit, kind, renamed.name)
    if other is not None and other.id != group.id:
        raise FieldError("name", UserError(N_("The unit has a group “{group}” already."), group=other.name))
    if renamed != group:
        work.groups.save(renamed)
        work.audit.record("group.renamed", _subject(work, renamed), before=group.name, after=renamed.name)
    return renamed


class DeputyScope:
    """Whom the acting user may score at a stage: a deputy the people of their fields, others everybody."""

    def __init__(self, work: Work, current: Round, stage: Stage) -> None:
        self._led: frozenset[PersonId] | None = None
        self._fields: Mapping[PersonId, tuple[str, ...]] = {}
        if stage is Stage.DEPUTY and not work.may(Right.SCORE_HEAD, current.unit):
            groups, day = work.groups.all(current.unit), current.period.last_day
            self._led = led_on(groups, work.user.person, day)
            self._fields = fields_on(groups, day)

    def refusal(self, who: Participant) -> UserError | None:
        """Why somebody is not scored by the acting user; None: they are."""
        if self._led is None or who.person in self._led:
            return None
        fields = self._fields.get(who.person)
        if not fields:
            return UserError(
                N_("{name} is in no field yet, so no deputy scores them. Put them into a field first."),
                name=who.name,
            )
        return UserError(
            N_("{name} works in the field {fields}: the deputy in charge of it scores them."),
            name=who.name,
            fields=list(fields),
        )


def refuse_other_field(work: Work, current: Round, stage: Stage, people: Iterable[Participant]) -> None:
    """Refuse a deputy's scores for people of another field, where the unit has set fields."""
    scope = DeputyScope(work, current, stage)
    for who in people:
        refusal = scope.refusal(who)
        if refusal is not None:
            raise refusal


def _people(work: Work, unit: UnitId, codes: Sequence[str], part: Part, day: date) -> list[Person]:
    """The people named, each of them of the unit; who leads a field is a deputy there."""
    if not codes:
        raise FieldError("people", UserError(N_("Say who is meant: name people by their codes.")))
    found = _named_people(work, codes)
    unit_name = work.units.get(unit).name
    for person in found:
        held = [each for each in person.positions if each.unit == unit]
        if not held:
            raise FieldError(
                "people",
                UserError(N_("{name} holds no position in {unit}."), name=person.name, unit=unit_name),
            )
        present = next((each for each in held if each.held_on(day)), held[-1])
        if part is Part.DEPUTY and present.role is not Role.DEPUTY:
            raise FieldError(
                "people",
                UserError(
                    N_("{name} is no deputy of {unit}, so no field can be led by them."),
                    name=person.name,
                    unit=unit_name,
                ),
            )
    return found


def _named_people(work: Work, codes: Sequence[str]) -> list[Person]:
    """The people with these codes, however many they are; a code that nobody has is refused."""
    known = {code_key(person.code): person for person in work.people.all()}
    try:
        return [known.get(code_key(code)) or work.people.by_code(code) for code in dict.fromkeys(codes)]
    except UserError as error:
        raise FieldError("people", error) from error


def _leave_others(work: Work, group: Group, people: Sequence[Person], since: date | None) -> None:
    for other in work.groups.all(group.unit):
        if other.kind is not group.kind or other.id == group.id:
            continue
        left = other
        for person in people:
            left = left.without_person(person.id, since)
        if left != other:
            work.groups.save(left)


def _named(work: Work, unit: UnitId, kind: GroupKind, name: str) -> Group | None:
    wanted = code_key(name)
    return next(
        (each for each in work.groups.all(unit) if each.kind is kind and code_key(each.name) == wanted), None
    )


def _known(work: Work, unit: UnitId, kind: GroupKind, name: str) -> Group:
    group = _named(work, unit, kind, name)
    if group is None:
        known = [each.name for each in work.groups.all(unit) if each.kind is kind]
        raise FieldError(
            "name",
            UserError(
                N_("{unit} has no group “{group}”. Its groups: {known}."),
                unit=work.units.get(unit).name,
                group=clean(name),
                known=known or ["–"],
            ),
        )
    return group


def _clean_name(text: str) -> str:
    name = clean(text)
    if not name:
        raise FieldError("name", UserError(N_("The group needs a name.")))
    if len(name) > LONGEST_NAME:
        raise FieldError("name", UserError(N_("The name is longer than {most} letters."), most=LONGEST_NAME))
    return name


def _subject(work: Work, group: Group) -> str:
    return f"{work.units.get(group.unit).code} {group.name}"


def _told(people: Sequence[Person], since: date | None) -> dict[str, Any]:
    """Whom a change is about and from when, as the history tells it."""
    return {"people": [person.code for person in people], "since": since.isoformat() if since else None}
