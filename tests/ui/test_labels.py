"""Chips and empty places, as they are drawn."""

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from evalapp.base.columns import Tone
from evalapp.ui.kit.actions import ActionBar, ActionSpec
from evalapp.ui.kit.checks import Check
from evalapp.ui.kit.forms import FieldKind, FieldSpec, Form
from evalapp.ui.kit.labels import (
    EmptyState,
    FieldLabel,
    ShrinkingChip,
    chip,
    column,
    row,
    show_chip,
)

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


def test_the_name_of_a_unit_with_its_sign_stands_whole_wherever_qt_reads_the_sign_as_a_key(
    qtbot: QtBot,
) -> None:
    form = Form("Units")
    named = FieldSpec("unit", "Phòng GD&ĐT", FieldKind.LINE), FieldSpec("met", "P. TN&MT", FieldKind.CHECK)
    bar = ActionBar([ActionSpec[None]("open", "Open P. TN&MT", menu="More")])
    for each in (form, bar):
        qtbot.addWidget(each)
    form.show_fields(named, {})

    heading = form.findChild(FieldLabel)
    check = form.field("met")
    assert isinstance(heading, FieldLabel)
    assert isinstance(check, Check)
    shown = [QLabel.text(heading), QCheckBox.text(check), QAction.text(bar.action("open"))]
    assert shown == ["Phòng GD&&ĐT", "P. TN&&MT", "Open P. TN&&MT"]  # as Qt has it for one sign that is seen
    assert [heading.text(), check.text()] == ["Phòng GD&ĐT", "P. TN&MT"]
    assert bar.action("open").text() == "Open P. TN&MT"
