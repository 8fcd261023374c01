"""Trying a policy on past months: who would have another level and why, and that nothing is changed by it."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

import pytest

from evalapp.base.errors import UserError
from evalapp.domain.entry_kinds import KINDS
from evalapp.domain.periods import Period
from evalapp.domain.policy.documents import policy_from_document
from evalapp.domain.policy.model import Policy
from evalapp.domain.rights import UserRole
from evalapp.domain.simulation import Simulation
from evalapp.store.work import Work
from evalapp.store.workspace import Workspace
from evalapp.usecases.policies import shipped
from evalapp.usecases.registers import record_entry
from evalapp.usecases.simulation import closed_periods, simulate
from tests import make
from tests.store.outside import everything

Change = Callable[[dict[str, Any]], None]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return make.office(tmp_path, prepare=make.closed)


def changed(change: Change) -> Policy:
    """The sample policy with something else in it."""
    document = thawed(make.policy().document)
    change(document)
    return policy_from_document(document)


def thawed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: thawed(part) for key, part in cast("dict[str, Any]", value).items()}
    if isinstance(value, list | tuple):
        return [thawed(part) for part in cast("list[Any]", value)]
    return value


def run(workspace: Workspace, policy: Policy, *, unit: str = make.DISTRICT, **more: Any) -> Simulation:
    key = make.unit_id(workspace, unit)
    with workspace.work() as work:
        return simulate(work, policy=policy, unit=key, period=make.JULY, **more)


def line_of_a_at_97(document: dict[str, Any]) -> None:
    document["level"][0]["min"] = "97"
    document["level"][1]["below"] = "97"


def no_quota(document: dict[str, Any]) -> None:
    document["quota"] = []


def another_row(document: dict[str, Any]) -> None:
    staff = next(form for form in document["forms"] if form["code"] == "staff")
    next(row for row in staff["criterion"] if row["code"] == make.leaves()[0])["code"] = "NEW"


def test_the_same_policy_changes_nobody(workspace: Workspace) -> None:
    outcome = run(workspace, make.policy())

    assert (outcome.people, outcome.changes, outcome.unmapped) == (10, [], [])
    assert outcome.before == outcome.after


def test_a_higher_line_takes_the_level_of_who_stood_below_it_and_says_why(workspace: Workspace) -> None:
    outcome = run(workspace, changed(line_of_a_at_97))

    moved = {each.participant.code: (each.before.level, each.after.level) for each in outcome.changes}
    assert moved == {"NV002": ("A", "B")}
    assert (outcome.worse, outcome.better) == (1, 0)
    why = outcome.changes[0].why
    assert any(text.startswith("− Level A") for text in why)
    assert any(text.startswith("+ Level B") for text in why)


def test_without_the_quota_those_over_it_keep_their_level(workspace: Workspace) -> None:
    outcome = run(workspace, changed(no_quota))

    assert {each.participant.code for each in outcome.changes if each.better} == {"NV003", "NV004", "NV005"}
    (trial,) = outcome.rounds
    assert ([line.level for line in trial.quota_before], trial.quota_after) == (["A"], ())
    assert (outcome.before["A"], outcome.after["A"]) == (3, 6)


def test_a_row_that_nobody_scored_is_said_and_never_guessed(workspace: Workspace) -> None:
    outcome = run(workspace, changed(another_row))

    assert {each.participant.code for each in outcome.unmapped} == set(make.CODES[2:9])
    assert {each.rows for each in outcome.unmapped} == {("NEW",)}
    assert outcome.rounds[0].unused == (make.leaves()[0],)
    assert sum(outcome.before.values()) == 3


def test_points_that_a_row_no_longer_takes_are_said(workspace: Workspace) -> None:
    def coarser(document: dict[str, Any]) -> None:
        for form in document["forms"]:
            for row in form["criterion"]:
                if row.get("kind") == "bonus":
                    row["step"] = "1"

    outcome = run(workspace, changed(coarser))

    texts = {each.participant.code: each.text for each in outcome.unmapped}
    assert set(texts) == {"NV002", "NV005"}
    assert "goes in steps of 1; 6.5 lies between two of them" in texts["NV002"]


def test_a_regime_of_other_rows_is_tried_and_its_gaps_are_said(workspace: Workspace) -> None:
    outcome = run(workspace, shipped()["hcm-20-2024"])

    told = [*(each.text for each in outcome.unmapped), *(trial.refused for trial in outcome.rounds)]
    assert outcome.outside == (make.JULY,)
    assert any(told)


def test_nothing_is_changed_by_trying(workspace: Workspace) -> None:
    workspace.close()
    before = everything(workspace.path)
    again = Workspace.open(workspace.path, clock=make.Ticking())

    outcome = run(again, changed(line_of_a_at_97))
    again.close()

    assert outcome.changes
    assert everything(workspace.path) == before
    assert before["audit"]


def test_months_of_the_whole_subtree_are_tried_from_the_first_to_the_last(workspace: Workspace) -> None:
    make.closed(workspace, make.AUGUST)

    both = run(workspace, make.policy(), to=make.AUGUST)
    with workspace.work() as work:
        known = closed_periods(work, unit=work.units.by_code(make.DISTRICT).id)

    assert (both.people, both.periods) == (20, (make.JULY, make.AUGUST))
    assert known == (make.JULY, make.AUGUST)


def test_a_time_without_a_closed_month_is_refused(workspace: Workspace) -> None:
    key = make.unit_id(workspace)
    with workspace.work() as work, pytest.raises(UserError, match="no closed month"):
        simulate(work, policy=make.policy(), unit=key, period=Period(2017, 1))


def test_who_may_not_see_results_may_not_try_a_policy_on_them(workspace: Workspace) -> None:
    make.sign_in_as(workspace, UserRole.STAFF)

    with pytest.raises(UserError, match="may not see scores"):
        run(workspace, make.policy())


def test_trying_can_be_stopped_between_months(workspace: Workspace) -> None:
    class Stopped(Exception):
        pass

    def stop(_done: int, _total: int) -> None:
        raise Stopped

    key = make.unit_id(workspace)

    def attempt(work: Work) -> None:
        simulate(work, policy=make.policy(), unit=key, period=make.JULY)

    with pytest.raises(Stopped), workspace.work(stop) as work:
        attempt(work)


def test_a_row_that_the_draft_splits_keeps_its_points_as_a_whole_and_parts_are_added_up_again(
    workspace: Workspace,
) -> None:
    first = make.leaves()[0]

    def split(document: dict[str, Any]) -> None:
        for form in document["forms"]:
            rows = form["criterion"]
            whole = next((row for row in rows if row["code"] == first and row.get("step")), None)
            if whole is not None:
                half = {**whole, "parent": first, "max": str(Decimal(whole["max"]) / 2)}
                at = rows.index(whole) + 1
                rows[at:at] = [{**half, "code": f"{first}.a"}, {**half, "code": f"{first}.b"}]

    outcome = run(workspace, changed(split))

    assert (outcome.unmapped, outcome.changes, outcome.rounds[0].unused) == ([], [], ())


def test_parts_that_the_draft_scores_as_one_are_added_up(workspace: Workspace) -> None:
    def merge(document: dict[str, Any]) -> None:
        for form in document["forms"]:
            form["criterion"] = [row for row in form["criterion"] if not row["code"].startswith("I.1.")]

    outcome = run(workspace, changed(merge))

    assert (outcome.unmapped, outcome.changes, outcome.rounds[0].unused) == ([], [], ())


def test_a_breach_counts_once_in_the_trial_of_a_draft_too(tmp_path: Path) -> None:
    office = make.office(tmp_path)
    with office.work() as work:
        kind, who = KINDS["discipline"], "NV006"
        first = record_entry(work, kind=kind, since=date(2018, 7, 9), person_code=who, document="1/QĐ")
    make.closed(office)
    with office.work() as work:
        about = {"document": "2/QĐ", "breach": first.id}
        record_entry(work, kind=kind, since=date(2018, 8, 9), person_code=who, **about)
    make.closed(office, make.AUGUST)

    def lenient(document: dict[str, Any]) -> None:
        document["gate"] = []

    outcome = run(office, changed(lenient), to=make.AUGUST)

    assert [(each.participant.code, each.period, each.before.level) for each in outcome.changes] == [
        (who, make.JULY, "D")
    ]


class Stopped(Exception):
    """What a window raises where somebody has stopped the work."""


def test_trying_tells_how_far_it_is_and_stops_where_somebody_says_so(workspace: Workspace) -> None:
    told: list[tuple[int, int]] = []

    def tell(done: int, of: int) -> None:
        told.append((done, of))
        if done == 1:
            raise Stopped

    key = make.unit_id(workspace, make.DISTRICT)
    with pytest.raises(Stopped), workspace.work(tell) as work:
        simulate(work, policy=make.policy(), unit=key, period=make.JULY)

    assert told == [(0, 3), (1, 3)]
