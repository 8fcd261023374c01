"""A period that its policy gives points and no level: settling it promises nobody a level."""

from collections.abc import Callable

from msgspec.structs import replace

from evalapp.domain.periods import PeriodKind
from evalapp.domain.rounds import Stage
from evalapp.store.workspace import Workspace
from evalapp.ui.screens.settlement.state import SettlementState
from tests.ui.driver import Driver
from tests.ui.world import scored, settled

Sit = Callable[..., Driver]


def of_points_alone(user: Sit, prepared: Callable[[Workspace], object]) -> SettlementState:
    at = user(prepared)
    at.visit("settlement")
    state: SettlementState = at.screen.state
    assert state.policy is not None
    assert state.rated is not None
    ratings = tuple(
        replace(each, level=None, level_by_points=None, reason=None) for each in state.rated.ratings
    )
    shown = replace(
        state,
        policy=replace(state.policy, score_only=(PeriodKind.MONTH,)),
        rated=replace(state.rated, ratings=ratings, quota=()),
    )
    at.screen.render_state(shown)
    return shown


def test_before_points_are_settled_it_says_that_nobody_gets_a_level_and_limits_do_nothing(user: Sit) -> None:
    state = of_points_alone(user, scored)

    assert state.standing[0].startswith("This month gives points only, no level.")
    assert state.settling_told.startswith("It fixes everybody's points and gives no level")
    assert state.arithmetic == (
        "By its policy this month gives points only, no level. "
        "The limits that the policy sets on levels have no effect here.",
    )


def test_settled_points_are_never_called_a_decided_level_and_each_line_says_why_it_has_none(
    user: Sit,
) -> None:
    state = of_points_alone(user, settled)

    assert state.stage is Stage.SETTLED
    assert "level is decided" not in state.standing[0]
    assert "points only, no level" in state.standing[0]
    assert {line.result for line in state.lines if line.total is not None} == {"Points only"}
