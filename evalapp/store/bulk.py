"""What was read of thousands is let go of one by one: in one go no other thread would move meanwhile."""

from collections.abc import Iterable
from typing import Any

_MANY = 500


class Bulk:
    """Holds on to what a transaction read or worked out last of each kind, until there is time to let go."""

    def __init__(self) -> None:
        self._held: dict[str, list[Any]] = {}

    def hold(self, kind: str, things: Iterable[Any]) -> None:
        """Hold these in place of those before, which are let go of as far as nobody else needs them."""
        held = list(things)
        let_go(self._held.pop(kind, []))
        if len(held) > _MANY:
            self._held[kind] = held

    def release(self) -> None:
        """The transaction is over."""
        for held in self._held.values():
            let_go(held)


def let_go(things: list[Any]) -> None:
    """Empty a list, thing by thing, so that other threads come in between."""
    while things:
        things.pop()
