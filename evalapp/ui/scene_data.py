"""What scenes are set on: a copy of a real data file, brought to the states worth showing."""

import shutil
from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal
from pathlib import Path

from evalapp.base.clock import VIET_NAM, Clock
from evalapp.domain.periods import Period
from evalapp.domain.policy.model import OPTIONAL_KINDS, Form
from evalapp.domain.rounds import Round, SheetId, Stage
from evalapp.store.work import Work
from evalapp.ui.shell.routes import Place
from evalapp.usecases.rounds import list_rounds, open_round
from evalapp.usecases.scores import enter_mark
from evalapp.usecases.summaries import person_sheets

_AFTERNOON = time(14, 30, tzinfo=VIET_NAM)
_LEFT_OPEN = 3  # people whom the head has not scored yet


@dataclass(frozen=True)
class Places:
    """The months worth showing: one that is done, one where the head scores, one that is not open."""

    done: Place
    scoring: Place
    empty: Place
    sheet_done: SheetId
    sheet_scoring: SheetId


def copy_of(file: Path, folder: Path) -> Path:
    """A copy that scenes may change; the file itself must not be open."""
    return Path(shutil.copyfile(file, folder / "scenes.sqlite"))


def clock_after(period: Period) -> Clock:
    """The afternoon of the last day of the month after: late enough to open it, the same in every picture."""
    moment = datetime.combine(period.next().last_day, _AFTERNOON)
    return lambda: moment


def prepare(work: Work) -> Places:
    """Open the month after the newest one and let the head score part of it."""
    newest = max(list_rounds(work), key=lambda each: each.period)
    done = Place(newest.unit_code, newest.period)
    opened = open_round(work, unit=newest.unit, period=newest.period.next()).round
    sheets = person_sheets(work, round_id=opened.id)
    for number, sheet in enumerate(sheets):
        who = sheet.sheet.participant.sheet
        for stage in (Stage.SELF, Stage.DEPUTY, Stage.HEAD):
            if stage is not Stage.HEAD or number < len(sheets) - _LEFT_OPEN:
                _score(work, who, stage, sheet.form, number)
    return Places(
        done,
        Place(newest.unit_code, opened.period),
        Place(newest.unit_code, opened.period.next()),
        _first_sheet(work, newest),
        sheets[-1].sheet.participant.sheet,
    )


def newest_period(work: Work) -> Period:
    """The month that the scenes go on from."""
    return max(each.period for each in list_rounds(work))


def _first_sheet(work: Work, current: Round) -> SheetId:
    return person_sheets(work, round_id=current.id)[0].sheet.participant.sheet


def _score(work: Work, sheet: SheetId, stage: Stage, form: Form, number: int) -> None:
    rows = [row for row in form.leaves if row.kind not in OPTIONAL_KINDS and row.maximum is not None]
    for place, row in enumerate(rows):
        full = row.maximum or Decimal(0)
        less = (
            row.step * ((number * 3) % 7)
            if place == len(rows) - 1 and stage is not Stage.SELF
            else Decimal(0)
        )
        enter_mark(work, sheet_id=sheet, stage=stage, code=row.code, points=full - less)
