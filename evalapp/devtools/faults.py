"""What a process killed at any moment, a full disk or a turned bit may cost: nothing that was acknowledged.

Most runs let a child process work on a real file. The child tells each turn only after its commit returned;
whatever it told must be in the file afterwards, whole. `kill -9` says nothing about a power cut, where the
disk itself forgets: `faults_power` is about that.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache, partial
from pathlib import Path
from random import Random

from msgspec import Struct

from evalapp.base import paths
from evalapp.base.errors import UserError
from evalapp.devtools.faults_calls import KINDS, faults_of, strike
from evalapp.devtools.faults_clock import trust_clock, work_on
from evalapp.devtools.faults_flip import closed_file, encrypted_file, flip
from evalapp.devtools.faults_power import cut_power, recorded
from evalapp.devtools.faults_steps import OVERWRITING, STEPS
from evalapp.devtools.faults_window import kill_window
from evalapp.devtools.faults_work import CARELESS, FORGETFUL, WORKS, prepare, work_named
from evalapp.store.workspace import Workspace
from evalapp.usecases.checking import check_workspace
from evalapp.usecases.workspaces import open_workspace

#: How long a child lives after its first turn, at most, in thousandths of a second.
_LONGEST_LIFE = 400
_KIB = 1024
#: So often a control is run at least: fewer may find nothing by chance.
_FEWEST = 20
#: The room a full disk leaves, in KiB: from not enough for one turn to enough for many.
_ROOM = (16, 400)

#: One run of a fault: how many turns were told, and what was wrong.
Run = Callable[[Path, Path, Random], tuple[int, list[str]]]


class Outcome(Struct, frozen=True):
    """What a fault did over its runs: how many turns were looked for, and what was wrong."""

    name: str
    runs: int
    told: int
    problems: tuple[str, ...]

    @property
    def line(self) -> str:
        """The outcome in one line; none in N runs means less than 3/N of them, with 95 % confidence."""
        bound = f"first: {self.problems[0]}" if self.problems else f"< 3/{self.runs}"
        return f"{self.name:<14} {self.runs} runs, {self.told} counted, {len(self.problems)} wrong ({bound})"


def main(arguments: Sequence[str]) -> int:
    """Run the faults that are named, or all; the exit code says whether everything held."""
    parser = argparse.ArgumentParser(prog="python -m evalapp.devtools faults")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(FAULTS))
    parser.add_argument(
        "--runs", type=int, default=200, help="how many; 0: once for every call to the system that can fail"
    )
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    unknown = sorted(set(options.names) - set(FAULTS))
    if unknown:
        parser.error(f"no such fault: {', '.join(unknown)}; known are {', '.join(FAULTS)}")
    good = True
    for name in options.names or FAULTS:
        outcome = run_fault(name, runs=options.runs, seed=options.seed)
        print(outcome.line, flush=True)
        good = good and not outcome.problems
        if name in CONTROLS:
            control = negative_control(name, runs=max(options.runs // 10, _FEWEST), seed=options.seed)
            print(f"{control.line}; it has to fail", flush=True)
            good = good and bool(control.problems)
    return 0 if good else 1


def run_fault(name: str, *, runs: int, seed: int = 1) -> Outcome:
    """Run one fault so many times, each on its own copy of one workspace."""
    return _repeat(name, FAULTS[name], runs, seed)


def negative_control(name: str, *, runs: int, seed: int = 1) -> Outcome:
    """The same harness on a careless program: it has to find something wrong."""
    return _repeat(f"({name})", CONTROLS[name], runs, seed)


def _repeat(name: str, once: Run, runs: int, seed: int) -> Outcome:
    chance = Random(f"{name} {seed}")
    told = 0
    problems: list[str] = []
    with tempfile.TemporaryDirectory(prefix="evalapp-faults-") as folder:
        original = Path(folder) / "original.sqlite"
        original.write_bytes(_prepared())
        runs = runs or _every(name, original)
        for number in range(runs):
            here = Path(folder) / str(number)
            here.mkdir()
            turns, found = once(original, here, chance)
            told += turns
            problems += [f"run {number}: {problem}" for problem in found]
            shutil.rmtree(here)
    return Outcome(name, runs, told, tuple(problems))


def _killed(name: str, original: Path, here: Path, chance: Random) -> tuple[int, list[str]]:
    """A child that does this work is killed at a random moment after its first turn."""
    path = Path(shutil.copy(original, here / "w.sqlite"))
    with _child(name, path) as child:
        first = child.stdout.readline() if child.stdout else ""
        with suppress(subprocess.TimeoutExpired):
            child.wait(chance.randint(0, _LONGEST_LIFE) / 1000)
        child.kill()
        # Read on where readline left off: communicate() would lose what is buffered already.
        rest = child.stdout.read() if child.stdout else ""
        complaints = child.stderr.read() if child.stderr else ""
    told = len((first + rest).splitlines())
    problems = [f"the child ended by itself: {complaints[-300:]}"] if complaints else []
    return told, [*problems, *_problems(name, original, path, told)]


def _full_disk(original: Path, here: Path, chance: Random) -> tuple[int, list[str]]:
    """A child scores until the disk is full: it is refused in words, and goes on where there is room."""
    size = original.stat().st_size + chance.randint(*_ROOM) * _KIB
    with _small_disk(here, size) as (disk, limit):
        path = Path(shutil.copy(original, disk / "w.sqlite"))
        with _child("score", path, limit) as child:
            output, complaints = child.communicate()
        code = child.returncode
        roomy = Path(shutil.copytree(disk, here / "roomy")) / path.name
    told = len(output.splitlines())
    problems = _problems("score", original, roomy, told)
    if code != 1 or not complaints.startswith("REFUSED") or "nothing was saved" not in complaints.casefold():
        problems.append(f"the full disk was not said in words: exit code {code}, {complaints[-300:]}")
    return told, problems


def _flipped(
    original: Callable[[], Path], _workspace: Path, here: Path, chance: Random
) -> tuple[int, list[str]]:
    """A bit turns over in a closed file: what that changes is found when the file is checked."""
    found = flip(original(), here, chance)
    missed = found.changes and not found.by_us
    return int(found.changes), ["a changed content was not found"] if missed else []


def _flipped_bare(_original: Path, here: Path, chance: Random) -> tuple[int, list[str]]:
    """The same, looked at with SQLite's own check alone."""
    found = flip(closed_file(), here, chance)
    missed = found.changes and not found.by_database
    return int(found.changes), ["SQLite found nothing"] if missed else []


def _without_power(name: str, original: Path, here: Path, chance: Random) -> tuple[int, list[str]]:
    """The power goes at some call of a child that does this work; told turns are there, and all is whole."""
    path, told = cut_power(recorded(name, original), original, here, chance)
    return told, _problems(name, original, path, told)


def _struck(kind: str, name: str, original: Path, here: Path, _chance: Random) -> tuple[int, list[str]]:
    """One call of a work goes wrong; each run, whose folder bears its number, takes another one."""
    faults = faults_of(kind, name, original)
    return strike(faults[int(here.name) % len(faults)], name, original, here)


FAULTS: Mapping[str, Run] = {
    **{f"kill-{name}": partial(_killed, name) for name in WORKS},
    "kill-window": kill_window,
    "disk-full": _full_disk,
    "bitflip": partial(_flipped, closed_file),
    "bitflip-encrypted": partial(_flipped, encrypted_file),
    "power-score": partial(_without_power, "score"),
    "clock": work_on,
    **{f"{kind}-{name}": partial(_struck, kind, name) for kind in KINDS for name in STEPS},
}
#: What each harness has to find something wrong with, or it is no use: the same fault, a careless program.
CONTROLS: Mapping[str, Run] = {
    "kill-score": partial(_killed, FORGETFUL),
    "bitflip": _flipped_bare,
    "power-score": partial(_without_power, CARELESS),
    "clock": trust_clock,
    "step-restore": partial(_struck, "step", OVERWRITING),
    "io-restore": partial(_struck, "io", OVERWRITING),
    "full-restore": partial(_struck, "full", OVERWRITING),
}


def _every(name: str, original: Path) -> int:
    """How many runs it takes until every call of a work went wrong once."""
    kind, _, work = name.strip("()").partition("-")
    if kind not in KINDS:
        raise SystemExit(f"{name} falls at random: say how many --runs")
    return len(faults_of(kind, work, original))


@cache
def _prepared() -> bytes:
    with tempfile.TemporaryDirectory(prefix="evalapp-faults-") as folder:
        prepare(Path(folder) / "original.sqlite")
        return (Path(folder) / "original.sqlite").read_bytes()


@contextmanager
def _child(name: str, path: Path, limit: int | None = None) -> Generator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "evalapp.devtools.faults_work", name, str(path)]
    with subprocess.Popen(
        [*command, *([] if limit is None else [str(limit)])],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(paths.checkout()), "PYTHONIOENCODING": "utf-8"},
    ) as child:
        try:
            yield child
        finally:
            child.kill()


@contextmanager
def _small_disk(here: Path, size: int) -> Generator[tuple[Path, int | None]]:
    """A file system of this size where the user may mount one, else a folder and a limit for each file."""
    disk = here / "disk"
    disk.mkdir()
    mount = shutil.which("mount")
    command = [mount or "mount", "-t", "tmpfs", "-o", f"size={size}", "evalapp-faults", str(disk)]
    mounted = mount is not None and subprocess.run(command, capture_output=True, check=False).returncode == 0
    try:
        yield disk, None if mounted else size
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(disk)], capture_output=True, check=True)


def _problems(name: str, original: Path, path: Path, told: int) -> list[str]:
    """What is wrong with a file after so many turns were told; one more may have been saved and not told."""
    try:
        workspace = open_workspace(path)
    except UserError as error:
        return [f"cannot be opened: {error}"]
    try:
        with workspace.work() as work:
            checked = check_workspace(work)
            rows = work.audit.count()
        repeated = work_named(name)
        turns = rows - _rows(original) if repeated.is_audited else told
        problems = [] if checked.ok else [f"unsound: {checked}"]
        if not told <= turns <= told + 1:
            problems.append(f"{told} turns were told, {turns} are there")
        problems += repeated.wrong(workspace, turns)
        return [*problems, *_stuck(workspace, name, turns)]
    finally:
        workspace.close()


def _stuck(workspace: Workspace, name: str, turns: int) -> Iterator[str]:
    """Whether the work goes on where it was broken off; a copy that was saved and not told has its name."""
    try:
        work_named(name).do(workspace, turns + (name == "backup"))
    except UserError as error:
        yield f"does not go on: {error}"


def _rows(path: Path) -> int:
    workspace = Workspace.open(path)
    try:
        with workspace.work() as work:
            return work.audit.count()
    finally:
        workspace.close()
