"""JSON written and read piece by piece: in one go the library lets no other thread run meanwhile."""

import json
from collections.abc import Callable, Collection, Mapping
from functools import cache
from typing import Any, cast

import msgspec

_FEW = 100
_PLAIN = frozenset({str, int, bool, type(None)})
_SHORT = 10_000  # bytes that are read in no time
_DEPTH = 3  # so far down a document of very many people is taken apart; what lies below is small


def sorted_json(value: Any, *, default: Callable[[Any], Any] | None = None, depth: int = _DEPTH) -> str:
    """What `json.dumps` writes with sorted keys, no spaces and letters as they are; inexact numbers never."""
    return _text(value, _encode(default), depth)


def read_json(text: str) -> Any:
    """What `json.loads` reads."""
    return _read(text.encode())


def _read(text: bytes) -> Any:
    if len(text) > _SHORT and text.startswith(b"{"):
        pairs = msgspec.json.decode(text, type=dict[str, msgspec.Raw])
        return {key: _read(bytes(part)) for key, part in pairs.items()}
    if len(text) > _SHORT and text.startswith(b"["):
        return [_read(bytes(part)) for part in msgspec.json.decode(text, type=list[msgspec.Raw])]
    return json.loads(text)


def _text(value: Any, encode: Callable[[Any], str], depth: int) -> str:
    if depth == 0 or _is_small(value):
        return encode(value)
    if isinstance(value, Mapping) and all(isinstance(key, str) for key in cast("Any", value)):
        pairs = cast("Mapping[str, Any]", value)
        said = (f"{encode(key)}:{_text(pairs[key], encode, depth - 1)}" for key in sorted(pairs))
        return "{" + ",".join(said) + "}"
    if isinstance(value, list):
        parts = cast("list[Any]", value)
        return "[" + ",".join(_text(each, encode, depth - 1) for each in parts) + "]"
    return encode(value)


def _is_small(value: Any) -> bool:
    """Whether it is written in no time: one plain value, or a few of them."""
    parts: Collection[Any] = (value,)
    if type(value) is dict:
        parts = cast("dict[Any, Any]", value).values()
    elif type(value) is list:
        parts = cast("list[Any]", value)
    return len(parts) < _FEW and all(type(part) in _PLAIN for part in parts)


@cache
def _encode(default: Callable[[Any], Any] | None) -> Callable[[Any], str]:
    """Made once: making it takes as long as writing a short text."""
    return json.JSONEncoder(
        ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, default=default
    ).encode
