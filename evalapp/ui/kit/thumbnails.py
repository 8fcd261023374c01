"""Many small pictures in rows; each is asked for only when it comes into view, and let go of later."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QIcon, QImage, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QListView

from evalapp.ui.kit.colours import SMALL, colours
from evalapp.ui.kit.sizes import px

_SIDE, _WORDS = 132, 56
#: So many pictures are kept beside those in view.
_MOST = 400
AnyIndex = QModelIndex | QPersistentModelIndex


class Thumbnail(Struct, frozen=True):
    """One picture: its key, the words below it, and what changes when the picture does."""

    key: Hashable
    text: str
    version: str
    tip: str = ""


class ThumbnailModel(QAbstractListModel):
    """The pictures of a list; missing ones are asked for all at once when the event loop comes to it."""

    wanted = Signal(list)

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[Thumbnail, ...] = ()
        self._pictures: OrderedDict[tuple[Hashable, str], QIcon] = OrderedDict()
        self._asked: dict[Hashable, str] = {}
        self._blank = QIcon()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._ask)
        self._asking: list[Hashable] = []

    @property
    def lines(self) -> tuple[Thumbnail, ...]:
        """What is shown."""
        return self._lines

    def show(self, lines: Sequence[Thumbnail]) -> None:
        """Show other pictures, or these in another order."""
        if tuple(lines) != self._lines:
            self.beginResetModel()
            self._lines = tuple(lines)
            self.endResetModel()

    def take(self, pictures: Mapping[Any, bytes]) -> None:
        """Pictures that were asked for are here."""
        for row, line in enumerate(self._lines):
            if line.key in pictures and self._asked.pop(line.key, None) is not None:
                self._pictures[line.key, line.version] = _icon(pictures[line.key])
                index = self.index(row)
                self.dataChanged.emit(index, index, [Qt.ItemDataRole.DecorationRole])
        while len(self._pictures) > _MOST:
            self._pictures.popitem(last=False)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many there are."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words, the picture, or what a screen reader says."""
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return line.text
            case Qt.ItemDataRole.ToolTipRole:
                return line.tip
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{line.text}, {line.tip}"
            case Qt.ItemDataRole.DecorationRole:
                return self._picture(line)
            case Qt.ItemDataRole.SizeHintRole:
                return QSize(_SIDE + 12, _SIDE + px(_WORDS) - 8)  # room for two lines of words
            case _:
                return None

    def _picture(self, line: Thumbnail) -> QIcon:
        found = self._pictures.get((line.key, line.version))
        if found is not None:
            self._pictures.move_to_end((line.key, line.version))
            return found
        if self._asked.get(line.key) != line.version:
            self._asked[line.key] = line.version
            self._asking.append(line.key)
            self._timer.start()
        if self._blank.isNull():
            blank = QPixmap(_SIDE, _SIDE)
            blank.fill(QColor(colours().raised))
            self._blank = QIcon(blank)
        return self._blank

    def _ask(self) -> None:
        asking, self._asking = self._asking, []
        self.wanted.emit(asking)


class ThumbnailList(QListView):
    """Pictures in rows. Arrows move, Enter opens."""

    moved = Signal(object)
    opened = Signal(object)

    def __init__(self, name: str, fetch: Callable[[list[Any]], None]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.pictures = ThumbnailModel()
        self.pictures.wanted.connect(fetch)
        self.setModel(self.pictures)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setWordWrap(True)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(200)
        self.setIconSize(QSize(_SIDE, _SIDE))
        self.setGridSize(QSize(_SIDE + 20, _SIDE + px(_WORDS)))
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAcceptDrops(False)
        self.setViewportMargins(SMALL, SMALL, 0, 0)  # a picture keeps clear of the frame
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentChanged.connect(self._tell_moved)

    def show_lines(self, lines: Sequence[Thumbnail], current: Hashable | None) -> None:
        """Show these pictures with the cursor on one of them."""
        self.pictures.show(lines)
        keys = [line.key for line in lines]
        if current in keys and self.current() != current:
            self.setCurrentIndex(self.pictures.index(keys.index(current)))

    def current(self) -> Hashable | None:
        """The picture that the cursor is on."""
        index = self.currentIndex()
        return self.pictures.lines[index.row()].key if index.isValid() else None

    def _tell_moved(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self.moved.emit(self.pictures.lines[current.row()].key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the picture."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _open(self, index: AnyIndex) -> None:
        if index.isValid():
            self.opened.emit(self.pictures.lines[index.row()].key)


def _icon(data: bytes) -> QIcon:
    """A picture at the foot of a square, so that the words below all pictures line up, close to them."""
    picture = QPixmap.fromImage(QImage.fromData(data)).scaled(
        _SIDE, _SIDE, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    square = QPixmap(_SIDE, _SIDE)
    square.fill(Qt.GlobalColor.transparent)
    painter = QPainter(square)
    painter.drawPixmap((_SIDE - picture.width()) // 2, _SIDE - picture.height(), picture)
    painter.end()
    made = QIcon(square)
    made.addPixmap(square, QIcon.Mode.Selected)  # not tinted: what is chosen is seen best
    return made
