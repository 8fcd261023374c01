"""What cells of an inspection log mean: the topic of a finding, and whom it is about."""

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.base.names import fold
from evalapp.documents.reading.cells import cell_text
from evalapp.documents.reading.values import as_code, as_text
from evalapp.domain.conduct import Topic, find_topic, topics_meant
from evalapp.domain.inspections import Visit
from evalapp.domain.people import Person
from evalapp.store.keys import code_key
from evalapp.usecases.known_visits import KnownVisits
from evalapp.usecases.rows import RowReader

#: How lists write that nothing was found.
_NOTHING_FOUND = frozenset(
    fold(text)
    for text in (
        "Không", "Không có", "Không phát hiện", "Không phát hiện vi phạm", "Không vi phạm",
        "Không có vi phạm", "-", "0",
    )
)  # fmt: skip


def topic_in(reader: RowReader, known: KnownVisits, text: str) -> Topic | None:
    """The topic that a cell names, or the only one that its words fit; none where nothing was found."""
    if fold(text) in _NOTHING_FOUND:
        return None
    try:
        return find_topic(known.codes, text)
    except UserError:
        meant = topics_meant(known.codes, text)
        if not meant:
            raise
    if len(meant) > 1:
        raise UserError(
            N_("“{text}” may be several topics: {codes}. Write the code of one; each has a row of its own."),
            text=text,
            codes=[topic.code for topic in meant],
        )
    reader.doubt(
        UserError(
            N_("“{text}” is taken as {code}, {label}. Please check."),
            text=text,
            code=meant[0].code,
            label=meant[0].label,
        )
    )
    return meant[0]


def says_nothing(reader: RowReader) -> bool:
    """Whether the row says in words that nothing was found."""
    return fold(cell_text(reader.cell("topic"))) in _NOTHING_FOUND


def person_in(reader: RowReader, known: KnownVisits, visit: Visit | None) -> Person | None:
    """Whom the finding is about; refuse somebody unknown, or who held no position that day."""
    code = reader.value("code", as_code, "")
    name = reader.value("name", as_text, "")
    if not code:
        return _person_named(reader, known, visit, name) if name and visit is not None else None
    person = known.units.stored.get(code_key(code))
    if person is None:
        reader.refuse(
            "code",
            UserError(
                N_("There is nobody with the code “{code}”. See the list of people for the right one."),
                code=code,
            ),
        )
        return None
    if name and fold(name) != fold(person.name):
        reader.refuse(
            "code",
            UserError(
                N_("The code {code} belongs to {name}. Correct the code or the name."),
                code=person.code,
                name=person.name,
            ),
        )
    if visit is not None and person.positions:
        _check_place(reader, person, visit)
    return person


def _person_named(reader: RowReader, known: KnownVisits, visit: Visit, name: str) -> Person | None:
    """Whom a name without a code means: the only one of that name who was there, else anywhere, that day."""
    found = known.people_called(name, visit)
    if len(found) == 1:
        reader.doubt(
            UserError(
                N_("{name} is named without a code and taken as {code}. Please check."),
                name=name,
                code=found[0].code,
            )
        )
        _check_place(reader, found[0], visit)
        return found[0]
    reader.refuse(
        "name",
        UserError(
            N_("{count} people were called {name} on {day}: {codes}. Write the code of the right one."),
            count=len(found),
            name=name,
            day=visit.day,
            codes=[each.code for each in found],
        )
        if found
        else UserError(
            N_("Nobody called {name} held a position on {day}. Correct the name, or write the code."),
            name=name,
            day=visit.day,
        ),
    )
    return None


def _check_place(reader: RowReader, person: Person, visit: Visit) -> None:
    """Refuse somebody who held no position that day; ask about somebody from another unit."""
    if person.position_on(visit.day) is None:
        reader.refuse(
            "code",
            UserError(
                N_("{name} held no position on {day}. Correct the day or the person."),
                name=person.name,
                day=visit.day,
            ),
        )
    elif visit.unit not in {each.unit for each in person.positions}:
        reader.doubt(
            UserError(
                N_("{name} holds no position in {unit}. Please check the person."),
                name=person.name,
                unit=visit.unit_code,
            )
        )
