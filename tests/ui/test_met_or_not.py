"""Criteria that are only met or not: what one types for them is said wherever somebody looks."""

from collections.abc import Callable

import pytest

from evalapp.domain.periods import Period
from evalapp.domain.policy.documents import policy_from_document
from evalapp.domain.rounds import Stage
from evalapp.store.workspace import Workspace
from evalapp.usecases.installed_policies import install
from evalapp.usecases.policies import shipped
from evalapp.usecases.rounds import advance_round, open_round
from tests.ui.driver import Driver
from tests.ui.grid_driver import GridDriver
from tests.ui.world import UNIT

Sit = Callable[..., Driver]
YEAR = Period.parse("2018")


def by_conditions(workspace: Workspace) -> None:
    """A year by conditions, at the head's turn."""
    document = {**shipped()["nd-90-2020"].document, "unit": UNIT, "effective_from": "2018-01-01"}
    with workspace.work() as work:
        install(work, policy=policy_from_document({**document, "code": "own-year", "title": "Quy chế năm"}))
        current = open_round(work, unit=work.units.by_code(UNIT).id, period=YEAR).round
        advance_round(work, round_id=current.id, to=Stage.HEAD)


@pytest.fixture
def at(user: Sit) -> GridDriver:
    """The head in the grid of that year."""
    start = user(by_conditions)
    start.visit("month", period=YEAR)
    return GridDriver(start.qtbot, start.tasks, start.window)


def test_the_heading_and_its_words_say_what_is_typed_for_passed_and_not_passed(at: GridDriver) -> None:
    column = next(each for each in at.month.grid.arrangement.shown if each.title.endswith("Đ/K"))

    assert column.tip.endswith("(passed or not: type Đ or K, 1 or 0)")


def test_letters_are_typed_for_passed_and_not_passed(at: GridDriver) -> None:
    name = at.names[0]
    codes = [each.key for each in at.month.grid.arrangement.shown if each.title.endswith("Đ/K")]

    at.put(name, codes[0])
    at.enter("đ")
    at.put(name, codes[1])
    at.enter("k")
    at.settle()

    assert [at.reads(name, code) for code in codes[:2]] == ["Đạt", "Không đạt"]


def test_what_is_neither_is_refused_with_what_to_type(at: GridDriver) -> None:
    name = at.names[0]
    code = next(each.key for each in at.month.grid.arrangement.shown if each.title.endswith("Đ/K"))

    at.put(name, code)
    at.enter("khá")

    assert at.told == f"✕ {code} is passed or not: type Đ or 1, K or 0."
