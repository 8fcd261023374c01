"""A figure of a bench: how long something takes beside a floor measured in the same run."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One measured thing beside its floor, in milliseconds."""

    name: str
    median: float
    floor: float
    at_most: float
    slowest: float  # the ratio at the 99th percentile
    spread: float  # of the thing itself: its 90th over its 10th percentile

    @property
    def ratio(self) -> float:
        """How many times the floor."""
        return self.median / self.floor


def figure(
    name: str, run: Callable[[int], object], floor: Callable[[int], object], at_most: float, runs: int
) -> Figure:
    """Measure something and its floor so many times each; both are told which time it is."""
    floors = _measured(floor, runs)
    return figure_of(name, _measured(run, runs), floors, at_most)


def figure_of(name: str, measured: Sequence[float], floors: Sequence[float], at_most: float) -> Figure:
    """A figure from what was measured, in milliseconds."""
    taken = sorted(measured)
    base = statistics.median(floors)
    last = min(len(taken) - 1, int(len(taken) * 0.99))
    spread = taken[int(len(taken) * 0.9)] / taken[int(len(taken) * 0.1)]
    return Figure(name, statistics.median(taken), base, at_most, taken[last] / base, spread)


def _measured(run: Callable[[int], object], runs: int) -> list[float]:
    """How long each run took, in order of length; the first one warms up and does not count."""
    run(0)
    taken: list[float] = []
    for number in range(1, runs + 1):
        start = time.perf_counter()
        run(number)
        taken.append((time.perf_counter() - start) * 1000)
    return sorted(taken)
