"""One TOML file as plain values: what cannot be parsed, or is nothing a policy holds, is told by its line."""

import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from typing import cast

from evalapp.base.messages import N_, Term
from evalapp.base.names import hidden_in
from evalapp.domain.policy.documents import Values, within_limits
from evalapp.domain.policy.problems import Findings, Path

_LARGEST_FILE = 1_000_000
_MOST_DAYS = 100  # days that do not exist are read on past so often, then told as the end of the file
_PLACE = re.compile(r"at line (\d{1,7}), column (\d{1,7})\)")
_DAY_WRITTEN = re.compile(r"\d{4}-\d\d-\d\d[0-9:.TZ+-]*", re.ASCII)
_YEAR_DIGITS = 4
_LINE = re.compile(r"at line (\d{1,7}),")
_NOT_UTF_8 = re.compile("[\ud800-\udfff]")
_TWICE = N_("the same key or table is given twice")
_NOT_CLOSED = N_("a bracket is not closed")
_BAD_TEXT = N_("a text is not closed by its quotation mark, or holds a letter that must be escaped")
_OTHER_FAULT = N_("it is not written by the rules of TOML")
#: How Python's reader begins what it says, and what it means.
_TOML_FAULTS: tuple[tuple[str, str], ...] = (
    ("Cannot declare", _TWICE),
    ("Cannot overwrite", _TWICE),
    ("Cannot mutate", _TWICE),
    ("Cannot redefine", _TWICE),
    ("Duplicate", _TWICE),
    ("Unclosed", _NOT_CLOSED),
    ("Expected ']", _NOT_CLOSED),
    ('Expected "', _BAD_TEXT),
    ("Unterminated", _BAD_TEXT),
    ("Illegal character", _BAD_TEXT),
    ("Unescaped", _BAD_TEXT),
    ("Expected '='", N_("an equals sign is missing after a key")),
    ("Expected newline", N_("something more stands behind a value on its line")),
    ("Invalid date", N_("there is no such day; write one as 2018-07-31")),
    ("Invalid value", N_("a value is neither a text in quotation marks nor a number, date, true or false")),
    ("Invalid statement", N_("a line is neither a key with its value nor the head of a table")),
    ("Invalid initial character", N_("a key is missing, or begins with a sign that keys do not have")),
)


def parsed(name: str, text: str, findings: Findings) -> Values | None:
    """One file as plain values, or None where it cannot be parsed."""
    if len(text) > _LARGEST_FILE:
        findings.add((name,), N_("the file is larger than {limit} letters"), limit=_LARGEST_FILE)
        return None
    foreign = _NOT_UTF_8.search(text)
    if foreign:
        line = text.count("\n", 0, foreign.start()) + 1
        findings.add_at((name,), line, N_("this is not UTF-8 text; save the file with the encoding UTF-8"))
        return None
    try:
        values = _loaded(text.removeprefix("\ufeff"))
    except RecursionError:
        findings.add((name,), N_("the file is nested too deeply"))
        return None
    except (ValueError, ArithmeticError) as error:
        words = str(error)
        line = _line_told(words, text)
        findings.add_at((name,), line, N_("the file is not TOML: {detail}"), detail=_detail(words))
        return None
    return cast("Values", within_limits(values, (name,), findings))


def _loaded(text: str) -> Values:
    """The values of a TOML text. A day that does not exist is read as the text it is written with.

    Whoever asks for it says that there is no such day, and the rest of the file is read as well.
    """
    for _ in range(_MOST_DAYS):
        try:
            return tomllib.loads(text, parse_float=Decimal)
        except tomllib.TOMLDecodeError as error:
            with_day_quoted = _quoted(text, str(error))
            if with_day_quoted is None:
                raise
            text = with_day_quoted
    return tomllib.loads(text, parse_float=Decimal)


def _quoted(text: str, words: str) -> str | None:
    """The text with the day in quotation marks that the TOML reader stopped at; None where it is no day.

    Days such as 30 February it names by their beginning, those of a thirteenth month behind the year.
    """
    place = _PLACE.search(words)
    if place is None:
        return None
    lines = text.replace("\r\n", "\n").split("\n")
    number, column = int(place[1]) - 1, int(place[2]) - 1
    here = lines[number] if number < len(lines) else ""
    written = _DAY_WRITTEN.match(here, column) or _DAY_WRITTEN.match(here, max(column - _YEAR_DIGITS, 0))
    if written is None:
        return None
    lines[number] = f'{here[: written.start()]}"{written[0]}"{here[written.end() :]}'
    return "\n".join(lines)


def _detail(words: str) -> Term:
    """What the TOML reader met, in words of ours."""
    return Term(next((said for begins, said in _TOML_FAULTS if words.startswith(begins)), _OTHER_FAULT))


def _line_told(words: str, text: str) -> int:
    """The line that the TOML reader names, or the last where the end came too early."""
    named = _LINE.search(words)
    return int(named[1]) if named else max(len(text.splitlines()), 1)


def tell_hidden(value: object, path: Path, findings: Findings) -> None:
    """Tell of every text and key with a character that nobody sees, or that turns or breaks the line."""
    if isinstance(value, Mapping):
        for key, part in cast("Mapping[str, object]", value).items():
            tell_hidden(key, (*path, key), findings)
            tell_hidden(part, (*path, key), findings)
    elif isinstance(value, list):
        for number, part in enumerate(cast("list[object]", value)):
            tell_hidden(part, (*path, number), findings)
    elif isinstance(value, str):
        found = hidden_in(value)
        if found:
            findings.add(
                path,
                N_(
                    "a character that cannot be seen, or that breaks the line, stands in this text "
                    "({character}); take it out"
                ),
                character=found,
            )
