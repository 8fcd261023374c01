"""The manual over the window: contents and search at the left, the page at the right; opens with F1."""

from collections.abc import Callable, Sequence
from fractions import Fraction

from msgspec import Struct
from PySide6.QtCore import QEvent, QObject, Qt, QUrl
from PySide6.QtGui import QImage, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from evalapp.base.messages import language, tr
from evalapp.documents.manual import Manual, Section, folder, read_manual
from evalapp.ui.kit.colours import LARGE, MEDIUM, SMALL, colours
from evalapp.ui.kit.labels import button, label, row
from evalapp.ui.kit.overlays import Overlay, lie_over
from evalapp.ui.kit.pickers import HELD
from evalapp.ui.kit.sizes import px, scaled

_CONTENTS_WIDTH = 336  # the longest title there is
_DEEPEST_LISTED = 2
_INTO_FOUND = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PLACE = Qt.ItemDataRole.UserRole
_BESIDE_PICTURE = 48  # margins of the page and the bar it is moved with
_STYLE = """
h1 {{ color: {text}; font-size: 22px; }}
h2 {{ color: {accent}; font-size: 17px; margin-top: 18px; }}
h3 {{ color: {text}; font-size: 14px; margin-top: 12px; }}
p {{ margin-top: 8px; margin-bottom: 8px; }}
li {{ line-height: 140%; }}
a {{ color: {accent}; }}
pre {{ background-color: {raised}; white-space: pre-wrap; }}
pre, code {{ font-family: "Be Vietnam Pro"; }}
th {{ color: {muted}; text-align: left; padding: 4px 16px 4px 0; }}
td {{ padding: 4px 16px 4px 0; }}
"""


class ManualText(QTextBrowser):
    """One page of the manual; its pictures are never wider than it is."""

    def __init__(self) -> None:
        super().__init__()
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(tr("Manual"))
        self._shown = ""

    def show_html(self, html: str) -> None:
        """Show a page from its beginning."""
        self._shown = html
        c = colours()
        self.document().setDefaultStyleSheet(
            scaled(_STYLE).format(text=c.text, accent=c.accent, muted=c.muted, raised=c.raised)
        )
        self.document().setDocumentMargin(LARGE)
        self.setHtml(html)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pictures to the new width."""
        super().resizeEvent(event)
        if self._shown and event.oldSize().width() != event.size().width():
            at = self.verticalScrollBar().value()
            self.show_html(self._shown)
            self.verticalScrollBar().setValue(at)

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: N802 - Qt's own word
        """A picture of a screen, as wide as there is room for, in the screen's own points."""
        named = name if isinstance(name, str) else name.toString()
        image = QImage(str(folder() / named))
        if image.isNull():
            return super().loadResource(kind, name)
        ratio = self.devicePixelRatio()
        room = round((self.viewport().width() - _BESIDE_PICTURE) * ratio)
        drawn = image.scaledToWidth(min(room, image.width()), Qt.TransformationMode.SmoothTransformation)
        drawn.setDevicePixelRatio(ratio)
        return drawn


def _is_letter(event: QKeyEvent) -> bool:
    """Whether a key writes something; a space moves the page."""
    return not event.modifiers() & HELD and event.text().isprintable() and bool(event.text().strip())


class Reading(Struct, frozen=True):
    """A chapter, and how far down in it, as a part of the whole."""

    page: str
    part: Fraction


class ManualPanel(Overlay):
    """Lies over the window while somebody reads."""

    def __init__(self, owner: QWidget, part: Callable[[str], str]) -> None:
        super().__init__(owner)
        self._owner = owner
        self._part = part
        self._manual: Manual | None = None
        self._page = ""
        self.setProperty("look", "finder")
        self.find_line = QLineEdit()
        self.find_line.setPlaceholderText(tr("Find in the manual, with or without accents"))
        self.find_line.setAccessibleName(tr("Find in the manual"))
        self.find_line.textChanged.connect(self._search)
        self.find_line.installEventFilter(self)
        self.contents = QListWidget()
        self.contents.setAccessibleName(tr("Contents"))
        self.contents.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.contents.currentItemChanged.connect(self._choose)
        self.contents.installEventFilter(self)
        self.text = ManualText()
        self.text.anchorClicked.connect(self._follow)
        self.close_button = button(tr("Close"), "flat")
        self.close_button.clicked.connect(self.leave)
        left = QWidget()
        left.setFixedWidth(px(_CONTENTS_WIDTH))
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SMALL)
        column.addWidget(self.find_line)
        column.addWidget(self.contents, 1)
        across = QHBoxLayout()
        across.setSpacing(MEDIUM)
        across.addWidget(left)
        across.addWidget(self.text, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(LARGE, MEDIUM, LARGE, LARGE)
        layout.setSpacing(MEDIUM)
        layout.addWidget(row(label(tr("Manual"), look="title"), None, self.close_button, spacing=MEDIUM))
        layout.addLayout(across, 1)
        owner.installEventFilter(self)
        self.hide()

    @property
    def shown(self) -> str:
        """The chapter that is shown."""
        return self._page

    @property
    def place(self) -> Reading:
        """Where it is being read."""
        bar = self.text.verticalScrollBar()
        return Reading(self._page, Fraction(bar.value(), max(1, bar.maximum())))

    def return_to(self, reading: Reading) -> None:
        """Open where it was read before everything was made anew."""
        self.open_at("")
        assert self._manual is not None, "it was just opened"
        self._show(next(each for each in self._manual.sections if each.page == reading.page))
        bar = self.text.verticalScrollBar()
        bar.setValue(round(reading.part * bar.maximum()))

    def open_at(self, anchor: str) -> None:
        """Open at the section of a screen; a second time closes, as with every help."""
        if self.isVisible():
            self.leave()
            return
        if self._manual is None:
            self._manual = read_manual(language(), self._part)
        self._before.note()
        self._fill()
        self.show()
        self.raise_()
        self.find_line.clear()
        self._search("")
        self._show(self._manual.section(anchor))
        self.text.setFocus()

    def leave(self) -> None:
        """Close, and give the keyboard back to where it was."""
        self.hide()
        self._before.give_back()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes; a letter goes to the words that are looked for, wherever the keyboard is."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif _is_letter(event):
            self._type(event)
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the size of the window; Down and Enter lead from the words into what was found."""
        if watched is self._owner and event.type() == QEvent.Type.Resize:
            self._fill()
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if watched is self.contents and _is_letter(event):
            self._type(event)
            return True
        if watched is self.find_line and event.key() in _INTO_FOUND:
            self.contents.setCurrentRow(0)
            self.contents.setFocus()
            return True
        return super().eventFilter(watched, event)

    def _type(self, event: QKeyEvent) -> None:
        self.find_line.setFocus()
        QApplication.sendEvent(self.find_line, event)

    def _fill(self) -> None:
        lie_over(self, self._owner)

    def _search(self, typed: str) -> None:
        assert self._manual is not None, "nothing is typed before it is open"
        if typed.strip():
            self._list(self._manual.found(typed), step="")
        else:
            self._list([each for each in self._manual.sections if each.level <= _DEEPEST_LISTED], step="    ")

    def _list(self, sections: Sequence[Section], step: str) -> None:
        self.contents.blockSignals(True)
        self.contents.clear()
        for section in sections:
            item = QListWidgetItem(step * (section.level - 1) + section.title, self.contents)
            item.setData(_PLACE, section.place)
            item.setToolTip(section.title)
            if section.level == 1:
                font = item.font()
                font.setBold(True)
                item.setFont(font)
        self.contents.blockSignals(False)

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self._go(str(item.data(_PLACE)))

    def _follow(self, url: QUrl) -> None:
        self._go(url.toString())

    def _show(self, section: Section) -> None:
        self._go(section.place)
        for number in range(self.contents.count()):
            if self.contents.item(number).data(_PLACE) == section.place:
                self.contents.blockSignals(True)
                self.contents.setCurrentRow(number)
                self.contents.blockSignals(False)

    def _go(self, place: str) -> None:
        """Show what a link of the manual leads to."""
        file, _, anchor = place.partition("#")
        name = file.removesuffix(".html") or self._page
        page = (
            next((each for each in self._manual.pages if each.name == name), None) if self._manual else None
        )
        if page is None:
            return
        if name != self._page:
            self._page = name
            self.text.show_html(page.html)
        self.text.scrollToAnchor(anchor or page.sections[0].anchor)
