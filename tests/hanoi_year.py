"""Builders: an office whose months go by Hanoi's decision of 2021, and whose year by Decree 90/2020."""

from collections.abc import Mapping
from pathlib import Path

from evalapp.domain.periods import Period
from evalapp.domain.rounds import Round, RoundId, Stage
from evalapp.store.workspace import Workspace
from evalapp.usecases.marks import NewMark, enter_marks
from evalapp.usecases.rounds import advance_round
from evalapp.usecases.settling import close_round, settle_round
from tests import longer, make

MONTHLY, YEARLY = "hn-1841-2021", "nd-90-2020"
SEPTEMBER, YEAR = Period(2026, 9), longer.YEAR
#: A specialist, and a driver under contract, whom the decree of the year does not cover.
SPECIALIST, DRIVER = "NV003", "NV010"


def office(folder: Path) -> Workspace:
    """A workspace at the end of 2026 with these two in one unit and September closed."""
    made = longer.office(folder, make.person_row(3), make.person_row(10))
    month(made, SEPTEMBER, {SPECIALIST: "89.5", DRIVER: "75"})
    return made


def month(of: Workspace, period: Period, totals: Mapping[str, str]) -> Round:
    """A month, closed with these totals."""
    current = longer.opened(of, period, policy=MONTHLY)
    with of.work() as work:
        marks = [
            NewMark(sheet.participant.sheet, code, points)
            for sheet in work.rounds.sheets(current.id)
            for code, points in make.points(sheet.participant.code, totals[sheet.participant.code]).items()
            if points
        ]
        enter_marks(work, round_id=current.id, stage=Stage.HEAD, marks=marks)
    return longer.sealed(of, current.id)


def opened(of: Workspace) -> Round:
    """The year, just opened."""
    return longer.opened(of, YEAR, policy=YEARLY)


def at_settling(of: Workspace) -> RoundId:
    """The year, moved on to settlement though nothing was entered."""
    key = opened(of).id
    with of.work() as work:
        advance_round(work, round_id=key, to=Stage.SETTLING)
    return key


def closed(of: Workspace) -> Round:
    """The year, closed although of nobody anything is known."""
    key = at_settling(of)
    with of.work() as work:
        settle_round(work, round_id=key)
        return close_round(work, round_id=key)
