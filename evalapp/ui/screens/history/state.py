"""What the history shows and allows."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Self

from msgspec import Struct

from evalapp.base.clock import VIET_NAM
from evalapp.base.columns import Tone
from evalapp.base.messages import tr
from evalapp.base.names import fold, fold_parts
from evalapp.domain.history_words import Told, action_words, detail_words, subject_words, told_parts
from evalapp.domain.user_names import called_in_full
from evalapp.store.audit import AuditEntry, ChainCheck

PAGE = 500  # entries read at a time
_GROUP = 16  # letters of a hash between two blanks
_WORD = re.compile(r"[^\s,;:·()“”]+")  # what may be a code
_BRIEF = 300  # letters of the details in the list: an entry of thousands of scores tells millions


class HistoryLine(Struct, frozen=True, dict=True):
    """One thing that was done, in words."""

    entry: AuditEntry
    names: Mapping[str, str] = MappingProxyType({})  # of people, by the codes that entries know them by

    @cached_property
    def at(self) -> str:
        """When, as clocks in Viet Nam show it."""
        return self.entry.at.astimezone(VIET_NAM).strftime("%d/%m/%Y %H:%M:%S")

    @cached_property
    def action(self) -> str:
        """What was done."""
        return action_words(self.entry.action, self.entry.subject)

    @cached_property
    def subject(self) -> str:
        """To what it was done."""
        return self._named(subject_words(self.entry.subject))

    @cached_property
    def detail(self) -> str:
        """From what to what, and what else was recorded."""
        return self._named(detail_words(self.entry.detail))

    @property
    def brief(self) -> str:
        """The beginning of the details."""
        return self.detail if len(self.detail) <= _BRIEF else self.detail[:_BRIEF] + " …"

    @cached_property
    def said(self) -> str:
        """What is looked through for words, without accents."""
        return fold_parts(
            (self.at, called_in_full(self.entry.actor), self.action, self.subject, *self.detail.split("; "))
        )

    def prepare(self) -> Self:
        """Put it into words where nobody waits for them."""
        _ = self.said
        return self

    @property
    def title(self) -> str:
        """Which entry it is."""
        return tr("Entry {number}", number=self.entry.seq)

    @property
    def facts(self) -> dict[str, str]:
        """Who did what to what and when, with the codes that scripts know it by, and its hash."""
        entry = self.entry
        spaced = " ".join(entry.hash[start : start + _GROUP] for start in range(0, len(entry.hash), _GROUP))
        return {
            "at": self.at,
            "actor": called_in_full(entry.actor),
            "action": f"{self.action} ({entry.action})",
            "subject": self.subject if self.subject == entry.subject else f"{self.subject} ({entry.subject})",
            "hash": spaced,
        }

    @property
    def told(self) -> Iterator[Told]:
        """Every part of what it tells."""
        for part in told_parts(self.entry.detail):
            yield Told(self._named(part.name), self._named(part.before), self._named(part.after))

    @property
    def in_full(self) -> str:
        """All of it as text, to be pasted elsewhere."""
        facts = {**self.facts, "hash": self.entry.hash}
        told = [
            f"{part.name}: {part.before} → {part.after}" if part.before else f"{part.name}: {part.after}"
            for part in self.told
        ]
        return "\n".join([self.title, *facts.values(), *told])

    def _named(self, text: str) -> str:
        """The same with the name beside each code of a person; a code that is a mere number may be points."""
        return _WORD.sub(lambda found: self._beside(found.group()), text) if self.names else text

    def _beside(self, word: str) -> str:
        name = None if word.isdigit() else self.names.get(word)
        return word if name is None else f"{name} ({word})"

    def found_by(self, words: str) -> bool:
        """Whether every word typed is in it, with or without accents."""
        return all(word in self.said for word in fold(words).split())


def lines_of(entries: Iterable[AuditEntry], names: Mapping[str, str]) -> tuple[HistoryLine, ...]:
    """Entries as the list shows them, ready in words: for the worker, some tell of thousands of scores."""
    return tuple(HistoryLine(entry, names).prepare() for entry in entries)


class HistoryState(Struct, frozen=True):
    """Everything the history needs to draw itself."""

    read: tuple[HistoryLine, ...] = ()
    check: ChainCheck | None = None
    words: str = ""
    loaded: bool = False
    busy: bool = False

    @property
    def entries(self) -> tuple[AuditEntry, ...]:
        """What was read, newest first."""
        return tuple(line.entry for line in self.read)

    @property
    def lines(self) -> tuple[HistoryLine, ...]:
        """What is shown: newest first, found by the words typed."""
        return tuple(line for line in self.read if line.found_by(self.words)) if self.words else self.read

    @property
    def can_read_more(self) -> bool:
        """Whether there are older entries than those shown."""
        return not self.busy and bool(self.read) and self.read[-1].entry.seq > 1

    @property
    def nothing(self) -> str:
        """What is said where no entry that was read has the words typed."""
        if self.can_read_more:
            return tr("None of the entries read so far has all of these words. Read older entries as well.")
        return tr("None of the entries has all of these words.")

    @property
    def verdict(self) -> tuple[str, Tone]:
        """Whether the chain is whole, once it was walked."""
        if self.check is None:
            return "", Tone.PLAIN
        if self.check.broken_at is not None:
            return tr("does not match from row {row} on", row=self.check.broken_at), Tone.BAD
        return tr(
            "complete: {rows} {rows:row|rows}, end {head}", rows=self.check.rows, head=self.check.head[:12]
        ), Tone.OK
