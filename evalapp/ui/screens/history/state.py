"""What the history shows and allows."""

from dataclasses import dataclass

from evalapp.base.clock import VIET_NAM
from evalapp.base.columns import Tone
from evalapp.base.messages import tr, tr_map
from evalapp.base.names import fold
from evalapp.domain.actions import ACTION_WORDS
from evalapp.domain.history_words import Told, detail_words, subject_words, told_parts
from evalapp.domain.user_names import called_in_full
from evalapp.store.audit import AuditEntry, ChainCheck

PAGE = 500  # entries read at a time
_GROUP = 16  # letters of a hash between two blanks


@dataclass(frozen=True)
class HistoryLine:
    """One thing that was done, in words."""

    entry: AuditEntry

    @property
    def at(self) -> str:
        """When, as clocks in Viet Nam show it."""
        return self.entry.at.astimezone(VIET_NAM).strftime("%d/%m/%Y %H:%M:%S")

    @property
    def action(self) -> str:
        """What was done."""
        return tr_map(ACTION_WORDS, self.entry.action)

    @property
    def subject(self) -> str:
        """To what it was done."""
        return subject_words(self.entry.subject)

    @property
    def detail(self) -> str:
        """From what to what, and what else was recorded."""
        return detail_words(self.entry.detail)

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
    def told(self) -> tuple[Told, ...]:
        """Every part of what it tells."""
        return told_parts(self.entry.detail)

    @property
    def in_full(self) -> str:
        """All of it as text, to be pasted elsewhere."""
        facts = {**self.facts, "hash": self.entry.hash}
        told = [
            f"{part.name}: {part.before} → {part.after}" if part.before else f"{part.name}: {part.after}"
            for part in self.told
        ]
        return "\n".join([self.title, *facts.values(), *told])

    def found_by(self, words: str) -> bool:
        """Whether every word typed is in it, with or without accents."""
        text = fold(
            f"{self.at} {called_in_full(self.entry.actor)} {self.action} {self.subject} {self.detail}"
        )
        return all(word in text for word in fold(words).split())


@dataclass(frozen=True)
class HistoryState:
    """Everything the history needs to draw itself."""

    entries: tuple[AuditEntry, ...] = ()
    check: ChainCheck | None = None
    words: str = ""
    loaded: bool = False
    busy: bool = False

    @property
    def lines(self) -> tuple[HistoryLine, ...]:
        """What is shown: newest first, found by the words typed."""
        lines = map(HistoryLine, self.entries)
        return tuple(line for line in lines if not self.words or line.found_by(self.words))

    @property
    def can_read_more(self) -> bool:
        """Whether there are older entries than those shown."""
        return not self.busy and bool(self.entries) and self.entries[-1].seq > 1

    @property
    def verdict(self) -> tuple[str, Tone]:
        """Whether the chain is whole, once it was walked."""
        if self.check is None:
            return "", Tone.PLAIN
        if self.check.broken_at is not None:
            return tr("does not fit from row {row} on", row=self.check.broken_at), Tone.BAD
        return tr("whole: {rows} rows, head {head}", rows=self.check.rows, head=self.check.head[:12]), Tone.OK
