"""What levels rest on besides points, through the use cases: figures, service, earlier levels, breaches."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from evalapp.base.errors import UserError
from evalapp.documents.reading.specs import RESULTS
from evalapp.domain.entry_kinds import KINDS
from evalapp.domain.indicators import Figure, Subject
from evalapp.domain.people import PersonId
from evalapp.domain.periods import Period
from evalapp.domain.petitions import Outcome
from evalapp.domain.policy.documents import policy_from_document
from evalapp.domain.registers import Entry
from evalapp.domain.rounds import Round, RoundId, Stage
from evalapp.store.workspace import Workspace
from evalapp.usecases.external_results import import_results
from evalapp.usecases.indicators import record_figures
from evalapp.usecases.installed_policies import install
from evalapp.usecases.people import move_person
from evalapp.usecases.petition_lines import list_petitions
from evalapp.usecases.petitions import answer_petition, record_petition
from evalapp.usecases.registers import record_entry
from evalapp.usecases.revisions import replacement
from evalapp.usecases.rounds import advance_round, round_status
from evalapp.usecases.settling import preview_settlement, settle_round
from tests import longer, make, rewarding

YEARLY = "nd-90-2020"
LAST_YEAR, THIS_YEAR = Period.parse("2024"), Period.parse("2025")
DONE, ON_TIME, EXCEEDED = "NV_HOANTHANH", "NV_DUNGHAN", "NV_VUOTMUC"


@pytest.fixture
def office(tmp_path: Path) -> Workspace:
    return longer.office(tmp_path)


def yearly(of: Workspace, period: Period, *, unit: str = make.OFFICE) -> Round:
    current = longer.opened(of, period, policy=YEARLY, unit=unit)
    with of.work() as work:
        return advance_round(work, round_id=current.id, to=Stage.HEAD)


def counted(of: Workspace, code: str, period: Period, shares: Mapping[str, int], whole: int = 10) -> None:
    month = Period(period.year, 12)
    figures = [
        Figure(Subject(person=PersonId(1)), month, each, Decimal(part), Decimal(whole))
        for each, part in shares.items()
    ]
    with of.work() as work:
        record_figures(work, figures=figures, period=month, person_code=code)


def disciplined(of: Workspace, day: date, *, code: str = "NV003", breach: Entry | None = None) -> Entry:
    with of.work() as work:
        return record_entry(
            work,
            kind=KINDS["discipline"],
            since=day,
            person_code=code,
            document=f"{day:%d}/QĐ",
            breach=None if breach is None else breach.id,
        )


def levels(of: Workspace, key: RoundId) -> dict[str, str | None]:
    return {code: level for code, (_, level) in make.results(of, key).items()}


def test_a_year_by_conditions_is_rated_by_figures_and_says_which_are_not_known(office: Workspace) -> None:
    counted(office, "NV002", LAST_YEAR, {DONE: 10, ON_TIME: 10, EXCEEDED: 5})
    counted(office, "NV003", LAST_YEAR, {DONE: 10, ON_TIME: 10})
    current = yearly(office, LAST_YEAR)

    with office.work() as work:
        waiting = round_status(work, round_id=current.id)
        settle_round(work, round_id=current.id)
        told = round_status(work, round_id=current.id)

    assert (waiting.not_scored, waiting.unknown) == ((), {"NV003": ("tasks_exceeded",)})
    assert told.unknown == waiting.unknown
    assert levels(office, current.id) == {"NV002": "A", "NV003": None}


def test_who_came_in_september_is_not_rated_in_the_year(tmp_path: Path) -> None:
    rows = (make.person_row(2, position="Chuyên viên"), make.person_row(3, since="01/09/2024"))
    office = longer.office(tmp_path, *rows)
    for code in longer.PEOPLE:
        counted(office, code, LAST_YEAR, {DONE: 10, ON_TIME: 10, EXCEEDED: 5})

    current = yearly(office, LAST_YEAR)

    with office.work() as work:
        rated = {each.id: each.reason for each in preview_settlement(work, round_id=current.id).ratings}
    assert rated == {"NV002": None, "NV003": "UNDER-6"}


def test_a_breach_counted_in_one_year_counts_in_no_other(office: Workspace) -> None:
    for code in longer.PEOPLE:
        for year in (LAST_YEAR, THIS_YEAR):
            counted(office, code, year, {DONE: 10, ON_TIME: 10, EXCEEDED: 5})
    first = disciplined(office, date(2024, 11, 20))
    disciplined(office, date(2025, 2, 3), breach=first)

    before = longer.sealed(office, yearly(office, LAST_YEAR).id)
    after = longer.sealed(office, yearly(office, THIS_YEAR).id)

    assert (levels(office, before.id)["NV003"], levels(office, after.id)["NV003"]) == ("D", "A")


def test_a_breach_counted_in_one_unit_counts_in_no_other_even_before_either_is_closed(
    office: Workspace,
) -> None:
    for code in longer.PEOPLE:
        counted(office, code, LAST_YEAR, {DONE: 10, ON_TIME: 10, EXCEEDED: 5})
        counted(office, code, THIS_YEAR, {DONE: 10, ON_TIME: 10, EXCEEDED: 5})
    first = disciplined(office, date(2024, 11, 20))
    before = yearly(office, LAST_YEAR)
    elsewhere = make.unit_id(office, make.NEXT_DOOR)
    with office.work() as work:
        settle_round(work, round_id=before.id)
        move_person(work, code="NV003", unit=elsewhere, title="Chuyên viên", since=date(2025, 1, 1))
    disciplined(office, date(2025, 2, 3), breach=first)

    after = longer.sealed(office, yearly(office, THIS_YEAR, unit=make.NEXT_DOOR).id)

    assert levels(office, before.id)["NV003"] == "D"
    assert levels(office, after.id) == {"NV003": "A"}
    with office.work() as work:
        [sheet] = work.rounds.sheets(after.id)
    assert [each.used_in for each in sheet.evidence] == ["PNV 2024"]


GATE: Mapping[str, Any] = {
    "code": "TWICE",
    "label": "Hai tháng liền loại D thì không quá loại C",
    "do": "cap",
    "level": "C",
    "when": {"fact": "previous_levels", "test": "begins_with", "value": ["D", "D"]},
    "source": {"document": "Quy chế của đơn vị", "standing": "unit"},
}


def test_a_gate_sees_the_levels_before_sealed_here_or_taken_in_from_outside(tmp_path: Path) -> None:
    office = make.office(tmp_path)
    document = {**make.policy().document, "version": 2}
    with office.work() as work:
        install(work, policy=policy_from_document({**document, "gate": [*document.get("gate", ()), GATE]}))
    outside = make.listed(RESULTS, ("Mã CB", "Họ và tên", "Xếp loại"), ("NV009", make.NAMES[8], "D"))
    with office.work() as work:
        import_results(work, read=outside, period=make.JULY.previous(), choice=make.ALL)
    rewarding.settled_and_closed(office, make.scored(office, make.JULY, rewarding.TOTALS).id)

    august = make.scored(office, make.AUGUST, {**make.TOTALS, "NV009": "80"})

    with office.work() as work:
        [rating] = [r for r in preview_settlement(work, round_id=august.id).ratings if r.id == "NV009"]
    assert (rating.level_by_points, rating.level, rating.reason) == ("B", "C", "TWICE")
    done = rewarding.settled_and_closed(office, august.id)
    with office.work() as work:
        sheet = next(s for s in work.rounds.sheets(done.id) if s.participant.code == "NV009")
    assert sheet.facts["previous_levels"] == ("D", "D")


def test_no_month_is_opened_inside_a_quarter_that_was_scored_directly(office: Workspace) -> None:
    longer.opened(office, longer.QUARTER)

    with pytest.raises(UserError, match=r"scores quarter 1/2026 directly .* month 02/2026 is not opened"):
        longer.opened(office, longer.MONTHS[1])


def test_a_revision_says_whose_result_became_another_and_answers_the_petition(tmp_path: Path) -> None:
    office = make.office(tmp_path)
    july = make.closed(office)
    with office.work() as work:
        sheet = next(s for s in work.rounds.sheets(july.id) if s.participant.code == "NV008")
        line = record_petition(work, sheet_id=sheet.participant.sheet, text="Xem lại")
        _, opened = answer_petition(
            work, petition_id=line.petition.id, outcome=Outcome.CHANGED, answer="Bỏ sót một việc"
        )
    assert opened is not None
    make.give(office, opened.id, {"NV008": "75"})

    done = rewarding.settled_and_closed(office, opened.id)

    with office.work() as work:
        found = replacement(work, round_id=done.id)
        [petition] = list_petitions(work)
        first = replacement(work, round_id=july.id)
    assert found is not None
    assert (found.replaced.revision, first) == (1, None)
    assert [(each.code, each.before, each.after) for each in found.changed] == [
        ("NV008", (Decimal("72.5"), "B"), (Decimal(75), "B"))
    ]
    assert petition.after == (Decimal(75), "B")
    assert str(petition.outcome_words) == "Closed again: B, 75"
