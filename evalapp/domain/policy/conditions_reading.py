"""Reading a condition from a document; a misspelt fact, a wrong type or an impossible range is a fault."""

from typing import Any

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.domain.policy.conditions import TESTS, Condition, Either, Every, Neither, Node, Test, impossible
from evalapp.domain.policy.facts import FACTS, NUMERIC, FactType, comparable
from evalapp.domain.policy.problems import Findings, Path
from evalapp.domain.policy.tables import Table

_LONGEST_NAME = 40  # of a name that is compared with those there are
#: Stands in for what could not be read; the policy is refused, so it never judges anybody.
_NOTHING = Test("disciplined", "is", value=True)


def read_condition(value: object, path: Path, levels: tuple[str, ...], findings: Findings) -> Condition:
    """Read `{fact, test, value}`, or `all`, `any`, `not` over such.

    `absent` says what a test comes to where its fact is not known, for what not everybody has.
    """
    node = _node(Table(value, path, findings), levels)
    fact = impossible(node)
    if fact:
        findings.add(path, N_("no value of “{fact}” can ever meet this"), fact=fact)
    return Condition(node)


def _node(table: Table, levels: tuple[str, ...]) -> Node:
    given = [key for key in ("all", "any", "not", "fact") if key in table]
    if len(given) != 1:
        table.fault("", N_("a condition is exactly one of: all, any, not, or fact with test and value"))
        return _NOTHING
    match given[0]:
        case "all":
            node: Node = Every(_nodes(table, "all", levels))
        case "any":
            node = Either(_nodes(table, "any", levels))
        case "not":
            inner = table.table("not")
            node = Neither(_node(inner, levels) if inner else _NOTHING)
        case _:
            node = _test(table, levels)
    table.done()
    return node


def _nodes(table: Table, key: str, levels: tuple[str, ...]) -> tuple[Node, ...]:
    nodes = tuple(_node(inner, levels) for inner in table.tables(key))
    if not nodes:
        table.fault(key, N_("at least one condition is needed here"))
    return nodes


def _test(table: Table, levels: tuple[str, ...]) -> Test:
    name, test, value = table.text("fact"), table.text("test", "is"), table.raw("value")
    absent = table.flag("absent", default=False) if "absent" in table else None
    fact = FACTS.get(name)
    if fact is None:
        from difflib import get_close_matches  # a policy that is in use misspells nothing

        near = ", ".join(get_close_matches(name[:_LONGEST_NAME], FACTS, n=2)) or "–"
        table.fault(
            "fact",
            N_("there is no fact “{name}”; nearest: {near}; known: {known}"),
            name=name,
            near=near,
            known=", ".join(FACTS),
        )
        return _NOTHING
    if test not in TESTS[fact.type]:
        known = ", ".join(TESTS[fact.type])
        table.fault("test", N_("“{name}” is compared by: {known}"), name=name, known=known)
        return _NOTHING
    try:
        return Test(name, test, _value(fact.type, test, name, value, levels), absent)
    except UserError as error:
        table.fault("value", error.message, **error.values)
        return _NOTHING


def _value(kind: FactType, test: str, name: str, value: object, levels: tuple[str, ...]) -> Any:
    """The value to compare with; for `includes`, one level of the list."""
    if kind in NUMERIC or test != "includes":
        return comparable(name, value, levels)
    return comparable(name, [value], levels)[0]
