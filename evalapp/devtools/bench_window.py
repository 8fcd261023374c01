"""How long the real window stands still while a district of 5,000 people is worked on: its longest gap."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from evalapp.base.settings import Settings
from evalapp.devtools.bench_figures import Figure, figure_of
from evalapp.devtools.bench_gap import longest_gap, now
from evalapp.documents.reading.lists import ReadList, find_list
from evalapp.documents.reading.specs import PEOPLE, UNITS
from evalapp.documents.reading.workbook import read_workbook
from evalapp.domain.imports import ImportChoice, ImportReport
from evalapp.domain.rounds import Stage
from evalapp.sample.month import PERIOD, SampleClock
from evalapp.sample.people import OFFICE, SamplePerson, sample_people, write_people, write_units
from evalapp.store.work import Work
from evalapp.store.workspace import Workspace
from evalapp.ui.catalogue import SCREENS
from evalapp.ui.kit.grid_blocks import Target
from evalapp.ui.kit.tasks import Tasks
from evalapp.ui.pictures import application
from evalapp.ui.scene_data import scored
from evalapp.ui.screens.month.screen import MonthScreen
from evalapp.ui.screens.people.screen import PeopleScreen
from evalapp.ui.screens.start.screen import StartPage
from evalapp.ui.shell.intake_state import list_intake
from evalapp.ui.shell.main_window import MainWindow
from evalapp.ui.shell.routes import Place, Route
from evalapp.ui.shell.theme import Theme
from evalapp.usecases.papers import write_summary_paper
from evalapp.usecases.people_import import import_people
from evalapp.usecases.rounds import advance_round, list_rounds, round_status
from evalapp.usecases.settling import settle_round
from evalapp.usecases.summaries import summarise
from evalapp.usecases.units_import import import_units
from evalapp.usecases.workspaces import create_workspace

_PEOPLE = 5_000
_ALLOWED = 50.0  # milliseconds: what nobody notices stands in place of a floor
_NAMES = 400
_IN_TURN = frozenset({"people", "month", "settlement", "overview", "history"})  # screens with a part each
_CALM = 40  # turns after the work is done in which its outcome is shown and painted


def figures(_runs: int) -> Iterator[Figure]:
    """One journey through a district's month; the longest gap of each of its parts."""
    app = application()  # kept: without it there is no event loop
    theme = Theme(app, "light")
    with TemporaryDirectory(prefix="evalapp-bench-") as name:
        stage = _Stage(Path(name), theme)
        try:
            for what, longest in stage.gaps():
                yield figure_of(f"window: {what}", [longest], [_ALLOWED], 1)
        finally:
            stage.close()
    app.processEvents()


class _Stage:
    """A window, a workspace with units only, and a list of everybody."""

    def __init__(self, folder: Path, theme: Theme) -> None:
        self._clock = SampleClock()
        self._file, self._staff, self._paper = folder / "w.sqlite", folder / "s.xlsx", folder / "t.xlsx"
        units = folder / "u.xlsx"
        write_units(units)
        write_people(self._staff, _staff())
        workspace = create_workspace(self._file, clock=self._clock)
        with workspace.work() as work:
            import_units(work, read=find_list(read_workbook(units), UNITS), choice=ImportChoice())
        workspace.close()
        self._tasks = Tasks(self._clock)
        self._window = MainWindow(
            self._tasks,
            Settings(),
            SCREENS,
            period=PERIOD,
            title="",
            restyle=lambda: None,
            begin_with=lambda _way: None,
            make_start=StartPage,
        )
        self._ahead: list[str] = []  # screens that are still to be made
        self._others = [each.key for each in SCREENS if each.key not in _IN_TURN]
        for each in SCREENS:
            each.load()  # as the program does while nobody waits
        theme.dress(self._window)
        self._window.show()

    def gaps(self) -> Iterator[tuple[str, float]]:
        """Each part of the work with the longest time between two turns of the event loop."""
        parts: Mapping[str, Callable[[], None]] = {
            "a file opened": self._open,
            "screens made ahead": self._make_ahead,
            "another unit shown": self._move,
            "people first shown": partial(self._go, "people"),
            "5,000 people read": self._read,
            "5,000 people taken in": self._take_in,
            "5,000 people listed": partial(self._go, "people"),
            "month of 5,000 scored": partial(self._run, _score),
            "month of 5,000 shown": partial(self._go, "month"),
            "a column of 5,000 pasted": self._paste,
            "5,000 pasted marks taken back": partial(self._press, "month.undo"),
            "a column of 5,000 emptied": self._empty,
            "full marks of 5,000 taken": partial(self._press, "month.accept"),
            "full marks taken back": partial(self._press, "month.undo"),
            "what was emptied given back": partial(self._press, "month.undo"),
            "settlement of 5,000 shown": partial(self._go, "settlement"),
            "5,000 settled": partial(self._run, _settle),
            "summary of 5,000 written": partial(self._run, partial(_summarise, file=self._paper)),
            "overview of 5,000 shown": partial(self._go, "overview"),
            "history of 5,000 shown": partial(self._go, "history"),
            **{f"{key} first shown": partial(self._go, key) for key in self._others},
            "found among 5,000": self._find,
        }
        for what, begin in parts.items():
            yield what, self._longest_gap(begin)

    def close(self) -> None:
        """Let go of everything."""
        self._window.close()
        self._tasks.close()

    def _open(self) -> None:
        self._tasks.open(lambda: Workspace.open(self._file, clock=self._clock), label="", done=lambda: None)

    def _make_ahead(self) -> None:
        """As the program does while nobody waits: each screen is made in one turn and dressed in another."""
        self._ahead = [each.key for each in SCREENS for _ in range(2)]
        self._make_next()

    def _make_next(self) -> None:
        if self._ahead:
            self._window.make_ahead(self._ahead.pop(0))
            QTimer.singleShot(1, self._make_next)

    def _move(self) -> None:
        self._window.move_to(Place(OFFICE, PERIOD))

    def _read(self) -> None:
        self._people().show_intake(list_intake("", self._staff, PEOPLE, _import))

    def _take_in(self) -> None:
        self._people().intake.actions_bar.action("intake.apply").trigger()

    def _people(self) -> PeopleScreen:
        screen = self._window.screen_shown
        if not isinstance(screen, PeopleScreen):
            raise TypeError("the screen of people")
        return screen

    def _go(self, screen: str) -> None:
        self._window.go(Route(screen))

    def _month(self) -> MonthScreen:
        screen = self._window.screen_shown
        if not isinstance(screen, MonthScreen):
            raise TypeError("the screen of the month")
        return screen

    def _paste(self) -> None:
        """Everybody's first mark, of which some are other than before."""
        self._fill(0, lambda row: str(row % 6))

    def _empty(self) -> None:
        """What is offered again once nothing stands there."""
        grid = self._month().grid
        offered = {row.code for row in grid.rows[0].line.form.leaves if row.default_full}
        shown = enumerate(grid.arrangement.shown)
        self._fill(next(number for number, each in shown if each.key in offered), lambda _row: "")

    def _fill(self, column: int, text: Callable[[int], str]) -> None:
        grid = self._month().grid
        grid.offer([Target(row, column, text(row)) for row in range(len(grid.rows))])

    def _press(self, key: str) -> None:
        self._month().actions_bar.action(key).trigger()

    def _run(self, use_case: Callable[[Work], object]) -> None:
        self._tasks.run(use_case, label="…", done=lambda _outcome: None)

    def _find(self) -> None:
        self._window.finder.open()
        self._window.finder.find_line.setText("nguyen van")

    def _longest_gap(self, begin: Callable[[], None]) -> float:
        turns = [now()]
        timer = QTimer()
        timer.setInterval(1)
        timer.timeout.connect(lambda: turns.append(now()))
        timer.start()
        begin()
        calm = 0
        while calm < _CALM:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            calm = calm + 1 if self._tasks.idle and not self._ahead else 0
        timer.stop()
        return longest_gap(turns)


def _staff() -> list[SamplePerson]:
    """A head and very many others, of whom several have one name."""
    names = sorted({each.name for each in sample_people(Random(1), _NAMES)})
    titles = ("Trưởng phòng", *["Chuyên viên"] * (_PEOPLE - 1))
    return [
        SamplePerson(f"CB{number:05d}", names[number % len(names)], _born(number), OFFICE, title, "Công chức")
        for number, title in enumerate(titles)
    ]


def _born(number: int) -> date:
    """Another day for each of one name."""
    return date(1970, 1, 1) + timedelta(days=number * 2)


def _import(work: Work, read: ReadList, choice: ImportChoice) -> ImportReport:
    return import_people(work, read=read, choice=choice)


def _score(work: Work) -> None:
    scored(work, work.units.by_code(OFFICE).id, PERIOD, left=0, spread=7)


def _settle(work: Work) -> None:
    of = list_rounds(work)[-1].id
    advance_round(work, round_id=of, to=Stage.SETTLING)
    first = tuple(tied[0] for tied in round_status(work, round_id=of).ties)
    settle_round(work, round_id=of, first=first, reason="Kiêm nhiệm công tác đoàn thể")


def _summarise(work: Work, *, file: Path) -> None:
    summary = summarise(work, round_id=list_rounds(work)[-1].id)
    write_summary_paper(work, summary=summary, out=file)
