"""The overview: `evalapp.ui.screens.overview`."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt

from evalapp.domain.periods import Period
from evalapp.domain.rounds import Stage
from evalapp.store.workspace import Workspace
from evalapp.ui.kit.roles import HEAD_ROLE
from evalapp.ui.shell.routes import Place, Route
from evalapp.usecases.settling import reopen_round
from tests.ui.driver import Driver
from tests.ui.world import AUGUST, JULY, closed, opened, scored, settled

Sit = Callable[..., Driver]


def at_overview(at: Driver, unit: str = "BQ") -> Driver:
    at.visit("overview", unit=unit)
    return at


def figures(at: Driver) -> list[int | None]:
    return [figure.value for figure in at.screen.state.figures]


def names(at: Driver) -> list[str]:
    """Who stands above each line of the list."""
    model = at.screen.table.rows_model
    return [model.index(row, 0).data(HEAD_ROLE) for row in range(model.rowCount())]


def test_a_month_that_is_late_stands_first_in_what_is_to_be_done(user: Sit) -> None:
    at = at_overview(user(opened))

    assert names(at) == ["Phòng Nội vụ"]
    assert at.column("what") == ["Self-scoring: 14 not scored yet; due 27/07"]
    assert at.column("when") == ["45 days late"]
    assert figures(at) == [0, 14, 0, 0]


def test_enter_on_a_task_goes_to_its_unit_and_month_and_back_returns(user: Sit) -> None:
    at = at_overview(user(opened))
    at.visit("overview", period=AUGUST)
    assert at.column("what")[0].startswith("Month 07/2018: ")

    at.screen.table.select(at.screen.state.lines[0])
    at.screen.table.setFocus()
    at.press(Qt.Key.Key_Return)
    at.settle()
    assert (at.window.place, at.window.route) == (Place("PNV", JULY), Route("month"))

    at.window.back()
    at.settle()
    assert (at.window.place, at.window.route) == (Place("BQ", AUGUST), Route("overview"))


def reopened(workspace: Workspace) -> None:
    current = closed(workspace)
    with workspace.work() as work:
        reopen_round(work, round_id=current.id, reason="Sai điểm của một người")


def test_a_later_month_that_stands_reopened_is_still_to_be_done(user: Sit) -> None:
    at = at_overview(user(reopened))
    at.visit("overview", unit="PNV", period=Period(2018, 6))

    assert "Month 07/2018: reopened; Head scoring: 1 tie to decide; due 31/07" in at.column("what")


def test_a_figure_opens_the_list_behind_it_and_escape_returns_to_the_tasks(user: Sit) -> None:
    at = at_overview(user(lambda workspace: scored(workspace, people=12)))

    at.qtbot.mouseClick(at.screen.figures[1], Qt.MouseButton.LeftButton)

    assert at.screen.state.list_title == "Not scored yet"
    assert len(names(at)) == 2
    at.do("overview.tasks")
    assert at.screen.state.list_title == "To do"


def test_somebody_not_scored_is_one_key_away_from_their_form(user: Sit) -> None:
    at = at_overview(user(lambda workspace: scored(workspace, people=13)))
    at.screen.figures[1].click()

    at.press(Qt.Key.Key_Return)
    at.settle()

    assert at.window.route.screen == "sheet"
    assert at.screen.state.editing is Stage.HEAD


def test_bars_carry_letters_and_figures_and_open_the_people_behind_them(user: Sit) -> None:
    at = at_overview(user(closed), unit="PNV")
    bar = at.screen.state.bars[0]
    assert (bar.label, bar.said) == ("07/2018", "A 4, B 8, C 1, D 1")

    at.screen.bars.setFocus()
    at.press(Qt.Key.Key_Right)
    at.press(Qt.Key.Key_Right)
    at.press(Qt.Key.Key_Return)
    at.settle()

    assert at.screen.state.list_title == "Level C: 1 people, 07/2018"
    assert names(at) == ["Đặng Thu Hà (NV010)"]
    assert at.column("when") == ["68.0"]


def test_a_part_of_a_bar_that_is_clicked_is_opened(user: Sit) -> None:
    at = at_overview(user(settled))
    place = at.screen.bars.visualRect(at.screen.bars.rows_model.index(0, 1))

    at.qtbot.mouseClick(
        at.screen.bars.viewport(),
        Qt.MouseButton.LeftButton,
        pos=QPoint(place.left() + 20, place.center().y()),
    )
    at.settle()

    assert at.screen.state.shown.level == "A"
    assert len(names(at)) == 4


def test_units_that_are_not_decided_say_where_they_stand_in_place_of_a_bar(user: Sit) -> None:
    at = at_overview(user(settled), unit="PNV")
    at.visit("overview", period=AUGUST)

    assert [bar.said for bar in at.screen.state.bars] == ["A 4, B 8, C 1, D 1"]
    at.visit("overview", unit="BQ")
    assert [bar.said for bar in at.screen.state.bars] == ["not open yet (14 to evaluate)"]


def test_where_nobody_is_evaluated_it_says_what_to_do_first(user: Sit) -> None:
    at = at_overview(user(), unit="PTP")

    assert at.screen.state.is_empty
    assert not at.can("overview.first")


def test_of_a_month_that_is_not_open_nothing_is_claimed(user: Sit) -> None:
    at = at_overview(user(opened), unit="PNV")
    at.visit("overview", period=AUGUST)

    assert figures(at) == [0, None, None, None]
    assert [each.text for each in at.screen.state.figures[1:]] == ["the month is not open"] * 3
    assert at.screen.figures[1].accessibleName() == "People not scored yet: –"


def test_figures_count_the_month_that_is_shown_and_no_other(user: Sit) -> None:
    at = at_overview(user(scored))
    assert figures(at)[2] == 1
    at.visit("overview", period=Period(2018, 6))

    assert figures(at)[2] is None
    assert any("1 tie to decide" in what for what in at.column("what"))


def test_the_card_of_units_opens_the_units_that_are_closed_and_those_that_are_not(user: Sit) -> None:
    at = at_overview(user(closed))

    at.screen.figures[0].click()

    assert at.screen.state.list_title == "Units closed"
    assert at.column("what") == ["✓ closed"]
    at.do("overview.tasks")
    assert at.screen.state.list_title == "To do"
