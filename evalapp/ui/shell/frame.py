"""What stands around the screens: navigation, top bar, help, and what opens over all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from evalapp.ui.kit.sizes import px, top_height
from evalapp.ui.shell.keys import FIND, HELP, LEAVE, MANUAL
from evalapp.ui.shell.navigation import Entry, Navigation

if TYPE_CHECKING:
    from evalapp.base.settings import Settings
    from evalapp.ui.kit.actions import ActionSpec
    from evalapp.ui.kit.progress import ProgressBox
    from evalapp.ui.kit.tasks import Tasks
    from evalapp.ui.shell.finder import Finder
    from evalapp.ui.shell.help import HelpPanel, ScreenHelp
    from evalapp.ui.shell.manual import ManualPanel, Reading
    from evalapp.ui.shell.preview import PreviewPanel
    from evalapp.ui.shell.room import Room
    from evalapp.ui.shell.routes import Place, Screen
    from evalapp.ui.shell.screen_specs import ScreenSpec
    from evalapp.ui.shell.top_bar import TopBar

_NARROW_BELOW = 1000
_HELP_FLOATS_BELOW = 1240  # beside the help a screen would have too little room
START = "start"  # where the manual begins while no file is open


class Opened(Struct, frozen=True):
    """What is open beside or over the screens: the help; the manual, at a place in it."""

    help: bool
    reading: Reading | None


class Frame(QObject):
    """The parts of a window around its screens.

    The navigation is there at once, with an empty top bar; the rest is made when it is first needed.
    """

    found = Signal(object)
    left = Signal()  # the help was closed
    placed = Signal(object)  # another unit or month was chosen
    locked = Signal()

    def __init__(
        self,
        owner: Room,
        tasks: Tasks,
        settings: Settings,
        specs: Mapping[str, ScreenSpec],
        place: Callable[[], Place],
        shown: Callable[[], tuple[str, Screen]],
    ) -> None:
        super().__init__(owner)
        self._owner = owner
        self.tasks = tasks
        self._settings = settings
        self._specs = specs
        self._shown = shown
        self._place = place
        self._said: tuple[str, ScreenHelp, Sequence[ActionSpec[Any]]] | None = None
        entries = [Entry(spec.key, spec.title, spec.icon, spec.short) for spec in specs.values() if spec.icon]
        self.navigation = Navigation(entries)
        self._strip = QFrame()  # where the top bar will stand
        self._strip.setObjectName("top")
        self._strip.setFixedHeight(top_height())
        self._floats = False  # the help, over the screen

    def stand_around(self, column: QVBoxLayout, across: QHBoxLayout, beside: QHBoxLayout) -> None:
        """Take their places around the screens."""
        column.insertWidget(0, self._strip)
        across.insertWidget(0, self.navigation)
        self._column, self._beside = column, beside

    def show(self, *, around: bool, size: QSize) -> None:
        """Be there, or leave the start page alone; fold where a window of this size has little room."""
        self._floats = size.width() < px(_HELP_FLOATS_BELOW)
        self.navigation.fit(narrow=size.width() < px(_NARROW_BELOW), height=size.height())
        if "help" in self.__dict__:
            self._place_help(self.help)
        self.navigation.setVisible(around)
        self._strip.setVisible(around)

    def say_help(self, title: str, help_: ScreenHelp, actions: Sequence[ActionSpec[Any]]) -> None:
        """What the help says from now on; nothing is written before somebody opens it."""
        self._said = title, help_, actions
        if "help" in self.__dict__:
            self.help.show_help(*self._said)

    @cached_property
    def top(self) -> TopBar:
        """The top bar, which takes the place that was kept for it."""
        from evalapp.ui.shell.top_bar import TopBar

        made = TopBar(self._place())
        made.chosen.connect(self.placed)
        made.locked.connect(self.locked)
        made.users_asked.connect(partial(self.navigation.chosen.emit, "users"))
        made.searched.connect(partial(self.press, FIND, started=True))
        made.ended.connect(partial(self.press, LEAVE, started=True))
        self._column.replaceWidget(self._strip, made)
        made.setVisible(not self._strip.isHidden())
        self._strip.deleteLater()
        self._strip = made
        return made

    @cached_property
    def progress(self) -> ProgressBox:
        """The box that shows how far work has come; made before work begins, it hears of all of it."""
        from evalapp.ui.kit.progress import ProgressBox

        return ProgressBox(self._owner, self.tasks, self._owner.pages)

    @cached_property
    def help(self) -> HelpPanel:
        """The help beside the screen."""
        from evalapp.ui.shell.help import HelpPanel

        made = HelpPanel()
        made.manual_wanted.connect(self._open_manual)
        made.left.connect(self.left)
        self._place_help(made)
        if self._said is not None:
            made.show_help(*self._said)
        return made

    def _place_help(self, panel: HelpPanel) -> None:
        if self._floats:
            self._beside.removeWidget(panel)
            panel.float_over(self._owner, top_height())
        elif self._beside.indexOf(panel) < 0:
            self._beside.addWidget(panel)

    def press(self, key: str, *, started: bool) -> None:
        """Open what a key of the window opens; there is nothing to find before a file is open."""
        if key == LEAVE:
            self._owner.window().close()
        elif key in (MANUAL, HELP) and not started:
            self.manual.open_at(START)  # there is no screen yet that help could be about
        elif key == MANUAL:
            self.manual.open_at(self._shown()[0])
        elif key == HELP:
            self.help.turn()
        elif started:
            self.finder.open()

    @property
    def opened(self) -> Opened:
        """What is open beside or over the screens."""
        reading = self.manual.place if "manual" in self.__dict__ and self.manual.isVisible() else None
        return Opened("help" in self.__dict__ and self.help.isVisible(), reading)

    def open_again(self, opened: Opened | None) -> None:
        """Open what was open in the frame before, which was made anew."""
        if opened and opened.help:
            self.help.show()
        if opened and opened.reading:
            self.manual.return_to(opened.reading)

    def _open_manual(self) -> None:
        self.press(MANUAL, started=True)

    @cached_property
    def manual(self) -> ManualPanel:
        """The manual in its viewer."""
        from evalapp.ui.shell.manual import ManualPanel  # reads Markdown, which nothing else here needs
        from evalapp.ui.shell.manual_parts import part_of

        return ManualPanel(self._owner, partial(part_of, self._specs))

    @cached_property
    def finder(self) -> Finder:
        """The search box."""
        # Brings the store, as a file does that is open.
        from evalapp.ui.shell.finder import Finder, Surroundings
        from evalapp.ui.shell.offers import offers

        around = Surroundings(self._place, lambda: offers(self._specs, *self._shown()))
        made = Finder(self._owner, self.tasks, self._settings, around)
        made.chosen.connect(self.found)
        return made

    @cached_property
    def preview(self) -> PreviewPanel:
        """The pages of a paper, before it is printed."""
        from evalapp.ui.shell.preview import PreviewPanel

        return PreviewPanel(self._owner, self.tasks)
