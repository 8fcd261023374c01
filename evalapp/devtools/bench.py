"""How quick the daily work is: each figure beside a floor measured in the same run, as a ratio of medians.

Machines differ and are busy; the ratio to a floor hardly does. A timing is never a test.
"""

import argparse
import importlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from msgspec.structs import asdict

from evalapp.base.messages import DEFAULT_LANGUAGE, use_language
from evalapp.devtools.bench_figures import Figure
from evalapp.ui.kit.imports import import_plainly

_RUNS = 31
#: What can be measured -> the module whose `figures(runs)` measures it.
BENCHES: Mapping[str, str] = {
    "grid": "evalapp.devtools.bench_grid",
    "cell": "evalapp.devtools.bench_cell",
    "start": "evalapp.devtools.bench_start",
    "gap": "evalapp.devtools.bench_gap",
    "window": "evalapp.devtools.bench_window",
    "lists": "evalapp.devtools.bench_lists",
    "packages": "evalapp.devtools.bench_packages",
    "encryption": "evalapp.devtools.bench_encryption",
}


def main(arguments: Sequence[str]) -> int:
    """Measure what is named, or everything; print a table, and write it as JSON where asked to."""
    parser = argparse.ArgumentParser(prog="devtools bench", description=__doc__)
    parser.add_argument("name", nargs="?", choices=tuple(BENCHES), help="one of them; all where empty")
    parser.add_argument("--runs", type=int, default=_RUNS, help="how often each is measured")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where to write the figures as JSON")
    options = parser.parse_args(arguments)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    use_language(DEFAULT_LANGUAGE)
    import_plainly()  # as the program begins
    figures: list[Figure] = []
    for name in [options.name] if options.name else BENCHES:
        # Imported only now: Qt reads its environment when it starts.
        figures += importlib.import_module(BENCHES[name]).figures(options.runs)
    _print(figures)
    if options.json:
        rows = [{**asdict(each), "ratio": each.ratio, "reached": each.is_reached} for each in figures]
        options.json.write_text(json.dumps(rows, indent=2), encoding="utf-8")
    return verdict(figures)


def verdict(figures: Iterable[Figure]) -> int:
    """What the command ends with: 1 where something is slower than it may be."""
    return 0 if all(each.is_reached for each in figures) else 1


def _print(figures: Iterable[Figure]) -> None:
    print(
        f"{'what':<32}{'ms':>9}{'spread':>8}{'floor':>9}{'spread':>8}{'ratio':>8}{'at most':>9}"
        f"{'p99':>8}{'at most':>9}"
    )
    for each in figures:
        slowest = "" if each.at_most_slowest is None else f"{each.at_most_slowest:.2f}"
        print(
            f"{each.name:<32}{each.median:>9.3f}{each.spread:>8.2f}{each.floor:>9.3f}{each.floor_spread:>8.2f}"
            f"{each.ratio:>8.3f}{each.at_most:>9.2f}{each.slowest:>8.2f}{slowest:>9}"
            f"  {'reached' if each.is_reached else 'OVER'}"
        )
