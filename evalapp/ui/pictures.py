"""Pictures of every scene in light and dark, without a display: for the demo, for people to look at."""

import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtWidgets import QApplication

from evalapp.base.messages import tr
from evalapp.base.settings import Settings
from evalapp.domain.periods import Period
from evalapp.store.workspace import Workspace
from evalapp.ui.catalogue import SCREENS
from evalapp.ui.kit.tasks import Tasks
from evalapp.ui.scene_data import Places, clock_after, copy_of, newest_period, prepare
from evalapp.ui.scenes import SCENES
from evalapp.ui.screens.start.screen import StartPage
from evalapp.ui.screens.start.state import Missing
from evalapp.ui.shell.help import HelpPanel
from evalapp.ui.shell.main_window import MainWindow
from evalapp.ui.shell.manual import ManualPanel
from evalapp.ui.shell.routes import Route
from evalapp.ui.shell.theme import Theme, fusion_application
from evalapp.ui.theatre import Theatre, settle

SIZE = (1366, 768)  # of the screen, in its own pixels
LOOKS = ("light", "dark")
#: The start page, as it is at the first start and where the file used last is gone.
STARTS: Mapping[str, Missing | None] = {
    "start": None,
    "start.missing": Missing(Path("D:/PNV/evalapp.sqlite"), has_folder=True, copies=5),
}
_QUIET = "settings"  # a screen in which no scene leaves a cursor
SCENE_NAMES = (*STARTS, *SCENES)
Scenes = Mapping[str, Callable[[Theatre], None]]


def take_pictures(
    workspace: Path,
    out: Path,
    *,
    only: str | tuple[str, ...] = "",
    scenes: Scenes = SCENES,
    looks: Sequence[str] = LOOKS,
    size: tuple[int, int] = SIZE,
) -> list[Path]:
    """Draw the scenes whose names begin with `only` from a copy of a data file that nobody has open.

    `size` is that of the screen in its own pixels: how much fits on it follows from the scale of the system.
    """
    app = application()
    out.mkdir(parents=True, exist_ok=True)
    theme = Theme(app, LOOKS[0])
    with tempfile.TemporaryDirectory(prefix="evalapp-scenes-", ignore_cleanup_errors=True) as folder:
        copy = copy_of(workspace, Path(folder))
        period = _newest(copy)
        tasks = Tasks(clock_after(period))
        try:
            chosen = {name: scene for name, scene in scenes.items() if name.startswith(only)}
            inside = QSize(*size) / app.devicePixelRatio()
            starts = {name: missing for name, missing in STARTS.items() if name.startswith(only)}
            return _draw(theme, tasks, copy, period, out, chosen, looks, inside, starts)
        finally:
            tasks.close()


def each_screen() -> Scenes:
    """Every screen once, as it is for a month that is closed: enough to know that it can be drawn."""
    return {spec.key: partial(_show, spec.key) for spec in SCREENS}


def _show(screen: str, on: Theatre) -> None:
    on.show(on.places.done, Route(screen, sheet=on.places.sheet_done))


def application() -> QApplication:
    """The application, made for drawing without a display where there is none yet."""
    present = QApplication.instance()
    if isinstance(present, QApplication):
        return present
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return fusion_application("evalapp")


def _newest(copy: Path) -> Period:
    workspace = Workspace.open(copy)
    try:
        with workspace.work() as work:
            return newest_period(work)
    finally:
        workspace.close()


def _draw(
    theme: Theme,
    tasks: Tasks,
    copy: Path,
    period: Period,
    out: Path,
    scenes: Scenes,
    looks: Sequence[str],
    size: QSize,
    starts: Mapping[str, Missing | None],
) -> list[Path]:
    found: list[Places] = []
    files: list[Path] = []
    settings = Settings()
    missing: list[Missing | None] = [None]  # what the start page speaks of
    window = MainWindow(
        tasks,
        settings,
        SCREENS,
        period=period,
        title=tr("Monthly evaluation"),
        restyle=lambda: None,
        begin_with=lambda _way: None,
        make_start=lambda: StartPage(missing[0]),
    )
    theme.dress(window)
    window.resize(size)
    window.show()
    for name, missing[0] in starts.items():
        for look in looks:
            theme.choose(look)
            window.rebuild()
            files.append(_grab(window, out / f"{name}-{look}.png"))
    tasks.open(
        lambda: Workspace.open(copy, clock=clock_after(period)),
        label=tr("Opening the data file"),
        done=lambda: None,
    )
    tasks.run(prepare, label=tr("Opening the month"), done=found.append)
    settle(tasks)
    for look in looks:
        theme.choose(look)
        for name, play in scenes.items():
            for opened in (*window.findChildren(HelpPanel), *window.findChildren(ManualPanel)):
                opened.hide()  # what another scene opened would be opened again
            window.go(Route(_QUIET))  # a screen that is made anew goes on where it was, if it is shown
            window.rebuild(anew=True)
            settle(tasks)
            play(Theatre(window, tasks, found[0]))
            files.append(_grab(window, out / f"{name}-{look}.png"))
            # Nobody else lets go of the screens before it: there is no event loop to come back to.
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    window.close()
    return files


def _grab(window: MainWindow, file: Path) -> Path:
    for _turn in range(3):  # what folds in the first turn is laid out anew in the second, and those around it
        QApplication.processEvents()
    if not window.grab().save(str(file)):
        raise OSError(f"{file} cannot be written")
    return file
