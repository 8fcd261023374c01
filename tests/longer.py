"""Builders for longer periods: an office under Decree 335/2025 with closed months of 2026."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from evalapp.documents.reading.specs import SCORES
from evalapp.domain.periods import Period
from evalapp.domain.policy.model import OPTIONAL_KINDS, Kind
from evalapp.domain.products import ProductLine
from evalapp.domain.rounds import SCORING, Round, RoundId, Stage
from evalapp.store.work import Work
from evalapp.store.workspace import Workspace
from evalapp.usecases.policies import shipped
from evalapp.usecases.products import record_line
from evalapp.usecases.rounds import open_round
from evalapp.usecases.scores_import import import_scores
from evalapp.usecases.settling import close_round, settle_round
from tests import make

POLICY = "nd-335-2025"
#: What the general criteria give in full.
GENERAL = Decimal(30)
DECEMBER = datetime(2026, 12, 31, 3, 0, tzinfo=UTC)
YEAR = Period.parse("2026")
QUARTER = Period.parse("2026-Q1")
HALF = Period.parse("2026-H1")
MONTHS = tuple(Period(2026, number) for number in range(1, 13))
#: Two specialists: nobody whose level hangs on the unit's.
PEOPLE = ("NV002", "NV003")


def office(folder: Path, *rows: Sequence[Any], now: datetime = DECEMBER) -> Workspace:
    """A workspace at the end of 2026 with two people in one of its units."""
    made = make.workspace(folder, clock=make.Ticking(now))
    make.take_units(made)
    make.take_people(made, *(rows or (make.person_row(2, position="Chuyên viên"), make.person_row(3))))
    return made


def opened(of: Workspace, period: Period, *, unit: str = make.OFFICE, policy: str = POLICY) -> Round:
    """A period, just opened under the decree."""
    key = make.unit_id(of, unit)
    with of.work() as work:
        return open_round(work, unit=key, period=period, policy_code=policy).round


def closed(of: Workspace, period: Period, totals: Mapping[str, str], *, unit: str = make.OFFICE) -> Round:
    """A month that is closed with these totals."""
    current = opened(of, period, unit=unit)
    return finished(of, current.id, totals)


def finished(of: Workspace, round_id: RoundId, totals: Mapping[str, str]) -> Round:
    """Score, settle and close a month that is open."""
    give(of, round_id, totals)
    return sealed(of, round_id)


def give(of: Workspace, round_id: RoundId, totals: Mapping[str, str]) -> None:
    """The head's scores of a month, as totals."""
    given = {code: _points(total) for code, total in totals.items()}
    with of.work() as work:
        current = work.rounds.get(round_id)
        for code, total in totals.items():
            if current.stage in SCORING:
                _record_work(work, code, current.period, Decimal(total) - GENERAL)
    codes = list(dict.fromkeys(code for points in given.values() for code in points))
    rows = [
        (code, make.NAMES[make.CODES.index(code)], *(points.get(each) for each in codes), None)
        for code, points in given.items()
    ]
    read = make.listed(SCORES, ("Mã CB", "Họ và tên", *codes, "Ghi chú"), *rows)
    with of.work() as work:
        report = import_scores(work, round_id=round_id, read=read, stage=Stage.HEAD, choice=make.ALL)
    assert report.applied, report.refused


def sealed(of: Workspace, round_id: RoundId) -> Round:
    """Settle and close."""
    with of.work() as work:
        settle_round(work, round_id=round_id)
        return close_round(work, round_id=round_id)


def months(of: Workspace, totals: Mapping[Period, Mapping[str, str]]) -> dict[Period, Round]:
    """Several months, closed."""
    return {month: closed(of, month, given) for month, given in totals.items()}


def alike(periods: Sequence[Period], **totals: str) -> dict[Period, Mapping[str, str]]:
    """The same totals in every month."""
    return dict.fromkeys(periods, totals)


def _record_work(work: Work, code: str, period: Period, points: Decimal) -> None:
    """Work of which so much was done that the results earn these points of 70."""
    line = ProductLine("BC", "Báo cáo", assigned=Decimal(7000), done=points * 100)
    record_line(work, person_code=code, period=period, line=line)


def _points(total: str) -> dict[str, Decimal]:
    """General criteria in full; the rest comes from the work."""
    form = shipped()[POLICY].form("staff")
    assert form is not None
    computed = {Kind.FORMULA, *OPTIONAL_KINDS}
    return {row.code: row.maximum or Decimal(0) for row in form.leaves if row.kind not in computed}
