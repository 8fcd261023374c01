"""What a revision of a period changed: whose result became another, beside the revision that it replaces."""

from decimal import Decimal

from msgspec import Struct

from evalapp.base.messages import points_shown, tr
from evalapp.domain.people import PersonId
from evalapp.domain.rights import Right
from evalapp.domain.rounds import Round, RoundId, Stage
from evalapp.store.work import Work

#: A total and a level; None where there is none.
Outcome = tuple[Decimal | None, str | None]
_NONE: Outcome = (None, None)
_SHORT = 12  # so much of a seal is written


class ChangedResult(Struct, frozen=True):
    """Somebody whose result a revision changed."""

    code: str
    name: str
    before: Outcome
    after: Outcome


class Replacement(Struct, frozen=True):
    """A revision that was replaced, and whose results came out otherwise."""

    replaced: Round
    changed: tuple[ChangedResult, ...]


def replacement(work: Work, *, round_id: RoundId) -> Replacement | None:
    """What a closed revision changed, in the order of names; None for the first one."""
    current = work.rounds.get(round_id)
    work.require(Right.READ_SCORES, current.unit)
    before = _revision_before(work, current)
    if before is None:
        return None
    then, now = _outcomes(work, before.id), _outcomes(work, current.id)
    changed = tuple(
        ChangedResult(who.code, who.name, then.get(who.person, _NONE), now.get(who.person, _NONE))
        for sheet in work.rounds.sheets(current.id)
        if then.get((who := sheet.participant).person, _NONE) != now.get(who.person, _NONE)
    )
    return Replacement(before, changed)


def replacement_lines(of: Replacement) -> list[str]:
    """Which revision was replaced, then whose result became what, in the language in use."""
    changes = [
        tr(
            "{code} {name}: {before} → {after}",
            code=each.code,
            name=each.name,
            before=_said(each.before),
            after=_said(each.after),
        )
        for each in of.changed
    ]
    first = tr(
        "Revision {revision} is replaced (seal {seal}). Results that changed: {count}.",
        revision=of.replaced.revision,
        seal=(of.replaced.seal or "")[:_SHORT],
        count=len(changes),
    )
    return [first, *changes]


def _said(of: Outcome) -> str:
    total, level = of
    return f"{'–' if total is None else points_shown(total)} ({level or '–'})"


def newest_outcome(work: Work, *, of: Round, person: PersonId) -> Outcome | None:
    """What somebody's period came to in the newest revision; None as long as that is not closed."""
    found = [
        each
        for each in work.rounds.all(unit=of.unit, period=of.period)
        if each.policy.code == of.policy.code and each.stage is Stage.CLOSED
    ]
    return _outcomes(work, found[-1].id).get(person, _NONE) if found else None


def _revision_before(work: Work, current: Round) -> Round | None:
    return next(
        (
            each
            for each in work.rounds.all(unit=current.unit, period=current.period, replaced=True)
            if each.policy.code == current.policy.code and each.revision == current.revision - 1
        ),
        None,
    )


def _outcomes(work: Work, round_id: RoundId) -> dict[PersonId, Outcome]:
    results = work.rounds.results(round_id)
    return {
        who.person: (results[who.sheet].rating.total, results[who.sheet].rating.level)
        for sheet in work.rounds.sheets(round_id)
        if (who := sheet.participant).sheet in results
    }
