from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from evalapp.app import Program
from evalapp.base.columns import Tone
from evalapp.base.messages import use_language
from evalapp.base.settings import LANGUAGE, LAST_WORKSPACE, THEME, Settings
from evalapp.domain.periods import Period
from evalapp.ui.kit.colours import DARK, colours
from evalapp.ui.kit.dialogs import Dialogs
from evalapp.ui.kit.months import MonthPicker
from evalapp.ui.kit.pickers import Choice, ChoicePicker
from evalapp.ui.kit.progress import ProgressBox
from evalapp.ui.screens.settings.screen import SettingsScreen
from evalapp.ui.screens.start.screen import StartPage
from evalapp.ui.shell.main_window import MainWindow
from evalapp.ui.shell.routes import Place, Route
from evalapp.ui.shell.top_bar import TopBar
from tests.ui.driver import Driver
from tests.ui.grid_driver import GridDriver
from tests.ui.world import AUGUST, JULY, office, opened, scored

Sit = Callable[..., Driver]
#: What a platform without a screen says of windows that pop up.
OFFSCREEN = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def test_unit_and_month_are_chosen_once_for_all_screens(user: Sit) -> None:
    at = user(opened)

    at.visit("settlement", period=AUGUST)
    at.visit("month")

    assert at.window.place.period == AUGUST
    assert at.screen.state.round is None


def test_keys_go_back_and_forward(user: Sit) -> None:
    at = user(opened)
    at.visit("people")

    at.window.back()
    assert at.window.route.screen == "month"

    at.window.forward()
    assert at.window.route.screen == "people"


def test_the_stage_of_the_month_stands_beside_it(user: Sit) -> None:
    at = user(scored)

    assert at.window.stage == "Head scoring"
    at.visit("people", period=AUGUST)
    assert at.window.stage == "Not open"


def test_f4_on_a_person_opens_their_form_and_back_returns_to_the_grid(user: Sit) -> None:
    at = GridDriver.of(user(opened), "deputy")

    at.do("month.sheet")
    assert at.screen.state.name == "Trần Văn Bình"

    at.window.back()
    at.settle()
    assert at.month.grid.editor.hasFocus()
    assert at.place[0] == "Trần Văn Bình"


def test_choosing_another_month_leaves_a_form_for_the_list(user: Sit) -> None:
    at = user(opened)
    at.do("month.sheet")

    at.window.findChildren(MonthPicker)[0].chosen.emit(2018, 8)
    at.settle()

    assert at.window.route == Route("month")


@OFFSCREEN
def test_a_month_is_typed_from_the_keyboard(user: Sit, qtbot: QtBot) -> None:
    at = user(opened)
    picker = at.window.findChildren(MonthPicker)[0]

    qtbot.keyClick(picker, Qt.Key.Key_0)
    field = next(each for each in picker.findChildren(QLineEdit) if each.isVisible())
    qtbot.keyClicks(field, "13")  # no month: it stays to be corrected
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.selectedText() == "013"
    said = [each.text() for each in picker.findChildren(QLabel) if each.isVisible()]
    assert "✕ “013” is no month. Write 7, or 7/2018 with its year." in said

    qtbot.keyClicks(field, "9/2017")
    assert not [each for each in picker.findChildren(QLabel) if each.isVisible() and "✕" in each.text()]
    qtbot.keyClick(field, Qt.Key.Key_Return)
    at.settle()

    assert at.window.place.period == Period(2017, 9)
    assert not field.isVisible()


def test_a_small_window_still_says_which_year(user: Sit) -> None:
    at = user(opened)

    at.window.resize(800, 500)
    at.settle()

    picker = at.window.findChildren(MonthPicker)[0]
    shown = next(each for each in picker.findChildren(QPushButton) if "07/2018" in each.text())
    assert shown.width() >= shown.sizeHint().width()
    unit = at.window.findChildren(TopBar)[0].findChildren(ChoicePicker)[0]
    assert not unit.geometry().intersects(picker.geometry())


def test_the_help_tells_what_a_key_does_once(user: Sit) -> None:
    at = user(opened)

    at.window.go(Route("products"))
    at.settle()

    keys = [line.split(": ")[0] for line in at.window.help.text.splitlines() if ": " in line]
    assert "F2" in keys
    assert sorted(keys) == sorted(set(keys))


def test_a_message_stays_until_it_is_closed(user: Sit) -> None:
    at = user()

    at.window.messages.tell("Cannot be done.", Tone.BAD)
    assert at.told == "✕ Cannot be done."

    at.window.messages.clear()
    assert at.told == ""


def test_a_saved_change_ends_the_refusal_before_it(user: Sit) -> None:
    at = user()
    at.window.messages.tell("Cannot be done.", Tone.BAD)

    at.window.messages.tell_saved(datetime(2018, 9, 10, 7, 32, 7, tzinfo=UTC))

    assert at.window.messages.saved == "✓ Saved 14:32:07"
    assert at.told == ""


def test_progress_is_shown_only_when_work_takes_long(user: Sit) -> None:
    at = user()
    box = at.window.findChildren(ProgressBox)[0]

    at.tasks.started.emit("Writing")
    assert not box.isVisible()

    at.qtbot.waitUntil(box.isVisible, timeout=3000)
    at.tasks.finished.emit()
    assert not box.isVisible()


def test_in_narrow_windows_a_short_word_stands_under_each_icon(user: Sit) -> None:
    at = user()

    at.window.resize(911, 512)

    assert at.window.navigation.width() < 80
    assert (at.window.width(), at.window.height()) == (911, 512)


@OFFSCREEN
def test_a_choice_is_found_by_typing_without_accents_and_taken_with_enter(qtbot: QtBot) -> None:
    picker = ChoicePicker("Unit", "None yet")
    qtbot.addWidget(picker)
    picker.show()
    picker.show_choices([Choice("A", "Phòng Nội vụ"), Choice("B", "Phòng Tư pháp")], "A")
    picker.click()
    find = picker.findChildren(QLineEdit)[0]

    find.setText("tu phap")
    with qtbot.waitSignal(picker.chosen) as chosen:
        qtbot.keyClick(find, Qt.Key.Key_Return)

    assert chosen.args == ["B"]
    assert "Phòng Tư pháp" in picker.accessibleName()


@OFFSCREEN
def test_a_reason_is_asked_for_until_one_is_given(qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    states: list[bool] = []

    def answer() -> None:
        dialog = next(
            each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()
        )
        go = next(each for each in dialog.findChildren(QAbstractButton) if each.text() == "Reopen")
        reason = dialog.findChildren(QPlainTextEdit)[0]
        states.append(go.isEnabled())
        reason.setPlainText("Sai sót")
        states.append(go.isEnabled())
        qtbot.keyClick(reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    QTimer.singleShot(0, answer)
    given = Dialogs(owner, Settings()).reason("Reopen?", "Why?", "Reopen")

    assert states == [False, True]
    assert given == "Sai sót"


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Program:
    made = Program(qapp, Settings(tmp_path / "settings.json"), tmp_path, language="en")
    qtbot.addWidget(made.window)
    return made


def at_rest(qtbot: QtBot, program: Program) -> MainWindow:
    qtbot.waitUntil(lambda: program.window.picture.is_painted and program.tasks.idle, timeout=60_000)
    QApplication.processEvents()
    qtbot.waitUntil(lambda: program.tasks.idle, timeout=60_000)
    return program.window


def test_the_program_opens_the_file_that_is_named_and_remembers_it(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    file = tmp_path / "office.sqlite"
    office(file).close()

    program.begin(file)
    window = at_rest(qtbot, program)
    program.close()

    assert window.place.unit is not None
    assert "office.sqlite" in window.windowTitle()
    assert Settings(tmp_path / "settings.json").get(LAST_WORKSPACE) == str(file)


def test_the_navigation_is_there_while_a_file_is_opened_and_a_screen_chosen_meanwhile_counts(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    file = tmp_path / "office.sqlite"
    office(file).close()

    program.begin(file)
    buttons = program.window.navigation.findChildren(QAbstractButton)
    seen = program.window.navigation.isVisible(), bool(program.window.findChildren(StartPage))
    QTest.keyClicks(program.window.focusWidget(), "5 \r")
    buttons[1].click()
    window = at_rest(qtbot, program)
    program.close()

    assert seen == (True, False)
    assert not any(button.icon().isNull() for button in buttons)
    assert window.route.screen == "month"


@pytest.mark.parametrize("damage", [b"", b"no data file at all" * 99], ids=["empty", "foreign"])
def test_a_file_that_is_refused_at_the_start_leads_to_the_start_page_and_says_why(
    qtbot: QtBot, program: Program, tmp_path: Path, damage: bytes
) -> None:
    file = tmp_path / "office.sqlite"
    file.write_bytes(damage)

    program.begin(file)
    window = at_rest(qtbot, program)
    program.close()

    assert not window.navigation.isVisible()
    assert window.findChildren(StartPage)[0].isVisible()
    assert "office.sqlite" in window.messages.text


def test_the_first_start_shows_three_ways_to_begin_and_nothing_to_navigate(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    settings = Settings(tmp_path / "settings.json")
    settings.set(LAST_WORKSPACE, str(tmp_path / "gone.sqlite"))

    program.begin(None)
    window = at_rest(qtbot, program)
    program.close()

    assert window.findChildren(StartPage)[0].isVisible()
    assert not window.navigation.isVisible()


def test_the_first_start_leads_to_sample_data_that_is_not_remembered(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    program.begin(None)
    program.window.findChildren(StartPage)[0].buttons["sample"].click()
    window = at_rest(qtbot, program)
    program.close()

    assert window.place.unit is not None
    assert "sample" in window.windowTitle()
    assert Settings(tmp_path / "settings.json").get(LAST_WORKSPACE) == ""


def test_language_and_theme_are_changed_while_the_window_is_open(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    file = tmp_path / "office.sqlite"
    office(file).close()
    program.begin(file)
    window = at_rest(qtbot, program)
    window.go(Route("settings"))
    screen = window.findChildren(SettingsScreen)[0]

    screen.themes.chosen.emit("dark")
    screen.languages.chosen.emit("vi")
    at_rest(qtbot, program)
    QApplication.processEvents()
    window = at_rest(qtbot, program)
    titles = [button.accessibleName() for button in window.navigation.findChildren(QAbstractButton)]
    program.close()
    use_language("en")

    settings = Settings(tmp_path / "settings.json")
    assert (settings.get(LANGUAGE), settings.get(THEME)) == ("vi", "dark")
    assert colours() is DARK
    assert "Tháng" in titles
    assert window.place.unit is not None


@OFFSCREEN
def test_an_error_nobody_expected_is_shown_with_the_version_to_be_copied(
    qtbot: QtBot, qapp: QApplication, window: MainWindow
) -> None:
    shown: list[str] = []

    def read_and_leave() -> None:
        dialog = next(
            each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()
        )
        shown.append(dialog.findChildren(QPlainTextEdit)[0].toPlainText())
        dialog.reject()

    QTimer.singleShot(0, read_and_leave)
    Dialogs(window, Settings()).crash("evalapp 0.1.0\n\nValueError: broken", "", lambda: None)

    assert "evalapp 0.1.0" in shown[0]


def test_a_file_opens_where_its_work_is(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    file = tmp_path / "office.sqlite"
    workspace = office(file)
    opened(workspace, AUGUST)
    workspace.close()

    program.begin(file)
    window = at_rest(qtbot, program)
    program.close()

    assert window.place == Place("PNV", AUGUST)
    assert window.stage == "Self-scoring"


def test_a_file_opens_where_the_user_looked_last(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    file = tmp_path / "office.sqlite"
    workspace = office(file)
    opened(workspace, AUGUST)
    workspace.close()
    program.begin(file)
    at_rest(qtbot, program).move_to(Place("PTP", JULY))
    at_rest(qtbot, program)

    program.begin(file)
    window = at_rest(qtbot, program)
    program.close()

    assert window.place == Place("PTP", JULY)


@OFFSCREEN
def test_a_few_choices_have_no_line_to_find_one_in_until_a_letter_is_typed(qtbot: QtBot) -> None:
    picker = ChoicePicker("Way", "None yet")
    qtbot.addWidget(picker)
    picker.show()
    is_there: list[bool] = []
    for count in (8, 2):
        picker.show_choices([Choice(n, f"Cách {n}") for n in range(count)], 0)
        picker.click()
        is_there.append(picker.findChildren(QLineEdit)[0].isVisibleTo(picker))

    find, shown = picker.findChildren(QLineEdit)[0], picker.findChildren(QListWidget)[0]
    qtbot.keyClick(shown, Qt.Key.Key_Down)
    with qtbot.waitSignal(picker.chosen) as with_arrows:
        qtbot.keyClick(shown, Qt.Key.Key_Return)
    picker.click()
    qtbot.keyClick(shown, Qt.Key.Key_0)
    with qtbot.waitSignal(picker.chosen) as with_words:
        qtbot.keyClick(find, Qt.Key.Key_Return)

    assert is_there == [True, False]
    assert (with_arrows.args, with_words.args) == ([1], [0])


@OFFSCREEN
def test_a_file_that_is_named_without_an_ending_gets_the_one_of_its_kind(
    qtbot: QtBot, tmp_path: Path
) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)

    def name_it() -> None:
        asking = next(
            each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()
        )
        asking.findChildren(QLineEdit)[0].setText(str(tmp_path / "thang-7"))
        asking.accept()

    QTimer.singleShot(0, name_it)
    chosen = Dialogs(owner, Settings()).save_file("Package", "pnv-2018-07.evpkg", "Packages (*.evpkg)")

    assert chosen == tmp_path / "thang-7.evpkg"


@OFFSCREEN
def test_a_choice_that_nothing_holds_says_what_to_do_and_what_is_called_so_comes_first(qtbot: QtBot) -> None:
    picker = ChoicePicker("Topic", "None yet")
    qtbot.addWidget(picker)
    picker.show()
    picker.show_choices([Choice("A", "Giờ giấc", words="đi muộn"), Choice("B", "Đi muộn")], None)
    picker.click()
    find = picker.findChildren(QLineEdit)[0]
    shown = picker.findChildren(QListWidget)[0]

    find.setText("di muon")
    found = [shown.item(number).text() for number in range(shown.count())]
    find.setText("vang mat")
    said = [each.text() for each in picker.findChildren(QLabel) if each.isVisibleTo(picker)]

    assert found == ["Đi muộn", "Giờ giấc"]
    assert any("Nothing here holds “vang mat”. Type another word" in text for text in said)
