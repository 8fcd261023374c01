"""Products and tasks of a month under a regulation that computes results from them."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.documents.papers.form_lines import form_lines
from evalapp.documents.reading.lists import ReadList
from evalapp.documents.reading.product_specs import PRODUCTS
from evalapp.documents.reading.specs import SCORES
from evalapp.domain.entry_kinds import KINDS
from evalapp.domain.imports import ImportReport
from evalapp.domain.periods import Period
from evalapp.domain.policy.model import TraceEntry
from evalapp.domain.products import ProductLine, WorkKind
from evalapp.domain.rights import UserRole
from evalapp.domain.rounds import Round, RoundId, Sheet, Stage
from evalapp.domain.seals import result_seal
from evalapp.store.workspace import Workspace
from evalapp.usecases.products import (
    confirm_objective,
    hand_over,
    month_products,
    person_products,
    record_line,
    remove_line,
    take_confirmation_back,
)
from evalapp.usecases.products_import import import_products
from evalapp.usecases.registers import record_entry
from evalapp.usecases.rounds import advance_round, open_round, set_unrated
from evalapp.usecases.scores import enter_mark
from evalapp.usecases.scores_import import import_scores
from evalapp.usecases.settling import close_round, reopen_round, settle_round
from evalapp.usecases.summaries import people_in_turn, person_sheet, summarise
from tests import make

MARCH = Period(2026, 3)
POLICY = "nd-335-2025"
HEADER = (
    "Mã CB", "Mã sản phẩm", "Tên", "Hệ số", "Được giao", "Hoàn thành", "Không đạt chất lượng", "Chậm",
    "Lý do khách quan", "Phát sinh", "Chuyển giao",
)  # fmt: skip
#: The head, a deputy and a staff member.
HEAD, DEPUTY, STAFF = make.CODES[0], make.CODES[1], make.CODES[2]
GENERAL = {
    "I.1.1": "5", "I.1.2": "5", "I.2.1": "2.5", "I.2.2": "2.5", "I.2.3": "2.5", "I.2.4": "2.5",
    "I.3.1": "2.5", "I.3.2": "2.5", "I.3.3": "2.5", "I.3.4": "2.5",
}  # fmt: skip


@pytest.fixture
def office(tmp_path: Path) -> Any:
    """Three people of one office in March 2026."""
    made = make.workspace(tmp_path, clock=make.Ticking(make.NOON.replace(year=2026, month=4)))
    make.take_units(made)
    make.take_people(made, *(make.person_row(number) for number in (1, 2, 3)))
    yield made
    made.close()


def opened(office: Workspace) -> Round:
    """The month, open under Decree 335."""
    unit = make.unit_id(office)
    with office.work() as work:
        return open_round(work, unit=unit, period=MARCH, policy_code=POLICY).round


def listed(*rows: tuple[Any, ...]) -> ReadList:
    """A list of products as it was read."""
    return make.listed(PRODUCTS, HEADER, *(row + (None,) * (len(HEADER) - len(row)) for row in rows))


def take(office: Workspace, *rows: tuple[Any, ...]) -> ImportReport:
    """Take a list of products in."""
    unit = make.unit_id(office)
    with office.work() as work:
        return import_products(work, read=listed(*rows), unit=unit, period=MARCH, choice=make.ALL)


def general(office: Workspace, key: RoundId, *people: str, less: str = "0") -> None:
    """Give people the general criteria in full, or so many points less, at the head's stage."""
    rows = [(code, *(Decimal(points) for points in GENERAL.values())) for code in people]
    rows = [(code, first - Decimal(less), *rest) for code, first, *rest in rows]
    with office.work() as work:
        import_scores(
            work,
            round_id=key,
            read=make.listed(SCORES, ("Mã CB", *GENERAL), *rows),
            stage=Stage.HEAD,
            choice=make.ALL,
        )


def sheet(office: Workspace, key: RoundId, code: str) -> Sheet:
    """Somebody's sheet of the round."""
    with office.work() as work:
        return next(each for each in work.rounds.sheets(key) if each.participant.code == code)


def totals(office: Workspace, key: RoundId) -> dict[str, str | None]:
    """Everybody's total."""
    with office.work() as work:
        rows = summarise(work, round_id=key).rows
    return {row.code: None if row.total is None else str(row.total.normalize()) for row in rows}


def part(office: Workspace, key: RoundId, code: str, letter: str) -> TraceEntry:
    """A part of the formula in somebody's trace."""
    found = sheet(office, key, code).participant.sheet
    with office.work() as work:
        rating = person_sheet(work, sheet_id=found).rating
    assert rating is not None
    return next(entry for entry in rating.trace if entry.step == "part" and entry.code == letter)


def test_the_decrees_own_product_gives_its_points_once_the_objective_delay_is_confirmed(
    office: Workspace,
) -> None:
    current = opened(office)
    take(office, (STAFF, "SP01", "Tờ trình", "1,2", 8, 6, 1, 2))
    general(office, current.id, STAFF, less="3")
    before = totals(office, current.id)[STAFF]

    with office.work() as work:
        confirm_objective(
            work, person_code=STAFF, period=MARCH, code="SP01", failures=0, delays=1, document="12/BB"
        )

    assert before == "77.31"
    assert totals(office, current.id)[STAFF] == "78.04"


def test_the_same_list_twice_changes_nothing(office: Workspace) -> None:
    row = (STAFF, "SP01", "Tờ trình", "1,2", 8, 6, 1, 2, "1")
    rows = [(*row[:8], "3"), (HEAD, "SP02", "Kế hoạch", 2, 1, 1)]

    first, again = take(office, *rows), take(office, *rows)

    assert (first.new, first.applied) == (2, True)
    assert (again.new, again.changed, again.same) == (0, 0, 2)


def test_a_line_is_known_by_person_month_and_code_case_aside(office: Workspace) -> None:
    take(office, (STAFF, "SP01", "Tờ trình", "1,2", 8, 6))

    report = take(office, (STAFF, "sp01", None, None, None, 7))

    assert (report.new, report.changed) == (0, 1)
    with office.work() as work:
        seen = person_products(work, person_code=STAFF, period=MARCH)
    assert [(line.code, line.coefficient, line.assigned, line.done) for line in seen.lines] == [
        ("SP01", Decimal("1.2"), Decimal(8), Decimal(7))
    ]


def test_one_product_in_two_rows_of_one_person_is_refused_and_nothing_is_taken(office: Workspace) -> None:
    report = take(office, (STAFF, "SP01", "Tờ trình", 1, 8, 6), (STAFF, "SP01", "Tờ trình", 1, 2, 2))

    assert [refusal.row for refusal in report.refused] == [3]
    assert not report.applied
    with office.work() as work:
        assert person_products(work, person_code=STAFF, period=MARCH).lines == ()


def test_a_row_says_how_work_came_by_one_mark_only(office: Workspace) -> None:
    report = take(
        office,
        (STAFF, "SP01", "Tờ trình", 1, 8, 6, None, None, None, None, "x"),
        (STAFF, "SP02", "Báo cáo", 1, None, 2, None, None, None, "Phát sinh"),
        (STAFF, "SP03", "Kế hoạch", 1, 1, 1, None, None, None, "x", "x"),
        (STAFF, "SP04", "Công văn", 1, 1, 1, None, None, None, 3),
    )

    assert [refusal.row for refusal in report.refused] == [4, 5]


def test_objective_faults_that_may_mean_either_are_refused_and_clear_ones_are_claimed(
    office: Workspace,
) -> None:
    report = take(office, (STAFF, "SP01", "Tờ trình", 1, 8, 6, 1, 2, 1))
    clear = take(office, (STAFF, "SP02", "Báo cáo", 1, 8, 6, 0, 2, "1 lần mất điện"))

    assert report.refused[0].column == "Lý do khách quan"
    assert len(clear.warnings) == 1
    with office.work() as work:
        line = person_products(work, person_code=STAFF, period=MARCH).lines[0]
    assert (line.objective_failures, line.objective_delays, line.waits) == (0, 1, True)
    assert line.product.objective_delays == 0


def test_somebody_of_another_unit_is_refused(office: Workspace) -> None:
    make.take_people(office, make.person_row(4, unit=make.NEXT_DOOR))

    report = take(office, (make.CODES[3], "SP01", "Tờ trình", 1, 8, 6))

    assert report.refused[0].column == "Mã CB"


def test_a_row_without_a_coefficient_needs_the_catalogue(office: Workspace) -> None:
    report = take(office, (STAFF, "SP01", "Tờ trình", None, 8, 6))

    assert report.refused[0].column == "Hệ số"


def test_points_are_not_typed_where_they_are_computed(office: Workspace) -> None:
    current = opened(office)
    key = sheet(office, current.id, STAFF).participant.sheet

    with office.work() as work, pytest.raises(UserError, match="computed from products"):
        enter_mark(work, sheet_id=key, stage=Stage.HEAD, code="II", points=Decimal(60))
    with office.work() as work:
        report = import_scores(
            work,
            round_id=current.id,
            read=make.listed(SCORES, ("Mã CB", "I.1.1", "II"), (STAFF, 5, 60)),
            stage=Stage.HEAD,
            choice=make.ALL,
        )

    assert [refusal.column for refusal in report.refused] == ["II"]


def test_a_month_waits_for_whoever_was_assigned_nothing(office: Workspace) -> None:
    current = opened(office)
    general(office, current.id, HEAD, DEPUTY, STAFF)
    take(office, (HEAD, "SP01", "Kế hoạch", 1, 1, 1), (DEPUTY, "SP01", "Kế hoạch", 1, 1, 1))
    take(office, (STAFF, "SP09", "Đột xuất", 1, None, 1, None, None, None, "x"))

    with office.work() as work, pytest.raises(UserError, match=STAFF):
        settle_round(work, round_id=current.id)


def test_a_settled_month_keeps_its_products_and_a_reopened_one_takes_new_ones(office: Workspace) -> None:
    current = opened(office)
    general(office, current.id, HEAD, DEPUTY, STAFF)
    take(office, *((code, "SP01", "Kế hoạch", 1, 2, 2) for code in (HEAD, DEPUTY, STAFF)))
    with office.work() as work:
        settle_round(work, round_id=current.id)
        closed = close_round(work, round_id=current.id)

    refused = take(office, (STAFF, "SP01", "Kế hoạch", 1, 2, 1))
    with office.work() as work, pytest.raises(UserError, match="settled or closed"):
        remove_line(work, person_code=STAFF, period=MARCH, code="SP01")
    with office.work() as work:
        reopened = reopen_round(work, round_id=closed.id, reason="Nhập sai")
    taken = take(office, (STAFF, "SP01", "Kế hoạch", 1, 2, 1))

    assert len(refused.refused) == 1
    assert taken.changed == 1
    assert sheet(office, closed.id, STAFF).products[0].done == 2
    assert sheet(office, reopened.id, STAFF).products[0].done == 1


def test_the_seal_of_a_closed_month_covers_its_products(office: Workspace) -> None:
    current = opened(office)
    general(office, current.id, HEAD, DEPUTY, STAFF)
    take(office, *((code, "SP01", "Kế hoạch", 1, 2, 2) for code in (HEAD, DEPUTY, STAFF)))
    with office.work() as work:
        settle_round(work, round_id=current.id)
        closed = close_round(work, round_id=current.id)

    with office.work() as work:
        results = work.rounds.results(closed.id)
    kept = sheet(office, closed.id, STAFF)

    rating, seal = results[kept.participant.sheet].rating, results[kept.participant.sheet].seal
    assert result_seal(closed, kept, rating) == seal
    other = replace(kept, products=(replace(kept.products[0], done=Decimal(1)),))
    assert result_seal(closed, other, rating) != seal


def test_going_back_from_a_settlement_lets_the_products_change_again(office: Workspace) -> None:
    current = opened(office)
    general(office, current.id, HEAD, DEPUTY, STAFF)
    take(office, *((code, "SP01", "Kế hoạch", 1, 2, 2) for code in (HEAD, DEPUTY, STAFF)))
    with office.work() as work:
        settle_round(work, round_id=current.id)
        advance_round(work, round_id=current.id, to=Stage.SETTLING)

    report = take(office, (STAFF, "SP01", "Kế hoạch", 1, 2, 1))

    assert report.changed == 1
    assert sheet(office, current.id, STAFF).products[0].done == 1


def test_nobody_confirms_a_cause_of_their_own_and_a_personnel_officer_confirms_none(
    office: Workspace,
) -> None:
    opened(office)
    take(office, (HEAD, "SP01", "Kế hoạch", 1, 2, 2, 0, 1, 1), (STAFF, "SP01", "Kế hoạch", 1, 2, 2, 0, 1, 1))

    make.sign_in_as(office, UserRole.HEAD, unit=make.OFFICE, person=HEAD, name="An")
    with office.work() as work, pytest.raises(UserError, match="own result"):
        confirm_objective(work, person_code=HEAD, period=MARCH, code="SP01")
    with office.work() as work:
        line = confirm_objective(work, person_code=STAFF, period=MARCH, code="SP01")

    assert line.confirmation is not None
    assert line.confirmation.by == "An"


def test_a_confirmation_falls_with_the_faults_that_it_covered(office: Workspace) -> None:
    take(office, (STAFF, "SP01", "Kế hoạch", 1, 2, 2, 0, 1, 1))
    with office.work() as work:
        confirm_objective(work, person_code=STAFF, period=MARCH, code="SP01")

    take(office, (STAFF, "SP01", "Kế hoạch mới", 1, 2, 2, 0, 1, 1))
    with office.work() as work:
        renamed = person_products(work, person_code=STAFF, period=MARCH).lines[0]
    take(office, (STAFF, "SP01", "Kế hoạch mới", 1, 2, 2, 0, 2, 2))
    with office.work() as work:
        changed = person_products(work, person_code=STAFF, period=MARCH).lines[0]

    assert renamed.confirmation is not None
    assert changed.waits


def test_a_confirmation_can_be_taken_back(office: Workspace) -> None:
    take(office, (STAFF, "SP01", "Kế hoạch", 1, 2, 2, 0, 1, 1))
    with office.work() as work:
        confirm_objective(work, person_code=STAFF, period=MARCH, code="SP01")
        line = take_confirmation_back(work, person_code=STAFF, period=MARCH, code="SP01")

    assert line.waits


def test_work_handed_over_stays_assigned_here_and_is_done_there(office: Workspace) -> None:
    take(office, (STAFF, "SP01", "Kế hoạch", 2, 3, 1))

    with office.work() as work:
        mine, theirs = hand_over(work, person_code=STAFF, period=MARCH, code="SP01", to=DEPUTY)

    assert (mine.kind, mine.assigned, mine.done, mine.passed_to) == (WorkKind.HANDED_OVER, 3, 0, DEPUTY)
    assert (theirs.kind, theirs.coefficient, theirs.passed_to) == (WorkKind.RECEIVED, 2, STAFF)


def test_the_head_answers_for_whoever_of_the_unit_has_the_points_of_the_lowest_level(
    office: Workspace,
) -> None:
    current = opened(office)
    general(office, current.id, HEAD, DEPUTY)
    general(office, current.id, STAFF, less="5")
    take(
        office,
        (HEAD, "SP01", "Kế hoạch", 1, 2, 2),
        (DEPUTY, "SP01", "Kế hoạch", 1, 2, 2),
        (STAFF, "SP01", "Kế hoạch", 1, 10, 3),
    )

    found = totals(office, current.id)
    low = part(office, current.id, HEAD, "d")
    with office.work() as work:
        (head,) = people_in_turn(work, round_id=current.id, code=HEAD)
        assert head == person_sheet(work, sheet_id=head.sheet.participant.sheet)

    assert found == {HEAD: "94.17", DEPUTY: "1E+2", STAFF: "46"}
    assert (low.values["percent"], low.values["evidence"]) == ("50", f"{make.NAMES[2]} ({STAFF})")


def test_the_heads_part_d_is_settled_with_the_month_and_sealed(office: Workspace) -> None:
    current = opened(office)
    general(office, current.id, HEAD, DEPUTY)
    general(office, current.id, STAFF, less="5")
    take(office, *((code, "SP01", "Kế hoạch", 1, 10, 10) for code in (HEAD, DEPUTY)))
    take(office, (STAFF, "SP01", "Kế hoạch", 1, 10, 3))
    with office.work() as work:
        settle_round(work, round_id=current.id)
        close_round(work, round_id=current.id)

    assert sheet(office, current.id, HEAD).facts["subordinate_failed"] is True
    assert totals(office, current.id)[HEAD] == "94.17"
    with office.work() as work:
        assert work.foreign_keys() == "ok"


def test_somebody_who_is_not_rated_lowers_nobody(office: Workspace) -> None:
    current = opened(office)
    general(office, current.id, HEAD, DEPUTY, STAFF)
    take(office, *((code, "SP01", "Kế hoạch", 1, 10, 10) for code in (HEAD, DEPUTY)))
    take(office, (STAFF, "SP01", "Kế hoạch", 1, 10, 0))
    key = sheet(office, current.id, STAFF).participant.sheet
    with office.work() as work:
        set_unrated(work, sheet_id=key, reason="Nghỉ thai sản")

    assert totals(office, current.id)[HEAD] == "1E+2"


def test_a_conclusion_about_the_unit_halves_the_heads_part(office: Workspace) -> None:
    current = opened(office)
    general(office, current.id, HEAD)
    take(office, (HEAD, "SP01", "Kế hoạch", 1, 2, 2))
    with office.work() as work:
        record_entry(
            work, kind=KINDS["backlog"], since=MARCH.first_day, unit_code=make.OFFICE, document="5/KL"
        )

    assert part(office, current.id, HEAD, "dd").values["percent"] == "50"
    assert part(office, current.id, HEAD, "e").values["percent"] == "100"


def test_what_a_month_comes_to_is_told_with_its_lines(office: Workspace) -> None:
    current = opened(office)
    take(office, (STAFF, "SP01", "Tờ trình", "1,2", 8, 6, 1, 2))
    unit = make.unit_id(office)

    with office.work() as work:
        seen = {each.person.code: each for each in month_products(work, unit=unit, period=MARCH)}

    assert seen[STAFF].round == current
    computed = seen[STAFF].computed[0]
    assert {each.code: str(each.percent) for each in computed.parts} == {
        "a": "75.00", "b": "71.88", "c": "68.75",
    }  # fmt: skip
    assert computed.points == Decimal("50.31")
    assert seen[HEAD].computed[0].reason == "nothing_assigned"


def test_the_printed_form_says_the_parts_and_the_points_of_the_computed_row(office: Workspace) -> None:
    current = opened(office)
    take(office, (STAFF, "SP01", "Tờ trình", 1, 8, 6))
    general(office, current.id, STAFF)
    key = sheet(office, current.id, STAFF).participant.sheet

    with office.work() as work:
        lines = {line.code: line for line in form_lines(person_sheet(work, sheet_id=key))}

    assert lines["II"].notes == ("a (số lượng) 75\u00a0%; b (chất lượng) 75\u00a0%; c (tiến độ) 75\u00a0%",)
    assert lines["II"].entries[-1] == Decimal("52.50")


def test_a_line_recorded_by_hand_is_in_the_history_before_and_after(office: Workspace) -> None:
    with office.work() as work:
        record_line(
            work, person_code=STAFF, period=MARCH, line=ProductLine("SP01", "Tờ trình", assigned=Decimal(2))
        )
        record_line(
            work, person_code=STAFF, period=MARCH, line=ProductLine("SP01", "Tờ trình", assigned=Decimal(3))
        )
        found = work.audit.of_actions("product.recorded")

    assert [row.subject for row in found] == [f"{make.OFFICE} 2026-03 {STAFF} SP01"] * 2
