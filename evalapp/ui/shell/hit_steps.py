"""Going where a line of the search box leads: a screen, an action, a month, or a person in a month."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from evalapp.base.columns import Tone
from evalapp.base.messages import tr
from evalapp.domain.periods import PeriodKind
from evalapp.ui.kit.tasks import Tasks
from evalapp.ui.shell.routes import Place, Route
from evalapp.ui.shell.whereabouts import Whereabouts

if TYPE_CHECKING:
    from evalapp.domain.periods import Period
    from evalapp.domain.standings import MonthPerson
    from evalapp.ui.shell.finding import Hit
    from evalapp.ui.shell.routes import Screen


_OF_A_MONTH = ("month", "sheet", "settlement")  # what can be done there depends on where the month stands


def _screen_of(period: Period) -> str:
    """The screen that shows a month, or what months make."""
    return "month" if period.kind is PeriodKind.MONTH else "periods"


def not_now(action: str, screen: str, shown: Screen, stage: str, key: str = "") -> str:
    """Why an action cannot be done now, as far as the screen shows it, and what comes next there."""
    from evalapp.ui.kit.actions import next_step, refusal_of

    if refusal := refusal_of(shown, key):
        return refusal
    where = f" ({stage})" if stage and screen in _OF_A_MONTH else ""
    told = tr("“{action}” cannot be done now{where}.", action=action, where=where)
    step = next_step(shown)
    if step is None:
        return told
    keys = f" ({step.keys.split(', ')[0]})" if step.keys else ""
    return told + " " + tr("Next here: “{step}”{keys}.", step=step.text, keys=keys)


class HitSteps(QObject):
    """Follows what was found."""

    routed = Signal(object)
    acted = Signal(str, str)  # a screen and one of its actions
    told = Signal(str, object)
    pressed = Signal(str)  # one of the window's own keys

    def __init__(self, tasks: Tasks, where: Whereabouts, home: Callable[[], str], owner: QObject) -> None:
        super().__init__(owner)
        self._tasks = tasks
        self._where = where
        self._home = home  # the screen that takes any unit, in place of one that shows a single sheet

    def follow(self, hit: Hit) -> None:
        """Go there; a person's sheet is looked for first."""
        from evalapp.usecases.search import (
            locate_sheet,  # what searching reads is needed once something is found
        )

        place = Place(hit.unit or self._where.place.unit, hit.period or self._where.place.period)
        if hit.offer is not None and not hit.offer.screen:
            self.pressed.emit(hit.offer.action)
        elif hit.offer is not None:
            self.acted.emit(hit.offer.screen, hit.offer.action)
        elif hit.visit is not None:
            self.routed.emit(Route("inspections", visit=hit.visit, field=hit.field))
        elif hit.person:
            query = partial(
                locate_sheet, person=hit.person, period=place.period, exactly=hit.period is not None
            )
            self._tasks.load(query, done=partial(self._go_to_person, hit), owner=self)
        else:
            self.routed.emit(
                Route(self._home() if hit.period is None else _screen_of(hit.period), place=place)
            )

    def _go_to_person(self, hit: Hit, found: MonthPerson | None) -> None:
        if found is not None:
            self.routed.emit(Route("sheet", found.sheet, Place(found.unit_code, found.period, found.policy)))
        elif hit.period is not None:
            told = tr("{name} is not in {month}.", name=hit.title, month=hit.period.named)
            self.told.emit(told, Tone.WARN)
        else:
            self.routed.emit(Route("people", person=hit.person))
