"""What the registers hold of somebody and no rule uses is told at the person, so that a head thinks of it."""

from collections.abc import Callable
from datetime import date

from evalapp.domain.entry_kinds import KINDS
from evalapp.store.workspace import Workspace
from evalapp.usecases.registers import record_entry
from tests.ui.driver import Driver
from tests.ui.grid_driver import GridDriver
from tests.ui.test_sheet_screen import open_sheet
from tests.ui.world import NAMES, opened

Sit = Callable[..., Driver]


def ill(workspace: Workspace) -> None:
    """July is open, in which one of the people was ill for most of the month."""
    month = opened(workspace)
    with workspace.work() as work:
        code = next(
            each.participant.code
            for each in work.rounds.sheets(month.id)
            if each.participant.name == NAMES[2]
        )
        record_entry(
            work,
            kind=KINDS["leave_sick"],
            since=date(2018, 7, 2),
            until=date(2018, 8, 3),
            person_code=code,
        )


def test_the_form_tells_a_leave_that_no_rule_uses_in_working_days_of_the_month(user: Sit) -> None:
    told = open_sheet(user(ill), NAMES[2]).screen.state.standing

    assert "No rule of the policy uses: Sick leave, 22 working days of this period." in told
    assert "Do not rate this person…" in told


def test_the_line_at_the_foot_of_the_month_names_it_quietly(user: Sit) -> None:
    at = GridDriver.of(user(ill))
    at.put(NAMES[2], "I.1")

    said = at.month.panel._why.text()

    at.put(NAMES[3], "I.1")
    assert "No rule of the policy uses: Sick leave." in said
    assert "No rule" not in at.month.panel._why.text()
