"""What a password must hold, and how it is read: the same on every keyboard."""

import unicodedata

from evalapp.base.errors import UserError
from evalapp.base.messages import N_

SHORTEST_PASSWORD = 8


def refuse_short(password: str) -> None:
    """Refuse a password that is guessed too quickly."""
    if len(password) < SHORTEST_PASSWORD:
        raise UserError(N_("A password has at least {least} characters."), least=SHORTEST_PASSWORD)


def as_typed(password: str) -> bytes:
    """What is hashed of a password: NFC, since input methods compose letters or leave their marks apart."""
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
