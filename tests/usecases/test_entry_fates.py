"""What became of an entry: counted, rejected with the reason, not answered, or no rule for it."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from evalapp.documents.papers.form_lines import result_lines
from evalapp.documents.papers.summary_lines import lines
from evalapp.domain.entry_kinds import KINDS
from evalapp.domain.registers import Entry
from evalapp.domain.rounds import Round
from evalapp.store.workspace import Workspace
from evalapp.usecases.entry_fates import Outcome
from evalapp.usecases.registers import RegisterLine, list_entries, record_entry
from evalapp.usecases.settling import close_round, preview_settlement, settle_round
from evalapp.usecases.suggestions import (
    accept_suggestion,
    find_participant,
    list_suggestions,
    reject_suggestion,
)
from evalapp.usecases.summaries import person_sheet, summarise
from tests import make

DAY = date(2018, 7, 9)


@pytest.fixture
def office(tmp_path: Path) -> Workspace:
    return make.office(tmp_path)


def record(into: Workspace, kind: str, until: date | None = None) -> Entry:
    with into.work() as work:
        return record_entry(work, kind=KINDS[kind], since=DAY, until=until, person_code="NV003")


def closed(of: Workspace, month: Round) -> None:
    with of.work() as work:
        ties = [tied for line in preview_settlement(work, round_id=month.id).quota for tied in line.ties]
        settle_round(
            work,
            round_id=month.id,
            first=tuple(tied[0] for tied in ties),
            reason="Thâm niên" if ties else "",
        )
        close_round(work, round_id=month.id)


def line(of: Workspace) -> RegisterLine:
    with of.work() as work:
        [found] = list_entries(work)
    return found


def outcomes(of: Workspace) -> list[tuple[Outcome, str]]:
    return [(each.outcome, each.reason) for each in line(of).fates]


def test_a_rejected_complaint_is_told_with_the_reason_in_register_form_and_summary(office: Workspace) -> None:
    month = make.scored(office)
    record(office, "complaint_upheld")
    with office.work() as work:
        [proposed] = list_suggestions(work, round_id=month.id)
        sheet = proposed.participant.sheet
        reject_suggestion(work, sheet_id=sheet, key=proposed.suggestion.key, reason="Đã xử lý ở tháng trước")
    closed(office, month)

    with office.work() as work:
        form = " ".join(result_lines(person_sheet(work, sheet_id=sheet)))
        rows = {row[1]: row[-1] for row in lines(summarise(work, round_id=month.id))}

    assert outcomes(office) == [(Outcome.REJECTED, "Đã xử lý ở tháng trước")]
    assert "Đề xuất không được chấp nhận: " in form
    assert "lý do: Đã xử lý ở tháng trước." in form
    assert "lý do: Đã xử lý ở tháng trước." in str(rows["NV003"])


def test_an_accepted_one_counted(office: Workspace) -> None:
    month = make.scored(office)
    record(office, "complaint_upheld")
    with office.work() as work:
        [proposed] = list_suggestions(work, round_id=month.id)
        accept_suggestion(
            work,
            sheet_id=find_participant(work, round_id=month.id, code="NV003").sheet,
            key=proposed.suggestion.key,
            points=Decimal(1),
            row=proposed.suggestion.rows[0],
        )
    closed(office, month)

    assert outcomes(office)[0][0] is Outcome.COUNTED


def test_of_one_that_nobody_answered_that_is_said(office: Workspace) -> None:
    month = make.scored(office)
    record(office, "complaint_upheld")
    closed(office, month)

    assert outcomes(office) == [(Outcome.UNANSWERED, "")]


def test_a_leave_that_no_rule_uses_does_not_say_that_it_counted_and_has_its_working_days(
    office: Workspace,
) -> None:
    month = make.scored(office)
    record(office, "leave_sick", until=date(2018, 8, 3))
    closed(office, month)

    assert outcomes(office) == [(Outcome.NO_RULE, "")]
    assert line(office).working_days == 20


def test_the_working_days_of_a_leave_leave_out_weekends_and_days_off(office: Workspace) -> None:
    with office.work() as work:
        record_entry(
            work,
            kind=KINDS["leave_sick"],
            since=date(2018, 4, 27),
            until=date(2018, 5, 2),
            person_code="NV003",
        )

    assert line(office).working_days == 2
