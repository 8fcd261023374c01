"""Codes of conduct: those that ship, and finding a topic in them."""

from collections.abc import Sequence
from functools import cache

from evalapp.base import paths
from evalapp.domain.conduct import ConductCode, Topic, read_code, search_topics


@cache
def shipped_codes() -> tuple[ConductCode, ...]:
    """The codes of conduct that come with the program, in order of their codes."""
    files = sorted((paths.resources() / "conduct").glob("*.toml"))
    return tuple(read_code(file.read_text("utf-8"), file=file.name) for file in files)


def find_topics(words: str) -> Sequence[tuple[ConductCode, Topic]]:
    """The topics that hold every word, with or without accents; all of them for no words."""
    return search_topics(shipped_codes(), words)
