"""What the law gives a person over their data: all of it in one file, and its erasure."""

from functools import partial

from PySide6.QtWidgets import QWidget

from evalapp.base.columns import Tone
from evalapp.base.messages import tr
from evalapp.domain.people import Person
from evalapp.ui.shell.papers import tell_file
from evalapp.ui.shell.routes import Desk
from evalapp.ui.shell.support import ZIP_FILES
from evalapp.usecases.person_data import erase_person, export_person


def export_data(desk: Desk, owner: QWidget, person: Person) -> None:
    """Ask where everything about somebody goes and write it."""
    file = desk.dialogs.save_file(
        tr("Everything about {name}", name=person.name), f"{person.code}.zip", ZIP_FILES
    )
    if file is not None:
        desk.tasks.run(
            partial(export_person, code=person.code, out=file),
            label=tr("Writing"),
            done=partial(tell_file, desk),
            owner=owner,
        )


def ask_erasure(desk: Desk, owner: QWidget, person: Person) -> None:
    """Ask for the reason and erase; what stands in the way is said."""
    reason = desk.dialogs.reason(
        tr("Erase the data of {name}?", name=person.name),
        tr(
            "Name, birth, notes and what the history tells of them are taken out for good; points and levels "
            "stay, without the name. Earlier backups still hold the data until they are thinned out."
        ),
        tr("Erase"),
    )
    if reason:
        desk.tasks.run(
            partial(erase_person, code=person.code, reason=reason),
            label=tr("Erasing"),
            done=lambda erased: desk.tell(tr("{code} is erased.", code=erased.code), Tone.OK),
            owner=owner,
        )
