"""What differs between two versions of a policy, part by part, so that a person can read it.

Parts that have a code are matched by it, wherever they stand; that something moved is told for itself,
because forms, levels, gates and rows go by their order.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, cast

from evalapp.base.messages import N_, Term, shown, tr
from evalapp.domain.policy.facts import FACTS
from evalapp.domain.policy.model import Policy

Place = tuple[str, ...]


class ChangeKind(StrEnum):
    """What happened to a part of a policy."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True)
class Difference:
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
_WORDS: Mapping[str, str] = {
    "forms": N_("form"), "criterion": N_("row"), "level": N_("level"), "gate": N_("gate"),
    "quota": N_("quota"), "event": N_("event"), "bonus_ground": N_("ground for bonus points"),
    "deduction": N_("deductions of group"), "step": N_("step"), "aggregation": N_("longer period"),
    "consequence": N_("proposal"), "paper": N_("paper"), "basis": N_("legal basis"),
    "further": N_("further condition"), "band": N_("percent done from"), "total": N_("total"),
    "petition": N_("petition"), "head_cap": N_("bond of the head to the collective"),
    "difference": N_("difference between stages"),
    "title": N_("title"), "label": N_("label"), "labels": N_("label by category"), "hint": N_("hint"),
    "max": N_("maximum"), "maximum": N_("maximum"), "min": N_("minimum"), "below": N_("upper end"),
    "kind": N_("kind"), "when": N_("condition"), "requires": N_("condition"), "do": N_("effect"),
    "percent": N_("percent"), "base": N_("taken of"), "exceptional_percent": N_("percent with a decision"),
    "exceptional_base": N_("with a decision taken of"), "scope": N_("among whom"), "blocks": N_("blocks"),
    "points": N_("points"), "cap": N_("cap"), "overflow": N_("past the cap"), "rounding": N_("rounding"),
    "decimals": N_("decimals"), "results_group": N_("group of results"), "rule": N_("rule"),
    "source": N_("source"), "effective_from": N_("first day"), "effective_to": N_("last day"),
    "version": N_("version"), "code": N_("code"), "parent": N_("belongs to"), "unit": N_("unit"),
    "jurisdiction": N_("jurisdiction"), "period": N_("period"), "periods": N_("periods"),
    "roles": N_("roles"), "categories": N_("categories"), "default_full": N_("offered in full"),
    "assumed_met": N_("counts as met"), "needs_note": N_("needs words"), "evidence": N_("evidence needed"),
    "needs_finding": N_("needs a finding"),
    "score_only": N_("scored without a level"), "links": N_("articles of the code of conduct"),
    "due_day": N_("due day"), "due_hour": N_("due hour"), "due_months_later": N_("months later"),
    "days": N_("days"), "answer_working_days": N_("working days to answer"),
    "once_only": N_("counts once only"), "since": N_("in force from"), "until": N_("in force until"),
    "repeat": N_("times as much when repeated"), "needs_document": N_("needs a document"),
    "decided_by": N_("decided by"), "entries": N_("register entries"),
    "gaps": N_("a period without a level"),
    "signatures": N_("signatures"), "orientation": N_("orientation"), "extends": N_("extends"),
}  # fmt: skip
#: How a place names a form that everybody has.
FORM_PLACES: Mapping[str, str] = {
    "head": N_("form of heads"), "deputy": N_("form of deputies"), "staff": N_("form of staff"),
    "contract": N_("form of contract workers"), "collective": N_("form of the collective"),
}  # fmt: skip
_TESTS: Mapping[str, str] = {
    "is": "=", "below": "<", "at_most": "≤", "above": ">", "at_least": "≥",
    "begins_with": "▸", "includes": "∋",
}  # fmt: skip


def differences(before: Policy, after: Policy) -> tuple[Difference, ...]:
    """Everything that two versions say differently, in the order in which a policy says it."""
    return differences_of(before.document, after.document)


def differences_of(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Difference, ...]:
    """What two documents say differently; one of them may still be a draft, with anything in it."""
    return tuple(_between((), before, after))


def sentence(difference: Difference) -> str:
    """A difference as one line, in the language in use."""
    return tr(
        _SENTENCES[difference.kind],
        place=place_text(difference.place),
        before=_told(difference.before),
        after=_told(difference.after),
    )


def place_text(place: Place) -> str:
    """Where something stands, in words: `form staff, row I.1, maximum`."""
    words: list[str] = []
    for number, part in enumerate(place):
        if number and place[number - 1] == "forms" and part[1:] in FORM_PLACES:
            words[-1] = tr(FORM_PLACES[part[1:]])
        elif part.startswith("#"):
            words[-1] += f" {part[1:]}"
        else:
            words.append(tr(_WORDS[part]) if part in _WORDS else part)
    return ", ".join(words)


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


def told_text(value: Any) -> str:
    """A value of a difference in words, in the language in use."""
    return str(shown(_told(value)))


def _told(value: Any) -> Any:
    """A value in words: conditions as a sentence, a whole part by its label."""
    if isinstance(value, Mapping):
        table = cast("Mapping[str, Any]", value)
        if {"all", "any", "not", "fact"} & set(table):
            return _condition(table)
        if set(table) == {"code", "version", "hash"}:
            return f"{table['code']}, {table['version']}"
        if "standing" in table:
            return ", ".join(str(table[key]) for key in ("document", "article", "standing") if table.get(key))
        return str(table.get("label") or table.get("title") or ", ".join(_entries(table)))
    if isinstance(value, list):
        return ", ".join(str(_told(part)) for part in cast("list[Any]", value)) or "–"
    return _plainly(value)


def _entries(table: Mapping[str, Any]) -> Iterator[str]:
    """What a part without a name of its own says, key by key; where it comes from is told elsewhere."""
    for key, value in table.items():
        if key != "source":
            name = tr(_WORDS[key]) if key in _WORDS else key
            yield f"{name} {shown(_told(value))}"


def _plainly(value: Any) -> Any:
    if isinstance(value, bool):
        return Term(N_("yes") if value else N_("no"))
    return "–" if value is None else value


def _condition(table: Mapping[str, Any]) -> str:
    """A condition as people read it: `Tỷ lệ nhiệm vụ hoàn thành ≥ 100`."""
    for key, joint in (("all", N_(" and ")), ("any", N_(" or "))):
        if key in table:
            return f"({tr(joint).join(_condition(part) for part in table[key])})"
    if "not" in table:
        return tr("not {condition}", condition=_condition(table["not"]))
    name = str(table["fact"])
    label = FACTS[name].label if name in FACTS else name
    told = _told(table.get("value"))
    value = tr(told.text) if isinstance(told, Term) else told
    return f"{label} {_TESTS.get(str(table.get('test', 'is')), '')} {value}"
