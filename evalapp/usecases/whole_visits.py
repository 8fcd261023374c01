"""A visit with everything that belongs to it: what was noted, its photos, its minutes, its names."""

from collections.abc import Mapping

from msgspec import Struct

from evalapp.domain.conduct import Topic
from evalapp.domain.field_visits import FieldVisit
from evalapp.domain.inspections import VisitId
from evalapp.domain.people import Person, PersonId
from evalapp.domain.photos import Photo
from evalapp.store.work import Work
from evalapp.usecases.conduct import codes_known
from evalapp.usecases.field_visits import read_field_visit
from evalapp.usecases.minutes import MinutesOfVisit, minutes_of
from evalapp.usecases.photos import list_photos


class WholeVisit(Struct, frozen=True):
    """One visit as somebody reads it from beginning to end."""

    field: FieldVisit
    minutes: MinutesOfVisit
    photos: tuple[Photo, ...]
    topics: Mapping[str, Topic]
    people: Mapping[PersonId, Person]

    def called(self, person: PersonId | None) -> str:
        """Somebody by name and code; the unit where nobody is named."""
        known = self.people.get(person) if person is not None else None
        return f"{known.name} ({known.code})" if known else self.minutes.content.visit.unit


def read_whole_visit(work: Work, *, visit_id: VisitId) -> WholeVisit:
    """A visit with everything that belongs to it, removed photos and withdrawn findings too."""
    field = read_field_visit(work, visit_id=visit_id)
    named = {each.person for each in (*field.visit.findings, *field.absences)}
    return WholeVisit(
        field,
        minutes_of(work, visit_id=visit_id),
        tuple(list_photos(work, visit_id=visit_id)),
        {topic.code: topic for code in codes_known(work) for topic in code.topics},
        {each.id: each for each in work.people.all() if each.id in named},
    )
