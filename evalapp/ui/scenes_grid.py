"""The scenes of the grid: what is offered, typed, refused, pasted, compared, folded, and very many."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from msgspec.structs import replace
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication

from evalapp.domain.policy.parts import DifferenceLimit
from evalapp.domain.rounds import SheetId
from evalapp.ui.screens.month.lines import DrawnRows, PersonLine
from evalapp.ui.screens.month.screen import MonthScreen
from evalapp.ui.screens.month.state import COMPARE, MonthState
from evalapp.ui.shell.routes import Place, Route
from evalapp.ui.theatre import Theatre

_MANY = 5_000
_BLOCK = "6\t14\t3\t2\n5,5\t14\t7\t2\n6\t13,5\t3\t1,5"


def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, text: str = "") -> None:
    """A key as a keyboard sends it to whatever has it."""
    target = QApplication.focusWidget()
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        if target is not None:
            QApplication.sendEvent(target, QKeyEvent(kind, key, held, text))


def write(text: str) -> None:
    """Letters as a keyboard sends them."""
    for letter in text:
        press(Qt.Key(0), text=letter)


def many(state: MonthState, count: int) -> MonthState:
    """The month with its people over and over again, as many as a district has."""
    of_form = [line for line in state.lines.values() if line.form.code == state.form]
    lines: dict[SheetId, PersonLine] = {}
    for number in range(count):
        line = of_form[number % len(of_form)]
        key = SheetId(1_000_000 + number)
        who = replace(line.sheet.participant, sheet=key)
        lines[key] = replace(line, sheet=replace(line.sheet, participant=who))
    return replace(state, lines=lines, people=count)


def _month(on: Theatre, place: Place) -> MonthScreen:
    screen = on.show(place, Route("month"))
    if not isinstance(screen, MonthScreen):
        raise TypeError("the month's own screen")
    on.window.activateWindow()
    if screen.state is not None and screen.state.form_counts:
        largest = max(screen.state.form_counts, key=lambda each: each[2])
        screen.looking.choose_form(largest[0])  # not the one that another scene was left in
    screen.grid.setFocus()
    return screen


def _go_to(screen: MonthScreen, row: int, code: str) -> None:
    screen.grid.go_to(screen.grid.rows[row].key, code)


def month_offered(on: Theatre) -> None:
    """A form of which nobody is scored yet: full marks are offered."""
    _month(on, on.places.scoring).looking.choose_form("contract")


def month_typing(on: Theatre) -> None:
    """A note is being written; a syllable is not finished."""
    screen = _month(on, on.places.scoring)
    _go_to(screen, 4, "note:III")
    write("Chậm 2 báo ")
    target = QApplication.focusWidget()
    if target is not None:
        QApplication.sendEvent(target, QInputMethodEvent("cáo", []))


def month_refused_cell(on: Theatre) -> None:
    """A value that the row does not take stays where it was typed."""
    screen = _month(on, on.places.scoring)
    screen.grid.fold("II.1", folded=True)
    _go_to(screen, 3, "II.2")
    write("55")
    press(Qt.Key.Key_Return)
    _go_to(screen, 3, "II.2")


def month_pasted(on: Theatre) -> None:
    """A block with one cell that is refused waits to be taken."""
    screen = _month(on, on.places.scoring)
    _go_to(screen, 1, "I.1")
    QGuiApplication.clipboard().setText(_BLOCK)
    press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def month_block(on: Theatre) -> None:
    """A block of cells is selected."""
    screen = _month(on, on.places.scoring)
    _go_to(screen, 1, "I.1")
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Right):
        press(key, Qt.KeyboardModifier.ShiftModifier)


def month_compare(on: Theatre) -> None:
    """All stages under each other, differences marked."""
    screen = _month(on, on.places.scoring)
    screen.looking.choose_view(COMPARE)
    screen.grid.fold("II.1", folded=True)


def _with_limit(state: MonthState) -> MonthState:
    """The month under a limit of one point between stages; no regulation that ships sets one."""
    limit = DifferenceLimit(points=Decimal(1))
    lines = {
        key: replace(line, policy=replace(line.policy, difference=limit)) for key, line in state.lines.items()
    }
    return replace(state, lines=lines, drawn=DrawnRows())


def month_differs(on: Theatre) -> None:
    """Marks that differ from the stage before by more than the limit, their reasons asked for."""
    screen = _month(on, on.places.scoring)
    if screen.state:
        screen.render_state(_with_limit(screen.state))
    for row, code, points in ((0, "I.2", "9"), (2, "I.1", "3,5"), (2, "I.2", "8")):
        _go_to(screen, row, code)
        write(points)
        press(Qt.Key.Key_Return)
    _go_to(screen, 2, "I.2")


def month_lacking(on: Theatre) -> None:
    """Before settlement: whose marks lack a reason, and the ways on."""
    month_differs(on)
    screen = on.window.screen_shown
    if isinstance(screen, MonthScreen) and screen.state:
        screen.steps.asked.emit(screen.state)


def month_folded(on: Theatre) -> None:
    """Groups folded to their sums."""
    screen = _month(on, on.places.scoring)
    for group in ("I", "II.1"):
        screen.grid.fold(group, folded=True)


def month_many(on: Theatre) -> None:
    """Five thousand people."""
    screen = _month(on, on.places.scoring)
    if screen.state:
        screen.render_state(many(screen.state, _MANY))


GRID: Mapping[str, Callable[[Theatre], None]] = {
    "month.offered": month_offered,
    "month.typing": month_typing,
    "month.refused_cell": month_refused_cell,
    "month.pasted": month_pasted,
    "month.block": month_block,
    "month.compare": month_compare,
    "month.differs": month_differs,
    "month.lacking": month_lacking,
    "month.folded": month_folded,
    "month.many": month_many,
}
