"""The one command behind `./dev test`, and the table of tools."""

import importlib.util
from pathlib import Path

import pytest

from evalapp.devtools import check
from evalapp.devtools.__main__ import VERBS, main


def test_tests_run_last_so_that_their_count_closes_the_output() -> None:
    tools = [command[1] for command in check.commands([])]

    assert tools == ["ruff", "ruff", "pyright", "pytest"]


def test_what_is_asked_for_besides_goes_to_the_tests() -> None:
    assert check.commands(["-k", "quota"])[-1][-2:] == ["-k", "quota"]


def saying(word: str, code: int = 0) -> list[str]:
    return ["-c", f"import sys; print({word!r}, flush=True); sys.exit({code})"]


def test_what_the_tests_say_closes_the_output_though_they_run_beside_the_check_of_types(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    begun = tmp_path / "begun"
    types = ["-c", f"import os; any(iter(lambda: os.path.exists({str(begun)!r}), True)); print('types')"]
    tests = ["-c", f"print('4 passed', flush=True); open({str(begun)!r}, 'w').close()"]

    code = check.run([saying("format"), types, tests])

    said = [line for line in capfd.readouterr().out.splitlines() if not line.startswith("$")]
    assert (code, said) == (0, ["format", "types", "4 passed"])


@pytest.mark.parametrize(
    ("checks", "code", "said"),
    [
        ([saying("format", 3), saying("types"), saying("tests")], 3, {"format"}),
        ([saying("format"), saying("types", 4), saying("tests")], 4, {"format", "types"}),
        ([saying("format"), saying("types"), saying("tests", 5)], 5, {"format", "types", "tests"}),
    ],
)
def test_the_first_check_that_fails_ends_the_others_with_its_code(
    checks: list[list[str]], code: int, said: set[str], capfd: pytest.CaptureFixture[str]
) -> None:
    assert check.run(checks) == code

    words = capfd.readouterr().out.splitlines()
    assert said == {"format", "types", "tests"} & set(words)


@pytest.mark.parametrize("verb", VERBS)
def test_every_tool_named_in_the_table_has_its_module(verb: str) -> None:
    assert importlib.util.find_spec(f"evalapp.devtools.{verb}")


@pytest.mark.parametrize(("asked", "code"), [([], 2), (["nothing"], 2), (["--help"], 0)])
def test_an_unknown_tool_is_answered_with_those_there_are(
    asked: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(asked) == code

    printed = capsys.readouterr().out
    assert all(verb in printed for verb in VERBS)
