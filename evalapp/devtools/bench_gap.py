"""How long the window stands still while the worker has long work: its longest gap between two turns.

A gap is no longer than the processor time that the program took in it: what other programs took is not ours.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from evalapp.devtools.bench_figures import Figure, figure_of
from evalapp.devtools.keys_works import prepare_forms
from evalapp.domain.imports import ImportChoice
from evalapp.domain.rounds import RoundId
from evalapp.sample.demo import build_sample
from evalapp.store.work import Work
from evalapp.store.workspace import Workspace
from evalapp.ui.kit.tasks import Tasks
from evalapp.ui.pictures import application
from evalapp.ui.scenes_grid import many
from evalapp.ui.screens.month.loading import read_month
from evalapp.ui.screens.month.state import MonthState
from evalapp.ui.shell.routes import Place
from evalapp.usecases.forms import import_forms, read_forms
from evalapp.usecases.rating import rate_sheet
from evalapp.usecases.rounds import list_rounds

_PEOPLE, _MANY = 30, 5_000
_MOST_RUNS = 5
_ALLOWED = 50.0  # milliseconds: what nobody notices stands in place of a floor


class Moment(NamedTuple):
    """When the event loop came round, by the clock and by the processor time of the program."""

    time: float
    work: float


def figures(runs: int) -> Iterator[Figure]:
    """The longest gap while a big month is rated, and while forms are taken in."""
    app = application()  # kept: without it there is no event loop
    with TemporaryDirectory(prefix="evalapp-bench-") as name:
        folder = Path(name)
        file = folder / "sample.sqlite"
        build_sample(file, people=_PEOPLE)
        workspace = Workspace.open(file)
        with workspace.work() as work:
            newest = list_rounds(work)[-1]
            big = many(read_month(work, place=Place(newest.unit_code, newest.period)), _MANY)
        filled, of = prepare_forms(workspace, folder)
        workspace.close()
        tasks = Tasks()
        tasks.open(lambda: Workspace.open(file), label="", done=lambda: None)
        turns = range(min(runs, _MOST_RUNS))
        rated = [_longest_gap(tasks, lambda work: _rate(work, big)) for _ in turns]
        taken = [_longest_gap(tasks, lambda work: _take(work, of, filled)) for _ in turns]
        tasks.close()
    app.processEvents()
    yield figure_of("gap: 5,000 people rated", rated, [_ALLOWED], 1)
    yield figure_of("gap: 30 forms taken in", taken, [_ALLOWED], 1)


def _rate(work: Work, big: MonthState) -> None:
    """Rate everybody, telling how far it is."""
    for number, line in enumerate(big.lines.values(), start=1):
        rate_sheet(line.policy, line.round, line.sheet)
        if number % 100 == 0:
            work.progress(number, len(big.lines))


def _take(work: Work, of: RoundId, folder: Path) -> None:
    """Look at every form of the folder, as the window does before it takes them in."""
    read = read_forms(folder, work.progress)
    import_forms(work, round_id=of, read=read, choice=ImportChoice(dry_run=True))


def _longest_gap(tasks: Tasks, use_case: Callable[[Work], None]) -> float:
    """The longest time between two turns of the window's event loop while the worker works."""
    turns: list[Moment] = []
    timer = QTimer()
    timer.setInterval(1)
    timer.timeout.connect(lambda: turns.append(now()))
    timer.start()
    tasks.load(use_case, done=lambda _outcome: None)
    while not tasks.idle:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    timer.stop()
    return longest_gap(turns)


def now() -> Moment:
    """This moment, and how much processor time the program has taken."""
    return Moment(time.perf_counter(), time.process_time())


def longest_gap(turns: Sequence[Moment]) -> float:
    """The longest time between two turns, in milliseconds."""
    return max(_gap(before, after) for before, after in pairwise(turns)) * 1000


def _gap(before: Moment, after: Moment) -> float:
    return min(after.time - before.time, after.work - before.work)
