"""How closely a paper is set: as closely as brings it onto one page, and no closer."""

from collections.abc import Callable
from typing import NamedTuple

from evalapp.documents.papers.page import SIGNING_ROOM


class Spacing(NamedTuple):
    """The air above and below the text of a row, and the room to sign."""

    pad: float
    signing: float


ROOMY = Spacing(2.0, SIGNING_ROOM)
_ROOMY_TO_CLOSE = (ROOMY, Spacing(1.2, 48.0), Spacing(0.4, 42.0))


def for_one_page(fits: Callable[[Spacing], bool]) -> Spacing:
    """The roomiest that fits; a paper of more pages needs no crowding."""
    return next(filter(fits, _ROOMY_TO_CLOSE), ROOMY)
