"""After the last box of a form Tab goes on to the buttons of its panel, never away to the side menu."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from tests.make import book
from tests.ui.answers import Answers
from tests.ui.driver import Driver

Sit = Callable[..., Driver]


def with_tab(at: Driver, times: int) -> list[QWidget]:
    """What has the keyboard after each Tab."""
    met: list[QWidget] = []
    for _ in range(times):
        at.press(Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert focused is not None
        met.append(focused)
    return met


def texts(buttons: list[QWidget]) -> list[str]:
    return [each.text() for each in buttons if isinstance(each, QPushButton)]


def test_tab_comes_from_the_top_bar_to_what_stands_before_the_list(user: Sit) -> None:
    at = user()
    at.visit("people")

    met = with_tab(at, 13)

    before = (
        met.index(at.screen.find_line),
        *map(met.index, filter(QWidget.isVisible, at.screen.actions_bar.stops)),
    )
    assert len(before) > 2
    assert max(before) < met.index(at.screen.units) < met.index(at.screen.table)


def test_after_the_last_box_of_a_form_tab_comes_to_its_buttons_and_back(user: Sit) -> None:
    at = user()
    at.visit("people")
    at.do("people.new_person")
    form = at.screen.panel.form
    first, last = QApplication.focusWidget(), form.field("until")
    last.setFocus()

    assert texts(with_tab(at, 2)) == ["Save", "Close"]
    at.press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    at.press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert last.hasFocus()
    form.setFocus()
    assert QApplication.focusWidget() is first


def test_after_the_last_column_that_is_asked_for_tab_comes_to_the_buttons_of_the_import(
    user: Sit, answers: Answers, tmp_path: Path
) -> None:
    answers.file = book(tmp_path / "ds.xlsx", ("Ký hiệu", "Cán bộ", "Chỗ làm"), ("NV020", "Lò Thị Mỷ", "PTP"))
    at = user()
    at.visit("people")
    at.do("people.people_in")
    asked = at.screen.intake.columns
    last = asked.field([*asked.values][-1])
    last.setFocus()

    assert texts(with_tab(at, 2)) == ["Read with these columns", "Close"]
