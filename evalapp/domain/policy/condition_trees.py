"""Conditions while they are edited: a tree over the plain document, in both directions without loss.

The tree holds what was written, sound or not, because an author may be half way; the one reader
(`read_condition`) says what is wrong with it. A place in the tree is a tuple of positions; the part of a
`not` stands at position 0. Every function returns a changed tree.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Any, cast

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.domain.policy.conditions import TESTS
from evalapp.domain.policy.facts import FACTS, NUMERIC, FactType, comparable

Spot = tuple[int, ...]
_KEYS_OF_TEST = frozenset({"fact", "test", "value", "absent"})


class Joint(StrEnum):
    """Whether all parts have to hold, or one of them."""

    ALL = "all"
    ANY = "any"


class Asked(Struct, frozen=True):
    """One comparison as written. No `test`: none was written, which means `is`."""

    fact: str
    test: str | None = None
    value: Any = None
    absent: bool | None = None

    @property
    def compared_by(self) -> str:
        """The comparison that is meant."""
        return self.test or "is"


class Joined(Struct, frozen=True):
    """Several parts, of which all have to hold, or one."""

    joint: Joint
    parts: tuple["Tree", ...]


class Denied(Struct, frozen=True):
    """True where the part is not."""

    part: "Tree"


class Unread(Struct, frozen=True):
    """What is no condition; kept as it was written until somebody mends it."""

    written: Any = None


Tree = Asked | Joined | Denied | Unread
#: What a new part begins with: the plainest question there is.
FIRST = Asked("disciplined", "is", value=True)


def tree_of(written: Any) -> Tree:
    """The tree of what a document holds."""
    if not isinstance(written, Mapping):
        return Unread(written)
    table = cast("Mapping[str, Any]", written)
    match [*table]:
        case ["all" | "any" as joint] if isinstance(table[joint], list):
            return Joined(Joint(joint), tuple(tree_of(part) for part in cast("list[Any]", table[joint])))
        case ["not"]:
            return Denied(tree_of(table["not"]))
        case _ if _is_test(table):
            return Asked(table["fact"], table.get("test"), table.get("value"), table.get("absent"))
        case _:
            return Unread(table)


def _is_test(table: Mapping[str, Any]) -> bool:
    """Whether nothing would be lost by taking it as one comparison."""
    return (
        isinstance(table.get("fact"), str)
        and set(table) <= _KEYS_OF_TEST
        and isinstance(table.get("test", ""), str)
        and isinstance(table.get("absent", False), bool)
        and None not in table.values()
    )


def document_of(tree: Tree) -> Any:
    """What the document holds for a tree."""
    match tree:
        case Asked(fact, test, value, absent):
            written = {"fact": fact, "test": test, "value": value, "absent": absent}
            return {key: part for key, part in written.items() if part is not None}
        case Joined(joint, parts):
            return {joint.value: [document_of(part) for part in parts]}
        case Denied(part):
            return {"not": document_of(part)}
        case Unread(written):
            return written


def spots(tree: Tree, spot: Spot = ()) -> Iterator[tuple[Spot, Tree]]:
    """Every part with its place, from the outside in, in the order written."""
    yield spot, tree
    for number, part in enumerate(_parts(tree)):
        yield from spots(part, (*spot, number))


def part_at(tree: Tree, spot: Spot) -> Tree:
    """The part at a place."""
    for number in spot:
        tree = _parts(tree)[number]
    return tree


def path_of(tree: Tree, spot: Spot) -> tuple[str | int, ...]:
    """The path in the document of the part at a place: the same that faults carry."""
    if not spot:
        return ()
    here: tuple[str | int, ...] = (tree.joint.value, spot[0]) if isinstance(tree, Joined) else ("not",)
    return (*here, *path_of(_parts(tree)[spot[0]], spot[1:]))


def spot_in(path: Sequence[str | int]) -> tuple[Spot, str]:
    """The part, and its key, that a path inside a condition is about: the way back of `path_of`."""
    spot: list[int] = []
    key = ""
    for here in path:
        if here == "not":
            spot.append(0)
        elif isinstance(here, int):
            spot.append(here)
        elif here not in ("all", "any"):
            key = here
    return tuple(spot), key


def with_part(tree: Tree, spot: Spot, part: Tree) -> Tree:
    """The tree with another part at a place."""
    if not spot:
        return part
    number, deeper = spot[0], spot[1:]
    if isinstance(tree, Denied):
        return Denied(with_part(tree.part, deeper, part))
    parts = list(_parts(tree))
    parts[number] = with_part(parts[number], deeper, part)
    return Joined(cast("Joined", tree).joint, tuple(parts))


def with_another(tree: Tree, spot: Spot, joint: Joint, part: Tree = FIRST) -> tuple[Tree, Spot]:
    """Add a part by `and` or `or` after the one at a place; return where it stands."""
    above = part_at(tree, spot[:-1]) if spot else None
    if isinstance(above, Joined) and above.joint is joint:
        number = spot[-1] + 1
        parts = (*above.parts[:number], part, *above.parts[number:])
        return with_part(tree, spot[:-1], Joined(joint, parts)), (*spot[:-1], number)
    here = part_at(tree, spot)
    if isinstance(here, Joined) and here.joint is joint:
        return with_part(tree, spot, Joined(joint, (*here.parts, part))), (*spot, len(here.parts))
    return with_part(tree, spot, Joined(joint, (here, part))), (*spot, 1)


def turned(tree: Tree, spot: Spot) -> Tree:
    """The part at a place put into a `not`, or taken out of it."""
    here = part_at(tree, spot)
    return with_part(tree, spot, here.part if isinstance(here, Denied) else Denied(here))


def joined_by(tree: Tree, spot: Spot, joint: Joint) -> Tree:
    """The parts at a place joined the other way."""
    here = part_at(tree, spot)
    return with_part(tree, spot, replace(here, joint=joint)) if isinstance(here, Joined) else tree


def without(tree: Tree, spot: Spot) -> Tree:
    """Take a part out; what is left of two stands alone, and of a whole condition nothing is left to ask."""
    if not spot:
        return FIRST
    above = part_at(tree, spot[:-1])
    if not isinstance(above, Joined):
        return without(tree, spot[:-1])
    parts = (*above.parts[: spot[-1]], *above.parts[spot[-1] + 1 :])
    if not parts:
        return without(tree, spot[:-1])
    return with_part(tree, spot[:-1], parts[0] if len(parts) == 1 else Joined(above.joint, parts))


def _parts(tree: Tree) -> tuple[Tree, ...]:
    match tree:
        case Joined(_, parts):
            return parts
        case Denied(part):
            return (part,)
        case _:
            return ()


class Range(Struct, frozen=True):
    """What a comparison of a fact may be with: numbers within limits, levels, or yes and no."""

    type: FactType
    unit: str = ""
    highest: Decimal | None = None
    levels: tuple[str, ...] = ()
    several: bool = False  # a row of levels, latest first


def comparisons_of(fact: str) -> tuple[str, ...]:
    """The comparisons that a fact allows; none of one that does not exist."""
    return TESTS[FACTS[fact].type] if fact in FACTS else ()


def range_of(asked: Asked, levels: tuple[str, ...]) -> Range | None:
    """What the fact may be compared with; nothing is known of a fact that does not exist."""
    fact = FACTS.get(asked.fact)
    if fact is None:
        return None
    ranked = levels if fact.type in (FactType.LEVEL, FactType.LEVELS) else ()
    several = fact.type is FactType.LEVELS and asked.compared_by != "includes"
    return Range(fact.type, fact.unit, fact.at_most, ranked, several)


def about(asked: Asked, fact: str, levels: tuple[str, ...]) -> Asked:
    """The same comparison of another fact, as far as that one allows it."""
    kept = _family(asked.fact) == _family(fact) and asked.compared_by in comparisons_of(fact)
    changed = replace(asked, fact=fact, test=asked.test if kept else _usual(fact))
    return changed if _fits(changed, levels) else replace(changed, value=_first_value(changed, levels))


def compared(asked: Asked, test: str, levels: tuple[str, ...]) -> Asked:
    """The same fact, compared otherwise."""
    changed = replace(asked, test=test)
    return changed if _fits(changed, levels) else replace(changed, value=_first_value(changed, levels))


def valued(asked: Asked, typed: str, levels: tuple[str, ...]) -> Asked:
    """The comparison with what was typed; refuse what the fact cannot be, naming the fact."""
    value = _typed(asked, typed)
    comparable(asked.fact, [value] if _is_one_of_several(asked) else value, levels)
    return replace(asked, value=value)


def _typed(asked: Asked, typed: str) -> Any:
    """What was typed as the document keeps it."""
    kind, words = FACTS[asked.fact].type, typed.strip()
    if kind is FactType.YES_NO:
        return {"yes": True, "no": False}.get(words, words)
    if kind is FactType.LEVELS and not _is_one_of_several(asked):
        return [word for word in words.replace(",", " ").split() if word]
    if kind not in NUMERIC:
        return words
    exact = words.replace(",", ".").removesuffix("%").strip()
    whole = exact.isascii() and exact.isdigit() and len(exact) <= 6
    return int(exact) if whole else exact


def _is_one_of_several(asked: Asked) -> bool:
    return FACTS[asked.fact].type is FactType.LEVELS and asked.compared_by == "includes"


def _fits(asked: Asked, levels: tuple[str, ...]) -> bool:
    if asked.value is None or isinstance(asked.value, bool) is not (
        FACTS[asked.fact].type is FactType.YES_NO
    ):
        return False
    try:
        comparable(asked.fact, [asked.value] if _is_one_of_several(asked) else asked.value, levels)
    except UserError:
        return False
    return True


def _family(fact: str) -> FactType | None:
    """What sort of value a fact has: numbers of any kind are one."""
    kind = FACTS[fact].type if fact in FACTS else None
    return FactType.NUMBER if kind in NUMERIC else kind


def _usual(fact: str) -> str:
    """The comparison that a new question about a fact begins with."""
    tests = comparisons_of(fact)
    return "at_least" if "at_least" in tests and FACTS[fact].type in NUMERIC else tests[0]


def _first_value(asked: Asked, levels: tuple[str, ...]) -> Any:
    match FACTS[asked.fact].type:
        case FactType.YES_NO:
            return True
        case FactType.LEVEL:
            return levels[-1] if levels else ""
        case FactType.LEVELS:
            lowest = levels[-1] if levels else ""
            return lowest if _is_one_of_several(asked) else [lowest, lowest]
        case _:
            return 1


def value_text(asked: Asked) -> str:
    """The value as it is typed and shown."""
    value: object = asked.value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(str(part) for part in cast("list[object]", value))
    return "" if value is None else str(value)
