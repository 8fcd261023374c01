"""Frozen records as plain JSON values and back, so that a document can be hashed and kept as text.

A part that is what it is by default is left out: a record that gains a part later keeps the bytes,
and so the hash, of every document that says nothing about it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

Record = TypeVar("Record")

_MOMENTS = (datetime, date, time)


def plain_values(value: object) -> Any:
    """A record, or a row of them, as plain values."""
    if is_dataclass(value) and not isinstance(value, type):
        told = {each.name: (getattr(value, each.name), _default(each)) for each in fields(value)}
        return {name: plain_values(part) for name, (part, default) in told.items() if part != default}
    match value:
        case None | bool() | int() | str() if not isinstance(value, Enum):
            return value
        case Enum():
            return value.value
        case datetime() | date() | time():
            return value.isoformat()
        case tuple() | list():
            return [plain_values(part) for part in cast("Sequence[object]", value)]
        case _:
            raise TypeError(f"a plain record holds no {type(value).__name__}")


def record_from(kind: type[Record], document: Mapping[str, Any]) -> Record:
    """Read back what `plain_values` wrote; what is unknown or of another type is a bug or tampering."""
    hints = _hints(kind)
    if unknown := document.keys() - hints.keys():
        raise ValueError(f"{kind.__name__} has no {sorted(unknown)}")
    return kind(**{name: _read(hints[name], value) for name, value in document.items()})


@cache
def _hints(kind: type[Any]) -> dict[str, Any]:
    return get_type_hints(kind)


def _default(of: Field[Any]) -> object:
    return of.default if of.default is not MISSING else _NOTHING


def _read(hint: Any, value: Any) -> Any:
    origin = get_origin(hint)
    if origin in {Union, UnionType}:
        return _read_choice(get_args(hint), value)
    if origin is tuple:
        parts = get_args(hint)
        if parts[-1] is Ellipsis:
            return tuple(_read(parts[0], each) for each in value)
        return tuple(_read(part, each) for part, each in zip(parts, value, strict=True))
    if is_dataclass(hint):
        return record_from(cast("type[Any]", hint), value)
    if hint in _MOMENTS:
        return hint.fromisoformat(value)
    if issubclass(hint, Enum):
        return hint(value)
    if type(value) is not hint:
        raise ValueError(f"{value!r} is no {hint.__name__}")
    return value


def _read_choice(hints: Sequence[Any], value: Any) -> Any:
    if value is None and NoneType in hints:
        return None
    [only] = [hint for hint in hints if hint is not NoneType]
    return _read(only, value)


class _Nothing:
    """What no value equals."""


_NOTHING = _Nothing()
