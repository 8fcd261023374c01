"""Worked examples: a policy carries cases with their outcomes, and is refused where they do not come out."""

from collections.abc import Mapping
from typing import Any, cast

from evalapp.base.messages import N_, Term
from evalapp.domain.policy.cases import try_document
from evalapp.domain.policy.explain import PLAIN_REASONS
from evalapp.domain.policy.model import Policy
from evalapp.domain.policy.problems import Findings, Path
from evalapp.domain.policy.tables import Table

#: What an example may expect of a case.
EXPECTED: Mapping[str, str] = {
    "rated": N_("rated"),
    "total": N_("total"),
    "level_by_points": N_("level by points"),
    "level": N_("level"),
    "reason": N_("reason"),
}
#: In TOML there is no null: this word says that a value must be absent.
ABSENT = "none"


def check_words(document: Mapping[str, Any], path: Path, findings: Findings) -> None:
    """Tell what is written wrong in the examples, whatever the policy that they are for."""
    table = Table(document, path, findings)
    for example in table.tables("example"):
        _check_words(example)
    table.done()


def _check_words(table: Table) -> None:
    table.text("title")
    for number, (_, expected) in enumerate(map(split_expectation, table.items("case"))):
        if any(key not in EXPECTED for key in expected):
            known = ", ".join(EXPECTED)
            table.findings.add(
                (*table.path, "case", number, "expect"),
                N_("nothing is called so here; known words: {known}"),
                known=known,
            )
    for key in ("period", "group"):
        table.raw(key)
    table.done()


def check_examples(policy: Policy, document: Mapping[str, Any], findings: Findings) -> None:
    """Rate every example and compare what each case expects; how they are written was checked before."""
    for example in Table(document, (), findings).tables("example"):
        _check_example(policy, example)


def _check_example(policy: Policy, table: Table) -> None:
    cases = [split_expectation(raw) for raw in table.items("case")]
    document: dict[str, object] = {"cases": [case for case, _ in cases]}
    for key in ("period", "group"):
        if key in table:
            document[key] = table.raw(key)
    answer, _ = try_document(policy, document)
    if "refused" in answer:
        table.fault("", N_("the example is refused: {reason}"), reason=answer["refused"])
    for number, (outcome, (_, expected)) in enumerate(zip(answer["cases"], cases, strict=False)):
        _compare(table, number, outcome, expected)


def split_expectation(raw: object) -> tuple[object, Mapping[str, object]]:
    """A case without what it expects, and what it expects."""
    if not isinstance(raw, Mapping):
        return raw, {}
    case = dict(cast("Mapping[str, object]", raw))
    expected = case.pop("expect", {})
    return case, cast("Mapping[str, object]", expected) if isinstance(expected, Mapping) else {}


def _compare(
    table: Table, number: int, outcome: Mapping[str, object], expected: Mapping[str, object]
) -> None:
    inner = Table({}, (*table.path, "case", number), table.findings)
    if "refused" in outcome:
        inner.fault("", N_("the example is refused: {reason}"), reason=outcome["refused"])
        return
    if not expected:
        inner.fault("expect", N_("an example says what it expects"))
    for key, wanted in expected.items():
        seen = written(outcome[key])
        if seen != written(wanted):
            why = str(outcome.get("reason") or "") if key in ("level", "rated") else ""
            inner.fault(
                "expect",
                N_("{what} comes out as {seen} ({why}), not as {wanted}")
                if why
                else N_("{what} comes out as {seen}, not as {wanted}"),
                what=Term(EXPECTED[key]),
                seen=seen,
                wanted=written(wanted),
                why=Term(PLAIN_REASONS[why]) if why in PLAIN_REASONS else why,
            )


def written(value: object) -> str:
    """A value as an author writes it in the file."""
    if value is None:
        return ABSENT
    text = str(value)
    return text.lower() if text in ("True", "False") else text
