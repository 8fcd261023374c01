from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit

from evalapp.store.workspace import Workspace
from tests import grouped, make
from tests.ui.driver import Driver

Sit = Callable[..., Driver]
TOTALS = {**make.TOTALS, "NV001": "95", "NV011": "70", "NV012": "70", "NV013": "70", "NV014": "70"}


def waiting(workspace: Workspace) -> None:
    """A month whose head waits for the unit's level, with a group of similar tasks."""
    grouped.put(workspace, "Văn thư", "NV003", "NV004", "NV005", "NV006")
    current = grouped.opened(workspace)
    grouped.give(workspace, current.id, TOTALS)


def at_settlement(at: Driver) -> Driver:
    at.visit("settlement")
    return at


def fill(at: Driver, **values: str) -> None:
    for key, text in values.items():
        editor = at.screen.unit_panel.form.field(key.replace("_", " ", 1))
        assert isinstance(editor, QLineEdit)
        editor.setText(text)


def test_a_month_whose_head_waits_for_the_unit_says_so_and_is_not_settled(user: Sit) -> None:
    at = at_settlement(user(waiting))

    assert "The unit is rated first: Lê Thị Hồng An" in at.screen.state.standing[0]
    assert not at.can("settlement.settle")


def test_the_unit_is_rated_beside_the_ranking_and_its_head_stays_below(user: Sit) -> None:
    at = at_settlement(user(waiting))

    at.do("settlement.unit")
    fill(at, points_I="30", points_II="50", fact_tasks_done="100")
    at.do("filled.save")

    assert at.screen.state.unit_told == "Level B. Total 80."
    assert at.cell(row="NV001", column="level", by="code") == "B · provisional"
    assert at.can("settlement.settle")


def test_both_limits_stand_in_the_arithmetic_at_once(user: Sit) -> None:
    at = at_settlement(user(waiting))

    unit, group, *_ = at.screen.state.arithmetic

    assert unit.startswith("30% of 13 people rated = 3.9, so 3 may keep A.")
    assert group.startswith("Similar tasks “Văn thư”: 30% of 4 people rated = 1.2, so 1 may keep A.")


def test_what_is_missing_is_marked_at_its_field(user: Sit) -> None:
    at = at_settlement(user(waiting))

    at.do("settlement.unit")
    fill(at, points_I="30", points_II="71")
    at.do("filled.save")

    assert "0 to 70" in at.screen.unit_panel.form.reason("points II")
    assert at.screen.state.unit_rating is not None


def test_where_no_level_applies_the_screen_says_who_decides(user: Sit) -> None:
    at = at_settlement(user(waiting))

    at.do("settlement.unit")
    fill(at, points_I="30", points_II="50", fact_tasks_done="85")
    at.do("filled.save")

    assert at.screen.state.unit_told.startswith("No level applies: the authority decides")
    assert not at.can("settlement.settle")


def test_a_rating_is_taken_back(user: Sit) -> None:
    at = at_settlement(user(waiting))
    at.do("settlement.unit")
    fill(at, points_I="30", points_II="50", fact_tasks_done="100")
    at.do("filled.save")

    at.do("settlement.unit")
    at.do("unit.clear")

    assert at.screen.state.unit_told == "Not rated yet."
