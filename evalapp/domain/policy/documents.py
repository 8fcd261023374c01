"""A policy read from its whole document, as a round froze it or as it stands while it is written."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, cast

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.domain.policy.build import build_policy
from evalapp.domain.policy.canonical import plain_document, sha256_of
from evalapp.domain.policy.model import Policy
from evalapp.domain.policy.problems import Findings, Path

#: What a file or document holds, by key.
Values = dict[str, Any]

_DEEPEST = 12
_LONGEST = 500  # of a list, and keys of a table: what is longer no screen shows in time
_LONGEST_TEXT = 2000
_LARGEST_EXPONENT = 12
_LEAST = -6
_LONGEST_NUMBER = 40


class Odd:
    """Stands for what no policy holds, as `nan` or an hour; whoever reads it says what belongs there."""

    def __str__(self) -> str:
        return "?"


ODD = Odd()


def policy_from_document(document: Mapping[str, Any]) -> Policy:
    """Read a policy from the document that a round froze; its examples were checked when it was published."""
    findings = Findings()
    depth_checked = cast("Values", within_limits(document, (), findings))
    findings.raise_if_any({}, {})
    policy = build_policy(depth_checked, findings, sha256_of(depth_checked))
    findings.raise_if_any({}, {})
    return policy


def sketch_of(document: Mapping[str, Any]) -> Policy:
    """What can be read of a document whatever is wrong with it: to be looked at, never to rate by."""
    findings = Findings()
    return build_policy(cast("Values", within_limits(document, (), findings)), findings, "")


def unread(document: Mapping[str, Any]) -> list[tuple[Path, UserError]]:
    """Every fault of a document by itself, outside any frame, with its path."""
    findings = Findings()
    build_policy(cast("Values", within_limits(document, (), findings)), findings, "")
    return findings.found


def within_limits(value: object, path: Path, findings: Findings, depth: int = _DEEPEST) -> object:
    """Return the value in plain form; tell of what is too deep, too large, or of no kind a policy holds."""
    if depth == 0:
        findings.add(path, N_("this is nested too deeply"))
        return None
    if isinstance(value, Mapping):
        pairs = list(cast("Mapping[str, object]", value).items())
        if len(pairs) > _LONGEST:
            findings.add(path, N_("the table holds more than {limit} keys"), limit=_LONGEST)
        return {key: within_limits(part, (*path, key), findings, depth - 1) for key, part in pairs[:_LONGEST]}
    if isinstance(value, (list, tuple)):
        parts = cast("list[object]", value)
        if len(parts) > _LONGEST:
            findings.add(path, N_("the list is longer than {limit}"), limit=_LONGEST)
        return [
            within_limits(part, (*path, n), findings, depth - 1) for n, part in enumerate(parts[:_LONGEST])
        ]
    if isinstance(value, str) and len(value) > _LONGEST_TEXT:
        findings.add(path, N_("the text is longer than {limit} letters"), limit=_LONGEST_TEXT)
        return plain_document(value[:_LONGEST_TEXT])
    if _is_plain(value):
        return plain_document(value)
    findings.doubt(path, N_("this is neither text, nor yes or no, nor a date, nor a number of ordinary size"))
    return ODD


def _is_plain(value: object) -> bool:
    match value:
        case None | bool() | str():
            return True
        case int():
            return abs(value) < 10**_LARGEST_EXPONENT
        case Decimal():
            size = value.adjusted() if value.is_finite() else _LARGEST_EXPONENT + 1
            return _LEAST <= size <= _LARGEST_EXPONENT and len(str(value)) < _LONGEST_NUMBER
        case _:
            return type(value) is date
