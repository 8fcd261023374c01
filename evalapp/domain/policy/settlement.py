"""Settling the quotas of a whole group at once.

Nothing here depends on the order in which cases are given, on names or on codes: people go by total, then by
the results group's points; who is equal at the line waits for a person's decision.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from msgspec import Struct, field

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, plain
from evalapp.domain.policy.exact import Exact, shown
from evalapp.domain.policy.model import (
    GroupDecision,
    Policy,
    Quota,
    QuotaBase,
    QuotaLine,
    QuotaScope,
)
from evalapp.domain.policy.reckoning import Reckoning

OVER_QUOTA = "quota"
TIE = "tie"
#: Said of a quota whose percent was not found: it is for the unit to fill in, and blocks nothing.
UNKNOWN_QUOTA = N_(
    "The quota of level {level} is not known: fill it in for your unit. Nobody is limited by it."
)


class Line(Struct):
    """One quota over one set of people: how many places it has, who lost theirs, who waits."""

    quota: Quota
    base: int
    allowed: int | None
    percent: Decimal | None
    of: QuotaBase
    exceptional: bool = False
    similar: str = ""
    taken: int = 0
    over: list[Reckoning] = field(default_factory=list[Reckoning])
    ties: list[list[Reckoning]] = field(default_factory=list[list[Reckoning]])
    open: list[int] = field(default_factory=list[int])  # places that each tie is about
    asked: set[str] = field(default_factory=set[str])  # who was tied before anybody decided

    @property
    def left(self) -> int:
        """How many places are free."""
        return (self.allowed or 0) - self.taken

    def holds(self, person: Reckoning) -> bool:
        """Whether the line limits that person."""
        return self.quota.scope is QuotaScope.UNIT or person.case.similar == self.similar

    def wait_for(self, equals: list[Reckoning]) -> None:
        """Leave it to a person who of these equals gets the places that are free."""
        self.ties.append(equals)
        self.open.append(self.left)

    def result(self) -> QuotaLine:
        """What the line came to."""
        return QuotaLine(
            level=self.quota.level,
            base=self.base,
            allowed=self.allowed,
            percent=self.percent,
            of=self.of,
            over=tuple(person.case.id for person in self.over),
            ties=tuple(tuple(person.case.id for person in tie) for tie in self.ties),
            open=tuple(self.open),
            exceptional=self.exceptional,
            similar=self.similar,
            cites=str(self.quota.source),
            blocks=self.quota.blocks,
        )


def settle(
    policy: Policy, quotas: Sequence[Quota], people: Sequence[Reckoning], decision: GroupDecision
) -> tuple[QuotaLine, ...]:
    """Settle level after level, best first; every base is counted before anybody loses a level."""
    lines = [line for quota in quotas for line in _lines(policy, quota, people, decision)]
    for level in policy.levels:
        limits = [line for line in lines if line.quota.level == level.code and line.allowed is not None]
        competing = sorted((person for person in people if person.level == level.code), key=_by_id)
        competing.sort(key=_merit, reverse=True)
        blocking = [line for line in limits if line.quota.blocks]
        for _, equals in groupby(competing, key=_merit):
            _give_places(policy, list(equals), blocking, decision)
        for line in limits:
            if not line.quota.blocks:
                _warn(line, [person for person in competing if person.level == level.code])
    _refuse_needless(decision, lines)
    return tuple(line.result() for line in lines)


def _by_id(person: Reckoning) -> str:
    """Only so that lists print the same in whatever order cases came; it decides nothing."""
    return person.case.id


def _merit(person: Reckoning) -> tuple[Exact, Exact]:
    return person.merit


def _lines(policy: Policy, quota: Quota, people: Sequence[Reckoning], decision: GroupDecision) -> list[Line]:
    if quota.scope is QuotaScope.UNIT:
        return [_line(policy, quota, people, decision, "")]
    groups = dict.fromkeys(person.case.similar for person in people if person.case.similar)
    return [
        _line(policy, quota, [person for person in people if person.case.similar == group], decision, group)
        for group in sorted(groups)
    ]


def _line(
    policy: Policy, quota: Quota, members: Sequence[Reckoning], decision: GroupDecision, similar: str
) -> Line:
    percent, of = quota.percent, quota.base
    exceptional = decision.exceptional_decision is not None and percent is not None
    if exceptional:
        if quota.exceptional_percent is None:
            raise UserError(
                N_("The policy {policy} knows no exception from its quota of {level}."),
                policy=policy.code,
                level=quota.level,
            )
        percent, of = quota.exceptional_percent, quota.exceptional_base
    base = sum(_counts(policy, of, person) for person in members)
    allowed = None if percent is None else int(Fraction(percent) * base / 100)
    return Line(quota, base, allowed, percent, of, exceptional, similar)


def _counts(policy: Policy, of: QuotaBase, person: Reckoning) -> bool:
    """Whether somebody is part of a quota's base, by points and before any settlement."""
    if of is QuotaBase.STAFF:
        return True
    if not person.rated or person.level_by_points is None:
        return False
    rank = policy.rank(person.level_by_points)
    match of:
        case QuotaBase.RATED:
            return True
        case QuotaBase.GOOD:
            return rank <= 1
        case QuotaBase.GOOD_WITHOUT_TOP:
            return rank == 1


def _give_places(policy: Policy, equals: list[Reckoning], lines: list[Line], decision: GroupDecision) -> None:
    """Give places to people whom nothing tells apart; where there are too few, only a person chooses."""
    waiting = _with_places(policy, equals, lines)
    for line in _contended(waiting, lines):
        line.asked.update(person.case.id for person in waiting if line.holds(person))
    named = [person for name in decision.decided for person in waiting if person.case.id == name]
    named = [person for person in named if any(person.case.id in line.asked for line in lines)]
    for person in named:
        for one in _with_places(policy, [person], lines):
            _take(one, lines)
    waiting = _with_places(policy, [person for person in waiting if person not in named], lines)
    contended = _contended(waiting, lines)
    for line in contended:
        line.wait_for([person for person in waiting if line.holds(person)])
    for person in waiting:
        if any(line.holds(person) for line in contended):
            person.level, person.reason = None, TIE
            _explain(person, TIE, next(line for line in contended if line.holds(person)))
        else:
            _take(person, lines)
    _reserve(contended, lines)


def _with_places(policy: Policy, people: list[Reckoning], lines: list[Line]) -> list[Reckoning]:
    """Those for whom every line still has a place; the others lose the level."""
    waiting: list[Reckoning] = []
    for person in people:
        full = [line for line in lines if line.holds(person) and line.left <= 0]
        if full:
            person.level, person.reason = policy.next_below(full[0].quota.level), OVER_QUOTA
            _explain(person, OVER_QUOTA, full[0])
            for line in full:
                line.over.append(person)
        else:
            waiting.append(person)
    return waiting


def _contended(waiting: list[Reckoning], lines: list[Line]) -> list[Line]:
    """The lines with too few places; whom a narrow line holds back asks nothing of the unit's line."""
    narrow = [
        (line, sum(line.holds(person) for person in waiting) - line.left) for line in lines if line.similar
    ]
    surplus = sum(excess for _, excess in narrow if excess > 0)
    wide = [line for line in lines if not line.similar and len(waiting) - surplus > line.left]
    return [line for line, excess in narrow if excess > 0] + wide


def _take(person: Reckoning, lines: list[Line]) -> None:
    for line in lines:
        line.taken += line.holds(person)


def _reserve(contended: list[Line], lines: list[Line]) -> None:
    """Keep the places that a tie will fill: in its own line, and of a group's tie also in the unit's line.

    A tie at the unit's line fills it, so that nobody after it asks a group for a place.
    """
    kept = [(line, line.left) for line in contended]
    around = [line for line in lines if not line.similar and not any(line is one for one in contended)]
    for line, places in kept:
        line.taken += places
        for wide in around if line.similar else []:
            wide.taken += places


def _explain(person: Reckoning, step: str, line: Line) -> None:
    person.step(
        step,
        line.quota.level,
        person.level,
        line.quota.source,
        percent=plain(line.percent or Decimal(0)),
        base=str(line.base),
        of=line.of,
        share=plain(shown((line.percent or Decimal(0)) * line.base / 100)),
        allowed=str(line.allowed),
        similar=line.similar,
    )


def _warn(line: Line, holders: list[Reckoning]) -> None:
    """Say who is past the line of a quota that only warns; nobody loses anything."""
    held = [person for person in holders if line.holds(person)]
    for _, group in groupby(held, key=_merit):
        equals = list(group)
        if line.left <= 0:
            line.over.extend(equals)
        elif len(equals) > line.left:
            line.wait_for(equals)
        line.taken += len(equals)


def _refuse_needless(decision: GroupDecision, lines: list[Line]) -> None:
    """A name that no tie asked for is a mistake of whoever decided, and is never passed over."""
    asked: set[str] = set()
    for line in lines:
        asked |= line.asked
    for number, name in enumerate(decision.decided):
        if name in decision.decided[:number]:
            raise UserError(N_("“{id}” is named twice among those who go first."), id=name)
        if name not in asked:
            raise UserError(
                N_("“{id}” is not tied at the line of a quota, so there is nothing to decide for them."),
                id=name,
            )
