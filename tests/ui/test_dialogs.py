"""The few dialogs there are, and the ways out of panels: what Tab meets, and that choices are read whole."""

# pyright: reportPrivateUsage=false

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from evalapp.ui.kit.actions import ActionBar, ActionSpec
from evalapp.ui.kit.choice_list import ChoiceList
from evalapp.ui.kit.dialogs import (
    _Crash,
    _Line,
    _NewPasswords,
    _Question,
    _Typing,
)
from evalapp.ui.kit.pickers import Choice
from evalapp.ui.kit.reading import Reading
from evalapp.ui.shell.theme import Theme

#: What a platform without a screen says of windows of their own.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
LONG = (
    "Đánh giá, xếp loại chất lượng hằng quý theo Quyết định 20/2024/QĐ-UBND của UBND Thành phố Hồ Chí Minh\n"
    "QĐ 20/2024/QĐ-UBND · có hiệu lực từ 12/05/2024"
)
#: Each kind of dialog, by its class.
MADE: dict[type[QDialog], Callable[[QWidget], QDialog]] = {
    _Question: lambda owner: _Question(
        owner, "Who?", "Why?", "Go", asks_reason=True, choices=[Choice(1, "A")]
    ),
    _Typing: lambda owner: _Typing(owner, "What?", "Type.", "Go", [QLineEdit()]),
    _Line: lambda owner: _Line(owner, "What?", "Type.", "Go", "", typed="x"),
    _NewPasswords: lambda owner: _NewPasswords(owner, "New", "Type.", "Go", ("Password",), 8),
    _Crash: lambda owner: _Crash(owner, "report", ""),
    Reading: lambda owner: Reading(owner, "Licences", "", [("One", "text")]),
}


def kinds(of: type[QDialog]) -> Iterator[type[QDialog]]:
    for each in of.__subclasses__():
        if each.__module__.startswith("evalapp."):
            yield each
            yield from kinds(each)


def stops(dialog: QWidget) -> list[QWidget]:
    """What Tab meets, from the top of the chain on."""
    found: list[QWidget] = []
    at = dialog.nextInFocusChain()
    while at is not None and at is not dialog:
        if at.isVisibleTo(dialog) and at.focusPolicy() & Qt.FocusPolicy.TabFocus and dialog.isAncestorOf(at):
            found.append(at)
        at = at.nextInFocusChain()
    return found


def test_no_kind_of_dialog_is_left_out_here() -> None:
    assert {*kinds(QDialog)} == {*MADE}


@pytest.mark.parametrize("kind", MADE)
def test_tab_meets_the_fields_then_what_goes_on_and_giving_up_last(
    qtbot: QtBot, light: Theme, kind: type[QDialog]
) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    dialog = MADE[kind](owner)
    dialog.show()

    met = stops(dialog)
    buttons = [each for each in met if isinstance(each, QPushButton)]

    assert buttons[-1].text() in {"Cancel", "Close"}
    assert met[-len(buttons) :] == buttons
    if len(buttons) > 1:
        assert buttons[0].property("look") == "primary"


def test_in_a_panel_too_giving_up_comes_after_what_goes_on(qtbot: QtBot, light: Theme) -> None:
    bar = ActionBar((ActionSpec("leave", "Close", shortcut="Esc"), ActionSpec("save", "Save", primary=True)))
    qtbot.addWidget(bar)
    bar.show_state(None)
    bar.show()

    assert [each.accessibleName() for each in stops(bar)] == ["Save", "Close"]


def test_what_is_chosen_from_stands_there_whole_and_is_chosen_with_keys(qtbot: QtBot, light: Theme) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    dialog = _Question(owner, "By which?", "Several fit.", "Open", choices=[Choice(1, LONG), Choice(2, LONG)])
    dialog.show()
    listed = dialog.findChild(ChoiceList)
    assert listed is not None
    line = listed.fontMetrics().lineSpacing()
    room = listed.viewport().width()

    for number in range(2):
        rect = listed.visualItemRect(listed.item(number))
        words = listed.fontMetrics().boundingRect(
            0, 0, rect.width() - 16, 1000, Qt.TextFlag.TextWordWrap, LONG
        )
        assert rect.width() <= room
        assert rect.height() >= words.height() > 2 * line
        assert listed.viewport().rect().contains(rect)
    listed.setFocus()
    qtbot.keyClick(listed, Qt.Key.Key_Down)
    qtbot.keyClick(listed, Qt.Key.Key_Down)
    assert dialog.chosen == 2
