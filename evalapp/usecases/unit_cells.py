"""Cells that say a unit twice, by its code and its name: “PNV - Phòng Nội vụ”, “Phòng Nội vụ (PNV)”."""

import re
from collections.abc import Iterator

#: Between code and name, with room on both sides, so that no code is cut in two; or one of them in brackets.
_PARTED = re.compile(r"(.+?)(?: [-–—/|] |: )(.+)")
_BRACKETS = re.compile(r"(.+?) ?\(([^()]+)\)")


def code_and_name(text: str) -> Iterator[tuple[str, str]]:
    """What may be a code with the name beside it; whether both mean one unit is for the caller to see."""
    for pattern in (_PARTED, _BRACKETS):
        if found := pattern.fullmatch(text):
            first, second = found[1].strip(), found[2].strip()
            yield first, second
            yield second, first
