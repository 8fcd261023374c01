import os
from pathlib import Path

import pytest

from evalapp.base.errors import UserError
from evalapp.domain.policy.problems import PolicyError
from evalapp.usecases import policies, policy_documents
from tests.domain.policy.small import FOUR_LEVELS, HEAD, TWO_GROUPS
from tests.domain.policy.test_extension import OWN, SPLIT


def folder(at: Path, **texts: str) -> Path:
    for name, text in texts.items():
        (at / f"{name}.toml").write_text(text, encoding="utf-8")
    return at


def test_hanoi_s_policy_ships_and_is_read_once() -> None:
    assert policies.shipped() is policies.shipped()
    assert policies.shipped()["hn-3814-2018"].title.startswith("Đánh giá")


def test_a_folder_is_read_and_files_of_other_kinds_are_left_alone(tmp_path: Path) -> None:
    folder(tmp_path, policy=HEAD + FOUR_LEVELS, staff=TWO_GROUPS)
    (tmp_path / "README.md").write_bytes(b"\xff\xfe")

    assert policies.read_folder(tmp_path).code == "test"


def test_a_unit_s_version_finds_the_policy_that_it_extends(tmp_path: Path) -> None:
    assert policies.read_folder(folder(tmp_path, policy=OWN + SPLIT)).unit == "PNV"


@pytest.mark.parametrize("main", ['extends = "nothing-such"\n', "extends = 7\n", "extends = \n"])
def test_a_version_of_an_unknown_policy_is_refused(tmp_path: Path, main: str) -> None:
    with pytest.raises(PolicyError):
        policies.read_folder(folder(tmp_path, policy=main))


def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is no folder"):
        policies.read_folder(tmp_path / "nowhere")


def test_too_many_files_are_refused(tmp_path: Path) -> None:
    folder(tmp_path, **{f"f{n}": "" for n in range(41)})

    with pytest.raises(UserError, match="more than 40"):
        policies.read_folder(tmp_path)


def test_a_file_that_is_too_large_is_not_opened(tmp_path: Path) -> None:
    folder(tmp_path, policy="#" * 1_000_001)

    with pytest.raises(UserError, match="larger than"):
        policies.read_folder(tmp_path)


def test_only_ordinary_files_are_opened(tmp_path: Path) -> None:
    (tmp_path / "policy.toml").mkdir()

    with pytest.raises(UserError, match="not an ordinary file"):
        policies.read_folder(tmp_path)


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    inside = tmp_path / "inside"
    inside.mkdir()
    outside.write_text(HEAD, encoding="utf-8")
    (inside / "policy.toml").symlink_to(outside)

    with pytest.raises(UserError, match="not an ordinary file"):
        policies.read_folder(inside)


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "policy.toml").write_bytes(b"\xff\xfe")

    with pytest.raises(UserError, match="not UTF-8"):
        policies.read_folder(tmp_path)


@pytest.mark.skipif(getattr(os, "geteuid", lambda: 0)() == 0, reason="an administrator may read every file")
def test_a_file_that_may_not_be_read_is_refused_in_words(tmp_path: Path) -> None:
    (folder(tmp_path, policy=HEAD) / "policy.toml").chmod(0)

    with pytest.raises(UserError, match="cannot be read"):
        policies.read_folder(tmp_path)


def test_what_a_policy_says_is_described_as_the_contract_promises() -> None:
    document = policy_documents.describe(policies.shipped()["hn-3814-2018"])

    staff = next(form for form in document["forms"] if form["code"] == "staff")
    row = next(row for row in staff["criteria"] if row["code"] == "I.1")
    assert {key: row[key] for key in ("code", "parent", "max", "step", "kind")} == {
        "code": "I.1",
        "parent": "I",
        "max": "6",
        "step": "0.5",
        "kind": "points",
    }
    assert (document["effective_from"], document["effective_to"]) == ("2018-07-01", "2021-10-27")
    assert [(level["code"], level["min"], level["min_included"]) for level in document["levels"]] == [
        ("A", "90", True),
        ("B", "70", True),
        ("C", "50", True),
        ("D", None, True),
    ]
    assert document["quota"][0] | {"source": None} == {
        "level": "A",
        "percent": "30",
        "base": "rated",
        "exceptional_percent": "40",
        "exceptional_base": "staff",
        "scope": "unit",
        "blocks": True,
        "source": None,
    }
    assert [(rule["code"], rule["when"]["fact"]) for rule in document["rules"]] == [
        ("DISCIPLINED", "disciplined")
    ]


def test_trying_cases_needs_no_workspace() -> None:
    trial = policy_documents.try_cases(
        policies.shipped()["hn-3814-2018"],
        {"cases": [{"id": "an", "form": "staff", "points": {"I": "18", "II": "61.5"}}]},
    )

    assert trial.is_good
    assert trial.answer["cases"][0]["total"] == "79.5"


def test_the_conditions_of_a_regime_without_points_are_described() -> None:
    document = policy_documents.describe(policies.shipped()["nd-90-2020"])

    excellent = document["levels"][0]
    assert (excellent["min"], excellent["requires"]["fact"]) == (None, "failed_criteria")
    assert [further["forms"] for further in excellent["further"]] == [["staff"], ["head"], ["deputy"]]
    assert [rule["kind"] for rule in document["consequences"]] == ["review"]


def test_which_periods_have_no_level_is_described() -> None:
    document = policy_documents.describe(policies.shipped()["nd-335-2025"])

    assert document["score_only"] == ["month", "quarter", "half_year"]
    assert [rule["forms"] for rule in document["rules"] if rule["code"] == "UNIT-CORRUPTION"] == [
        ["head", "deputy"]
    ]
