"""The reference page holds what is declared."""

from pathlib import Path

import pytest

from evalapp.base.settings import SETTINGS
from evalapp.devtools.reference import actions, main, page, table
from evalapp.domain.policy.facts import FACTS
from evalapp.usecases.policies import shipped


def test_every_setting_action_fact_and_policy_has_its_line() -> None:
    text = "\n".join(page())

    keys = [s.key for s in SETTINGS] + [a.key for a in actions()] + list(FACTS)
    assert [key for key in keys if f"| {key} |" not in text] == []
    assert [code for code in shipped() if f"## {code}, " not in text] == []


def test_the_actions_of_every_screen_are_found() -> None:
    assert {"settlement.settle", "sheet.print"} <= {action.key for action in actions()}


def test_a_cell_cannot_break_the_table() -> None:
    lines = list(table(("A", "B"), [("x|y", None), ("two\nlines", 1)]))

    assert lines == ["", "| A | B |", "|---|---|", "| x\\|y |  |", "| two lines | 1 |"]


def test_the_page_is_written_where_it_is_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path / "reference.md")]) == 0

    assert (tmp_path / "reference.md").read_text(encoding="utf-8").startswith("# Reference\n")
    assert capsys.readouterr().out == ""
