"""What is said of a period that a policy gives points and no level: what a limit on levels does there."""

from evalapp.base.messages import N_, Term, tr
from evalapp.domain.periods import Period
from evalapp.domain.policy.in_force import rules_for
from evalapp.domain.policy.model import Policy

_NO_LIMITS = N_("The limits that the policy sets on levels have no effect here.")


def points_only(kind: Term) -> str:
    """That such a period has no level."""
    return tr("This {kind} gives points only, no level.", kind=kind)


def points_only_told(policy: Policy, period: Period) -> str:
    """The same as of a policy, with what becomes of the limits that it sets."""
    told = tr("By its policy this {kind} gives points only, no level.", kind=period.sort)
    return f"{told} {tr(_NO_LIMITS)}" if rules_for(policy, period).quotas else told
