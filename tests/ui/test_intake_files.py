"""Forms that come back stand in a list one by one, and each can be left out before any is taken in."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from evalapp.documents.papers.self_score_filling import fill_self_score_form
from evalapp.domain.policy.model import OPTIONAL_KINDS
from evalapp.domain.rounds import Mark, Stage
from evalapp.ui.kit.table import Table
from evalapp.ui.shell.intake_lines import IntakeLine, Kind
from tests.ui.answers import Answers
from tests.ui.driver import Driver
from tests.ui.world import opened

Sit = Callable[..., Driver]
AN, BINH = "NV003", "NV002"


@pytest.fixture
def at(user: Sit, answers: Answers, tmp_path: Path) -> Driver:
    """Somebody to whom the forms of two people came back."""
    sitting = user(opened)
    answers.chosen_folder = tmp_path / "gui-di"
    sitting.do("month.forms_out")
    answers.chosen_folder = tmp_path / "nhan-lai"
    answers.chosen_folder.mkdir()
    for code in (AN, BINH):
        fill(sitting, code, answers.chosen_folder / f"{code}.xlsx")
    return sitting


def fill(at: Driver, code: str, out: Path, **others: Decimal) -> None:
    """Somebody's form with full marks, but for the first row where another is given."""
    sent = next(file for file in (out.parent.parent / "gui-di").iterdir() if file.name.startswith(code))
    fill_self_score_form(sent, out, {row: Mark(points) for row, points in (full(at, code) | others).items()})


def full(at: Driver, code: str) -> dict[str, Decimal]:
    line = next(each for each in at.screen.state.lines.values() if each.sheet.participant.code == code)
    return {row.code: row.maximum or Decimal(0) for row in line.form.leaves if row.kind not in OPTIONAL_KINDS}


def look(at: Driver) -> None:
    at.do("month.forms_in")
    at.look()


def lines(at: Driver) -> dict[str, IntakeLine]:
    return {line.file: line for line in at.screen.intake.state.lines if line.file}


def put(at: Driver, file: str) -> None:
    table = next(each for each in at.screen.intake.findChildren(Table) if each.isVisible())
    table.select(lines(at)[file])
    table.setFocus()


def scored(at: Driver) -> set[str]:
    sheets = [line.sheet for line in at.screen.state.lines.values()]
    return {each.participant.code for each in sheets if each.points(Stage.SELF)}


def test_each_form_stands_in_the_list_with_its_person_and_a_box(at: Driver) -> None:
    look(at)

    assert {(line.file, line.kind, line.ticked) for line in lines(at).values()} == {
        (f"{AN}.xlsx", Kind.NEW, True),
        (f"{BINH}.xlsx", Kind.NEW, True),
    }
    assert all(line.who for line in lines(at).values())


def test_space_leaves_a_form_out_and_the_others_come_in(at: Driver) -> None:
    look(at)
    put(at, f"{AN}.xlsx")

    at.press(Qt.Key.Key_Space)
    left = lines(at)[f"{AN}.xlsx"]
    words = at.action("intake.apply").text()
    at.do("intake.apply")
    at.do("intake.leave")

    assert (left.kind, left.ticked) == (Kind.LEFT_OUT, False)
    assert words == "Import 1 form"
    assert scored(at) == {BINH}


def test_all_are_left_out_with_one_action_and_taken_up_again(at: Driver) -> None:
    look(at)

    at.do("intake.turn_all")
    none = [line.ticked for line in lines(at).values()]
    at.do("intake.turn_all")

    assert none == [False, False]
    assert [line.ticked for line in lines(at).values()] == [True, True]


def test_of_two_forms_of_one_person_the_one_that_is_meant_is_chosen(at: Driver, tmp_path: Path) -> None:
    other = tmp_path / "nhan-lai" / f"{AN} (1).xlsx"
    fill(at, AN, other, **{next(iter(full(at, AN))): Decimal(0)})
    look(at)
    both = {line.kind for file, line in lines(at).items() if file.startswith(AN)}

    put(at, other.name)
    at.press(Qt.Key.Key_Space)
    at.settle()

    assert both == {Kind.REFUSED}
    assert (lines(at)[other.name].kind, lines(at)[other.name].ticked) == (Kind.NEW, True)
    assert (lines(at)[f"{AN}.xlsx"].kind, lines(at)[f"{AN}.xlsx"].ticked) == (Kind.LEFT_OUT, False)
    at.do("intake.apply")
    at.do("intake.leave")
    assert scored(at) == {AN, BINH}


def test_a_form_that_says_what_is_known_has_no_box_and_one_that_differs_says_how(
    at: Driver, tmp_path: Path
) -> None:
    look(at)
    at.do("intake.apply")
    at.do("intake.leave")
    row, points = next(iter(full(at, AN).items()))
    fill(at, AN, tmp_path / "nhan-lai" / f"{AN}.xlsx", **{row: Decimal(0)})

    look(at)

    changed, same = lines(at)[f"{AN}.xlsx"], lines(at)[f"{BINH}.xlsx"]
    assert (changed.kind, changed.ticked, changed.reason) == (Kind.CHANGED, True, f"{row}: {points:f} → 0")
    assert (same.kind, same.ticked) == (Kind.SAME, None)
