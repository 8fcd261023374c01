"""What scenes are set on: a copy of a real data file, brought to the states worth showing."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, time
from decimal import Decimal
from pathlib import Path

from msgspec import Struct

from evalapp.base.clock import VIET_NAM, Clock
from evalapp.domain.periods import Period
from evalapp.domain.policy.model import OPTIONAL_KINDS, Kind
from evalapp.domain.rounds import DECIDING, SCORING, PersonSheet, Round, SheetId, Stage
from evalapp.domain.units import UnitId
from evalapp.store.work import Work
from evalapp.ui.shell.routes import Place
from evalapp.usecases.marks import NewMark, enter_marks
from evalapp.usecases.rounds import list_rounds, open_round
from evalapp.usecases.summaries import person_sheets

_AFTERNOON = time(14, 30, tzinfo=VIET_NAM)
_LEFT_OPEN = 3  # people whom the head has not scored yet
_SPREAD = 7  # half points apart, so that levels differ
_LEVEL = 3  # so few different totals that equals stand at the line


class Places(Struct, frozen=True):
    """The months worth showing: done, half scored, waiting for a decision between equals, not open.

    `above` is the month that is done, seen from the unit on top.
    """

    done: Place
    scoring: Place
    deciding: Place
    empty: Place
    above: Place
    sheet_done: SheetId
    sheet_scoring: SheetId


def copy_of(file: Path, folder: Path) -> Path:
    """A copy that scenes may change; the file itself must not be open."""
    return Path(shutil.copyfile(file, folder / "scenes.sqlite"))


def clock_after(period: Period) -> Clock:
    """An afternoon two months on: late enough to open both, the same in every picture."""
    moment = datetime.combine(period.next().next().last_day, _AFTERNOON).astimezone(UTC)
    return lambda: moment


def prepare(work: Work) -> Places:
    """Open the two months after the newest: in one the head is still scoring, in the other all is scored."""
    rounds = sorted(list_rounds(work), key=lambda each: each.period)
    done = next((each for each in reversed(rounds) if each.stage is Stage.CLOSED), rounds[-1])
    scoring = scored(work, rounds[-1].unit, rounds[-1].period.next(), left=_LEFT_OPEN, spread=_SPREAD)
    deciding = scored(work, rounds[-1].unit, scoring.period.next(), left=0, spread=_LEVEL)
    return Places(
        done=Place(done.unit_code, done.period),
        scoring=Place(scoring.unit_code, scoring.period),
        deciding=Place(deciding.unit_code, deciding.period),
        empty=Place(deciding.unit_code, deciding.period.next()),
        above=Place(work.units.get(work.units.ancestors(done.unit, work.today)[-1]).code, done.period),
        sheet_done=person_sheets(work, round_id=done.id)[0].sheet.participant.sheet,
        sheet_scoring=person_sheets(work, round_id=scoring.id)[-1].sheet.participant.sheet,
    )


def scored(
    work: Work, unit: UnitId, period: Period, *, left: int, spread: int, policy: str | None = None
) -> Round:
    """A month with everybody scored at every stage, but for so many whom the head left."""
    opened = open_round(work, unit=unit, period=period, policy_code=policy).round
    sheets = person_sheets(work, round_id=opened.id)
    for stage in SCORING:
        scored = sheets if stage is not DECIDING else sheets[: len(sheets) - left]
        marks = [
            mark for number, sheet in enumerate(scored) for mark in _marks(sheet, stage, number % spread)
        ]
        enter_marks(work, round_id=opened.id, stage=stage, marks=marks)
    return opened


def newest_period(work: Work) -> Period:
    """The month that the scenes go on from."""
    return max(each.period for each in list_rounds(work))


def _marks(sheet: PersonSheet, stage: Stage, steps: int) -> Iterator[NewMark]:
    """Full marks, less a few steps in the last row from the deputy on."""
    skipped = {*OPTIONAL_KINDS, Kind.FORMULA}
    rows = [row for row in sheet.form.leaves if row.kind not in skipped and row.maximum is not None]
    for row in rows:
        less = row.step * steps if row is rows[-1] and stage is not Stage.SELF else Decimal(0)
        yield NewMark(sheet.sheet.participant.sheet, row.code, (row.maximum or Decimal(0)) - less)
