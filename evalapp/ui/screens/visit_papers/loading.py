"""Reading a visit's photos and minutes."""

from evalapp.domain.inspections import VisitId
from evalapp.domain.rights import Right
from evalapp.store.work import Work
from evalapp.ui.screens.visit_papers.state import PapersState
from evalapp.usecases.minutes import minutes_of
from evalapp.usecases.photos import list_photos, photo_rules


def read_papers(work: Work, *, visit: VisitId) -> PapersState:
    """The papers of a visit as they stand."""
    of = minutes_of(work, visit_id=visit)
    return PapersState(
        of,
        of.content.visit.unit,
        tuple(list_photos(work, visit_id=visit)),
        rules=photo_rules(work),
        may_log=work.may(Right.LOG_INSPECTIONS, of.visit.unit),
    )
