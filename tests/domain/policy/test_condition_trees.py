"""Conditions while they are edited: nothing is lost, and what is judged stays the same."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalapp.base.errors import UserError
from evalapp.domain.policy.condition_trees import (
    FIRST,
    Asked,
    Denied,
    Joined,
    Joint,
    Tree,
    about,
    compared,
    comparisons_of,
    document_of,
    joined_by,
    part_at,
    path_of,
    spots,
    tree_of,
    turned,
    valued,
    with_another,
    with_part,
    without,
)
from evalapp.domain.policy.conditions_reading import read_condition
from evalapp.domain.policy.drafts import at
from evalapp.domain.policy.facts import FACTS
from evalapp.domain.policy.problems import Findings
from tests.domain.policy.many import many
from tests.domain.policy.random_conditions import ANYTHING, CONDITIONS, LEVELS, known_facts

LATE = Asked("complaints_upheld", "at_least", 3)
PRAISED = Asked("satisfaction", "above", "90.5")


def faults(written: Any) -> list[str]:
    """What the reader says of a condition, impossible ranges aside, which random values may meet."""
    findings = Findings()
    read_condition(written, (), LEVELS, findings)
    return [str(reason) for _, reason in findings.found if "can ever meet" not in reason.message]


def verdict(written: Any, facts: dict[str, Any]) -> bool | None:
    return read_condition(written, (), LEVELS, Findings()).judge(facts, LEVELS.index)


@given(CONDITIONS)
@many(300)
def test_a_condition_survives_editing_without_an_edit(written: Any) -> None:
    assert document_of(tree_of(written)) == written
    assert faults(written) == []


@given(ANYTHING)
@many(300)
def test_what_is_no_condition_is_kept_as_it_was_written(written: Any) -> None:
    assert document_of(tree_of(written)) == written


@given(CONDITIONS, known_facts())
@many(300)
def test_the_edited_condition_is_judged_like_the_written_one(written: Any, facts: dict[str, Any]) -> None:
    again = document_of(tree_of(document_of(tree_of(written))))

    assert verdict(again, facts) == verdict(written, facts)


@given(CONDITIONS)
@many(100)
def test_every_part_stands_at_the_path_that_faults_carry(written: Any) -> None:
    tree = tree_of(written)

    found = [
        (document_of(part), at({"when": written}, ("when", *path_of(tree, spot))))
        for spot, part in spots(tree)
    ]

    assert [here for here, there in found if here != there] == []


@given(CONDITIONS, known_facts(), st.sampled_from(list(Joint)))
@many(200)
def test_a_part_added_by_and_or_or_counts_as_logic_says(
    written: Any, facts: dict[str, Any], joint: Joint
) -> None:
    longer, spot = with_another(tree_of(written), (), joint, LATE)

    alone, added = verdict(written, facts), verdict(document_of(LATE), facts)
    both = {alone, added}
    deciding = joint is Joint.ANY
    assert part_at(longer, spot) == LATE
    assert verdict(document_of(longer), facts) == (
        deciding if deciding in both else None if None in both else not deciding
    )


@given(CONDITIONS, known_facts())
@many(200)
def test_denying_twice_is_saying_it(written: Any, facts: dict[str, Any]) -> None:
    once = turned(tree_of(written), ())

    assert verdict(document_of(turned(once, ())), facts) == verdict(written, facts)


@given(CONDITIONS, known_facts(), st.data())
@many(200)
def test_a_part_added_and_taken_out_again_changes_no_verdict(
    written: Any, facts: dict[str, Any], data: st.DataObject
) -> None:
    tree = tree_of(written)
    spot = data.draw(st.sampled_from([spot for spot, _ in spots(tree)]))
    joint = data.draw(st.sampled_from(list(Joint)))

    longer, added = with_another(tree, spot, joint)

    assert verdict(document_of(without(longer, added)), facts) == verdict(written, facts)


@given(CONDITIONS, st.data())
@many(200)
def test_any_part_can_be_taken_out_and_a_sound_condition_is_left(written: Any, data: st.DataObject) -> None:
    tree = tree_of(written)
    spot = data.draw(st.sampled_from([spot for spot, _ in spots(tree)]))

    assert faults(document_of(without(tree, spot))) == []


def test_of_a_condition_taken_out_whole_the_plainest_question_is_left() -> None:
    assert without(LATE, ()) == FIRST
    assert without(Denied(LATE), (0,)) == FIRST
    assert without(Joined(Joint.ALL, (LATE,)), (0,)) == FIRST


def test_a_third_part_joins_the_two_that_are_there() -> None:
    two = Joined(Joint.ALL, (LATE, PRAISED))

    between, spot = with_another(two, (0,), Joint.ALL)

    assert (between, spot) == (Joined(Joint.ALL, (LATE, FIRST, PRAISED)), (1,))


def test_the_other_joint_inside_nests() -> None:
    nested, spot = with_another(Joined(Joint.ALL, (LATE, PRAISED)), (1,), Joint.ANY)

    assert nested == Joined(Joint.ALL, (LATE, Joined(Joint.ANY, (PRAISED, FIRST))))
    assert spot == (1, 1)
    assert joined_by(nested, (1,), Joint.ALL) == Joined(
        Joint.ALL, (LATE, Joined(Joint.ALL, (PRAISED, FIRST)))
    )


@given(CONDITIONS.map(tree_of), st.sampled_from(list(FACTS)), st.data())
@many(200)
def test_asking_about_another_fact_stays_sound(tree: Tree, fact: str, data: st.DataObject) -> None:
    spot, asked = data.draw(
        st.sampled_from([(spot, part) for spot, part in spots(tree) if isinstance(part, Asked)])
    )

    changed = about(asked, fact, LEVELS)
    test = data.draw(st.sampled_from(comparisons_of(fact)))

    assert faults(document_of(with_part(tree, spot, changed))) == []
    assert faults(document_of(compared(changed, test, LEVELS))) == []


@pytest.mark.parametrize(
    ("asked", "typed", "value"),
    [
        (LATE, "5", 5),
        (PRAISED, "87,5", "87.5"),
        (PRAISED, "90 %", 90),
        (FIRST, "no", False),
        (Asked("unit_level", "is", "A"), "B", "B"),
        (Asked("previous_levels", "begins_with", ["D"]), "D, D", ["D", "D"]),
        (Asked("previous_levels", "includes", "D"), "C", "C"),
    ],
)
def test_a_typed_value_is_kept_as_the_document_keeps_it(asked: Asked, typed: str, value: object) -> None:
    assert valued(asked, typed, LEVELS).value == value


@pytest.mark.parametrize(
    ("asked", "typed", "expected"),
    [
        (LATE, "2,5", "complaints_upheld.*not whole"),
        (LATE, "-1", "complaints_upheld.*number from 0"),
        (LATE, "1e999999999", "complaints_upheld.*number from 0"),
        (PRAISED, "101", "satisfaction.*at most 100"),
        (PRAISED, "nhiều", "satisfaction.*number from 0"),
        (FIRST, "maybe", "disciplined.*yes or no"),
        (Asked("unit_level", "is", "A"), "E", "unit_level.*A, B, C, D"),
    ],
)
def test_a_value_that_the_fact_cannot_have_is_refused_by_its_name(
    asked: Asked, typed: str, expected: str
) -> None:
    with pytest.raises(UserError, match=expected):
        valued(asked, typed, LEVELS)
