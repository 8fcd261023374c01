"""What became of the scores of a row, as it stands beside the form."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from evalapp.ui.kit.labels import OneLine
from tests.ui.driver import Driver
from tests.ui.test_sheet_screen import open_sheet
from tests.ui.world import opened

Sit = Callable[..., Driver]


def test_in_a_low_window_the_newest_change_of_a_row_says_from_what_to_what_whole(user: Sit) -> None:
    at = open_sheet(user(opened), "Nguyễn Hải Anh")
    at.window.resize(911, 512)
    for text in ("3", "4,5"):
        at.put_cursor(row="I.1", column="self", by="code")
        at.type(text)
        at.press(Qt.Key.Key_Return)
        at.settle()
    at.put_cursor(row="I.1", column="self", by="code")
    QApplication.processEvents()

    shown = [each for each in at.screen.beside.findChildren(OneLine) if each.isVisible() and each.text()]

    assert [each.drawn for each in shown] == ["I.1 · Self-scoring: 3.0 → 4.5"]


def test_of_a_score_whose_note_alone_changed_only_the_note_is_told(user: Sit) -> None:
    at = open_sheet(user(opened), "Nguyễn Hải Anh")
    at.put_cursor(row="I.1", column="self", by="code")
    at.type("3")
    at.press(Qt.Key.Key_Return)
    at.settle()
    at.put_cursor(row="I.1", column="note", by="code")
    at.type("Có báo trước")
    at.press(Qt.Key.Key_Return)
    at.settle()

    assert at.screen.state.changes_of("I.1")[0].what == "Self-scoring: note “Có báo trước”"
