"""What a position says otherwise of months that were scored: asked before it is recorded."""

from collections.abc import Iterator

from evalapp.base.errors import Unsure, UserError
from evalapp.base.messages import N_
from evalapp.domain.people import Person
from evalapp.domain.rounds import Round, Stage
from evalapp.store.work import Work
from evalapp.usecases.entering import PositionEntry, with_position


def doubts_about_months(
    work: Work, *, code: str, entry: PositionEntry, number: int | None = None
) -> Iterator[Unsure]:
    """Whether somebody would no longer be in a unit in a month that was scored or closed there with them.

    The month keeps what it froze: its result stays, and only the next one would be of other people.
    """
    before = work.people.by_code(code)
    after = with_position(work, code=code, entry=entry, number=number)
    left = [each for each in _rounds_with(work, before) if _leaves(each, before, after)]
    scored = [each for each in left if each.stage is Stage.CLOSED or _is_scored(work, each, before)]
    if scored:
        yield Unsure(
            _field(before, after, number),
            UserError(
                N_(
                    "{name} would no longer be in {units} in {months}, scored or closed there already; "
                    "the result there stays as it is."
                ),
                name=f"{before.name} ({before.code})",
                units=list(dict.fromkeys(each.unit_name for each in scored)),
                months=[period.named for period in dict.fromkeys(each.period for each in scored)],
            ),
        )


def _rounds_with(work: Work, person: Person) -> list[Round]:
    """The rounds that somebody is in, of the units in which they are evaluated."""
    units = dict.fromkeys(position.unit for position in person.positions if position.evaluated_here)
    rounds = [each for unit in units for each in work.rounds.all(unit=unit)]
    return [each for each in rounds if person.id in work.rounds.people_of([each])]


def _leaves(each: Round, before: Person, after: Person) -> bool:
    """Whether the day that counts for a round finds somebody elsewhere than before."""
    there, then = (person.position_on(each.period.last_day) for person in (before, after))
    return there is not None and there.unit == each.unit and (then is None or then.unit != each.unit)


def _is_scored(work: Work, each: Round, person: Person) -> bool:
    keys = work.rounds.order(each.id, code=person.code)
    sheets = work.rounds.marked(each.id, keys).values()
    return any(sheet.points(stage) for sheet in sheets for stage in sheet.marks)


def _field(before: Person, after: Person, number: int | None) -> str:
    """The field that says so: the one day that is another, or the first one."""
    if number is None:
        return "since"
    was = before.positions[number - 1]
    [now] = [each for each in after.positions if each not in before.positions] or [was]
    if now.unit != was.unit:
        return "unit"
    return "until" if now.since == was.since and now.until != was.until else "since"
