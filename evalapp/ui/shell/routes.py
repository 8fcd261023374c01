"""Where the window is: the place chosen at the top, the screen shown in it, and what a screen may use."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct, field
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from evalapp.base.columns import Tone
from evalapp.base.settings import Settings
from evalapp.domain.periods import Period
from evalapp.store.topics import Topic
from evalapp.ui.kit.keyboard import asks_for_menu
from evalapp.ui.kit.sizes import px
from evalapp.ui.shell.at_hand import RefusedMarks, StepBook

if TYPE_CHECKING:
    from evalapp.domain.rounds import Round, SheetId
    from evalapp.store.work import Work
    from evalapp.ui.kit.dialogs import Dialogs
    from evalapp.ui.kit.tasks import Tasks
    from evalapp.ui.shell.messages import Written
    from evalapp.usecases.last_places import Spot
    from evalapp.usecases.previews import Preview


#: Pages of the screen of inspections that other screens lead to.
FINDINGS, REMEDIES, PLANS = "findings", "remedies", "plans"
SUGGESTED = "suggested"  # a filter of the month's list: who has suggestions that wait for a decision
NO_LEVEL = "no_level"  # another: who has no level


class Place(Struct, frozen=True):
    """The unit and the month that every screen is about; no unit while there is none.

    Where people of the unit go by several policies in the month, `policy` says which of them is shown.
    """

    unit: str | None
    period: Period
    policy: str = ""

    def shown_of(self, rounds: Sequence[Round], period: Period | None = None) -> Round | None:
        """The one of a unit's rounds that is shown: by the policy chosen, else the one opened last."""
        here = [each for each in rounds if each.period == (period or self.period)]
        chosen = [each for each in here if each.policy.code == self.policy]
        return next(reversed(chosen or here), None)


class Route(Struct, frozen=True):
    """A screen, and the sheet or person it shows where it shows one. Screens open each other by emitting one.

    `place` moves the window to another unit or month first; without one it stays where it is.
    """

    screen: str
    sheet: SheetId | None = None
    place: Place | None = None
    person: str = ""  # a person's code
    showing: str = ""  # whom the month's list is to show, by a filter of it
    visit: int = 0  # the key of a visit, and the field of it that the cursor goes to
    field: str = ""
    overdue: str = ""  # the page of a screen that is to show what is overdue of a unit, and that unit's code
    unit: str = ""
    back: str = ""  # the screen that a form was opened from, and leads back to
    among: tuple[SheetId, ...] = ()  # the forms of the list there, in its order: the next one follows in it


class Tell(Protocol):
    """Says one line in the message bar, and offers to open what was written."""

    def __call__(self, text: str, tone: Tone, *, written: Written | None = None) -> None:
        """Say it; an empty text takes back what was said, in the tone of a refusal nothing but one."""


class Desk(Struct, frozen=True):
    """What a screen may use of the window around it."""

    tasks: Tasks
    dialogs: Dialogs
    settings: Settings
    tell: Tell
    refresh_look: Callable[[], None]  # after language or theme was chosen
    begin_with: Callable[[str], None]
    preview: Callable[[str, Callable[[Work], Preview]], None]  # a paper, before it is printed
    steps: StepBook = field(default_factory=StepBook)  # of the month's list and its forms
    refusals: RefusedMarks = field(default_factory=RefusedMarks)  # of the same


def dialogs_over(window: QWidget, settings: Settings) -> Dialogs:
    """The dialogs of a window; the first picture does without them."""
    from evalapp.ui.kit.dialogs import Dialogs

    return Dialogs(window, settings)


class Screen(QWidget):
    """One screen: it loads what it shows when it is visited, and again when that has changed."""

    routed = Signal(object)
    stood = Signal(object)  # the Spot where the cursor stands now
    topics: frozenset[Topic] = frozenset()
    widest = 1920  # pixels: beyond them a text would stand far from what it belongs to; 0 for no limit

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a wide screen stand in the middle of it."""
        super().resizeEvent(event)
        beside = max(0, self.width() - px(self.widest)) // 2 if self.widest else 0
        self.setContentsMargins(beside, 0, beside, 0)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """On a list, by a right click or the menu key: what its buttons do."""
        from evalapp.ui.kit.row_menu import show_menu

        event.setAccepted(show_menu(self, event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Where the system does not ask by itself for what can be done on a list, its key does."""
        if asks_for_menu(event):
            from evalapp.ui.kit.row_menu import show_menu_at_cursor

            event.setAccepted(show_menu_at_cursor(self))
        else:
            super().keyPressEvent(event)

    def make_ahead(self) -> None:
        """Make what stands there first, where it is made only when it is shown; nobody looks at it yet."""

    def visit(self, place: Place, route: Route) -> None:
        """Load what is at this place and show it."""
        raise NotImplementedError

    def resume(self, spot: Spot) -> None:
        """Go on where somebody was, once what `visit` loads is there; most screens begin as always."""

    @property
    def carried(self) -> object:
        """What is chosen and open in it, for `carry_on` of the screen that is made in its place."""
        return None

    def carry_on(self, carried: object) -> None:
        """Go on with what the screen had that this one takes the place of, in another size or look."""

    @property
    def carries_forms(self) -> bool:
        """Whether what is being filled in is part of it."""
        return False

    def take_keyboard(self) -> None:
        """The keyboard works here from now on."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def step_back(self) -> bool:
        """Go back from what is opened inside the screen; whether there was anything."""
        return False

    @property
    def unsaved(self) -> str:
        """What would be lost if the window were closed now, in words."""
        return ""
