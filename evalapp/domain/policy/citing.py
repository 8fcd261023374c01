"""A policy as papers cite it: with the day on which each decision in its title was signed, where known."""

from collections.abc import Iterable
from datetime import date


def cited(title: str, basis: Iterable[tuple[str, str]]) -> str:
    """Put the day behind the number of each text in the title; `basis` are numbers and days, as `2018-05-16`.

    A text that the title does not name, or whose day nobody wrote down, adds nothing.
    """
    for number, signed in basis:
        if signed and number in title and f"{number} ngày" not in title:
            day = date.fromisoformat(signed).strftime("%d/%m/%Y")
            title = title.replace(number, f"{number} ngày {day}", 1)
    return title
