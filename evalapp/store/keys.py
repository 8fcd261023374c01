"""How codes and names are matched: exactly, apart from case."""

from functools import lru_cache

from evalapp.base.names import clean


@lru_cache(maxsize=20_000)
def code_key(code: str) -> str:
    """The form in which two codes are the same. Not folded: NĐ 335's đ would become a second d."""
    return clean(code).casefold()
