"""Parts beside each other, a panel beside a list, and a text in less room than it needs."""

import pytest
from PySide6.QtWidgets import QApplication, QSizePolicy, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from evalapp.ui.kit.actions import ActionBar, ActionSpec
from evalapp.ui.kit.labels import card, column, label, row
from evalapp.ui.kit.pickers import ChoicePicker
from evalapp.ui.kit.rows import Fitting
from evalapp.ui.kit.search_line import SearchLine
from evalapp.ui.kit.splits import beside
from evalapp.ui.shell.theme import Theme

#: What a platform without a screen says of windows of their own.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def test_a_long_text_keeps_clear_of_the_bar_it_is_moved_with(qtbot: QtBot) -> None:
    words = label("hoàn thành khối lượng lớn với chất lượng tốt " * 5, wrap=True)
    words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    area = Fitting(words, 24, "Proposal")
    owner = QWidget()
    qtbot.addWidget(owner)
    column(owner, area)
    owner.resize(200, 60)

    owner.show()

    qtbot.waitUntil(lambda: area.verticalScrollBar().isVisible())
    assert words.sizePolicy().hasHeightForWidth()
    assert words.width() <= area.viewport().width()


def test_texts_that_scroll_in_a_low_window_leave_no_gaps_in_a_high_one(qtbot: QtBot) -> None:
    words = [label("danh sách cán bộ, công chức, viên chức của đơn vị " * 3, wrap=True) for _ in range(4)]
    owner = QWidget()
    qtbot.addWidget(owner)
    column(owner, Fitting(card(*words), 120, "State"), label()).setStretch(1, 1)
    owner.resize(1100, 600)

    owner.show()

    qtbot.waitUntil(lambda: all(each.height() == each.heightForWidth(each.width()) for each in words))


def test_texts_in_a_card_have_the_lines_that_they_need_and_none_besides_also_when_told_unseen(
    qtbot: QtBot,
) -> None:
    first, second = label(wrap=True), label(wrap=True)
    area = Fitting(card(first, second), 24, "State")
    rest = QWidget()
    pages = QStackedWidget()
    pages.addWidget(QWidget())
    pages.addWidget(area_over(area, rest))
    qtbot.addWidget(pages)
    pages.resize(600, 400)
    pages.show()

    first.setText("Một dòng đủ dài để Qt muốn ngắt nó ra hai ba dòng, dù chỗ còn rộng.")
    second.setText("Hai dòng.\nLà hai dòng.")
    pages.setCurrentIndex(1)

    line = first.fontMetrics().lineSpacing()
    qtbot.waitUntil(lambda: area.height() == area.sizeHint().height())
    assert not area.verticalScrollBar().isVisible()
    assert (round(first.height() / line), round(second.height() / line)) == (1, 2)


def area_over(area: QWidget, rest: QWidget) -> QWidget:
    page = QWidget()
    column(page, area, rest).setStretch(1, 1)
    return page


def test_actions_that_have_no_room_go_into_a_menu_wherever_their_row_stands(qtbot: QtBot) -> None:
    bar = ActionBar([ActionSpec[object](f"a{n}", f"An action with a long name {n}") for n in range(3)])
    across = row(bar, None)
    owner = QWidget()
    qtbot.addWidget(owner)
    column(owner, across)

    bar.show_state(object())
    owner.resize(260, 60)
    owner.show()

    assert owner.width() == 260
    assert across.width() <= 260


def test_a_panel_opened_in_a_small_window_takes_its_share_and_leaves_no_gap(qtbot: QtBot) -> None:
    main, panel = QWidget(), QWidget()
    split = beside(main, panel, widths=(800, 340))
    qtbot.addWidget(split)
    panel.hide()
    split.resize(700, 300)
    split.show()

    panel.show()

    qtbot.waitUntil(lambda: main.width() + split.handleWidth() + panel.width() == split.width())
    assert panel.width() <= 280


def test_a_line_of_words_gives_way_before_a_choice_is_cut_and_then_the_actions_go_below(
    qtbot: QtBot, light: Theme
) -> None:
    owner = QWidget()
    light.dress(owner)
    qtbot.addWidget(owner)
    bar = ActionBar((ActionSpec("start", "Start a visit", primary=True),))
    choices = [ChoicePicker("Unit", "All the units below"), ChoicePicker("State", "All the states there are")]
    line = SearchLine("Find a visit", "Find a visit")
    across = row(line, *choices, None, bar)
    across.setParent(owner)
    bar.show_state(object())
    owner.show()
    wide = across.sizeHint().width()

    across.resize(wide - 40, 80)
    QApplication.processEvents()

    assert [each.width() for each in choices] == [each.wanted_width for each in choices]
    assert line.width() < line.sizeHint().width()
    assert bar.y() == 0

    across.resize(wide - 140, 80)
    QApplication.processEvents()

    assert [each.width() for each in choices] == [each.wanted_width for each in choices]
    assert bar.y() > line.y()
    assert bar.geometry().right() == across.rect().right()

    across.resize(wide, 80)
    QApplication.processEvents()

    assert bar.y() == 0
    assert line.width() >= line.sizeHint().width()
