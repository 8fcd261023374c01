"""What can be done on a screen, as a menu on one of its lists: what its buttons do."""

from collections.abc import Iterator, Sequence
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QHeaderView, QMenu, QTableView, QWidget

from evalapp.base.messages import tr
from evalapp.ui.kit.actions import ActionBar, ActionSpec
from evalapp.ui.kit.grid_view import GridView
from evalapp.ui.kit.labels import unmarked

_OWN = "menuOfItsOwn"  # of a list: the name of the menu of buttons that is about it alone
_LONGEST = 12  # actions in one menu
_LISTS: tuple[type[QWidget], ...] = (QTableView, GridView)


def keep_own_menu(listed: QTableView, name: str) -> None:
    """Say that one menu of the buttons is about this list, and not about the others of its screen."""
    listed.setProperty(_OWN, name)


def show_menu(screen: QWidget, event: QContextMenuEvent) -> bool:
    """Show the menu of the list that was asked about; False: it was about no list, or nothing can be done."""
    listed = _list_at(screen.childAt(event.pos()))
    menu = _menu_of(listed, screen) if listed else None
    if menu is not None:
        menu.popup(event.globalPos())
    return menu is not None


def show_menu_at_cursor(screen: QWidget) -> bool:
    """The same for the list in which the keyboard is."""
    listed = _list_at(QApplication.focusWidget())
    menu = _menu_of(listed, screen) if listed else None
    if listed is not None and menu is not None:
        menu.popup(listed.viewport().mapToGlobal(_cursor(listed)))
    return menu is not None


def _list_at(part: QWidget | None) -> QAbstractScrollArea | None:
    while part is not None and not isinstance(part, QHeaderView):
        if isinstance(part, _LISTS) and isinstance(part, QAbstractScrollArea):
            return part
        part = part.parentWidget()
    return None


def _cursor(listed: QAbstractScrollArea) -> QPoint:
    if isinstance(listed, QTableView):
        return listed.visualRect(listed.currentIndex()).bottomLeft()
    focused = QApplication.focusWidget() or listed
    return listed.viewport().mapFromGlobal(focused.mapToGlobal(focused.rect().bottomLeft()))


def _menu_of(listed: QWidget, screen: QWidget) -> QMenu | None:
    """The buttons beside a list: of the card that it stands in, where that has some, else of the screen."""
    for around in _around(listed, screen):
        parts = [part for bar in _bars(around, listed) if (part := list(_part(bar, listed, screen)))]
        if parts:
            menu = QMenu(screen)
            menu.setToolTipsVisible(True)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            is_long = sum(map(len, parts)) > _LONGEST
            for part in parts:
                menu.addSeparator()
                _fill(menu, part, is_long=is_long)
            return menu
    return None


def _fill(menu: QMenu, part: Sequence[tuple[ActionSpec[Any], QAction]], *, is_long: bool) -> None:
    """Lay actions out; where they are many, those in a menu of the buttons are in one here too."""
    menus: dict[str, QMenu] = {}
    for spec, action in part:
        if not (is_long and spec.menu):
            menu.addAction(action)
            continue
        if spec.menu not in menus:
            menus[spec.menu] = menu.addMenu(unmarked(tr(spec.menu)))
        menus[spec.menu].addAction(action)


def _around(listed: QWidget, screen: QWidget) -> Iterator[QWidget]:
    """The cards that a list stands in, from inside, then the screen."""
    around = listed.parentWidget()
    while around is not None and around is not screen:
        if _is_card(around):
            yield around
        around = around.parentWidget()
    yield screen


def _bars(around: QWidget, listed: QWidget) -> Iterator[ActionBar]:
    """The buttons in sight that are not those of a card in which the list is not."""
    for bar in around.findChildren(ActionBar):
        inside = bar.parentWidget()
        while inside is not None and inside is not around:
            if _is_card(inside) and not inside.isAncestorOf(listed):
                break
            inside = inside.parentWidget()
        else:
            if bar.isVisible():
                yield bar


def _part(bar: ActionBar, listed: QWidget, screen: QWidget) -> Iterator[tuple[ActionSpec[Any], QAction]]:
    own = str(listed.property(_OWN) or "")
    others = {str(each.property(_OWN) or "") for each in screen.findChildren(QTableView)} - {""}
    for spec in bar.specs:
        is_asked = spec.menu == own if own else spec.menu not in others
        if is_asked and bar.action(spec.key).isVisible():
            yield spec, bar.action(spec.key)


def _is_card(part: QWidget) -> bool:
    return part.property("look") == "card"
