"""The print preview: the pages over the window, and from here to the system's own way of printing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTemporaryDir, QUrl
from PySide6.QtGui import QDesktopServices, QImage, QPixmap
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from evalapp.base.messages import N_, tr
from evalapp.ui.kit.actions import ActionBar, ActionSpec
from evalapp.ui.kit.colours import LARGE, MEDIUM
from evalapp.ui.kit.labels import label, row
from evalapp.ui.kit.tasks import Tasks

if TYPE_CHECKING:
    from evalapp.documents.preview import PagePicture
    from evalapp.store.work import Work
    from evalapp.usecases.previews import Preview

_MARGIN = 24
_BESIDE = 80  # what stands beside a page: margins and the bar it is moved with

ACTIONS: tuple[ActionSpec[Preview], ...] = (
    ActionSpec("preview.leave", N_("Close"), shortcut="Esc"),
    ActionSpec(
        "preview.print",
        N_("Open to print…"),
        shortcut="Ctrl+P",
        primary=True,
        allowed=lambda paper: not paper.is_word,
    ),
)


class PreviewPanel(QFrame):
    """Lies over the window while a paper is looked at."""

    def __init__(
        self, owner: QWidget, tasks: Tasks, open_paper: Callable[[Path], object] | None = None
    ) -> None:
        super().__init__(owner)
        self._owner = owner
        self._tasks = tasks
        self._open = open_paper or _open_with_system
        self._folder: QTemporaryDir | None = None
        self._preview: Preview | None = None
        self._before: QWidget | None = None
        self.setProperty("look", "finder")
        self._title = label(look="title")
        self._count = label(look="muted")
        self._note = label(look="muted", wrap=True)
        self.actions_bar = ActionBar(ACTIONS)
        self.actions_bar.triggered.connect(self._do)
        self.pages = QScrollArea()
        self.pages.setWidgetResizable(True)
        self.pages.setFrameShape(QFrame.Shape.NoFrame)
        self.pages.setAccessibleName(tr("Pages"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(LARGE, MEDIUM, LARGE, LARGE)
        layout.setSpacing(MEDIUM)
        layout.addWidget(row(self._title, self._count, None, self.actions_bar, spacing=MEDIUM))
        layout.addWidget(self._note)
        layout.addWidget(self.pages, 1)
        owner.installEventFilter(self)
        self.hide()

    def show_paper(self, title: str, make: Callable[[Work], Preview]) -> None:
        """Draw a paper and show it."""
        self._tasks.run(
            make, label=tr("Drawing the pages"), done=partial(self.show_preview, title), owner=self
        )

    def show_preview(self, title: str, preview: Preview) -> None:
        """Show the pages of a paper."""
        self._preview = preview
        self._before = QApplication.focusWidget()
        self._title.setText(title)
        self._count.setText(tr("{count} pages", count=len(preview.pages)))
        self._note.setText(
            tr("Word may break lines and pages elsewhere. Write the paper to a file, then print it in Word.")
        )
        self._note.setVisible(preview.is_word)
        self._fill()
        room = max(self.width() - _BESIDE, _BESIDE)
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setSpacing(LARGE)
        for number, page in enumerate(preview.pages, start=1):
            shown = _page(page, number, room, self.devicePixelRatio())
            layout.addWidget(shown, alignment=Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
        self.pages.setWidget(inside)
        inside.show()  # Qt leaves to us what is put into an area that is shown already
        self.actions_bar.show_state(preview)
        self.show()
        self.raise_()
        self.pages.setFocus()

    def leave(self) -> None:
        """Close, and give the keyboard back to where it was."""
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the size of the window."""
        if watched is self._owner and event.type() == QEvent.Type.Resize:
            self._fill()
        return super().eventFilter(watched, event)

    def _fill(self) -> None:
        self.setGeometry(self._owner.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN))

    def _do(self, key: str) -> None:
        if key == "preview.leave":
            self.leave()
        elif self._preview is not None:
            self._folder = QTemporaryDir()  # kept as long as the system may read from it
            file = Path(self._folder.path()) / "evalapp.pdf"
            file.write_bytes(self._preview.pdf)
            self._open(file)


def _page(page: PagePicture, number: int, room: int, ratio: float) -> QLabel:
    """A page as wide as there is room for, in the screen's own points."""
    image = QImage(page.pixels, page.width, page.height, 3 * page.width, QImage.Format.Format_RGB888)
    width = min(round(room * ratio), page.width)
    drawn = QPixmap.fromImage(image).scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
    drawn.setDevicePixelRatio(ratio)
    shown = QLabel()
    shown.setPixmap(drawn)
    shown.setAccessibleName(tr("Page {number}", number=number))
    return shown


def _open_with_system(file: Path) -> object:
    """Hand a PDF to the program that the system prints PDFs with."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))
