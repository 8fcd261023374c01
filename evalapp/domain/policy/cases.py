"""Cases as JSON documents: what became of those that `policy try` is given.

A bad case is refused by its id with a reason and the others are still rated; only a fault of the document
as a whole refuses everything.
"""

from typing import Any

from msgspec import Struct

from evalapp.base.errors import UserError
from evalapp.base.messages import plain, tr, tr_error
from evalapp.domain.periods import Period
from evalapp.domain.policy.cases_reading import CaseFile, Refused, read_cases
from evalapp.domain.policy.engine import rate_group
from evalapp.domain.policy.model import Case, GroupRating, Policy, QuotaLine, Rating, TraceEntry
from evalapp.domain.policy.parts import Consequence
from evalapp.domain.policy.proposals import proposals
from evalapp.domain.policy.settlement import UNKNOWN_QUOTA

_NOBODY = GroupRating((), ())


class Trial(Struct, frozen=True):
    """What became of a document of cases: as JSON carries it, and the group as it was rated."""

    answer: dict[str, Any]
    group: GroupRating
    is_good: bool = False  # nothing in it was refused


def tried(policy: Policy, document: object) -> Trial:
    """Rate a document of cases."""
    answer: dict[str, Any] = {"policy": policy.code, "version": policy.version, "hash": policy.hash}
    try:
        file = read_cases(policy, document)
        group = rate_group(policy, file.period, file.good, file.decision)
    except UserError as error:
        return Trial({**answer, "refused": tr_error(error), "quota": [], "cases": []}, _NOBODY)
    is_good = len(file.good) == len(file.entries)
    return Trial({**answer, **_answer(policy, file, group)}, group, is_good)


def try_document(policy: Policy, document: object) -> tuple[dict[str, Any], bool]:
    """Rate a document of cases; returns the answer, and whether nothing was refused."""
    trial = tried(policy, document)
    return trial.answer, trial.is_good


def _answer(policy: Policy, file: CaseFile, group: GroupRating) -> dict[str, Any]:
    ratings = iter(group.ratings)
    document: dict[str, Any] = {
        "quota": [quota_json(line) for line in group.quota],
        "cases": [
            _refused_json(entry)
            if isinstance(entry, Refused)
            else _rated_json(policy, file.period, entry, next(ratings))
            for entry in file.entries
        ],
    }
    open_lines = {line.level: None for line in group.quota if line.percent is None}
    warnings = [tr(UNKNOWN_QUOTA, level=level) for level in open_lines]
    return document | ({"warnings": warnings} if warnings else {})


def _refused_json(refused: Refused) -> dict[str, Any]:
    """A case that was not rated because it cannot be read: the same keys as any other, and why."""
    why = tr_error(refused.reason)
    nothing = {"rated": False, "total": None, "level_by_points": None, "level": None}
    return {"id": refused.id, "refused": why, **nothing, "reason": why, "trace": []}


def _rated_json(policy: Policy, period: Period | None, case: Case, rating: Rating) -> dict[str, Any]:
    """A result with what it lets somebody propose, where there is such a thing."""
    found = proposals(policy, rating, form=case.form, period=period, facts=case.facts)
    document = rating_json(rating)
    return document | ({"proposals": [_proposal(rule) for rule in found]} if found else {})


def _proposal(rule: Consequence) -> dict[str, Any]:
    return {
        "code": rule.code,
        "label": rule.label,
        "kind": rule.kind.value,
        "percent": None if rule.percent is None else plain(rule.percent),
        "cites": str(rule.source) or None,
    }


def rating_json(rating: Rating) -> dict[str, Any]:
    """A result as JSON carries it: points as plain strings, unknown as null."""
    document: dict[str, Any] = {
        "id": rating.id,
        "rated": rating.rated,
        "total": None if rating.total is None else plain(rating.total),
        "level_by_points": rating.level_by_points,
        "level": rating.level,
        "reason": rating.reason,
        "trace": [entry_json(entry) for entry in rating.trace],
    }
    assumed = [entry.code for entry in rating.trace if entry.step == "assumed"]
    document |= {"missing": list(rating.missing)} if rating.missing else {}
    return document | ({"assumed_met": assumed} if assumed else {})


def entry_json(entry: TraceEntry) -> dict[str, Any]:
    """One step as JSON carries it; the amounts of all steps add up to the total."""
    return {
        "step": entry.step,
        "code": entry.code or None,
        "amount": None if entry.amount is None else plain(entry.amount),
        "level": entry.level,
        "cites": entry.cites or None,
        "values": dict(entry.values),
    }


def quota_json(line: QuotaLine) -> dict[str, Any]:
    """One quota's outcome as JSON carries it; `over` and `ties` are flat."""
    return {
        "level": line.level,
        "base": line.base,
        "of": line.of.value,
        "percent": None if line.percent is None else plain(line.percent),
        "allowed": line.allowed,
        "similar": line.similar or None,
        "exceptional": line.exceptional,
        "over": list(line.over),
        "ties": [name for tie in line.ties for name in tie],
    }
