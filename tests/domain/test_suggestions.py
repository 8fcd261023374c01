"""What entries propose under a policy, and what a decision does to the head's mark."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.domain.entry_kinds import KINDS
from evalapp.domain.people import Category, PersonId, Role
from evalapp.domain.periods import PeriodKind
from evalapp.domain.policy.conditions import Condition, Every, Test
from evalapp.domain.policy.engine import rate
from evalapp.domain.policy.model import Criterion, Form, Kind, Policy
from evalapp.domain.policy.parts import Days, Decider
from evalapp.domain.policy.points import check_points
from evalapp.domain.registers import EntryId, Evidence, Hindrance, facts_from
from evalapp.domain.rounds import DECIDING, Mark, Participant, Sheet, SheetId
from evalapp.domain.suggestions import (
    Nature,
    State,
    Suggestion,
    accept,
    open_suggestions,
    reject,
    suggestion_by_key,
    suggestions_of,
    undo,
    with_evidence,
)
from tests import make

DAY = date(2018, 7, 9)


def noted(kind: str, number: int = 1, **rest: Any) -> Evidence:
    return Evidence(EntryId(number), KINDS[kind], DAY, **rest)


def sheet(*evidence: Evidence, code: str = "NV003", marks: dict[str, Mark] | None = None) -> Sheet:
    form = make.form_of(code)
    who = Participant(
        SheetId(1), "s", PersonId(1), code, "Nguyễn Hải Anh", "", Role.STAFF, Category.CIVIL_SERVANT, form
    )
    given = {row: Mark(points) for row, points in make.points(code).items()} | (marks or {})
    return Sheet(who, {DECIDING: given}, facts_from(evidence, make.JULY), evidence)


def with_event(code: str, **changed: Any) -> Policy:
    """Hanoi's policy in which one event costs something."""
    policy = make.policy()
    events = tuple(replace(each, **changed) if each.code == code else each for each in policy.events)
    return replace(policy, events=events)


def proposed(policy: Policy, on: Sheet) -> tuple[Suggestion, ...]:
    return suggestions_of(policy, on, make.JULY)


def row(code: str, form: str = "staff") -> Criterion:
    found = make.policy().form(form)
    assert found is not None
    return next(each for each in found.leaves if each.code == code)


def accepted(
    policy: Policy, on: Sheet, key: str, points: str | None = None, *, at: Criterion | None = None
) -> Sheet:
    """The sheet after one acceptance."""
    suggestion = suggestion_by_key(policy, on, make.JULY, key)
    touched = at or row(suggestion.row or "")
    mark, decision = accept(
        suggestion, on, touched, None if points is None else Decimal(points), by="lan", at=make.NOON
    )
    marks = {DECIDING: {**on.marks[DECIDING], touched.code: mark}}
    return replace(on, marks=marks, decisions=(*on.decisions, decision))


def test_a_breach_proposes_the_event_of_its_kind_on_its_row() -> None:
    [suggestion] = proposed(make.policy(), sheet(noted("complaint_upheld", document="3/KL")))

    assert (suggestion.key, suggestion.nature, suggestion.state) == ("1:COMPLAINT", Nature.EVENT, State.OPEN)
    assert (suggestion.row, suggestion.points) == ("I.2", 0)
    assert suggestion.written == "Đơn thư, phản ánh đúng, số 3/KL, ngày 09/07/2018"


def test_where_the_form_splits_the_row_the_head_chooses_among_its_parts() -> None:
    [suggestion] = proposed(make.policy(), sheet(noted("late"), code="NV001"))

    assert suggestion.row is None
    assert suggestion.rows == ("I.1.1", "I.1.2", "I.1.3")


def test_a_commendation_proposes_a_bonus() -> None:
    [suggestion] = proposed(make.policy(), sheet(noted("initiative")))

    assert (suggestion.nature, suggestion.code, suggestion.row) == (Nature.BONUS, "SOLUTION", "III")


def test_a_discipline_is_told_as_the_gate_that_it_opens_and_waits_for_nobody() -> None:
    on = sheet(noted("discipline", document="12/QĐ"))

    [suggestion] = proposed(make.policy(), on)

    assert (suggestion.nature, suggestion.state, suggestion.level) == (Nature.GATE, State.INFORMATION, "D")
    assert open_suggestions(make.policy(), on, make.JULY) == 0
    with pytest.raises(UserError, match="nothing to decide"):
        suggestion_by_key(make.policy(), on, make.JULY, suggestion.key)


@pytest.mark.parametrize("hindrance", [Hindrance.USED, Hindrance.ELSEWHERE, Hindrance.SAME_BREACH])
def test_what_does_not_count_here_proposes_nothing(hindrance: Hindrance) -> None:
    assert proposed(make.policy(), sheet(noted("late", hindrance=hindrance))) == ()


@pytest.mark.parametrize("kind", ["leave_sick", "other", "backlog"])
def test_what_the_policy_says_nothing_of_proposes_nothing(kind: str) -> None:
    assert proposed(make.policy(), sheet(noted(kind))) == ()


def test_a_form_without_the_row_gets_no_proposal() -> None:
    assert proposed(with_event("LATE", criterion="V"), sheet(noted("late"))) == ()


def test_the_trace_names_the_document_behind_a_gate() -> None:
    on = sheet(noted("discipline", document="12/QĐ"), noted("late", 2))
    rating = with_evidence(rate(make.policy(), on.case(), make.JULY), make.policy(), on)

    [gate] = [entry for entry in rating.trace if entry.step == "gate"]

    assert rating.level == "D"
    assert gate.values["evidence"] == "Quyết định kỷ luật, số 12/QĐ, ngày 09/07/2018"


def test_leave_is_the_evidence_behind_a_gate_on_absence() -> None:
    absent = Condition(Test("unexcused_months", "above", Decimal(0)))
    policy = replace(make.policy(), gates=(replace(make.policy().gates[0], when=absent),))
    on = sheet(noted("leave_unpaid"))

    rating = with_evidence(rate(policy, on.case(), make.JULY), policy, on)

    assert [entry.values["evidence"] for entry in rating.trace if entry.step == "gate"] == [
        "Nghỉ không hưởng lương, ngày 09/07/2018"
    ]


def test_accepting_takes_the_points_that_the_unit_set_and_says_so_in_the_note() -> None:
    policy = with_event("COMPLAINT", points=Decimal("1.5"))

    after = accepted(
        policy, sheet(noted("complaint_upheld"), marks={"I.2": Mark(Decimal(14), "Tốt")}), "1:COMPLAINT"
    )

    mark = after.mark(DECIDING, "I.2")
    assert mark.points == Decimal("12.5")
    assert mark.note.startswith("Tốt; Trừ 1,5 điểm: Bị công dân phản ánh")
    assert proposed(policy, after)[0].state is State.ACCEPTED


def test_points_that_were_said_win_over_those_that_were_set() -> None:
    policy = with_event("COMPLAINT", points=Decimal(1))

    after = accepted(policy, sheet(noted("complaint_upheld")), "1:COMPLAINT", "3")

    assert after.mark(DECIDING, "I.2").points == 11


def test_a_set_cost_takes_no_more_than_the_row_has() -> None:
    policy = with_event("COMPLAINT", points=Decimal(5))

    after = accepted(policy, sheet(noted("complaint_upheld"), marks={"I.2": Mark(Decimal(2))}), "1:COMPLAINT")

    assert after.mark(DECIDING, "I.2").points == 0


def test_an_event_costs_no_more_than_its_cap_in_a_month() -> None:
    policy = with_event("COMPLAINT", points=Decimal(2), cap=Decimal(3))
    once = accepted(policy, sheet(noted("complaint_upheld"), noted("complaint_upheld", 2)), "1:COMPLAINT")

    with pytest.raises(UserError, match="at most"):
        accepted(policy, once, "2:COMPLAINT", "2")
    assert accepted(policy, once, "2:COMPLAINT").mark(DECIDING, "I.2").points == 11


def test_a_bonus_raises_an_empty_row() -> None:
    after = accepted(make.policy(), sheet(noted("initiative")), "1:SOLUTION", "4")

    assert after.mark(DECIDING, "III").points == 4
    assert after.mark(DECIDING, "III").note.startswith("Thưởng 4 điểm: Có giải pháp")


def test_a_deduction_row_grows_by_what_an_event_costs() -> None:
    deducted = Criterion("T", "Điểm trừ", maximum=Decimal(10), kind=Kind.DEDUCTION)
    base = with_event("LATE", criterion="T", points=Decimal(2))
    forms = tuple(
        replace(form, criteria=(*form.criteria, deducted)) if form.code == "staff" else form
        for form in base.forms
    )
    policy = replace(base, forms=forms)

    after = accepted(policy, sheet(noted("late")), "1:LATE", at=deducted)

    assert after.mark(DECIDING, "T").points == 2
    assert after.decisions[0].points == 2


def test_a_row_that_is_not_scored_takes_nothing() -> None:
    with pytest.raises(UserError, match="The head has not scored"):
        accepted(make.policy(), sheet(noted("late"), marks={"I.1": Mark(None)}), "1:LATE", "1")


def test_where_the_unit_set_no_points_the_head_must_say_them() -> None:
    with pytest.raises(UserError, match="say how many"):
        accepted(make.policy(), sheet(noted("late")), "1:LATE")


@pytest.mark.parametrize("points", ["0", "-1"])
def test_an_acceptance_moves_something(points: str) -> None:
    with pytest.raises(UserError, match="would move no points"):
        accepted(make.policy(), sheet(noted("late")), "1:LATE", points)


def test_a_suggestion_is_decided_once() -> None:
    after = accepted(make.policy(), sheet(noted("late")), "1:LATE", "1")

    with pytest.raises(UserError, match="decided already by lan"):
        reject(suggestion_by_key(make.policy(), after, make.JULY, "1:LATE"), "Thôi", by="an", at=make.NOON)


def test_a_rejection_needs_a_reason() -> None:
    [suggestion] = proposed(make.policy(), sheet(noted("late")))

    with pytest.raises(UserError, match="needs a reason"):
        reject(suggestion, "  ", by="lan", at=make.NOON)


def test_a_decision_whose_entry_no_longer_stands_is_shown_as_lapsed() -> None:
    after = accepted(make.policy(), sheet(noted("late")), "1:LATE", "1")

    [lapsed] = proposed(make.policy(), replace(after, evidence=(), facts={}))

    assert (lapsed.key, lapsed.state, lapsed.lapsed, lapsed.row) == ("1:LATE", State.ACCEPTED, True, "I.1")
    assert lapsed.written == "Đi muộn, về sớm, vắng mặt không lý do, ngày 09/07/2018"


def test_a_bonus_lapses_like_an_event() -> None:
    after = accepted(make.policy(), sheet(noted("initiative")), "1:SOLUTION", "4")

    [lapsed] = proposed(make.policy(), replace(after, evidence=(), facts={}))

    assert (lapsed.nature, lapsed.label) == (
        Nature.BONUS,
        "Có giải pháp, mô hình mới được cấp có thẩm quyền công nhận",
    )


def test_a_form_without_a_bonus_row_gets_no_proposal_of_one() -> None:
    forms = tuple(
        replace(form, criteria=tuple(each for each in form.criteria if each.kind is not Kind.BONUS))
        for form in make.policy().forms
    )

    assert proposed(replace(make.policy(), forms=forms), sheet(noted("initiative"))) == ()


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({}, True),
        ({"forms": ("head",)}, False),
        ({"categories": (Category.CONTRACT,)}, False),
        ({"periods": (PeriodKind.YEAR,)}, False),
        (
            {
                "when": Condition(
                    Every((Test("disciplined", "is", value=True), Test("total", "below", Decimal(50))))
                )
            },
            False,
        ),
        (
            {
                "when": Condition(
                    Every((Test("disciplined", "is", value=True), Test("backlog", "is", value=False)))
                )
            },
            True,
        ),
    ],
)
def test_a_gate_is_told_where_it_holds(changed: dict[str, Any], told: bool) -> None:  # noqa: FBT001
    policy = make.policy()
    only = replace(policy, gates=tuple(replace(gate, **changed) for gate in policy.gates))

    found = proposed(only, sheet(noted("discipline")))

    assert bool(found) is told


def test_a_round_without_its_form_is_a_bug() -> None:
    with pytest.raises(ValueError, match="without the form staff"):
        proposed(replace(make.policy(), forms=()), sheet())


def test_a_key_that_names_nothing_is_refused() -> None:
    with pytest.raises(UserError, match="has no suggestion “9:LATE”"):
        suggestion_by_key(make.policy(), sheet(noted("late")), make.JULY, "9:LATE")


STAFF: Form = next(form for form in make.policy().forms if form.code == "staff")


@given(
    held=st.integers(0, 12).map(lambda n: Decimal(n) / 2),
    taken=st.integers(1, 12).map(lambda n: Decimal(n) / 2),
    note=st.text(max_size=20).map(str.strip),
)
def test_taking_a_decision_back_restores_the_mark_as_it_was(held: Decimal, taken: Decimal, note: str) -> None:
    before = sheet(noted("late"), marks={"I.1": Mark(held, note)})

    after = accepted(make.policy(), before, "1:LATE", str(taken))

    assert after.mark(DECIDING, "I.1").points == held - taken
    if held >= taken:
        assert check_points(row("I.1"), held - taken) == held - taken
        assert undo(after.decisions[0], after, row("I.1")) == Mark(held, note)


def test_of_two_decisions_on_a_row_the_first_can_be_taken_back_alone() -> None:
    start = sheet(noted("late"), noted("late", 2))
    both = accepted(make.policy(), accepted(make.policy(), start, "1:LATE", "1"), "2:LATE", "2")

    mark = undo(both.decisions[0], both, row("I.1"))

    assert mark == accepted(make.policy(), start, "2:LATE", "2").mark(DECIDING, "I.1")


def test_a_bonus_that_is_taken_back_leaves_the_row_empty_again() -> None:
    empty = sheet(noted("initiative"), marks={"III": Mark(None)})

    after = accepted(make.policy(), empty, "1:SOLUTION", "4")

    assert undo(after.decisions[0], after, row("III")) == Mark(None)


def test_of_a_row_scored_again_only_what_fits_is_given_back() -> None:
    after = accepted(make.policy(), sheet(noted("late")), "1:LATE", "2")
    again = replace(after, marks={DECIDING: {"I.1": Mark(Decimal(5), "Chấm lại")}})
    emptied = replace(after, marks={DECIDING: {"I.1": Mark(None, "Bỏ")}})

    assert undo(after.decisions[0], again, row("I.1")) == Mark(Decimal(6), "Chấm lại")
    assert undo(after.decisions[0], emptied, row("I.1")) == Mark(None, "Bỏ")


def test_a_repeated_breach_costs_as_many_times_as_much_as_the_rule_says() -> None:
    policy = with_event("LATE", points=Decimal("0.5"), repeat=Decimal(2))

    found = proposed(policy, sheet(noted("late", 1), noted("late", 2), noted("late", 3)))

    assert [each.points for each in found] == [Decimal("0.5"), 1, 1]


def test_what_the_head_rejected_is_no_first_time() -> None:
    policy = with_event("LATE", points=Decimal("0.5"), repeat=Decimal(2))
    on = sheet(noted("late", 1), noted("late", 2))
    no = reject(proposed(policy, on)[0], "có lý do chính đáng", by="lan", at=make.NOON)

    found = proposed(policy, replace(on, decisions=(no,)))

    assert [each.points for each in found] == [Decimal("0.5"), Decimal("0.5")]


def test_a_breach_may_cost_a_percent_of_what_its_criterion_is_worth() -> None:
    policy = with_event("COMPLAINT", percent=Decimal("12.5"))
    worth = next(each.maximum for each in policy.forms[0].criteria if each.code == "I.2")

    [suggestion] = proposed(policy, sheet(noted("complaint_upheld")))

    assert worth is not None
    assert suggestion.points == worth / 8


def test_a_rule_that_needs_a_document_takes_nothing_without_one() -> None:
    policy = with_event("COMPLAINT", points=Decimal(1), needs_document=True)

    with pytest.raises(UserError, match="Enter its number in the register"):
        accepted(policy, sheet(noted("complaint_upheld")), "1:COMPLAINT")

    taken = accepted(policy, sheet(noted("complaint_upheld", document="3/KL")), "1:COMPLAINT")
    assert taken.decisions[0].points == -1


def test_a_bonus_that_a_meeting_decides_rests_on_its_document() -> None:
    policy = make.policy()
    grounds = tuple(
        replace(each, points=Decimal(2), decided_by=Decider.MEETING) for each in policy.bonus_grounds
    )
    policy = replace(policy, bonus_grounds=grounds)

    with pytest.raises(UserError, match="rests on a document"):
        accepted(policy, sheet(noted("initiative")), "1:SOLUTION")

    taken = accepted(policy, sheet(noted("initiative", document="5/BB")), "1:SOLUTION")
    assert taken.decisions[0].points == 2


def test_a_unit_s_own_rule_names_the_entries_that_suggest_it() -> None:
    policy = make.policy()
    own = replace(
        policy.events[0], code="OWN", label="Nộp báo cáo chậm", points=Decimal(1), entries=("late",)
    )
    policy = replace(policy, events=(*policy.events, own))

    [suggestion] = proposed(policy, sheet(noted("late")))

    assert (suggestion.code, suggestion.points) == ("OWN", 1)


def test_a_rule_that_is_not_in_force_suggests_nothing() -> None:
    policy = with_event("LATE", days=Days(since=date(2018, 8, 1)))

    assert proposed(policy, sheet(noted("late"))) == ()
