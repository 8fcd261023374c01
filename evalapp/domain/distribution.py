"""How levels are spread: by unit, kind of unit, category, part in the office, and by who gave the scores."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeVar

from msgspec import Struct

from evalapp.base.names import person_sort_key, sort_key
from evalapp.domain.people import Category, PersonId, Role

Key = TypeVar("Key")

_HUNDREDTH = Decimal("0.01")
_HUNDRED = Decimal(100)
#: The two levels that count as good or better.
_GOOD = 2


class Spread(Struct, frozen=True):
    """One person's result that stands, and what was given on the way to it."""

    person: PersonId | str  # known by code alone, where the result came from another data file
    unit_code: str
    unit_name: str
    kind: str  # of the unit, as the list of units spells it
    category: Category
    role: Role
    level: str | None
    rank: int | None  # 0 is the highest level
    total: Decimal | None = None
    own: Decimal | None = None  # the person's own points
    given: Decimal | None = None  # the head's points
    scorer: str = ""  # who gave the head's points, where that is known
    deputy: str = ""  # who scored them before the head, where one person did
    deputy_given: Decimal | None = None  # that deputy's points

    @property
    def is_rated(self) -> bool:
        """Whether a level was decided."""
        return self.level is not None


class Group(Struct, frozen=True):
    """People of one unit, kind, category or part, counted by level."""

    name: str
    people: int
    counts: Mapping[str, int]
    good: int
    code: str = ""

    @property
    def rated(self) -> int:
        """How many have a level."""
        return sum(self.counts.values())

    def share(self, level: str) -> Decimal | None:
        """Percent of those with a level."""
        return share(self.counts.get(level, 0), self.rated)

    @property
    def good_share(self) -> Decimal | None:
        """Percent of those with a level who are good or better."""
        return share(self.good, self.rated)


class Scorer(Struct, frozen=True):
    """How a head or deputy scored: how many of those became good or better, how many were given alike.

    Of a head, `alike` looks at totals; of a deputy, at the points that the deputy gave.
    """

    name: str
    role: Role
    unit_code: str
    unit_name: str
    rated: int
    good: int
    alike: int  # people with the total that was given most often
    alike_total: Decimal | None
    gap: Decimal | None  # mean of people's own points less the scorer's, two decimals

    @property
    def good_share(self) -> Decimal | None:
        """Percent rated good or better."""
        return share(self.good, self.rated)

    @property
    def alike_share(self) -> Decimal | None:
        """Percent who have the same total."""
        return share(self.alike, self.rated)


class Distribution(Struct, frozen=True):
    """Everything that a report of levels shows."""

    whole: Group
    units: tuple[Group, ...]
    kinds: tuple[Group, ...]
    categories: Mapping[Category, Group]
    roles: Mapping[Role, Group]
    scorers: tuple[Scorer, ...]


def share(part: int, whole: int) -> Decimal | None:
    """How many in a hundred, two decimals, half up; None of nobody."""
    return (Decimal(100 * part) / whole).quantize(_HUNDREDTH, ROUND_HALF_UP) if whole else None


def adds_up(shares: Iterable[Decimal | None]) -> bool:
    """Whether shares that were each rounded make a hundred together; none at all do.

    Each share is what offices publish of it alone: none is bent to make the sum come out.
    """
    known = [each for each in shares if each is not None]
    return not known or sum(known) == _HUNDRED


def distribution_of(people: Sequence[Spread], levels: Sequence[str]) -> Distribution:
    """Count people by everything they have in common; units by code, the rest by name."""
    units = _by(people, lambda each: each.unit_code)
    kinds = _by(people, lambda each: each.kind)
    categories = _by(people, lambda each: each.category)
    roles = _by(people, lambda each: each.role)
    return Distribution(
        whole=_group("", people, levels),
        units=tuple(
            _group(units[code][0].unit_name, units[code], levels, code=code)
            for code in sorted(units, key=sort_key)
        ),
        kinds=tuple(_group(kind, kinds[kind], levels) for kind in sorted(kinds, key=sort_key)),
        categories={each: _group("", categories[each], levels) for each in Category if each in categories},
        roles={each: _group("", roles[each], levels) for each in Role if each in roles},
        scorers=tuple(_scorers(units)),
    )


def _by(people: Iterable[Spread], key: Callable[[Spread], Key]) -> dict[Key, list[Spread]]:
    found: dict[Key, list[Spread]] = {}
    for each in people:
        found.setdefault(key(each), []).append(each)
    return found


def _group(name: str, people: Sequence[Spread], levels: Sequence[str], *, code: str = "") -> Group:
    counted = Counter(each.level for each in people if each.level is not None)
    good = sum(each.rank is not None and each.rank < _GOOD for each in people)
    return Group(name, len(people), {level: counted.get(level, 0) for level in levels}, good, code)


def _scorers(units: Mapping[str, Sequence[Spread]]) -> Iterable[Scorer]:
    """Each unit's head, then its deputies, over the people whom they scored: never over themselves."""
    for code in sorted(units, key=sort_key):
        rated = [each for each in units[code] if each.is_rated]
        heads = _by([each for each in rated if each.scorer], lambda each: each.scorer)
        for name, theirs in heads.items():
            marks = [(each.own, each.given) for each in theirs]
            yield _scorer(name, Role.HEAD, code, theirs, [each.total for each in theirs], marks)
        scored = [each for each in rated if each.deputy and each.deputy_given is not None]
        deputies = _by(scored, lambda each: each.deputy)
        for name in sorted(deputies, key=person_sort_key):
            theirs = deputies[name]
            marks = [(each.own, each.deputy_given) for each in theirs]
            yield _scorer(name, Role.DEPUTY, code, theirs, [given for _, given in marks], marks)


def _scorer(
    name: str,
    role: Role,
    code: str,
    people: Sequence[Spread],
    compared: Iterable[Decimal | None],
    marks: Iterable[tuple[Decimal | None, Decimal | None]],
) -> Scorer:
    """One scorer; `compared` is looked through for equal ones, `marks` are people's own and the scorer's."""
    totals = Counter(each for each in compared if each is not None)
    alike_total, alike = max(totals.items(), key=lambda pair: (pair[1], pair[0])) if totals else (None, 0)
    gaps = [own - given for own, given in marks if own is not None and given is not None]
    mean = sum(gaps, Decimal(0)) / len(gaps) if gaps else None
    return Scorer(
        name,
        role,
        code,
        people[0].unit_name,
        len(people),
        sum(each.rank is not None and each.rank < _GOOD for each in people),
        alike if alike > 1 else 0,
        alike_total if alike > 1 else None,
        None if mean is None else mean.quantize(_HUNDREDTH, ROUND_HALF_UP),
    )
