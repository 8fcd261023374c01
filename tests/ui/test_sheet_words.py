"""Strengths, weaknesses and an opinion written beside the form that asks for them."""

from collections.abc import Callable

from evalapp.domain.periods import Period
from evalapp.domain.rounds import SheetId
from evalapp.store.workspace import Workspace
from evalapp.ui.shell.routes import Route
from evalapp.usecases.rounds import open_round
from evalapp.usecases.summaries import person_sheets
from tests.ui.driver import Driver
from tests.ui.world import UNIT

Sit = Callable[..., Driver]
JULY = Period(2018, 7)


def test_words_are_written_beside_the_decrees_form_and_kept_with_it(user: Sit) -> None:
    sheets: list[SheetId] = []

    def by_the_decree(workspace: Workspace) -> None:
        with workspace.work() as work:
            unit = work.units.by_code(UNIT).id
            of = open_round(work, unit=unit, period=JULY, policy_code="nd-335-2025").round
            sheets.extend(each.sheet.participant.sheet for each in person_sheets(work, round_id=of.id))

    at = user(by_the_decree)
    at.window.go(Route("sheet", sheet=sheets[0]))
    at.settle()

    at.do("sheet.words")
    at.screen.words.panel.form.field("UU_DIEM").setPlainText("Tận tụy")
    at.do("filled.save")
    at.settle()
    at.do("sheet.words")

    assert at.screen.words.panel.form.values["UU_DIEM"] == "Tận tụy"
