"""The table of hostile files: what counts as wrong in it."""

from pathlib import Path

import pytest

from evalapp.base.errors import UserError
from evalapp.devtools import hostile


def _crashes(_number: int, _folder: Path) -> str:
    raise ValueError("no such part")


def _refuses_late(_number: int, _folder: Path) -> str:
    raise UserError("nobody caught this refusal")


def test_what_is_neither_refused_nor_taken_rightly_is_wrong() -> None:
    outcomes = ("refused", "taken", "read otherwise")

    row = hostile.tried("lists", lambda number, _folder: outcomes[number], 3)

    assert (row.refused, row.taken, row.wrong) == (1, 1, ["read otherwise"])
    assert row.line.split()[:5] == ["lists", "3", "1", "1", "1"]


@pytest.mark.parametrize("make", [_crashes, _refuses_late])
def test_a_crash_is_wrong_whatever_it_says(make: hostile.Make) -> None:
    row = hostile.tried("lists", make, 2)

    assert len(row.wrong) == 2


def test_every_class_of_one_kind_can_be_tried_by_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    code = hostile.main(["--runs", "3", "--class", "package"])

    assert code == 0
    assert capsys.readouterr().out.count("package: ") == 3
