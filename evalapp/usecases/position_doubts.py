"""What a position says otherwise of months that were scored: asked before it is recorded."""

from collections.abc import Iterator

from evalapp.base.errors import Unsure, UserError
from evalapp.base.messages import N_
from evalapp.domain.people import Person
from evalapp.store.work import Work
from evalapp.usecases.entering import PositionEntry, with_position, without_from, without_position
from evalapp.usecases.scored_months import ScoredMonths


def doubts_about_months(
    work: Work, *, code: str, entry: PositionEntry, number: int | None = None
) -> Iterator[Unsure]:
    """Whether somebody would no longer be in a unit in a month that was scored or closed there with them."""
    before = work.people.by_code(code)
    after = with_position(work, code=code, entry=entry, number=number)
    if doubt := ScoredMonths(work).doubt(before, after):
        yield Unsure(_field(before, after, number), doubt)


def doubts_about_first_day(since: str) -> Iterator[Unsure]:
    """Whether somebody is to have been in the unit always, also in months before they came."""
    if not since.strip():
        told = N_("Without a first day they count as having been here always, in earlier months too.")
        yield Unsure("since", UserError(told))


def doubts_about_removal(work: Work, *, code: str, number: int) -> Iterator[Unsure]:
    """The same of a position that is taken away."""
    after = without_position(work, code=code, number=number)
    if doubt := ScoredMonths(work).doubt(work.people.by_code(code), after):
        yield Unsure("since", doubt)


def doubts_about_leaving(work: Work, *, code: str, since: str) -> Iterator[Unsure]:
    """The same of somebody who is no longer there from a day on."""
    after = without_from(work, code=code, since=since)
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
