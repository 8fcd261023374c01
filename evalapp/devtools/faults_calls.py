"""A fault at every call to the system in turn: the process is killed there, or the disk fails, or is full.

`strace` first writes down which calls the work makes on its files, then lets exactly one of them go wrong.
"""

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import zip_longest
from pathlib import Path
from random import Random
from tempfile import mkdtemp

from msgspec import Struct

from evalapp.base import paths
from evalapp.devtools.faults_steps import begun, steps_named

_CALL = re.compile(r"(?P<pid>\d+)\s+(?P<name>\w+)\((?P<rest>.*)")
#: Calls that change what is on the disk.
_CHANGING = (
    "write", "pwrite64", "sendfile", "ftruncate", "fsync", "fdatasync", "rename", "link", "unlink", "mkdir",
)  # fmt: skip
_GROWING = ("write", "pwrite64", "sendfile", "mkdir")
#: What goes wrong -> at which calls, and how `strace` is told to bring it about.
KINDS = {
    "step": (_CHANGING, "signal=SIGKILL"),
    "io": ((*_CHANGING, "pread64"), "error=EIO"),
    "full": (_GROWING, "error=ENOSPC"),
}


class Fault(Struct, frozen=True):
    """One call to the system that goes wrong: which, the how manyth of its name, and how."""

    call: str
    number: int
    how: str


def faults_of(kind: str, name: str, original: Path) -> tuple[Fault, ...]:
    """Every fault of a kind that may fall into a work: by chance, rare calls as often as frequent ones."""
    watched, how = KINDS[kind]
    chance = Random(name)
    numbers = {call: [number for each, number in _calls(name, original) if each == call] for call in watched}
    for of_call in numbers.values():
        chance.shuffle(of_call)
    rounds = zip_longest(*([Fault(call, each, how) for each in of_call] for call, of_call in numbers.items()))
    return tuple(fault for turn in rounds for fault in turn if fault is not None)


def strike(fault: Fault, name: str, original: Path, here: Path) -> tuple[int, list[str]]:
    """Have a child do the work while one call goes wrong; what is wrong with its files then."""
    path = begun(name, original, here)
    injected = f"inject={fault.call}:{fault.how}:when={fault.number}"
    done = _traced(name, path, ["-e", f"trace={fault.call}", "-e", injected, "-o", os.devnull])
    told = len(done.stdout.splitlines())
    where = f"at {fault.call} {fault.number}"
    problems = [] if _is_said(fault, done) else [f"not said in words: {done.stderr[-300:]}"]
    problems += steps_named(name).wrong(path, told)
    return 1, [f"{where}: {problem}" for problem in [*problems, *_unfinished(name, path)]]


def _is_said(fault: Fault, done: subprocess.CompletedProcess[str]) -> bool:
    """A killed process says nothing; what meets an error goes on without it, or says what happened."""
    is_killed = "SIGKILL" in fault.how
    return is_killed or done.returncode == 0 or done.stderr.startswith("REFUSED")


def _unfinished(name: str, path: Path) -> Iterator[str]:
    """What is wrong where the work is simply done again, in good times; turns of work go on by themselves."""
    work = steps_named(name)
    if work.repeats:
        return
    try:
        work.do(path, lambda: None)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what was looked for
        yield f"does not go on: {error!r}"
    else:
        yield from (f"done again: {problem}" for problem in work.wrong(path, 1))


@cache
def _calls(name: str, original: Path) -> tuple[tuple[str, int], ...]:
    """The calls that a child made on files of its folder, each with its number among those of its name."""
    folder = Path(mkdtemp(prefix="calls-", dir=original.parent))
    try:
        path = begun(name, original, folder)
        trace = original.parent / f"{name}.trace"
        watched = ",".join(sorted({call for calls, _ in KINDS.values() for call in calls}))
        done = _traced(name, path, ["-y", "-s", "0", "-e", f"trace={watched}", "-o", str(trace)])
        if done.returncode:
            raise SystemExit(f"{name} does not even work without a fault: {done.stderr[-500:]}")
        return tuple(_numbered(trace.read_text(errors="replace").splitlines(), folder))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _numbered(lines: Sequence[str], folder: Path) -> Iterator[tuple[str, int]]:
    made = Counter[str]()
    first = lines[0].split()[0] if lines else ""
    for line in lines:
        found = _CALL.match(line)
        if found is None or found["pid"] != first:
            continue
        made[found["name"]] += 1
        if str(folder) in found["rest"]:
            yield found["name"], made[found["name"]]


def _traced(name: str, path: Path, options: Sequence[str]) -> subprocess.CompletedProcess[str]:
    strace = shutil.which("strace")
    if strace is None:
        raise SystemExit("this fault needs the program strace")
    return subprocess.run(
        [strace, "-f", *options, sys.executable, "-m", "evalapp.devtools.faults_steps", name, str(path)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(paths.checkout()), "PYTHONIOENCODING": "utf-8"},
        check=False,
    )
