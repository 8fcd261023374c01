"""A visit in field mode is not finished past what was refused, nor unasked where nothing was checked."""

from collections.abc import Callable
from datetime import date, time

from PySide6.QtCore import Qt

from evalapp.domain.inspections import Visit, VisitId, VisitKind, VisitState
from evalapp.store.workspace import Workspace
from evalapp.ui.kit.kept_fields import KeptField
from tests.ui.answers import Answers
from tests.ui.driver import Driver
from tests.ui.world import JULY, UNIT

Sit = Callable[..., Driver]


def visited(workspace: Workspace) -> None:
    """A visit that is over."""
    with workspace.work() as work:
        visit = Visit(
            VisitId(0), "", "02/BB", VisitKind.UNANNOUNCED, work.units.by_code(UNIT).id, UNIT,
            date(2018, 7, 5), time(7, 45), total=14, present=14, is_clean=True,
            recorded_by=work.user.name, recorded_at=work.now, state=VisitState.FINISHED,
        )  # fmt: skip
        work.inspections.add(visit)
        work.audit.record("test.visits", UNIT)


def counted(at: Driver, *figures: str) -> dict[str, KeptField]:
    """A visit with these figures; the fields in which they were typed."""
    at.visit("inspections", period=JULY)
    at.do("visits.start")
    for text in figures:
        at.type(text)
        at.press(Qt.Key.Key_Return)
        at.settle()
    return at.screen.field.sections["headcount"].fields


def test_a_visit_is_not_finished_while_a_figure_is_refused_and_the_field_is_gone_to(user: Sit) -> None:
    at = user()
    fields = counted(at, "16", "20", "-3", "5")
    page = at.screen.field

    at.do("field.clean")
    said_clean = at.told
    at.do("field.finish")
    refused = at.told, at.at_field(), page.state.visit.is_open
    for each in ("present", "excused"):
        fields[each].editor.setFocus()
        at.press(Qt.Key.Key_Escape)
    at.do("field.finish")

    assert "not kept: Present, Absent with a reason" in said_clean
    assert "Not finished yet. What is marked in red is not kept: Present, Absent" in refused[0]
    assert refused[1:] == ("present", True)
    assert not page.state.visit.is_open
    assert "is finished" in at.told


def test_a_visit_of_which_nothing_was_checked_is_asked_about(user: Sit, answers: Answers) -> None:
    at = user()
    counted(at, "14", "12", "1", "1")
    answers.agrees = False

    at.do("field.clean")
    at.do("field.finish")

    [asked] = answers.questions
    assert asked.startswith("None of the ")
    assert "points of the checklist is answered" in asked
    assert at.screen.field.state.visit.is_open


def test_what_was_refused_on_one_visit_stands_there_still_but_not_on_another(user: Sit) -> None:
    at = user(visited)
    at.visit("inspections", period=JULY)
    [over] = at.screen.page.table.rows_model.rows
    fields = counted(at, "16", "20")
    own = at.screen.field.state.visit.id

    seen: list[tuple[str, bool]] = []
    for visit in (own, over.visit.id):
        at.do("field.leave")
        at.screen.open_visit(visit)
        at.settle()
        seen.append((fields["present"].text, bool(fields["present"].reason)))

    assert seen == [("20", True), ("14", False)]
