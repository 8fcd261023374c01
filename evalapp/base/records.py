"""Frozen records: what `dataclass(frozen=True)` gives, at a tenth of its price for a program that starts.

A dataclass has six methods written and compiled for it where it is defined. Records share all of them but the
one that makes an object, and that one is compiled with the first object: half of the records that a start
defines are of none.
"""

from collections.abc import Callable, Sequence
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

Kind = TypeVar("Kind", bound=type[Any])


@dataclass_transform(frozen_default=True, field_specifiers=(field, Field))
def record(kind: Kind) -> Kind:
    """A class whose objects never change, are equal by their values and are told by them.

    `dataclasses.fields`, `replace` and `asdict` know it. What the class itself says of equality stays.
    """
    own = vars(kind)
    made: Any = dataclass(init=False, repr=False, eq=False)(kind)
    if "__eq__" not in own:
        made.__eq__, made.__hash__ = _by_values([each.name for each in fields(made) if each.compare])
    made.__init__ = _made_later(made)
    made.__repr__ = _told
    made.__setattr__ = _refuse_to_set
    made.__delattr__ = _refuse_to_delete
    return made


def _by_values(names: Sequence[str]) -> tuple[Callable[[Any, object], bool], Callable[[Any], int]]:
    values: Callable[[Any], object] = attrgetter(*names) if names else lambda _: ()

    def is_equal(one: Any, other: object) -> bool:
        if type(one) is not type(other):
            return NotImplemented
        return values(one) == values(other)

    def hashed(one: Any) -> int:
        return hash(values(one))

    return is_equal, hashed


def _made_later(kind: Any) -> Callable[..., None]:
    def make(one: Any, *given: Any, **named: Any) -> None:
        kind.__init__ = _maker(kind)
        kind.__init__(one, *given, **named)

    return make


def _maker(kind: Any) -> Callable[..., None]:
    """The function that fills an object in: written as text, since calling one is far quicker than a loop."""
    known: dict[str, Any] = {"_set": object.__setattr__, "_missing": MISSING}
    placed: list[str] = []
    named: list[str] = []
    body: list[str] = []
    for each in fields(kind):
        (named if each.kw_only else placed).append(each.name + _default(each, known))
        value = each.name
        if each.default_factory is not MISSING:
            value = f"_default_{each.name}() if {each.name} is _missing else {each.name}"
        body.append(f" _set(self, {each.name!r}, {value})")
    if hasattr(kind, "__post_init__"):
        body.append(" self.__post_init__()")
    parameters = ", ".join(["self", *placed, *(["*", *named] if named else [])])
    exec("\n".join([f"def __init__({parameters}):", *(body or [" pass"])]), known)
    made: Any = known["__init__"]
    made.__qualname__ = f"{kind.__qualname__}.__init__"
    return made


def _default(part: "Field[Any]", known: dict[str, Any]) -> str:
    """How the part's parameter says its default; what it stands for is added to what the text knows."""
    if part.default_factory is not MISSING:
        known[f"_default_{part.name}"] = part.default_factory
        return "=_missing"
    if part.default is not MISSING:
        known[f"_default_{part.name}"] = part.default
        return f"=_default_{part.name}"
    return ""


def _told(one: Any) -> str:
    parts = (f"{each.name}={getattr(one, each.name)!r}" for each in fields(one) if each.repr)
    return f"{type(one).__qualname__}({', '.join(parts)})"


def _refuse_to_set(_one: object, name: str, _value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(_one: object, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")
