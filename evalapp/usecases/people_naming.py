"""Whom the rows of a list name that are about people already known: by code, else by name and birth."""

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.base.names import clean, fold
from evalapp.documents.reading.values import as_birth, as_code, as_text
from evalapp.domain.people import Birth, Person
from evalapp.store.keys import code_key
from evalapp.store.work import Work
from evalapp.usecases.people_matching import KnownPeople
from evalapp.usecases.rows import RowReader
from evalapp.usecases.unit_names import other_names


class NamedPeople:
    """People and units, as the rows of one list name them."""

    def __init__(self, work: Work) -> None:
        people, units = work.people.all(), work.units.all()
        self.units = KnownPeople(people, units, work.today, other_names(work))
        self.unit_codes = {unit.id: unit.code for unit in units}
        self._by_name: dict[str, list[Person]] = {}
        for person in people:
            self._by_name.setdefault(fold(person.name), []).append(person)

    def person_of(self, reader: RowReader) -> Person | None:
        """Whom a row names: by code, else by a name, and birth where it is given; None for a unit's row."""
        code = reader.value("code", as_code, "")
        name = _name(reader)
        birth = reader.value("birth_date", as_birth, None) or reader.value("birth_year", as_birth, None)
        if code:
            return self._coded(reader, code, name)
        return self._named(reader, name, birth) if name else None

    def _coded(self, reader: RowReader, code: str, name: str) -> Person | None:
        found = self.units.stored.get(code_key(code))
        if found is None:
            reader.refuse(
                "code",
                UserError(
                    N_("There is nobody with the code “{code}”. See the list of people for the right one."),
                    code=code,
                ),
            )
        elif name and fold(found.name) != fold(name):
            reader.refuse(
                "code",
                UserError(
                    N_("The code {code} belongs to {name}. Correct the code or the name."),
                    code=found.code,
                    name=found.name,
                ),
            )
        return found

    def _named(self, reader: RowReader, name: str, birth: Birth | None) -> Person | None:
        named = [
            person
            for person in self._by_name.get(fold(name), [])
            if birth is None or person.birth is None or person.birth.may_be(birth)
        ]
        if len(named) == 1:
            reader.doubt(UserError(N_("No code; matched by name with {code}."), code=named[0].code))
            return named[0]
        if named:
            error = UserError(
                N_("Several people are named {name}: {codes}. Write the code of the one that is meant."),
                name=name,
                codes=", ".join(person.code for person in named),
            )
        else:
            error = UserError(N_("Nobody is named {name}. Write the person's code."), name=name)
        reader.refuse("name", error)
        return None


def _name(reader: RowReader) -> str:
    name = reader.value("name", as_text, "")
    return name or clean(f"{reader.value('family', as_text, '')} {reader.value('given', as_text, '')}")
