"""The few dialogs there are, and the ways out of panels: what Tab meets, and that choices are read whole."""

# pyright: reportPrivateUsage=false

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from evalapp.ui.kit.actions import ActionBar, ActionSpec
from evalapp.ui.kit.choice_list import ChoiceList, MarkList
from evalapp.ui.kit.crash import Crash
from evalapp.ui.kit.dialogs import (
    Typing,
    _Line,
    _NewPasswords,
    _Question,
)
from evalapp.ui.kit.pickers import Choice, ChoicePicker
from evalapp.ui.kit.reading import Reading
from evalapp.ui.kit.seats import Seat
from evalapp.ui.kit.signing import SigningIn
from evalapp.ui.shell.theme import Theme

#: What a platform without a screen says of windows of their own.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
LONG = (
    "Đánh giá, xếp loại chất lượng hằng quý theo Quyết định 20/2024/QĐ-UBND của UBND Thành phố Hồ Chí Minh\n"
    "QĐ 20/2024/QĐ-UBND · có hiệu lực từ 12/05/2024"
)
SEATS = (Seat("local", "The user of this computer", has_password=True), Seat("An", "An", has_password=True))
#: Each kind of dialog, by its class.
MADE: dict[type[QDialog], Callable[[QWidget], QDialog]] = {
    _Question: lambda owner: _Question(
        owner, "Who?", "Why?", "Go", asks_reason=True, choices=[Choice(1, "A")]
    ),
    Typing: lambda owner: Typing(owner, "What?", "Type.", "Go", [QLineEdit()]),
    _Line: lambda owner: _Line(owner, "What?", "Type.", "Go", "", typed="x"),
    _NewPasswords: lambda owner: _NewPasswords(owner, "New", "Type.", "Go", ("Password",), 8),
    SigningIn: lambda owner: SigningIn(owner, "Who?", "", "Open", SEATS, "An", ""),
    Crash: lambda owner: Crash(owner, "report", ""),
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
    assert {each for each in kinds(QDialog) if not each.__subclasses__() or each in MADE} == {*MADE}


@pytest.mark.parametrize("kind", MADE)
def test_tab_meets_the_fields_then_what_goes_on_and_giving_up_last(
    qtbot: QtBot, owner: QWidget, kind: type[QDialog]
) -> None:
    dialog = MADE[kind](owner)
    dialog.show()

    met = stops(dialog)
    buttons = [each for each in met if isinstance(each, QPushButton) and not isinstance(each, ChoicePicker)]

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


def test_what_is_chosen_from_stands_there_whole_and_is_chosen_with_keys(qtbot: QtBot, owner: QWidget) -> None:
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


@pytest.mark.parametrize(("keys", "result"), [((), 2), ((Qt.Key.Key_Tab,), 1), ((Qt.Key.Key_Escape,), 0)])
def test_where_something_waits_enter_shows_it_and_going_on_has_to_be_chosen(
    qtbot: QtBot, owner: QWidget, keys: tuple[Qt.Key, ...], result: int
) -> None:
    dialog = _Question(owner, "Seal?", "One suggestion waits.", "Seal", look="Show it")
    dialog.show()

    for key in (*keys, Qt.Key.Key_Return):
        if dialog.isVisible():
            qtbot.keyClick(dialog.focusWidget(), key)

    assert not dialog.isVisible()
    assert dialog.result() == result


@pytest.mark.parametrize("careful", [False, True])
def test_enter_gives_up_where_going_on_would_lose_something(
    qtbot: QtBot, owner: QWidget, *, careful: bool
) -> None:
    dialog = _Question(owner, "Close?", "Three marks are not saved.", "Close without saving", careful=careful)
    dialog.show()
    dialog.activateWindow()
    QApplication.processEvents()

    qtbot.keyClick(QApplication.focusWidget() or dialog, Qt.Key.Key_Return)

    assert (dialog.result() == QDialog.DialogCode.Accepted) is not careful
    assert not dialog.isVisible()


def test_nothing_is_chosen_by_enter_before_somebody_chose(qtbot: QtBot, owner: QWidget) -> None:
    dialog = _Question(owner, "By which?", "Several fit.", "Open", choices=[Choice(1, LONG), Choice(2, LONG)])
    dialog.show()
    dialog.activateWindow()
    QApplication.processEvents()
    listed = dialog.findChild(ChoiceList)
    assert listed is not None

    listed.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(listed, Qt.Key.Key_Return)
    before = (dialog.chosen, dialog.result(), dialog._go.isEnabled())
    qtbot.keyClick(listed, Qt.Key.Key_Down)

    assert before == (None, QDialog.DialogCode.Rejected, False)
    assert dialog.chosen == 1
    assert [each.row() for each in listed.selectedIndexes()] == [0]


def test_a_question_with_choices_has_no_gaps(qtbot: QtBot, owner: QWidget) -> None:
    dialog = _Question(owner, "By which?", "Several fit.", "Open", choices=[Choice(1, LONG), Choice(2, LONG)])
    dialog.show()
    dialog.activateWindow()
    QApplication.processEvents()

    texts = [each for each in dialog.findChildren(QLabel) if each.isVisible()]

    assert [each.height() - each.heightForWidth(each.width()) for each in texts] == [0, 0]


def test_several_are_marked_with_space_up_to_the_most_and_enter_goes_on(qtbot: QtBot, owner: QWidget) -> None:
    choices = [Choice(number, f"Person {number}") for number in range(14)]
    dialog = _Question(owner, "Who?", "Three.", "Go", asks_reason=True, choices=choices, most=3)
    dialog.show()
    listed = dialog.findChild(MarkList)
    assert listed is not None
    keys = listed.focusProxy()
    told: list[str] = []

    for _ in range(4):
        qtbot.keyClick(keys, Qt.Key.Key_Space)
        qtbot.keyClick(keys, Qt.Key.Key_Down)
        told.append(listed.told)
    qtbot.keyClick(keys, Qt.Key.Key_Up)
    qtbot.keyClick(keys, Qt.Key.Key_Up)
    qtbot.keyClick(keys, Qt.Key.Key_Space)
    qtbot.keyClick(keys, Qt.Key.Key_Return)

    assert told[1:3] == ["2 of 3 chosen.", "3 of 3 chosen."]
    assert told[3].startswith("3 of 3 chosen – no more can be")
    assert (dialog.marked, listed.told) == ((0, 1), "2 of 3 chosen.")
    assert isinstance(dialog.focusWidget(), QPlainTextEdit)


def test_enter_alone_takes_the_one_the_cursor_is_on(qtbot: QtBot, light: Theme) -> None:
    listed = MarkList("Who?", [Choice("a", "A"), Choice("b", "B"), Choice("c", "C")], 2)
    qtbot.addWidget(listed)

    with qtbot.waitSignal(listed.taken):
        qtbot.keyClick(listed.focusProxy(), Qt.Key.Key_Return)

    assert listed.key == ("a",)


def test_no_gap_is_left_between_what_is_asked_and_what_answers_it(qtbot: QtBot, owner: QWidget) -> None:
    question = _Question(owner, "Which form?", "", "Choose", choices=[Choice(n, str(n)) for n in range(3)])

    question.show()

    listed, go = question.findChildren(ChoiceList)[0], question.findChildren(QPushButton)[-1]
    assert go.mapTo(question, go.rect().topLeft()).y() - listed.geometry().bottom() < 40


def test_whose_password_is_typed_stays_to_be_read_above_each_line(owner: QWidget) -> None:
    dialog = _NewPasswords(owner, "New", "", "Go", ("Password of local", "Password of Ánh"), 8)
    dialog.show()
    lines = dialog.findChildren(QLineEdit)
    for line in lines:
        line.setText("x")

    labels = dialog.findChildren(QLabel)
    above = [[each for each in labels if each.geometry().bottom() < line.y()][-1].text() for line in lines]

    assert above == [
        "Password of local",
        "Password of local, once more",
        "Password of Ánh",
        "Password of Ánh, once more",
    ]


@pytest.mark.parametrize("text", ["Short.", "A sentence of two lines. " * 4, "Many lines of it. " * 30])
def test_no_gap_stands_between_the_lines_of_a_question(qtbot: QtBot, owner: QWidget, text: str) -> None:
    dialog = _Question(owner, "Pass month 09/2026 to the deputy?", text, "Pass it on")
    qtbot.addWidget(dialog)

    dialog.show()
    QApplication.processEvents()

    gaps = [
        each.height() - each.heightForWidth(each.width())
        for each in dialog.findChildren(QLabel)
        if each.isVisible()
    ]
    assert max(gaps) <= 1


def test_space_begins_at_the_first_choice_and_takes_nothing_yet(qtbot: QtBot, owner: QWidget) -> None:
    listed = ChoiceList("Who goes first?", [Choice("a", "An"), Choice("b", "Bình")])
    listed.setParent(owner)
    taken: list[None] = []
    listed.taken.connect(lambda: taken.append(None))
    owner.show()
    listed.setFocus()

    qtbot.keyClick(listed, Qt.Key.Key_Space)

    assert (listed.key, taken) == ("a", [])
    qtbot.keyClick(listed, Qt.Key.Key_Return)
    assert taken == [None]


@pytest.mark.parametrize(
    ("key", "chosen"), [(Qt.Key.Key_Home, "a"), (Qt.Key.Key_Down, "a"), (Qt.Key.Key_End, "c")]
)
def test_the_first_key_in_a_choice_goes_where_it_says(
    qtbot: QtBot, owner: QWidget, key: Qt.Key, chosen: str
) -> None:
    listed = ChoiceList("Who goes first?", [Choice("a", "An"), Choice("b", "Bình"), Choice("c", "Chi")])
    listed.setParent(owner)
    owner.show()
    listed.setFocus()

    qtbot.keyClick(listed, key)

    assert listed.key == chosen


def test_whoever_worked_here_last_types_the_password_only_and_another_one_begins_anew(qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    dialog = SigningIn(
        owner, "Who?", "", "Open", (*SEATS, Seat("Bình", "Bình", has_password=False)), "An", ""
    )
    dialog.show()
    dialog.password.setText("Của An 2018")

    dialog.who.chosen.emit("An")  # chosen once more
    assert (dialog.name, dialog.typed) == ("An", "")

    dialog.who.show_choices(dialog.who.choices, "Bình")
    dialog.who.chosen.emit("Bình")
    assert not dialog.password.isEnabled()
    assert next(each for each in dialog.findChildren(QPushButton) if each.text() == "Open").isEnabled()
