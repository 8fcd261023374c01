"""Worked examples of a draft, in the window: added, seen where they do not come out, brought up to date."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit

from evalapp.domain.policy.drafts import put
from evalapp.store.workspace import Workspace
from evalapp.ui.screens.policies.examples_page import ExamplesPage
from evalapp.usecases.drafts import begin_draft
from evalapp.usecases.policies import shipped
from tests.ui import world
from tests.ui.driver import Driver

Sit = Callable[..., Driver]
FRAME = shipped()["hn-3814-2018"]
CODE = "pnv-2018"


def closed_with_a_draft(workspace: Workspace) -> None:
    world.closed(workspace)
    with workspace.work() as work:
        begin_draft(work, origin=FRAME.hash, code=CODE, unit="PNV", title="Riêng của phòng")


def at_examples(at: Driver, code: str = CODE) -> ExamplesPage:
    at.visit("policies")
    at.screen.table.opened.emit(next(line for line in at.screen.state.lines if line.code == code))
    at.settle()
    at.screen.view.turned.emit("examples")
    at.settle()
    return at.screen.view.panels["examples"]


def fill(page: ExamplesPage, key: str, text: str) -> None:
    field = page.panel.form.field(key)
    assert isinstance(field, QLineEdit)
    field.setText(text)


def test_a_typed_example_stops_publishing_when_a_rule_changes_until_it_is_expected(user: Sit) -> None:
    at = user(closed_with_a_draft)
    page = at_examples(at)
    at.do("examples.add")
    for key, text in (("title", "89,5 điểm là B"), ("points.I", "20"), ("points.II", "69,5")):
        fill(page, key, text)
    at.do("example.save")
    added = at.column("standing", page.table)
    document = at.screen.state.opened.document
    gate = {
        "code": "R1",
        "label": "Trần C",
        "do": "cap",
        "level": "C",
        "when": {"fact": "total", "test": "at_least", "value": 80},
    }

    at.screen.view.edited.emit(put(document, ("gate",), [*document["gate"], gate]))
    at.settle()
    changed = (
        at.column("standing", page.table),
        at.can("policies.publish"),
        at.screen.view.faults.isVisible(),
    )
    at.do("examples.accept")

    assert added == ["Comes out"]
    assert changed == (["Does not come out"], False, True)
    assert at.column("standing", page.table) == ["Comes out"]
    assert at.can("policies.publish")
    assert not page.panel.isVisible()


def test_a_persons_closed_month_is_taken_without_the_name(user: Sit) -> None:
    at = user(closed_with_a_draft)
    page = at_examples(at)

    at.do("examples.take")
    at.do("example.save")

    assert at.column("standing", page.table) == ["Comes out"]
    examples = at.screen.state.opened.draft.examples
    assert "Nguyễn" not in str(examples)
    assert examples["example"][0]["case"][0]["expect"]["total"]


def test_a_version_that_ships_shows_its_examples_and_nothing_can_be_changed(user: Sit) -> None:
    at = user()
    page = at_examples(at, FRAME.code)

    assert set(at.column("standing", page.table)) == {"Comes out"}
    assert len(page.table.rows_model.rows) > 10
    assert not page.actions_bar.action("examples.add").isVisible()
