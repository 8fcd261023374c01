"""Parts beside each other: where there is too little room they fold, so that no word is ever cut off."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from evalapp.ui.kit.colours import SMALL
from evalapp.ui.kit.sizes import px


def stop_in_turn(stops: Iterable[QWidget]) -> None:
    """Tab goes through these in this order; what was made later would come after the whole window."""
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)


def stop_within(around: QWidget, stops: Iterable[QWidget]) -> None:
    """Tab meets these in this order where the widget around them stands, though they were made later."""
    policy = around.focusPolicy()
    around.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # Qt puts nothing behind what takes no keyboard itself
    stop_in_turn((around, *stops))
    around.setFocusPolicy(policy)


class Foldable(QWidget):
    """A part of a row that can do with less room than it would like."""

    def full_width(self) -> int:
        """How wide it is with everything beside each other."""
        raise NotImplementedError

    def least_width(self) -> int:
        """How wide it is with as much folded as can be."""
        raise NotImplementedError

    def fold(self, room: int) -> int:
        """Show itself in that room as far as it can; say how much it takes."""
        raise NotImplementedError


@runtime_checkable
class GivesWay(Protocol):
    """A part that says less before others do: a line in which words are typed."""

    def can_give(self) -> int:
        """By how much it can be narrower."""
        ...

    def give_way(self, missing: int) -> None:
        """Be so much narrower, as far as can be."""
        ...


class Refitting(QFrame):
    """Fits what is in it again in another size, and where a part of it wants another one."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit as the new room allows."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Fit again once a part was shown, hidden, or wants another size."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def _fit(self) -> None:
        raise NotImplementedError


class Row(Refitting):
    """Lays its parts out beside each other; choices fold before actions, from the left to the right.

    Where one looks for something by words there are many choices: what stands at the right of the row goes on
    in a second one, lest each of them be cut.
    """

    def __init__(self, spacing: int) -> None:
        super().__init__()
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.setSpacing(SMALL)
        self._inside = QHBoxLayout()
        self._inside.setSpacing(spacing)
        self._second = QHBoxLayout()
        self._second.setSpacing(spacing)
        around.addLayout(self._inside)
        around.addLayout(self._second)
        self._parts: list[QWidget] = []
        self._right: list[QWidget] = []  # of them what stands at the right
        self._is_split = False

    def add(self, part: QWidget | None) -> None:
        """Put a part at the end; None is the space that pushes the rest to the right."""
        if part is None:
            self._inside.addStretch(1)
            self._right = []
        else:
            is_given = part.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Ignored
            self._inside.addWidget(part, 1 if is_given else 0)  # a text that is shortened takes what is left
            self._parts.append(part)
            self._right.append(part)

    def minimumSizeHint(self) -> QSize:
        """Narrow, where something in it can fold: whatever holds it may grow smaller than all of it."""
        least = super().minimumSizeHint()
        return QSize(min(least.width(), px(_LEAST)), least.height()) if self._folding else least

    @property
    def _shown(self) -> list[QWidget]:
        return [part for part in self._parts if not part.isHidden()]

    @property
    def _folding(self) -> list[Foldable]:
        return [part for part in self._shown if isinstance(part, Foldable)]

    def _fit(self) -> None:
        shown = self._shown
        if not self._folding:
            return
        line = next((part for part in shown if isinstance(part, GivesWay)), None)
        if line is None:
            self._fold(shown)
            return
        self._split(self._missing(shown) > line.can_give())
        right = [part for part in shown if part in self._right] if self._is_split else []
        left = [part for part in shown if part not in right]
        line.give_way(self._missing(left))
        self._fold(left)
        self._fold(right)

    def _missing(self, parts: list[QWidget]) -> int:
        """How much more room these parts need with all folded that can be."""
        least = (part.least_width() if isinstance(part, Foldable) else _needed(part) for part in parts)
        return max(0, sum(least) + self._inside.spacing() * (len(parts) - 1) - self.width())

    def _fold(self, parts: list[QWidget]) -> None:
        """Have these parts beside each other."""
        folding = [part for part in parts if isinstance(part, Foldable)]
        fixed = sum(_given(part) for part in parts if part not in folding)
        room = self.width() - fixed - self._inside.spacing() * (len(parts) - 1)
        wanted = [part.full_width() for part in folding]
        for number, part in enumerate(folding):
            room -= part.fold(max(0, room - sum(wanted[number + 1 :])))

    def _split(self, is_split: bool) -> None:  # noqa: FBT001
        """Have what stands at the right in a row of its own, or beside the rest."""
        if is_split == self._is_split:
            return
        self._is_split = is_split
        if is_split:
            self._second.addStretch(1)
        to, other = (self._second, self._inside) if is_split else (self._inside, self._second)
        for part in self._right:
            other.removeWidget(part)
            to.addWidget(part)
        if not is_split:
            self._second.takeAt(0)


def _given(part: QWidget) -> int:
    """What a part takes now that does not fold."""
    return min(part.maximumWidth(), _needed(part))


def _needed(part: QWidget) -> int:
    """What a part takes that does not fold: a text that can be shortened or wrapped needs little."""
    if part.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Ignored:
        return part.minimumWidth()
    if isinstance(part, QLabel) and part.wordWrap():
        return max(part.minimumWidth(), min(part.sizeHint().width(), _WRAPPED))
    return part.sizeHint().width()


_WRAPPED = 160
_LEAST = 240


def _line_of(text: QLabel) -> int:
    """How much higher a text is with one line more, which a font's own measure may be less than."""
    around, metrics = QRect(0, 0, 1_000, 1_000), text.fontMetrics()
    one, two = (metrics.boundingRect(around, Qt.TextFlag.TextWordWrap, said) for said in ("g", "g\ng"))
    return max(1, two.height() - one.height())


class Fitting(QScrollArea):
    """As tall as what is in it where there is room; where there is none, what is in it scrolls."""

    def __init__(self, inside: QWidget, least: int, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._least = least
        self._content = inside
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        if isinstance(inside, QLabel) and inside.wordWrap():
            wrapping = inside.sizePolicy()  # setting one makes Qt forget that the height follows the width
            wrapping.setHeightForWidth(True)
            inside.setSizePolicy(wrapping)
        if inside.hasHeightForWidth():
            inside.setMinimumHeight(1)  # its height follows its width; Qt would keep that of a narrow one
        self.setWidget(inside)

    def keep(self, least: int) -> None:
        """Keep at least so many pixels of height, as far as what is in it needs them."""
        if least != self._least:
            self._least = least
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As tall as the content is at the present width."""
        inside = self._content
        tall = inside.heightForWidth(self.viewport().width()) if inside.hasHeightForWidth() else -1
        return QSize(inside.sizeHint().width(), tall if tall >= 0 else inside.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Narrow and low: the rest scrolls."""
        return QSize(80, min(self._least, self.sizeHint().height()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Other words in what is laid out in it ask for another height."""
        if watched is self._content and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def viewportEvent(self, event: QEvent) -> bool:
        """So do those of a text that stands in it alone."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().viewportEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Qt tells of no words that came while it was hidden."""
        super().showEvent(event)
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width asks for another height."""
        super().resizeEvent(event)
        self._show_whole_lines()
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def _show_whole_lines(self) -> None:
        """Where not all lines of a text have room, none of those in sight is cut through."""
        inside = self._content
        labels = [inside] if isinstance(inside, QLabel) else inside.findChildren(QLabel)
        if not labels or len(labels) < len(inside.findChildren(QWidget)):
            return
        line, high = _line_of(labels[0]), self.contentsRect().height()
        self.verticalScrollBar().setSingleStep(line)
        below = high % line if line < high < self.sizeHint().height() else 0
        if below != self.viewportMargins().bottom():
            self.setViewportMargins(0, 0, 0, below)
