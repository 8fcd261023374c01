"""How the rule about findings of inspections reads: the parts of its sentence, each with its blanks."""

from collections.abc import Iterator

from evalapp.base.messages import N_
from evalapp.domain.policy.parts import OpenFindings
from evalapp.domain.policy.rule_kinds import Rule


def findings_words(rule: Rule) -> Iterator[str]:
    """In how many days a finding is explained, what it blocks, and where a late one counts."""
    if rule.value("explain_working_days") is None:
        yield N_("If an inspection finds something then who asks says by when it is explained")
    else:
        yield N_(
            "If an inspection finds something then it is explained within {explain_working_days} working days"
        )
    if rule.value("must_hear"):
        yield N_("; nothing is confirmed before an explanation was asked for")
    if rule.value("open_findings") != OpenFindings.NOTHING:
        yield N_("; while nobody decided on it, the month is kept from {open_findings}")
    yield N_("; confirmed after the month was decided, it counts in {late}")
