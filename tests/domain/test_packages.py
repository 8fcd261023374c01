"""What a thing's versions tell: who goes on from whom, and when both sides did."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalapp.domain.package_differences import differences
from evalapp.domain.packages import PackageKind, Relation, Sender, Versions, gaps

FIRST = Versions().saying("a")
OFFICE = Sender("1", "Phòng Nội vụ")


@pytest.mark.parametrize(
    ("ours", "theirs", "relation"),
    [
        (Versions(), FIRST, Relation.NEW),
        (FIRST, FIRST, Relation.SAME),
        (FIRST, FIRST.saying("b"), Relation.NEWER),
        (FIRST.saying("b"), FIRST, Relation.OLDER),
        (FIRST.saying("b"), FIRST.saying("c"), Relation.BOTH),
        (FIRST, Versions().saying("b"), Relation.BOTH),
        (FIRST.saying("b"), FIRST.saying("b").saying("a"), Relation.NEWER),
        (FIRST.saying("b").saying("a"), FIRST.saying("b"), Relation.OLDER),
        (FIRST.saying("b").over(FIRST.saying("c")), FIRST.saying("c"), Relation.OLDER),
        (FIRST.saying("c"), FIRST.saying("b").over(FIRST.saying("c")), Relation.NEWER),
    ],
)
def test_who_goes_on_from_whom_is_told_by_the_versions(
    ours: Versions, theirs: Versions, relation: Relation
) -> None:
    assert ours.relation(theirs) is relation


@given(st.lists(st.sampled_from("abc"), min_size=1, max_size=5), st.randoms())
def test_packages_in_any_order_and_number_give_the_same_state(said: list[str], random: object) -> None:
    sent = list(itertools.accumulate(said, Versions.saying, initial=Versions()))[1:]
    come = [*sent, *sent]
    random.shuffle(come)  # type: ignore[attr-defined]

    state = Versions()
    for theirs in come:
        relation = state.relation(theirs)
        assert relation is not Relation.BOTH
        if relation is not Relation.OLDER:
            state = state.taking(theirs)

    assert (state.content, state.current) == (sent[-1].content, sent[-1].current)


def test_packages_that_did_not_come_are_named_up_to_the_newest() -> None:
    found = gaps(OFFICE, PackageKind.INSPECTION, [6, 2, 3, 3])

    assert [(gap.first, gap.last) for gap in found] == [(1, 1), (4, 5)]


def test_both_sides_are_told_part_by_part_with_what_one_side_lacks() -> None:
    dress, time = {"uid": "1", "topic": "DRESS", "text": "a"}, {"uid": "2", "topic": "TIME"}
    ours = {"day": "2018-07-12", "findings": [dress, time]}
    theirs = {"day": "2018-07-13", "findings": [{**dress, "text": "c"}]}

    found = [(each.place, each.our_words, each.their_words) for each in differences(ours, theirs)]

    assert found == [
        ("day", "12/07/2018", "13/07/2018"),
        ("findings · DRESS · text", "a", "c"),
        ("findings · TIME", "TIME", "–"),
    ]


def test_sides_of_a_month_name_people_and_tell_times_as_the_clock_here_does() -> None:
    who = {"code": "NV370", "name": "Lê An"}
    ours = {"closed_at": "2026-11-28T03:22:39+00:00", "results": [{**who, "note": "a"}]}
    theirs = {"closed_at": "2026-11-28T03:24:26+00:00", "results": [{**who, "note": "b"}]}

    found = [(each.place, each.our_words, each.their_words) for each in differences(ours, theirs)]

    assert found == [
        ("closed", "28/11/2026 10:22", "28/11/2026 10:24"),
        ("results · NV370 Lê An · note", "a", "b"),
    ]
