"""Logging a visit with findings and photos: what the robot types, and what must be there afterwards."""

from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from evalapp.base.names import fold
from evalapp.devtools.keys_script import LOOK, Choose, Note, Press, Step, Type
from evalapp.domain.inspections import VisitFilter
from evalapp.domain.people import Person
from evalapp.store.work import Work

#: Topics by the words typed for them, the severities by their digits, and the notes.
_FINDINGS = (
    ("trang", "HN522.DRESS", "1", "Khong deo the trong gio lam viec"),
    ("gio lam", "HN522.TIME", "2", "Den muon 20 phut, khong bao cao"),
    ("thai do", "HN522.CIT.CALM", "1", "To ra cau gat khi huong dan nguoi dan"),
)
_PHOTOS = 2
_HEADCOUNT = ("30", "28", "1", "1")


def visit_script(people: Sequence[Person], screen: str, after: Sequence[Step] = ()) -> tuple[Step, ...]:
    """The keys from the open window to a finished visit; `after` is what follows it, such as its photos."""
    steps: list[Step] = [Press(screen), LOOK, Press("ctrl+n"), LOOK]
    for figure in _HEADCOUNT:
        steps += [Type(figure), Press("Return"), LOOK]
    for person, (topic, _, severity, note) in zip(people, _FINDINGS, strict=False):
        steps += [Press("ctrl+n"), LOOK, *_picked(topic), *_picked(shortest_words(person, people))]
        steps += [Type(severity), LOOK, Note(note), LOOK]
    unchecked = (Press("Return"), LOOK)  # that nothing of the checklist was answered is asked about
    return (*steps, Press("ctrl+Return"), LOOK, *unchecked, *after)


def photo_steps(photos: Sequence[Path]) -> tuple[Step, ...]:
    """From a finished visit to its photos, each chosen by its name."""
    adding = [step for photo in photos for step in (Press("ctrl+e"), LOOK, Choose(photo), LOOK)]
    return (Press("ctrl+b"), LOOK, *adding)


def make_photo(file: Path, number: int) -> Path:
    """A picture that no other is like."""
    Image.new("RGB", (640, 480), (40 * number, 120, 200)).save(file)
    return file


def visit_fault(work: Work, people: Sequence[Person]) -> str:
    """What is wrong with the visit that was logged; empty where all is well."""
    lines = work.inspections.lines(VisitFilter())
    if len(lines) != 1:
        return f"{len(lines)} visits instead of one"
    visit = work.inspections.get(lines[0].visit.id)
    if visit.is_open:
        return "the visit is still under way"
    counted = tuple(str(each) for each in (visit.total, visit.present, visit.excused, visit.unexcused))
    found = [(each.topic, each.person_code, each.text) for each in visit.findings]
    wanted = [
        (topic, person.code, note) for person, (_, topic, _, note) in zip(people, _FINDINGS, strict=False)
    ]
    if (counted, found) != (_HEADCOUNT, wanted):
        return f"{counted} {found} instead of {_HEADCOUNT} {wanted}"
    photos = len(work.photos.of_visit(visit.id))
    return "" if photos == _PHOTOS else f"{photos} photos instead of {_PHOTOS}"


def shortest_words(person: Person, people: Sequence[Person]) -> str:
    """What somebody types to find a person: the given name, with the family name where others have it too."""
    *rest, given = fold(person.name).split()
    for words in (given, f"{rest[0]} {given}" if rest else given, fold(person.name)):
        found = [each for each in people if all(word in fold(each.name) for word in words.split())]
        if found and found[0].code == person.code:
            return words
    return person.code


def _picked(words: str) -> tuple[Step, ...]:
    """A word typed into a picker: the first letter opens its list."""
    return Type(words[0]), LOOK, Type(words[1:]), LOOK, Press("Return"), LOOK
