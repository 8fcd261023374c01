"""Words on screen, on the command line and in errors: English in the code, Vietnamese from the catalogue."""

from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import Any, cast

from msgspec import Struct, field

from evalapp.base import paths
from evalapp.base.catalogues import parse_catalogue, parse_compiled
from evalapp.base.clock import VIET_NAM
from evalapp.base.errors import UserError

LANGUAGES = ("vi", "en")
DEFAULT_LANGUAGE = "vi"
_MOST_REFUSALS = 6  # lines of one message
_FEW = 10  # of many names in one line; the rest are counted


class Term(Struct, frozen=True):
    """A word of ours inside a message (a role, a stage, a period), translated where the message is shown."""

    text: str
    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def __str__(self) -> str:
        return self.text.format(**self.values)

    @property
    def titled(self) -> str:
        """The term in the language in use, as it stands at the beginning of a line."""
        said = str(shown(self))
        return said[:1].upper() + said[1:]


class Few(Struct, frozen=True):
    """Words of which the first tell enough: the others are counted where they are shown."""

    parts: tuple[str | Term, ...]
    most: int = 3

    def __str__(self) -> str:
        told = ", ".join(map(str, self.parts[: self.most]))
        more = len(self.parts) - self.most
        return f"{told} and {more} more" if more > 0 else told


class _Count(int):
    """A number that picks a word beside it: `{count} {count:finding|findings}`."""

    def __format__(self, spec: str) -> str:
        one, bar, many = spec.partition("|")
        return (one if self == 1 else many) if bar else super().__format__(spec)


class _Counted(_Count):
    """How many there are of something, with its thousands set apart."""

    def __format__(self, spec: str) -> str:
        return super().__format__(spec) if spec else counted(self)


#: Values of messages that say how many there are of something: no years, numbers of rows or of papers.
_COUNTS = frozenset(
    (
        "allowed base cells changed closed count days done entries files findings found good lost minutes "
        "most new of over people rated read refused rows same seals units visits whole"
    ).split()
)


_ON_PAPER: ContextVar[bool] = ContextVar("on_paper", default=False)


class _Words:
    language = "en"
    catalogue: Mapping[str, str] = MappingProxyType({})


def N_(text: str) -> str:  # noqa: N802 - the name that tools for translators know for "translate this where it is shown"
    """Mark a text for translation without translating it here."""
    return text


def use_language(code: str) -> None:
    """Choose the language of every text from now on; an unknown code is a bug."""
    if code not in LANGUAGES:
        raise ValueError(f"no such language: {code}")
    _Words.language = code
    _Words.catalogue = {} if code == "en" else _load(code)


@contextmanager
def words_of_papers() -> Generator[None]:
    """Speak Vietnamese meanwhile, whatever the window speaks: official papers are written in it."""
    before = _ON_PAPER.set(True)
    try:
        yield
    finally:
        _ON_PAPER.reset(before)


def language() -> str:
    """The language in use."""
    return "vi" if _ON_PAPER.get() else _Words.language


def tr(text: str, /, **values: Any) -> str:
    """Return the text in the language in use, with its values written as that language writes them."""
    translated = (_load("vi") if _ON_PAPER.get() else _Words.catalogue).get(text, text)
    if not values:
        return translated
    written = translated.format(**{name: _put(name, value) for name, value in values.items()})
    first = translated[1 : translated.find("}")] if translated.startswith("{") else ""
    named = values.get(first)
    begins = isinstance(named, Term) and named.values  # a period's name; a single word stands as it is
    return written[:1].upper() + written[1:] if begins else written


def counted(number: int) -> str:
    """How many, with its thousands set apart as the language in use does."""
    text = f"{int(number):,}"
    return text.replace(",", ".") if language() == "vi" else text


def _put(name: str, value: Any) -> Any:
    is_count = name in _COUNTS and isinstance(value, int) and not isinstance(value, bool)
    return _Counted(value) if is_count else shown(value)


def tr_error(error: UserError) -> str:
    """Return a refusal in the language in use."""
    return tr(error.message, **error.values)


def tr_brief(error: UserError) -> str:
    """Return a refusal as a line that is read at a glance: of many names the first few and how many more."""
    return tr(error.message, **{name: _first_few(value) for name, value in error.values.items()})


def _first_few(value: Any) -> Any:
    if not isinstance(value, (list, tuple)):
        return value
    parts = cast("Sequence[Any]", value)
    return parts if parts and isinstance(parts[0], UserError) else _few(parts, _FEW)


def _few(parts: Sequence[Any], most: int) -> Any:
    """The first of these, and how many more there are."""
    more = len(parts) - most
    return tr("{people} and {count} more", people=parts[:most], count=more) if more > 0 else parts


def shown(value: Any) -> Any:
    """Write a value for people: points with the language's decimal mark, dates as dd/mm/yyyy."""
    if isinstance(value, Decimal):
        return points_shown(value)
    if isinstance(value, datetime):
        aware = value if value.tzinfo else value.replace(tzinfo=UTC)
        return aware.astimezone(VIET_NAM).strftime("%d/%m/%Y %H:%M")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, int) and not isinstance(value, bool):
        return _Count(value)
    if isinstance(value, Term):
        return tr(value.text, **value.values)
    if isinstance(value, UserError):
        return tr_error(value)
    if isinstance(value, Few):
        value = _few(value.parts, value.most)
    return _listed(cast("Sequence[Any]", value)) if isinstance(value, (list, tuple)) else value


def _listed(parts: Sequence[Any]) -> str:
    """Words after each other; several refusals a line each, the first of them where there are many."""
    if len(parts) < 2 or not all(isinstance(part, UserError) for part in parts):
        return ", ".join(str(shown(part)) for part in parts)
    lines = [f"\n• {tr_error(part)}" for part in parts[:_MOST_REFUSALS]]
    if len(parts) > len(lines):
        lines.append("\n" + tr("… and {count} more", count=len(parts) - len(lines)))
    return "".join(lines)


def points_shown(points: Decimal) -> str:
    """Points without trailing zeros, with the decimal mark of the language in use."""
    text = plain(points)
    return text.replace(".", ",") if language() == "vi" else text


def amount_shown(amount: Decimal) -> str:
    """How much of something there is: as points are written, with its thousands set apart."""
    whole, mark, part = plain(amount).partition(".")
    return counted(int(whole)) + (("," if language() == "vi" else mark) + part if mark else "")


def plain(number: Decimal) -> str:
    """A decimal as JSON and files carry it: no exponent, no trailing zeros, a point."""
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


@cache
def _load(code: str) -> Mapping[str, str]:
    source = paths.resources() / "locale" / code / "LC_MESSAGES" / "evalapp.po"
    compiled = source.with_suffix(".mo")  # only packages have one: a checkout's would grow stale
    if compiled.is_file():
        return parse_compiled(compiled.read_bytes())
    return parse_catalogue(source.read_text(encoding="utf-8"))


def tr_map(labels: Mapping[str, str], key: str) -> str:
    """Translate the label that stands for a key; an unknown key is shown as it is."""
    return tr(labels[key]) if key in labels else key
