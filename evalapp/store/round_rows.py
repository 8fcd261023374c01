"""Rows of rounds and their people, as the domain knows them."""

import json
from typing import Any

from evalapp.domain.people import Birth, Category, PersonId, Role
from evalapp.domain.periods import Period
from evalapp.domain.rounds import Participant, PolicyRef, Round, RoundId, SheetId, Stage
from evalapp.domain.seals import collective_from_document
from evalapp.domain.units import UnitId


def to_round(row: Any, policy: PolicyRef) -> Round:
    """A round as it was kept."""
    return Round(
        id=RoundId(row.id),
        uid=row.uid,
        unit=UnitId(row.unit_id),
        unit_code=row.unit_code,
        unit_name=row.unit_name,
        superior_name=row.superior_name,
        period=Period.parse(row.period),
        policy=policy,
        stage=Stage(row.stage),
        opened_at=row.opened_at,
        revision=row.revision,
        reason=row.reason,
        skipped=tuple(Stage(name) for name in row.skipped.split(",") if name),
        exception=row.exception,
        first=tuple(json.loads(row.first)),
        first_reason=row.first_reason,
        closed_at=row.closed_at,
        seal=row.seal,
        replaced=bool(row.replaced),
        collective=None if row.collective is None else collective_from_document(json.loads(row.collective)),
    )


def changing(of: Round) -> dict[str, Any]:
    """What of a round may change after it was opened."""
    return {
        "stage": of.stage.value,
        "skipped": ",".join(stage.value for stage in of.skipped),
        "exception": of.exception,
        "first": json.dumps(list(of.first), ensure_ascii=False),
        "first_reason": of.first_reason,
        "closed_at": of.closed_at,
        "seal": of.seal,
        "replaced": int(of.replaced),
    }


def to_participant(row: Any) -> Participant:
    """A person of a round as they were frozen in it."""
    return Participant(
        sheet=SheetId(row.id),
        uid=row.uid,
        person=PersonId(row.person_id),
        code=row.code,
        name=row.name,
        birth=Birth.parse(row.birth) if row.birth else None,
        title=row.title,
        role=Role(row.role),
        category=Category(row.category),
        form=row.form,
        note=row.note,
        unrated=row.unrated,
    )
