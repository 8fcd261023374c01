"""States that follow one another: what was worked out for thousands of people is not worked out again."""

from typing import TypeVar

from msgspec import Struct


class Shown(Struct, frozen=True, kw_only=True, dict=True):
    """What a screen shows, and whether the worker has something in hand."""

    busy: bool = False


State = TypeVar("State")


def keep(before: State, after: State, *names: str) -> State:
    """Hand on what was worked out from a state to one that differs in other things; `names` says what."""
    vars(after).update({name: vars(before)[name] for name in names if name in vars(before)})
    return after
