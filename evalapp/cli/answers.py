"""How a command answers: JSON for scripts, plain sentences for people, refusals on the error stream."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, plain, tr, tr_error

if TYPE_CHECKING:
    from evalapp.domain.imports import Doubt, Fate, ImportReport, Refusal

DONE, REFUSED, WRONG_USAGE = 0, 1, 2
_MOST_ROWS = 10  # that a sentence names


def say(*lines: str) -> None:
    """Write sentences for people."""
    for line in lines:
        sys.stdout.write(line + "\n")


def complain(*lines: str) -> None:
    """Write why something was refused."""
    for line in lines:
        sys.stderr.write(line + "\n")


def put_json(document: Mapping[str, Any]) -> None:
    """Write the answer that scripts read."""
    sys.stdout.write(as_json(document) + "\n")


def as_json(document: Mapping[str, Any]) -> str:
    """A document as the contract prints it: UTF-8, points as strings, unknown as null."""
    return json.dumps(document, ensure_ascii=False, indent=2, default=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return plain(value)
    return str(value)


def put_table(header: Sequence[str], rows: Iterable[Sequence[Any]], *, nothing: str = "") -> None:
    """Write rows in columns that line up; where there are none, the sentence that says what brings some."""
    found = list(rows)
    say(*([tr(nothing)] if nothing and not found else table_lines(header, found)))


def table_lines(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Rows under their titles, in columns that line up."""
    texts = [
        [tr(title) for title in header],
        *[["" if cell is None else str(cell) for cell in row] for row in rows],
    ]
    widths = [max(len(row[column]) for row in texts) for column in range(len(header))]
    for row in texts:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def refusal_document(error: UserError) -> dict[str, Any]:
    """A refusal as JSON, where no fuller document says it."""
    return {"refused": [{"row": None, "column": None, "value": None, "reason": tr_error(error)}]}


def import_document(report: ImportReport) -> dict[str, Any]:
    """An import's answer by the contract."""
    document: dict[str, Any] = {
        "read": report.read,
        "new": report.new,
        "changed": report.changed,
        "same": report.same,
        "refused": [_refusal(refusal) for refusal in report.refused],
        "warnings": [_doubt(doubt) for doubt in report.warnings],
        "applied": report.applied,
    }
    if report.missing is not None:
        document["missing"] = list(report.missing)
    return document


def reasons(refusal: Refusal) -> str:
    """Every reason of a refused row, in one line."""
    return " ".join(tr_error(reason) for reason in refusal.reasons)


def put_import(report: ImportReport) -> None:
    """Write an import's answer for people: the counts, then each refused row and warning."""
    from evalapp.usecases.people_matching import unknown_unit  # brings the store

    say(
        tr(
            "{read} rows read: {new} new, {changed} changed, {same} the same, {refused} refused.",
            read=report.read,
            new=report.new,
            changed=report.changed,
            same=report.same,
            refused=len(report.refused),
        )
    )
    _put_rows(report)
    for refusal in report.refused:
        cell = f", {tr(refusal.column)} “{refusal.value}”" if refusal.column else ""
        complain(f"{_place(refusal.file, refusal.row)}{cell}: {reasons(refusal)}")
    if any(unknown_unit(reason) for refusal in report.refused for reason in refusal.reasons):
        complain(tr("Which unit a name means is said once for all lists: evalapp unit call CODE NAME"))
    for file, reason, rows in _same_doubts(report.warnings):
        say(tr("Please check: {text}", text=f"{_places(file, rows)}: {reason}"))
    if report.missing:
        say(tr("No form yet from: {people}.", people=list(report.missing)))
    if report.changes_nothing:
        say(tr("The list changes nothing: all that it says is known already."))
    elif not report.applied:
        say(tr("Nothing was taken in."))


def _put_rows(report: ImportReport) -> None:
    """What the good rows do: each change from what to what, of the others in which rows they stand."""
    alike: dict[tuple[Fate, str | None], list[int | None]] = {}
    for each in report.rows:
        if each.changes:
            changes = "; ".join(change.said for change in each.changes)
            words = N_("Changed: {place}, {who}. {changes}")
            say(tr(words, place=_place(each.file, each.row), who=each.who, changes=changes))
        else:
            alike.setdefault((each.fate, each.file), []).append(each.row)
    for (fate, file), rows in alike.items():
        if words := {"new": N_("New: {places}"), "changed": N_("Changed: {places}")}.get(fate.value):
            say(tr(words, places=_places(file, rows)))


def _same_doubts(doubts: Iterable[Doubt]) -> list[tuple[str | None, str, list[int | None]]]:
    """What is doubted for the same reason in one file, once, with its rows."""
    rows: dict[tuple[str | None, str], list[int | None]] = {}
    for doubt in doubts:
        rows.setdefault((doubt.file, tr_error(doubt.reason)), []).append(doubt.row)
    return [(file, reason, where) for (file, reason), where in rows.items()]


def _places(file: str | None, rows: Sequence[int | None]) -> str:
    if len(rows) == 1:
        return _place(file, rows[0])
    named = ", ".join(str(row) for row in rows[:_MOST_ROWS])
    text = tr("rows {rows}", rows=named)
    if len(rows) > _MOST_ROWS:
        text = tr("rows {rows} and {count} more", rows=named, count=len(rows) - _MOST_ROWS)
    return f"{file}, {text}" if file else text


def _place(file: str | None, row: int | None) -> str:
    parts = [file or "", tr("row {row}", row=row) if row is not None else ""]
    return ", ".join(part for part in parts if part) or tr("file")


def _refusal(refusal: Refusal) -> dict[str, Any]:
    told: dict[str, Any] = {
        "row": refusal.row,
        "column": refusal.column,
        "value": refusal.value,
        "reason": reasons(refusal),
    }
    return {**told, "file": refusal.file} if refusal.file is not None else told


def _doubt(doubt: Doubt) -> dict[str, Any]:
    told: dict[str, Any] = {"row": doubt.row, "reason": tr_error(doubt.reason)}
    return {**told, "file": doubt.file} if doubt.file is not None else told
