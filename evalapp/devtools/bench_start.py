"""Starting the program: its first picture, its window as people know it, and a month of 30 people on screen.

The first picture is a page without navigation; the window is painted when what stands around the screens is.
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


def figures(runs: int) -> Iterator[Figure]:
    """The program's own start beside a bare window with an empty table, one after the other."""
    with tempfile.TemporaryDirectory(prefix="evalapp-bench-") as folder:
        file = Path(folder) / "sample.sqlite"
        around = _compiled_once(Path(folder) / "compiled")
        build_sample(file, people=_PEOPLE)
        bare: list[float] = []
        whole: list[Mapping[str, float]] = []
        for number in range(min(runs, _MOST_RUNS) + 1):
            floor, taken = _started("bare", around)["window"], _started(str(file), around)
            if number:  # the first one warms up and does not count
                bare.append(floor)
                whole.append(taken)
    yield figure_of("start: first picture", [each["first"] for each in whole], bare, 1.3)
    yield figure_of("start: window painted", [each["window"] for each in whole], bare, 1.3)
    yield figure_of("start: month of 30 on screen", [each["month"] for each in whole], bare, 3.0)


def _compiled_once(folder: Path) -> Mapping[str, str]:
    """Surroundings in which Python keeps what it compiled, as it does wherever a program starts twice."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(folder)}


def _started(what: str, around: Mapping[str, str]) -> dict[str, float]:
    """Start a program and hear from it what was painted when, in milliseconds since it was called."""
    start = time.time()
    command: Sequence[str] = [sys.executable, "-m", _CHILD, what]
    said = subprocess.run(
        command, cwd=paths.checkout(), env=around, capture_output=True, text=True, check=True
    ).stdout
    return {name: (float(at) - start) * 1000 for name, at in map(str.split, said.splitlines())}
