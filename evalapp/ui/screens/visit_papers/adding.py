"""Taking photos in from the window: chosen, a folder of them, pasted or dropped; a few at a time."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from evalapp.base.columns import Tone
from evalapp.base.messages import N_, tr
from evalapp.domain.inspections import FindingId, VisitId
from evalapp.store.work import Work
from evalapp.ui.shell.incoming import files_of
from evalapp.ui.shell.routes import Desk
from evalapp.usecases.evidence import Pasted
from evalapp.usecases.photos import AddedPhotos, add_photos, photo_files

PHOTO_FILES = N_("Photos (*.jpg *.jpeg *.png *.heic);;All files (*)")
# So many are stored at a time: cancelling, or a power cut, loses none of those before.
_AT_ONCE = 10
# To which visit, and which finding of it where the photos show one.
_Goal = tuple[VisitId, FindingId | None]


class Adding(QObject):
    """Brings photos to a visit, one run at a time."""

    added = Signal(object)

    def __init__(self, desk: Desk, owner: QWidget) -> None:
        super().__init__(owner)
        self._desk = desk
        self._owner = owner

    def choose(self, visit: VisitId, *, finding: FindingId | None) -> None:
        """Take in the files that somebody chooses."""
        self.add(visit, finding, self._desk.dialogs.open_files(tr("Photos of the visit"), PHOTO_FILES))

    def choose_folder(self, visit: VisitId, *, finding: FindingId | None) -> None:
        """Take in the photos of a folder, such as a camera's."""
        folder = self._desk.dialogs.folder(tr("Folder of photos"))
        if folder:
            self.add(visit, finding, (folder,))

    def paste(self, visit: VisitId, *, finding: FindingId | None) -> None:
        """Take in what is in the clipboard."""
        files = files_of(QGuiApplication.clipboard().mimeData())
        if files:
            self.add(visit, finding, files)
        else:
            text = tr("The clipboard holds no file and no picture. Copy one, then paste it here.")
            self._desk.tell(text, Tone.WARN)

    def add(self, visit: VisitId, finding: FindingId | None, chosen: Sequence[Path | Pasted]) -> None:
        """Take these in; folders are looked through first."""
        if chosen:
            looking = partial(photo_files, chosen=chosen)
            self._desk.tasks.load(looking, done=partial(self._begin, (visit, finding)), owner=self._owner)

    def _begin(self, to: _Goal, files: tuple[Path | Pasted, ...]) -> None:
        if files:
            self._go_on(to, files, 0, AddedPhotos())
        else:
            self._desk.tell(tr("There is no photo in this folder."), Tone.WARN)

    def _go_on(self, to: _Goal, files: tuple[Path | Pasted, ...], at: int, so_far: AddedPhotos) -> None:
        if at >= len(files):
            self._tell(so_far)
            return

        def take(work: Work) -> AddedPhotos:
            some = files[at : at + _AT_ONCE]
            visit, finding = to
            return add_photos(
                work, visit_id=visit, files=some, finding_id=finding, before=at, total=len(files)
            )

        def taken(outcome: AddedPhotos) -> None:
            self._go_on(to, files, at + _AT_ONCE, so_far + outcome)

        self._desk.tasks.run(
            take,
            label=tr("Adding photos"),
            done=taken,
            owner=self._owner,
            failed=lambda _error: self._tell(so_far),
        )

    def _tell(self, outcome: AddedPhotos) -> None:
        text = tr(
            "{added} photos taken in, {same} were there already, {refused} refused.",
            added=len(outcome.added),
            same=len(outcome.same),
            refused=len(outcome.refused),
        )
        self._desk.tell(text, Tone.WARN if outcome.refused else Tone.OK)
        self.added.emit(outcome)
