"""Strengths, weaknesses and an opinion written beside the form that asks for them."""

from collections.abc import Callable
from functools import partial

from evalapp.base.paths import resources
from evalapp.domain.policy.reader import read_policy
from evalapp.domain.rounds import SheetId, Stage
from evalapp.store.workspace import Workspace
from evalapp.ui.shell.routes import Route
from evalapp.usecases.installed_policies import install
from evalapp.usecases.rounds import advance_round, open_round
from evalapp.usecases.sheet_words import write_words
from evalapp.usecases.summaries import person_sheets
from tests.ui.driver import Driver
from tests.ui.world import JULY, UNIT, opened

Sit = Callable[..., Driver]
#: The decree whose form 01 asks for words, brought to the time of the window under test.
FORM_01 = resources() / "policies" / "nd-335-2025"


def of_form_01(sheets: list[SheetId], workspace: Workspace) -> None:
    """A month by the form that asks for words, at the head's turn."""
    files = {each.name: each.read_text("utf-8") for each in FORM_01.glob("*.toml")}
    del files["cases.toml"]
    for now, then in (("2026-01-01", "2018-01-01"), ('"nd-335-2025"', '"nd-335-thu"')):
        files["policy.toml"] = files["policy.toml"].replace(now, then)
    with workspace.work() as work:
        install(work, policy=read_policy(files))
        unit = work.units.by_code(UNIT).id
        of = open_round(work, unit=unit, period=JULY, policy_code="nd-335-thu").round
        sheets.extend(work.rounds.order(of.id))
        write_words(work, sheet_id=sheets[0], words={"HAN_CHE": "Ít phối hợp"})
        advance_round(work, round_id=of.id, to=Stage.HEAD)


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


def test_words_are_saved_in_the_window_and_what_an_earlier_stage_wrote_is_emptied_there(user: Sit) -> None:
    sheets: list[SheetId] = []
    at = user(partial(of_form_01, sheets))
    at.window.go(Route("sheet", sheet=sheets[0]))
    at.settle()
    at.do("sheet.words")
    form = at.screen.words.panel.form
    before = form.values["HAN_CHE"]
    form.field("UU_DIEM").setPlainText("Tận tụy")
    form.field("HAN_CHE").setPlainText("")
    at.do("filled.save")
    at.settle()
    at.do("sheet.words")

    assert before == "Ít phối hợp"
    assert {key: at.screen.words.panel.form.values[key] for key in ("UU_DIEM", "HAN_CHE", "NHAN_XET")} == {
        "UU_DIEM": "Tận tụy", "HAN_CHE": "", "NHAN_XET": "",
    }  # fmt: skip


def test_a_dash_alone_is_refused_in_words_and_stays_typed(user: Sit) -> None:
    sheets: list[SheetId] = []
    at = user(partial(of_form_01, sheets))
    at.window.go(Route("sheet", sheet=sheets[0]))
    at.settle()
    at.do("sheet.words")

    at.screen.words.panel.form.field("UU_DIEM").setPlainText("–")
    at.do("filled.save")

    assert at.screen.words.panel.form.values["UU_DIEM"] == "–"
    assert "“–” alone would read as nothing written" in at.screen.words.panel.form.reason("UU_DIEM")
