"""The benches: what their figures mean, and what they print and write."""

import json
from pathlib import Path

import pytest

from evalapp.devtools import bench
from evalapp.devtools.bench_figures import figure, figure_of


def test_a_figure_is_the_ratio_of_the_medians() -> None:
    made = figure_of("saving", [8.0, 2.0, 4.0], [1.0, 2.0, 3.0], at_most=4)

    assert (made.median, made.floor, made.ratio) == (4.0, 2.0, 2.0)
    assert made.slowest == 4.0


def test_the_first_run_warms_up_and_is_not_counted() -> None:
    runs: list[int] = []
    floors: list[int] = []

    figure("saving", runs.append, floors.append, at_most=4, runs=3)

    assert runs == floors == [0, 1, 2, 3]


def test_every_bench_that_can_be_named_has_its_module() -> None:
    assert {"cell", "grid", "start", "gap"} <= set(bench.BENCHES)


def test_figures_are_printed_and_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "figures.json"

    bench.main(["cell", "--runs", "1", "--json", str(out)])

    rows = json.loads(out.read_text(encoding="utf-8"))
    printed = capsys.readouterr().out
    assert all(row["name"] in printed for row in rows)
    assert all(row["ratio"] == row["median"] / row["floor"] for row in rows)


@pytest.mark.parametrize(
    ("taken", "at_most", "at_most_slowest", "code"),
    [
        ([4.0, 4.0, 4.0], 4, None, 0),
        ([4.0, 4.1, 4.2], 4, None, 1),
        ([4.0, 4.0, 9.0], 4, None, 0),
        ([4.0, 4.0, 9.0], 4, 8, 1),
        ([4.0, 4.0, 8.0], 4, 8, 0),
    ],
)
def test_the_command_fails_where_a_limit_is_passed(
    taken: list[float], at_most: float, at_most_slowest: float | None, code: int
) -> None:
    quick = figure_of("quick", [1.0], [1.0], 1)
    measured = figure_of("saving", taken, [1.0, 1.0], at_most, at_most_slowest=at_most_slowest)

    assert bench.verdict([quick, measured]) == code


def test_something_and_its_floor_take_turns() -> None:
    turns: list[str] = []

    figure("saving", lambda _: turns.append("run"), lambda _: turns.append("floor"), at_most=4, runs=2)

    assert turns == ["run", "floor", "floor", "run", "floor", "run"]
