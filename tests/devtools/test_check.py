"""The one command behind `./dev test`, and the table of tools."""

import importlib.util

import pytest

from evalapp.devtools import check
from evalapp.devtools.__main__ import VERBS, main


def test_tests_run_last_so_that_their_count_closes_the_output() -> None:
    tools = [command[1] for command in check.commands([])]

    assert tools == ["ruff", "ruff", "pyright", "pytest"]


def test_what_is_asked_for_besides_goes_to_the_tests() -> None:
    assert check.commands(["-k", "quota"])[-1][-2:] == ["-k", "quota"]


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
