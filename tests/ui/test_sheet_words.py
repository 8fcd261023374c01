"""Strengths, weaknesses and an opinion written beside the form that asks for them."""

from collections.abc import Callable

from evalapp.domain.rounds import SheetId
from evalapp.store.workspace import Workspace
from evalapp.ui.shell.routes import Route
from evalapp.usecases.summaries import person_sheets
from tests.ui.driver import Driver
from tests.ui.world import opened

Sit = Callable[..., Driver]


def test_words_are_asked_only_where_the_form_has_places_and_what_is_refused_stays_typed(user: Sit) -> None:
    sheets: list[SheetId] = []

    def prepared(workspace: Workspace) -> None:
        of = opened(workspace)
        with workspace.work() as work:
            sheets.extend(each.sheet.participant.sheet for each in person_sheets(work, round_id=of.id))

    at = user(prepared)
    at.window.go(Route("sheet", sheet=sheets[0]))
    at.settle()

    offered = at.action("sheet.words").isVisible()
    at.screen.words.begin(at.screen.state)
    at.screen.words.panel.form.field("UU_DIEM").setPlainText("Tận tụy")
    at.do("filled.save")

    assert not offered
    assert at.screen.words.panel.form.values["UU_DIEM"] == "Tận tụy"
    assert at.told
