"""The worked examples of a draft one by one: what each expects, what comes out now, and how they are edited.

A policy keeps its examples in groups, because quotas are about groups. People think of cases: here each case
has a number from 1, over all groups, and the functions that edit return changed examples, touching nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import Any, cast

from msgspec import Struct, field
from msgspec.structs import asdict

from evalapp.base.columns import Tone
from evalapp.base.errors import UserError
from evalapp.base.messages import N_, shown, tr
from evalapp.domain.periods import Period
from evalapp.domain.policy.canonical import plain_document
from evalapp.domain.policy.cases import try_document
from evalapp.domain.policy.drafts import Document, parts_of
from evalapp.domain.policy.examples import ABSENT, EXPECTED, split_expectation, written
from evalapp.domain.policy.explain import reason_words
from evalapp.domain.policy.facts import COMPUTED, FACTS
from evalapp.domain.policy.model import Case, Policy
from evalapp.domain.policy.problems import Path

#: Reasons that a lone case has because nobody is beside it: its level says nothing of the person then.
_OF_GROUPS = frozenset({"quota", "tie"})
_NOTHING: Mapping[str, Any] = MappingProxyType({})


class ExampleCase(Struct, frozen=True):
    """One case of an example: what is given, what is expected, and what comes out now."""

    number: int
    path: Path  # where it stands among the examples
    title: str
    period: str
    raw: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)
    expected: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)
    outcome: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)  # empty: it could not be rated
    refused: str = ""

    @property
    def id(self) -> str:
        """What the case is called within its example."""
        return str(self.raw.get("id", ""))

    @property
    def form(self) -> str:
        """By which form it is rated."""
        return str(self.raw.get("form", ""))

    @property
    def is_tried(self) -> bool:
        """Whether there is an outcome, or a reason why there is none."""
        return bool(self.outcome or self.refused)

    @property
    def differing(self) -> tuple[str, ...]:
        """What comes out otherwise than expected."""
        if not self.outcome:
            return ()
        return tuple(
            key
            for key, wanted in self.expected.items()
            if key not in EXPECTED or written(self.outcome.get(key)) != written(wanted)
        )

    @property
    def comes_out(self) -> bool:
        """Whether everything that is expected comes out."""
        return bool(self.outcome) and bool(self.expected) and not self.differing


def standing_of(case: ExampleCase) -> tuple[str, Tone]:
    """Whether a case comes out, in a word."""
    if not case.is_tried:
        return tr("Not known yet"), Tone.WARN
    return (tr("Comes out"), Tone.OK) if case.comes_out else (tr("Does not come out"), Tone.BAD)


def values_in_words(values: Mapping[str, Any]) -> str:
    """What a case comes to, or is expected to, on one line: total 79.5, level B."""
    told = {key: _in_words(key, values) for key in EXPECTED if values.get(key) not in (None, "")}
    if written(told.get("level", "")) and values.get("level") == values.get("level_by_points"):
        told.pop("level_by_points", None)
    return ", ".join(text for text in told.values() if text)


def _in_words(key: str, values: Mapping[str, Any]) -> str:
    text = written(values[key])
    if key == "rated":
        return tr("not rated") if text == "false" else ""
    if text == ABSENT:
        return tr("no level") if key == "level" else ""
    if key == "reason":
        return reason_words(text, ", ".join(values.get("missing", ()))).rstrip(": ")
    return f"{tr(EXPECTED[key])} {_points(text) if key == 'total' else text}"


def _points(text: str) -> str:
    try:
        return str(shown(Decimal(text)))
    except InvalidOperation:
        return text


def example_cases(policy: Policy | None, examples: Document) -> tuple[ExampleCase, ...]:
    """Every case in the order of the document; without a sound policy, none has an outcome."""
    return tuple(_numbered(policy, examples))


def _numbered(policy: Policy | None, examples: Document) -> Iterator[ExampleCase]:
    number = 0
    for place, example in enumerate(parts_of(examples, ("example",))):
        raw_cases = _cases_of(example)
        split = [split_expectation(raw) for raw in raw_cases]
        answer = _answer(policy, example, [case for case, _ in split])
        outcomes: Sequence[Mapping[str, Any]] = answer.get("cases", ())
        for position, (raw, expected) in enumerate(split):
            number += 1
            outcome = outcomes[position] if position < len(outcomes) else _NOTHING
            refused = str(answer.get("refused", "") or outcome.get("refused", ""))
            yield ExampleCase(
                number,
                ("example", place, "case", position),
                str(example.get("title", "")),
                str(example.get("period", "")),
                cast("Mapping[str, Any]", raw) if isinstance(raw, Mapping) else _NOTHING,
                expected,
                _NOTHING if refused else outcome,
                refused,
            )


def _cases_of(example: Document) -> list[Any]:
    cases = example.get("case")
    return cast("list[Any]", cases) if isinstance(cases, list) else []


def _answer(policy: Policy | None, example: Document, cases: list[object]) -> Mapping[str, Any]:
    if policy is None:
        return {}
    shared = {key: example[key] for key in ("period", "group") if key in example}
    return try_document(policy, {**shared, "cases": cases})[0]


def outcome_of(policy: Policy, case: Mapping[str, Any], period: str) -> Mapping[str, Any]:
    """What a lone case comes to; one that cannot be rated at all is refused with the reason."""
    example = {"title": "-", "case": [case], **({"period": period} if period else {})}
    (found,) = example_cases(policy, {"example": [example]})
    if found.refused:
        raise UserError(N_("This example cannot be rated: {reason}"), reason=found.refused)
    return found.outcome


def expectation_of(outcome: Mapping[str, Any]) -> dict[str, Any]:
    """What a case is expected to come to, taken from what it comes to now."""
    if not outcome["rated"]:
        return {"rated": False, "reason": written(outcome["reason"])}
    kept = ["total", "level_by_points"]
    kept += [] if outcome["reason"] in _OF_GROUPS else ["level"]
    return {key: written(outcome[key]) for key in kept}


def with_case(
    examples: Document, *, title: str, period: str, case: Mapping[str, Any], expected: Mapping[str, Any]
) -> dict[str, Any]:
    """A new example of one case, behind the others."""
    if not title.strip():
        raise UserError(N_("Say in a few words what the example shows."))
    check_expected(expected)
    if period:
        Period.parse(period)
    changed = deepcopy(dict(examples))
    example: dict[str, Any] = {"title": title.strip(), **({"period": period} if period else {})}
    example["case"] = [{**plain_document(case), "expect": plain_document(expected)}]
    changed["example"] = [*changed.get("example", []), example]
    return changed


def without_case(examples: Document, number: int) -> dict[str, Any]:
    """Take a case out; an example left without cases goes too."""
    changed, group, position = _opened(examples, number)
    del group["case"][position]
    if not group["case"]:
        changed["example"] = [each for each in changed["example"] if each is not group]
    if not changed["example"]:
        del changed["example"]
    return changed


def with_expectation(examples: Document, number: int, expected: Mapping[str, Any]) -> dict[str, Any]:
    """Expect something else of a case."""
    check_expected(expected)
    changed, group, position = _opened(examples, number)
    group["case"][position]["expect"] = plain_document(expected)
    return changed


def check_expected(expected: Mapping[str, Any]) -> None:
    """Refuse an expectation that says nothing, or of something that no case comes to."""
    for key in expected:
        if key not in EXPECTED:
            raise UserError(
                N_("“{key}” is nothing that an example can expect; known words: {known}."),
                key=key,
                known=", ".join(EXPECTED),
            )
    if not expected:
        raise UserError(N_("Say what is expected of the example, such as level or total."))


def case_document(case: Case) -> dict[str, Any]:
    """A case of a real month as an example keeps it: under a name of its own, for policies travel."""
    given = {name: value for name, value in case.facts.items() if _is_given(name, value)}
    parts: dict[str, Any] = {
        "id": "n1",
        "form": case.form,
        "category": case.category,
        "points": dict(case.points),
        "facts": given,
        "products": [_said(asdict(each)) for each in case.products],
        "months": [{**_said(asdict(each)), "period": str(each.period)} for each in case.months],
        "unrated": case.unrated,
    }
    return plain_document(_said(parts))


def _is_given(name: str, value: Any) -> bool:
    return value is not None and name in FACTS and FACTS[name].source != COMPUTED


def _said(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None and value not in ("", {}, [])}


def _opened(examples: Document, number: int) -> tuple[dict[str, Any], dict[str, Any], int]:
    """A copy, and where the case of that number stands in it."""
    found = next((each for each in example_cases(None, examples) if each.number == number), None)
    if found is None:
        raise UserError(
            N_("There is no example number {number}; the draft has {count}."),
            number=number,
            count=len(example_cases(None, examples)),
        )
    changed = deepcopy(dict(examples))
    _, place, _, position = found.path
    return changed, changed["example"][place], cast("int", position)
