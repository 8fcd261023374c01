"""Service figures as facts of a month: whom they bear on, and what a settled result keeps of them."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.base.messages import language
from evalapp.domain.indicators import Figure, Subject
from evalapp.domain.periods import Period
from evalapp.domain.rights import UserRole
from evalapp.domain.rounds import RoundId
from evalapp.domain.units import UnitId
from evalapp.store.workspace import Workspace
from evalapp.usecases.indicator_papers import indicator_paper
from evalapp.usecases.indicators import counted_of, indicator_report, record_figures
from tests import make

HEAD, DEPUTY, STAFF = make.CODES[0], make.CODES[1], make.CODES[2]


@pytest.fixture
def office(tmp_path: Path) -> Any:
    """The office of ten."""
    made = make.office(tmp_path)
    yield made
    made.close()


def record(office: Workspace, code: str, part: str, whole: str, *, person: str | None = None) -> None:
    """Record a share of the office or of somebody in July."""
    figure = Figure(Subject(unit=UnitId(0)), make.JULY, code, Decimal(part), Decimal(whole))
    unit = None if person else make.OFFICE
    with office.work() as work:
        record_figures(work, period=make.JULY, figures=[figure], unit_code=unit, person_code=person)


def facts(office: Workspace, of: RoundId) -> dict[str, Any]:
    """What is known of each person in the round."""
    with office.work() as work:
        return {each.participant.code: each.facts.get("on_time") for each in work.rounds.sheets(of)}


def test_a_units_share_is_a_fact_of_its_head_and_a_persons_own_share_of_that_person(
    office: Workspace,
) -> None:
    opened = make.opened(office)
    record(office, "HS_DUNGHAN", "140", "150")
    record(office, "HS_DUNGHAN", "45", "46", person=STAFF)

    known = facts(office, opened.id)

    assert (known[HEAD], known[DEPUTY], known[STAFF]) == (Decimal("93.33"), None, Decimal("97.83"))


def test_a_settled_month_keeps_the_share_it_was_settled_by(office: Workspace) -> None:
    record(office, "HS_DUNGHAN", "140", "150")
    closed = make.closed(office).id
    record(office, "HS_DUNGHAN", "150", "150")

    kept = facts(office, closed)

    assert kept[HEAD] == Decimal("93.33")


def test_nobody_records_figures_about_themself(office: Workspace) -> None:
    make.sign_in_as(office, UserRole.HEAD, unit=make.OFFICE, person=HEAD)

    with pytest.raises(UserError):
        record(office, "HS_DUNGHAN", "1", "2", person=HEAD)
    record(office, "HS_DUNGHAN", "1", "2", person=STAFF)
    with office.work() as work:
        own = counted_of(work, period=make.JULY, person_code=HEAD)
        other = counted_of(work, period=make.JULY, person_code=STAFF)

    assert (own.may_record, other.may_record) == (False, True)


def test_who_reads_scores_only_records_no_figure(office: Workspace) -> None:
    make.sign_in_as(office, UserRole.AUDITOR)

    with pytest.raises(UserError):
        record(office, "HS_DUNGHAN", "1", "2")

    with office.work() as work:
        assert not counted_of(work, period=make.JULY, unit_code=make.OFFICE).may_record


def test_a_figure_of_a_whole_quarter_stands_for_it_where_months_have_percentages_alone(
    office: Workspace,
) -> None:
    quarter = Period.parse("2018-Q3")
    alone = Figure(Subject(unit=UnitId(0)), make.JULY, "HAILONG", value=Decimal(80))

    with office.work() as work:
        for period, value in ((make.JULY, 80), (make.AUGUST, 90)):
            figure = replace(alone, value=Decimal(value))
            record_figures(work, period=period, figures=[figure], unit_code=make.OFFICE)
        months = counted_of(work, period=quarter, unit_code=make.OFFICE)
        record_figures(
            work, period=quarter, figures=[replace(alone, value=Decimal("86.5"))], unit_code=make.OFFICE
        )
        whole = counted_of(work, period=quarter, unit_code=make.OFFICE)

    shares = [
        next(line.total.share for line in each.lines if line.indicator.code == "HAILONG")
        for each in (months, whole)
    ]
    assert shares == [None, Decimal("86.50")]


def test_what_a_paper_says_of_figures_that_do_not_fit_is_vietnamese_in_every_window(
    office: Workspace,
) -> None:
    subject = Subject(unit=UnitId(0))
    received = Figure(subject, make.JULY, "HS_TIEPNHAN", value=Decimal(150))
    in_time = Figure(subject, make.JULY, "HS_DUNGHAN", Decimal(140), Decimal(150))
    late = Figure(subject, make.JULY, "HS_QUAHAN", Decimal(4), Decimal(150))
    with office.work() as work:
        record_figures(work, period=make.JULY, figures=[received, in_time, late], unit_code=make.OFFICE)
        unit = work.units.by_code(make.OFFICE).id

        paper = indicator_paper(indicator_report(work, unit=unit, period=make.JULY))

    assert language() == "en"
    assert [text.partition(": ")[2] for text in paper.remarks] == [
        "140 + 4 nhỏ hơn tổng 150 (HS_TIEPNHAN, HS_DUNGHAN, HS_QUAHAN): có thiếu số liệu không?"
    ]
