"""Both sides of a conflict, part by part, so that a person can decide."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from msgspec import Struct

from evalapp.base.messages import N_, tr, tr_map
from evalapp.domain.history_words import DETAIL_WORDS, value_words

#: By what the things of a row are told apart, and what people call one of them.
_NAMES = ("uid", "question", "code")
_CALLED = ("topic", "person", "question", "code", "name", "version", "day")
#: What says nothing to a person who decides.
_SILENT = frozenset(
    ("uid", "recorded_at", "changed_at", "decided_at", "added_at", "signed_at", "seal", "previous", "marks")
)

#: What parts of documents are called beside what the history calls them.
PART_WORDS: Mapping[str, str] = {
    **DETAIL_WORDS,
    "absences": N_("absentees"),
    "active": N_("in new months"),
    "added_by": N_("added by"),
    "answer": N_("answer"),
    "answers": N_("answers"),
    "birth": N_("birth"),
    "caption": N_("caption"),
    "care": N_("remedy"),
    "category": N_("category"),
    "checked_by": N_("checked by"),
    "checklist": N_("checklist"),
    "closed_at": N_("closed"),
    "content": N_("content"),
    "decided_by": N_("decided by"),
    "due": N_("due on"),
    "evaluated_here": N_("evaluated here"),
    "finding": N_("finding"),
    "findings": N_("findings"),
    "finished_at": N_("finished"),
    "issuer": N_("issued by"),
    "kind": N_("kind"),
    "kinds": N_("kinds of inspection"),
    "late_files": N_("late files"),
    "left_at": N_("leaving"),
    "members": N_("members"),
    "mended": N_("done on"),
    "minutes": N_("signed minutes"),
    "noticed": N_("time"),
    "owner": N_("who mends it"),
    "parent": N_("superior unit"),
    "photos": N_("photos"),
    "plan": N_("plan"),
    "positions": N_("positions"),
    "positive": N_("praise"),
    "recorded_by": N_("recorded by"),
    "remedy": N_("remedy"),
    "removed": N_("removed because"),
    "results": N_("results"),
    "signed_by": N_("signed by"),
    "standing": N_("standing"),
    "state": N_("state"),
    "statement": N_("written for the minutes"),
    "steps": N_("steps"),
    "subject": N_("about"),
    "team": N_("decision"),
    "text": N_("text"),
    "units": N_("units"),
    "versions": N_("names over time"),
}


class Difference(Struct, frozen=True):
    """One part that the sides say differently; None where a side does not have it at all."""

    path: tuple[str, ...]
    ours: Any
    theirs: Any

    @property
    def place(self) -> str:
        """Where it stands, in words."""
        return " · ".join(tr_map(PART_WORDS, each) for each in self.path)

    @property
    def our_words(self) -> str:
        """What ours says, in words."""
        return self._words(self.ours)

    @property
    def their_words(self) -> str:
        """What theirs says, in words."""
        return self._words(self.theirs)

    def _words(self, value: Any) -> str:
        if isinstance(value, Mapping):
            called = _called(cast("Mapping[str, Any]", value))
            return called if called else tr("(there)")
        if isinstance(value, bool):
            return tr("yes") if value else tr("no")
        return value_words(value, self.path[-1] if self.path else "")


def differences(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> list[Difference]:
    """Where two documents differ, in the order of theirs."""
    return _differ((), ours, theirs)


def _differ(path: tuple[str, ...], ours: Any, theirs: Any) -> list[Difference]:
    if ours == theirs:
        return []
    mine, other = _parts(ours), _parts(theirs)
    if mine is None or other is None:
        return [Difference(path, ours, theirs)]
    found: list[Difference] = []
    for key in dict.fromkeys([*other, *mine]):
        if key not in _SILENT:
            one, another = mine.get(key), other.get(key)
            name = _called(another or one) if isinstance(ours, list) else ""
            found += _differ((*path, name or key), one, another)
    return found


def _parts(value: Any) -> dict[str, Any] | None:
    """The parts of a document, or of a list of things that are told apart by name."""
    if isinstance(value, Mapping):
        return dict(cast("Mapping[str, Any]", value))
    if isinstance(value, Sequence) and not isinstance(value, str):
        rows = cast("Sequence[Any]", value)
        named = {_key(row): row for row in rows}
        return named if len(named) == len(rows) and None not in named else None
    return None


def _key(row: Any) -> Any:
    if not isinstance(row, Mapping):
        return None
    told = cast("Mapping[str, Any]", row)
    return next((told[name] for name in _NAMES if name in told), None)


def _called(row: Any) -> str:
    """What people call one thing of a row; empty where nothing of it is a name."""
    if not isinstance(row, Mapping):
        return ""
    told = cast("Mapping[str, Any]", row)
    called = next((name for name in _CALLED if told.get(name)), "")
    if called == "code" and told.get("name"):  # nobody knows people by their codes alone
        return f"{told['code']} {told['name']}"
    return str(told[called]) if called else ""
