"""Why a score differs from another stage, asked for and given on the command line."""

from pathlib import Path

import pytest

from tests import make, reasoned
from tests.cli.run import Console

HEAD = ("--person", "NV003", "--stage", "head", "--row", "II.2")


@pytest.fixture
def console(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Console:
    """A console on an office where everybody is scored in full, under a limit of two points."""
    workspace = make.office(tmp_path)
    current = reasoned.opened(workspace)
    make.give(workspace, current.id, {"NV003": "90"})
    workspace.close()
    return Console(workspace.path, capsys)


def test_one_score_is_set_and_the_difference_it_makes_is_asked_about(console: Console) -> None:
    console.month("scores", "set", "--person", "NV003", "--stage", "self", "--row", "II.2", "--points", "50")

    asked = console.month("scores", "set", *HEAD, "--points", "45,5")
    listed = console.month("month", "status").json["lacking"]
    given = console.month("scores", "set", *HEAD, "--note", "Chậm hai báo cáo")

    [gap] = asked.json["reasons"]
    assert (gap["row"], gap["against"], gap["before"], gap["points"], gap["limit"]) == (
        "II.2", "self", "50", "45.5", "2",
    )  # fmt: skip
    assert listed["NV003"]["reasons"] == [gap]
    assert (given.json["points"], given.json["note"], given.json["reasons"]) == (
        "45.5", "Chậm hai báo cáo", [],
    )  # fmt: skip


def test_in_words_the_question_says_what_to_do(console: Console) -> None:
    where = ("--unit", "PNV", "--period", "2018-07")
    console(
        "scores", "set", *where, "--person", "NV003", "--stage", "self", "--row", "II.2", "--points", "50"
    )

    answer = console("scores", "set", *where, *HEAD, "--points", "45")

    assert "5 less than the self-score" in answer.out
    assert "--note" in answer.out


def test_neither_points_nor_a_note_is_refused(console: Console) -> None:
    answer = console.month("scores", "set", *HEAD)

    assert answer.code == 1
    assert "--points, --note" in answer.json["refused"][0]["reason"]


def test_a_note_that_stays_under_another_score_is_told_as_a_doubt(console: Console) -> None:
    where = ("--unit", "PNV", "--period", "2018-07")
    console("scores", "set", *where, *HEAD, "--points", "45", "--note", "Chậm hai báo cáo")

    changed = console("scores", "set", *where, *HEAD, "--points", "46")
    same = console("scores", "set", *where, *HEAD, "--points", "46")

    assert "Please check: row II.2: the note “Chậm hai báo cáo” was written for 45 points" in changed.out
    assert "Chậm hai báo cáo" in changed.out
    assert "written for" not in same.out
