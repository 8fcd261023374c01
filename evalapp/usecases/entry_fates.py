"""What became of register entries in sealed results: counted, rejected, or no rule for them."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from msgspec import Struct

from evalapp.base.messages import N_, tr
from evalapp.domain.entry_kinds import EntryKind
from evalapp.domain.periods import Period
from evalapp.domain.policy.facts_asked import facts_asked
from evalapp.domain.policy.formulas import LOWERED_BY
from evalapp.domain.policy.model import Kind, Policy
from evalapp.domain.registers import Entry, EntryId, Use
from evalapp.domain.rounds import Answer, Decision
from evalapp.store.work import Work


class Outcome(StrEnum):
    """What a sealed result made of an entry."""

    COUNTED = "counted"
    REJECTED = "rejected"
    UNANSWERED = "unanswered"
    NO_RULE = "no_rule"


_WORDS = {
    Outcome.COUNTED: N_("Counted in {months}"),
    Outcome.REJECTED: N_("Rejected in {months}"),
    Outcome.UNANSWERED: N_("Not answered in {months}"),
    Outcome.NO_RULE: N_("No rule for it in {months}"),
}


class Fate(Struct, frozen=True):
    """What became of an entry in one period, with the reason where it was rejected."""

    period: Period
    outcome: Outcome
    reason: str = ""


def fates_words(fates: Sequence[Fate]) -> str:
    """What became of an entry, by outcome, with the periods."""
    said: list[str] = []
    for outcome, words in _WORDS.items():
        months = dict.fromkeys(each.period.label for each in fates if each.outcome is outcome)
        if months:
            said.append(tr(words, months=", ".join(months)))
    return "; ".join(said)


def rejected_words(fates: Sequence[Fate]) -> str:
    """Why it was rejected, each reason once; empty where it was not."""
    reasons = dict.fromkeys(each.reason for each in fates if each.outcome is Outcome.REJECTED)
    return "; ".join(tr("Rejected: {reason}", reason=reason) for reason in reasons)


def fates_of(
    work: Work, entries: Iterable[Entry], uses: Mapping[EntryId, Sequence[Use]]
) -> dict[EntryId, tuple[Fate, ...]]:
    """What became of each of these entries in sealed results, the oldest period first."""
    answers: dict[EntryId, dict[Period, Decision]] = {}
    for use, decision in work.registers.answered():
        answers.setdefault(use.entry, {})[use.period] = decision
    known: dict[int, Policy] = {}
    found: dict[EntryId, tuple[Fate, ...]] = {}
    for entry in entries:
        decided = answers.get(entry.id, {})
        fates = {period: _answered(period, decision) for period, decision in decided.items()}
        for use in uses.get(entry.id, ()):
            if use.period not in fates:
                policy = known.get(use.policy) or known.setdefault(use.policy, work.policies.get(use.policy))
                fates[use.period] = Fate(use.period, unanswered(policy, use.period, entry.kind))
        found[entry.id] = tuple(sorted(fates.values(), key=lambda each: each.period.first_day))
    return found


def _answered(period: Period, decision: Decision) -> Fate:
    rejected = decision.answer is Answer.REJECTED
    return Fate(period, Outcome.REJECTED if rejected else Outcome.COUNTED, decision.reason)


def unanswered(policy: Policy, period: Period, kind: EntryKind) -> Outcome:
    """What a result makes of an entry on which nobody decides: a fact counts where the policy asks for it."""
    if kind.fact in facts_asked(policy, period) or (kind.fact in LOWERED_BY.values() and _computes(policy)):
        return Outcome.COUNTED
    rules = {rule.code: rule.entries for rule in (*policy.events, *policy.bonus_grounds)}
    named = set(kind.events) | set(kind.grounds)
    proposes = any(code in named or kind.code in entries for code, entries in rules.items())
    return Outcome.UNANSWERED if proposes else Outcome.NO_RULE


def _computes(policy: Policy) -> bool:
    return any(row.kind is Kind.FORMULA for form in policy.forms for row in form.leaves)
