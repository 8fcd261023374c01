"""The robot at the window: how keys are counted, the way through a grid, and a work done with them."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from msgspec.structs import replace

from evalapp.devtools import keys
from evalapp.devtools.keys import Count, do_works, make_sample, print_counts
from evalapp.devtools.keys_script import LOOK, Board, Cell, Choose, Note, Press, Step, Type, count, fill
from evalapp.devtools.keys_works import JOBS

BOARD = Board(rows=24, columns=14)
WHY = next(job for job in JOBS if job.key == "why")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_sample(tmp_path_factory.mktemp("sample"), people=8)


def test_a_key_counts_once_whatever_is_held_with_it_and_a_chosen_folder_not_at_all() -> None:
    script = [Press("ctrl+shift+Return"), LOOK, Type("12,5"), Choose(Path("phieu")), Press("Return")]

    assert count(script) == 6


@pytest.mark.parametrize(
    ("start", "end", "typing", "keys_needed"),
    [
        (Cell(0, 0), Cell(2, 1), False, 3),
        (Cell(5, 11), Cell(5, 0), False, 1),
        (Cell(20, 9), Cell(0, 0), False, 1),
        (Cell(5, 11), Cell(5, 0), True, 2),
        (Cell(3, 3), Cell(3, 3), False, 0),
    ],
)
def test_the_way_through_a_grid_is_the_shortest(
    start: Cell, end: Cell, *, typing: bool, keys_needed: int
) -> None:
    assert len(BOARD.way(start, end, typing=typing)) == keys_needed


def test_what_is_typed_is_left_by_a_key_that_leaves_a_cell_and_the_last_by_enter() -> None:
    script = fill(BOARD, {Cell(0, 0): "5,5", Cell(1, 0): "12"})

    assert script == [Type("5,5"), Press("Return"), Type("12"), Press("Return")]


def test_too_many_keys_or_a_wrong_outcome_fail() -> None:
    good = Count(WHY, WHY.budget, "")

    assert good.is_good
    assert not replace(good, keys=WHY.budget + 1).is_good
    assert not replace(good, fault="found nobody").is_good


def test_the_table_says_what_was_counted_and_what_was_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    print_counts([Count(WHY, 8, ""), Count(WHY, 9, ""), Count(WHY, 8, "found nobody")])

    head, *lines = capsys.readouterr().out.splitlines()
    assert head.split()[-1] == "outcome"
    assert [line.split()[-1] for line in lines] == ["ok", "keys", "nobody"]


def test_a_work_that_nobody_does_comes_out_wrong(sample: Path) -> None:
    def idle(_file: Path, _home: Path, _script: Iterable[Step], *, picture: Path | None) -> None:
        assert picture is None

    counts = do_works([WHY], sample, idle)

    assert counts[0].fault.startswith("found")


def test_a_program_that_ends_early_is_told_as_the_fault(sample: Path) -> None:
    def broken(_file: Path, _home: Path, _script: Iterable[Step], *, picture: Path | None) -> None:
        raise RuntimeError(f"the program ended, picture {picture}")

    counts = do_works([WHY], sample, broken)

    assert counts[0].fault == "the program ended, picture None"


def test_a_work_nobody_knows_is_refused_with_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        keys.main(["dance"])

    said = capsys.readouterr().err
    assert all(job.key in said for job in JOBS)


def test_what_a_note_says_is_not_counted_as_keys() -> None:
    assert count([Press("ctrl+n"), Type("trang"), Note("Không đeo thẻ"), Press("Return")]) == 7
