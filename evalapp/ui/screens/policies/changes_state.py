"""What differs between two versions, grouped by part, as the page shows it. No Qt."""

from collections.abc import Iterable

from msgspec import Struct

from evalapp.base.columns import Tone
from evalapp.base.messages import N_, tr
from evalapp.domain.policy.differences import ChangeKind, Difference
from evalapp.domain.policy.drafts import Document
from evalapp.domain.policy.place_words import place_text
from evalapp.domain.policy.value_words import said

_KINDS = {
    ChangeKind.ADDED: (N_("new"), Tone.OK),
    ChangeKind.REMOVED: (N_("taken out"), Tone.BAD),
    ChangeKind.CHANGED: (N_("changed"), Tone.ACCENT),
    ChangeKind.MOVED: (N_("moved"), Tone.PLAIN),
}


class ChangeLine(Struct, frozen=True):
    """One difference, or the heading of those of one part."""

    number: int
    where: str
    what: str = ""
    tone: Tone = Tone.PLAIN
    before: str = ""
    after: str = ""
    is_heading: bool = False


def change_lines(changes: Iterable[Difference], before: Document, after: Document) -> tuple[ChangeLine, ...]:
    """The differences, each under the heading of its part."""
    lines: list[ChangeLine] = []
    heading = None
    for change in sorted(changes, key=lambda each: len(each.place) > 1):  # itself first, then its parts
        depth = 2 if len(change.place) > 1 and change.place[0] == "forms" else min(len(change.place) - 1, 1)
        part = place_text(change.place[:depth]) or tr("The policy itself")
        if part != heading:
            heading = part
            lines.append(ChangeLine(len(lines), part[:1].upper() + part[1:], is_heading=True))
        words, tone = _KINDS[change.kind]
        was = "" if change.before is None else said(change.place, change.before, before)
        now = "" if change.after is None else said(change.place, change.after, after)
        where = place_text(_inside(change.place, depth)) or part
        lines.append(ChangeLine(len(lines), where, tr(words), tone, was, now))
    return tuple(lines)


def _inside(place: tuple[str, ...], depth: int) -> tuple[str, ...]:
    """A place without the part it stands in; a number after that part keeps its word."""
    rest = place[depth:]
    if not depth:
        return place
    return place[depth - 1 :] if rest and rest[0].startswith("#") else rest
