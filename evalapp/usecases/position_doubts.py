"""What a position says otherwise of months that were scored: asked before it is recorded."""

from collections.abc import Iterator

from evalapp.base.errors import Unsure
from evalapp.domain.people import Person
from evalapp.store.work import Work
from evalapp.usecases.entering import PositionEntry, with_position, without_position
from evalapp.usecases.scored_months import ScoredMonths


def doubts_about_months(
    work: Work, *, code: str, entry: PositionEntry, number: int | None = None
) -> Iterator[Unsure]:
    """Whether somebody would no longer be in a unit in a month that was scored or closed there with them."""
    before = work.people.by_code(code)
    after = with_position(work, code=code, entry=entry, number=number)
    if doubt := ScoredMonths(work).doubt(before, after):
        yield Unsure(_field(before, after, number), doubt)


def doubts_about_removal(work: Work, *, code: str, number: int) -> Iterator[Unsure]:
    """The same of a position that is taken away."""
    after = without_position(work, code=code, number=number)
    if doubt := ScoredMonths(work).doubt(work.people.by_code(code), after):
        yield Unsure("since", doubt)


def _field(before: Person, after: Person, number: int | None) -> str:
    """The field that says so: the one day that is another, or the first one."""
    if number is None:
        return "since"
    was = before.positions[number - 1]
    [now] = [each for each in after.positions if each not in before.positions] or [was]
    if now.unit != was.unit:
        return "unit"
    return "until" if now.since == was.since and now.until != was.until else "since"
