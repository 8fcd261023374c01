"""What holds for every policy that ships."""

import re
from collections.abc import Iterator

import pytest

from evalapp.domain.policy.documents import policy_from_document
from evalapp.domain.policy.model import Policy
from evalapp.domain.policy.parts import Source, Standing
from evalapp.usecases.policies import shipped

CODES = ("hcm-20-2024", "hn-1841-2021", "hn-3814-2018", "nd-335-2025", "nd-90-2020")
EVERY = pytest.mark.parametrize("code", CODES)
#: Decrees, decisions and laws by number; where an article is cited, one of these is named.
NAMED = re.compile(r"\d+(/\d{4})?(/|-)(NĐ|QĐ)|Luật")


def sources(policy: Policy) -> Iterator[tuple[str, Source]]:
    yield "policy", policy.source
    for form in policy.forms:
        yield f"form {form.code}", form.source
        yield from ((f"{form.code} {row.code}", row.source) for row in form.criteria)
    for level in policy.levels:
        yield f"level {level.code}", level.source
        yield from ((f"further {level.code}", further.source) for further in level.further)
    yield from ((f"gate {gate.code}", gate.source) for gate in policy.gates)
    yield from ((f"quota {quota.level}", quota.source) for quota in policy.quotas)
    yield from ((f"step {step.stage}", step.source) for step in policy.steps)
    yield from ((f"aggregation {rule.period}", rule.source) for rule in policy.aggregations)
    yield from ((f"consequence {rule.code}", rule.source) for rule in policy.consequences)
    yield "total", policy.total_rule.source


def test_five_policies_ship() -> None:
    assert tuple(sorted(shipped())) == CODES


@EVERY
def test_all_policies_use_the_levels_a_to_d(code: str) -> None:
    assert [level.code for level in shipped()[code].levels] == ["A", "B", "C", "D"]


@EVERY
def test_a_shipped_policy_frozen_into_a_month_reads_back_the_same(code: str) -> None:
    policy = shipped()[code]

    assert policy_from_document(policy.document) == policy


@EVERY
def test_what_rests_on_a_text_names_it(code: str) -> None:
    nameless = [
        place
        for place, source in sources(shipped()[code])
        if source.standing is not Standing.DEFAULT and not source.document
    ]

    assert nameless == []


@EVERY
def test_an_article_is_cited_only_with_the_text_it_stands_in(code: str) -> None:
    articles = [(place, source) for place, source in sources(shipped()[code]) if source.article]

    assert [
        place
        for place, source in articles
        if source.standing is not Standing.DEFAULT and not NAMED.search(source.document)
    ] == []


def test_the_decree_of_2025_has_29_articles_and_none_beyond_is_cited() -> None:
    cited = [source.article for _, source in sources(shipped()["nd-335-2025"])]

    numbers = [int(number) for article in cited for number in re.findall(r"Điều (\d+)", article)]

    assert len(numbers) > 40
    assert max(numbers) <= 29


@pytest.mark.parametrize("code", ["hn-1841-2021", "hn-3814-2018"])
def test_hanoi_s_articles_were_not_found_and_none_is_made_up(code: str) -> None:
    assert [place for place, source in sources(shipped()[code]) if source.article] == []


@EVERY
def test_every_form_adds_up_to_a_hundred_or_has_no_points_at_all(code: str) -> None:
    maxima = {form.code: sum(group.maximum or 0 for group in form.groups) for form in shipped()[code].forms}

    assert set(maxima.values()) <= {0, 100}
    assert (set(maxima.values()) == {0}) is (code == "nd-90-2020")


def test_what_proposes_points_names_the_regulation_it_belongs_to_and_not_the_one_before() -> None:
    now = shipped()["hn-1841-2021"]

    cited = {str(each.source) for each in (*now.events, *now.bonus_grounds, *now.gates)}

    assert all("3814" not in each for each in cited)
    assert any("1841-QĐ/TU" in each for each in cited)
