"""Places in a draft as scripts name them, `forms/staff/criterion/I.1/max`, and values as TOML writes them."""

import json
import tomllib
from decimal import Decimal
from typing import Any, cast

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, Term, tr_error
from evalapp.domain.policy.canonical import plain_document
from evalapp.domain.policy.documents import unread
from evalapp.domain.policy.drafts import Document, at
from evalapp.domain.policy.place_words import place_text
from evalapp.domain.policy.problems import Path, Problem
from evalapp.domain.policy.tables import NEAR_KEY, UNKNOWN_KEY

#: What a part of a list is known by; otherwise by its position from 1.
PART_NAMES = ("code", "level", "stage", "group", "period", "number")


def path_of(document: Document, place: str) -> Path:
    """The path of a place; parts of lists are named by their codes, or by their positions from 1."""
    path: Path = ()
    for word in filter(None, place.split("/")):
        holder = at(document, path, {}) if path else document
        if isinstance(holder, list):
            path = (*path, _position(cast("list[Any]", holder), word, place))
        else:
            path = (*path, word)
    if not path:
        raise UserError(N_("Name a place, such as title or forms/staff/criterion/I.1/max."))
    return path


def place_words(document: Document, path: Path) -> str:
    """Where something stands, by the codes of the parts it stands in: `form staff, row I.1, maximum`."""
    words: list[str] = []
    for number, part in enumerate(path):
        if isinstance(part, str):
            words.append(part)
        else:
            named = (at(document, (*path[: number + 1], key)) for key in PART_NAMES)
            known = [str(name) for name in named if name]
            words.append(f"#{known[0] if known else part + 1}")
    return place_text(tuple(words))


def fault_words(document: Document, fault: Problem) -> str:
    """A fault of a draft in one line: where it is, and what is wrong."""
    place = place_words(document, fault.path)
    return f"{place}: {tr_error(fault.reason)}" if place else tr_error(fault.reason)


def value_of(text: str) -> Any:
    """A value as TOML writes it, or an object as JSON does; what is neither is taken as a text."""
    for read in (_toml, _json):
        try:
            return plain_document(read(text))
        except (ValueError, ArithmeticError, TypeError, RecursionError):
            continue
    return plain_document(text)


def _toml(text: str) -> Any:
    read = tomllib.loads(f"value = {text}", parse_float=Decimal)
    return read["value"] if set(read) == {"value"} else text


def _json(text: str) -> Any:
    return json.loads(text, parse_float=Decimal) if text.lstrip().startswith("{") else text


def refuse_unknown(before: Document, after: Document, path: Path) -> None:
    """Refuse an edit that puts something at a key that no policy has: it would say nothing for ever."""
    known = {fault_path for fault_path, _ in _unknown_keys(before)}
    for place, fault in _unknown_keys(after):
        shorter = min(len(place), len(path))
        if place in known or place[:shorter] != path[:shorter]:
            continue
        key, near = str(place[-1]), str(fault.values["near"])
        words = (
            N_("No policy says anything under “{key}” at {place}. Nearest: {near}. Known are: {known}.")
            if near
            else N_("No policy says anything under “{key}” at {place}. Known are: {known}.")
        )
        raise UserError(
            words,
            key=key,
            near=near,
            place=place_words(after, place[:-1]) or Term(N_("the top")),
            known=fault.values["known"],
        )


def _unknown_keys(document: Document) -> list[tuple[Path, UserError]]:
    return [(path, fault) for path, fault in unread(document) if fault.message in (UNKNOWN_KEY, NEAR_KEY)]


def _position(parts: list[Any], word: str, place: str) -> int:
    for number, part in enumerate(parts):
        names = [str(at(cast("Document", part), (key,), "")) for key in PART_NAMES if isinstance(part, dict)]
        if word.casefold() in [name.casefold() for name in names if name]:
            return number
    if word.isascii() and word.isdigit() and 1 <= int(word) <= len(parts):
        return int(word) - 1
    raise UserError(
        N_("“{place}” leads nowhere: nothing is called “{word}” there. Known are: {known}."),
        place=place,
        word=word,
        known=[_name(number, part) for number, part in enumerate(parts, start=1)],
    )


def _name(number: int, part: Any) -> str:
    named = (at(cast("Document", part), (key,)) for key in PART_NAMES if isinstance(part, dict))
    return next((str(name) for name in named if name), str(number))
