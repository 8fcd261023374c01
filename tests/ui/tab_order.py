"""Whether Tab goes through what is shown as it is read: to the right, then down; a panel after its list."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QWidget

from evalapp.ui.kit.actions import ActionBar
from evalapp.ui.shell.main_window import MainWindow

NEAR = 4  # pixels by which neighbours may overlap


def against_reading(window: MainWindow) -> list[str]:
    """Where Tab goes back, as somebody who reads would not."""
    return [
        f"Tab: {said(before)} -> {said(after)}"
        for before, after in pairwise(stops(window))
        if is_backwards(before, after, window)
    ]


def stops(window: MainWindow) -> Iterator[QWidget]:
    """Where Tab stops, in its order, from the navigation on; below the screen stands the message bar."""
    navigation = window.navigation
    yield from (widget for widget in all_stops(window) if navigation.isAncestorOf(widget))
    before, found = list[QWidget](), all_stops(window)
    for widget in found:
        if navigation.isAncestorOf(widget):
            break
        before.append(widget)
    yield from (widget for widget in found if not navigation.isAncestorOf(widget))
    yield from before


def all_stops(window: QWidget) -> Iterator[QWidget]:
    widget = window.nextInFocusChain()
    while widget is not None and widget is not window:
        takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
        if takes and widget.isVisible() and widget.isEnabled() and widget.window() is window:
            yield widget
        widget = widget.nextInFocusChain()


def scrolled(widget: QWidget) -> QWidget | None:
    """What it is scrolled in."""
    around = widget.parentWidget()
    while around is not None and not isinstance(around.parent(), QAbstractScrollArea):
        around = around.parentWidget()
    return around


def place(widget: QWidget, window: QWidget, *, seen_in: QWidget | None) -> QRect:
    """Where it stands; what is scrolled out of sight, at that edge of what it is in."""
    found = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    if seen_in is not None:
        seen = QRect(seen_in.mapTo(window, QPoint(0, 0)), seen_in.size())
        found.moveTop(min(max(found.top(), seen.top()), seen.bottom()))
        found.setBottom(min(found.bottom(), seen.bottom()))
    return found


def bar_of(widget: QWidget | None) -> ActionBar | None:
    while widget is not None and not isinstance(widget, ActionBar):
        widget = widget.parentWidget()
    return widget


def is_backwards(before: QWidget, after: QWidget, window: QWidget) -> bool:
    """Whether the eye would have to go back: up in the same column, or to the left in the same line."""
    around = scrolled(before), scrolled(after)
    is_same = around[0] is around[1]
    one, two = (
        place(widget, window, seen_in=None if is_same else seen_in)
        for widget, seen_in in zip((before, after), around, strict=True)
    )
    if bar_of(before) is not None and bar_of(before) is bar_of(after):
        return False  # what gives up is met after what goes on
    beside = two.top() + NEAR <= one.bottom() and one.top() + NEAR <= two.bottom()
    return (two.bottom() <= one.top() and two.left() < one.right()) or (beside and two.right() <= one.left())


def said(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return f"{type(widget).__name__} {widget.accessibleName() or text}"
