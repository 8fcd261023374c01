"""What is considered before a month is settled: kept in the file, so that no reason is typed twice."""

import json
from typing import Any, cast

from msgspec import Struct
from msgspec.structs import asdict

from evalapp.domain.rights import Right
from evalapp.domain.rounds import Round, RoundId
from evalapp.store.work import Work

_KEY = "considered.{round}"


class Considered(Struct, frozen=True):
    """Who is to go first among equals and why, and the decision that allows an exception."""

    first: tuple[str, ...] = ()
    reason: str = ""
    exception: str = ""


NOTHING = Considered()


def keep_considered(work: Work, *, round_id: RoundId, considered: Considered) -> None:
    """Keep it until the month is settled; nobody's level changes by it."""
    work.require(Right.DECIDE, work.rounds.get(round_id).unit)
    _keep(work, round_id, considered)


def consider_again(work: Work, *, decided: Round, now: RoundId) -> None:
    """What was decided is considered again where that is taken back, or made anew after a correction."""
    considered = Considered(decided.first, decided.first_reason, decided.exception or "")
    if considered != NOTHING:
        _keep(work, now, considered)


def _keep(work: Work, round_id: RoundId, considered: Considered) -> None:
    work.settings.put(_KEY.format(round=round_id), json.dumps(asdict(considered), ensure_ascii=False))


def forget_considered(work: Work, round_id: RoundId) -> None:
    """What was decided stands with the month from now on."""
    if considered_of(work, round_id) != NOTHING:
        work.settings.put(_KEY.format(round=round_id), "")


def considered_of(work: Work, round_id: RoundId) -> Considered:
    """What was kept; nothing where it cannot be read."""
    try:
        kept = cast("dict[str, Any]", json.loads(work.settings.get(_KEY.format(round=round_id)) or "{}"))
        first = tuple(map(str, kept.get("first", ())))
        return Considered(first, str(kept.get("reason", "")), str(kept.get("exception", "")))
    except (AttributeError, TypeError, ValueError):
        return NOTHING
