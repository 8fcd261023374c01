"""The month of a unit: opening it, where it stands, moving it on, and who is in it."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from msgspec import Struct, field
from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, Term
from evalapp.base.names import clean
from evalapp.domain.deadlines import due_date
from evalapp.domain.month_results import MonthResult, Replaced
from evalapp.domain.people import PersonId
from evalapp.domain.periods import KIND_WORDS, Period
from evalapp.domain.policy.model import Policy
from evalapp.domain.policy.reckoning import MISSING_FACT, has_levels
from evalapp.domain.policy.settlement import UNKNOWN_QUOTA
from evalapp.domain.rights import Right
from evalapp.domain.rounds import (
    DECIDING,
    SCORING,
    Participant,
    Round,
    RoundId,
    Sheet,
    SheetId,
    Stage,
)
from evalapp.domain.suggestions import open_suggestions
from evalapp.domain.units import Unit, UnitId
from evalapp.store.work import Work
from evalapp.usecases.choosing import (
    choose_policy,
    evaluated,
    evaluated_in,
    refuse_not_begun,
    unknown_quotas,
)
from evalapp.usecases.considering import consider_again
from evalapp.usecases.lacking import Lacks, what_lacks
from evalapp.usecases.longer_rounds import (
    follows_from_months,
    missing_months,
    refuse_open_months,
    refuse_part_of_scored,
)
from evalapp.usecases.newcomers import newcomers
from evalapp.usecases.rating import rate_round
from evalapp.usecases.round_people import in_both, left_out, participant_of, participants_of, warnings_of

SEVERAL_OPEN = N_("{unit} has several policies in {month}: {policies}. Say which one is meant.")


class Opening(Struct, frozen=True):
    """A round that was opened, and what somebody should look at."""

    round: Round
    people: int
    warnings: tuple[UserError, ...]


class RoundStatus(Struct, frozen=True):
    """Where a round stands. `not_scored` and `late` are people's codes; `ties` are settled by a person.

    `suggestions` counts those that wait for a decision; none do once the month is closed.
    """

    round: Round
    people: int
    not_scored: tuple[str, ...]
    late: tuple[str, ...]
    suggestions: int
    ties: tuple[tuple[str, ...], ...]
    missing: Mapping[str, tuple[MonthResult, ...]] = field(default_factory=lambda: MappingProxyType({}))
    replaced: tuple[Replaced, ...] = ()  # results that rest on months which no longer say what was used
    lacking: Mapping[str, Lacks] = field(default_factory=lambda: MappingProxyType({}))
    unknown: Mapping[str, tuple[str, ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )  # by people's codes, the facts that their level waits for
    #: Why they have none, by the codes of those who are scored and have no level.
    without_level: Mapping[str, str | None] = field(default_factory=lambda: MappingProxyType({}))
    newcomers: tuple[str, ...] = ()  # codes of the unit's people who came after the month was opened


def open_round(
    work: Work, *, unit: UnitId, period: Period, policy_code: str | None = None, others: bool = False
) -> Opening:
    """Open a unit's month: people, positions, head, forms and policy are frozen into it.

    With `others` only for who is in no round of the month yet, under another policy.

    Who is evaluated in the unit on the month's last day is in the round (Decree 335/2025, art. 19,
    leaves the rating to the unit where somebody is at that time; the same is taken for Hanoi).
    """
    work.require(Right.RUN_MONTH, unit)
    refuse_not_begun(period, work.today)
    known = work.units.get(unit)
    version = known.on(period.last_day)
    if version is None:
        raise UserError(N_("{unit} does not exist in {month}."), unit=known.name, month=period.named)
    policy = choose_policy(work, unit=known, period=period, policy_code=policy_code)
    already = work.rounds.all(unit=unit, period=period)
    _refuse_second(already, known, period, policy.policy.code)
    there = work.rounds.people_of(already)
    refuse_part_of_scored(work, unit=known, policy=policy.policy, period=period)
    people = work.people.all()
    inside = evaluated(people, unit, period)
    asked = [each for each in inside if each[0].id not in there] if others else inside
    participants = participants_of(asked, policy.policy, version.name, period)
    outside = left_out([each for each in inside if each[0].id not in there], policy.policy)
    superior = None if version.parent is None else work.units.get(version.parent).on(period.last_day)
    derived = follows_from_months(work, unit=unit, policy=policy.policy, period=period)
    opened = work.rounds.add(
        Round(
            id=RoundId(0),
            uid="",
            unit=unit,
            unit_code=known.code,
            unit_name=version.name,
            superior_name=superior.name if superior else "",
            period=period,
            policy=work.policies.ref(policy.id),
            stage=Stage.SETTLING if derived else Stage.SELF,
            skipped=SCORING if derived else (),
            opened_at=work.now,
        )
    )
    work.rounds.add_participants(opened.id, participants)
    work.audit.record(
        "round.opened",
        round_subject(opened),
        people=len(participants),
        policy=policy.policy.code,
        hash=policy.policy.hash,
    )
    warnings = warnings_of(people, participants, unit, period, there)
    warnings += _rated_twice(work, opened, participants)
    warnings += in_both([who for who in participants if who.person in there], already, period)
    if outside:
        warnings.append(
            UserError(
                N_(
                    "“{policy}” does not cover {people}: they are not in this {kind}. Open it for them under "
                    "another policy."
                ),
                policy=policy.policy.source.document or policy.policy.title,
                kind=Term(KIND_WORDS[period.kind]),
                people=outside,
            )
        )
    unknown = unknown_quotas(policy.policy, period)
    warnings.extend(UserError(UNKNOWN_QUOTA, level=level) for level in unknown)
    return Opening(opened, len(participants), tuple(warnings))


def find_round(work: Work, *, unit: UnitId, period: Period, policy_code: str | None = None) -> Round:
    """The newest revision of a unit's month; refuse a month not opened, ask where there are two policies."""
    found = [
        each
        for each in work.rounds.all(unit=unit, period=period)
        if policy_code is None or each.policy.code.casefold() == policy_code.casefold()
    ]
    if not found:
        raise UserError(
            N_("{unit} has not opened {month}. Open the month first."),
            unit=work.units.get(unit).name,
            month=period.named,
        )
    if len(found) > 1:
        raise UserError(
            SEVERAL_OPEN,
            unit=work.units.get(unit).name,
            month=period.named,
            policies=[each.policy.code for each in found],
        )
    return found[0]


def list_rounds(work: Work, *, unit: UnitId | None = None, replaced: bool = False) -> list[Round]:
    """The rounds of a unit (or all), oldest first; replaced revisions where asked for."""
    work.require(Right.READ_SCORES, unit)
    return rounds_seen(work, unit=unit, replaced=replaced)


def rounds_seen(work: Work, *, unit: UnitId | None = None, replaced: bool = False) -> list[Round]:
    """The rounds of a unit (or all) whose scores the user may see; for others there are none."""
    rounds = work.rounds.all(unit=unit, replaced=replaced)
    readable = {key: work.may(Right.READ_SCORES, key) for key in {each.unit for each in rounds}}
    return [each for each in rounds if readable[each.unit]]


def round_status(work: Work, *, round_id: RoundId) -> RoundStatus:
    """Where a round stands: who is not scored, who is late, which ties wait."""
    current = work.rounds.get(round_id)
    work.require(Right.READ_SCORES, current.unit)
    policy = work.policies.get(current.policy.id)
    sheets = work.rounds.sheets(current.id)
    stage = current.stage if current.stage in SCORING else DECIDING
    missing = () if current.is_derived else _not_scored(sheets, policy, stage)
    late = missing if _due_passed(policy, stage, current.period, work.today) else ()
    ties: tuple[tuple[str, ...], ...] = ()
    ratings = [result.rating for result in work.rounds.results(current.id).values()]
    if current.stage in (DECIDING, Stage.SETTLING) and not missing:
        rated = rate_round(policy, current, sheets)
        ties = rated.waiting
        ratings = list(rated.ratings)
    unknown = {each.id: each.missing for each in ratings if each.reason == MISSING_FACT}
    ends_in_level = has_levels(policy, current.period)
    without_level = {each.id: each.reason for each in ratings if ends_in_level and each.level is None}
    return RoundStatus(
        current,
        len(sheets),
        missing,
        late,
        _waiting(current, policy, sheets),
        ties,
        missing_months(sheets),
        tuple(each for each in work.months.replaced() if each.round == current.id and each.differs),
        {} if current.stage is Stage.CLOSED else what_lacks(policy, sheets, stage),
        unknown,
        without_level,
        tuple(person.code for person in newcomers(work, current)),
    )


def advance_round(
    work: Work, *, round_id: RoundId, to: Stage, reason: str = "", seen: Stage | None = None
) -> Round:
    """Move a round on to deputy, head or settling (or back); settling waits until everybody is scored.

    A reason, where one is given, goes on record. `seen` is the stage that was shown where it was asked for:
    what somebody else moved on meanwhile is not moved from there.
    """
    current = work.rounds.get(round_id)
    work.require(Right.RUN_MONTH, current.unit)
    current.refuse_moved(seen)
    moved = current.advance(to)
    if to is Stage.SETTLING and current.stage is not Stage.SETTLED:
        refuse_not_scored(current, work.rounds.sheets(current.id), work.policies.get(current.policy.id))
    if current.stage is Stage.SETTLED:
        work.rounds.save_results(current.id, ())
        work.registers.release(current.id)
        work.groups.release(current.id)
        work.months.release(current.id)
        work.products.release(current.id)
        consider_again(work, decided=current, now=current.id)
    work.rounds.save(moved)
    told = {"reason": clean(reason)} if reason.strip() else {}
    stages = {"before": current.stage.value, "after": to.value}
    work.audit.record("round.advanced", round_subject(current), **stages, **told)
    return moved


def set_unrated(work: Work, *, sheet_id: SheetId, reason: str | None) -> Participant:
    """Say that somebody is not rated this month, and why; or, without a reason, that they are after all."""
    current, sheet = work.rounds.sheet(sheet_id)
    work.require(Right.SCORE_HEAD, current.unit)
    current.refuse_changes()
    refuse_self(work, sheet.participant.person)
    if reason is not None and not reason.strip():
        told = N_("Say why {name} is not rated this {kind}.")
        raise UserError(told, name=sheet.participant.name, kind=current.period.sort)
    who = replace(sheet.participant, unrated=reason.strip() if reason else None)
    work.rounds.save_participant(who)
    work.audit.record(
        "round.unrated" if reason else "round.rated_again",
        f"{round_subject(current)} {who.code}",
        reason=who.unrated,
    )
    return who


def include_person(work: Work, *, round_id: RoundId, code: str) -> Participant:
    """Add somebody who came to the unit after the month was opened."""
    current = work.rounds.get(round_id)
    work.require(Right.RUN_MONTH, current.unit)
    current.refuse_changes()
    person = work.people.by_code(code)
    if any(sheet.participant.person == person.id for sheet in work.rounds.sheets(round_id)):
        raise UserError(N_("{name} is in this {kind} already."), name=person.name, kind=current.period.sort)
    position = evaluated_in(person, current.unit, current.period)
    if position is None:
        raise UserError(
            N_("{name} is not evaluated in {unit} on {day}. Correct the position first."),
            name=person.name,
            unit=current.unit_name,
            day=current.period.last_day,
        )
    who = participant_of(person, position, work.policies.get(current.policy.id), current.period)
    work.rounds.add_participants(round_id, [who])
    work.audit.record("round.person_added", f"{round_subject(current)} {person.code}")
    return who


def include_people(work: Work, *, round_id: RoundId, codes: Collection[str]) -> tuple[UserError, ...]:
    """Add these to the month, all or none; say of whom another unit has the same month."""
    added = [include_person(work, round_id=round_id, code=code) for code in codes]
    return _rated_twice(work, work.rounds.get(round_id), added)


def refuse_self(work: Work, person: PersonId) -> None:
    """Nobody decides their own result."""
    if work.is_self(person):
        raise UserError(
            N_("Nobody decides their own result: somebody else has to do this for {user}."),
            user=work.user.name,
        )


def refuse_rated_twice(current: Round, sheets: Sequence[Sheet], elsewhere: Mapping[PersonId, str]) -> None:
    """Refuse to decide about somebody whom another unit rates in the same month."""
    for sheet in sheets:
        who = sheet.participant
        if who.unrated is None and who.person in elsewhere:
            raise rated_twice(who.name, current.period, elsewhere[who.person])


def _rated_twice(work: Work, current: Round, people: Collection[Participant]) -> tuple[UserError, ...]:
    """Say of whom of these another unit has the same month."""
    units = work.rounds.elsewhere(current)
    twice = [who for who in people if who.person in units]
    return tuple(rated_twice(who.name, current.period, units[who.person]) for who in twice)


def rated_twice(name: str, period: Period, unit: str) -> UserError:
    """Say that somebody stands in two units' months."""
    return UserError(
        N_("{name} is in {month} of {unit} too. Say in one of the two why they are not rated there."),
        name=name,
        month=period.named,
        unit=unit,
    )


def refuse_not_scored(current: Round, sheets: Sequence[Sheet], policy: Policy) -> None:
    """Refuse to go on while somebody is not scored, or a month is not closed: that is never taken as 0."""
    if current.is_derived:
        refuse_open_months(current, sheets)
        return
    missing = set(_not_scored(sheets, policy, DECIDING))
    if missing:
        people = [sheet.participant for sheet in sheets if sheet.participant.code in missing]
        raise UserError(
            N_("Not scored yet in {month}: {people}. Score them, or say why they are not rated."),
            month=current.period.named,
            people=[f"{who.name} ({who.code})" for who in people],
        )


def _refuse_second(rounds: Sequence[Round], unit: Unit, period: Period, policy_code: str) -> None:
    existing = next((each for each in rounds if each.policy.code == policy_code), None)
    if existing is None:
        return
    if existing.stage is Stage.CLOSED:
        raise UserError(
            N_(
                "{unit}, {month} is closed. To correct it, reopen it with a reason: a new "
                "revision is made and the old one kept."
            ),
            unit=unit.name,
            month=period.named,
        )
    raise UserError(
        N_("{unit} has opened {month} already; go on with it where it stands."),
        unit=unit.name,
        month=period.named,
    )


def _not_scored(sheets: Sequence[Sheet], policy: Policy, stage: Stage) -> tuple[str, ...]:
    return tuple(
        sheet.participant.code
        for sheet in sheets
        if sheet.participant.unrated is None
        and (form := policy.form(sheet.participant.form)) is not None
        and sheet.missing(stage, form)
    )


def suggestions_waiting(work: Work, current: Round) -> Counter[str]:
    """How many suggestions of a month nobody has answered, by the code of whom they are for.

    A month without entries is not looked at.
    """
    if current.id not in set(work.standings.with_entries([current.id], current.period)):
        return Counter()
    policy = work.policies.get(current.policy.id)
    found = {
        sheet.participant.code: _waiting(current, policy, [sheet]) for sheet in work.rounds.sheets(current.id)
    }
    return +Counter(found)


def _waiting(current: Round, policy: Policy, sheets: Sequence[Sheet]) -> int:
    if current.stage is Stage.CLOSED:
        return 0
    return sum(open_suggestions(policy, sheet, current.period) for sheet in sheets)


def _due_passed(policy: Policy, stage: Stage, period: Period, today: date) -> bool:
    due = next((due_date(step, period) for step in policy.steps if step.stage == stage.value), None)
    return due is not None and today > due


def round_subject(of: Round) -> str:
    """How the history names a round."""
    return f"{of.unit_code} {of.period} {of.policy.code} r{of.revision}"
