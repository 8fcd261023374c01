"""Reading the list of visits, and one visit with what it found."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from evalapp.base.messages import tr
from evalapp.domain.inspections import Finding, Visit, VisitId
from evalapp.domain.rights import Right
from evalapp.store.work import Work
from evalapp.ui.screens.inspections.state import ShownVisit, VisitChoice, VisitsState
from evalapp.ui.shell.places import as_tree
from evalapp.ui.shell.routes import Place
from evalapp.usecases.conduct import topic_labels
from evalapp.usecases.inspections import write_visits
from evalapp.usecases.units import list_units
from evalapp.usecases.visits import find_visits, read_visit


def read_visits(work: Work, *, place: Place, wanted: VisitChoice) -> VisitsState:
    """The visits that are asked for."""
    units = tuple(list_units(work))
    since, until = wanted.span(place)
    unit = work.units.by_code(wanted.unit).id if wanted.unit else None
    found = find_visits(work, since=since, until=until, unit=unit, kind=wanted.kind, state=wanted.state)
    names = {unit.id: unit.name for unit in units}
    return VisitsState(
        place,
        wanted,
        found=tuple(
            ShownVisit(line.visit, line.found, line.praised, names.get(line.visit.unit, line.visit.unit_code))
            for line in found
        ),
        unit_choices=tuple(as_tree(units)),
        may_log=work.may(Right.LOG_INSPECTIONS),
        loaded=True,
    )


def write_log(work: Work, *, out: Path, place: Place, wanted: VisitChoice) -> str:
    """Write the log of the visits that are asked for, and say what is in it."""
    since, until = wanted.span(place)
    unit = work.units.by_code(wanted.unit).id if wanted.unit else None
    written = write_visits(work, out=out, since=since, until=until, unit=unit, kind=wanted.kind)
    return written.told(str(out))


class VisitParts(Struct, frozen=True):
    """One visit as the panel beside the list shows it."""

    visit: Visit
    names: dict[str, str]
    topics: Mapping[str, str]  # what each is called

    def about(self, finding: Finding) -> str:
        """Whom a finding is about."""
        return self.names.get(finding.person_code, finding.person_code) or tr("The unit")


def read_parts(work: Work, *, visit: VisitId) -> VisitParts:
    """One visit with its findings, and the names of whom they are about."""
    found = read_visit(work, visit_id=visit)
    codes = {finding.person_code for finding in found.findings if finding.person_code}
    names = (
        {person.code: person.name for person in work.people.all() if person.code in codes} if codes else {}
    )
    return VisitParts(found, names, topic_labels(work))
