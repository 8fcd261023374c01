"""Policies outside any workspace: those that ship, a folder's, what one says, and trying cases by it."""

import stat
from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any

from evalapp.base import paths
from evalapp.base.causes import cause
from evalapp.base.errors import UserError
from evalapp.base.messages import N_, plain
from evalapp.domain.policy.cases import Trial, tried
from evalapp.domain.policy.differences import differences, sentence
from evalapp.domain.policy.model import Criterion, Form, Level, Policy, Quota, Step
from evalapp.domain.policy.parts import Consequence, Gate, Source
from evalapp.domain.policy.reader import EXAMPLES_FILE, MAIN_FILE, examples_in, read_policy, wanted_base

_MOST_FILES = 40
_LARGEST_FILE = 1_000_000


@cache
def shipped() -> Mapping[str, Policy]:
    """The policies that come with the program, by code."""
    folders = sorted(path.parent for path in (paths.resources() / "policies").glob(f"*/{MAIN_FILE}"))
    policies = [read_policy(folder_texts(folder)) for folder in folders]
    return MappingProxyType({policy.code: policy for policy in policies})


def shipped_digest() -> str:
    """A hash over every file of the policies that come with the program, read but not understood."""
    home, digest = paths.resources() / "policies", sha256()
    for path in sorted(home.rglob("*.toml")):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(home).as_posix()} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def shipped_examples(fingerprint: str) -> Mapping[str, Any]:
    """The worked examples that ship with the policy of that hash; empty for one that does not ship."""
    policy = next((each for each in shipped().values() if each.hash == fingerprint), None)
    if policy is None:
        return {}
    return folder_examples(paths.resources() / "policies" / policy.code)


def read_folder(folder: Path, installed: Iterable[Policy] = ()) -> Policy:
    """Read a policy from a folder of TOML files; what it extends ships, or is among those installed."""
    texts = folder_texts(folder)
    base = wanted_base(texts.get(MAIN_FILE, ""))
    known = [*shipped().values(), *installed]
    found = next((policy for policy in known if base in (policy.code, policy.hash)), None)
    return read_policy(texts, base=None if base is None else found)


def folder_examples(folder: Path) -> Mapping[str, Any]:
    """The worked examples of a folder that was read; empty where it has none."""
    texts = folder_texts(folder)
    return examples_in(texts.get(EXAMPLES_FILE, ""))


def folder_texts(folder: Path) -> dict[str, str]:
    """The TOML files of a folder; nothing else in it is opened."""
    if not folder.is_dir():
        raise UserError(
            N_("“{folder}” is no folder. A policy is a folder with policy.toml in it."), folder=folder.name
        )
    files = sorted(path for path in folder.iterdir() if path.suffix == ".toml")
    if len(files) > _MOST_FILES:
        raise UserError(
            N_("“{folder}” holds more than {limit} TOML files."), folder=folder.name, limit=_MOST_FILES
        )
    return {path.name: _text(path) for path in files}


def _text(path: Path) -> str:
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode):
            raise UserError(N_("“{file}” is not an ordinary file."), file=path.name)
        if status.st_size > _LARGEST_FILE:
            raise UserError(N_("“{file}” is larger than {limit} bytes."), file=path.name, limit=_LARGEST_FILE)
        return path.read_text("utf-8", errors="surrogateescape")  # what is not UTF-8 the reader tells by line
    except OSError as error:
        raise UserError(
            N_("“{file}” cannot be read: {detail}."), file=path.name, detail=cause(error)
        ) from error


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
