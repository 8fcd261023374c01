"""A note under a score that was changed is asked about once, and never goes by itself."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from evalapp.domain.rounds import Mark, Stage
from evalapp.store.workspace import Workspace
from evalapp.ui.shell.left_notes import LeftNoteBar
from evalapp.usecases.rounds import list_rounds
from evalapp.usecases.scores import enter_mark
from evalapp.usecases.suggestions import find_participant
from tests.ui.driver import Driver
from tests.ui.grid_driver import GridDriver
from tests.ui.test_month_reasons import ROW, WHO, in_full, noted
from tests.ui.test_sheet_screen import open_sheet

Sit = Callable[..., Driver]
ALT = Qt.KeyboardModifier.AltModifier
NOTE = "Hai lần họp trễ"


def with_reason(workspace: Workspace) -> None:
    """Everybody in full, but one who lost points for a reason that was written down."""
    in_full(workspace)
    with workspace.work() as work:
        [month] = list_rounds(work)
        code = next(
            each.participant.code for each in work.rounds.sheets(month.id) if each.participant.name == WHO
        )
        sheet = find_participant(work, round_id=month.id, code=code).sheet
        enter_mark(work, sheet_id=sheet, stage=Stage.HEAD, code=ROW, points=Decimal(45), note=NOTE)


def bar(at: Driver) -> LeftNoteBar:
    return next(each for each in at.screen.findChildren(LeftNoteBar))


def changed(user: Sit) -> GridDriver:
    at = GridDriver.of(user(with_reason))
    at.put(WHO, ROW)
    at.enter("46")
    at.settle()
    return at


@pytest.mark.parametrize(("key", "kept"), [(Qt.Key.Key_K, NOTE), (Qt.Key.Key_X, "")])
def test_the_note_of_a_score_that_was_changed_is_kept_or_cleared_with_one_key(
    user: Sit, file: Path, key: Qt.Key, kept: str
) -> None:
    at = changed(user)
    asked = bar(at).text

    at.press(key, ALT)
    at.settle()

    assert f"{WHO}, {ROW}: 45.0 → 46.0" in asked
    assert NOTE in asked
    assert bar(at).text == ""
    at.tasks.close()
    assert noted(file) == Mark(Decimal(46), kept)


def test_the_note_can_be_changed_wherever_the_cursor_went_meanwhile(user: Sit, file: Path) -> None:
    at = changed(user)

    at.press(Qt.Key.Key_C, ALT)
    at.type("Một lần họp trễ")
    at.press(Qt.Key.Key_Return)
    at.settle()

    assert bar(at).text == ""
    at.tasks.close()
    assert noted(file) == Mark(Decimal(46), "Một lần họp trễ")


def test_nothing_is_asked_once_the_old_score_is_back(user: Sit) -> None:
    at = changed(user)

    at.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    at.settle()

    assert bar(at).text == ""


def test_of_a_pasted_block_it_is_told_that_notes_stay_under_new_scores(user: Sit) -> None:
    def two_reasons(workspace: Workspace) -> None:
        with_reason(workspace)
        with workspace.work() as work:
            [month] = list_rounds(work)
            sheets = work.rounds.sheets(month.id)
            [form] = (each.participant.form for each in sheets if each.participant.name == WHO)
            alike = (each for each in sheets if each.participant.form == form)
            other = next(each for each in alike if each.participant.name != WHO)
            enter_mark(
                work,
                sheet_id=other.participant.sheet,
                stage=Stage.HEAD,
                code=ROW,
                points=Decimal(44),
                note="Chậm",
            )

    at = GridDriver.of(user(two_reasons))
    at.put(at.names[0], ROW)
    QApplication.clipboard().setText("\n".join(["47"] * len(at.names)))

    at.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    at.settle()

    assert "2 notes were written for the scores that stood there before" in bar(at).text


def test_the_form_asks_above_its_rows(user: Sit, file: Path) -> None:
    at = open_sheet(user(with_reason), WHO)
    at.put_cursor(row=ROW, column="head", by="code")
    at.type("46")
    at.press(Qt.Key.Key_Return)
    at.settle()
    asked = bar(at).text

    at.press(Qt.Key.Key_X, ALT)
    at.settle()

    assert NOTE in asked
    assert bar(at).text == ""
    at.tasks.close()
    assert noted(file) == Mark(Decimal(46), "")
