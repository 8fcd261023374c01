"""Completion bands as one line of text: `90–: 45–50; 80–90: 40–<45`, and back. No Qt."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.domain.policy.drafts import number_value

_FIGURE = r"(\d+(?:[.,]\d+)?)"
_BAND = re.compile(rf"{_FIGURE}\s*[-–]\s*{_FIGURE}?\s*%?\s*:\s*{_FIGURE}\s*[-–]\s*(<?)\s*{_FIGURE}", re.ASCII)


def bands_text(bands: Sequence[Mapping[str, Any]]) -> str:
    """The bands of a row on one line; `<` says that the upper points belong to the next band."""
    return "; ".join(
        f"{band.get('percent_from', '')}–{band.get('percent_below', '')}: {band.get('points_from', '')}–"
        f"{'' if band.get('points_to_included', True) else '<'}{band.get('points_to', '')}"
        for band in bands
    )


def read_bands(text: str) -> list[dict[str, Any]]:
    """The bands that a line says; one that cannot be read is named."""
    bands: list[dict[str, Any]] = []
    for part in filter(None, (each.strip() for each in text.split(";"))):
        found = _BAND.fullmatch(part)
        if found is None:
            raise UserError(
                N_("“{text}” is no band. Write percents and points, such as 80–90: 40–<45, with ; between."),
                text=part,
            )
        lower, upper, least, below, most = found.groups()
        band: dict[str, Any] = {"percent_from": number_value(lower)}
        if upper:
            band["percent_below"] = number_value(upper)
        band |= {"points_from": number_value(least), "points_to": number_value(most)}
        bands.append(band | ({"points_to_included": False} if below else {}))
    return bands
