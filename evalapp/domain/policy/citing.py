"""A policy as papers cite it: with the day on which each decision in its title was signed, where known."""

import re
from collections.abc import Iterable
from datetime import date


def cited(title: str, basis: Iterable[tuple[str, str]]) -> str:
    """Put the day behind the number of each text in the title; `basis` are numbers and days, as `2018-05-16`.

    A text that the title does not name, or whose day nobody wrote down, adds nothing: a number is named only
    where it stands whole, `41-QĐ/TU` is not in `1841-QĐ/TU`.
    """
    for number, signed in basis:
        if signed and number:
            day = date.fromisoformat(signed).strftime("%d/%m/%Y")
            whole = rf"(?<![\w/-]){re.escape(number)}(?![\w/-])(?! ngày)"
            title = re.sub(whole, lambda found, day=day: f"{found[0]} ngày {day}", title, count=1)
    return title
