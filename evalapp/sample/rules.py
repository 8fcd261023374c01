"""The sample office's own rules: a version of its own inside the city's frame, and what was decided by it."""

from collections.abc import Mapping
from typing import Any

from evalapp.domain.periods import Period
from evalapp.domain.policy.drafts import put
from evalapp.domain.policy.parts import ProposalKind
from evalapp.domain.rewards import ProposalId
from evalapp.sample.people import OFFICE
from evalapp.store.work import Work
from evalapp.store.workspace import Workspace
from evalapp.usecases.drafts import begin_draft, publish_draft, save_draft
from evalapp.usecases.policies import shipped
from evalapp.usecases.rewards import Ruling, accept_proposals, list_proposals, postpone_proposals

POLICY = "quy-che-pnv"
_FRAME = "hn-3814-2018"
_TITLE = "Quy chế đánh giá, xếp loại hằng tháng của Phòng Nội vụ (dữ liệu mẫu)"
_SOURCE = {"document": "Quy chế thi đua, khen thưởng của Phòng Nội vụ (dữ liệu mẫu)", "standing": "unit"}
_RULING = "15/QĐ-PNV"
_AUTHORITY = "Trưởng phòng Nội vụ"
_LATER = "Chờ kế hoạch bồi dưỡng quý IV"


def _on_level(level: str) -> Mapping[str, Any]:
    return {"fact": "level", "test": "is", "value": level}


_RULES: tuple[Mapping[str, Any], ...] = (
    {
        "code": "BIEUDUONG",
        "label": "Biểu dương trước cơ quan",
        "kind": ProposalKind.COMMENDATION.value,
        "when": _on_level("A"),
        "source": _SOURCE,
    },
    {
        "code": "BOIDUONG",
        "label": "Cử đi bồi dưỡng nghiệp vụ",
        "kind": ProposalKind.TRAINING.value,
        "when": _on_level("C"),
        "source": _SOURCE,
    },
    {
        "code": "XEMXET",
        "label": "Hai tháng liền loại D: xem xét bố trí công việc khác",
        "kind": ProposalKind.REVIEW.value,
        "when": {"all": [_on_level("D"), {"fact": "previous_levels", "test": "begins_with", "value": ["D"]}]},
        "source": _SOURCE,
    },
)


def publish_rules(workspace: Workspace, *, since: Period, until: Period) -> None:
    """Give the office a version of its own from whose results something follows.

    It ends with the last sample month, so that whoever tries to make one for the next month has a free hand.
    """
    with workspace.work() as work:
        origin = shipped()[_FRAME].hash
        begun = begin_draft(
            work, origin=origin, code=POLICY, unit=OFFICE, title=_TITLE, since=since.first_day
        )
        document = put(begun.document, ("effective_to",), until.last_day.isoformat())
        document = put(document, ("consequence",), [dict(rule) for rule in _RULES])
        save_draft(work, draft_id=begun.id, document=document, revision=begun.revision)
        publish_draft(work, draft_id=begun.id)


def decide_on_month(workspace: Workspace, *, period: Period) -> None:
    """Decide on what a closed month proposes: the best are commended, but one waits; training is put off."""
    with workspace.work() as work:
        praised = _proposed(work, period, ProposalKind.COMMENDATION)
        trained = _proposed(work, period, ProposalKind.TRAINING)
        ruling = Ruling(_RULING, work.today, _AUTHORITY)
        if praised[1:]:
            accept_proposals(work, keys=praised[1:], ruling=ruling)
        if trained:
            postpone_proposals(work, keys=trained, reason=_LATER)


def _proposed(work: Work, period: Period, kind: ProposalKind) -> list[ProposalId]:
    unit = work.units.by_code(OFFICE).id
    return [each.id for each in list_proposals(work, unit=unit, period=period) if each.kind is kind]
