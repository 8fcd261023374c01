"""An office whose policy lets results propose something: what rewards and penalties are tested on."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from evalapp.domain.periods import Period
from evalapp.domain.policy.documents import policy_from_document
from evalapp.domain.policy.model import Policy
from evalapp.domain.rewards import Proposal, ProposalId
from evalapp.domain.rounds import Round, RoundId
from evalapp.store.workspace import Workspace
from evalapp.usecases.installed_policies import install
from evalapp.usecases.rewards import Ruling, accept_proposals, list_proposals, waiting_under
from evalapp.usecases.rounds import find_round
from evalapp.usecases.settling import close_round, preview_settlement, reopen_round, settle_round
from tests import make

_SOURCE = {"document": "Quy chế thi đua của đơn vị", "article": "Điều 5", "standing": "unit"}
PRAISE: Mapping[str, Any] = {
    "code": "PRAISE",
    "label": "Đề nghị biểu dương",
    "kind": "commendation",
    "when": {"fact": "level", "value": "A"},
    "source": _SOURCE,
}
PAY: Mapping[str, Any] = {
    "code": "PAY-B",
    "label": "Hưởng thu nhập tăng thêm 80 %",
    "kind": "pay",
    "percent": 80,
    "when": {"fact": "level", "value": "B"},
    "source": _SOURCE,
}
TWICE: Mapping[str, Any] = {
    "code": "TWICE-D",
    "label": "Hai kỳ liền loại D: xem xét bố trí việc khác",
    "kind": "review",
    "when": {
        "all": [
            {"fact": "level", "value": "D"},
            {"fact": "previous_levels", "test": "begins_with", "value": ["D"]},
        ]
    },
    "source": _SOURCE,
}
RULES = (PRAISE, PAY, TWICE)
#: Nobody is level at the line; the first gets A, the ninth D, the fourth B by points.
TOTALS: Mapping[str, str] = {**make.TOTALS, "NV009": "45"}


def policy(*rules: Mapping[str, Any]) -> Policy:
    """The sample policy's next version, from whose results these rules follow."""
    document = {**make.policy().document, "version": 2, "consequence": [dict(rule) for rule in rules]}
    return policy_from_document(document)


def closed_office(folder: Path) -> Workspace:
    """The office under the three rules, with July closed."""
    return make.office(folder, prepare=_closed)


def _closed(of: Workspace) -> None:
    with of.work() as work:
        install(work, policy=policy(*RULES))
    make.closed(of, totals=TOTALS)


def office(folder: Path, *rules: Mapping[str, Any]) -> Workspace:
    """The office of ten under that policy."""
    made = make.office(folder)
    with made.work() as work:
        install(work, policy=policy(*(rules or RULES)))
    return made


def closed_again(
    of: Workspace, current: Round, totals: Mapping[str, Decimal | str], *, reason: str = "Chấm nhầm"
) -> Round:
    """A closed month, reopened and closed with other totals."""
    with of.work() as work:
        opened = reopen_round(work, round_id=current.id, reason=reason)
    make.give(of, opened.id, totals)
    return settled_and_closed(of, opened.id)


def settled_and_closed(of: Workspace, key: RoundId) -> Round:
    """A scored month, settled and closed; the first named of equals at the line goes first."""
    with of.work() as work:
        ties = [tied for line in preview_settlement(work, round_id=key).quota for tied in line.ties]
        settle_round(
            work, round_id=key, first=tuple(tied[0] for tied in ties), reason="Thâm niên" if ties else ""
        )
        return close_round(work, round_id=key)


def proposals(of: Workspace, *, unit: str = make.OFFICE, period: Period | None = None) -> list[Proposal]:
    """Everything proposed in a unit and below it."""
    key = make.unit_id(of, unit)
    with of.work() as work:
        return list_proposals(work, unit=key, period=period)


def about(of: Workspace, code: str, *, unit: str = make.OFFICE, period: Period | None = None) -> Proposal:
    """The one proposal about somebody."""
    (found,) = (each for each in proposals(of, unit=unit, period=period) if each.basis.code == code)
    return found


def decide(of: Workspace, keys: Sequence[ProposalId], **ruling: Any) -> list[Proposal]:
    """Accept proposals on the last day that the sample clock knows, or as told."""
    told = {"number": "12/QĐ-UBND", "day": make.NOON.date(), **ruling}
    sure = told.pop("sure", False)
    with of.work() as work:
        return accept_proposals(work, keys=keys, ruling=Ruling(**told), sure=sure)


def round_of(of: Workspace, period: Period = make.JULY, unit: str = make.OFFICE) -> Round:
    """The newest revision of a unit's month."""
    key = make.unit_id(of, unit)
    with of.work() as work:
        return find_round(work, unit=key, period=period)


def codes(of: Workspace, rule: str) -> set[str]:
    """Of whom a rule proposes something."""
    return {each.basis.code for each in proposals(of) if each.code == rule}


def waiting(of: Workspace) -> tuple[int, int]:
    """How many proposals wait in the district, and how many decisions whose basis changed."""
    unit = make.unit_id(of, make.DISTRICT)
    with of.work() as work:
        found = waiting_under(work, unit=unit)
    return sum(each.proposals for each in found), sum(each.changed for each in found)
