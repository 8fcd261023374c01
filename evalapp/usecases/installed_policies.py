"""Policies in the workspace: installing an office's own version, and listing what is there."""

from collections.abc import Mapping
from typing import Any

from evalapp.domain.policy.model import Policy
from evalapp.domain.rights import Right
from evalapp.store.policies import InstalledPolicy
from evalapp.store.work import Work


def install(work: Work, *, policy: Policy, examples: Mapping[str, Any] | None = None) -> int:
    """Install a policy that was read and checked; a unit's own names a unit that is known."""
    if policy.unit:
        work.require(Right.EDIT_POLICIES, work.units.by_code(policy.unit).id)
    else:
        work.require_everywhere(Right.EDIT_POLICIES)
    key = work.policies.add(policy)
    if examples and not work.policies.examples(policy.hash):
        work.policies.add_examples(key, examples)
    work.audit.record(
        "policy.installed", policy.code, version=policy.version, hash=policy.hash, unit=policy.unit
    )
    return key


def list_installed(work: Work) -> list[InstalledPolicy]:
    """Every installed version."""
    work.require(Right.READ_PEOPLE)
    return work.policies.all()
