"""What an import of inspections knows: people, units and visits of the workspace, and rows that came in."""

from collections import defaultdict
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base.names import clean, fold
from evalapp.domain.imports import Fate
from evalapp.domain.inspections import Finding, Remedy, Severity, Visit
from evalapp.domain.people import Person, PersonId
from evalapp.domain.units import UnitId
from evalapp.store.keys import code_key
from evalapp.store.work import Work
from evalapp.usecases.conduct import codes_known
from evalapp.usecases.people_matching import KnownPeople
from evalapp.usecases.unit_names import other_names

#: By what two rows of one list tell of the same finding.
_Key = tuple[str, str, PersonId | None, str, Severity, str, date | None]


class VisitLine(Struct, frozen=True):
    """One good row: the visit as it says it, its finding if any, and the finding that is known already."""

    visit: Visit
    finding: Finding | None
    known: Finding | None
    fate: Fate


class KnownVisits:
    """People, units and visits, as the rows of one list name them."""

    def __init__(self, work: Work) -> None:
        people, units = work.people.all(), work.units.all()
        self.units = KnownPeople(people, units, work.today, other_names(work))
        self._called: defaultdict[str, list[Person]] = defaultdict(list)
        for person in people:
            self._called[fold(person.name)].append(person)
        self.codes = codes_known(work)
        self.last = ""  # the minutes of the row above, where it came in
        self.refused_above = 0  # the row above that began refused minutes; 0 where the row above came in
        self.unit_codes: dict[UnitId, str] = {unit.id: unit.code for unit in units}
        visits = work.inspections.all()
        self._stored = {code_key(visit.number): replace(visit, findings=()) for visit in visits}
        signed = work.minutes.counts()
        #: Visits that were logged here or signed: a log knows only a part of what stands on them.
        self._logged_here = {
            code_key(visit.number)
            for visit in visits
            if visit.is_open or visit.finished_at is not None or visit.id in signed
        }
        self._above: dict[str, Visit] = {}
        self._times = {(visit.unit, visit.day, visit.arrived): visit for visit in visits if visit.arrived}
        self._open: defaultdict[str, list[Finding]] = defaultdict(list)
        self._rows: dict[_Key, tuple[str, int]] = {}
        self._sheet = ""
        for visit in visits:
            self._open[code_key(visit.number)] = list(visit.findings)

    def stored(self, number: str) -> Visit | None:
        """The visit of that number that the workspace holds, without its findings."""
        return self._stored.get(code_key(number))

    def is_logged_here(self, number: str) -> bool:
        """Whether the visit of that number is no log's to change."""
        return code_key(number) in self._logged_here

    def above(self, number: str) -> Visit | None:
        """The visit of that number as the rows above say it."""
        return self._above.get(code_key(number))

    def at_that_time(self, visit: Visit) -> Visit | None:
        """Another visit to the same unit at the same time."""
        other = self._times.get((visit.unit, visit.day, visit.arrived)) if visit.arrived else None
        return None if other is None or code_key(other.number) == code_key(visit.number) else other

    def finding_like(self, visit: Visit, finding: Finding) -> Finding | None:
        """The known finding that a row speaks of: in the same words, else the only one like it."""
        alike = [
            each
            for each in self._open[code_key(visit.number)]
            if (each.topic, each.person) == (finding.topic, finding.person)
        ]
        exact = [each for each in alike if fold(each.text) == fold(finding.text)]
        if exact:
            return min(exact, key=lambda each: _same(visit, each) != _same(visit, finding))
        return alike[0] if len(alike) == 1 and not (alike[0].text and finding.text) else None

    def learn(self, line: VisitLine, row: int) -> None:
        """Remember a row that comes in, for the rows below."""
        number = code_key(line.visit.number)
        self.last, self.refused_above = line.visit.number, 0
        self._above.setdefault(number, replace(line.visit, findings=()))
        if line.visit.arrived:
            self._times.setdefault((line.visit.unit, line.visit.day, line.visit.arrived), line.visit)
        if line.known is not None:
            self._open[number].remove(line.known)
        if line.finding is not None:
            self._rows.setdefault(_same(line.visit, line.finding), (self._sheet, row))

    def turn_to(self, sheet: str) -> None:
        """Begin with another sheet: nothing goes on from the one before."""
        self._sheet, self.last, self.refused_above = sheet, "", 0

    def refuse(self, row: int) -> None:
        """Remember that a row was refused: what goes on below it belongs to no minutes that are known."""
        self.last, self.refused_above = "", self.refused_above or row

    def people_called(self, name: str, visit: Visit) -> list[Person]:
        """Who of a name was there on the day of a visit, else anywhere; accents tell apart if they can."""
        alike = [each for each in self._called[fold(name)] if each.position_on(visit.day)]
        exact = [each for each in alike if each.name.casefold() == clean(name).casefold()] or alike
        return [each for each in exact if visit.unit in _units_on(each, visit.day)] or exact

    def row_of(self, visit: Visit, finding: Finding) -> str:
        """The row above that tells of the same finding in the same words; empty where there is none."""
        sheet, row = self._rows.get(_same(visit, finding), (self._sheet, ""))
        return str(row) if sheet == self._sheet else f"{row} “{sheet}”"


def _units_on(person: Person, day: date) -> set[UnitId]:
    return {position.unit for position in person.positions if position.held_on(day)}


def _same(visit: Visit, finding: Finding) -> _Key:
    remedy = finding.remedy or Remedy("")
    return (
        code_key(visit.number), finding.topic, finding.person, fold(finding.text),
        finding.severity, fold(remedy.text), remedy.due,
    )  # fmt: skip
