"""What differs between two versions of a policy, part by part, so that a person can read it.

Parts that have a code are matched by it, wherever they stand; that something moved is told for itself,
because forms, levels, gates and rows go by their order.
"""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import Any, cast

from msgspec import Struct

from evalapp.base.messages import N_, tr
from evalapp.domain.policy.model import Policy
from evalapp.domain.policy.place_words import Place, place_text
from evalapp.domain.policy.value_words import said


class ChangeKind(StrEnum):
    """What happened to a part of a policy."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


class Difference(Struct, frozen=True):
    """One difference, at its place in the policy; a value that is not there is None."""

    kind: ChangeKind
    place: Place
    before: Any = None
    after: Any = None


#: How a part of a list is known in both versions: the first of these keys that all parts have.
_NAMES: tuple[tuple[str, ...], ...] = (
    ("level", "scope"), ("code",), ("level",), ("stage",), ("group",), ("period",), ("number",),
    ("percent_from",),
)  # fmt: skip
_WHOLE = frozenset({"when", "requires", "source", "extends"})  # told as one sentence, not leaf by leaf
_SENTENCES: Mapping[ChangeKind, str] = {
    ChangeKind.ADDED: N_("{place}: new: {after}"),
    ChangeKind.REMOVED: N_("{place}: taken out: {before}"),
    ChangeKind.CHANGED: N_("{place}: {before} → {after}"),
    ChangeKind.MOVED: N_("{place}: order: {before} → {after}"),
}
_NOTHING: Mapping[str, Any] = MappingProxyType({})


def differences(before: Policy, after: Policy) -> tuple[Difference, ...]:
    """Everything that two versions say differently, in the order in which a policy says it."""
    return differences_of(before.document, after.document)


def differences_of(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Difference, ...]:
    """What two documents say differently; one of them may still be a draft, with anything in it."""
    return tuple(_between((), before, after))


def sentence(
    difference: Difference, before: Mapping[str, Any] = _NOTHING, after: Mapping[str, Any] = _NOTHING
) -> str:
    """A difference as one line, in the language in use; rows are named where the documents are given."""
    return tr(
        _SENTENCES[difference.kind],
        place=place_text(difference.place),
        before=said(difference.place, difference.before, before),
        after=said(difference.place, difference.after, after),
    )


def _between(place: Place, before: Any, after: Any) -> Iterator[Difference]:
    if place and place[-1] in _WHOLE:
        yield from _values(place, before, after)
    elif isinstance(before, Mapping) and isinstance(after, Mapping):
        yield from _tables(place, cast("Mapping[str, Any]", before), cast("Mapping[str, Any]", after))
    elif _are_parts(before) and _are_parts(after):
        yield from _lists(place, cast("list[Any]", before), cast("list[Any]", after))
    else:
        yield from _values(place, before, after)


def _tables(place: Place, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    for key in [*before, *(key for key in after if key not in before)]:
        was, now = before.get(key), after.get(key)
        if _are_parts(was) and now is None:
            now = cast("list[Any]", [])
        elif _are_parts(now) and was is None:
            was = cast("list[Any]", [])
        yield from _between((*place, key), was, now)


def _values(place: Place, before: Any, after: Any) -> Iterator[Difference]:
    if _written(before) != _written(after):
        kind = (
            ChangeKind.ADDED
            if before is None
            else ChangeKind.REMOVED
            if after is None
            else ChangeKind.CHANGED
        )
        yield Difference(kind, place, before, after)


def _lists(place: Place, before: Sequence[Any], after: Sequence[Any]) -> Iterator[Difference]:
    was, now = _by_name(before, after)
    for name in [*was, *(name for name in now if name not in was)]:
        here = (*place, f"#{name}")
        if name in was and name in now:
            yield from _between(here, was[name], now[name])
        elif name in was:
            yield Difference(ChangeKind.REMOVED, here, before=was[name])
        else:
            yield Difference(ChangeKind.ADDED, here, after=now[name])
    kept_before, kept_after = [name for name in was if name in now], [name for name in now if name in was]
    if kept_before != kept_after:
        yield Difference(ChangeKind.MOVED, place, kept_before, kept_after)


def _by_name(before: Sequence[Any], after: Sequence[Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Both lists by what their parts are known by; by position where that would not tell them apart."""
    for keys in _NAMES:
        was, now = _named(before, keys), _named(after, keys)
        if len(was) == len(before) and len(now) == len(after):
            return was, now
    return _numbered(before), _numbered(after)


def _named(parts: Sequence[Any], keys: tuple[str, ...]) -> dict[str, Any]:
    return {
        " ".join(str(part[key]) for key in keys): part for part in parts if all(key in part for key in keys)
    }


def _numbered(parts: Sequence[Any]) -> dict[str, Any]:
    return {str(number): part for number, part in enumerate(parts, start=1)}


def _are_parts(value: Any) -> bool:
    """Whether it is a list of tables, or an empty list that could be one."""
    return isinstance(value, list) and all(isinstance(part, Mapping) for part in cast("list[Any]", value))


def _written(value: Any) -> Any:
    """A value as it is compared: 6 and "6" are the same number of points."""
    if isinstance(value, Mapping):
        return {key: _written(part) for key, part in cast("Mapping[str, Any]", value).items()}
    if isinstance(value, list):
        return [_written(part) for part in cast("list[Any]", value)]
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value
