"""JSON written piece by piece: written in one go, the library lets no other thread run meanwhile."""

import json
from collections.abc import Callable, Mapping
from typing import Any, cast

_DEPTH = 3  # so far down a document of very many people is taken apart; what lies below is small


def sorted_json(value: Any, *, default: Callable[[Any], Any] | None = None, depth: int = _DEPTH) -> str:
    """What `json.dumps` writes with sorted keys, no spaces and letters as they are; inexact numbers never."""
    if depth and isinstance(value, Mapping) and all(isinstance(key, str) for key in cast("Any", value)):
        pairs = cast("Mapping[str, Any]", value)
        said = (
            f"{json.dumps(key, ensure_ascii=False)}:"
            f"{sorted_json(pairs[key], default=default, depth=depth - 1)}"
            for key in sorted(pairs)
        )
        return "{" + ",".join(said) + "}"
    if depth and isinstance(value, list):
        parts = cast("list[Any]", value)
        return "[" + ",".join(sorted_json(each, default=default, depth=depth - 1) for each in parts) + "]"
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, default=default
    )
