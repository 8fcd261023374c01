"""The print preview: the pages over the window, and from here to the system's own way of printing."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTemporaryDir, QUrl
from PySide6.QtGui import QColor, QDesktopServices, QImage, QKeyEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QApplication, QScrollBar, QVBoxLayout, QWidget

from evalapp.base.messages import N_, tr
from evalapp.ui.kit.actions import ActionBar, ActionSpec
from evalapp.ui.kit.colours import LARGE, MEDIUM, colours
from evalapp.ui.kit.labels import label, row
from evalapp.ui.kit.overlays import Overlay, lie_over
from evalapp.ui.kit.scrolled import Scrolled
from evalapp.ui.kit.tasks import Tasks
from evalapp.ui.shell.keys import LARGER, SMALLER, next_size

if TYPE_CHECKING:
    from evalapp.documents.preview import PagePicture
    from evalapp.store.work import Work
    from evalapp.usecases.previews import Preview

_BESIDE = 80  # what stands beside a page: margins and the bar it is moved with
_ZOOMS = (50, 75, 100, 125, 150, 200, 300)  # percent of what a page is at first
_FIRST = 100
_STEPS = {"preview.larger": LARGER, "preview.smaller": SMALLER}
_KEPT = 4  # pictures of pages that are kept: those in sight

ACTIONS: tuple[ActionSpec[Preview], ...] = (
    ActionSpec("preview.leave", N_("Close"), shortcut="Esc"),
    ActionSpec("preview.smaller", N_("Zoom out")),
    ActionSpec("preview.larger", N_("Zoom in")),
    ActionSpec(
        "preview.print",
        N_("Open to print…"),
        shortcut="Ctrl+P",
        primary=True,
        allowed=lambda paper: not paper.is_word,
    ),
)


class PageView(QWidget):
    """One page; its picture is made when it comes into sight."""

    def __init__(self, number: int, page: PagePicture, picture: Callable[[int, int], QPixmap]) -> None:
        super().__init__()
        self._number = number
        self._page = page
        self._picture = picture
        self.setAccessibleName(tr("Page {number}", number=number + 1))

    def fit(self, room: int, percent: int) -> None:
        """Be as wide as there is room for, and larger or smaller than that by so many percent."""
        width = min(room, self._page.width) * percent // 100
        self.setFixedSize(width, round(self._page.height * width / self._page.width))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the page in the screen's own points."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours().line))  # white paper on a white panel has an edge too
        inside = self.rect().adjusted(1, 1, -1, -1)  # however many points of the screen a pixel takes
        painter.drawPixmap(
            inside, self._picture(self._number, round(inside.width() * self.devicePixelRatio()))
        )
        painter.end()


class PreviewPanel(Overlay):
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
        self._views: list[PageView] = []
        self._zoom = _FIRST
        self.setProperty("look", "finder")
        self._title = label(look="title")
        self._count = label(look="muted")
        self._note = label(look="muted", wrap=True)
        self.actions_bar = ActionBar(ACTIONS)
        self.actions_bar.triggered.connect(self._do)
        self.pages = Scrolled(tr("Pages"))
        self.pages.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
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
        self._zoom = _FIRST
        self._before.note()
        self._title.setText(title)
        self._note.setText(
            tr("Word may break lines and pages elsewhere. Write the paper to a file, then print it in Word.")
        )
        self._note.setVisible(preview.is_word)
        picture = lru_cache(maxsize=_KEPT)(partial(_picture, preview))
        self._views = [PageView(number, page, picture) for number, page in enumerate(preview.pages)]
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setSpacing(LARGE)
        for view in self._views:
            self._column.addWidget(view, alignment=Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch(1)
        self._fill()
        self.pages.setWidget(inside)
        inside.show()  # Qt leaves to us what is put into an area that is shown already
        self.actions_bar.show_state(preview)
        self.show()
        self.raise_()
        self.pages.setFocus()

    def zoom(self, step: str) -> None:
        """Show the pages larger, smaller or as at first; what is in the middle stays there."""
        bars = (self.pages.verticalScrollBar(), self.pages.horizontalScrollBar())
        middles = [_middle(bar) for bar in bars]
        self._zoom = next_size(self._zoom, step, _ZOOMS, _FIRST)
        self._fit_pages()
        self._column.activate()
        QApplication.sendEvent(self.pages, QEvent(QEvent.Type.LayoutRequest))  # the bars follow at once
        for bar, middle in zip(bars, middles, strict=True):
            bar.setValue(round(middle * (bar.maximum() + bar.pageStep()) - bar.pageStep() / 2))

    def leave(self) -> None:
        """Close, and give the keyboard back to where it was."""
        self.hide()
        self._before.give_back()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The pages are moved by their keys while a button has the keyboard, too."""
        if not self.pages.scrolls_by(event):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the size of the window."""
        if watched is self._owner and event.type() == QEvent.Type.Resize:
            self._fill()
        return super().eventFilter(watched, event)

    def _fill(self) -> None:
        lie_over(self, self._owner)
        self._fit_pages()

    def _fit_pages(self) -> None:
        for view in self._views:
            view.fit(max(self.width() - _BESIDE, _BESIDE), self._zoom)
        said = tr("{count} {count:page|pages}", count=len(self._views))
        zoom = tr("{percent}%", percent=self._zoom)
        self._count.setText(said if self._zoom == _FIRST else f"{said} · {zoom}")

    def _do(self, key: str) -> None:
        if key == "preview.leave":
            self.leave()
        elif key in _STEPS:
            self.zoom(_STEPS[key])
        elif self._preview is not None:
            self._folder = QTemporaryDir()  # kept as long as the system may read from it
            file = Path(self._folder.path()) / "evalapp.pdf"
            file.write_bytes(self._preview.pdf)
            self._open(file)


def _picture(preview: Preview, number: int, width: int) -> QPixmap:
    """A page so many points wide; where that is more than it was drawn with, it is drawn anew."""
    from evalapp.documents.preview import page_of

    page = preview.pages[number]
    if width > page.width:
        page = page_of(preview.pdf, number, width=width)
    image = QImage(page.pixels, page.width, page.height, 3 * page.width, QImage.Format.Format_RGB888)
    return QPixmap.fromImage(image).scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)


def _middle(bar: QScrollBar) -> float:
    """Where the middle of what is seen lies, as a part of the whole."""
    return (bar.value() + bar.pageStep() / 2) / max(1, bar.maximum() + bar.pageStep())


def _open_with_system(file: Path) -> object:
    """Hand a PDF to the program that the system prints PDFs with."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))
