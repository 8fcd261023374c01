"""What the history keeps of many scores that came in at once: each that changed, from what to what."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from evalapp.domain.rounds import Mark, Sheet, SheetId, Stage

#: By person and row: points and note before, points and note after.
Changes = dict[str, dict[str, list[str | None]]]


def changes_of(sheets: Iterable[Sheet], marks: Iterable[tuple[SheetId, Stage, str, Mark]]) -> Changes:
    """The marks that differ from what the sheets hold."""
    known = {sheet.participant.sheet: sheet for sheet in sheets}
    changes: Changes = {}
    for key, stage, code, after in marks:
        sheet = known[key]
        before = sheet.mark(stage, code)
        if before != after:
            changes.setdefault(sheet.participant.code, {})[code] = [*_told(before), *_told(after)]
    return changes


def changes_in(detail: Mapping[str, Any], person: str) -> dict[str, tuple[Mark, Mark]]:
    """What `changes_of` told of one person, by row."""
    told: Changes = detail.get("scores", {})
    return {row: (_mark(*values[:2]), _mark(*values[2:])) for row, values in (told.get(person) or {}).items()}


def told_mark(mark: Mark) -> dict[str, str | None]:
    """A mark as the history tells it."""
    return {"points": None if mark.points is None else str(mark.points), "note": mark.note}


def _told(mark: Mark) -> tuple[str | None, str]:
    return None if mark.points is None else str(mark.points), mark.note


def _mark(points: str | None, note: str | None) -> Mark:
    return Mark(None if points is None else Decimal(points), note or "")
