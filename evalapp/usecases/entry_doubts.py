"""What is unusual about an entry before it is recorded: the window asks once, a command refuses."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from evalapp.base.errors import Unsure, UserError
from evalapp.base.messages import N_, Term
from evalapp.base.names import clean
from evalapp.domain.entry_kinds import EntryKind
from evalapp.domain.people import Person
from evalapp.domain.periods import Period
from evalapp.store.keys import code_key
from evalapp.store.work import Work

#: Beyond which a day is rather a slip than meant: old decisions are recorded late, long leave ends some day.
_YEARS_BACK, _YEARS_AHEAD = 10, 5
#: Where nobody is there to be asked: everything unusual at once.
IN_DOUBT = N_("Nothing was recorded. Please check: {doubts}")


def ask(doubts: Iterable[Unsure], *, sure: Collection[str] = ()) -> None:
    """Ask the first of these questions; `sure` says at which fields it was asked before."""
    for doubt in doubts:
        if doubt.field not in sure:
            raise doubt


def refuse_doubtful(doubts: Iterable[Unsure], *, sure: bool) -> None:
    """Refuse all that is unusual at once, unless it was said beforehand that it is meant."""
    found = () if sure else tuple(doubts)
    if found:
        raise UserError(IN_DOUBT, doubts=found)


def far_away(day: date, *, near: Period, today: date) -> UserError | None:
    """Why a day is rather a slip: years from today and from the period that is looked at."""
    earliest, latest = min(near.first_day, today), max(near.last_day, today)
    if earliest.year - _YEARS_BACK <= day.year <= latest.year + _YEARS_AHEAD:
        return None
    return UserError(N_("{day} is years away."), day=day)


def doubts_about_days(work: Work, *, near: Period, **days: date | None) -> Iterator[Unsure]:
    """The days that lie years away, each at its field."""
    for field, day in days.items():
        far = far_away(day, near=near, today=work.today) if day is not None else None
        if far is not None:
            yield Unsure(field, far)


def doubts_about_double(
    work: Work,
    *,
    kind: EntryKind,
    since: date,
    people: Sequence[str] = (),
    unit_code: str | None = None,
    document: str,
) -> Iterator[Unsure]:
    """Whether an entry is another one, where the same is recorded of the same day and document."""
    asked = {each.id: each for each in map(work.people.by_code, people)}
    unit = work.units.by_code(unit_code).id if unit_code is not None else None
    number = code_key(clean(document))
    about = (
        (each.person, each.unit)
        for each in work.registers.all()
        if each.withdrawn is None
        and (each.kind, each.since, code_key(each.document)) == (kind, since, number)
    )
    there = dict.fromkeys(about)
    if (None, unit) in there and unit is not None:
        yield Unsure("kind", _double(kind, since))
    known = [person for key, person in asked.items() if (key, None) in there]
    if known:
        yield Unsure("kind", _double(kind, since, known if len(asked) > 1 else ()))


def _double(kind: EntryKind, since: date, known: Sequence[Person] = ()) -> UserError:
    if not known:
        return UserError(N_("“{kind}” is recorded of {day} already."), kind=Term(kind.label), day=since)
    return UserError(
        N_("“{kind}” is recorded of {day} already for {people}."),
        kind=Term(kind.label),
        day=since,
        people=[f"{person.name} ({person.code})" for person in known],
    )
