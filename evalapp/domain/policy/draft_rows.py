"""Editing the rows of a draft's forms: adding, splitting, moving, renaming and taking out.

A row is known by its form's and its own position, not by its code, because a draft may hold codes that are
empty or used twice until somebody mends them. A row takes along the rows under it.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from evalapp.base.messages import plain
from evalapp.domain.policy.drafts import Document, at, parts_of, put
from evalapp.domain.policy.extension import SPLIT_INTO
from evalapp.domain.policy.model import Kind
from evalapp.domain.policy.parts import Standing
from evalapp.domain.policy.problems import Path

Row = Mapping[str, Any]
_HALF = Decimal("0.5")
_OWN_SOURCE = {"standing": Standing.UNIT.value}
#: What the parts of a row that is split take over from it.
_INHERITED = ("step", "scored_by", "default_full", "needs_note", "links")
#: What belongs to rows that are scored, and goes when a row becomes the sum of others.
_OF_SCORED_ROWS = ("default_full", "needs_note", "hint")


def rows_of(document: Document, form: int) -> list[Row]:
    """The rows of a form, as far as they are tables at all."""
    return parts_of(document, ("forms", form, "criterion"))


def text(row: Row, key: str) -> str:
    """A text of a row; anything else that stands there is none."""
    value = row.get(key)
    return value if isinstance(value, str) else ""


def row_path(form: int, row: int) -> Path:
    """Where a row stands in the document."""
    return ("forms", form, "criterion", row)


def below(rows: list[Row], row: int) -> list[int]:
    """A row and those under it, however deep, by their positions."""
    found, codes = [row], {text(rows[row], "code")}
    for number in range(row + 1, len(rows)):
        if text(rows[number], "parent") and text(rows[number], "parent") in codes:
            found.append(number)
            codes.add(text(rows[number], "code"))
    return found


def depth(rows: list[Row], row: int) -> int:
    """How many rows stand above a row."""
    by_code = {text(each, "code"): each for each in reversed(rows)}
    parent, count = text(rows[row], "parent"), 0
    while parent and parent in by_code and count < len(rows):
        parent, count = text(by_code[parent], "parent"), count + 1
    return count


def set_row(document: Document, form: int, row: int, key: str, value: Any) -> dict[str, Any]:
    """Set one thing about a row; None goes back to what the reader takes where nothing is said."""
    if not isinstance(at(document, row_path(form, row)), Mapping):
        document = put(document, row_path(form, row), {})  # what is no table becomes a row
    return put(document, (*row_path(form, row), key), value)


def rename_row(document: Document, form: int, row: int, code: str) -> dict[str, Any]:
    """Give a row another code; rows under it, and events that no other form's row answers to, go along."""
    rows = rows_of(document, form)
    before = text(rows[row], "code")
    changed = set_row(document, form, row, "code", code)
    if before in ("", code):
        return changed
    for number in below(rows, row)[1:]:
        if rows[number].get("parent") == before:
            changed = set_row(changed, form, number, "parent", code)
    if not any(before == each.get("code") for each in _all_rows(changed)):
        for number, event in enumerate(parts_of(changed, ("event",))):
            if event.get("criterion") == before:
                changed = put(changed, ("event", number, "criterion"), code)
    return changed


def add_row(document: Document, form: int, after: int | None) -> tuple[dict[str, Any], int]:
    """Add an empty row after another and what is under it, beside it in the tree; say where it stands."""
    rows = rows_of(document, form)
    if after is None or not rows:
        return _with_rows(document, form, [*rows, _new_row(rows, "")]), len(rows)
    parent = text(rows[after], "parent")
    place = below(rows, after)[-1] + 1
    return _with_rows(document, form, [*rows[:place], _new_row(rows, parent), *rows[place:]]), place


def split_row(document: Document, form: int, row: int) -> tuple[dict[str, Any], int]:
    """Put two rows under a scored one, which then is their sum; say where the first stands."""
    rows = rows_of(document, form)
    whole = dict(rows[row])
    code = text(whole, "code")
    kind = SPLIT_INTO.get(_kind(whole), Kind.POINTS)
    shares = _shares(whole.get("max"), whole.get("step"))
    parts: list[Row] = []
    for share in shares:
        part = _new_row([*rows, *parts], code)
        part |= {key: whole[key] for key in _INHERITED if key in whole}
        part |= {"max": share} if share is not None else {}
        parts.append(part | {"kind": kind.value})
    for key in _OF_SCORED_ROWS:
        whole.pop(key, None)
    return _with_rows(document, form, [*rows[:row], whole, *parts, *rows[row + 1 :]]), row + 1


def remove_row(document: Document, form: int, row: int) -> dict[str, Any]:
    """Take a row out, with those under it."""
    rows = rows_of(document, form)
    gone = set(below(rows, row))
    return _with_rows(document, form, [each for number, each in enumerate(rows) if number not in gone])


def move_row(document: Document, form: int, row: int, by: int) -> tuple[dict[str, Any], int]:
    """Change places with the sister before or after a row; say where it stands now."""
    rows = rows_of(document, form)
    beside = [n for n, each in enumerate(rows) if text(each, "parent") == text(rows[row], "parent")]
    place = beside.index(row) + by
    if not 0 <= place < len(beside):
        return dict(document), row
    first, second = sorted((row, beside[place]))
    above, under = below(rows, first), below(rows, second)
    moved = [*under, *above]
    others = [n for n in range(first, max(moved) + 1) if n not in moved]
    order = [*range(first), *moved, *others, *range(max(moved) + 1, len(rows))]
    return _with_rows(document, form, [rows[n] for n in order]), order.index(row)


def sum_below(rows: list[Row], row: int | None) -> Decimal | None:
    """What the rows directly under one add up to (None: the top rows); no sum where one cannot be read."""
    parent = "" if row is None else text(rows[row], "code")
    takes = row is not None and rows[row].get("kind") == Kind.DEDUCTION.value
    children = [
        each
        for each in rows
        if text(each, "parent") == parent and (takes or each.get("kind") != Kind.DEDUCTION.value)
    ]
    figures = [exact(each.get("max", 0)) for each in children]
    known = [figure for figure in figures if figure is not None]
    return sum(known, Decimal(0)) if len(known) == len(figures) else None


def exact(value: Any) -> Decimal | None:
    """A figure of the document, or nothing where it is none."""
    text = "" if isinstance(value, bool) else str(value)
    digits = text.removeprefix("-").replace(".", "", 1)
    return Decimal(text) if digits.isascii() and digits.isdigit() and len(digits) <= 15 else None


def _kind(row: Row) -> Kind:
    kind = text(row, "kind")
    return Kind(kind) if kind in {each.value for each in Kind} else Kind.POINTS


def _new_row(rows: list[Row], parent: str) -> dict[str, Any]:
    """An empty row of the unit's own, with the next free code beside its sisters."""
    codes = {str(row.get("code", "")).casefold() for row in rows}
    number = 1 + sum(text(row, "parent") == parent for row in rows)
    while f"{parent}.{number}".casefold() in codes or str(number) in codes:
        number += 1
    row: dict[str, Any] = {"code": f"{parent}.{number}" if parent else str(number)}
    if parent:
        row["parent"] = parent
    return row | {"label": "", "source": dict(_OWN_SOURCE)}


def _shares(maximum: Any, step: Any) -> tuple[Any, Any]:
    """Two maxima that add up to one, in its steps where that can be."""
    whole, size = exact(maximum), exact(step) or _HALF
    if whole is None:
        return maximum, None
    second = whole / 2 // size * size if whole >= 2 * size else whole / 2
    return _kept(whole - second), _kept(second)


def _kept(figure: Decimal) -> int | str:
    return int(figure) if figure == figure.to_integral_value() else plain(figure)


def _all_rows(document: Document) -> list[Row]:
    return [row for form in range(len(parts_of(document, ("forms",)))) for row in rows_of(document, form)]


def _with_rows(document: Document, form: int, rows: list[Row]) -> dict[str, Any]:
    return put(document, ("forms", form, "criterion"), [dict(row) for row in rows])
