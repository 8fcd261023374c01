"""What is filled in: fields that line up, boxes that show their tick, lines that say what they find."""

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from evalapp.ui.kit.checks import Check
from evalapp.ui.kit.colours import colours
from evalapp.ui.kit.forms import FieldSpec, Form
from evalapp.ui.kit.labels import button, column, row
from evalapp.ui.kit.search_line import SearchLine

#: What a platform without a screen says of windows of their own.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

_FIELDS = tuple(FieldSpec(f"f{number}", f"Field {number}") for number in range(6))


def shown(qtbot: QtBot, height: int) -> tuple[QWidget, Form, QWidget]:
    owner, form, save = QWidget(), Form("What is filled in"), button("Save")
    qtbot.addWidget(owner)
    column(owner, form, save)
    form.show_fields(_FIELDS, {})
    owner.resize(300, height)
    owner.show()
    return owner, form, save


def test_fields_end_where_the_buttons_below_them_end(qtbot: QtBot) -> None:
    _owner, form, save = shown(qtbot, 600)

    field = form.field("f0")

    qtbot.waitUntil(lambda: field.mapTo(form, field.rect().topRight()).x() == save.geometry().right())


def test_fields_that_have_to_scroll_keep_clear_of_the_bar(qtbot: QtBot) -> None:
    _owner, form, _save = shown(qtbot, 160)

    field = form.field("f0")

    qtbot.waitUntil(lambda: form.verticalScrollBar().isVisible())
    qtbot.waitUntil(lambda: field.mapTo(form, field.rect().topRight()).x() < form.viewport().width() - 4)


def test_why_a_field_was_refused_is_read_to_its_last_line_where_few_fields_have_room(qtbot: QtBot) -> None:
    owner, form, _save = shown(qtbot, 400)
    owner.activateWindow()
    qtbot.waitUntil(owner.isActiveWindow)
    form.mark(
        {"f4": "This is more than all there are, and needs several lines to be said. Change one of the two."}
    )
    owner.resize(300, 190)  # what else there is to say came to stand above the form
    reason = form.field("f4").parentWidget()
    assert reason is not None

    def is_read() -> bool:
        end = reason.mapTo(form.viewport(), reason.rect().bottomLeft()).y()
        return 0 < end <= form.viewport().height() < 190

    qtbot.waitUntil(is_read)


def test_a_box_that_is_ticked_shows_it_by_more_than_its_colour(qtbot: QtBot) -> None:
    check = Check("Evaluated in this unit")
    qtbot.addWidget(check)
    check.resize(check.sizeHint())

    def is_drawn() -> bool:
        picture: QImage = check.grab().toImage()
        inside = [(x, y) for x in range(4, 18) for y in range(4, picture.height() - 4)]
        return any(picture.pixelColor(x, y) == QColor(colours().on_accent) for x, y in inside)

    blue = f"background: {colours().accent}; width: 16px; height: 16px;"
    check.setStyleSheet(f"QCheckBox::indicator {{ {blue} }}")
    assert not is_drawn()
    check.setChecked(True)
    assert is_drawn()


def test_a_line_that_is_searched_in_says_in_full_what_it_finds(qtbot: QtBot) -> None:
    line, owner = SearchLine("Find in the history (Ctrl+F)", "Find in the history"), QWidget()
    qtbot.addWidget(owner)
    column(owner, row(line, None, button("Check the whole chain")))
    owner.resize(900, 60)

    owner.show()

    words = line.fontMetrics().horizontalAdvance(line.placeholderText())
    assert line.width() > words + 20


def test_a_field_that_is_refused_again_for_the_same_reason_is_marked_again(qtbot: QtBot) -> None:
    _owner, form, _save = shown(qtbot, 600)
    field = form.field("f0")
    assert isinstance(field, QLineEdit)
    form.mark({"f0": "too long"})
    field.setText("as long")
    while_typed = form.reason("f0")

    form.mark({"f0": "too long"})

    assert (while_typed, form.reason("f0")) == ("", "✕ too long")
