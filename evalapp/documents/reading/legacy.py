"""Texts typed for the fonts of before Unicode, TCVN3 (`.VnTime`) and VNI (`VNI-Times`), are converted.

Recognised by letters that stand together in no Vietnamese word. What `.VnTimeH` draws as capitals is made so
where the workbook names the font (`capitals.py`, `compound.py`). Works on texts as they are in the file:
cleaning removes the soft hyphen, which is `ư` in TCVN3.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final, Literal

Encoding = Literal["TCVN3", "VNI"]

#: TCVN 5712:1993 from 0xA1 on; five of its signs are tones that join the letter before them.
_TCVN3: Final = dict(
    zip(
        range(0xA1, 0xFF),
        "ĂÂÊÔƠƯĐăâêôơưđẰ\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)
_VNI_VOWELS: Final = {
    "a": "aù á aø à aû ả aõ ã aï ạ aâ â aá ấ aà ầ aå ẩ aã ẫ aä ậ aê ă aé ắ aè ằ aú ẳ aü ẵ aë ặ",
    "e": "eù é eø è eû ẻ eõ ẽ eï ẹ eâ ê eá ế eà ề eå ể eã ễ eä ệ",
    "o": "où ó oø ò oû ỏ oõ õ oï ọ oâ ô oá ố oà ồ oå ổ oã ỗ oä ộ",
    "ô": "ôù ớ ôø ờ ôû ở ôõ ỡ ôï ợ",
    "u": "uù ú uø ù uû ủ uõ ũ uï ụ",
    "ö": "öù ứ öø ừ öû ử öõ ữ öï ự",
    "y": "yù ý yø ỳ yû ỷ yõ ỹ",
}
_VNI_LETTERS: Final = {"æ": "ỉ", "ó": "ĩ", "ò": "ị", "ô": "ơ", "ö": "ư", "î": "ỵ", "ñ": "đ"}


def _vni_table() -> dict[str, str]:
    table = dict(_VNI_LETTERS)
    for line in _VNI_VOWELS.values():
        words = line.split()
        table.update(zip(words[::2], words[1::2], strict=True))
    capitals = {
        mixed: letter.upper() for old, letter in table.items() for mixed in (old.upper(), old.capitalize())
    }
    return {**capitals, **table}


_VNI: Final = _vni_table()
_VNI_PATTERN: Final = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))

_MODERN: Final = re.compile("[ăĂđĐĩĨũŨơƠưƯ\u1ea0-\u1ef9]")
_SIGNS: Final[dict[Encoding, re.Pattern[str]]] = {
    "VNI": re.compile(
        "a[ùøûõïâáàåãäêéèúüë]|e[ùøûõïâáàåãä]|o[ùøûõïâåä]|u[ùøûõï]|[ôö][ùøûõï]|y[ùøûõ]|ñ[a-zôö]", re.IGNORECASE
    ),
    "TCVN3": re.compile(
        r"[A-Za-z][\u00a8-\u00ae\u00b5-\u00b9\u00bb-\u00be\u00c6-\u00cb\u00ce-\u00d1\u00d6-\u00d8\u00de\u00df]"
        r"|[\u00a7\u00ae][A-Za-z\u00b5-\u00fe]"
    ),
}


def recognise(texts: Iterable[str]) -> Encoding | None:
    """The old encoding most of these texts are in, if any; letters that only Unicode has speak against it."""
    told = list(texts)
    old = [text for text in told if not _MODERN.search(text)]
    counts: dict[Encoding, int] = {
        encoding: sum(1 for text in old if sign.search(text)) for encoding, sign in _SIGNS.items()
    }
    likeliest = max(counts, key=lambda encoding: counts[encoding])
    return likeliest if counts[likeliest] and counts[likeliest] >= len(told) - len(old) else None


def to_unicode(text: str, encoding: Encoding) -> str:
    """The text as it was meant; one with letters that only Unicode has was typed anew and stays."""
    if _MODERN.search(text):
        return text
    if encoding == "TCVN3":
        return text.translate(_TCVN3)
    return _VNI_PATTERN.sub(lambda found: _VNI[found[0]], text)


def convert_rows(
    rows: Sequence[tuple[int, list[Any]]], capitals: Collection[tuple[int, int]] = frozenset()
) -> tuple[Encoding, ...]:
    """Convert the columns that are in an old encoding, in place; return the encodings met.

    `capitals` are row numbers and columns of cells whose font draws small letters as capitals.
    """
    if not _any_sign({value for _, row in rows for value in row if type(value) is str}):
        return ()
    met: dict[Encoding, None] = {}
    for column in range(max(len(row) for _, row in rows)):
        holders = [each for each in rows if column < len(each[1]) and type(each[1][column]) is str]
        encoding = recognise(row[column] for _, row in holders)
        if encoding:
            met[encoding] = None
            for number, row in holders:
                text = to_unicode(row[column], encoding)
                row[column] = text.upper() if (number, column) in capitals else text
    return tuple(met)


def _any_sign(texts: Collection[str]) -> bool:
    together = "\n".join(texts)
    return any(sign.search(together) for sign in _SIGNS.values())
