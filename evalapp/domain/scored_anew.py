"""Accepted suggestions whose row was scored anew afterwards: what was typed last counts, not the decision."""

from collections.abc import Sequence
from decimal import Decimal

from msgspec.structs import replace

from evalapp.domain.rounds import DECIDING, Answer, Decision, Sheet

_ZERO = Decimal(0)


def scored_anew(sheet: Sheet) -> frozenset[str]:
    """The keys of accepted suggestions that the head's mark no longer follows."""
    accepted = [each for each in sheet.decisions if each.answer is Answer.ACCEPTED]
    return frozenset(
        each.key
        for each in accepted
        if not _is_followed(each, _beside(each, accepted), sheet.mark(DECIDING, each.row).points or _ZERO)
    )


def rows_scored_anew(sheet: Sheet) -> frozenset[str]:
    """The rows of such suggestions."""
    anew = scored_anew(sheet) if sheet.decisions else frozenset[str]()
    return frozenset(each.row for each in sheet.decisions if each.key in anew)


def moved_by_undoing(gone: Decision, sheet: Sheet) -> tuple[Decision, ...]:
    """The later decisions on a row as they stand once an earlier one is taken back."""
    later = (
        each
        for each in _beside(gone, sheet.decisions)
        if each.answer is Answer.ACCEPTED and (each.at > gone.at or _begun(each) == _left(gone))
    )
    return tuple(replace(each, before=_begun(each) - gone.points) for each in later)


def _is_followed(decision: Decision, others: Sequence[Decision], points: Decimal) -> bool:
    """Whether what it left stands, or another decision went on from it whose outcome stands."""
    if _left(decision) == points:
        return True
    return any(
        _begun(each) == _left(decision) and _is_followed(each, _beside(each, others), points)
        for each in others
    )


def _beside(decision: Decision, decisions: Sequence[Decision]) -> list[Decision]:
    """The others on its row."""
    return [each for each in decisions if each.row == decision.row and each.key != decision.key]


def _begun(decision: Decision) -> Decimal:
    return decision.before or _ZERO


def _left(decision: Decision) -> Decimal:
    return _begun(decision) + decision.points
