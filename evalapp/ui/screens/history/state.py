"""What the history shows and allows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from evalapp.base.clock import VIET_NAM
from evalapp.base.columns import EMPTY, Tone
from evalapp.base.messages import tr, tr_map
from evalapp.base.names import fold
from evalapp.domain.actions import ACTION_WORDS
from evalapp.store.audit import AuditEntry, ChainCheck

PAGE = 500  # entries read at a time


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
    def detail(self) -> str:
        """From what to what, as it was recorded."""
        if self.entry.detail is None:
            return tr("(erased under the law)")
        told = dict(self.entry.detail)
        parts: list[str] = []
        if "before" in told and "after" in told:
            parts.append(f"{_written(told.pop('before'))} → {_written(told.pop('after'))}")
        parts += [f"{key}: {_written(value)}" for key, value in told.items() if value not in (None, "", [])]
        return "; ".join(parts)

    def found_by(self, words: str) -> bool:
        """Whether every word typed is in it, with or without accents."""
        text = fold(f"{self.at} {self.entry.actor} {self.action} {self.entry.subject} {self.detail}")
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


def _written(value: Any) -> str:
    """A recorded value as people read it; what is empty is a dash."""
    if isinstance(value, Mapping):
        told = cast("Mapping[str, Any]", value)
        if set(told) == {"points", "note"}:
            points = _written(told["points"])
            return f"{points} ({told['note']})" if told["note"] else points
        return ", ".join(f"{key} {_written(part)}" for key, part in told.items())
    if isinstance(value, list):
        return ", ".join(map(_written, cast("list[Any]", value))) or EMPTY
    return EMPTY if value in (None, "") else str(value)
