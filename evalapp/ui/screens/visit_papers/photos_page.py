"""The photos of a visit: small pictures in their order, and the one that the cursor is on beside them."""

from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QScrollArea, QSizePolicy, QWidget

from evalapp.base.columns import figure
from evalapp.base.messages import shown, tr
from evalapp.domain.attachments import MEGABYTE
from evalapp.domain.inspections import FindingId
from evalapp.domain.photos import Photo, PhotoId
from evalapp.domain.user_names import called
from evalapp.store.work import Work
from evalapp.ui.kit.colours import LARGE, MEDIUM, SMALL, TINY
from evalapp.ui.kit.labels import EmptyState, button, column, label, row
from evalapp.ui.kit.pickers import ChoicePicker
from evalapp.ui.kit.sizes import px
from evalapp.ui.kit.splits import beside
from evalapp.ui.kit.thumbnails import Thumbnail, ThumbnailList
from evalapp.ui.screens.visit_papers.state import WHOLE_VISIT, PapersState
from evalapp.ui.shell.routes import Desk
from evalapp.usecases.photos import describe_photo, open_photo, photo_thumbnails

_PANEL, _NARROWEST = 352, 300
_PICTURE = QSize(300, 220)


class PhotosPage(QWidget):
    """Thumbnails at the left; caption, finding and proof of one photo at the right."""

    moved = Signal(object)
    opened = Signal()
    aimed = Signal(object)  # what photos show that are taken in now
    told = Signal()  # what was said of the photos taken in has been read

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._state = PapersState()
        self.list = ThumbnailList(tr("Photos"), self._fetch)
        self.list.moved.connect(self.moved)
        self.list.opened.connect(self._open)
        self.target = ChoicePicker(tr("New photos show"), tr("The visit as a whole"))
        self.target.chosen.connect(self.aimed)
        self._aim = row(label(tr("New photos show"), "muted"), self.target, None)
        self._empty = EmptyState()
        self.panel = PhotoPanel(desk)
        self.panel.setVisible(False)
        self._said = label(look="refused", wrap=True)
        self._said.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        said_area = QScrollArea()
        said_area.setWidgetResizable(True)
        said_area.setFrameShape(QFrame.Shape.NoFrame)
        said_area.setAccessibleName(tr("What became of the photos"))
        said_area.setWidget(self._said)
        read = button(tr("Close"))
        read.clicked.connect(self.told)
        self._notice = QFrame()
        self._notice.setProperty("look", "card")
        self._notice.setMaximumHeight(px(150))
        column(
            self._notice,
            row(label(tr("Please look at these"), "strong"), None, read),
            said_area,
            margin=MEDIUM,
        )
        self._removed = label(look="muted", wrap=True)
        self._rules = label(look="muted", wrap=True)
        left = QWidget()
        shown = (self._aim, self._notice, self._empty, self.list, self._removed, self._rules)
        column(left, *shown, spacing=SMALL).setStretch(3, 1)
        split = beside(left, self.panel, widths=(900, _PANEL))
        column(self, split)
        self.setFocusProxy(self.list)

    def render_state(self, state: PapersState) -> None:
        """The only method that changes what is on screen."""
        self._state = state
        numbers = state.finding_numbers
        photos = state.standing_photos
        lines = [
            Thumbnail(photo.id, _words(photo, number, numbers), photo.shown, photo.name)
            for number, photo in enumerate(photos, start=1)
        ]
        self._aim.setVisible(state.can_add and len(state.finding_choices) > 1)
        self.target.show_choices(state.finding_choices, state.target)
        self.list.setVisible(bool(photos))
        self._empty.setVisible(not photos)
        self._empty.show_text(
            tr("No photos yet"),
            tr("Drop files or a camera's folder here, paste a picture (Ctrl+V), or choose files (Ctrl+E)."),
        )
        self._rules.setText(state.rules_words)
        self._notice.setVisible(bool(state.taken_words))
        self._said.setText(state.taken_words)
        self._removed.setVisible(bool(state.removed_words))
        self._removed.setText(state.removed_words)
        self.list.show_lines(lines, state.photo)
        self.panel.setVisible(state.chosen is not None)
        self.panel.render_state(state)

    def _open(self, _photo: PhotoId) -> None:
        self.opened.emit()

    def _fetch(self, photos: list[PhotoId]) -> None:
        if self._state.of is not None:
            reading = partial(photo_thumbnails, visit_id=self._state.of.visit.id, photos=photos)
            self._desk.tasks.load(reading, done=self.list.pictures.take, owner=self)


class PhotoPanel(QFrame):
    """One photo: what it shows, in words and by finding; each saved when the cursor leaves it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.setMinimumWidth(px(_NARROWEST))
        self._desk = desk
        self._state = PapersState()
        self._shown: tuple[PhotoId, str] | None = None
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._picture.setMinimumHeight(px(120))
        self._picture.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.caption = QLineEdit()
        self.caption.setAccessibleName(tr("Caption"))
        self.caption.setPlaceholderText(tr("What is to be seen"))
        self.caption.editingFinished.connect(self._save_caption)
        self.finding = ChoicePicker(tr("Finding"), tr("The visit as a whole"))
        self.finding.chosen.connect(self._save_finding)
        self.finding.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._about = label(look="muted", wrap=True)
        self._about.setAlignment(Qt.AlignmentFlag.AlignTop)
        inside = QWidget()
        column(
            inside,
            self._picture,
            label(tr("Caption"), "muted"),
            self.caption,
            label(tr("Shows"), "muted"),
            self.finding,
            self._about,
            spacing=TINY,
        ).addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setAccessibleName(tr("Photo"))
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        column(self, area, margin=LARGE)

    def render_state(self, state: PapersState) -> None:
        """The only method that changes what is on screen."""
        before, self._state = self._state.chosen, state
        photo = state.chosen
        if photo is None:
            self._shown = None
            return
        is_typing = self.caption.hasFocus() and before is not None and before.id == photo.id
        if not is_typing:
            self.caption.setText(photo.caption)
        self.caption.setEnabled(state.can_add)
        self.finding.setEnabled(state.can_add)
        self.finding.show_choices(state.finding_choices, photo.finding or WHOLE_VISIT)
        self._about.setText("\n".join(_facts(photo)))
        if self._shown != (photo.id, photo.shown):
            self._shown = (photo.id, photo.shown)
            self._picture.clear()
            reading = partial(open_photo, photo_id=photo.id)
            self._desk.tasks.load(reading, done=self._show_picture, owner=self)

    def _show_picture(self, read: tuple[Photo, bytes]) -> None:
        photo, data = read
        if self._shown != (photo.id, photo.shown):
            return
        ratio = self.devicePixelRatio()
        image = QImage.fromData(data).scaled(
            _PICTURE * ratio, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        picture = QPixmap.fromImage(image)
        picture.setDevicePixelRatio(ratio)
        self._picture.setPixmap(picture)
        self._picture.setAccessibleName(photo.caption or photo.name)

    def _save_caption(self) -> None:
        photo = self._state.chosen
        if photo is not None and self.caption.text() != photo.caption:
            self._describe(photo, caption=self.caption.text())

    def _save_finding(self, finding: Any) -> None:
        photo = self._state.chosen
        if photo is None:
            return
        if finding == WHOLE_VISIT:
            self._describe(photo, to_visit=True)
        else:
            self._describe(photo, finding_id=FindingId(finding))

    def _describe(self, photo: Photo, **what: Any) -> None:
        def save(work: Work) -> Photo:
            return describe_photo(work, photo_id=photo.id, **what)

        self._desk.tasks.run(save, label=tr("Saving"), done=_nothing, owner=self)


def _words(photo: Photo, number: int, findings: Any) -> str:
    shows = tr("finding {number}", number=findings[photo.finding]) if photo.finding in findings else ""
    marked = "✎" if photo.marked else ""
    return " · ".join(part for part in (f"{number}{marked}", shows, photo.caption or photo.name) if part)


def _facts(photo: Photo) -> list[str]:
    size = (
        tr("{size} MB", size=figure(Decimal(photo.original_size * 10 // MEGABYTE) / 10))
        if photo.original_size >= MEGABYTE
        else tr("{size} KB", size=max(photo.original_size // 1024, 1))
    )
    lines = [f"{photo.name}, {size}", tr("Added by {by}, {at}", by=called(photo.by), at=shown(photo.at))]
    if photo.taken:
        lines.append(tr("By the camera's clock: {at}", at=photo.taken.strftime("%H:%M, %d/%m/%Y")))
    lines.append(
        tr("Where it was taken: {place}", place=photo.location)
        if photo.location
        else tr("Where it was taken is left out.")
    )
    lines.append(tr("Hash of the file as it came: {digest}…", digest=photo.original[:16]))
    if photo.marked:
        lines.append(
            tr(
                "Shown with {count} {count:mark|marks}; the photo below them is untouched.",
                count=len(photo.marks),
            )
        )
    return lines


def _nothing(_outcome: object) -> None:
    """The screen hears that inspections changed."""
