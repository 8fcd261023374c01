"""The scenes of inspections: the list of visits with one of them beside it."""

from collections.abc import Callable, Mapping
from datetime import date, time
from functools import partial

from evalapp.domain.inspections import Finding, FindingId, Severity, Visit, VisitId, VisitKind
from evalapp.store.work import Work
from evalapp.ui.shell.routes import Place, Route
from evalapp.ui.theatre import Theatre, settle
from evalapp.usecases.people import list_people


def inspections_visits(on: Theatre) -> None:
    """Visits of a year, the newest with what it found."""
    on.tasks.run(partial(_logged, place=on.places.scoring), label="", done=_nothing)
    settle(on.tasks)
    on.show(on.places.scoring, Route("inspections"))


INSPECTIONS: Mapping[str, Callable[[Theatre], None]] = {
    "inspections.visits": inspections_visits,
}


def _logged(work: Work, *, place: Place) -> None:
    """Some visits of the year, where there are none yet."""
    if work.inspections.all():
        return
    unit = work.units.by_code(place.unit or "").id
    person = list_people(work, unit=unit, day=place.period.last_day)[0]
    found = (
        Finding(
            FindingId(0),
            "HN522.DRESS",
            "Không mặc trang phục công sở",
            person=person.id,
            place="Bộ phận một cửa",
        ),
        Finding(FindingId(0), "HN522.TIME", "Bảng giờ làm việc không niêm yết", severity=Severity.MEDIUM),
        Finding(FindingId(0), "HN522.CIT.CALM", "Hướng dẫn người dân tận tình", positive=True),
    )
    for number, kind in enumerate((VisitKind.UNANNOUNCED, VisitKind.SELF_INSPECTION, VisitKind.THEMATIC), 1):
        month = max(place.period.number - 3 + number, 1)
        visit = Visit(
            VisitId(0),
            "",
            f"{number:02d}/{place.period.year}/BB-KT",
            kind,
            unit,
            place.unit or "",
            date(place.period.year, month, 4 + number),
            time(7, 45),
            total=14,
            present=12,
            excused=1,
            unexcused=1,
            recorded_by=work.user.name,
            recorded_at=work.now,
            findings=found if number == 3 else (),
            place="Trụ sở đơn vị",
        )
        work.inspections.add(visit)
    work.audit.record("inspections.imported", "kiem-tra.xlsx", new=3)


def _nothing(_outcome: None) -> None:
    """Only what it changed counts."""
