"""What stands around the screens: navigation, top bar, help, and what opens over all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from evalapp.ui.kit.progress import ProgressBox
from evalapp.ui.shell.help import HelpPanel
from evalapp.ui.shell.keys import HELP, MANUAL
from evalapp.ui.shell.manual_parts import part_of
from evalapp.ui.shell.navigation import Entry, Navigation
from evalapp.ui.shell.top_bar import TopBar

if TYPE_CHECKING:
    from evalapp.ui.shell.finder import Finder
    from evalapp.ui.shell.manual import ManualPanel
    from evalapp.ui.shell.preview import PreviewPanel
    from evalapp.ui.shell.routes import Desk, Place, Screen
    from evalapp.ui.shell.screen_specs import ScreenSpec

START = "start"  # where the manual begins while no file is open


class Frame(QObject):
    """The parts of a window that its first page does without; the boxes are made when they first open."""

    found = Signal(object)

    def __init__(
        self,
        owner: QWidget,
        desk: Desk,
        specs: Mapping[str, ScreenSpec],
        place: Callable[[], Place],
        shown: Callable[[], tuple[str, Screen]],
    ) -> None:
        super().__init__(owner)
        self._owner = owner
        self._desk = desk
        self._specs = specs
        self._shown = shown
        self._place = place
        entries = [Entry(spec.key, spec.title, spec.icon) for spec in specs.values() if spec.icon]
        self.navigation = Navigation(entries)
        self.top = TopBar(place())
        self.help = HelpPanel()
        self.help.manual_wanted.connect(self._open_manual)
        self.progress = ProgressBox(owner, desk.tasks)  # hears of work from its beginning

    def stand_around(self, column: QVBoxLayout, across: QHBoxLayout) -> None:
        """Take their places around the screens."""
        column.insertWidget(0, self.top)
        across.insertWidget(0, self.navigation)
        across.addWidget(self.help)
        self._across = across

    def show(self, *, started: bool, narrow: bool) -> None:
        """Be there once a file is open; fold where there is little room."""
        self.navigation.fit(narrow=narrow)
        if narrow:
            self._across.removeWidget(self.help)
            self.help.float_over(self._owner)
        elif self._across.indexOf(self.help) < 0:
            self._across.addWidget(self.help)
        self.navigation.setVisible(started)
        self.top.setVisible(started)

    def press(self, key: str, *, started: bool) -> None:
        """Open what a key of the window opens; there is nothing to find before a file is open."""
        if key == MANUAL:
            self.manual.open_at(self._shown()[0] if started else START)
        elif key == HELP:
            self.help.turn()
        elif started:
            self.finder.open()

    def _open_manual(self) -> None:
        self.press(MANUAL, started=True)

    @cached_property
    def manual(self) -> ManualPanel:
        """The manual in its viewer."""
        from evalapp.ui.shell.manual import ManualPanel  # reads Markdown, which nothing else here needs

        return ManualPanel(self._owner, partial(part_of, self._specs))

    @cached_property
    def finder(self) -> Finder:
        """The search box."""
        from evalapp.ui.shell.finder import (
            Finder,
            Surroundings,
        )  # brings the store, as a file does that is open
        from evalapp.ui.shell.offers import offers

        around = Surroundings(self._place, lambda: offers(self._specs, *self._shown()))
        made = Finder(self._owner, self._desk.tasks, self._desk.settings, around)
        made.chosen.connect(self.found)
        return made

    @cached_property
    def preview(self) -> PreviewPanel:
        """The pages of a paper, before it is printed."""
        from evalapp.ui.shell.preview import PreviewPanel

        return PreviewPanel(self._owner, self._desk.tasks)
