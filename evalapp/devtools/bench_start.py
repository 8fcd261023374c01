"""Starting the program: its first picture, its window as people know it, and a month of 30 people on screen.

The first picture is that of the message bar; the window is painted when what stands around the screens is.
Processor time stands beside the time on the clock: it does not wait for others who keep the machine busy.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from evalapp.base import paths
from evalapp.devtools.bench_figures import Figure, figure_of
from evalapp.sample.demo import build_sample

_PEOPLE = 30
_MOST_RUNS = 7  # each one starts two programs
_CHILD = "evalapp.devtools.bench_start_child"
_ROWS = {
    "first": ("start: first picture", 1.3),
    "window": ("start: window painted", 1.3),
    "month": ("start: month of 30 on screen", 3.0),
}

#: What was painted -> after how many milliseconds, on the clock and of the processor.
_Taken = Mapping[str, tuple[float, float]]


def figures(runs: int) -> Iterator[Figure]:
    """The program's own start beside a bare window with an empty table, one after the other."""
    with tempfile.TemporaryDirectory(prefix="evalapp-bench-") as folder:
        file = Path(folder) / "sample.sqlite"
        around = _compiled_once(Path(folder) / "compiled")
        build_sample(file, people=_PEOPLE)
        bare: list[_Taken] = []
        whole: list[_Taken] = []
        for number in range(min(runs, _MOST_RUNS) + 1):
            floor, taken = _started("bare", around), _started(str(file), around)
            if number:  # the first one warms up and does not count
                bare.append(floor)
                whole.append(taken)
    for kind, words in enumerate(("", ", processor time")):
        floors = [each["window"][kind] for each in bare]
        for what, (name, at_most) in _ROWS.items():
            yield figure_of(name + words, [each[what][kind] for each in whole], floors, at_most)


def _compiled_once(folder: Path) -> Mapping[str, str]:
    """Surroundings in which Python keeps what it compiled, as it does wherever a program starts twice."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(folder)}


def _started(what: str, around: Mapping[str, str]) -> _Taken:
    """Start a program and hear from it what was painted when, since it was called."""
    start = time.time()
    command: Sequence[str] = [sys.executable, "-m", _CHILD, what]
    said = subprocess.run(
        command, cwd=paths.checkout(), env=around, capture_output=True, text=True, check=True
    ).stdout
    lines = [line.split() for line in said.splitlines()]
    return {name: ((float(at) - start) * 1000, float(busy) * 1000) for name, at, busy in lines}
