"""The closed language of conditions: `all`, `any`, `not` over fact, test and value, compiled to closures.

A condition is true, false, or unknown where a fact it needs is not known; what then follows is for the
rating to say, never a silent no.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any

from msgspec import Struct

from evalapp.domain.policy.facts import FACTS, NUMERIC, Fact, FactType

Verdict = bool | None
Judge = Callable[[Mapping[str, Any], Callable[[str], int]], Verdict]
#: Comparisons by type of fact. A level is compared by rank: `at_least` means that level or a better one.
TESTS: Mapping[FactType, tuple[str, ...]] = {
    FactType.YES_NO: ("is",),
    FactType.COUNT: ("is", "below", "at_most", "above", "at_least"),
    FactType.NUMBER: ("is", "below", "at_most", "above", "at_least"),
    FactType.PERCENT: ("is", "below", "at_most", "above", "at_least"),
    FactType.LEVEL: ("is", "below", "at_least"),
    FactType.LEVELS: ("begins_with", "includes"),
}


class Test(Struct, frozen=True):
    """One comparison of a fact with a value."""

    __test__ = False  # not a test of pytest's

    fact: str
    test: str
    value: Any
    absent: Verdict = None  # what it comes to where the fact is not known; None: then it is unknown


class Every(Struct, frozen=True):
    """True when every part is."""

    parts: tuple["Node", ...]


class Either(Struct, frozen=True):
    """True when at least one part is."""

    parts: tuple["Node", ...]


class Neither(Struct, frozen=True):
    """True when the part is not."""

    part: "Node"


Node = Test | Every | Either | Neither


class Condition(Struct, frozen=True, dict=True):
    """A condition as read, and ready to judge a case by."""

    node: Node

    @cached_property
    def tests(self) -> tuple[Test, ...]:
        """Every comparison in it."""
        return tuple(_tests(self.node))

    @cached_property
    def judge(self) -> Judge:
        """The closure that says true, false, or unknown."""
        return compile_node(self.node)

    def __reduce__(self) -> tuple[type["Condition"], tuple[Node]]:
        """Travel to another process as data; the closure is made again there."""
        return Condition, (self.node,)

    def unknown(self, facts: Mapping[str, Any]) -> tuple[str, ...]:
        """The facts it looks at that are not known."""
        asked = (test.fact for test in self.tests if test.absent is None)
        return tuple(dict.fromkeys(name for name in asked if facts.get(name) is None))


def compile_node(node: Node) -> Judge:
    """Turn a condition into a closure over the facts and the rank of levels (0 is the best)."""
    match node:
        case Test():
            return _compile_test(node, FACTS[node.fact])
        case Every(parts):
            judges = tuple(compile_node(part) for part in parts)
            return lambda facts, rank: every(judge(facts, rank) for judge in judges)
        case Either(parts):
            judges = tuple(compile_node(part) for part in parts)
            return lambda facts, rank: _opposite(every(_opposite(judge(facts, rank)) for judge in judges))
        case Neither(part):
            judge = compile_node(part)
            return lambda facts, rank: _opposite(judge(facts, rank))


_COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "is": lambda seen, value: seen == value,
    "below": lambda seen, value: seen < value,
    "at_most": lambda seen, value: seen <= value,
    "above": lambda seen, value: seen > value,
    "at_least": lambda seen, value: seen >= value,
    "begins_with": lambda seen, value: seen[: len(value)] == value,
    "includes": lambda seen, value: value in seen,
}
_COMPARE_RANK: Mapping[str, Callable[[int, int], bool]] = {
    "is": lambda seen, value: seen == value,
    "below": lambda seen, value: seen > value,
    "at_least": lambda seen, value: seen <= value,
}


def _compile_test(node: Test, fact: Fact) -> Judge:
    name, value, absent = node.fact, node.value, node.absent
    if fact.type is FactType.LEVEL:
        ranked = _COMPARE_RANK[node.test]
        return lambda facts, rank: (
            absent if facts.get(name) is None else ranked(rank(facts[name]), rank(value))
        )
    compare = _COMPARE[node.test]
    return lambda facts, rank: absent if facts.get(name) is None else compare(facts[name], value)


def every(verdicts: Iterable[Verdict]) -> Verdict:
    """What conditions come to together: false as soon as one is false; otherwise unknown if one is."""
    answer: Verdict = True
    for verdict in verdicts:
        if verdict is False:
            return False
        if verdict is None:
            answer = None
    return answer


def _opposite(verdict: Verdict) -> Verdict:
    return None if verdict is None else not verdict


def _tests(node: Node) -> Iterator[Test]:
    match node:
        case Test():
            yield node
        case Every(parts) | Either(parts):
            for part in parts:
                yield from _tests(part)
        case Neither(part):
            yield from _tests(part)


def impossible(node: Node) -> str | None:
    """The fact of which an `all` asks something that no value can meet, if there is one."""
    match node:
        case Test():
            return node.fact if _empty([node]) else None
        case Neither(part):
            return impossible(part)
        case Either(parts):
            return next(filter(None, map(impossible, parts)), None)
        case Every(parts):
            tests = [part for part in parts if isinstance(part, Test)]
            together = (
                test.fact for test in tests if _empty([other for other in tests if other.fact == test.fact])
            )
            return next(together, None) or next(filter(None, map(impossible, parts)), None)


def _empty(tests: list[Test]) -> bool:
    """Whether no number from 0 to the fact's limit passes all of these tests of one fact."""
    fact = FACTS[tests[0].fact]
    if fact.type is FactType.YES_NO:
        return len({test.value for test in tests}) > 1
    if fact.type not in NUMERIC:
        return False
    low, low_in, high, high_in = Decimal(0), True, fact.at_most, True
    for test in tests:
        value: Decimal = test.value
        if test.test in ("is", "at_least", "above") and (value, test.test == "above") > (low, not low_in):
            low, low_in = value, test.test != "above"
        if test.test in ("is", "at_most", "below") and (
            high is None or (value, test.test != "below") < (high, high_in)
        ):
            high, high_in = value, test.test != "below"
    return high is not None and (low > high or (low == high and not (low_in and high_in)))
