"""Attaching files to a form from the window: chosen, pasted or dropped, read and stored on the worker."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from evalapp.base.columns import Tone
from evalapp.base.messages import tr
from evalapp.domain.attachments import Attachment
from evalapp.ui.kit.dialogs import EVIDENCE_FILES
from evalapp.ui.screens.sheet.state import SheetState
from evalapp.ui.shell.incoming import files_of
from evalapp.ui.shell.routes import Desk
from evalapp.usecases.evidence import Pasted, attach_files


class Attaching(QObject):
    """Brings files to a form; an empty row stands for the whole of it."""

    attached = Signal()

    def __init__(self, desk: Desk, owner: QWidget) -> None:
        super().__init__(owner)
        self._desk = desk
        self._owner = owner

    def do(self, key: str, state: SheetState, row: str) -> None:
        """Attach what the user chooses, or what is in the clipboard."""
        if key.startswith("sheet.paste"):
            files = files_of(QGuiApplication.clipboard().mimeData())
            if not files:
                text = tr("The clipboard holds no file and no picture. Copy one, then paste it here.")
                self._desk.tell(text, Tone.WARN)
                return
        else:
            title = tr("Evidence for row {row}", row=row) if row else tr("Evidence for the whole form")
            files = self._desk.dialogs.open_files(title, EVIDENCE_FILES)
        self.attach(state, row, files)

    def attach(self, state: SheetState, row: str, files: Sequence[Path | Pasted]) -> None:
        """Attach these files, all or none."""
        if not files or state.person is None:
            return
        attaching = partial(attach_files, sheet_id=state.person.sheet.participant.sheet, row=row, files=files)
        self._desk.tasks.run(
            attaching, label=tr("Attaching"), done=partial(self._tell, row), owner=self._owner
        )

    def _tell(self, row: str, attached: tuple[Attachment, ...]) -> None:
        names = [each.name for each in attached]
        said = (
            tr("Attached to row {row}: {names}", row=row, names=names)
            if row
            else tr("Attached to the whole form: {names}", names=names)
        )
        self._desk.tell(said, Tone.OK)
        self.attached.emit()
