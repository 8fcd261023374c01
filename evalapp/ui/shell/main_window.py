"""The main window: navigation, top bar, one screen at a time, message bar. Knows no screen by name.

Its first picture is painted before anything that only an open file needs is imported.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from evalapp.base.columns import Tone
from evalapp.base.messages import tr
from evalapp.base.settings import Settings
from evalapp.domain.periods import Period
from evalapp.store.topics import Topic
from evalapp.ui.kit.tasks import Tasks
from evalapp.ui.shell.early_keys import EarlyKeys
from evalapp.ui.shell.first_picture import FirstPicture
from evalapp.ui.shell.keys import AGAIN, BACK, FORWARD, WINDOW_KEYS
from evalapp.ui.shell.leaving import Leaving
from evalapp.ui.shell.messages import MessageBar, Written
from evalapp.ui.shell.place_keeper import PlaceKeeper
from evalapp.ui.shell.room import Room
from evalapp.ui.shell.routes import Desk, Place, Route, Screen, dialogs_over
from evalapp.ui.shell.screen_shelf import ScreenShelf
from evalapp.ui.shell.screen_specs import ScreenParts, ScreenSpec
from evalapp.ui.shell.support import show_crash
from evalapp.ui.shell.whereabouts import Step, Whereabouts
from evalapp.ui.shell.window_size import keep_size, least_size, size_left

if TYPE_CHECKING:
    from evalapp.ui.kit.dialogs import Dialogs
    from evalapp.ui.shell.finder import Finder
    from evalapp.ui.shell.frame import Frame
    from evalapp.ui.shell.help import HelpPanel
    from evalapp.ui.shell.hit_steps import HitSteps
    from evalapp.ui.shell.manual import ManualPanel
    from evalapp.ui.shell.navigation import Navigation
    from evalapp.ui.shell.places import Places
    from evalapp.ui.shell.preview import PreviewPanel
    from evalapp.ui.shell.unit_tree import UnitTree


class MainWindow(QMainWindow):
    """Everything around the screens."""

    locked = Signal()  # whoever is at work leaves, or lets somebody else work

    def __init__(
        self,
        tasks: Tasks,
        settings: Settings,
        screens: Sequence[ScreenSpec],
        *,
        period: Period,
        title: str,
        restyle: Callable[[], None],
        begin_with: Callable[[str], None],
        make_start: Callable[[], QWidget],
        make_dialogs: Callable[[QWidget, Settings], Dialogs] | None = None,
    ) -> None:
        super().__init__()
        self._tasks = tasks
        self._settings = settings
        self._shelf = ScreenShelf(screens, self._make_screen)
        self._restyle = restyle
        self._begin_with = begin_with
        self._make_start = make_start
        self._make_dialogs = make_dialogs or dialogs_over
        self._made: Frame | None = None
        self.picture = FirstPicture(self)
        self.picture.then(lambda: self._frame.progress)  # before anything begins of which it is to hear
        self._is_started = self._is_fresh = False  # fresh: a file was opened and nothing of it is shown yet
        self._awaited = self._wanted = self._user = ""  # what is opened; the screen wanted then; who works
        self._units: UnitTree | None = None
        self._where = Whereabouts(Place(None, period), Route(screens[0].key))
        self._keeper = PlaceKeeper(tasks, self._where, self)
        self._leaving = Leaving(tasks, self)
        self.early_keys = EarlyKeys(self, tasks, lambda focused: self._room.shows(focused))
        self.setWindowTitle(title)
        self.setMinimumSize(least_size(self))
        self.resize(size_left(self, settings))
        self._build()
        tasks.refused.connect(self.messages.tell_refusal)
        tasks.crashed.connect(self._tell_crash)
        tasks.changed.connect(self._hear)
        tasks.opened.connect(self._start)
        for keys, step in WINDOW_KEYS.items():
            QShortcut(QKeySequence(keys), self).activated.connect(partial(self._press, step))

    @property
    def place(self) -> Place:
        """The unit and month in use."""
        return self._where.place

    @property
    def route(self) -> Route:
        """The screen that is shown."""
        return self._where.route

    @property
    def messages(self) -> MessageBar:
        """The message bar."""
        return self._room.messages

    @property
    def navigation(self) -> Navigation:
        """The list of screens."""
        return self._frame.navigation

    @property
    def stage(self) -> str:
        """Where the month stands, in words."""
        return self._frame.top.stage

    @property
    def dialogs(self) -> Dialogs:
        """The dialogs of this window."""
        return self._desk.dialogs

    @property
    def finder(self) -> Finder:
        """The search box."""
        return self._frame.finder

    @property
    def preview(self) -> PreviewPanel:
        """The pages of a paper, before it is printed."""
        return self._frame.preview

    @property
    def help(self) -> HelpPanel:
        """The help beside the screen."""
        return self._frame.help

    @property
    def manual(self) -> ManualPanel:
        """The manual over the screen."""
        return self._frame.manual

    @property
    def screen_shown(self) -> Screen:
        """The screen that is shown, as a widget."""
        return self._shelf[self._where.route.screen]

    def go(self, route: Route) -> None:
        """Show a screen, and remember where we came from."""
        self._step_to(self._where.leave_for(route))

    def back(self) -> None:
        """Show the screen before, as Alt+Left does."""
        self._step_to(None if self.screen_shown.step_back() else self._where.back())

    def forward(self) -> None:
        """Undo a step back, as Alt+Right does."""
        self._step_to(self._where.forward())

    def act(self, screen: str, action: str) -> None:
        """Go to a screen and do one of its actions, as soon as the screen knows whether that is allowed."""
        if screen != self._where.route.screen:
            self.go(Route(screen))
        if action:
            # A turn of the worker behind what the screen is loading.
            self._tasks.load(lambda _work: None, done=partial(self._trigger, screen, action), owner=self)

    def move_to(self, place: Place) -> None:
        """Look at another unit or month; a sheet belongs to one of them, so its month is shown instead."""
        self.messages.leave_behind()
        self._use(place)
        route, home = self._where.route, self._shelf.home_of(self._where.route)
        self._show(replace(route, screen=home, sheet=None, field="", back="", among=()))

    def _step_to(self, step: Step | None) -> None:
        if step is not None:
            self.messages.leave_behind()
            if step.place != self._where.place:
                self._use(step.place)
            self._show(step.route)
            self._focus()

    def _use(self, place: Place) -> None:
        """Be at a place from now on."""
        self._where.place = place
        self._frame.top.show_place(place, self._units)
        self._load_stage()

    def _start(self) -> None:
        """A data file is open: show the screens in place of the start page."""
        self._is_started = self._is_fresh = True
        self._awaited = ""
        self._keeper.forget()
        self._fit()
        self.read_places()

    def await_file(self, words: str) -> None:
        """Stand as with an open file, and say what is being opened; a screen chosen now is shown then."""
        if not self._is_started:
            self._awaited = words
            self.show_first_page()

    def give_up_file(self, *, anew: bool = False) -> None:
        """No file was opened: the start page, or a new one, says how to go on; what was open stays."""
        if self._awaited or anew:
            self._awaited = self._wanted = ""
            self.show_first_page()

    def begin_anew(self) -> None:
        """Somebody else works from now on: nothing of what was shown or typed is left."""
        self._build()
        self._start()

    def make_ahead(self, key: str) -> None:
        """Make a screen or, once it is there, have it dressed, before anybody goes to it."""
        self._shelf.make_ahead(key, self._room.hold)

    def read_places(self) -> None:
        """Read which units there are and who is at work, then show the screen again."""
        from evalapp.ui.shell.places import read_places  # brings the store, which only an open file needs

        self._tasks.load(read_places, done=self._show_places, owner=self)

    def rebuild(self, *, reads_on: bool = False, anew: bool = False) -> None:
        """Make everything again, in words and colours now in use; what is filled in goes on unless `anew`."""
        opened, saved = self._made.opened if reads_on and self._made else None, self.messages.saved_at
        carried = {} if anew else self._shelf.carried
        self._build()
        _ = self._frame.progress  # the one before is gone with all that was in the window
        self.messages.tell_saved(saved)
        if self._is_started:
            self._frame.top.show_place(self._where.place, self._units)
            self._frame.top.show_user(self._user)
            self._load_stage()
            spot = self._keeper.spot
            self._shelf.carry_on(carried)
            self._show(self._where.route)
            self.screen_shown.resume(spot)
            self._focus()
            self._frame.open_again(opened)
        else:
            self.show_first_page()

    def showEvent(self, event: QShowEvent) -> None:
        """Have something to show."""
        if self._room.is_empty:
            self.show_first_page()
        super().showEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the navigation where there is little room."""
        super().resizeEvent(event)
        if self._made is not None:
            self._fit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the field being typed in and where it is, then let go of the workspace."""
        self._leaving.take_keyboard(self.focusWidget())
        if not self.may_close(self.close):
            event.ignore()
            self._leaving.give_keyboard_back()
            return
        self._keeper.keep()
        keep_size(self, self._settings)
        event.accept()

    def may_close(self, again: Callable[[], object]) -> bool:
        """Whether nothing would be lost, or the user lets it go; what waits for a save is done `again`."""
        if self._leaving.waits(again):
            return False
        lost = (*self._shelf.unsaved, *self._tasks.unfinished)
        title, action = tr("Not saved yet"), tr("Close without saving")
        return not lost or self.dialogs.confirm(title, " ".join(lost), action, careful=True)

    def _build(self) -> None:
        self._shelf.clear()
        self._made = None
        self.__dict__.pop("_desk", None)  # made anew when it is next asked for
        self._room = Room(lambda title, about, texts: self.dialogs.texts(title, about, texts))
        self.setCentralWidget(self._room)

    def show_first_page(self) -> None:
        """Show what stands in the middle while no file is open."""
        if self._awaited:
            self._room.say(self._awaited)
        else:
            self._room.show_page(self._make_start())
        if self._awaited or self._made is not None:
            self._fit()

    def _fit(self) -> None:
        self._frame.show(around=self._is_started or bool(self._awaited), size=self.size())

    @property
    def _frame(self) -> Frame:
        """What stands around the screens, made when it is first needed."""
        if self._made is None:
            self._made = self._framed()
            self._fit()
        return self._made

    def _framed(self) -> Frame:
        # Imported only now: the first page is painted without any of it.
        from evalapp.ui.shell.frame import Frame

        made = Frame(
            self._room,
            self._tasks,
            self._settings,
            self._shelf.specs,
            lambda: self._where.place,
            lambda: (self._where.route.screen, self.screen_shown),
        )
        made.navigation.chosen.connect(self._go_to_screen)
        made.placed.connect(self.move_to)
        made.locked.connect(self.locked)
        made.left.connect(self._focus)
        made.found.connect(self._hits.follow)
        self._room.put_around(made)
        return made

    @cached_property
    def _desk(self) -> Desk:
        """What a screen may use of this window."""
        return Desk(
            tasks=self._tasks,
            dialogs=self._make_dialogs(self, self._settings),
            settings=self._settings,
            tell=self._tell,
            refresh_look=self._refresh_look,
            begin_with=self._begin_with,
            preview=lambda title, make: self._frame.preview.show_paper(title, make),
        )

    @cached_property
    def _hits(self) -> HitSteps:
        """What a hit of the search box leads to."""
        from evalapp.ui.shell.hit_steps import HitSteps

        steps = HitSteps(self._tasks, self._where, lambda: self._shelf.home_of(self._where.route), self)
        steps.routed.connect(self.go)
        steps.acted.connect(self.act)
        steps.told.connect(self._tell)
        steps.pressed.connect(self._press)
        return steps

    def _press(self, key: str) -> None:
        """Do what one of the window's own keys is for."""
        if key in (BACK, FORWARD):
            (self.back if key == BACK else self.forward)()
        elif key == AGAIN and self._is_started:
            self.read_places()  # on a server others work at the same time
        else:
            self._frame.press(key, started=self._is_started)

    def _trigger(self, screen: str, action: str, _turn: None) -> None:
        from evalapp.ui.kit.actions import trigger
        from evalapp.ui.shell.hit_steps import not_now

        if self._where.route.screen == screen and not trigger(self.screen_shown, action):
            named = self._shelf.name_of(screen, action)
            self._tell(not_now(named, screen, self.screen_shown, self.stage, action), Tone.WARN)

    def _make_screen(self, key: str, load: Callable[[], ScreenParts]) -> Screen:
        made = load().make(self._desk)
        made.routed.connect(self.go)
        made.stood.connect(partial(self._keeper.note_spot, key))
        return made

    def _show(self, route: Route) -> None:
        self._where.route = route
        screen = self._shelf[route.screen]
        self._room.show_page(screen)
        spec = self._shelf.specs[route.screen]
        parts = spec.load()
        self._frame.say_help(tr(spec.title), parts.help, parts.actions)
        self._frame.navigation.show_current(self._shelf.home_of(route))
        self._keeper.note_step()
        screen.visit(self._where.place, route)

    def _focus(self) -> None:
        """The keyboard works in the screen that was opened, not in what opened it."""
        self.screen_shown.take_keyboard()
        self.early_keys.hold_while_loading()

    def _show_places(self, places: Places) -> None:
        self._units, self._user = places.units, places.user
        if places.refusal:
            self._where.place = places.home
            self._frame.top.show_user(places.user)
            self._frame.top.show_place(places.home, None)
            self._room.say(places.refusal)
            return
        if self._is_fresh:
            self._where.place = places.home
            if (resume := places.resumed(self._wanted)) is not None and resume.screen in self._shelf:
                self._where.route, self._wanted = resume, ""
            elif self._wanted:
                self._where.route = Route(self._wanted)
        elif self._where.place.unit not in places.codes:
            self._where.place = Place(places.home.unit, self._where.place.period)
        self._frame.top.show_user(places.user)
        self._frame.top.show_place(self._where.place, self._units)
        self._load_stage()
        self._show(self._where.route)
        if self._is_fresh:
            if not self._wanted:
                self.screen_shown.resume(places.spot)
            self._is_fresh, self._wanted = False, ""
            self._focus()

    def _hear(self, topics: frozenset[Topic]) -> None:
        if topics & {Topic.UNITS, Topic.USERS}:
            self.read_places()
            return
        if Topic.ROUNDS in topics:
            self._load_stage()
        if topics & self.screen_shown.topics:
            self._show(self._where.route)

    def _refresh_look(self) -> None:
        self._restyle()
        QTimer.singleShot(0, self.rebuild)  # after the click that asked for it has run out

    def _go_to_screen(self, key: str) -> None:
        if self._is_started and not self._is_fresh:
            self.go(Route(key))
        else:
            self._wanted = key
            self._frame.navigation.show_current(key)

    def _load_stage(self) -> None:
        from evalapp.ui.shell.places import read_stage

        self._tasks.load(
            partial(read_stage, place=self._where.place),
            done=lambda stage: self._frame.top.show_stage(*stage),
            owner=self,
        )

    def _tell(self, text: str, tone: Tone, *, written: Written | None = None) -> None:
        self.messages.tell(text, tone, written=written)

    def _tell_crash(self, error: BaseException) -> None:
        self.messages.tell(tr("The last step was not carried out. The report can be copied."), Tone.BAD)
        show_crash(self._desk, error, self.messages.saved)
