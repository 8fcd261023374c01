"""Units that have not opened their month: past its day they are late, and their people are not scored."""

from collections.abc import Callable

from msgspec.structs import replace

from evalapp.domain.people import PersonId, Position
from evalapp.domain.policy.documents import policy_from_document
from evalapp.store.workspace import Workspace
from evalapp.usecases.installed_policies import install
from evalapp.usecases.policies import shipped
from tests.ui.driver import Driver
from tests.ui.test_overview_screen import at_overview, figures
from tests.ui.world import JULY, opened

Sit = Callable[..., Driver]


def one_of_two_opened(workspace: Workspace) -> None:
    """One unit scores itself; somebody of the next one waits for the month, which two policies would fit."""
    opened(workspace)
    shape = {**shipped()["hn-3814-2018"].document, "unit": "PTP"}
    with workspace.work() as work:
        for number, name in enumerate(("một", "hai"), start=1):
            document = {**shape, "code": f"own-{number}", "title": f"Quy chế {name}"}
            install(work, policy=policy_from_document(document))
        person = work.people.by_code("NV002")
        other = work.units.by_code("PTP").id
        held: list[Position] = [replace(each, unit=other) for each in person.positions]
        made = replace(person, id=PersonId(0), uid="tp001", code="TP001", positions=tuple(held))
        work.people.add(made)
        work.audit.record("test.person", "TP001")


def test_a_unit_that_has_not_opened_its_month_is_late_with_its_people(user: Sit) -> None:
    at = at_overview(user(one_of_two_opened))
    at.visit("overview", period=JULY)
    closed, waiting = at.screen.state.figures[:2]

    at.screen.figures[1].click()

    assert closed.text == "1 not open, 2 late"
    assert (figures(at)[1], waiting.text) == (15, "15 of them late (due 27/07)")
    assert "not open yet (1 to evaluate); due 27/07" in at.column("what")
    assert {*at.column("when")} == {"45 days late"}
