"""On a very wide screen what is read stands in the middle, and what saves a form right under its fields."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from evalapp.ui.kit.colours import MEDIUM
from evalapp.ui.kit.forms import FieldSpec, Form
from evalapp.ui.kit.labels import button, column
from evalapp.ui.scenes import SCENES
from evalapp.ui.shell.theme import Theme
from evalapp.ui.theatre import Theatre, settle
from tests.ui.test_accessibility import LARGEST, stage

__all__ = ["stage"]
FIELDS = tuple(FieldSpec(f"f{number}", f"Field {number}") for number in range(4))


def span(parts: list[QWidget], around: QWidget) -> tuple[int, int]:
    """What the parts leave free at the left and at the right."""
    lefts = [part.mapTo(around, QPoint(0, 0)).x() for part in parts]
    rights = [left + part.width() for left, part in zip(lefts, parts, strict=True)]
    return min(lefts), around.width() - max(rights)


@pytest.mark.parametrize("name", ["people.full", "rewards.full", "settings.full", "overview.units"])
def test_on_a_very_wide_screen_all_of_a_screen_stands_in_its_middle(stage: Theatre, name: str) -> None:
    SCENES[name](stage)
    settle(stage.tasks)

    stage.window.resize(LARGEST)
    QApplication.processEvents()

    screen = stage.window.screen_shown
    inner = [
        each
        for each in screen.findChildren(QWidget)
        if each.isVisible() and (each.accessibleName() or each.property("look") == "card")
        if each.width() <= screen.width() // 2
    ]
    left, right = span(inner, screen)
    assert left > screen.width() // 5
    assert abs(left - right) <= 2 * MEDIUM


def test_what_saves_a_form_stands_right_under_its_fields_however_high_the_window(
    qtbot: QtBot, light: Theme
) -> None:
    around, inside = QWidget(), QWidget()
    light.dress(around)
    qtbot.addWidget(around)
    inside.setParent(around)
    form, save = Form("What is filled in"), button("Save")
    column(inside, form, save, spacing=MEDIUM).addStretch()
    form.show_fields(FIELDS, {})
    inside.resize(300, 1200)

    around.show()
    QApplication.processEvents()

    last = form.field("f3")
    bottom = last.mapTo(inside, last.rect().bottomLeft()).y()
    assert form.verticalScrollBar().maximum() == 0
    assert save.y() - bottom <= 2 * MEDIUM


def test_a_reason_under_a_field_moves_what_saves_the_form(qtbot: QtBot, light: Theme) -> None:
    around, inside = QWidget(), QWidget()
    light.dress(around)
    qtbot.addWidget(around)
    inside.setParent(around)
    form, save = Form("What is filled in"), button("Save")
    column(inside, form, save, spacing=MEDIUM).addStretch()
    form.show_fields(FIELDS, {})
    inside.resize(300, 1200)
    around.show()
    QApplication.processEvents()
    before = save.y()

    form.mark({"f1": "This is no day of the calendar."})

    qtbot.waitUntil(lambda: save.y() > before)
    assert form.verticalScrollBar().maximum() == 0


@pytest.mark.parametrize("name", ["policies.begin", "inspections.plans", "reports.layout"])
def test_in_a_high_window_what_is_said_above_a_form_is_no_higher_than_its_lines(
    stage: Theatre, name: str
) -> None:
    SCENES[name](stage)
    settle(stage.tasks)

    stage.window.resize(1024, 1600)
    QApplication.processEvents()

    [form] = [each for each in stage.window.screen_shown.findChildren(Form) if each.isVisible()]
    every = stage.window.screen_shown.findChildren(QLabel)
    said = [each for each in every if each.parentWidget() is form.parentWidget() and each.isVisible()]
    assert [each.text() for each in said if each.height() > each.heightForWidth(each.width())] == []
