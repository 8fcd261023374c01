"""What the law gives a person over their data: all of it in one file, and its erasure."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from evalapp.base.columns import Tone
from evalapp.base.messages import tr
from evalapp.domain.people import Person
from evalapp.ui.shell.papers import tell_file
from evalapp.ui.shell.routes import Desk
from evalapp.ui.shell.support import ZIP_FILES
from evalapp.usecases.old_copies import copies_before_erasure
from evalapp.usecases.person_data import (
    ERASED_KINDS,
    ErasurePreview,
    erase_person,
    export_person,
    preview_erasure,
)


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
    """Look at what would go; what stands in the way of it is said."""
    desk.tasks.run(
        partial(preview_erasure, code=person.code),
        label=tr("Looking"),
        done=partial(_ask_reason, desk, owner),
        owner=owner,
    )


def _ask_reason(desk: Desk, owner: QWidget, preview: ErasurePreview) -> None:
    person = preview.person
    lines = [f"• {tr(ERASED_KINDS[kind])}: {count}" for kind, count in preview.counts.items()]
    told = tr(
        "Of {name}, {code}, this is taken out for good. Points and levels stay under the code, and so do "
        "reasons given for a whole month. Copies made until now still hold everything; “Data safety” "
        "deletes them.",
        name=person.name,
        code=person.code,
    )
    reason = desk.dialogs.reason(
        tr("Erase the data of {name}?", name=person.name), "\n".join((told, "", *lines)), tr("Erase")
    )
    if reason:
        desk.tasks.run(
            partial(erase_person, code=person.code, reason=reason),
            label=tr("Erasing"),
            done=partial(_look_for_copies, desk),
            owner=owner,
        )


def _look_for_copies(desk: Desk, erased: Person) -> None:
    desk.tasks.attend(copies_before_erasure, label="", done=partial(_tell_erased, desk, erased.code))


def _tell_erased(desk: Desk, code: str, copies: Sequence[Path]) -> None:
    if not copies:
        desk.tell(tr("{code} is erased.", code=code), Tone.OK)
        return
    desk.tell(
        tr(
            "{code} is erased. Copies that still hold the data: {count}. “Data safety” deletes them: “Delete "
            "copies from before an erasure…”.",
            code=code,
            count=len(copies),
        ),
        Tone.WARN,
    )
