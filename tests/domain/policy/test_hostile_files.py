"""Files written to do harm are refused by file and line: no crash, no code run, no memory or time spent."""

import os
import time
from pathlib import Path

import pytest

from evalapp.base.errors import UserError
from evalapp.domain.policy.problems import MOST_TOLD, PolicyError
from evalapp.domain.policy.reader import read_policy
from evalapp.usecases.policies import read_folder
from tests.domain.policy import small

GATE = '[[gate]]\ncode = "X"\nlabel = "X"\ndo = "force"\nlevel = "D"\n'


def refused(main: str, form: str = small.TWO_GROUPS) -> list[str]:
    began = time.monotonic()
    with pytest.raises(PolicyError) as caught:
        read_policy({"policy.toml": small.HEAD + small.FOUR_LEVELS + main, "staff.toml": form})
    assert time.monotonic() - began < 5
    assert all(problem.line for problem in caught.value.problems)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    "value",
    [
        "1e999999999",
        "-1e999999999",
        "1e-999999999",
        "inf",
        "nan",
        "9" * 4000,
        "0x" + "f" * 400,
        "1_000_000_000_000_0",
    ],
)
def test_numbers_of_any_size_cost_nothing_and_are_refused(value: str) -> None:
    when = f'when = {{ fact = "complaints_upheld", test = "at_least", value = {value} }}\n'

    told = refused(GATE + when) + refused(f"[total]\nmaximum = {value}\n")

    assert all(text.startswith("policy.toml:") for text in told)


@pytest.mark.parametrize("key", ["points", "cap", "percent", "repeat"])
@pytest.mark.parametrize("value", ["1e999999999", "-1", "true", '"ba"', "[1]", "{}", "nan"])
def test_what_a_rule_costs_is_a_number_of_ordinary_size(key: str, value: str) -> None:
    event = f'[[event]]\ncode = "X"\nlabel = "X"\ncriterion = "I"\n{key} = {value}\n'

    assert any(f"event 1, {key}" in text for text in refused(event))


@pytest.mark.parametrize("depth", [20, 200, 5000])
def test_conditions_nested_without_end_are_refused(depth: int) -> None:
    when = "{ not = " * depth + '{ fact = "disciplined", value = true }' + " }" * depth

    assert any("nested too deeply" in text for text in refused(f"{GATE}when = {when}\n"))


def test_a_condition_with_too_many_parts_is_refused() -> None:
    parts = ", ".join(['{ fact = "disciplined", value = true }'] * 600)

    assert any("longer than 500" in text for text in refused(f"{GATE}when = {{ all = [{parts}] }}\n"))


def test_too_many_rules_are_refused() -> None:
    gates = "".join(
        GATE.replace('"X"', f'"X{number}"', 1) + 'when = { fact = "disciplined", value = true }\n'
        for number in range(600)
    )

    assert any("longer than 500" in text for text in refused(gates))


@pytest.mark.parametrize(
    "when",
    [
        "{ fact = \"__import__('os').system('true')\", value = true }",
        '{ fact = "disciplined.__class__", value = true }',
        '{ fact = "disciplined", test = "__eq__", value = true }',
        '{ fact = "{disciplined.__init__.__globals__}", value = true }',
        '{ eval = "1 + 1" }',
    ],
)
def test_nothing_in_a_condition_is_ever_run(when: str) -> None:
    told = refused(f"{GATE}when = {when}\n")

    assert any("gate 1, when" in text for text in told)


def test_the_same_key_or_table_twice_is_refused_with_its_line() -> None:
    assert "twice" in refused('title = "A"\ntitle = "B"\n')[0]
    assert "twice" in refused("[total]\ncap = 1\n[total]\ncap = 2\n")[0]
    assert any(
        "used twice" in text
        for text in refused((GATE + 'when = { fact = "disciplined" , value = true }\n') * 2)
    )


def test_codes_that_only_look_different_are_the_same() -> None:
    composed, decomposed = "Điểm cộng \u1ea5n", "Điểm cộng a\u0302\u0301n"
    form = small.TWO_GROUPS.replace('"Chung"', f'"{composed}"')

    one = read_policy({"policy.toml": small.HEAD + small.FOUR_LEVELS, "staff.toml": form})
    other = read_policy(
        {"policy.toml": small.HEAD + small.FOUR_LEVELS, "staff.toml": form.replace(composed, decomposed)}
    )

    assert one.hash == other.hash
    assert one.forms[0].criteria[0].label == other.forms[0].criteria[0].label


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "policy.toml").write_text(small.HEAD + small.FOUR_LEVELS, "utf-8")
    (tmp_path / "staff.toml").write_text(small.TWO_GROUPS, "utf-8")
    return tmp_path


@pytest.mark.parametrize("target", ["/etc/hostname", "policy.toml", "nowhere"])
def test_a_link_out_of_the_folder_is_not_followed(folder: Path, target: str) -> None:
    (folder / "staff.toml").unlink()
    (folder / "staff.toml").symlink_to(target)

    with pytest.raises(UserError, match="” is not an ordinary file"):
        read_folder(folder)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without pipes in folders")
def test_a_pipe_in_the_folder_is_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "contract.toml")

    with pytest.raises(UserError, match="” is not an ordinary file"):
        read_folder(folder)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00a", b'title = "\xc3\x28"', bytes(range(128, 256))])
def test_what_is_not_utf_8_is_refused_with_its_line(folder: Path, content: bytes) -> None:
    (folder / "staff.toml").write_bytes(b"# one\n# two\n" + content)

    with pytest.raises(PolicyError, match=r"staff\.toml:3: this is not UTF-8 text"):
        read_folder(folder)


def test_a_huge_file_and_a_crowd_of_files_are_refused_unread(folder: Path) -> None:
    with (folder / "staff.toml").open("wb") as stream:
        stream.truncate(50_000_000)
    with pytest.raises(UserError, match="larger than"):
        read_folder(folder)

    for number in range(300):
        (folder / f"f{number}.toml").write_text("", "utf-8")
    with pytest.raises(UserError, match="more than"):
        read_folder(folder)


def test_of_a_file_that_is_wrong_throughout_only_the_first_faults_are_told_with_their_number() -> None:
    keys = "\n".join(f"k{number} = 1" for number in range(480))

    with pytest.raises(PolicyError) as caught:
        read_policy(
            {"policy.toml": f"{small.HEAD}{keys}\n{small.FOUR_LEVELS}", "staff.toml": small.TWO_GROUPS}
        )

    problems = [str(problem) for problem in caught.value.problems]
    assert len(problems) == MOST_TOLD + 1
    assert "280 more faults were found" in problems[-1]


def test_a_misspelt_key_is_refused_with_the_word_that_was_meant() -> None:
    (told,) = refused("", small.TWO_GROUPS.replace("max = 70", 'max = 70\nlabell = "x"'))

    assert "nearest: label" in told
