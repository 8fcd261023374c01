"""The methods of dataclasses, written when one is first called instead of when the program starts."""

import dataclasses
import sys
from collections.abc import Callable
from typing import Any

_WRITER = (
    "_create_fn"  # what Python 3.11 and 3.12 write each method with; later ones write all of a class at once
)


def write_methods_later() -> None:
    """Before anything else is imported: let each method of a dataclass be written at its first call.

    Python writes and compiles six for each class. A start makes hundreds of classes and calls few of their
    methods, so that this was a sixth of the time until a month was on screen.
    """
    write = getattr(dataclasses, _WRITER, None)
    if sys.version_info < (3, 13) and write is not None and write.__module__ == dataclasses.__name__:
        setattr(dataclasses, _WRITER, _later(write))


def _later(write: Callable[..., Callable[..., Any]]) -> Callable[..., Callable[..., Any]]:
    def write_later(name: str, *what: Any, **around: Any) -> Callable[..., Any]:
        def method(self: Any, /, *values: Any, **named: Any) -> Any:
            written = write(name, *what, **around)
            written.__qualname__ = method.__qualname__
            for each in type(self).__mro__:
                if each.__dict__.get(name) is method:
                    setattr(each, name, written)
            return written(self, *values, **named)

        method.__name__ = name
        return method

    return write_later
