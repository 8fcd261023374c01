"""Rating a unit as a collective, before its people: by its own form, or as the authority decided."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from evalapp.base.errors import FieldError, UserError
from evalapp.base.messages import N_, plain
from evalapp.base.names import clean
from evalapp.domain.collectives import Collective, asked_facts, collective_form
from evalapp.domain.policy.engine import COLLECTIVE, rate
from evalapp.domain.policy.fact_words import fact_title
from evalapp.domain.policy.facts import fact_value
from evalapp.domain.policy.model import OPTIONAL_KINDS, Case, Form, GroupRating, Policy, Rating
from evalapp.domain.policy.points import check_completion, check_points
from evalapp.domain.policy.reckoning import MISSING_FACT
from evalapp.domain.registers import facts_document
from evalapp.domain.rights import Right
from evalapp.domain.rounds import Round, RoundId
from evalapp.store.work import Work
from evalapp.usecases.rounds import round_subject

LONGEST_NOTE = 2000


def rate_collective(
    work: Work,
    *,
    round_id: RoundId,
    points: Mapping[str, Decimal] | None = None,
    facts: Mapping[str, object] | None = None,
    level: str | None = None,
    decision: str = "",
    note: str = "",
) -> Round:
    """Rate the unit by the form for collectives; a level is named only with the decision it rests on.

    Where no level applies, or the policy has no such form, the authority's decision names the level.
    """
    current = work.rounds.get(round_id)
    work.require(Right.DECIDE, current.unit)
    current.refuse_changes()
    policy = work.policies.get(current.policy.id)
    form = collective_form(policy, current.period)
    given = {} if form is None else _points(form, points or {}, facts or {})
    known = _facts(policy, facts or {}) if form else {}
    rating = None if form is None else _rating(policy, current, given, known)
    decided = _decided(policy, level, clean(decision), is_needed=form is None)
    if len(note) > LONGEST_NOTE:
        raise FieldError("note", UserError(N_("The note is longer than {most} letters."), most=LONGEST_NOTE))
    of = Collective(
        level=decided or (rating.level if rating else None),
        points=given,
        facts=known,
        rating=rating,
        decision=clean(decision) if decided else "",
        note=clean(note),
        by=work.user.name,
    )
    if of != current.collective:
        before = current.collective
        work.rounds.save_collective(current.id, of)
        work.audit.record(
            "round.collective_rated",
            round_subject(current),
            before=None if before is None else _told(before),
            after=_told(of),
        )
    return work.rounds.get(round_id)


def clear_collective(work: Work, *, round_id: RoundId) -> Round:
    """Take the unit's rating back, as long as the month is not settled."""
    current = work.rounds.get(round_id)
    work.require(Right.DECIDE, current.unit)
    current.refuse_changes()
    if current.collective is not None:
        work.rounds.save_collective(current.id, None)
        work.audit.record(
            "round.collective_cleared",
            round_subject(current),
            before=_told(current.collective),
            after=None,
        )
    return work.rounds.get(round_id)


def _told(of: Collective) -> dict[str, Any]:
    """The unit's rating as the history tells it."""
    return {
        "level": of.level,
        "points": {code: plain(points) for code, points in of.points.items()},
        "facts": facts_document(of.facts),
        "decision": of.decision,
        "note": of.note,
    }


def refuse_collective_missing(current: Round, rated: GroupRating) -> None:
    """Refuse to settle while somebody's level waits for the unit's, which is rated first."""
    waiting = [rating.id for rating in rated.ratings if "unit_level" in rating.missing]
    if not waiting:
        return
    if current.collective is None:
        raise UserError(
            N_("The unit is rated before its head: {people} cannot stand above it. Rate the unit first."),
            people=waiting,
        )
    raise UserError(
        N_(
            "No level applies to the unit, so the authority decides: enter its level with the number of the "
            "decision. Until then {people} cannot be rated."
        ),
        people=waiting,
    )


def _points(form: Form, points: Mapping[str, Decimal], facts: Mapping[str, object]) -> dict[str, Decimal]:
    for code in points:
        if form.row(code) not in form.leaves:
            raise FieldError(
                code, UserError(N_("Form “{form}” has no row “{code}”."), form=form.code, code=code)
            )
    given: dict[str, Decimal] = {}
    for row in form.leaves:
        found = points.get(row.code)
        try:
            if found is not None:
                percent = facts.get(row.fact)
                check_completion(row, found, percent if isinstance(percent, Decimal) else None)
                given[row.code] = check_points(row, found)
        except UserError as error:
            raise FieldError(row.code, error) from error
        if found is None and row.kind not in OPTIONAL_KINDS and not row.assumed_met:
            raise FieldError(
                row.code,
                UserError(N_("Row {code} ({label}) is not scored yet."), code=row.code, label=row.label),
            )
    return given


def _facts(policy: Policy, facts: Mapping[str, object]) -> dict[str, Any]:
    asked, levels = asked_facts(policy), tuple(level.code for level in policy.levels)
    known: dict[str, Any] = {}
    for name, value in facts.items():
        if name not in asked:
            raise FieldError(
                name,
                UserError(
                    N_("“{name}” is not asked of a unit here. Facts that are: {known}."),
                    name=name,
                    known=list(asked) or ["–"],
                ),
            )
        try:
            known[name] = fact_value(name, value, levels)
        except UserError as error:
            raise FieldError(name, error) from error
    return known


def _rating(
    policy: Policy, current: Round, points: Mapping[str, Decimal], facts: Mapping[str, Any]
) -> Rating:
    case = Case(id=current.unit_code, form=COLLECTIVE, points=points, facts=facts)
    rating = rate(policy, case, current.period)
    if rating.reason == MISSING_FACT:
        raise FieldError(
            rating.missing[0],
            UserError(
                N_("The unit's level also depends on: {facts}. Enter them as well."),
                facts=[fact_title(name) for name in rating.missing],
            ),
        )
    return rating


def _decided(policy: Policy, level: str | None, decision: str, *, is_needed: bool) -> str | None:
    """The level that the authority named, with the document that it rests on."""
    if not level:
        if is_needed:
            raise FieldError(
                "level",
                UserError(
                    N_("{policy} has no form for the unit in this period: enter the level that was decided."),
                    policy=policy.code,
                ),
            )
        return None
    if policy.level(level) is None:
        known = ", ".join(each.code for each in policy.levels)
        raise FieldError(
            "level", UserError(N_("“{level}” is no level; known: {known}."), level=level, known=known)
        )
    if not decision:
        raise FieldError(
            "decision", UserError(N_("A level that was decided needs the number of the decision."))
        )
    return level
