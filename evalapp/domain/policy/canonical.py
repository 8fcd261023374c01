"""One way to write a document, so that the same content has the same bytes and the same hash for ever."""

import hashlib
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, cast

from evalapp.base.json_text import sorted_json
from evalapp.base.messages import plain


def canonical_json(value: object) -> str:
    """Write a document with sorted keys, no spaces, exact numbers as plain strings, and text in NFC."""
    return sorted_json(plain_document(value))


def sha256_of(value: object) -> str:
    """Return the hash of a document's canonical form, in hexadecimal."""
    return hashlib.sha256(canonical_json(value).encode("utf-8")).hexdigest()


def plain_document(value: object) -> Any:
    """Turn a document into what JSON knows; anything inexact or unknown is a bug of the caller."""
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
        pairs = cast("Mapping[object, object]", value)
        return {unicodedata.normalize("NFC", str(key)): plain_document(part) for key, part in pairs.items()}
    if isinstance(value, Sequence):
        return [plain_document(part) for part in cast("Sequence[object]", value)]
    raise TypeError(f"a canonical document holds no {type(value).__name__}")
