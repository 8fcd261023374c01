"""What a rule or quota of the policy did to a level is told as what stands, with its reason, everywhere."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from evalapp.domain.entry_kinds import KINDS
from evalapp.ui.screens.month.loading import read_month
from evalapp.ui.screens.month.state import MonthState
from evalapp.ui.shell.routes import Place
from evalapp.ui.shell.suggestions_state import SuggestionsState, read_suggestions
from evalapp.usecases.registers import record_entry
from tests import make
from tests.ui.driver import Driver
from tests.ui.grid_driver import GridDriver
from tests.ui.test_sheet_screen import open_sheet
from tests.ui.world import scored, settled

Sit = Callable[..., Driver]


def disciplined(folder: Path) -> tuple[MonthState, SuggestionsState]:
    """The office's July, with a decision on discipline that has no number yet."""
    workspace = make.office(folder, prepare=make.scored)
    with workspace.work() as work:
        record_entry(work, kind=KINDS["discipline"], since=date(2018, 7, 31), person_code="NV006")
    with workspace.work() as work:
        month = read_month(work, place=Place(make.OFFICE, make.JULY))
        assert month.round is not None
        told = read_suggestions(work, round_id=month.round.id, sheet=None)
    workspace.close()
    return month, told


def test_a_level_that_a_rule_forces_says_that_it_stands_and_what_is_missing(tmp_path: Path) -> None:
    _, told = disciplined(tmp_path)
    [line] = told.lines

    assert (line.effect, line.standing[0]) == ("Level D", "Stands already")
    assert "nothing has to be decided" in line.why
    assert "Still missing: the number of the document" in line.why


def test_the_line_under_the_list_says_why_the_level_is_not_that_of_the_points(tmp_path: Path) -> None:
    month, _ = disciplined(tmp_path)
    told = {row.line.sheet.participant.code: month.explain(row) for row in month.rows}

    assert told["NV006"].endswith("· level D, by its points B: Bị kỷ luật trong tháng")
    assert "level" not in told["NV005"]


def test_over_the_quota_is_told_as_the_reason_of_a_level_once_the_month_is_settled(user: Sit) -> None:
    month = GridDriver.of(user(settled)).month
    assert month.state is not None
    told = {row.name: month.state.explain(row) for row in month.grid.rows}

    assert told["Đỗ Thị Ánh"] == "90.0 = 20.0 (I) + 70.0 (II) · level B, by its points A: Over the quota"
    assert told["Nguyễn Hải Anh"].endswith("(bonus)")


def test_a_form_tells_of_the_quota_before_settlement_too_and_calls_its_result_provisional(user: Sit) -> None:
    at = open_sheet(user(scored), "Đỗ Thị Ánh")
    before = [sentence for sentence, _ in at.screen.state.reasons[-2:]]
    other = open_sheet(at, "Phạm Quốc Cường")

    assert before == [
        "At most 30% may keep level A: that is worked out at settlement, for all at once.",
        "Result so far: level A",
    ]
    assert other.screen.state.reasons[-1][0] == "Result so far: level B"
    assert not any("At most 30%" in sentence for sentence, _ in other.screen.state.reasons)


def test_a_form_tells_what_the_quota_did_after_settlement(user: Sit) -> None:
    at = open_sheet(user(settled), "Đỗ Thị Ánh")

    told = [sentence for sentence, _ in at.screen.state.reasons[-2:]]

    assert told == ["Over the quota: 30% of 14 = 4.2 → 4; level B", "Result: level B"]


def test_how_levels_are_worked_out_names_who_is_equal_at_the_line_before_that_is_decided(user: Sit) -> None:
    at = user(scored)
    at.visit("settlement")

    told = at.screen.state.arithmetic[0]

    assert "Equal at the line for 1 place: Trần Văn Bình, Đỗ Thị Ánh; a person decides who goes" in told
