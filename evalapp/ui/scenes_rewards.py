"""The scenes of rewards and penalties: proposals, deciding, the register, changed bases."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtWidgets import QLineEdit

from evalapp.base.errors import FieldError, UserError
from evalapp.base.messages import N_
from evalapp.domain.policy.documents import policy_from_document
from evalapp.domain.rounds import DECIDING, Round, RoundId
from evalapp.store.work import Work
from evalapp.ui.scene_data import scored
from evalapp.ui.screens.rewards.screen import RewardsScreen
from evalapp.ui.screens.rewards.state import CHANGED, DECISIONS
from evalapp.ui.shell.routes import Place, Route
from evalapp.ui.theatre import Theatre, settle
from evalapp.usecases.installed_policies import install
from evalapp.usecases.policies import shipped
from evalapp.usecases.rewards import Ruling, accept_proposals, list_proposals, postpone_proposals
from evalapp.usecases.scores import enter_mark
from evalapp.usecases.settling import close_round, preview_settlement, reopen_round, settle_round

_CODE = "quy-che-thi-dua"
_SOURCE = {"document": "Quy chế thi đua, khen thưởng của quận", "article": "Điều 5", "standing": "unit"}
_RULES: tuple[Mapping[str, Any], ...] = (
    {"code": "PRAISE", "label": "Biểu dương trước cơ quan", "kind": "commendation", "level": "A"},
    {"code": "PAY", "label": "Hưởng thu nhập tăng thêm mức B", "kind": "pay", "percent": 80, "level": "B"},
    {"code": "LEARN", "label": "Cử đi bồi dưỡng nghiệp vụ", "kind": "training", "level": "C"},
    {"code": "REVIEW", "label": "Xem xét bố trí công việc khác", "kind": "review", "level": "D"},
)


def rewards_full(on: Theatre) -> None:
    """Proposals of a month: some decided, one put off, the rest waiting."""
    _rewards(on)


def rewards_decide(on: Theatre) -> None:
    """A decision is being recorded."""
    _rewards(on)
    on.window.act("rewards", "rewards.decide")
    settle(on.tasks)


def rewards_refused(on: Theatre) -> None:
    """A day in the future, the reason at its field."""
    screen = _rewards(on)
    on.window.act("rewards", "rewards.decide")
    settle(on.tasks)
    day = screen.panel.form.field("day")
    if isinstance(day, QLineEdit):
        day.setText("31/06/2018")
    screen.panel.mark_refused(
        FieldError("day", UserError(N_("“{text}” is no date of the calendar."), text="31/06/2018"))
    )


def rewards_register(on: Theatre) -> None:
    """The register of decisions with its sums."""
    screen = _rewards(on)
    screen.pages.chosen.emit(DECISIONS)
    settle(on.tasks)


def rewards_changed(on: Theatre) -> None:
    """Decisions whose basis changed."""
    screen = _rewards(on)
    screen.pages.chosen.emit(CHANGED)
    settle(on.tasks)


def rewards_empty(on: Theatre) -> None:
    """A month from which nothing follows."""
    on.show(on.places.scoring, Route("rewards"))


def rewards_sample(on: Theatre) -> None:
    """What the sample month proposed, and what was decided on it."""
    on.show(on.places.done, Route("rewards"))


REWARDS: Mapping[str, Callable[[Theatre], None]] = {
    "rewards.empty": rewards_empty,
    "rewards.sample": rewards_sample,
    "rewards.full": rewards_full,
    "rewards.decide": rewards_decide,
    "rewards.refused": rewards_refused,
    "rewards.register": rewards_register,
    "rewards.changed": rewards_changed,
}


def _rewards(on: Theatre) -> RewardsScreen:
    place = Place(on.places.done.unit, on.places.done.period.previous())
    on.tasks.run(partial(_closed, place=place), label="", done=_nothing)
    settle(on.tasks)
    screen = on.show(place, Route("rewards"))
    if not isinstance(screen, RewardsScreen):
        raise TypeError("the rewards' own screen")
    return screen


def _closed(work: Work, *, place: Place) -> None:
    """A month closed under a policy with consequences, some decided, one result replaced; made once."""
    unit = work.units.by_code(place.unit or "").id
    if work.rounds.all(unit=unit, period=place.period):
        return
    document = {
        **shipped()["hn-3814-2018"].document,
        "code": _CODE,
        "effective_from": place.period.first_day.isoformat(),
        "consequence": [_rule(rule) for rule in _RULES],
    }
    install(work, policy=policy_from_document(document))
    current = _settled(work, scored(work, unit, place.period, left=0, spread=30, policy=_CODE).id)
    waiting = list_proposals(work, unit=unit, period=place.period)
    praised = [each.id for each in waiting if each.code == "PRAISE"]
    paid = [each.id for each in waiting if each.code == "PAY"]
    day = place.period.last_day
    ruling = Ruling("12/QĐ-UBND", day, "Chủ tịch UBND quận")
    accept_proposals(work, keys=praised, ruling=ruling, sure=True)
    accept_proposals(work, keys=paid[:2], ruling=Ruling("15/QĐ-UBND", day, "", Decimal("72.5")), sure=True)
    postpone_proposals(work, keys=paid[2:3], reason="Chờ họp hội đồng thi đua")
    again = reopen_round(work, round_id=current.id, reason="Cộng nhầm điểm một người")
    _lower_the_best(work, again)
    _settled(work, again.id)


def _lower_the_best(work: Work, of: Round) -> None:
    """Half of the points of one row, for somebody whose decision then rests on nothing."""
    policy = work.policies.get(of.policy.id)
    praised = {
        each.basis.code
        for each in list_proposals(work, unit=of.unit, period=of.period)
        if each.code == "PRAISE"
    }
    sheet = next(each for each in work.rounds.sheets(of.id) if each.participant.code in praised)
    form = policy.form(sheet.participant.form)
    given = sheet.points(DECIDING)
    code = max(given, key=lambda row: given[row])
    row = form.row(code) if form else None
    step = row.step if row else Decimal(1)
    half = given[code] / 2 // step * step
    enter_mark(
        work, sheet_id=sheet.participant.sheet, stage=DECIDING, code=code, points=half, note="Chấm lại"
    )


def _settled(work: Work, key: RoundId) -> Round:
    ties = preview_settlement(work, round_id=key).waiting
    first = tuple(code for tied in ties for code in tied)
    settle_round(work, round_id=key, first=first, reason="Thâm niên" if first else "")
    return close_round(work, round_id=key)


def _rule(rule: Mapping[str, Any]) -> dict[str, Any]:
    parts = {key: value for key, value in rule.items() if key != "level"}
    return {**parts, "when": {"fact": "level", "value": rule["level"]}, "source": _SOURCE}


def _nothing(_outcome: None) -> None:
    """The list is read when the screen is shown."""
