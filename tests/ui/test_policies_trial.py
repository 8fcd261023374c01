"""Trying the open policy on past months, in the window."""

from collections.abc import Callable
from typing import Any

from evalapp.domain.policy.drafts import put
from evalapp.store.workspace import Workspace
from evalapp.usecases.drafts import begin_draft
from evalapp.usecases.policies import shipped
from tests.ui import world
from tests.ui.driver import Driver

Sit = Callable[..., Driver]
FRAME = shipped()["hn-3814-2018"]


def closed_with_a_draft(workspace: Workspace) -> None:
    world.closed(workspace)
    with workspace.work() as work:
        begin_draft(work, origin=FRAME.hash, code="pnv-2018", unit="PNV", title="Riêng của phòng")


def on_trial(at: Driver, code: str) -> Any:
    at.visit("policies")
    at.screen.table.opened.emit(next(line for line in at.screen.state.lines if line.code == code))
    at.settle()
    at.screen.view.turned.emit("trial")
    at.settle()
    return at.screen.view.panels["trial"]


def test_a_draft_with_a_smaller_quota_shows_who_would_fall_and_why(user: Sit) -> None:
    at = user(closed_with_a_draft)
    page = on_trial(at, "pnv-2018")
    document = put(at.screen.state.opened.document, ("quota", 0, "percent"), 10)
    at.screen.view.edited.emit(document)
    at.settle()

    at.do("trial.run")

    turns = at.column("turn", page.table)
    assert set(turns) == {"Lower"}
    assert set(at.column("before", page.table)) == {"A"}
    assert "14 results" in page.state.summary
    assert "Quota tried: level A: 10% of" in page.state.lines[0].why


def test_the_policy_that_was_in_force_changes_nobody(user: Sit) -> None:
    at = user(closed_with_a_draft)
    page = on_trial(at, FRAME.code)

    at.do("trial.run")

    assert page.state.lines == ()
    decided, tried = page.state.bars
    assert decided.said == tried.said


def test_without_a_closed_month_nothing_can_be_tried(user: Sit) -> None:
    at = user(None)
    page = on_trial(at, FRAME.code)

    assert not at.can("trial.run")
    assert page.state.hint.startswith("No month is closed")


def test_an_edit_after_trying_is_said(user: Sit) -> None:
    at = user(closed_with_a_draft)
    page = on_trial(at, "pnv-2018")
    at.do("trial.run")

    at.screen.view.edited.emit(put(at.screen.state.opened.document, ("quota", 0, "percent"), 10))
    at.settle()

    assert page.state.is_stale
    assert "try it again" in page.state.summary
