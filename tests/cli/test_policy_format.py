"""`policy format`, `policy begin` and `policy draft add`: what an author is told without any other page."""

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from evalapp.domain.policy.canonical import plain_document
from evalapp.domain.policy.documents import unread
from evalapp.domain.policy.vocabulary import PARTS, Part, keys_of, part_at
from evalapp.usecases.policies import read_folder
from tests.cli.run import Console


@pytest.mark.parametrize("part", [part for part in PARTS if part.example], ids=lambda part: part.name)
def test_the_example_of_a_part_names_only_keys_that_it_has_and_all_that_it_needs(part: Part) -> None:
    example = plain_document(tomllib.loads(f"it = {part.example}", parse_float=Decimal)["it"])
    keys = keys_of(part)

    assert set(example) <= {key.name for key in keys}
    assert {key.name for key in keys if key.needed} <= set(example)


def test_what_a_key_takes_is_said_as_the_reader_takes_it() -> None:
    gate = {key.name: key for key in keys_of(next(part for part in PARTS if part.name == "gate"))}

    assert gate["do"].takes == "one of: force, cap, do_not_rate"
    assert gate["forms"].takes == "a list of these: head, deputy, staff, contract, collective"
    assert [name for name, key in gate.items() if key.needed] == ["code", "do", "label", "when"]


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("gate", "gate"),
        ("forms/staff/criterion", "criterion"),
        ("level/A/further", "further"),
        ("forms/staff/criterion/I/band", "band"),
        ("nowhere", None),
    ],
)
def test_a_place_leads_to_its_part(place: str, name: str | None) -> None:
    found = part_at(place)

    assert (found.name if found else None) == name


def test_a_policy_is_begun_checked_and_never_written_over(console: Console, tmp_path: Path) -> None:
    begun = console("policy", "begin", tmp_path / "moi")
    again = console("policy", "begin", tmp_path / "moi")

    policy = read_folder(tmp_path / "moi")
    assert (begun.code, again.code) == (0, 1)
    assert not unread(policy.document)
    assert [level.code for level in policy.levels] == ["A", "B", "C", "D"]


def test_every_page_of_the_format_is_told_and_an_unknown_one_names_the_others(console: Console) -> None:
    pages = [
        console("policy", "format", *page) for page in ((), ("event",), ("facts",), ("entries",), ("cases",))
    ]
    unknown = console("policy", "format", "x")

    assert [page.code for page in pages] == [0] * 5
    assert "repeat" in pages[1].out
    assert "previous_levels" in pages[2].out
    assert (unknown.code, "gate" in unknown.err) == (1, True)


def test_adding_without_a_value_tells_what_may_be_added(console: Console) -> None:
    console("policy", "draft", "new", "abc", "--from", "hn-3814-2018")

    asked = console("policy", "draft", "add", "abc", "gate")
    example = asked.err.strip().splitlines()[-1].partition("'")[2].removesuffix("'")
    added = console("policy", "draft", "add", "abc", "gate", example)

    assert (asked.code, added.code) == (2, 0)
    assert "do_not_rate" in asked.err
