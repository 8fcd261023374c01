"""A year that nothing is known of yet: who has no level is said at every step, with the way to what lacks."""

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton

from evalapp.base.messages import tr_error
from evalapp.domain.periods import Period
from evalapp.domain.policy.documents import policy_from_document
from evalapp.domain.rounds import Stage
from evalapp.store.workspace import Workspace
from evalapp.ui.screens.month.state import Showing
from evalapp.ui.screens.sheet.closed import why_closed
from evalapp.usecases.installed_policies import install
from evalapp.usecases.policies import shipped
from evalapp.usecases.rounds import advance_round, open_round
from evalapp.usecases.settling import settle_round
from tests.ui.answers import Answers
from tests.ui.driver import Driver
from tests.ui.world import JULY, UNIT, closed

Sit = Callable[..., Driver]
YEAR = Period.parse("2018")
#: The contract worker is not covered.
PEOPLE = 13


def with_policy(workspace: Workspace) -> None:
    """July closed, and a policy of the unit's own for the year, by conditions and not by points."""
    closed(workspace)
    document = {**shipped()["nd-90-2020"].document, "unit": UNIT, "code": "own-year", "title": "Quy chế năm"}
    with workspace.work() as work:
        install(work, policy=policy_from_document({**document, "effective_from": "2018-01-01"}))


def opened(workspace: Workspace) -> None:
    """The year, opened and moved on to the head though nothing was entered."""
    with_policy(workspace)
    with workspace.work() as work:
        unit = work.units.by_code(UNIT).id
        current = open_round(work, unit=unit, period=YEAR).round
        advance_round(work, round_id=current.id, to=Stage.HEAD)


def settled(workspace: Workspace) -> None:
    """The year, settled without a level for anybody."""
    opened(workspace)
    with workspace.work() as work:
        current = work.rounds.all(period=YEAR)[0]
        settle_round(work, round_id=current.id)


def test_a_year_of_conditions_does_not_say_that_all_is_scored_while_facts_lack(user: Sit) -> None:
    at = user(opened)
    at.visit("month", period=YEAR)

    assert f"⚠ {PEOPLE} people have no level: facts missing" in at.screen.state.standing
    assert "All scored" not in at.screen.state.standing
    assert "Not known yet: share of tasks done" in at.screen.panel.why


def test_before_the_year_goes_to_settlement_it_is_said_who_has_no_level_and_why(
    user: Sit, answers: Answers
) -> None:
    at = user(opened)
    at.visit("month", period=YEAR)
    answers.agrees = False

    at.do("month.to_settling")

    asked = answers.questions[-1]
    assert f"{PEOPLE} of {PEOPLE} people have no level: facts missing {PEOPLE} (" in asked
    assert "share of tasks done" in asked
    assert "Nhiệm vụ hoàn thành (NV_HOANTHANH)" in asked
    assert "Everybody is scored" not in asked


def test_the_way_from_a_lacking_fact_leads_to_its_line_of_the_persons_figures(user: Sit) -> None:
    at = user(opened)
    at.visit("month", period=YEAR)
    person = at.screen.grid.current.line.sheet.participant.code

    at.do("month.facts")

    assert (at.screen.state.person, at.screen.state.place.period) == (person, YEAR)
    assert at.screen.table.current().indicator.code == "NV_HOANTHANH"


def test_before_a_settled_year_is_sealed_it_is_said_who_has_no_level_and_shown_who(
    user: Sit, answers: Answers
) -> None:
    at = user(settled)
    at.visit("settlement", period=YEAR)
    assert f"{PEOPLE} of {PEOPLE} people have no level" in at.screen.state.standing[0]
    answers.looks = True

    at.do("settlement.close")

    assert f"{PEOPLE} of {PEOPLE} people have no level" in answers.questions[-1]
    assert at.screen.state.showing == Showing.NO_LEVEL
    assert at.screen.state.rows


def test_the_screen_of_years_asks_before_it_seals_people_without_a_level(user: Sit, answers: Answers) -> None:
    at = user(settled)
    at.visit("periods")
    assert "Entered under “Service figures”" in " ".join(at.screen.panel.told)
    answers.looks = True

    at.do("periods.close")

    assert f"{PEOPLE} of {PEOPLE} people have no level: facts missing {PEOPLE}" in answers.questions[-1]
    assert at.screen.state.current.stage is Stage.SETTLED
    assert at.screen.table.current().row.level is None
    answers.looks = False
    at.do("periods.close")
    assert at.screen.state.current.stage is Stage.CLOSED


def test_a_form_that_counts_as_met_of_itself_has_no_rows_left_to_score(user: Sit) -> None:
    at = user(opened)
    at.visit("month", period=YEAR)

    at.do("month.sheet")

    assert "left to score" not in at.screen.state.standing


def test_a_year_is_called_a_year_where_it_is_settled_and_closed(user: Sit) -> None:
    at = user(settled)
    at.visit("settlement", period=YEAR)

    assert at.action("settlement.close").text().startswith("Close the year")
    assert at.action("settlement.month").text() == "List of the year"
    assert "Close the year to seal it." in at.screen.state.standing[0]
    at.visit("month")
    assert at.action("month.close").text().startswith("Close the year")
    assert {row.result[0] for row in at.screen.state.rows} == {"Not rated yet"}


def test_the_form_of_a_person_is_called_alike_whatever_the_period(user: Sit, answers: Answers) -> None:
    at = user(settled)
    at.visit("periods")
    at.do("periods.person_pdf")
    at.visit("month", period=JULY)
    at.do("month.sheet")
    at.do("sheet.print")

    year, month = answers.names
    assert year == "NV001_le-thi-hong-an_2018.pdf"
    assert month == "NV004_nguyen-hai-anh_2018-07.pdf"


def test_a_year_is_called_a_year_on_its_form_and_in_the_history(user: Sit) -> None:
    at = user(settled)
    at.visit("month", period=YEAR)
    at.do("month.sheet")

    assert "← List of the year" in [each.text() for each in at.screen.findChildren(QPushButton)]
    line = next(each for each in at.screen.state.lines if not each.is_heading)
    assert tr_error(why_closed(at.screen.state, line)) == "This year takes no scores now."
    at.visit("history")
    assert at.column("action")[:2] == ["Year settled", "Year moved on"]
