"""Policies as JSON carries them: what one says, what differs between two, what comes out for cases."""

from collections.abc import Mapping
from typing import Any

from evalapp.base.messages import plain
from evalapp.domain.policy.cases import Trial, tried
from evalapp.domain.policy.differences import differences, sentence
from evalapp.domain.policy.model import Criterion, Form, Level, Policy, Quota, Step
from evalapp.domain.policy.parts import Consequence, Gate, Source


def try_cases(policy: Policy, document: object) -> Trial:
    """Rate a document of cases."""
    return tried(policy, document)


def difference_document(before: Policy, after: Policy) -> dict[str, Any]:
    """What differs between two versions, as JSON carries it; each change also as a sentence."""
    return {
        "from": _identity(before),
        "to": _identity(after),
        "changes": [
            {
                "kind": change.kind.value,
                "place": list(change.place),
                "before": change.before,
                "after": change.after,
                "text": sentence(change, before.document, after.document),
            }
            for change in differences(before, after)
        ],
    }


def _identity(policy: Policy) -> dict[str, Any]:
    return {"code": policy.code, "version": policy.version, "title": policy.title, "hash": policy.hash}


def describe(policy: Policy) -> dict[str, Any]:
    """What a policy says, as JSON carries it."""
    return {
        "code": policy.code,
        "version": policy.version,
        "title": policy.title,
        "jurisdiction": policy.jurisdiction,
        "period": policy.period.value,
        "effective_from": policy.effective_from.isoformat(),
        "effective_to": policy.effective_to.isoformat() if policy.effective_to else None,
        "unit": policy.unit,
        "forms": [_form(form) for form in policy.forms],
        "levels": [
            _level(level, raw) for level, raw in zip(policy.levels, policy.document["level"], strict=True)
        ],
        "quota": [_quota(quota) for quota in policy.quotas],
        "rules": [
            _gate(gate, raw["when"])
            for gate, raw in zip(policy.gates, policy.document.get("gate", []), strict=True)
        ],
        "steps": [_step(step) for step in policy.steps],
        "score_only": [kind.value for kind in policy.score_only],
        "consequences": [
            _consequence(rule, raw["when"])
            for rule, raw in zip(policy.consequences, policy.document.get("consequence", []), strict=True)
        ],
        "hash": policy.hash,
    }


def _source(source: Source) -> dict[str, str | None]:
    return {
        "document": source.document or None,
        "article": source.article or None,
        "standing": source.standing.value,
    }


def _form(form: Form) -> dict[str, Any]:
    return {
        "code": form.code,
        "title": form.title,
        "roles": [role.value for role in form.roles],
        "categories": [category.value for category in form.categories],
        "criteria": [_criterion(row) for row in form.criteria],
    }


def _criterion(row: Criterion) -> dict[str, Any]:
    return {
        "code": row.code,
        "parent": row.parent,
        "label": row.label,
        "max": None if row.maximum is None else plain(row.maximum),
        "step": plain(row.step),
        "kind": row.kind.value,
        "default_full": row.default_full,
        "source": _source(row.source),
    }


def _level(level: Level, raw: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "code": level.code,
        "label": level.label,
        "min": None if level.minimum is None else plain(level.minimum),
        "min_included": level.minimum_included,
        "requires": raw.get("requires"),
        "further": [
            {"forms": each.get("forms", []), "categories": each.get("categories", []), "when": each["when"]}
            for each in raw.get("further", [])
        ],
        "source": _source(level.source),
    }


def _quota(quota: Quota) -> dict[str, Any]:
    exceptional = quota.exceptional_percent
    return {
        "level": quota.level,
        "percent": None if quota.percent is None else plain(quota.percent),
        "base": quota.base.value,
        "exceptional_percent": None if exceptional is None else plain(exceptional),
        "exceptional_base": None if exceptional is None else quota.exceptional_base.value,
        "scope": quota.scope.value,
        "blocks": quota.blocks,
        "source": _source(quota.source),
    }


def _step(step: Step) -> dict[str, Any]:
    return {
        "stage": step.stage,
        "label": step.label,
        "due_day": step.due_day,
        "due_months_later": step.due_months_later,
        "due_hour": step.due_hour,
        "due_last_working_day": step.due_last_working_day,
        "source": _source(step.source),
    }


def _consequence(rule: Consequence, when: object) -> dict[str, Any]:
    return {
        "code": rule.code,
        "label": rule.label,
        "kind": rule.kind.value,
        "percent": None if rule.percent is None else plain(rule.percent),
        "forms": list(rule.forms),
        "periods": [kind.value for kind in rule.periods],
        "when": when,
        "source": _source(rule.source),
    }


def _gate(gate: Gate, when: object) -> dict[str, Any]:
    return {
        "code": gate.code,
        "label": gate.label,
        "do": gate.action.value,
        "level": gate.level,
        "forms": list(gate.forms),
        "when": when,
        "source": _source(gate.source),
    }
