"""Chips and empty places, as they are drawn."""

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from evalapp.base.columns import Tone
from evalapp.ui.kit.labels import EmptyState, ShrinkingChip, chip, column, row, show_chip

#: What a platform without a screen says of windows of their own.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
_EDGE = 10  # pixels, as beside the words of a chip in a list


def test_a_chip_of_a_whole_sentence_looks_like_one_of_a_word_and_like_those_of_lists(
    qtbot: QtBot, owner: QWidget
) -> None:
    sentence, word = ShrinkingChip(), chip("Tháng đã chốt", Tone.OK)
    column(owner, row(sentence, word, None))
    owner.resize(600, 60)
    owner.show()

    show_chip(sentence, "Tháng đã chốt", Tone.OK)

    needed = word.fontMetrics().horizontalAdvance("Tháng đã chốt") + 2 * _EDGE
    qtbot.waitUntil(lambda: sentence.height() == word.height())
    assert abs(word.width() - needed) <= 3
    assert abs(sentence.width() - word.width()) <= 3


def test_the_one_way_on_from_an_empty_place_is_its_next_step(owner: QWidget) -> None:
    place = EmptyState()
    column(owner, place)

    place.show_text("Chưa có gì", "Chưa có đơn vị nào.", "", "Tới nhân sự và đơn vị")

    looks = [each.property("look") for each in place.findChildren(QPushButton) if not each.isHidden()]
    assert looks == ["primary"]
