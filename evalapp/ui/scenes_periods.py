"""The scenes of longer periods: a year made of months, petitions, days off, and what is filled in."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from evalapp.base.clock import VIET_NAM
from evalapp.domain.holidays import HolidayKind
from evalapp.domain.rounds import Stage
from evalapp.store.work import Work
from evalapp.ui.screens.periods.screen import PeriodsScreen
from evalapp.ui.screens.periods.state import DAYS, PETITIONS
from evalapp.ui.shell.routes import Place, Route
from evalapp.ui.theatre import Theatre, settle
from evalapp.usecases.holidays import save_holiday
from evalapp.usecases.petition_lines import list_petitions
from evalapp.usecases.petitions import record_petition
from evalapp.usecases.rounds import list_rounds

_ASKED = (
    "Đề nghị xem lại điểm nhóm II: đã hoàn thành đủ việc được giao",
    "Chưa tính báo cáo đột xuất ngày 12",
)


def periods_year(on: Theatre) -> None:
    """A year with one month closed and others missing; the policy says nothing of years."""
    _periods(on, "year")


def periods_quarter(on: Theatre) -> None:
    """A quarter, with three months beside each other."""
    _periods(on, "quarter")


def periods_empty(on: Theatre) -> None:
    """A unit with nobody in it."""
    on.show(Place(None, on.places.empty.period), Route("periods"))


def periods_petitions(on: Theatre) -> None:
    """Petitions that wait for their answers, under a year without Lunar New Year."""
    _petitions(on)


def periods_petition(on: Theatre) -> None:
    """A petition is being recorded."""
    _petitions(on)
    on.window.act("periods", "petitions.new")
    settle(on.tasks)


def periods_days(on: Theatre) -> None:
    """The days off of a year, fixed and entered."""
    on.tasks.run(partial(entered, year=on.places.done.period.year), label="", done=_nothing)
    screen = _periods(on, "year")
    screen.pages.chosen.emit(DAYS)
    settle(on.tasks)


PERIODS: Mapping[str, Callable[[Theatre], None]] = {
    "periods.year": periods_year,
    "periods.quarter": periods_quarter,
    "periods.empty": periods_empty,
    "periods.petitions": periods_petitions,
    "periods.petition": periods_petition,
    "periods.days": periods_days,
}


def _periods(on: Theatre, kind: str) -> PeriodsScreen:
    screen = on.show(on.places.done, Route("periods"))
    if not isinstance(screen, PeriodsScreen):
        raise TypeError("the screen of longer periods")
    screen.kinds.chosen.emit(kind)
    settle(on.tasks)
    return screen


def _petitions(on: Theatre) -> PeriodsScreen:
    on.tasks.run(partial(asked, place=on.places.done), label="", done=_nothing)
    screen = _periods(on, "year")
    screen.pages.chosen.emit(PETITIONS)
    settle(on.tasks)
    return screen


def asked(work: Work, *, place: Place) -> None:
    """Two petitions against results of the closed month, where there are none yet."""
    unit = work.units.by_code(place.unit or "")
    if list_petitions(work, unit=unit.id):
        return
    closed = next(
        each
        for each in list_rounds(work, unit=unit.id)
        if each.period == place.period and each.stage is Stage.CLOSED
    )
    day = closed.closed_at.astimezone(VIET_NAM).date() if closed.closed_at else work.today
    sheets = work.rounds.sheets(closed.id)
    for sheet, text in zip(sheets[2:], _ASKED, strict=False):
        record_petition(work, sheet_id=sheet.participant.sheet, text=text, received=day, informed=day)


def entered(work: Work, *, year: int) -> None:
    """Days off that move, as a unit would enter them; made up, as everything in scenes is."""
    for number in range(14, 21):
        day = date(year, 2, number)
        if day.weekday() < 5:
            save_holiday(work, day=day, kind=HolidayKind.TET, name="Nghỉ Tết")


def _nothing(_outcome: None) -> None:
    """The screen reads what it shows when it is shown."""
