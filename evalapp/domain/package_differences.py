"""Both sides of a conflict, part by part, so that a person can decide."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

#: By what the parts of a row of things are told apart.
_NAMES = ("uid", "question", "code")
#: What says nothing to a person who decides.
_SILENT = frozenset({"uid", "recorded_at", "changed_at", "seal", "previous", "original_size"})


@dataclass(frozen=True)
class Difference:
    """One part that the sides say differently; None where a side does not have it at all."""

    path: tuple[str, ...]
    ours: Any
    theirs: Any


def differences(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> list[Difference]:
    """Where two documents differ, in the order of theirs."""
    return list(_differ((), ours, theirs))


def _differ(path: tuple[str, ...], ours: Any, theirs: Any) -> list[Difference]:
    if ours == theirs:
        return []
    mine, other = _parts(ours), _parts(theirs)
    if mine is None or other is None:
        return [Difference(path, ours, theirs)]
    found: list[Difference] = []
    for name in dict.fromkeys([*other, *mine]):
        if name not in _SILENT:
            found += _differ((*path, name), mine.get(name), other.get(name))
    return found


def _parts(value: Any) -> dict[str, Any] | None:
    """The parts of a document, or of a list of things that are told apart by name."""
    if isinstance(value, Mapping):
        return dict(cast("Mapping[str, Any]", value))
    if isinstance(value, Sequence) and not isinstance(value, str):
        rows = cast("Sequence[Any]", value)
        named = {_name(row): row for row in rows}
        return named if len(named) == len(rows) and None not in named else None
    return None


def _name(row: Any) -> Any:
    if not isinstance(row, Mapping):
        return None
    told = cast("Mapping[str, Any]", row)
    return next((told[name] for name in _NAMES if name in told), None)
