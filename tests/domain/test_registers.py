"""What follows from the entries of the registers for one person in one period."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.domain.entry_kinds import KINDS
from evalapp.domain.people import Category, PersonId, Role
from evalapp.domain.periods import Period, PeriodKind
from evalapp.domain.policy.engine import rate
from evalapp.domain.registers import (
    Entry,
    EntryId,
    Evidence,
    Hindrance,
    Use,
    absent_months,
    evidence_document,
    evidence_from_document,
    evidence_of,
    facts_document,
    facts_from,
    facts_from_document,
)
from evalapp.domain.rounds import Answer, Decision, Mark, Participant, Sheet, SheetId, Stage
from evalapp.domain.seals import result_seal
from evalapp.domain.units import UnitId
from tests import make

ANH, HERE, THERE = PersonId(3), UnitId(1), UnitId(2)
YEAR = Period(2018, 0, PeriodKind.YEAR)


def entry(kind: str, since: str, until: str | None = None, number: int = 1, **rest: Any) -> Entry:
    about = rest if "unit" in rest else {"person": ANH, **rest}
    last = date.fromisoformat(until) if until else None
    return Entry(EntryId(number), KINDS[kind], date.fromisoformat(since), last, **about)


def evidence(
    *entries: Entry,
    period: Period = make.JULY,
    role: Role = Role.STAFF,
    uses: dict[EntryId, Use] | None = None,
) -> tuple[Evidence, ...]:
    return evidence_of(entries, person=ANH, role=role, unit=HERE, period=period, uses=uses or {})


def facts(*entries: Entry, period: Period = make.JULY, **rest: Any) -> dict[str, Any]:
    return facts_from(evidence(*entries, period=period, **rest), period)


@pytest.mark.parametrize(
    ("since", "disciplined"),
    [("2018-06-30", False), ("2018-07-01", True), ("2018-07-31", True), ("2018-08-01", False)],
)
def test_a_discipline_decision_counts_in_the_period_of_its_day(since: str, disciplined: bool) -> None:  # noqa: FBT001
    assert facts(entry("discipline", since)) == ({"disciplined": True} if disciplined else {})


def test_a_decision_in_force_for_longer_counts_only_where_it_begins() -> None:
    lasting = entry("discipline", "2018-07-20", "2019-07-20")

    assert facts(lasting) == {"disciplined": True}
    assert facts(lasting, period=make.AUGUST) == {}


def test_complaints_are_counted() -> None:
    upheld = [entry("complaint_upheld", f"2018-07-0{n}", number=n) for n in (1, 2, 3)]

    assert facts(*upheld) == {"complaints_upheld": Decimal(3)}


@pytest.mark.parametrize(
    "kind", ["degradation_concluded", "prosecuted", "unit_corruption", "backlog", "personnel_misconduct"]
)
def test_a_conclusion_is_the_fact_of_its_name(kind: str) -> None:
    assert facts(entry(kind, "2018-07-09")) == {kind: True}


@pytest.mark.parametrize("kind", ["leave_annual", "leave_study", "late", "commendation", "other"])
def test_what_feeds_no_fact_is_evidence_all_the_same(kind: str) -> None:
    noted = entry(kind, "2018-07-09", "2018-07-10")

    assert facts(noted) == {}
    assert [each.entry for each in evidence(noted)] == [noted.id]


@pytest.mark.parametrize(
    ("since", "until", "days"),
    [
        ("2018-07-05", None, 1),
        ("2018-07-05", "2018-07-06", 2),
        ("2018-07-05", "2018-07-09", 3),  # over Saturday and Sunday
        ("2018-07-02", "2018-07-15", 10),
        ("2018-07-31", "2018-08-02", 3),  # all of it where it began
    ],
)
def test_absence_without_permission_is_counted_in_days_of_work(
    since: str, until: str | None, days: int
) -> None:
    away = entry("absent", since, until)

    assert facts(away) == {"unauthorised_days": Decimal(days)}
    assert facts(away, period=make.JULY.next()) == {}


def test_a_withdrawn_entry_bears_on_nothing() -> None:
    withdrawn = entry("discipline", "2018-07-09").withdraw(reason="Nhầm người", by="lan", at=make.NOON)

    assert evidence(withdrawn) == ()


def test_an_entry_about_somebody_else_bears_on_nobody_here() -> None:
    assert evidence(entry("discipline", "2018-07-09", person=PersonId(4))) == ()


@pytest.mark.parametrize(("role", "known"), [(Role.HEAD, True), (Role.DEPUTY, False), (Role.STAFF, False)])
def test_what_is_recorded_about_a_unit_bears_on_its_head(role: Role, known: bool) -> None:  # noqa: FBT001
    about = entry("unit_corruption", "2018-07-09", unit=HERE)

    assert facts(about, role=role) == ({"unit_corruption": True} if known else {})
    assert facts(replace(about, unit=THERE), role=Role.HEAD) == {}


def test_a_breach_counts_in_the_unit_where_it_happened() -> None:
    at_the_old_unit = entry("discipline", "2018-07-09", place=THERE, place_code="PTP")

    assert facts(at_the_old_unit) == {}
    assert evidence(at_the_old_unit)[0].hindrance is Hindrance.ELSEWHERE
    assert facts(replace(at_the_old_unit, place=HERE)) == {"disciplined": True}


def test_a_breach_that_a_sealed_result_counted_does_not_count_again() -> None:
    party = entry("discipline", "2018-06-20")
    office = entry("discipline", "2018-07-09", number=2, breach=party.id)
    used = {party.id: Use(party.id, "NV003", "PNV", Period(2018, 6), 1)}

    [seen] = evidence(party, office, uses=used)

    assert (seen.entry, seen.hindrance, seen.used_in) == (office.id, Hindrance.USED, "PNV 2018-06")
    assert facts(party, office, uses=used) == {}


def test_two_decisions_on_one_breach_count_once_in_a_period() -> None:
    first = entry("complaint_upheld", "2018-07-02")
    second = entry("complaint_upheld", "2018-07-03", number=2, breach=first.id)

    assert facts(first, second) == {"complaints_upheld": Decimal(1)}
    assert [each.hindrance for each in evidence(first, second)] == [Hindrance.NONE, Hindrance.SAME_BREACH]


@pytest.mark.parametrize(
    ("leaves", "months"),
    [
        ([("2018-03-15", "2018-09-14")], "6"),
        ([("2018-01-01", "2018-12-31")], "12"),
        ([("2018-02-01", "2018-02-28")], "1"),
        ([("2018-01-31", "2018-02-27")], "1"),
        ([("2018-07-01", "2018-07-15")], "0.5"),
        ([("2018-07-10", "2018-07-10")], "0.03"),
        ([("2017-11-01", "2018-01-31")], "1"),
        ([("2018-12-01", "2019-05-31")], "1"),
        ([("2018-11-01", None)], "2"),
        ([("2018-03-01", "2018-05-31"), ("2018-05-01", "2018-06-30")], "4"),
        ([("2018-03-01", "2018-03-31"), ("2018-04-01", "2018-04-30")], "2"),
        ([("2018-03-01", "2018-03-10"), ("2018-06-01", "2018-06-20")], "1"),
        ([], "0"),
    ],
)
def test_months_of_leave_are_counted_by_the_calendar(
    leaves: list[tuple[str, str | None]], months: str
) -> None:
    days = [(date.fromisoformat(a), date.fromisoformat(b) if b else None) for a, b in leaves]

    assert absent_months(days, YEAR) == Decimal(months)


def test_a_year_knows_what_was_worked_and_a_month_only_what_was_missed_so_far() -> None:
    sick = entry("leave_sick", "2018-03-15", "2018-09-14")

    absent = Decimal("4.57")
    assert facts(sick, period=YEAR) == {
        "absent_months": Decimal(6),
        "excused_months": Decimal(6),
        "worked_months": Decimal(6),
    }
    assert facts(sick, period=make.JULY) == {"absent_months": absent, "excused_months": absent}
    assert facts(sick, period=Period(2018, 2)) == {}


def test_only_sick_and_maternity_leave_is_excused() -> None:
    leaves = [
        entry("leave_unpaid", "2018-01-01", "2018-02-28"),
        entry("leave_maternity", "2018-03-01", "2018-05-31", number=2),
        entry("leave_annual", "2018-06-01", "2018-06-30", number=3),
    ]

    found = facts(*leaves, period=YEAR)

    assert (found["absent_months"], found["excused_months"]) == (Decimal(5), Decimal(3))


DAYS = st.dates(date(2017, 6, 1), date(2019, 6, 30))
LEAVES = st.lists(
    st.tuples(DAYS, st.integers(0, 400)).map(lambda s: (s[0], s[0] + timedelta(days=s[1]))), max_size=6
)


@given(LEAVES, st.randoms(use_true_random=False))
def test_absence_lies_in_the_year_counts_a_day_once_and_knows_no_order(
    leaves: list[tuple[date, date]], chance: Any
) -> None:
    shuffled = list(leaves)
    chance.shuffle(shuffled)

    absent = absent_months(leaves, YEAR)

    assert 0 <= absent <= 12
    assert absent_months([*shuffled, *leaves], YEAR) == absent
    assert absent_months([*leaves, (date(2018, 1, 1), None)], YEAR) == 12


@given(st.lists(st.sampled_from(sorted(KINDS)), max_size=8), st.randoms(use_true_random=False))
def test_facts_and_evidence_do_not_depend_on_the_order_of_entries(kinds: list[str], chance: Any) -> None:
    entries = [entry(kind, f"2018-07-{n + 1:02d}", number=n + 1) for n, kind in enumerate(kinds)]
    shuffled = list(entries)
    chance.shuffle(shuffled)

    assert evidence(*shuffled) == evidence(*entries)
    assert facts(*shuffled) == facts(*entries)


def test_facts_read_back_exactly_as_they_were_written() -> None:
    found = facts(
        entry("discipline", "2018-07-09"), entry("complaint_upheld", "2018-07-09", number=2),
        entry("leave_sick", "2018-03-01", "2018-03-10", number=3),
    )  # fmt: skip

    assert facts_from_document(facts_document(found)) == found


@given(st.sampled_from(list(KINDS)), st.sampled_from(list(Hindrance)), st.booleans(), st.text(max_size=9))
def test_evidence_reads_back_exactly_as_it_was_written(
    kind: str,
    hindrance: Hindrance,
    of_unit: bool,  # noqa: FBT001
    note: str,
) -> None:
    written = Evidence(
        EntryId(7),
        KINDS[kind],
        date(2018, 7, 9),
        None,
        "1/QĐ",
        note,
        "PTP",
        of_unit,
        hindrance,
        "PNV 2018-06",
    )

    assert evidence_from_document(EntryId(7), evidence_document(written)) == written


def test_an_entry_is_about_one_person_or_one_unit() -> None:
    with pytest.raises(ValueError, match="about a person or about a unit"):
        entry("other", "2018-07-01", unit=HERE, person=ANH)
    with pytest.raises(ValueError, match="about a person or about a unit"):
        Entry(EntryId(1), KINDS["other"], date(2018, 7, 1))


def test_an_entry_cannot_end_before_it_begins() -> None:
    with pytest.raises(UserError, match="lies before the first day"):
        entry("leave_sick", "2018-07-09", "2018-07-08")


def test_an_entry_is_withdrawn_once_and_with_a_reason() -> None:
    noted = entry("late", "2018-07-09")
    withdrawn = noted.withdraw(reason="Nhầm", by="lan", at=make.NOON)

    with pytest.raises(UserError, match="needs a reason"):
        noted.withdraw(reason="  ", by="lan", at=make.NOON)
    with pytest.raises(UserError, match="withdrawn already: Nhầm"):
        withdrawn.withdraw(reason="Lại", by="lan", at=make.NOON)


@pytest.mark.parametrize(
    ("changed", "written"),
    [
        ({}, "Quyết định kỷ luật, ngày 09/07/2018"),
        ({"document": "12/QĐ-UBND"}, "Quyết định kỷ luật, số 12/QĐ-UBND, ngày 09/07/2018"),
        ({"until": date(2018, 7, 31)}, "Quyết định kỷ luật, từ 09/07/2018 đến 31/07/2018"),
    ],
)
def test_evidence_is_written_as_papers_carry_it(changed: dict[str, Any], written: str) -> None:
    assert replace(evidence(entry("discipline", "2018-07-09"))[0], **changed).written == written


WHO = Participant(
    SheetId(1), "s", ANH, "NV003", "Nguyễn Hải Anh", "", Role.STAFF, Category.CIVIL_SERVANT, "staff"
)
MARKS = {Stage.HEAD: {code: Mark(points) for code, points in make.points("NV003", "92").items()}}
DECIDED = Decision(
    "1:LATE", Answer.ACCEPTED, "LATE", "Đi muộn", "lan", make.NOON, "", "I.1", Decimal(-1), Decimal(6), "Trừ"
)  # fmt: skip
HELD = Sheet(WHO, MARKS, {"disciplined": True}, evidence(entry("discipline", "2018-07-09")), (DECIDED,))


@pytest.mark.parametrize(
    "other",
    [
        replace(HELD, facts={}),
        replace(HELD, evidence=()),
        replace(HELD, evidence=(replace(HELD.evidence[0], document="13/QĐ"),)),
        replace(HELD, evidence=(replace(HELD.evidence[0], hindrance=Hindrance.USED),)),
        replace(HELD, decisions=()),
        replace(HELD, decisions=(replace(DECIDED, points=Decimal(-2)),)),
        replace(HELD, decisions=(replace(DECIDED, by="an"),)),
        replace(HELD, decisions=(replace(DECIDED, reason="khác"),)),
    ],
)
def test_a_seal_covers_facts_evidence_and_decisions(other: Sheet) -> None:
    rating = rate(make.policy(), HELD.case(), make.JULY)

    assert result_seal(make.a_round(), other, rating) != result_seal(make.a_round(), HELD, rating)


def test_a_seal_covers_no_key_of_an_entry_and_no_moment_of_a_decision() -> None:
    rating = rate(make.policy(), HELD.case(), make.JULY)
    elsewhere = replace(
        HELD,
        evidence=(replace(HELD.evidence[0], entry=EntryId(99)),),
        decisions=(replace(DECIDED, key="99:LATE", at=make.Ticking()()),),
    )

    assert result_seal(make.a_round(), elsewhere, rating) == result_seal(make.a_round(), HELD, rating)
