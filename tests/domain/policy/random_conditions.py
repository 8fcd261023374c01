"""Random conditions, sound ones and broken ones, and random facts to judge them by."""

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from evalapp.domain.policy.conditions import TESTS
from evalapp.domain.policy.facts import FACTS, NUMERIC, Fact, FactType

LEVELS = ("A", "B", "C", "D")


def _numbers(fact: Fact) -> st.SearchStrategy[Any]:
    whole = st.integers(0, int(fact.at_most or 1000))
    if fact.type is FactType.COUNT:
        return whole
    parts = st.integers(0, int(fact.at_most or 1000) * 100).map(lambda number: f"{number / 100:.2f}")
    return whole | parts


def value_for(fact: Fact, test: str) -> st.SearchStrategy[Any]:
    """A value that the fact may be compared with."""
    if fact.type is FactType.YES_NO:
        return st.booleans()
    if fact.type in NUMERIC:
        return _numbers(fact)
    if fact.type is FactType.LEVEL or test == "includes":
        return st.sampled_from(LEVELS)
    return st.lists(st.sampled_from(LEVELS), min_size=1, max_size=3)


@st.composite
def comparisons(draw: st.DrawFn) -> dict[str, Any]:
    """One sound comparison, as a document holds it."""
    fact = draw(st.sampled_from(list(FACTS.values())))
    test = draw(st.sampled_from(TESTS[fact.type]))
    written: dict[str, Any] = {"fact": fact.name, "value": draw(value_for(fact, test))}
    if test != "is" or draw(st.booleans()):
        written["test"] = test
    if draw(st.integers(0, 4)) == 0:
        written["absent"] = draw(st.booleans())
    return written


def _nested(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    parts = st.lists(inner, min_size=1, max_size=3)
    return (
        parts.map(lambda found: {"all": found})
        | parts.map(lambda found: {"any": found})
        | inner.map(lambda found: {"not": found})
    )


CONDITIONS = st.recursive(comparisons(), _nested, max_leaves=8)
#: Anything that a file may hold where a condition is expected.
ANYTHING = st.recursive(
    comparisons() | st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["all", "any", "not", "fact", "test", "value", "absent", "x"]), inner
        )
        | _nested(inner)
    ),
    max_leaves=8,
)


@st.composite
def known_facts(draw: st.DrawFn) -> dict[str, Any]:
    """Some facts as the engine holds them, the others not known."""
    names = draw(st.sets(st.sampled_from(list(FACTS))))
    return {name: draw(_seen(FACTS[name])) for name in sorted(names)}


def _seen(fact: Fact) -> st.SearchStrategy[Any]:
    if fact.type in NUMERIC:
        return _numbers(fact).map(lambda number: Decimal(str(number)))
    return value_for(fact, "is").map(lambda value: tuple(value) if isinstance(value, list) else value)
