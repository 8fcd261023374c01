"""Reading longer periods, petitions and days off, in one transaction."""

from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.base.messages import tr_error
from evalapp.domain.periods import PeriodKind
from evalapp.domain.policy.model import Rating
from evalapp.domain.rounds import SheetId, Stage
from evalapp.domain.units import UnitId
from evalapp.store.work import Work
from evalapp.ui.kit.pickers import Choice
from evalapp.ui.screens.periods.state import PeriodsState
from evalapp.ui.shell.routes import Place
from evalapp.usecases.choosing import SeveralFit, choose_policy
from evalapp.usecases.discarding import may_discard
from evalapp.usecases.holidays import list_holidays
from evalapp.usecases.petition_lines import list_petitions
from evalapp.usecases.rounds import list_rounds, round_status
from evalapp.usecases.summaries import person_sheet
from evalapp.usecases.years import year_report


def read_periods(work: Work, *, place: Place, kind: PeriodKind, narrow: bool) -> PeriodsState:
    """Everything of a unit's longer period that the screen shows."""
    read = _read(work, PeriodsState(place, kind, narrow=narrow, today=work.today, loaded=True))
    _ = read.lines, read.shares  # worked out here: thousands of people would hold the window up
    return read


def _read(work: Work, asked: PeriodsState) -> PeriodsState:
    place = asked.place
    if place.unit is None:
        return asked
    unit = work.units.by_code(place.unit)
    days, lacking = list_holidays(work, year=place.period.year)
    current = place.shown_of(list_rounds(work, unit=unit.id), asked.period)
    refusal = ""
    if current is None:
        try:
            choose_policy(work, unit=unit, period=asked.period, policy_code=None)
        except SeveralFit:
            pass  # which one is asked as it is opened
        except UserError as error:
            refusal = tr_error(error)
    return replace(
        asked,
        unit=unit.id,
        report=year_report(work, unit=unit.id, period=asked.period),
        status=round_status(work, round_id=current.id) if current else None,
        may_discard=current is not None and may_discard(work, current),
        refusal=refusal,
        petitions=tuple(list_petitions(work, unit=unit.id)),
        days=tuple(days),
        days_lacking=lacking,
        people=_contestable(work, unit.id, place),
    )


def _contestable(work: Work, unit: UnitId, place: Place) -> tuple[Choice, ...]:
    """The people of the closed rounds of the place's own period."""
    closed = [
        each
        for each in list_rounds(work, unit=unit)
        if each.period == place.period and each.stage is Stage.CLOSED
    ]
    return tuple(
        Choice(str(sheet.participant.sheet), f"{sheet.participant.name} · {sheet.participant.code}")
        for each in closed
        for sheet in work.rounds.sheets(each.id)
    )


def read_rating(work: Work, *, sheet: SheetId) -> tuple[SheetId, Rating] | None:
    """How one person's result came about."""
    rating = person_sheet(work, sheet_id=sheet).rating
    return None if rating is None else (sheet, rating)
