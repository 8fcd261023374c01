"""Vietnamese names: one normal form, the order offices expect, and search with or without accents."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_FIRST_LETTER = ord("a")
_FIRST_FOREIGN = 1_000
_LETTER_RANK = {letter: rank for rank, letter in enumerate(_LETTERS, start=_FIRST_LETTER)}
# ngang, huyền, hỏi, ngã, sắc, nặng
_TONE_RANK = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_SPACES = re.compile(r"\s+")
# Invisible or direction-changing characters, which make two equal-looking texts differ. What Python
# counts as space (line breaks of every kind) is left to _SPACES, so that it still parts two words.
_INVISIBLE = re.compile(
    ""
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    ""
    "\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)
# Besides those, what ends a line or jumps ahead in it.
_BREAKS = re.compile("[\t-\r\x1c-\x1f\x85\u2028\u2029]")
# Old converters wrote the Icelandic or African letter that looks like Đ.
_LOOKS_LIKE_D_STROKE = str.maketrans("ÐðƉɖ", "ĐđĐđ")


class SortKey(NamedTuple):
    """Compared level by level: letters first, then tones, then case."""

    letters: tuple[int, ...]
    tones: tuple[int, ...]
    capitals: tuple[bool, ...]


def told_apart(names: Mapping[str, str]) -> dict[str, str]:
    """The names of people by their codes, with the code behind a name that several of them have."""
    shared = Counter(names.values())
    return {code: f"{name} ({code})" if shared[name] > 1 else name for code, name in names.items()}


def clean(text: str) -> str:
    """Return the text as NFC on one line, without invisible characters or doubled spaces."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", _INVISIBLE.sub("", text))).strip()


def hidden_in(text: str) -> str:
    """The first character of a text that `clean` would not leave in a line, as U+202E; "" without one."""
    found = _INVISIBLE.search(text) or _BREAKS.search(text)
    return f"U+{ord(found[0]):04X}" if found else ""


def clean_lines(text: str) -> str:
    """Return a longer text as `clean` gives each of its lines; empty lines are left out."""
    return "\n".join(line for line in map(clean, text.splitlines()) if line)


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Return the text as it is searched and matched: lower case, no accents, đ as d, single spaces."""
    return _folded(text)


def fold_parts(parts: Iterable[str]) -> str:
    """Fold a long text part by part: at once it would stop other threads, and names stay remembered."""
    return " ".join(map(_folded, parts))


def _folded(text: str) -> str:
    marked = unicodedata.normalize("NFD", clean(text).casefold())
    plain = "".join(letter for letter in marked if not unicodedata.combining(letter))
    return clean(plain.translate(_LOOKS_LIKE_D_STROKE).replace("đ", "d"))


@lru_cache(maxsize=20_000)
def sort_key(text: str) -> SortKey:
    """Return the key that puts phrases in Vietnamese dictionary order, the same on every system."""
    letters: list[int] = []
    tones: list[int] = []
    capitals: list[bool] = []
    for letter in unicodedata.normalize("NFC", text.translate(_LOOKS_LIKE_D_STROKE)):
        marks = unicodedata.normalize("NFD", letter.lower())
        tone = next((mark for mark in marks[1:] if mark in _TONE_RANK), "")
        letters.append(_letter_rank(unicodedata.normalize("NFC", marks.replace(tone, "", 1))))
        tones.append(_TONE_RANK.get(tone, 0))
        capitals.append(letter.isupper())
    return SortKey(tuple(letters), tuple(tones), tuple(capitals))


#: Given name first, then the rest.
PersonKey = tuple[SortKey, SortKey]


def person_sort_key(name: str) -> PersonKey:
    """Order people as offices do: by given name (the last word), then by the rest."""
    rest, _, given = clean(name).rpartition(" ")
    return sort_key(given), sort_key(rest)


def _letter_rank(letter: str) -> int:
    """Space, then digits and signs, then the Vietnamese alphabet, then everything foreign."""
    if letter in _LETTER_RANK:
        return _LETTER_RANK[letter]
    code = ord(letter[0])
    return 0 if letter == " " else code if code < _FIRST_LETTER else _FIRST_FOREIGN + code
