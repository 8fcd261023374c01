"""Words and tones that several screens share: a level's tone, and why somebody has no level."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from evalapp.base.columns import Tone
from evalapp.base.messages import N_, shown, tr
from evalapp.domain.periods import Period, PeriodKind
from evalapp.domain.policy.model import Policy, Proof
from evalapp.domain.policy.reckoning import MISSING_FACT
from evalapp.domain.policy.settlement import UNKNOWN_QUOTA

if TYPE_CHECKING:
    from evalapp.usecases.choosing import Choosable

_TONES = (Tone.OK, Tone.ACCENT, Tone.WARN, Tone.BAD)
_NAMED = 3  # people who are named; the others are counted
NOT_SCORED = "not_scored"
_REASONS = {
    NOT_SCORED: (N_("Not scored"), Tone.PLAIN),
    "tie": (N_("Tied, undecided"), Tone.WARN),
    "quota": (N_("Over the quota"), Tone.ACCENT),
    "nothing_assigned": (N_("No work listed"), Tone.WARN),
    MISSING_FACT: (N_("Facts missing"), Tone.WARN),
    "month_missing": (N_("Months missing"), Tone.WARN),
    "no_level": (N_("No level reached"), Tone.WARN),
}


def choosable_words(choosable: "Choosable") -> str:
    """A policy that a month may go by, with whom of the unit it leaves out."""
    return "\n".join((policy_words(choosable.policy), *(f"⚠ {each}" for each in opening_doubts(choosable))))


def opening_doubts(choosable: "Choosable") -> Iterator[str]:
    """What somebody should know before a period is opened under a policy, a line each."""
    if choosable.outside:
        names = ", ".join(choosable.outside[:_NAMED]) + (", …" if len(choosable.outside) > _NAMED else "")
        told = N_("Does not cover {count} of {people} people: {names}")
        yield tr(told, count=len(choosable.outside), people=choosable.people, names=names)
    if choosable.beside:
        yield tr("The months here go by another policy: {months}.", months=list(choosable.beside))
    if choosable.beside and not choosable.has_way:
        yield tr("That policy does not say how the period follows from months.")
    if choosable.beside and not choosable.follows:
        yield tr("The months' results are shown beside it; the period is not rated by them.")
    for level in choosable.unknown:
        yield tr(UNKNOWN_QUOTA, level=level)


def policy_words(policy: Policy) -> str:
    """A policy so that it is told from others: its whole title, then its number and its days."""
    since, until = shown(policy.effective_from), policy.effective_to
    days = (
        tr("in force {since} to {until}", since=since, until=until)
        if until
        else tr("in force from {since}", since=since)
    )
    told = (policy.source.document, days, policy.code)
    return policy.cited + "\n" + " · ".join(part for part in told if part)


def level_tone(level: str | None, levels: Sequence[str]) -> Tone:
    """The tone of a level by its place from the highest down; the letter stands beside it always."""
    if level is None or level not in levels:
        return Tone.PLAIN
    return _TONES[min(levels.index(level), len(_TONES) - 1)]


def list_of(period: Period) -> str:
    """What the list of the people of a period is called."""
    if period.kind is PeriodKind.MONTH:
        return tr("Month list")
    return tr("List of the {kind}", kind=period.sort)


def reason_words(reason: str | None) -> tuple[str, Tone]:
    """Why there is no level, or not the level of the points, in a few words."""
    if not reason:
        return "", Tone.PLAIN
    known = _REASONS.get(reason)
    return (tr(known[0]), known[1]) if known else (tr("Not rated"), Tone.PLAIN)


def level_words(reason: str | None) -> tuple[str, Tone]:
    """What stands in place of a level: as papers say it where only facts lack, else the reason itself."""
    words, tone = reason_words(reason)
    return (tr("Not rated yet") if reason == MISSING_FACT else words), tone


def waits(reason: str | None) -> bool:
    """Whether somebody has no level because something is awaited, and not by a decision."""
    return reason in _REASONS


def lacking_words(lacks: Mapping[str, Proof]) -> str:
    """Which rows lack what they need, by what that is: words in the note, or a file."""
    said = (
        (Proof.TEXT, N_("⚠ The note must say what these rest on: {rows}.")),
        (Proof.FILE, N_("⚠ A file as evidence is missing: {rows}.")),
    )
    found = ((text, [row for row, needs in lacks.items() if needs is kind]) for kind, text in said)
    return " ".join(tr(text, rows=rows) for text, rows in found if rows)


def reasons_told() -> tuple[str, ...]:
    """Everything that may stand in place of a level."""
    return tuple(tr(text) for text, _ in _REASONS.values())


def longer_title(period: Period) -> str:
    """A period as a title calls it."""
    return period.named.titled


def some_names(names: Sequence[str], most: int = 6) -> str:
    """The first of these names, and how many more there are."""
    more = len(names) - most
    said = ", ".join(names[:most])
    return tr("{names} and {count} more", names=said, count=more) if more > 0 else said


class Unanswered(Struct, frozen=True):
    """Suggestions that wait for a decision: how many, and the people they are for by name."""

    count: int = 0
    people: Sequence[str] = ()


def unanswered_words(count: int) -> str:
    """That suggestions wait for a decision while levels are decided."""
    told = N_(
        "{count} {count:suggestion is|suggestions are} unanswered and {count:counts|count} for nobody; "
        "the month's list shows them."
    )
    return tr(told, count=count)
