"""Working out what sealed results propose, and withdrawing what no longer follows from them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from evalapp.domain.people import PersonId
from evalapp.domain.policy.model import Policy, Rating
from evalapp.domain.policy.proposals import Following, following
from evalapp.domain.rewards import (
    EARLIER_REPLACED,
    Basis,
    Earlier,
    Proposal,
    ProposalId,
    ProposalState,
    earlier_of,
    replaced_by,
)
from evalapp.domain.rights import Right
from evalapp.domain.rounds import Round, Stage
from evalapp.domain.units import UnitId
from evalapp.store.work import Work
from evalapp.usecases.rounds import round_subject
from evalapp.usecases.subtrees import units_under


class Drawn(Struct, frozen=True):
    """What working a round out changed: proposals made, withdrawn, and decisions whose basis changed."""

    added: int = 0
    withdrawn: int = 0
    changed: int = 0

    def plus(self, other: "Drawn") -> "Drawn":
        """Both together."""
        return Drawn(self.added + other.added, self.withdrawn + other.withdrawn, self.changed + other.changed)


def draw_proposals(work: Work, *, of: Round) -> Drawn:
    """Work out what follows from a sealed round, and from later ones that look back at its levels."""
    drawn = _draw(work, of)
    for key in work.rewards.later(of):
        later = work.rounds.get(key)
        if _looks_back(work.policies.get(later.policy.id)):
            drawn = drawn.plus(_draw(work, later))
    return drawn


def draw_again(work: Work, *, unit: UnitId) -> Drawn:
    """Work all closed rounds of a unit and below it out once more: those closed before rules proposed."""
    work.require(Right.PREPARE_DECISIONS, unit)
    under = units_under(work, unit, work.today)
    closed = [each for each in work.rounds.all() if each.unit in under and each.stage is Stage.CLOSED]
    drawn = Drawn()
    for number, each in enumerate(closed):
        work.progress(number, len(closed))
        drawn = drawn.plus(_draw(work, each))
    return drawn


def _looks_back(policy: Policy) -> bool:
    return any(rule.depth for rule in policy.consequences)


def _draw(work: Work, of: Round) -> Drawn:
    """Bring the proposals of one sealed round in line with its results; the same twice changes nothing."""
    policy = work.policies.get(of.policy.id)
    known = {(each.basis.person, each.code): each for each in work.rewards.of(of)}
    if not policy.consequences and not known:
        return Drawn()
    bases = work.rewards.bases(of)
    wanted = {(each.basis.person, each.code): each for each in _wanted(work, of, policy, bases)}
    added = [each for key, each in wanted.items() if key not in known]
    work.rewards.add(added)
    saved = [
        after
        for key, before in known.items()
        if (after := _brought_in_line(work, before, wanted.get(key), bases.get(key[0]))) != before
    ]
    work.rewards.save(saved)
    gone = [
        after
        for after in saved
        if after.state is ProposalState.WITHDRAWN
        and known[after.basis.person, after.code].state is not ProposalState.WITHDRAWN
    ]
    shaken = [each for each in saved if each.changed and not known[each.basis.person, each.code].changed]
    _record(work, of, added, kept=len(saved) - len(gone))
    _record_withdrawn(work, gone, shaken, bases)
    return Drawn(len(added), len(gone), len(shaken))


def _record(work: Work, of: Round, added: Sequence[Proposal], *, kept: int) -> None:
    if added or kept:
        counts = Counter(each.code for each in added)
        work.audit.record(
            "proposals.drawn", round_subject(of), added=dict(sorted(counts.items())), seal=of.seal, kept=kept
        )


def _record_withdrawn(
    work: Work,
    gone: Sequence[Proposal],
    shaken: Sequence[Proposal],
    bases: Mapping[PersonId | None, Basis],
) -> None:
    for each in gone:
        now = bases.get(each.basis.person)
        work.audit.record(
            "proposal.withdrawn",
            subject_of(each),
            rule=each.code,
            level=now.level if now else None,
            revision=now.revision if now else None,
        )
    for each in shaken:
        decided = each.decided
        work.audit.record(
            "decision.basis_changed", subject_of(each), number=decided.number if decided else None
        )


def subject_of(proposal: Proposal) -> str:
    """How the history names a proposal: its number, the round, and whom it is about."""
    basis = proposal.basis
    return f"{proposal.id} {basis.unit_code} {basis.period} {basis.policy_code} {basis.code}"


def _wanted(
    work: Work, of: Round, policy: Policy, bases: Mapping[PersonId | None, Basis]
) -> Iterator[Proposal]:
    """What follows from the results of everybody, and of the unit itself."""
    before = work.rewards.levels_before(of) if _looks_back(policy) else {}
    levels = [level.code for level in policy.levels]
    for person, rating, facts in _rated(work, of):
        earlier = earlier_of(of.period, before.get(person, {}), known=levels)
        known = {**facts, "previous_levels": tuple(each.level if each else None for each in earlier)}
        basis = bases[person]
        found = following(policy, rating, form=basis.form, period=of.period, facts=known)
        yield from (_proposed(each, basis, earlier) for each in found)


def _rated(work: Work, of: Round) -> Iterator[tuple[PersonId | None, Rating, Mapping[str, Any]]]:
    """The sealed results of a round with the facts that they were settled by."""
    rated = of.collective
    if rated is not None and rated.rating is not None:
        yield None, replace(rated.rating, rated=True, level=rated.level), rated.facts
    results = work.rounds.results(of.id)
    sheets = work.rounds.sheets(of.id)
    for number, sheet in enumerate(sheets):
        work.progress(number, len(sheets))
        who = sheet.participant
        if who.sheet in results:
            yield who.person, results[who.sheet].rating, sheet.facts


def _proposed(found: Following, basis: Basis, earlier: tuple[Earlier | None, ...]) -> Proposal:
    rule = found.rule
    rested_on = [each for each in earlier if each is not None][: rule.depth]
    return Proposal(
        ProposalId(0),
        basis,
        rule.code,
        rule.label,
        rule.kind,
        rule.percent,
        str(rule.source),
        found.unknown,
        tuple(rested_on),
    )


def _brought_in_line(work: Work, before: Proposal, wanted: Proposal | None, basis: Basis | None) -> Proposal:
    """A known proposal as the results that stand leave it."""
    if wanted is None:
        if before.state is ProposalState.WITHDRAWN:
            return before
        replaced = basis is not None and basis.seal != before.basis.seal
        reason = replaced_by(basis.revision, basis.level) if basis and replaced else EARLIER_REPLACED
        return before.withdraw(reason, at=work.now)
    moved = replace(before, basis=wanted.basis, unknown=wanted.unknown, earlier=wanted.earlier)
    if before.state is ProposalState.WITHDRAWN:
        state = ProposalState.OPEN if before.decided is None else ProposalState.ACCEPTED
        return replace(moved, state=state, reason="", changed=False, at=work.now)
    stands = before.decided is not None
    return replace(moved, changed=before.changed or (stands and wanted.basis.level != before.basis.level))
