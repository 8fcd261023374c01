"""Who comes to the end of a period without a level, and why: said before it is decided and sealed."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base.messages import N_, tr
from evalapp.domain.policy.fact_words import fact_named
from evalapp.domain.policy.reckoning import MISSING_FACT
from evalapp.ui.shell.fact_routes import entered_in
from evalapp.ui.shell.words import reason_words, some_names, waits

_NAMED = 3  # people who are named for each reason


class Outcome(NamedTuple):
    """What somebody came to: a level, or why there is none and which facts it waits for."""

    name: str
    level: str | None
    reason: str | None
    missing: Sequence[str] = ()


class WithoutLevel(Struct, frozen=True):
    """How many people there are, and the names of those without a level by the reason in a few words."""

    people: int = 0
    names: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    facts: tuple[str, ...] = ()
    awaited: int = 0  # of them those whom something else than a decision not to rate leaves without one

    @property
    def count(self) -> int:
        """How many have no level."""
        return sum(map(len, self.names.values()))

    def among(self, people: int) -> "WithoutLevel":
        """The same among so many people."""
        return replace(self, people=people)


NOBODY = WithoutLevel()


def without_level(outcomes: Iterable[Outcome]) -> WithoutLevel:
    """Count those without a level."""
    names: dict[str, tuple[str, ...]] = {}
    facts: dict[str, None] = {}
    people = awaited = 0
    for each in outcomes:
        people += 1
        if each.level is None:
            said = reason_words(each.reason)[0] or tr("Not rated")
            awaited += waits(each.reason)
            names[said] = (*names.get(said, ()), each.name)
            facts |= dict.fromkeys(each.missing if each.reason == MISSING_FACT else ())
    return WithoutLevel(people, names, tuple(facts), awaited)


def lacking_short(found: WithoutLevel) -> str:
    """How many have no level and why, in the few words that a line has room for."""
    reasons = "; ".join(f"{said.lower()} {len(names)}" for said, names in found.names.items())
    return _told(found, reasons)


def lacking_told(found: WithoutLevel) -> str:
    """How many have no level, why, and where what is not known is entered; empty where everybody has one."""
    if not found.count:
        return ""
    reasons = "; ".join(
        f"{said.lower()} {len(names)} ({some_names(names, _NAMED)})" for said, names in found.names.items()
    )
    told = _told(found, reasons)
    return " ".join(part for part in (told, facts_told(found.facts)) if part)


def _told(found: WithoutLevel, reasons: str) -> str:
    told = N_("{count} of {people} people have no level: {reasons}.")
    return tr(told, count=found.count, people=found.people, reasons=reasons)


def facts_told(facts: Sequence[str]) -> str:
    """Which facts are not known yet, and where they are entered."""
    if not facts:
        return ""
    return f"{_named(facts)} {entered_in(facts)}"


def facts_short(facts: Sequence[str]) -> str:
    """The first of them, where there is room for one line; the form tells all, and where they are entered."""
    return _named(facts, most=2) if facts else ""


def _named(facts: Sequence[str], most: int = 0) -> str:
    named = [fact_named(each) for each in facts]
    more = len(named) - most if most else 0
    if more > 0:
        told = tr("{facts} and {count} more", facts=", ".join(named[:most]), count=more)
        return tr("Not known yet: {facts}.", facts=told)
    return tr("Not known yet: {facts}.", facts=named)


#: What leads to them.
SHOW_THEM = N_("Show who has no level")
