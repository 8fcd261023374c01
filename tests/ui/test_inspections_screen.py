"""Inspections at the window: the list of visits, its filters, and one visit beside it."""

from collections.abc import Callable
from datetime import date, time

from evalapp.domain.inspections import Finding, FindingId, Visit, VisitId, VisitKind
from evalapp.store.workspace import Workspace
from evalapp.ui.screens.inspections.state import MONTH, YEAR, VisitChoice
from tests.ui.driver import Driver
from tests.ui.world import HERE, JULY, UNIT

Sit = Callable[..., Driver]


def logged(workspace: Workspace) -> None:
    """Two visits of July and one of March; one found something and praised somebody."""
    findings = (
        Finding(FindingId(0), "HN522.DRESS", "Không mặc trang phục công sở"),
        Finding(FindingId(0), "HN522.CIT.CALM", "Hướng dẫn tận tình", positive=True),
    )
    with workspace.work() as work:
        unit = work.units.by_code(UNIT).id
        for number, day, kind, found in (
            ("01/BB", date(2018, 3, 5), VisitKind.THEMATIC, ()),
            ("02/BB", date(2018, 7, 5), VisitKind.UNANNOUNCED, findings),
            ("03/BB", date(2018, 7, 20), VisitKind.SELF_INSPECTION, ()),
        ):
            visit = Visit(
                VisitId(0), "", number, kind, unit, UNIT, day, time(7, 45), total=14, present=12,
                recorded_by=work.user.name, recorded_at=work.now, findings=found,
            )  # fmt: skip
            work.inspections.add(visit)
        work.audit.record("test.visits", UNIT)


def test_which_days_are_asked_for_follows_from_the_month_that_is_looked_at() -> None:
    month, year, ever = VisitChoice(MONTH), VisitChoice(YEAR), VisitChoice("ever")

    assert month.span(HERE) == (date(2018, 7, 1), date(2018, 7, 31))
    assert year.span(HERE) == (date(2018, 1, 1), date(2018, 12, 31))
    assert ever.span(HERE) == (None, None)


def test_visits_are_found_by_day_and_kind_and_one_is_read_beside_them(user: Sit) -> None:
    at = user(logged)

    at.visit("inspections", period=JULY)
    page = at.screen.page
    year = at.column("number", page.table)
    page.days.chosen.emit(MONTH)
    at.settle()
    july = at.column("number", page.table), at.column("found", page.table)
    page.kind.chosen.emit(VisitKind.THEMATIC)
    at.settle()

    assert year == ["03/BB", "02/BB", "01/BB"]
    assert july == (["03/BB", "02/BB"], ["0", "1"])
    assert page.state.lines == ()
