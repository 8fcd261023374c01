"""Reading a catalogue of words as Babel writes it: in a hundredth of the time, for every start needs it."""

import re
import struct
from collections.abc import Mapping

_ENTRY = re.compile(r'^msgid "(.*)"\nmsgstr "(.*)"$', re.MULTILINE)
_ESCAPE = re.compile(r"\\(.)")
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t"}


def parse_catalogue(text: str) -> Mapping[str, str]:
    """Each source text that has a translation, with it; the catalogue's own head is no text."""
    on_one_line = text.replace('"\n"', "")  # a text may go on in further quotation marks
    pairs = {source: said for source, said in _ENTRY.findall(on_one_line) if source and said}
    for source in [source for source, said in pairs.items() if "\\" in source or "\\" in said]:
        pairs[_unescaped(source)] = _unescaped(pairs.pop(source))
    return pairs


def parse_compiled(data: bytes) -> Mapping[str, str]:
    """The same of a compiled catalogue (`.mo`), which is what packages carry."""
    _magic, _revision, count, sources, said = struct.unpack_from("<5I", data)
    pairs = ((_string(data, sources + 8 * at), _string(data, said + 8 * at)) for at in range(count))
    return {source: text for source, text in pairs if source and text}


def _string(data: bytes, at: int) -> str:
    """The text whose length and place stand there."""
    length, start = struct.unpack_from("<2I", data, at)
    return data[start : start + length].decode()


def _unescaped(text: str) -> str:
    """A text as it is meant, without what its quotation marks make needful."""
    return _ESCAPE.sub(lambda found: _ESCAPED.get(found[1], found[1]), text)
