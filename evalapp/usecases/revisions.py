"""What a revision of a period changed: whose result became another, beside the revision that it replaces."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from evalapp.base.clock import VIET_NAM
from evalapp.base.messages import points_shown, tr
from evalapp.domain.people import PersonId
from evalapp.domain.policy.model import Policy, Rating
from evalapp.domain.revisions import LEVEL, MONTH, TOTAL, UNRATED, Changed, Replaced, Stood
from evalapp.domain.rights import Right
from evalapp.domain.rounds import DECIDING, Round, RoundId, Sheet, SheetId, Stage
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


class Outcomes(Struct, frozen=True):
    """Everybody's sheets of a revision and what they come to."""

    policy: Policy
    sheets: Sequence[Sheet]
    ratings: Mapping[SheetId, Rating]


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


def replaced(work: Work, current: Round, now: Outcomes | None = None) -> Replaced | None:
    """What papers say of the revision that a period replaces, and of what `now` makes another; or none."""
    if current.revision == 1:
        return None
    before = _revision_before(work, current)
    if before is None or before.closed_at is None:
        return Replaced(current.revision, current.reason)
    closed_on = before.closed_at.astimezone(VIET_NAM).date()
    decided = current.stage in (Stage.SETTLED, Stage.CLOSED)
    changes = None if now is None or before.seal is None else _all_changes(work, before, now, decided=decided)
    return Replaced(current.revision, current.reason, closed_on, changes)


def _all_changes(work: Work, before: Round, now: Outcomes, *, decided: bool) -> tuple[Changed, ...]:
    """Rows and results that are others than in the sealed revision before, in the order of names.

    Levels are compared once they are decided: before that no quota has bound them.
    """
    then = {sheet.participant.person: sheet for sheet in work.rounds.sheets(before.id)}
    results = work.rounds.results(before.id)
    return tuple(
        change
        for sheet in now.sheets
        if (old := then.get(sheet.participant.person)) is not None
        for change in _changes(
            (old, results[old.participant.sheet].rating if old.participant.sheet in results else None),
            (sheet, now.ratings[sheet.participant.sheet]),
            now.policy,
        )
        if decided or change.what != LEVEL
    )


def _changes(
    then: tuple[Sheet, Rating | None], now: tuple[Sheet, Rating], policy: Policy
) -> Iterator[Changed]:
    (old, was), (sheet, rating) = then, now
    who = sheet.participant
    form = policy.form(who.form)
    before, after = (old.scored(DECIDING, form), sheet.scored(DECIDING, form)) if form else ({}, {})
    rows: list[tuple[str, Stood, Stood]] = [
        (row.code, before.get(row.code), after.get(row.code)) for row in (form.leaves if form else ())
    ]
    rows.extend(_months(old, sheet))
    rows.append((UNRATED, old.participant.unrated, who.unrated))
    rows.append((TOTAL, was.total if was else None, rating.total))
    rows.append((LEVEL, was.level if was else None, rating.level))
    yield from (Changed(who.code, who.name, what, a, b) for what, a, b in rows if a != b)


def _months(then: Sheet, now: Sheet) -> Iterator[tuple[str, Stood, Stood]]:
    """The months that a longer period was made of, with what each gave then and now."""
    before = {each.period: each.total for each in then.months}
    yield from (
        (f"{MONTH}{each.period.number}", before[each.period], each.total)
        for each in now.months
        if each.period in before
    )


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
