"""What scores lack before settlement, in a real month: evidence, and reasons for what differs."""

from decimal import Decimal
from pathlib import Path

import pytest

from evalapp.base.errors import UserError
from evalapp.domain.rounds import Round, Stage
from evalapp.store.workspace import Workspace
from evalapp.usecases.marks import NewMark, enter_marks
from evalapp.usecases.rounds import advance_round, round_status
from evalapp.usecases.scores import enter_mark
from evalapp.usecases.settling import settle_round
from evalapp.usecases.suggestions import find_participant
from evalapp.usecases.summaries import person_sheet
from tests import make, reasoned

WARNS = "[difference]\npoints = 2\nblocks = false\n"
WHO, ROW = "NV003", "II.2"


@pytest.fixture
def office(tmp_path: Path) -> Workspace:
    return make.office(tmp_path)


def differing(of: Workspace, text: str = reasoned.TWO_POINTS) -> Round:
    """Everybody scored, and one person's result 3 points below what they gave themselves."""
    current = reasoned.opened(of, text)
    totals = {**make.TOTALS, WHO: "87"}
    make.give(of, current.id, {**totals, WHO: "90"}, stage=Stage.SELF)
    make.give(of, current.id, totals)
    return make.round_now(of, current.id)


def give(of: Workspace, current: Round, points: str, note: str | None = None) -> None:
    with of.work() as work:
        who = find_participant(work, round_id=current.id, code=WHO)
        enter_marks(
            work,
            round_id=current.id,
            stage=Stage.HEAD,
            marks=[NewMark(who.sheet, ROW, Decimal(points), note)],
        )


def waiting(of: Workspace, current: Round) -> list[tuple[str, str]]:
    with of.work() as work:
        found = round_status(work, round_id=current.id).lacking
    return [(code, row) for code, lacks in found.items() for row in lacks.reasons]


def settle(of: Workspace, current: Round) -> Round:
    with of.work() as work:
        advance_round(work, round_id=current.id, to=Stage.SETTLING)
        return settle_round(work, round_id=current.id)


def test_settling_waits_for_the_reason_of_a_difference_and_names_it(office: Workspace) -> None:
    current = differing(office)

    with pytest.raises(UserError, match=r"NV003 \(II\.2\)"):
        settle(office, current)

    assert make.round_now(office, current.id).stage is Stage.HEAD


def test_with_its_reason_the_month_is_settled_and_the_reason_stands_on_form_and_in_history(
    office: Workspace,
) -> None:
    current = differing(office)
    before = waiting(office, current)

    give(office, current, "47", "Chậm hai báo cáo")
    settled = settle(office, current)

    with office.work() as work:
        who = find_participant(work, round_id=current.id, code=WHO)
        sheet = person_sheet(work, sheet_id=who.sheet)
        [entry] = [each for each in work.audit.entries(most=20) if each.action == "score.entered"]
    assert before == [(WHO, ROW)]
    assert settled.stage is Stage.SETTLED
    assert sheet.sheet.mark(Stage.HEAD, ROW).note == "Chậm hai báo cáo"
    assert entry.detail is not None
    assert entry.detail["after"] == {"points": "47", "note": "Chậm hai báo cáo"}


def test_a_limit_that_only_warns_lets_the_month_be_settled(office: Workspace) -> None:
    current = differing(office, WARNS)

    settled = settle(office, current)

    assert waiting(office, current) == [(WHO, ROW)]
    assert settled.stage is Stage.SETTLED


def test_a_score_list_that_differs_comes_in_and_asks_for_the_reason(office: Workspace) -> None:
    current = reasoned.opened(office)
    make.give(office, current.id, {WHO: "90"}, stage=Stage.SELF)

    report = make.give(office, current.id, {WHO: "80"})

    assert report.applied
    assert "less than the self-score" in str(report.warnings[0].reason)


def test_a_score_within_the_limit_asks_nothing(office: Workspace) -> None:
    current = differing(office)

    with office.work() as work:
        who = find_participant(work, round_id=current.id, code=WHO)
        enter_mark(work, sheet_id=who.sheet, stage=Stage.HEAD, code=ROW, points=Decimal(48))

    assert waiting(office, current) == []
