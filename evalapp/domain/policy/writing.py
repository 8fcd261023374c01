"""Writing a policy's whole document as the TOML files it is read from, without losing anything.

What `read_policy` made of files comes back from these files: numbers and dates are written bare where
that reads back as the same text, everything else in quotes. Python reads TOML but does not write it, and
what a policy holds is few kinds of values, so that writing them plainly, as our own files are, is short.
"""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, cast

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, plain
from evalapp.domain.policy.reader import EXAMPLES_FILE, MAIN_FILE
from evalapp.domain.policy.rows import FORM_CODES

_BARE = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
_NUMBER = re.compile(r"-?\d{1,9}(?:\.\d{1,6})?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
#: Keys whose texts are numbers or days; a label that happens to be digits stays a text.
_FIGURES = frozenset(
    {
        "max", "min", "step", "below", "points", "cap", "maximum", "percent", "exceptional_percent", "target",
        "percent_from", "percent_below", "points_from", "points_to", "value", "repeat",
    }
)  # fmt: skip
_DAYS = frozenset({"effective_from", "effective_to", "signed", "since", "until"})
#: Tables that stand on the line of their key, as authors write them.
_ON_ONE_LINE = frozenset({"source", "when", "requires", "extends", "case"})
#: The order in which authors write keys; what is not named here follows in the order given.
_ORDER = (
    "id", "number", "code", "version", "parent", "label", "title", "unit", "extends", "issuer", "signed",
    "amends", "jurisdiction", "period", "effective_from", "effective_to", "group", "form", "category",
    "forms", "roles", "categories", "periods", "score_only", "direct", "excused", "source", "basis",
    "total", "level", "stage", "do", "max", "min", "min_included", "below", "step", "kind", "percent",
    "base", "exceptional_percent", "exceptional_base", "scope", "blocks", "scored_by", "default_full",
    "assumed_met", "needs_note", "points", "facts", "products", "months", "expect", "fact", "test", "value",
    "target", "formula", "parts", "percents", "percent_from", "percent_below", "points_from", "points_to",
    "points_to_included", "document", "article", "standing", "quota", "gate", "deduction", "head_cap",
    "difference", "petition", "findings", "bonus_ground", "event", "criterion",
)  # fmt: skip
_PLACES = {key: place for place, key in enumerate(_ORDER)}
#: What JSON leaves as it is and TOML does not take.
_CONTROL = {0x7F: "\\u007F"}


def write_policy(document: Mapping[str, Any], examples: Mapping[str, Any] | None = None) -> dict[str, str]:
    """Return the files of a policy by name: `policy.toml`, one file for each form, its worked examples."""
    forms = document.get("forms", [])
    if not isinstance(forms, list) or not all(isinstance(form, Mapping) for form in cast("list[Any]", forms)):
        raise UserError(N_("What stands under “forms” is no list of forms: mend that before it is written."))
    forms = cast("list[Mapping[str, Any]]", forms)
    names = _file_names(forms)
    files = {MAIN_FILE: _written({**document, "forms": names})}
    files |= {f"{name}.toml": _written(form) for name, form in zip(names, forms, strict=True)}
    if examples:
        files[EXAMPLES_FILE] = _written(examples)
    return files


def _file_names(forms: list[Mapping[str, Any]]) -> list[str]:
    """What the forms' files are called: by their codes where these are known and differ."""
    codes = [str(form.get("code", "")) for form in forms]
    if len(set(codes)) == len(codes) and set(codes) <= set(FORM_CODES):
        return codes
    return [f"form-{number}" for number in range(1, len(codes) + 1)]


def _written(values: Mapping[str, Any]) -> str:
    return "\n".join(_table((), values)).strip("\n") + "\n"


def _table(path: tuple[str, ...], values: Mapping[str, Any]) -> Iterable[str]:
    """The lines of a table: what stands on one line first, then the tables in it."""
    values = _ordered(values)
    deeper = {key: value for key, value in values.items() if _has_head(key, value)}
    for key, value in values.items():
        if key not in deeper:
            yield f"{_key(key)} = {_lined(key, value)}"
    for key, value in deeper.items():
        name = ".".join(_key(part) for part in (*path, key))
        if isinstance(value, Mapping):
            yield f"\n[{name}]"
            yield from _table((*path, key), cast("Mapping[str, Any]", value))
        else:
            for part in cast("list[Mapping[str, Any]]", value):
                yield f"\n[[{name}]]"
                yield from _table((*path, key), part)


def _ordered(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """The same table with its keys as authors order them; a stored document has lost that order."""
    return dict(sorted(values.items(), key=lambda pair: _PLACES.get(pair[0], len(_PLACES))))


def _has_head(key: str, value: object) -> bool:
    """Whether a value is written under a head of its own."""
    if key in _ON_ONE_LINE:
        return False
    if isinstance(value, list):
        parts = cast("list[object]", value)
        return bool(parts) and all(isinstance(part, Mapping) for part in parts)
    return isinstance(value, Mapping)


def _lined(key: str, value: Any) -> str:
    """A value behind its key; the cases of an example one under another."""
    parts = cast("list[object]", value) if key == "case" and isinstance(value, list) else []
    if parts:
        lines = [f"  {_value(key, part)},\n" for part in parts]
        return f"[\n{''.join(lines)}]"
    return _value(key, value)


def _value(key: str, value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case str():
            return _text(key, value)
        case Mapping():
            table = _ordered(cast("Mapping[str, object]", value))
            pairs = ", ".join(f"{_key(name)} = {_value(name, part)}" for name, part in table.items())
            return f"{{ {pairs} }}" if pairs else "{}"
        case list():
            return f"[{', '.join(_value(key, part) for part in cast('list[object]', value))}]"
        case _:
            raise TypeError(f"a policy's document holds no {type(value).__name__}")


def _text(key: str, text: str) -> str:
    """A text in quotes; a number or a day bare where its key says so and it reads back the same."""
    if key in _FIGURES and _NUMBER.fullmatch(text) and plain(Decimal(text)) == text:
        return text if "." in text else f"{text}.0"  # with a point it is read as exact, which is kept as text
    if key in _DAYS and _DAY.fullmatch(text) and _is_day(text):
        return text
    return _quoted(text)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _quoted(key)


def _quoted(text: str) -> str:
    """A text as TOML takes it: JSON escapes the same signs but one."""
    return json.dumps(text, ensure_ascii=False).translate(_CONTROL)
