"""What a rule of the policy did to a level is told as what stands, with its reason, wherever the level is."""

from datetime import date
from pathlib import Path

from evalapp.domain.entry_kinds import KINDS
from evalapp.ui.screens.month.loading import read_month
from evalapp.ui.screens.month.state import MonthState
from evalapp.ui.shell.routes import Place
from evalapp.ui.shell.suggestions_state import SuggestionsState, read_suggestions
from evalapp.usecases.registers import record_entry
from tests import make


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
