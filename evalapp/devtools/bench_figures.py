"""A figure of a bench: how long something takes beside a floor measured in the same run."""

import statistics
import time
from collections.abc import Callable, Sequence

from msgspec import Struct


class Figure(Struct, frozen=True):
    """One measured thing beside its floor, in milliseconds; limits are how many times the floor's median."""

    name: str
    median: float
    floor: float
    at_most: float
    slowest: float  # the ratio at the 99th percentile
    spread: float  # of the thing itself: its 90th over its 10th percentile
    floor_spread: float  # of the floor: where it is wide, the machine was busy and the ratio says little
    at_most_slowest: float | None = None  # where the 99th percentile has its own limit

    @property
    def ratio(self) -> float:
        """How many times the floor."""
        return self.median / self.floor

    @property
    def is_reached(self) -> bool:
        """Whether it is as quick as it has to be."""
        return self.ratio <= self.at_most and (
            self.at_most_slowest is None or self.slowest <= self.at_most_slowest
        )


def figure(
    name: str,
    run: Callable[[int], object],
    floor: Callable[[int], object],
    at_most: float,
    runs: int,
    *,
    at_most_slowest: float | None = None,
    clock: Callable[[], float] = time.perf_counter,
) -> Figure:
    """Measure something and its floor in turns, so that a busy moment meets both; each is told the turn.

    What waits for nothing, as painting, is measured by `time.process_time`: other programs take none of it.
    """
    run(0)  # the first turn warms up and does not count
    floor(0)
    taken: list[float] = []
    floors: list[float] = []
    for number in range(1, runs + 1):
        floors.append(_measured(floor, number, clock))
        taken.append(_measured(run, number, clock))
    return figure_of(name, taken, floors, at_most, at_most_slowest=at_most_slowest)


def figure_of(
    name: str,
    measured: Sequence[float],
    floors: Sequence[float],
    at_most: float,
    *,
    at_most_slowest: float | None = None,
) -> Figure:
    """A figure from what was measured, in milliseconds."""
    base = statistics.median(floors)
    return Figure(
        name,
        statistics.median(measured),
        base,
        at_most,
        _percentile(measured, 0.99) / base,
        _spread(measured),
        _spread(floors),
        at_most_slowest,
    )


def _spread(taken: Sequence[float]) -> float:
    return _percentile(taken, 0.9) / _percentile(taken, 0.1)


def _percentile(taken: Sequence[float], part: float) -> float:
    return sorted(taken)[min(len(taken) - 1, int(len(taken) * part))]


def _measured(run: Callable[[int], object], number: int, clock: Callable[[], float]) -> float:
    start = clock()
    run(number)
    return (clock() - start) * 1000
