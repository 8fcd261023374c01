"""The rules of a policy in words, as the command line and scripts read them."""

from typing import Any

from evalapp.base.messages import tr
from evalapp.domain.policy.model import Policy
from evalapp.domain.policy.parts import Standing
from evalapp.domain.policy.rule_kinds import Rule, rules_of
from evalapp.domain.policy.rule_sentences import sentence_of


def rules_document(policy: Policy) -> dict[str, Any]:
    """Every rule as its sentence and as the document holds it, in the order of the screen."""
    return {
        "policy": policy.code,
        "version": policy.version,
        "hash": policy.hash,
        "rules": [_described(rule, policy) for rule in rules_of(policy.document)],
    }


def _described(rule: Rule, policy: Policy) -> dict[str, Any]:
    source = rule.source or policy.document.get("source") or {}
    return {
        "kind": rule.kind.key,
        "title": tr(rule.kind.title),
        "path": list(rule.path),
        "sentence": sentence_of(rule, policy.document),
        "document": source.get("document", ""),
        "article": source.get("article", ""),
        "standing": source.get("standing", Standing.DEFAULT.value),
        "rule": dict(rule.values),
    }
