"""The papers of one visit: its photos and its minutes."""

from functools import cached_property, partial
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from evalapp.base.columns import Tone
from evalapp.base.messages import N_, tr
from evalapp.base.names import fold
from evalapp.domain.inspections import FindingId, VisitId
from evalapp.domain.minutes import Minutes, Statement
from evalapp.domain.photos import Mark, Photo, PhotoId
from evalapp.store.topics import Topic
from evalapp.ui.kit.actions import ActionBar
from evalapp.ui.kit.clipboard import has_files
from evalapp.ui.kit.colours import LARGE, MEDIUM
from evalapp.ui.kit.copies import PrivateCopies
from evalapp.ui.kit.dialogs import PDF_FILES
from evalapp.ui.kit.labels import button, chip, column, label, row, show_chip
from evalapp.ui.kit.pages import Pages
from evalapp.ui.kit.pickers import Segments
from evalapp.ui.screens.visit_papers import actions
from evalapp.ui.screens.visit_papers.adding import Adding
from evalapp.ui.screens.visit_papers.loading import read_papers
from evalapp.ui.screens.visit_papers.minutes_page import MinutesPage
from evalapp.ui.screens.visit_papers.overlays import MarkingPanel, SigningPanel
from evalapp.ui.screens.visit_papers.photos_page import PhotosPage
from evalapp.ui.screens.visit_papers.state import PHOTOS, WHOLE_VISIT, PapersState, SignerAt
from evalapp.ui.shell.incoming import files_of
from evalapp.ui.shell.papers import tell_file
from evalapp.ui.shell.routes import Desk, Place, Route, Screen
from evalapp.usecases.minutes import preview_minutes, print_minutes, sign_minutes
from evalapp.usecases.photos import (
    PICTURE,
    AddedPhotos,
    describe_photo,
    mark_photo,
    open_photo,
    remove_photo,
    save_photo,
)
from evalapp.usecases.recommended import followed

JPEG_FILES = "JPEG (*.jpg)"


class VisitPapersScreen(Screen):
    """Photos are taken in and described; minutes are written down, sealed and printed."""

    topics = frozenset({Topic.INSPECTIONS})

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._state = PapersState()
        self._visit: VisitId | None = None
        self._copies = PrivateCopies()
        self._adding = Adding(desk, self)
        self._adding.added.connect(self._show_taken)
        back = button("← " + tr("Inspections"), "flat")
        back.setAccessibleName(tr("Back to the inspections"))
        back.clicked.connect(lambda: self.routed.emit(Route("inspections")))
        self._title = label(look="title")
        self._about = label(look="muted")
        self._standing = chip()
        self.turner = Segments(tr("What is shown"))
        self.turner.chosen.connect(self.turn)
        self.actions_bar = ActionBar(actions.ACTIONS)
        self.actions_bar.triggered.connect(self._do)
        self.photos = PhotosPage(desk)
        self.photos.moved.connect(self._choose_photo)
        self.photos.opened.connect(partial(self._do, actions.MARK))
        self.photos.aimed.connect(self._aim_at)
        self.photos.told.connect(lambda: self.render_state(replace(self._state, taken=None)))
        self._pages = Pages()
        self._main = QWidget()
        layout = column(
            self._main,
            row(back, self._title, self._about, self._standing, None, spacing=MEDIUM),
            row(self.turner, None, self.actions_bar, spacing=MEDIUM),
            self._pages,
        )
        layout.setContentsMargins(LARGE, MEDIUM, LARGE, LARGE)
        layout.setStretch(2, 1)
        self._layers = Pages()
        self._layers.turn_to(self._main)
        column(self, self._layers)
        self.setAcceptDrops(True)
        self.setFocusProxy(self.photos)
        desk.tasks.started.connect(self._follow_busy)
        desk.tasks.finished.connect(self._follow_busy)

    @cached_property
    def minutes(self) -> MinutesPage:
        """The minutes, made when they are first turned to."""
        made = MinutesPage(self._desk)
        made.signing.connect(self._sign_here)
        made.opened.connect(self._preview)
        made.stated.connect(self._show_stated)
        made.render_state(self._state)
        return made

    @cached_property
    def marking(self) -> MarkingPanel:
        """Where a photo is drawn on."""
        made = MarkingPanel()
        made.left.connect(self._show_main)
        made.kept.connect(self._keep_marks)
        return made

    @cached_property
    def pen(self) -> SigningPanel:
        """Where somebody signs."""
        made = SigningPanel()
        made.left.connect(self._show_main)
        made.signed.connect(self._take_signature)
        return made

    @property
    def state(self) -> PapersState:
        """What is shown."""
        return self._state

    @property
    def _target(self) -> FindingId | None:
        return FindingId(self._state.target) if self._state.target else None

    @property
    def _page(self) -> QWidget:
        return self.photos if self._state.page == PHOTOS else self.minutes

    def visit(self, place: Place, route: Route) -> None:
        """Read the papers of the visit that is asked for."""
        if route.visit and route.visit != self._visit:
            self._visit = VisitId(route.visit)
            self._show_main()
            self.render_state(PapersState(page=self._state.page))
        if route.visit:
            self._aim(route.field)
        if self._visit is not None:
            self._desk.tasks.load(partial(read_papers, visit=self._visit), done=self._show, owner=self)

    def _aim(self, field: str) -> None:
        """Photos taken in now show the finding that the way here began at, or the visit as a whole."""
        kind, _, finding = field.partition(":")
        target = int(finding) if kind == "finding" and finding.isdecimal() else WHOLE_VISIT
        page = PHOTOS if target else self._state.page
        self.render_state(replace(self._state, target=target, page=page))

    def render_state(self, state: PapersState) -> None:
        """The only method that changes what is on screen."""
        self._state = state
        self._title.setText(state.title)
        self._about.setText(state.about)
        show_chip(self._standing, *state.standing)
        self.turner.show_choices(state.page_choices, state.page)
        self._pages.turn_to(self._page)
        self.setFocusProxy(self._page)
        self.actions_bar.show_state(state)
        self.photos.render_state(state)
        if "minutes" in self.__dict__:
            self.minutes.render_state(state)

    def _leave_minutes(self) -> None:
        """What is being typed in them is kept."""
        if "minutes" in self.__dict__:
            self.minutes.leave()

    def turn(self, page: str) -> None:
        """Show the photos or the minutes."""
        self._leave_minutes()
        self.render_state(replace(self._state, page=page))
        self._page.setFocus()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Photos may be dropped here."""
        if self._state.can_add and has_files(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Anywhere on the screen."""
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take in what was dropped."""
        if self._visit is not None and self._state.can_add:
            event.acceptProposedAction()
            self.turn(PHOTOS)
            self._adding.add(self._visit, self._target, files_of(event.mimeData()))

    def _show(self, read: PapersState) -> None:
        before = self._state
        keys = [photo.id for photo in read.standing_photos]
        chosen = before.photo if before.photo in keys else _nearest(before, keys)
        self.render_state(
            replace(
                read,
                page=before.page,
                photo=chosen,
                target=before.target if before.target in read.finding_numbers else WHOLE_VISIT,
                taken=before.taken,
                busy=self._desk.tasks.busy,
            )
        )

    def _aim_at(self, target: int) -> None:
        self.render_state(replace(self._state, target=target))

    def _show_stated(self, statement: Statement) -> None:
        """What was just kept is shown before the visit is read again."""
        of = self._state.of
        if of is not None:
            content = replace(of.content, statement=statement)
            self.render_state(replace(self._state, of=replace(of, content=content)))

    def _choose_photo(self, photo: PhotoId) -> None:
        if photo != self._state.photo:
            self.render_state(replace(self._state, photo=photo))

    def _show_taken(self, outcome: AddedPhotos) -> None:
        last = outcome.added[-1].id if outcome.added else self._state.photo
        says = outcome if outcome.refused or outcome.doubts else None
        self.render_state(replace(self._state, taken=says, photo=last))

    def _do(self, key: str) -> None:
        doing = {
            actions.ADD: partial(self._adding.choose, finding=self._target),
            actions.FOLDER: partial(self._adding.choose_folder, finding=self._target),
            actions.PASTE: partial(self._adding.paste, finding=self._target),
            actions.SIGN: self._seal,
            actions.PREVIEW: self._preview_now,
            actions.PRINT: self._print,
        }
        if key == actions.LEAVE:
            self._leave_minutes()  # what is being typed is kept first
            self.routed.emit(Route("inspections"))
        elif self._visit is not None and key in doing:
            doing[key](self._visit)
        elif self._state.chosen is not None:
            self._do_with_photo(key, self._state.chosen)

    def _do_with_photo(self, key: str, photo: Photo) -> None:
        match key:
            case actions.MARK:
                reading = partial(open_photo, photo_id=photo.id, what=PICTURE)
                self._desk.tasks.load(reading, done=self._begin_marking, owner=self)
            case actions.OPEN:
                reading = partial(open_photo, photo_id=photo.id)
                self._desk.tasks.load(reading, done=self._open_outside, owner=self)
            case actions.EARLIER | actions.LATER:
                order = [each.id for each in self._state.standing_photos]
                to = order.index(photo.id) + (0 if key == actions.EARLIER else 2)
                moving = partial(describe_photo, photo_id=photo.id, place=to)
                self._desk.tasks.run(moving, label=tr("Saving"), done=_nothing, owner=self)
            case actions.SAVE:
                self._save(photo)
            case _:
                self._remove(photo)

    def _begin_marking(self, read: tuple[Photo, bytes]) -> None:
        if self._state.can_add:
            self.marking.begin(*read)
            self._layers.turn_to(self.marking)
            self.marking.board.setFocus()

    def _keep_marks(self, photo: Photo, marks: tuple[Mark, ...]) -> None:
        drawing = partial(mark_photo, photo_id=photo.id, marks=marks)
        self._desk.tasks.run(drawing, label=tr("Drawing on a copy"), done=_nothing, owner=self)
        self._show_main()

    def _show_main(self) -> None:
        self._layers.turn_to(self._main)
        self._page.setFocus()

    def _open_outside(self, read: tuple[Photo, bytes]) -> None:
        photo, data = read
        self._desk.dialogs.open_outside(self._copies.write(f"{Path(photo.name).stem}.jpg", data))

    def _save(self, photo: Photo) -> None:
        out = self._desk.dialogs.save_file(tr("Save as…"), f"{Path(photo.name).stem}.jpg", JPEG_FILES)
        if out:
            saving = partial(save_photo, photo_id=photo.id, out=out)
            self._desk.tasks.run(saving, label=tr("Saving"), done=partial(tell_file, self._desk), owner=self)

    def _remove(self, photo: Photo) -> None:
        reason = self._desk.dialogs.reason(
            tr("Remove a photo"),
            tr(
                "“{name}” is no longer part of the visit; it stays on record, with the reason.",
                name=photo.name,
            ),
            tr("Remove the photo"),
        )
        if reason:
            removing = partial(remove_photo, photo_id=photo.id, reason=reason)
            self._desk.tasks.run(removing, label=tr("Removing"), done=_nothing, owner=self)

    def _sign_here(self, at: SignerAt) -> None:
        self.pen.begin(at)
        self._layers.turn_to(self.pen)
        self.pen.pen.setFocus()

    def _take_signature(self, at: SignerAt) -> None:
        self.minutes.save_signer(at)
        self._show_main()

    def _seal(self, visit: VisitId) -> None:
        """Seal what is on disk: what is being typed is kept before the minutes are read and asked about."""
        self._leave_minutes()
        reading = partial(read_papers, visit=visit)
        self._desk.tasks.run(reading, label=tr("Reading the minutes"), done=self._ask_to_seal, owner=self)

    def _ask_to_seal(self, read: PapersState) -> None:
        if read.of is None or read.of.visit.id != self._visit:
            return
        if read.seal_refusal:
            self._desk.tell(read.seal_refusal, Tone.BAD)
            return
        visit, newest = read.of.visit.id, read.of.newest
        reason = read.statement.correction  # said when the visit was opened again
        if newest is None:
            title, action = tr("Seal the minutes?"), tr("Seal the minutes")
            if not self._desk.dialogs.confirm(title, read.seal_question, action):
                return
        elif not reason:
            asked = self._desk.dialogs.reason(
                tr("A new version"),
                tr(
                    "Version {version} is signed and stays as it is. Say what is corrected, and why.",
                    version=newest.version,
                ),
                tr("Seal the new version"),
            )
            if not asked:
                return
            reason = asked
        sealing = partial(sign_minutes, visit_id=visit, reason=reason)
        self._desk.tasks.run(sealing, label=tr("Sealing the minutes"), done=self._tell_sealed, owner=self)

    def _tell_sealed(self, minutes: Minutes) -> None:
        told = tr(
            "Version {version} of the minutes is sealed: {seal}.",
            version=minutes.version,
            seal=minutes.seal[:12],
        )
        if count := followed(minutes):
            said = N_(
                "{count} {count:recommendation is|recommendations are} followed up among the remedies until "
                "{count:its day|their days}."
            )
            told = f"{told} {tr(said, count=count)}"
        self._desk.tell(told, Tone.OK)

    def _preview_now(self, _visit: VisitId) -> None:
        """Show what would be signed now, or the version that says just that."""
        self._leave_minutes()
        of = self._state.of
        self._preview(of.newest.version if of and of.newest and not of.is_outdated else 0)

    def _preview(self, version: int) -> None:
        """Show a signed version; 0: what would be signed now."""
        of = self._state.of
        if of is not None:
            making = partial(preview_minutes, visit_id=of.visit.id, version=version)
            self._desk.preview(tr("Minutes {number}", number=of.visit.number), making)

    def _print(self, visit: VisitId) -> None:
        self._leave_minutes()
        number = self._state.of.visit.number if self._state.of else ""
        safe = "".join(letter if letter.isalnum() else "-" for letter in fold(number)).strip("-")
        out = self._desk.dialogs.save_file(tr("Minutes"), f"bien-ban-{safe}.pdf", PDF_FILES)
        if out:
            writing = partial(print_minutes, visit_id=visit, out=out)
            self._desk.tasks.run(
                writing, label=tr("Writing the minutes"), done=partial(tell_file, self._desk), owner=self
            )

    def _follow_busy(self) -> None:
        if self._state.busy != self._desk.tasks.busy:
            self.render_state(replace(self._state, busy=self._desk.tasks.busy))


def _nearest(before: PapersState, keys: list[PhotoId]) -> PhotoId | None:
    """The photo that stands where the chosen one stood before it was removed."""
    order = [photo.id for photo in before.standing_photos]
    at = order.index(before.photo) if before.photo is not None and before.photo in order else 0
    return keys[min(at, len(keys) - 1)] if keys else None


def _nothing(_outcome: object) -> None:
    """The screen hears that inspections changed."""
