"""People in a list to choose from, the same on every screen."""

from evalapp.domain.people import Person
from evalapp.ui.kit.pickers import Choice


def person_choice(person: Person) -> Choice:
    """Somebody in a list to choose from: two of one name are told apart by code and position."""
    held = person.positions[-1].title if person.positions else ""
    return Choice(person.code, " · ".join(part for part in (person.name, person.code, held) if part))
