"""Trying a policy on past months, on the command line."""

import shutil
from pathlib import Path

from evalapp.base import paths
from tests import make
from tests.cli.run import Console, state


def draft(folder: Path) -> Path:
    """A folder with the sample policy in which level A begins at 97."""
    made = folder / "draft"
    shutil.copytree(paths.resources() / "policies" / make.POLICY, made)
    (made / "cases.toml").unlink()
    main = made / "policy.toml"
    text = main.read_text("utf-8")
    lines = [
        line.replace("90", "97") if line.split("=")[0].strip() in ("min", "below") and "90" in line else line
        for line in text.splitlines()
    ]
    main.write_text("\n".join(lines), "utf-8")
    return made


def test_a_folder_is_tried_on_a_closed_month_of_a_subtree(closed: Console, tmp_path: Path) -> None:
    before = state(closed)

    told = closed.json("policy", "simulate", draft(tmp_path), "--unit", "UB", "--period", "2018-07")

    assert (told["people"], told["changed"], told["worse"]) == (10, 1, 1)
    (change,) = told["rounds"][0]["changes"]
    assert (change["person"], change["before"]["level"], change["after"]["level"]) == ("NV002", "A", "B")
    assert change["why"]
    assert state(closed) == before


def test_people_read_the_counts_and_who_changes(closed: Console, tmp_path: Path) -> None:
    answer = closed("policy", "simulate", draft(tmp_path), "--unit", "PNV", "--period", "2018-07")

    assert "10 results, 1 would have another level (0 better, 1 lower)" in answer.out
    assert "A → B" in answer.out


def test_a_month_that_is_not_closed_is_refused(scored: Console) -> None:
    answer = scored("policy", "simulate", make.POLICY, "--unit", "PNV", "--period", "2018-07")

    assert (answer.code, "no closed month" in answer.err) == (1, True)
