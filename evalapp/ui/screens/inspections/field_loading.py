"""Reading a visit for field mode, in one transaction."""

from evalapp.domain.inspections import VisitId
from evalapp.domain.rights import Right
from evalapp.store.work import Work
from evalapp.ui.kit.pickers import Choice
from evalapp.ui.screens.inspections.field_state import FieldState
from evalapp.usecases.conduct import codes_known
from evalapp.usecases.field_visits import people_there, read_field_visit
from evalapp.usecases.units import list_units


def read_field(work: Work, *, visit_id: VisitId) -> FieldState:
    """A visit with everything that can be chosen on it."""
    of = read_field_visit(work, visit_id=visit_id)
    topics = tuple(
        Choice(topic.code, f"{topic.label} · {topic.code}", words=f"{topic.text} {topic.article}")
        for code in sorted(codes_known(work, of.visit.day), key=lambda each: each.signed)
        for topic in code.topics
    )
    return FieldState(
        of,
        tuple(people_there(work, of.visit)),
        tuple(list_units(work)),
        tuple(work.teams.all()),
        topics,
        work.may(Right.LOG_INSPECTIONS, of.visit.unit),
    )
