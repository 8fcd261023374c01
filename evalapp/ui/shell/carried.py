"""What is being filled in goes on where its screen is made anew, in another size, look or language."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct


class Typed(Struct, frozen=True):
    """What a form holds otherwise than when it was opened, and the field in which the keyboard is."""

    values: Mapping[str, str]
    at: str | None = None


class Carried(Struct, frozen=True):
    """What a screen showed while something was being filled in, and what was typed into each of its forms."""

    state: Any
    typed: tuple[Typed, ...]


def filled_in(state: object) -> bool:
    """Whether a screen shows something that is being filled in."""
    return getattr(state, "editing", None) is not None
