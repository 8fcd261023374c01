"""People of one unit under two policies in the same month: opened, looked at and settled side by side."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import Qt

from evalapp.base.paths import resources
from evalapp.domain.policy.reader import read_policy
from evalapp.store.workspace import Workspace
from evalapp.ui.shell.places import keep_step, read_places
from evalapp.ui.shell.routes import Place, Route
from evalapp.ui.shell.whereabouts import Step
from evalapp.usecases.installed_policies import install
from evalapp.usecases.last_places import NOWHERE
from evalapp.usecases.rounds import open_round
from tests.ui.answers import Answers
from tests.ui.driver import Driver
from tests.ui.world import JULY, NAMES, UNIT, office, opened

Sit = Callable[..., Driver]
SERVANTS = "nd-335-thu"  # covers civil servants alone: the last of the list is a contract worker


def servants_only(workspace: Workspace) -> None:
    """A month open under a policy that leaves the contract worker out."""
    folder = resources() / "policies" / "nd-335-2025"
    files = {
        each.name: each.read_text("utf-8") for each in folder.glob("*.toml") if each.name != "cases.toml"
    }
    for now, then in (("2026-01-01", "2018-01-01"), ('"nd-335-2025"', f'"{SERVANTS}"')):
        files["policy.toml"] = files["policy.toml"].replace(now, then)
    with workspace.work() as work:
        install(work, policy=read_policy(files))
        open_round(work, unit=work.units.by_code(UNIT).id, period=JULY, policy_code=SERVANTS)


def shown(at: Driver) -> list[str]:
    return [line.name for line in at.screen.state.lines.values()]


def test_who_the_policy_leaves_out_gets_a_month_of_their_own_beside_the_open_one(
    user: Sit, answers: Answers
) -> None:
    at = user(servants_only)
    servants = shown(at)

    at.do("month.second")
    others, offered, told = shown(at), at.screen.state.policies, at.told
    at.screen.steps.go_to(offered[1][0])
    at.settle()

    assert (len(servants), others) == (len(NAMES) - 1, [NAMES[-1]])
    assert ["3814" in text for text in answers.offered] == [True]
    assert ["3814" in text for _, text in offered] == [True, False]
    assert shown(at) == servants
    assert "Month 07/2018 is open with 1 people" in told


def test_the_other_screens_follow_the_policy_that_is_looked_at(user: Sit) -> None:
    at = user(servants_only)
    at.do("month.second")
    of_others, of_servants = (place for place, _ in at.screen.state.policies)

    ranked: list[int] = []
    for place in (of_others, of_servants):
        at.window.go(Route("settlement", place=place))
        at.settle()
        ranked.append(len(at.screen.state.summary.rows))

    assert ranked == [1, len(NAMES) - 1]


def test_where_everybody_is_in_the_month_nobody_is_asked_about_another_policy(user: Sit) -> None:
    at = user(opened)

    at.do("month.second")

    assert "is in month 07/2018 already" in at.told
    assert not at.screen.state.policies


def test_a_form_that_is_found_leads_back_to_the_month_it_is_of(user: Sit) -> None:
    at = user(servants_only)
    at.do("month.second")

    at.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    at.settle()
    at.type("nv003")
    at.press(Qt.Key.Key_Return)
    at.settle()

    assert at.window.route.screen == "sheet"
    assert at.window.place.policy == SERVANTS


def test_the_papers_of_both_months_stand_beside_each_other_in_one_folder(
    user: Sit, answers: Answers, tmp_path: Path
) -> None:
    at = user(servants_only)
    at.do("month.second")
    answers.chosen_folder = tmp_path / "giay"

    at.do("month.papers")
    at.screen.steps.go_to(at.screen.state.policies[1][0])
    at.settle()
    answers.offered = []
    at.do("month.papers")

    assert answers.offered == []
    assert len(list(answers.chosen_folder.iterdir())) == len(NAMES) + 2


def test_a_new_start_shows_the_policy_that_was_looked_at(tmp_path: Path) -> None:
    looked_at = Place(UNIT, JULY, SERVANTS)
    workspace = office(tmp_path / "office.sqlite")
    with closing(workspace), workspace.work() as work:
        keep_step(work, step=Step(looked_at, Route("month")), spot=NOWHERE)

        assert read_places(work).home == looked_at


def test_the_overview_tells_the_two_months_of_a_unit_apart_and_leads_to_each(user: Sit) -> None:
    at = user(servants_only)
    at.do("month.second")

    at.visit("overview")

    lines = at.screen.state.lines
    assert {line.who for line in lines} == {f"Phòng Nội vụ · {code}" for code in (SERVANTS, "hn-3814-2018")}
    assert {line.place.policy for line in lines} == {SERVANTS, "hn-3814-2018"}
