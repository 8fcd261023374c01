"""`evalapp policy rules`: the rules of a policy in words, for people and for scripts."""

from pathlib import Path

import pytest

from tests.cli.conftest import Console

REGIMES = Path("tests", "domain", "policy", "regimes").resolve()


@pytest.mark.parametrize(
    ("regime", "sentence"),
    [
        ("da-nang", "If the total is 85 points or more then the level is A (Xuất sắc)"),
        ("da-nang", "Otherwise the level is D (Chưa hoàn thành)"),
        ("province", "If disciplined in the period then the level is D"),
        ("province", "If deductions of group TRU (Điểm trừ) come to more than 20 points"),
        ("school", "If criteria not met is above 0 criteria then the level is D"),
    ],
)
def test_a_regime_from_a_folder_says_its_rules_as_sentences(
    console: Console, regime: str, sentence: str
) -> None:
    answer = console("policy", "rules", REGIMES / regime)

    assert answer.code == 0
    assert f"- {sentence}" in answer.out


def test_scripts_get_each_rule_with_its_place_and_source(console: Console) -> None:
    document = console.json("policy", "rules", "nd-335-2025")

    gate = next(rule for rule in document["rules"] if rule["path"] == ["gate", 0])
    assert gate["kind"] == "gate"
    assert (gate["document"], gate["article"], gate["standing"]) == (
        "NĐ 335/2025/NĐ-CP",
        "Điều 11.1, 11.2",
        "law",
    )
    assert gate["sentence"].startswith(
        "If months served, sick and maternity leave included is below 6 months"
    )
    assert gate["rule"]["do"] == "do_not_rate"


def test_an_unknown_policy_is_refused(console: Console) -> None:
    answer = console("policy", "rules", "x")

    assert answer.code == 1
    assert "There is no policy “x”" in answer.err
