"""One way to write a document, so that the same content has the same bytes and the same hash for ever."""

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, cast

from evalapp.base.json_text import sorted_json
from evalapp.base.messages import plain

_APART = 2  # so far down a document is hashed piece by piece: a list in a document, and what stands in it


def canonical_json(value: object) -> str:
    """Write a document with sorted keys, no spaces, exact numbers as plain strings, and text in NFC."""
    return sorted_json(plain_document(value))


def sha256_of(value: object) -> str:
    """Return the hash of a document's canonical form, in hexadecimal; a list in it may be made as it goes.

    One document of thousands of people would be let go of at once, and no other thread would move then.
    """
    digest = hashlib.sha256()
    for piece in _pieces(value, _APART):
        digest.update(piece.encode("utf-8"))
    return digest.hexdigest()


def _pieces(value: object, depth: int) -> Iterator[str]:
    """The canonical form piece by piece: taken apart where it may be large."""
    if depth and isinstance(value, Mapping):
        parts = {unicodedata.normalize("NFC", str(key)): part for key, part in _pairs(cast("object", value))}
        yield "{"
        for number, key in enumerate(sorted(parts)):
            yield f"{',' if number else ''}{sorted_json(key)}:"
            yield from _pieces(parts[key], depth - 1)
        yield "}"
    elif depth and isinstance(value, Iterable) and not isinstance(value, str):
        yield "["
        for number, part in enumerate(cast("Iterable[object]", value)):
            yield "," if number else ""
            yield from _pieces(part, depth - 1)
        yield "]"
    else:
        yield canonical_json(value)


def _pairs(value: object) -> Iterable[tuple[object, object]]:
    return cast("Mapping[object, object]", value).items()


def plain_document(value: object) -> Any:
    """Turn a document into what JSON knows; anything inexact or unknown is a bug of the caller."""
    if type(value) is str:  # most of every document
        return unicodedata.normalize("NFC", value)
    match value:
        case None | bool():
            return value
        case Enum():
            return plain_document(value.value)
        case int():
            return value
        case str():
            return unicodedata.normalize("NFC", value)
        case Decimal():
            if not value.is_finite():
                raise ValueError(f"not a finite number: {value}")
            return plain(value)
        case _:
            return _plain_container(value)


def _plain_container(value: object) -> Any:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        pairs = _pairs(cast("object", value))
        return {unicodedata.normalize("NFC", str(key)): plain_document(part) for key, part in pairs}
    if isinstance(value, Sequence):
        return [plain_document(part) for part in cast("Sequence[object]", value)]
    raise TypeError(f"a canonical document holds no {type(value).__name__}")
