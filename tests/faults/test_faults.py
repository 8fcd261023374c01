"""A short run of the faults that `devtools faults` runs at length, and proof that it can fail."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from evalapp.base import paths
from evalapp.devtools import faults
from evalapp.devtools.faults_work import WORKS, prepare
from evalapp.usecases.workspaces import open_workspace

#: How often each is run here; every other row of the table is run at length only.
RUNS = {
    **{f"kill-{name}": 2 for name in WORKS},
    "disk-full": 1,
    "bitflip": 8,
    "bitflip-encrypted": 3,
    "power-score": 2,
    "clock": 1,
    "step-restore": 1,
}
NEEDS_STRACE = ("power-score", "step-restore")


@pytest.mark.parametrize("name", RUNS)
def test_nothing_that_was_acknowledged_is_lost(name: str) -> None:
    if name in NEEDS_STRACE and shutil.which("strace") is None:
        pytest.skip("no strace here")

    outcome = faults.run_fault(name, runs=RUNS[name])

    assert outcome.problems == ()
    assert outcome.told >= 1


def test_the_harness_finds_a_program_that_tells_before_it_saves() -> None:
    outcome = faults.negative_control("kill-score", runs=6)

    assert any("turns were told" in problem for problem in outcome.problems)


@pytest.mark.parametrize("name", [name for name, work in WORKS.items() if work.is_audited])
def test_the_harness_finds_a_turn_that_is_half_done(tmp_path: Path, name: str) -> None:
    prepare(tmp_path / "w.sqlite")
    workspace = open_workspace(tmp_path / "w.sqlite")
    for turn in range(2):
        WORKS[name].do(workspace, turn)

    right, wrong = (list(WORKS[name].wrong(workspace, turns)) for turns in (2, 1))
    workspace.close()

    assert right == []
    assert wrong


def test_an_unknown_fault_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        faults.main(["lightning"])

    assert ended.value.code == 2
    assert "kill-score" in capsys.readouterr().err


def test_a_limit_on_the_size_of_files_is_said_in_words_and_loses_nothing(tmp_path: Path) -> None:
    prepare(tmp_path / "original.sqlite")
    path = tmp_path / "w.sqlite"
    path.write_bytes((tmp_path / "original.sqlite").read_bytes())
    limit = str(path.stat().st_size + 64 * 1024)

    done = subprocess.run(
        [sys.executable, "-m", "evalapp.devtools.faults_work", "score", str(path), limit],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(paths.checkout())},
        check=False,
    )
    workspace = open_workspace(path)

    told = len(done.stdout.splitlines())
    assert (done.returncode, done.stderr[:7], told > 0) == (1, "REFUSED", True)
    assert any(not list(WORKS["score"].wrong(workspace, turns)) for turns in (told, told + 1))
    workspace.close()


def test_the_harness_of_bits_finds_that_the_database_alone_misses_most() -> None:
    outcome = faults.negative_control("bitflip", runs=12)

    assert len(outcome.problems) > outcome.told // 2


@pytest.mark.skipif(shutil.which("strace") is None, reason="no strace here")
def test_the_harness_of_the_power_finds_what_the_faster_setting_loses() -> None:
    outcome = faults.negative_control("power-score", runs=6)

    assert any("turns were told" in problem for problem in outcome.problems)


@pytest.mark.skipif(shutil.which("strace") is None, reason="no strace here")
def test_the_harness_of_steps_finds_a_program_that_writes_over_the_only_file() -> None:
    outcome = faults.negative_control("step-restore", runs=1)

    assert len(outcome.problems) >= 1


def test_the_harness_of_the_clock_finds_a_program_that_trusts_it() -> None:
    outcome = faults.negative_control("clock", runs=1)

    assert any("another order" in problem for problem in outcome.problems)


def test_a_fault_that_falls_at_random_cannot_be_run_once_for_every_call() -> None:
    with pytest.raises(SystemExit, match="falls at random"):
        faults.run_fault("clock", runs=0)
