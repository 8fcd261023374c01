"""The window's composition root: options, one worker, one window, and the data file they work on."""

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6 import __version_info__
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

import evalapp
from evalapp.base import paths
from evalapp.base.addresses import Address, ServerAddress, address_of
from evalapp.base.clock import VIET_NAM, system_clock
from evalapp.base.columns import Tone
from evalapp.base.errors import UserError
from evalapp.base.least import unfit
from evalapp.base.logs import Known, begin_log
from evalapp.base.messages import LANGUAGES, N_, tr, tr_error, use_language
from evalapp.base.settings import LANGUAGE, LAST_WORKSPACE, TEXT_SIZE, THEME, Settings, settings_file
from evalapp.domain.periods import Period
from evalapp.ui.catalogue import SCREENS
from evalapp.ui.kit.qt_words import QtWords
from evalapp.ui.kit.sizes import use_text_size
from evalapp.ui.kit.syllables import Syllables
from evalapp.ui.kit.tasks import Progress, Tasks
from evalapp.ui.screens.start.screen import StartPage
from evalapp.ui.shell.ahead import Ahead
from evalapp.ui.shell.file_steps import (
    back_up_at_exit,
    back_up_meanwhile,
    is_damage,
    moved,
    only_read_words,
    refused_place,
    unsaid,
)
from evalapp.ui.shell.instances import Instances, call, calls_other, come_forward
from evalapp.ui.shell.last_file import (
    LOOK,
    ask_about_copy,
    ask_server,
    choose_copy,
    is_kept_copy,
    last_file,
    missing_words,
    place_for_new,
    place_of_copy,
)
from evalapp.ui.shell.left_sample import SCRATCH, settle_left_sample
from evalapp.ui.shell.main_window import MainWindow
from evalapp.ui.shell.old_picture import hold_picture
from evalapp.ui.shell.routes import Route
from evalapp.ui.shell.session import Session
from evalapp.ui.shell.sign_in import SignIn
from evalapp.ui.shell.text_size import TextSizeKeys
from evalapp.ui.shell.theme import Theme, fusion_application
from evalapp.ui.shell.window_size import appear

if TYPE_CHECKING:
    from evalapp.store.workspace import Workspace
    from evalapp.ui.kit.dialogs import Dialogs
    from evalapp.ui.shell.health import HealthWatch

PROGRAM = "evalapp (window)"
#: Half an hour, in thousandths of a second: so much work a broken file may cost.
_BACKUP_EVERY = 30 * 60 * 1000
#: After so long somebody who opened a file has what they wait for, in thousandths of a second.
_CALM = 1500

_log = logging.getLogger(__name__)


def main(arguments: Sequence[str]) -> int:
    """Open the window and stay until it is closed."""
    options = _options(arguments)
    if refusal := unfit(sys.version_info[:3], tuple(__version_info__[:3])):
        sys.stderr.write(refusal + "\n")
        return 1
    try:
        workspace = address_of(options.workspace) if options.workspace else None
    except UserError as error:
        sys.stderr.write(tr_error(error) + "\n")
        return 1
    settings = Settings() if options.sample else Settings(settings_file())
    begin_log(paths.log_file())
    _log.info("begins: version %s", Known(evalapp.__version__))
    app = fusion_application(sys.argv[0])
    app.setApplicationName("evalapp")
    app.setApplicationVersion(evalapp.__version__)
    with tempfile.TemporaryDirectory(prefix=SCRATCH, ignore_cleanup_errors=True) as folder:
        program = Program(app, settings, Path(folder), language=options.lang, user=options.user)
        shown = program.begin(workspace, sample=options.sample)
        code = app.exec() if shown else 0  # the event loop is no dialog
        program.close()
    return code


class Program:
    """What lives as long as the window: settings, theme, worker, and the file that is open."""

    def __init__(
        self,
        app: QApplication,
        settings: Settings,
        scratch: Path,
        *,
        language: str | None = None,
        user: str | None = None,
        make_dialogs: Callable[[QWidget, Settings], Dialogs] | None = None,
    ) -> None:
        self._settings = settings
        self._sample_file = scratch / "sample.sqlite"
        use_language(language or settings.get(LANGUAGE))
        self._words = QtWords(app)
        app.installTranslator(self._words)
        self._syllables = Syllables(app)
        use_text_size(settings.get(TEXT_SIZE))
        self._theme = Theme(app, settings.get(THEME))
        self.tasks = Tasks()
        self.window = MainWindow(
            self.tasks,
            settings,
            SCREENS,
            period=Period.month_of(system_clock().astimezone(VIET_NAM).date()),
            title=tr("Monthly evaluation"),
            restyle=self._restyle,
            begin_with=self._start,
            make_start=self._make_start,
            make_dialogs=make_dialogs,
        )
        self._theme.dress(self.window)
        self._named: Callable[[], str] = str  # the file that is open, in the language of the window
        self._is_kept = False  # whether the file that is open outlives the window
        self._meanwhile = QTimer(self.window, interval=_BACKUP_EVERY)
        self._meanwhile.timeout.connect(self._back_up)
        self._sign_in = SignIn(self.tasks, lambda: self.window.dialogs, settings, user=user, program=PROGRAM)
        self.session = Session(self.window, self.tasks, settings)
        TextSizeKeys(self.window, settings, self._resize)
        self._health: HealthWatch | None = None
        twice = [partial(self.window.make_ahead, each.key) for each in SCREENS for _ in range(2)]
        self._ahead = Ahead(self.tasks, [each.load for each in SCREENS], twice, self.window)
        self._calm = QTimer(self.window, interval=_CALM, singleShot=True)
        self._calm.timeout.connect(self._watch)
        self._instances = Instances()
        self._instances.wanted.connect(partial(come_forward, self.window))
        self._opening: Path | None = None  # the file that was asked for last
        self._missed: Path | None = None  # the file used last or asked for, where it is not found or damaged
        self._compared: Path | None = None  # a copy that is looked into once its file is open
        self._is_making = False  # the sample, which everything else waits for
        self._sign_in.left.connect(self._settle)
        self.tasks.finished.connect(self._settle)
        self.tasks.refused.connect(self._leave_to_other)
        self.tasks.refused.connect(self._meet_damage)
        self.tasks.released.connect(self._open_again)
        self._theme.changed.connect(self._dress)
        sys.excepthook = self._report

    def begin(self, workspace: Address | None, *, sample: bool = False) -> bool:
        """Show the window; once it is painted, open the file that is named, or the one opened last.

        False: another window has that file, which comes forward, and none is shown here.
        """
        file = workspace
        if file is None:
            file, self._missed = last_file(self._settings)
        if (
            isinstance(file, Path)
            and not sample
            and not self._instances.has(file)
            and not is_kept_copy(file)
            and (calls_other(file, PROGRAM) or not self._instances.come_for(file))
        ):
            return False
        if sample:
            self._is_making = True
            self.window.picture.then(self._open_sample)
        elif file is not None:
            self.window.await_file(tr("Opening {file}…", file=file.name))
            self.window.picture.then(partial(self._open, file))
            self.window.early_keys.wait()
        appear(self.window, self._settings)
        return True

    def close(self) -> None:
        """Back the data file up and let go of it."""
        self._meanwhile.stop()
        self._calm.stop()
        self._instances.leave()
        self._instances.arrive()
        self.tasks.close(back_up_at_exit if self._is_kept else None)
        sys.excepthook = sys.__excepthook__

    def _settle(self) -> None:
        """Work has ended: where a file is awaited and nothing more is done or asked for it, give it up."""
        if not self.tasks.busy and not self._sign_in.is_asking:
            self._instances.arrive()
            self.window.give_up_file()
            if self._is_making:
                self._is_making = False
                self.window.show_first_page()
            self.window.early_keys.drop_without_file()

    def _make_start(self) -> QWidget:
        if self._is_making:
            from evalapp.ui.kit.progress import BusyPage

            why = tr("A unit with its people, forms and months is made; it takes a few moments. Esc cancels.")
            return BusyPage(self.tasks, tr("Preparing the sample data"), why)
        page = StartPage(missing_words(self._missed))
        page.chosen.connect(self._start)
        return page

    def _start(self, way: str) -> None:
        {
            "sample": self._open_sample,
            "new": self._create,
            "open": self._ask_file,
            "server": self._ask_server,
            "again": self._look_again,
            "put_back": self._put_back,
        }[way]()

    def _open_sample(self) -> None:
        file = self._sample_file
        if not settle_left_sample(self.window.dialogs, file):
            self._settle()
            return
        if not self._meanwhile.isActive():  # else what is open stays in sight until the sample is there
            self._is_making = True
            self.window.show_first_page()
        done = partial(self._opened, file)
        self.tasks.make(partial(_sample, file), label=tr("Preparing the sample data"), done=done)

    def _create(self) -> None:
        file = place_for_new(self.window.dialogs, self._missed)
        if file:
            done = partial(self._opened, file)
            self.tasks.open(partial(_new, file), label=tr("Making the data file"), done=done)

    def _look_again(self) -> None:
        """A stick or a drive may have been connected meanwhile."""
        if self._missed is not None and self._missed.is_file():
            self._open(self._missed)
        else:
            self.window.show_first_page()
            self.window.messages.tell(tr("The file is still not there."), Tone.WARN)

    def _put_back(self) -> None:
        """A copy that lies beside the file that is missed takes its place."""
        if self._missed is not None and (copy := choose_copy(self.window.dialogs, self._missed)):
            self._opening = self._missed
            self._sign_in.open(self._missed, partial(self._opened, self._missed), source=copy)

    def _ask_file(self) -> None:
        from evalapp.ui.kit.dialogs import DATA_FILES

        file = self.window.dialogs.open_file(tr("Open a data file"), DATA_FILES)
        if file:
            self._open(file)

    def _ask_server(self) -> None:
        server = ask_server(self.window.dialogs)
        if server is not None:
            self._open(server)

    def _open(self, file: Address, compared: Path | None = None) -> None:
        self._compared = compared
        if isinstance(file, ServerAddress):
            self._opening = None
            self._sign_in.open(file, partial(self._opened, file))
            return
        if self._instances.has(file):
            come_forward(self.window)
            self._compare()
            return
        if is_kept_copy(file):
            self._open_copy(file)
            return
        self._opening = file
        refusal = refused_place(file)
        if refusal is not None:
            self._offer_to_move(file, refusal)
            return
        self._sign_in.open(file, partial(self._opened, file))

    def _open_copy(self, copy: Path) -> None:
        """A copy that is kept of a data file is put back in its place or only looked at, never worked in."""
        home = place_of_copy(copy, self._settings)
        way = ask_about_copy(self.window.dialogs, copy, home)
        if way is None:
            self._settle()
        elif way == LOOK:
            self._opening = copy
            self._sign_in.open(copy, partial(self._opened, copy))
        elif home.is_file():
            self._open(home, compared=copy)
        else:
            self._opening = home
            self._sign_in.open(home, partial(self._opened, home), source=copy)

    def _compare(self) -> None:
        """Ask, on the page of data safety, whether a copy takes the place of what is open now."""
        if self._compared is not None:
            copy, self._compared = str(self._compared), None
            going = partial(self.window.go, Route("safety", field=copy))
            self.tasks.load(lambda _work: None, done=lambda _none: going(), owner=self.window)

    def _meet_damage(self, error: UserError) -> None:
        """A file that cannot be read, while none is open: the first page leads to the copies of it."""
        if self._opening is not None and is_damage(error) and not self._meanwhile.isActive():
            self._missed = self._opening
            self.window.give_up_file(anew=True)

    def _open_again(self, file: Path) -> None:
        """Another state of the file lies in its place."""
        self._instances.leave()
        self._open(file)

    def _leave_to_other(self, error: UserError) -> None:
        """The window that has the file comes forward; one that was only begun for it goes away again."""
        if self._opening is None or not str(error.values.get("owner", "")).startswith(PROGRAM):
            return
        call(self._opening)
        if not self._meanwhile.isActive():
            self.window.close()

    def _offer_to_move(self, file: Path, refusal: UserError) -> None:
        """A file that lies where it would be damaged is brought to this computer first."""
        target = paths.default_workspace().with_name(file.name)
        sure = self.window.dialogs.confirm(
            tr("Move {file} to this computer?", file=file.name),
            tr_error(refusal) + "\n\n" + tr("It would be moved to {folder}.", folder=str(target.parent)),
            tr("Move and open"),
        )
        if sure:
            self.tasks.alone(partial(moved, file, target), label=tr("Moving the data file"), done=self._open)
        else:
            self._settle()

    def _opened(self, file: Address) -> None:
        self._is_making, self._missed = False, None
        is_sample = file == self._sample_file  # also once another state of it lies in its place
        is_copy = isinstance(file, Path) and is_kept_copy(file)
        words = N_("sample data, thrown away at the end") if is_sample else N_("{file}, only looked at")
        self._named = lambda: tr(words, file=file.name) if is_sample or is_copy else file.name
        self._show_title()
        self.window.messages.end_refusal()  # what was said of another file
        self._is_kept = not (is_sample or is_copy)
        self._meanwhile.start()
        self._calm.start()
        self.tasks.attend(only_read_words, label="", done=self._tell_only_read)
        self._instances.leave()
        if self._is_kept:
            if isinstance(file, Path):
                self._instances.stand_for(file)
            self._instances.arrive()
            self._settings.set(LAST_WORKSPACE, str(file))
        self._compare()

    def _show_title(self) -> None:
        named = self._named()
        self.window.setWindowTitle(" – ".join(part for part in (tr("Monthly evaluation"), named) if part))

    def _watch(self) -> None:
        """Check the file that was opened, once it is on screen and nothing more is asked of it."""
        if not self.tasks.idle:
            self._calm.start()
            return
        from evalapp.ui.shell.health import HealthWatch

        self._health = HealthWatch(self.tasks, self._tell_health)
        self._health.begin()
        self._ahead.begin()

    def _tell_health(self, text: str, tone: Tone) -> None:
        """Say how the data is; what is said already is more urgent, unless something is wrong."""
        if tone is Tone.BAD or not self.window.messages.text:
            self.window.messages.tell(text, tone)

    def _tell_only_read(self, text: str) -> None:
        if text:
            self.window.messages.tell_too(text, Tone.WARN)

    def _back_up(self) -> None:
        """Now and then, while nobody waits for the worker."""
        if self._is_kept and self.tasks.idle:
            self.tasks.attend(back_up_meanwhile, label="", done=unsaid)

    def _dress(self) -> None:
        """Colours or sizes are others; behind a lock nothing is made anew before it opens."""
        if self.session.is_locked:
            self.session.unlocked.connect(self.window.rebuild, Qt.ConnectionType.SingleShotConnection)
        else:
            self.window.rebuild(reads_on=True)

    def _resize(self) -> None:
        """Another text size was chosen by its key."""
        self._restyle()
        QTimer.singleShot(0, self._dress)  # after the key has run out

    def _restyle(self) -> None:
        hold_picture(self.window, self.tasks)
        use_text_size(self._settings.get(TEXT_SIZE))
        self._theme.choose(self._settings.get(THEME))
        self._show_title()  # the language may be another one

    def _report(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """An error nobody expected: to the log, and shown so that it can be copied."""
        _log.critical("unexpected error", exc_info=(kind, error, trace))
        self.tasks.crashed.emit(error)


# What follows is called by the worker, which imports the store once the window is painted.


def _sample(file: Path, progress: Progress) -> Workspace:
    from evalapp.sample.demo import open_sample

    return open_sample(file, program=PROGRAM, progress=progress)


def _new(file: Path) -> Workspace:
    from evalapp.usecases.workspaces import create_workspace

    return create_workspace(file, program=PROGRAM)


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="evalapp", description="Monthly evaluation: the window.")
    place = parser.add_mutually_exclusive_group()  # the sample is thrown away: it never stands for a file
    place.add_argument("--workspace", help="the workspace to open: a data file, or postgresql://…")
    parser.add_argument("--as", dest="user", help="the user in whose name the work is done")
    parser.add_argument("--lang", choices=LANGUAGES, help="the language of the window")
    place.add_argument("--sample", action="store_true", help="open a temporary sample instead of real data")
    return parser.parse_args(arguments)
