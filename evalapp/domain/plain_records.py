"""Frozen records as plain JSON values and back, so that a document can be hashed and kept as text.

A part that is what it is by default is left out: a record that gains a part later keeps the bytes,
and so the hash, of every document that says nothing about it.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from enum import Enum
from functools import cache, partial
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from msgspec import NODEFAULT, Struct
from msgspec.structs import fields

Record = TypeVar("Record")

_MOMENTS = (datetime, date, time)


def plain_values(value: object) -> Any:
    """A record, or a row of them, as plain values."""
    if isinstance(value, Struct):
        told = ((name, getattr(value, name), default) for name, default in _defaults(type(value)).items())
        return {name: plain_values(part) for name, part, default in told if part != default}
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
    readers = _readers(kind)
    if unknown := document.keys() - readers.keys():
        raise ValueError(f"{kind.__name__} has no {sorted(unknown)}")
    return kind(**{name: readers[name](value) for name, value in document.items()})


@cache
def _readers(kind: type[Any]) -> dict[str, Callable[[Any], Any]]:
    return {name: _reader(hint) for name, hint in get_type_hints(kind).items()}


@cache
def _defaults(kind: type[Struct]) -> dict[str, object]:
    """The parts of a record with what each is by default, `_NOTHING` where it must be said."""
    return {each.name: _NOTHING if each.default is NODEFAULT else each.default for each in fields(kind)}


def _reader(hint: Any) -> Callable[[Any], Any]:
    """How a value of a type is read: found out once, since a package holds thousands."""
    origin = get_origin(hint)
    if origin in {Union, UnionType}:
        return _choice_reader(get_args(hint))
    if origin is tuple:
        return _row_reader(get_args(hint))
    if issubclass(hint, Struct):
        return partial(record_from, cast("type[Any]", hint))
    if hint in _MOMENTS:
        return hint.fromisoformat
    if issubclass(hint, Enum):
        return hint
    return partial(_same_type, hint)


def _same_type(hint: type[Any], value: Any) -> Any:
    if type(value) is not hint:
        raise ValueError(f"{value!r} is no {hint.__name__}")
    return value


def _row_reader(parts: Sequence[Any]) -> Callable[[Any], Any]:
    if parts[-1] is Ellipsis:
        each = _reader(parts[0])
        return lambda value: tuple(map(each, value))
    readers = [_reader(part) for part in parts]
    return lambda value: tuple(read(part) for read, part in zip(readers, value, strict=True))


def _choice_reader(hints: Sequence[Any]) -> Callable[[Any], Any]:
    [only] = [hint for hint in hints if hint is not NoneType]
    read = _reader(only)
    if NoneType not in hints:
        return read
    return lambda value: None if value is None else read(value)


class _Nothing:
    """What no value equals."""


_NOTHING = _Nothing()
