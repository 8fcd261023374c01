"""Regimes that are no part of the program are shown, edited and written like those that are."""

from pathlib import Path
from typing import Any

import pytest

from evalapp.domain.policy.condition_trees import document_of, tree_of
from evalapp.domain.policy.drafts import Draft, DraftId, faults_of, put
from evalapp.domain.policy.engine import rate
from evalapp.domain.policy.model import Policy
from evalapp.domain.policy.reader import read_policy
from evalapp.domain.policy.rule_kinds import rules_of
from evalapp.domain.policy.rule_sentences import editing_pieces, sentence_of
from evalapp.domain.policy.writing import write_policy
from evalapp.usecases.policies import read_folder, shipped
from tests.domain.policy import small

FOLDERS = sorted(path.parent for path in Path(__file__).with_name("regimes").glob("*/policy.toml"))
POLICIES: dict[str, Policy] = {**{folder.name: read_folder(folder) for folder in FOLDERS}, **shipped()}
EVERY = pytest.mark.parametrize("code", sorted(POLICIES))


def draft(document: Any) -> Draft:
    return Draft(DraftId(1), document, "")


@EVERY
def test_every_rule_is_a_sentence_with_blanks_for_what_it_says(code: str) -> None:
    document = POLICIES[code].document

    for rule in rules_of(document):
        assert sentence_of(rule, document).endswith(").") or not rule.kind.has_source
        assert [piece for piece in editing_pieces(rule, document) if piece.field] != []


@EVERY
def test_editing_nothing_changes_neither_the_document_nor_its_hash(code: str) -> None:
    policy = POLICIES[code]
    document = dict(policy.document)

    for rule in rules_of(document):
        if rule.condition is not None:
            edited = document_of(tree_of(rule.condition))
            document = put(document, (*rule.path, rule.kind.condition), edited)

    assert document == policy.document
    assert read_policy(write_policy(document)).hash == policy.hash


def test_da_nang_s_boundary_is_moved_and_the_engine_follows() -> None:
    document = POLICIES["da-nang"].document

    raised = put(put(document, ("level", 0, "min"), 88), ("level", 1, "below"), 88)
    policy = read_policy(write_policy(raised))

    assert faults_of(draft(raised), None) == ()
    form = policy.forms[0]
    points = {group.code: str(group.maximum or 0) for group in form.groups}
    first = next(iter(points))
    rest = sum(int(each) for code, each in points.items() if code != first)
    points[first] = str(86 - rest)
    case = small.case("an", None, "staff", **{code.replace(".", "_"): each for code, each in points.items()})
    assert [rate(each, case, None).level for each in (POLICIES["da-nang"], policy)] == ["A", "B"]


def test_a_school_adds_a_gate_of_its_own_as_data() -> None:
    school = POLICIES["school"]
    gate = {
        "code": "LATE",
        "label": "Nhiều phản ánh đúng",
        "do": "cap",
        "level": "C",
        "when": {"fact": "complaints_upheld", "test": "at_least", "value": 3},
        "source": {"standing": "unit"},
    }

    policy = read_policy(write_policy(put(school.document, ("gate",), [*school.document["gate"], gate])))
    rating = rate(
        policy,
        small.case(facts={"complaints_upheld": 3}, G1="1", G2="1", G3="1", BASE="100"),
        None,
    )

    assert (rating.level_by_points, rating.level, rating.reason) == ("A", "C", "LATE")
