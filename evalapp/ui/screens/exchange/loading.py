"""Reading what was exchanged, making packages and taking them in, each in one transaction."""

from pathlib import Path

from msgspec.structs import replace

from evalapp.base.messages import tr_error
from evalapp.documents.packages import package_files
from evalapp.domain.imports import ImportChoice
from evalapp.domain.rights import Right
from evalapp.domain.rounds import Stage
from evalapp.store.work import Work
from evalapp.ui.screens.exchange.state import ExchangeState
from evalapp.ui.screens.exchange.taking import Taking
from evalapp.ui.shell.routes import Place
from evalapp.usecases.exchange import pack_lists, pack_visits, take_in, traffic
from evalapp.usecases.month_packages import expected_months, send_month
from evalapp.usecases.packages import Decisions, Made
from evalapp.usecases.papers import write_report_paper
from evalapp.usecases.reporting import ReportKind, make_report
from evalapp.usecases.rounds import find_round


def read_exchange(work: Work, *, place: Place) -> ExchangeState:
    """Who owes the month, and every package that went and came."""
    may_take = work.may(Right.RUN_MONTH) or work.may(Right.LOG_INSPECTIONS)
    no_taking = "" if may_take else tr_error(work.refusal(Right.RUN_MONTH))
    state = ExchangeState(place, traffic=traffic(work), loaded=True, no_taking=no_taking)
    if place.unit is None:
        return state
    unit = work.units.by_code(place.unit)
    state = replace(state, unit_name=unit.name)
    if not work.may(Right.READ_SCORES, unit.id):
        return replace(state, no_months=tr_error(work.refusal(Right.READ_SCORES)))
    closed = [
        each for each in work.rounds.all(unit=unit.id, period=place.period) if each.stage is Stage.CLOSED
    ]
    expected = tuple(expected_months(work, period=place.period, unit=unit.id))
    return replace(state, expected=expected, can_send_month=bool(closed))


def look_into(work: Work, *, taking: Taking) -> Taking:
    """What the packages would do as it is decided so far; a folder is opened into its packages."""
    files = tuple(each for chosen in taking.files for each in package_files(chosen))
    found = replace(taking, files=files)
    return _taken(work, found, ImportChoice(dry_run=True))


def take_all(work: Work, *, taking: Taking) -> Taking:
    """Take in what nobody has to decide any more; the rest stays in the packages."""
    return _taken(work, taking, ImportChoice(take_good=True))


def send(work: Work, *, place: Place, out: Path) -> Made:
    """Write the month of the place into a package."""
    unit = work.units.by_code(place.unit or "").id
    chosen = place.shown_of(work.rounds.all(unit=unit))  # of two policies the one that is looked at
    code = chosen.policy.code if chosen else None
    found = find_round(work, unit=unit, period=place.period, policy_code=code)
    return send_month(work, round_id=found.id, out=out)


def pack(work: Work, *, place: Place, out: Path) -> Made:
    """Write the finished visits of the place's days into a package."""
    days = place.period
    unit = work.units.by_code(place.unit or "").id
    return pack_visits(work, since=days.first_day, until=days.last_day, unit=unit, out=out)


def kit(work: Work, *, out: Path) -> Made:
    """Write what laptops need into a package."""
    return pack_lists(work, out=out)


def table(work: Work, *, place: Place, out: Path) -> Path:
    """Write everybody of the units below into one workbook."""
    unit = work.units.by_code(place.unit or "").id
    report = make_report(work, kind=ReportKind.MONTHS, unit=unit, period=place.period)
    return write_report_paper(work, report=report, out=out, form="xlsx")


def _taken(work: Work, taking: Taking, choice: ImportChoice) -> Taking:
    decisions = Decisions(taking.decided)
    taken = take_in(work, files=taking.files, choice=choice, decisions=decisions)
    return replace(taking, taken=taken, busy=False)
