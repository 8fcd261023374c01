"""Reading a visit for field mode in one transaction, and finishing it."""

from msgspec import Struct

from evalapp.domain.inspections import Visit, VisitId
from evalapp.domain.rights import Right
from evalapp.store.work import Work
from evalapp.ui.kit.pickers import Choice
from evalapp.ui.screens.inspections.field_state import FieldState
from evalapp.usecases.conduct import codes_known
from evalapp.usecases.field_places import last_place
from evalapp.usecases.field_visits import finish_visit, people_there, read_field_visit
from evalapp.usecases.minutes import minutes_of
from evalapp.usecases.units import list_units


def read_field(work: Work, *, visit_id: VisitId) -> FieldState:
    """A visit with everything that can be chosen on it."""
    of = read_field_visit(work, visit_id=visit_id)
    topics = tuple(
        Choice(topic.code, f"{topic.label} · {topic.code}", words=topic.words)
        for code in sorted(codes_known(work, of.visit.day), key=lambda each: each.signed)
        for topic in code.topics
    )
    place = last_place(work)
    return FieldState(
        of,
        tuple(people_there(work, of.visit)),
        tuple(list_units(work)),
        tuple(work.teams.all()),
        topics,
        work.may(Right.LOG_INSPECTIONS, of.visit.unit),
        typed=place.typed if place and place.visit == visit_id else {},
    )


class Finished(Struct, frozen=True):
    """A visit that is finished, and the version of its minutes that it no longer agrees with, if any."""

    visit: Visit
    outdated: int | None


def finish_and_compare(work: Work, *, visit: VisitId) -> Finished:
    """Finish a visit, and look whether signed minutes still say what it says."""
    finished = finish_visit(work, visit_id=visit)
    minutes = minutes_of(work, visit_id=visit)
    newest = minutes.newest if minutes.is_outdated else None
    return Finished(finished, newest.version if newest else None)
