"""The scenes of inspections: the list of visits with one of them beside it."""

from collections.abc import Callable, Mapping
from datetime import date, time
from functools import partial
from typing import cast

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, tr_error
from evalapp.domain.checklists import Checked
from evalapp.domain.inspection_teams import Member, Part
from evalapp.domain.inspections import (
    Finding,
    FindingId,
    Remedy,
    Severity,
    Visit,
    VisitFilter,
    VisitId,
    VisitKind,
    VisitState,
)
from evalapp.store.work import Work
from evalapp.ui.kit.kept_fields import KeptLine
from evalapp.ui.screens.inspections.conduct_page import ConductPage
from evalapp.ui.screens.inspections.findings_page import FindingsPage
from evalapp.ui.screens.inspections.page import InspectionPage
from evalapp.ui.screens.inspections.report_page import ReportPage
from evalapp.ui.screens.inspections.report_state import Side
from evalapp.ui.screens.inspections.screen import InspectionsScreen
from evalapp.ui.shell.routes import Place, Route
from evalapp.ui.theatre import Theatre, settle
from evalapp.usecases import hearings
from evalapp.usecases.field_parts import answer_question, note_absence, note_finding, note_late_file
from evalapp.usecases.field_visits import set_field, start_visit
from evalapp.usecases.people import list_people
from evalapp.usecases.teams import plan_visit, record_team


def inspections_visits(on: Theatre) -> None:
    """Visits of a year, the newest with what it found."""
    on.tasks.run(partial(_logged, place=on.places.scoring), label="", done=_nothing)
    settle(on.tasks)
    on.show(on.places.scoring, Route("inspections"))


def inspections_field(on: Theatre) -> None:
    """A visit under way: an absentee, answers, a late file, a finding, and what was refused."""
    visits: list[VisitId] = []
    on.tasks.run(partial(_under_way, place=on.places.scoring), label="", done=visits.append)
    settle(on.tasks)
    screen = on.show(on.places.scoring, Route("inspections", visit=visits[0], field="total"))
    settle(on.tasks)
    if isinstance(screen, InspectionsScreen):
        line = screen.field.sections["headcount"].findChildren(KeptLine)[1]
        error = UserError(
            N_("Present and absent make {counted}, more than the {total} there are. Correct the figures."),
            counted=31,
            total=14,
        )
        line.draw("30")
        line.refuse(tr_error(error))


def inspections_findings(on: Theatre) -> None:
    """The lower end of the same visit: its late file and its findings."""
    inspections_field(on)
    screen = on.window.screen_shown
    if isinstance(screen, InspectionsScreen):
        screen.field.go_to(next(iter(screen.field.findings.cards.values())).place.key)


def inspections_plans(on: Theatre) -> None:
    """Decisions, plans with what is due and overdue, and one being filled in."""
    on.tasks.run(partial(_planned, place=on.places.scoring), label="", done=_nothing)
    settle(on.tasks)
    screen = on.show(on.places.scoring, Route("inspections"))
    if isinstance(screen, InspectionsScreen):
        screen.turn("plans")
        settle(on.tasks)
        on.window.act("inspections", "plans.team")
        settle(on.tasks)


def inspections_hearings(on: Theatre) -> None:
    """Findings, one of them waiting for an explanation."""
    inspections_visits(on)
    on.tasks.run(_asked, label="", done=_nothing)
    settle(on.tasks)
    page = _turned(on, "findings")
    cast("FindingsPage", page).bar.action("findings.explain").trigger()


def inspections_remedies(on: Theatre) -> None:
    """Remedies, the overdue ones first."""
    inspections_visits(on)
    _turned(on, "remedies")


def inspections_conduct(on: Theatre) -> None:
    """Topics of the codes of conduct, one of them being filled in."""
    inspections_visits(on)
    page = _turned(on, "conduct")
    cast("ConductPage", page).bar.action("conduct.fill").trigger()


def inspections_report(on: Theatre) -> None:
    """The report of a year, with the list behind one of its figures."""
    inspections_visits(on)
    _turned(on, "report")


def inspections_report_units(on: Theatre) -> None:
    """The figures of each unit, and the report in words."""
    inspections_report(on)
    screen = cast("InspectionsScreen", on.window.screen_shown)
    page = cast("ReportPage", screen.page)
    page.tables.chosen.emit(3)
    page.side.chosen.emit(Side.TEXT)
    settle(on.tasks)


def _turned(on: Theatre, page: str) -> InspectionPage:
    screen = cast("InspectionsScreen", on.show(on.places.scoring, Route("inspections")))
    screen.turn(page)
    settle(on.tasks)
    return screen.page


INSPECTIONS: Mapping[str, Callable[[Theatre], None]] = {
    "inspections.visits": inspections_visits,
    "inspections.plans": inspections_plans,
    "inspections.hearings": inspections_hearings,
    "inspections.remedies": inspections_remedies,
    "inspections.conduct": inspections_conduct,
    "inspections.report": inspections_report,
    "inspections.report_words": inspections_report_units,
    "inspections.field": inspections_field,
    "inspections.findings": inspections_findings,
}


def _logged(work: Work, *, place: Place) -> None:
    """Some visits of the year, where there are none yet."""
    if work.inspections.all():
        return
    unit = work.units.by_code(place.unit or "").id
    person = list_people(work, unit=unit, day=place.period.last_day)[0]
    to_mend = Remedy("Niêm yết bảng giờ làm việc", place.period.last_day)
    found = (
        Finding(
            FindingId(0),
            "HN522.DRESS",
            "Không mặc trang phục công sở",
            person=person.id,
            place="Bộ phận một cửa",
        ),
        Finding(
            FindingId(0),
            "HN522.TIME",
            "Bảng giờ làm việc không niêm yết",
            severity=Severity.MEDIUM,
            remedy=to_mend,
        ),
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


def _under_way(work: Work, *, place: Place) -> VisitId:
    """A visit that is under way, begun where there is none yet."""
    found = work.inspections.lines(VisitFilter(state=VisitState.OPEN))
    if found:
        return found[0].visit.id
    unit = work.units.by_code(place.unit or "").id
    day = place.period.first_day.replace(day=5)
    visit = start_visit(work, unit=unit, day=day, arrived=time(8, 30), number="KT-05/BB").id
    people = list_people(work, unit=unit, day=day)
    for field, text in (("total", "14"), ("present", "12"), ("excused", "1"), ("unexcused", "1")):
        set_field(work, visit_id=visit, field=field, text=text)
    note_absence(work, visit_id=visit, person_code=people[2].code, reason="Đi họp Sở", paper=True)
    note_absence(work, visit_id=visit, person_code=people[3].code, excused=False)
    for question, answer in (
        ("GIO", Checked.PASSED),
        ("PHANCONG", Checked.FAILED),
        ("MOTCUA", Checked.PASSED),
    ):
        answer_question(work, visit_id=visit, question=question, answer=answer)
    due = date(day.year, day.month - 1, 20)
    note_late_file(work, visit_id=visit, code="HS-2018-0117", due=due.strftime("%d/%m/%Y"))
    note_finding(
        work, visit_id=visit, topic="HN522.DRESS", person=people[0].code, severity="1",
        text="Không đeo thẻ trong giờ làm việc", place="Bộ phận một cửa", noticed="8:45",
    )  # fmt: skip
    return visit


def _planned(work: Work, *, place: Place) -> None:
    """A decision and three planned visits, where there are none yet."""
    if work.teams.all():
        return
    year = place.period.year
    people = list_people(work)
    members = [
        Member("Nguyễn Văn Trưởng", Part.HEAD, "Giám đốc Sở Nội vụ"),
        Member(people[0].name, person=people[0].id),
        Member(people[1].name, Part.SECRETARY, person=people[1].id),
    ]
    record_team(
        work, number=f"12/QĐ-SNV-{year}", day=date(year, 1, 5), since=date(year, 1, 5),
        until=date(year, 12, 31), members=members, issuer="Sở Nội vụ", subject="Kiểm tra công vụ",
        kinds=frozenset({VisitKind.UNANNOUNCED}), units=[place.unit or ""],
    )  # fmt: skip
    unit = work.units.by_code(place.unit or "").id
    for month, kind in ((3, VisitKind.UNANNOUNCED), (6, VisitKind.THEMATIC), (9, VisitKind.SELF_INSPECTION)):
        since = date(year, month, 1)
        plan_visit(
            work, plan="03/KH-UBND", kind=kind, unit=unit, since=since, until=since.replace(day=28),
            subject="Giờ giấc, bộ phận một cửa",
        )  # fmt: skip


def _asked(work: Work) -> None:
    """An explanation is asked for about the first finding, where it can be."""
    for first in hearings.list_findings(work, state=hearings.HearingState.NOT_ASKED)[:1]:
        hearings.ask_explanation(work, finding_id=first.id, working_days=5, document="12/CV-NV")


def _nothing(_outcome: None) -> None:
    """Only what it changed counts."""
