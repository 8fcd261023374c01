"""JSON written piece by piece: written in one go, the library lets no other thread run meanwhile."""

import json
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, cast

_DEPTH = 3  # so far down a document of very many people is taken apart; what lies below is small


def sorted_json(value: Any, *, default: Callable[[Any], Any] | None = None, depth: int = _DEPTH) -> str:
    """What `json.dumps` writes with sorted keys, no spaces and letters as they are; inexact numbers never."""
    return _text(value, _encode(default), depth)


def _text(value: Any, encode: Callable[[Any], str], depth: int) -> str:
    if depth and isinstance(value, Mapping) and all(isinstance(key, str) for key in cast("Any", value)):
        pairs = cast("Mapping[str, Any]", value)
        said = (f"{encode(key)}:{_text(pairs[key], encode, depth - 1)}" for key in sorted(pairs))
        return "{" + ",".join(said) + "}"
    if depth and isinstance(value, list):
        parts = cast("list[Any]", value)
        return "[" + ",".join(_text(each, encode, depth - 1) for each in parts) + "]"
    return encode(value)


@cache
def _encode(default: Callable[[Any], Any] | None) -> Callable[[Any], str]:
    """Made once: making it takes as long as writing a short text."""
    return json.JSONEncoder(
        ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, default=default
    ).encode
