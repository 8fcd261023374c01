"""Who may sit down at a window."""

from msgspec import Struct


class Seat(Struct, frozen=True):
    """Somebody who may sit down: the name they sign in with, how they are called, whether by a password."""

    name: str
    called: str
    has_password: bool
