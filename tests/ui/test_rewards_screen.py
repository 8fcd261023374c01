"""The screen of rewards and penalties, driven by the keyboard, and its state without a window."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from evalapp.domain.people import PersonId
from evalapp.domain.policy.documents import policy_from_document
from evalapp.domain.policy.parts import ProposalKind
from evalapp.domain.rewards import Act, Basis, Entry, Proposal, ProposalId, ProposalState
from evalapp.domain.rounds import RoundId, SheetId
from evalapp.domain.units import UnitId
from evalapp.store.workspace import Workspace
from evalapp.ui.kit.labels import EmptyState
from evalapp.ui.screens.policies.screen import PoliciesScreen
from evalapp.ui.screens.rewards.state import CHANGED, DECISIONS, Gap, RewardLine, RewardsState
from evalapp.usecases.installed_policies import install
from evalapp.usecases.policies import shipped
from tests.ui import world
from tests.ui.answers import Answers
from tests.ui.driver import Driver

Sit = Callable[..., Driver]
AFTERNOON = datetime(2018, 9, 10, 7, 30, tzinfo=UTC)
RULES: tuple[Mapping[str, Any], ...] = (
    {"code": "PRAISE", "label": "Biểu dương", "when": {"fact": "level", "value": "A"}},
    {
        "code": "PAY",
        "label": "Thu nhập tăng thêm",
        "kind": "pay",
        "percent": 80,
        "when": {"fact": "level", "value": "B"},
    },
)


def closed(workspace: Workspace) -> None:
    document = {**shipped()["hn-3814-2018"].document, "version": 2, "consequence": [dict(r) for r in RULES]}
    with workspace.work() as work:
        install(work, policy=policy_from_document(document))
    world.closed(workspace)


@pytest.fixture
def driver(user: Sit) -> Driver:
    sat = user(closed)
    sat.visit("rewards", period=world.JULY)
    return sat


def fill_in(driver: Driver, **values: str) -> None:
    for key, text in values.items():
        field = driver.screen.panel.form.field(key)
        assert isinstance(field, QLineEdit)
        field.setText(text)


def basis(code: str = "NV001", **rest: Any) -> Basis:
    return Basis(
        SheetId(1),
        RoundId(1),
        PersonId(1),
        code,
        "Lê Thị Hồng An",
        "Trưởng phòng",
        "head",
        UnitId(1),
        "PNV",
        "Phòng Nội vụ",
        world.JULY,
        "hn-3814-2018",
        1,
        "f" * 64,
        Decimal(94),
        "A",
        AFTERNOON,
        **rest,
    )


def proposal(number: int = 1, **rest: Any) -> Proposal:
    values: dict[str, Any] = {"basis": basis(), "kind": ProposalKind.PAY, "percent": Decimal(80), **rest}
    return Proposal(ProposalId(number), code="PAY", label="Thu nhập tăng thêm", cites="Điều 5", **values)


def decided(number: int = 1, percent: str = "80", **rest: Any) -> Proposal:
    entry = Entry(
        Act.DECIDED, "1/QĐ", date(2018, 9, 1), "Lan", Decimal(percent), "", 1, "f" * 64, "Lan", AFTERNOON
    )
    return proposal(number, state=ProposalState.ACCEPTED, entries=(entry,), **rest)


def test_what_waits_stands_before_what_is_answered() -> None:
    state = RewardsState(world.HERE, (decided(1), proposal(2)), may_decide=True, loaded=True)

    assert [line.proposal.id for line in state.lines] == [2, 1]


def test_the_register_sums_what_is_shown() -> None:
    shown = (decided(1, "72.5"), decided(2), proposal(3))
    state = RewardsState(world.HERE, shown, page=DECISIONS, loaded=True)

    assert state.sums == "Pay factor: 2 (152.5%)"


def test_a_page_of_changed_bases_is_there_only_while_there_are_any() -> None:
    sound = RewardsState(world.HERE, (decided(1),), loaded=True)
    shaken = replace(sound, proposals=(decided(1, changed=True),))

    assert CHANGED not in [page.key for page in sound.pages]
    assert CHANGED in [page.key for page in shaken.pages]


def test_who_may_not_decide_is_offered_no_answer() -> None:
    line = RewardLine(proposal())
    state = RewardsState(world.HERE, (line.proposal,), chosen=line, may_prepare=True, loaded=True)

    assert (state.can_answer, state.can_prepare) == (False, True)


def test_a_line_says_result_seal_and_article() -> None:
    why = RewardLine(proposal()).why

    assert why.startswith("Result of month 07/2018: A, 94; revision 1, seal ffffffffffff")
    assert "Điều 5" in why


def test_enter_opens_the_panel_and_saving_goes_on_to_the_next(driver: Driver) -> None:
    first = driver.screen.state.chosen.proposal.id

    driver.table.setFocus()
    driver.press(Qt.Key.Key_Return)
    fill_in(driver, number="12/QĐ-UBND", day="10/09/2018")
    driver.do("filled.save")

    state = driver.screen.state
    done = next(each for each in state.proposals if each.id == first)
    assert done.decided is not None
    assert (done.decided.number, done.decided.day) == ("12/QĐ-UBND", date(2018, 9, 10))
    assert state.chosen.proposal.id != first
    assert state.editing is None


def test_one_decision_for_all_of_a_rule(driver: Driver) -> None:
    code = driver.screen.state.chosen.proposal.code
    driver.do("rewards.decide")
    fill_in(driver, number="12/QĐ-UBND", day="10/09/2018")
    driver.screen.panel.form.field("alike").setChecked(True)

    driver.do("filled.save")

    of_rule = [each for each in driver.screen.state.proposals if each.code == code]
    assert len(of_rule) > 1
    assert {each.state for each in of_rule} == {ProposalState.ACCEPTED}


def test_a_day_in_the_future_is_refused_and_what_was_typed_stays(driver: Driver) -> None:
    driver.do("rewards.decide")
    fill_in(driver, number="12/QĐ-UBND", day="11/09/2018")
    driver.do("filled.save")

    form = driver.screen.panel.form
    marked = form.reason("day"), form.reason("number"), form.field("day").hasFocus()
    driver.visit("registers")

    assert "lies in the future" in marked[0]
    assert marked[1:] == ("", True)
    assert driver.told == ""
    driver.visit("rewards")
    assert driver.screen.panel.form.values["day"] == "11/09/2018"
    assert not any(each.entries for each in driver.screen.state.proposals)


def test_a_day_before_closing_is_asked_about_at_its_field_and_saved_when_said_again(driver: Driver) -> None:
    driver.do("rewards.decide")
    fill_in(driver, number="12/QĐ-UBND", day="01/09/2018")
    driver.do("filled.save")
    asked = driver.screen.panel.form.reason("day")

    driver.do("filled.save")

    assert "before month 07/2018 was closed" in asked
    assert sum(bool(each.entries) for each in driver.screen.state.proposals) == 1


def test_delete_rejects_with_a_reason(driver: Driver, answers: Answers) -> None:
    first = driver.screen.state.chosen.proposal.id
    answers.reason = "Đã khen đợt trước"

    driver.table.setFocus()
    driver.press(Qt.Key.Key_Delete)
    driver.settle()

    done = next(each for each in driver.screen.state.proposals if each.id == first)
    assert (done.state, done.reason) == (ProposalState.REJECTED, "Đã khen đợt trước")


def test_a_correction_is_made_from_the_register(driver: Driver) -> None:
    driver.do("rewards.decide")
    fill_in(driver, number="12/QĐ-UBND", day="10/09/2018")
    driver.do("filled.save")
    driver.screen.pages.chosen.emit(DECISIONS)
    driver.do("rewards.correct")
    fill_in(driver, number="13/QĐ-UBND", reason="Ghi nhầm số")

    driver.do("filled.save")

    (line,) = driver.screen.state.lines
    assert [entry.number for entry in line.proposal.entries] == ["12/QĐ-UBND", "13/QĐ-UBND"]
    assert driver.column("number", driver.screen.register) == ["13/QĐ-UBND"]


def test_where_nothing_is_proposed_the_screen_says_why_and_leads_to_what_fills_it(user: Sit) -> None:
    sat = user(world.closed)
    sat.visit("rewards", period=world.JULY)
    state = sat.screen.state

    sat.screen.findChild(EmptyState).pressed.emit()
    sat.settle()

    assert (state.gap, state.next_screen) == (Gap.NO_RULES, "policies")
    assert isinstance(sat.screen, PoliciesScreen)
