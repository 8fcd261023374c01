"""Finding people and units by words, and somebody's sheet of a month."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base.names import fold
from evalapp.domain.rights import Right

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evalapp.domain.inspections import FindingId, VisitId
    from evalapp.domain.people import Position
    from evalapp.domain.periods import Period
    from evalapp.domain.standings import MonthPerson
    from evalapp.store.work import Work
from evalapp.usecases.people import people_seen
from evalapp.usecases.subtrees import units_seen

_MOST_FINDINGS = 300


class KnownPerson(Struct, frozen=True, dict=True):
    """Somebody who can be found, with what tells them from others of the same name."""

    code: str
    name: str
    title: str
    unit: str
    active: bool

    @cached_property
    def words(self) -> str:
        """What finds them, without accents."""
        return fold(f"{self.name} {self.code}")


class KnownUnit(Struct, frozen=True, dict=True):
    """A unit that can be found, with the one above it."""

    code: str
    name: str
    superior: str

    @cached_property
    def words(self) -> str:
        """What finds it, without accents."""
        return fold(f"{self.name} {self.code}")


class KnownFinding(Struct, frozen=True, dict=True):
    """A finding that can be found, with the visit that it was made on."""

    id: FindingId
    visit: VisitId
    title: str
    about: str

    @cached_property
    def words(self) -> str:
        """What finds it, without accents."""
        return fold(f"{self.title} {self.about}")


class SearchIndex(Struct, frozen=True):
    """Everything that words are matched against, in Vietnamese order; of findings the newest."""

    people: tuple[KnownPerson, ...] = ()
    units: tuple[KnownUnit, ...] = ()
    findings: tuple[KnownFinding, ...] = ()


def search_index(work: Work) -> SearchIndex:
    """Read whom and what can be found."""
    units = {unit.id: unit for unit in work.units.all()}
    people: list[KnownPerson] = []
    for person in people_seen(work):
        held = person.position_on(work.today) or _last(person.positions)
        unit = units[held.unit].name if held else ""
        people.append(KnownPerson(person.code, person.name, held.title if held else "", unit, person.active))
        _ = people[-1].words  # here nobody waits for them
    above = {unit.id: unit.now.parent for unit in units.values()}
    return SearchIndex(
        tuple(people),
        tuple(
            KnownUnit(unit.code, unit.name, units[parent].name if (parent := above[unit.id]) else "")
            for unit in units.values()
        ),
        tuple(_findings(work)),
    )


def _findings(work: Work) -> Iterator[KnownFinding]:
    """The newest findings that the user may see: older ones are found above their list."""
    from evalapp.store.hearings import FindingFilter

    if not work.may(Right.READ_INSPECTIONS):
        return
    asked = FindingFilter(units=units_seen(work, Right.READ_INSPECTIONS, None))
    for each in work.hearings.lines(asked, work.today, _MOST_FINDINGS):
        about = (each.number, f"{each.day:%d/%m/%Y}", each.person_name or each.unit_code)
        yield KnownFinding(each.id, each.visit, f"{each.topic} · {each.text}", " · ".join(about))


def locate_sheet(work: Work, *, person: str, period: Period, exactly: bool) -> MonthPerson | None:
    """Somebody's sheet of a month; unless `exactly` that month is asked for, else their newest one."""
    months = [
        month
        for month in work.standings.of_person(work.people.by_code(person).id)
        if work.may(Right.READ_SCORES, work.rounds.get(month.round).unit)
    ]
    of_month = [month for month in months if month.period == period]
    found = next(reversed(of_month if of_month or exactly else months), None)
    return None if found is None else replace(found, policy=_among_several(work, found))


def _among_several(work: Work, found: MonthPerson) -> str:
    """The policy of somebody's month, where their unit goes by several in it."""
    of = work.rounds.get(found.round)
    return of.policy.code if len(work.rounds.all(unit=of.unit, period=of.period)) > 1 else ""


def _last(positions: tuple[Position, ...]) -> Position | None:
    return positions[-1] if positions else None
