"""Reading a policy from its TOML files or from a frozen document, checking everything in it."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, cast

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, Term
from evalapp.domain.policy.build import build_policy
from evalapp.domain.policy.canonical import plain_document, sha256_of
from evalapp.domain.policy.examples import check_examples
from evalapp.domain.policy.extension import extended
from evalapp.domain.policy.frames import check_frame
from evalapp.domain.policy.model import Policy
from evalapp.domain.policy.problems import Findings, Path
from evalapp.domain.policy.rows import FORM_CODES

MAIN_FILE = "policy.toml"
EXAMPLES_FILE = "cases.toml"
_LARGEST_FILE = 1_000_000
_DEEPEST = 12
_LARGEST_EXPONENT = 12
_LEAST = -6
_LONGEST_NUMBER = 40
_LINE = re.compile(r"at line (\d{1,7}),")
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


def read_policy(texts: Mapping[str, str], base: Policy | None = None) -> Policy:
    """Read a policy, or a unit's version of `base`, from its files; its worked examples must come out."""
    texts = dict(texts)
    findings = Findings()
    tables = {name: _parsed(name, text, findings) for name, text in texts.items()}
    if MAIN_FILE not in tables:
        findings.add((MAIN_FILE,), N_("a policy needs this file"))
    everywhere: dict[Path, str] = {(name,): name for name in texts}
    findings.raise_if_any(texts, everywhere)
    main = tables.pop(MAIN_FILE)
    examples = tables.pop(EXAMPLES_FILE, {})
    files: dict[Path, str] = {}
    if isinstance(main.get("extends"), Mapping):  # written out in whole; the origin is named by its hash
        document, files = _assembled(main, tables, findings)
    elif base is not None or "extends" in main:
        document = extended(main, base, findings)
        for file in tables:
            findings.add((file,), N_("a unit's version has no forms of its own: it splits those it extends"))
    else:
        document, files = _assembled(main, tables, findings)
    policy = _checked(document, findings, texts, everywhere | {(): MAIN_FILE} | files, base)
    check_examples(policy, examples, findings)
    findings.raise_if_any(texts, {(): EXAMPLES_FILE})
    return policy


def read_parts(texts: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The whole document and the examples of a folder that is still being worked on: parsed, not checked."""
    findings = Findings()
    tables = {name: _parsed(name, text, findings) for name, text in texts.items()}
    if MAIN_FILE not in tables:
        findings.add((MAIN_FILE,), N_("a policy needs this file"))
    everywhere: dict[Path, str] = {(name,): name for name in texts}
    findings.raise_if_any(dict(texts), everywhere)
    main = tables.pop(MAIN_FILE)
    examples = tables.pop(EXAMPLES_FILE, {})
    document, _ = _assembled(main, tables, findings)
    findings.raise_if_any(dict(texts), everywhere | {(): MAIN_FILE})
    return document, examples


def examples_in(text: str) -> dict[str, Any]:
    """The worked examples that a file holds, parsed and not checked."""
    findings = Findings()
    examples = _parsed(EXAMPLES_FILE, text, findings)
    findings.raise_if_any({EXAMPLES_FILE: text}, {(EXAMPLES_FILE,): EXAMPLES_FILE})
    return examples


def read_document(
    document: Mapping[str, Any], examples: Mapping[str, Any], base: Policy | None = None
) -> Policy:
    """Read a policy from its whole document as a folder would be read; faults carry whole paths."""
    findings = Findings()
    plain_parts = _within_limits(document, (), findings, _DEEPEST)
    findings.raise_if_any({}, {})
    policy = _checked(cast("dict[str, Any]", plain_parts), findings, {}, {}, base)
    check_examples(policy, examples, findings)
    findings.raise_if_any({}, {(): EXAMPLES_FILE})
    return policy


def policy_from_document(document: Mapping[str, Any]) -> Policy:
    """Read a policy from the document that a round froze; its examples were checked when it was published."""
    findings = Findings()
    depth_checked = _within_limits(document, (), findings, _DEEPEST)
    findings.raise_if_any({}, {})
    policy = build_policy(cast("dict[str, Any]", depth_checked), findings, sha256_of(depth_checked))
    findings.raise_if_any({}, {})
    return policy


def sketch_of(document: Mapping[str, Any]) -> Policy:
    """What can be read of a document whatever is wrong with it: to be looked at, never to rate by."""
    findings = Findings()
    plain_parts = cast("dict[str, Any]", _within_limits(document, (), findings, _DEEPEST))
    return build_policy(plain_parts, findings, sha256_of(plain_parts))


def unread(document: Mapping[str, Any]) -> list[tuple[Path, UserError]]:
    """Every fault of a document by itself, outside any frame, with its path."""
    findings = Findings()
    plain_parts = cast("dict[str, Any]", _within_limits(document, (), findings, _DEEPEST))
    build_policy(plain_parts, findings, "")
    return findings.found


def _checked(
    document: dict[str, Any],
    findings: Findings,
    texts: dict[str, str],
    files: dict[Path, str],
    base: Policy | None,
) -> Policy:
    """Build the policy; one written out in whole that names its origin stays inside that frame."""
    policy = build_policy(document, findings, sha256_of(document))
    check_frame(policy, base, findings)
    findings.raise_if_any(texts, files)
    return policy


def _parsed(name: str, text: str, findings: Findings) -> dict[str, Any]:
    """One file as plain values, or nothing where it cannot be parsed."""
    if len(text) > _LARGEST_FILE:
        findings.add((name,), N_("the file is larger than {limit} letters"), limit=_LARGEST_FILE)
        return {}
    try:
        values = tomllib.loads(text.removeprefix("\ufeff"), parse_float=Decimal)
    except RecursionError:
        findings.add((name,), N_("the file is nested too deeply"))
        return {}
    except (ValueError, ArithmeticError) as error:
        words = str(error)
        findings.add_at(
            (name,), _line_told(words, text), N_("the file is not TOML: {detail}"), detail=_detail(words)
        )
        return {}
    return cast("dict[str, Any]", _within_limits(values, (name,), findings, _DEEPEST))


def _detail(words: str) -> Term:
    """What the TOML reader met, in words of ours."""
    return Term(next((said for begins, said in _TOML_FAULTS if words.startswith(begins)), _OTHER_FAULT))


def _line_told(words: str, text: str) -> int:
    """The line that the TOML reader names, or the last where the end came too early."""
    named = _LINE.search(words)
    return int(named[1]) if named else max(len(text.splitlines()), 1)


def _within_limits(value: object, path: Path, findings: Findings, depth: int) -> object:
    """Return the value in plain form; tell of what is too deep, too large, or of no kind a policy holds."""
    if depth == 0:
        findings.add(path, N_("this is nested too deeply"))
        return None
    if isinstance(value, Mapping):
        pairs = cast("Mapping[str, object]", value)
        return {key: _within_limits(part, (*path, key), findings, depth - 1) for key, part in pairs.items()}
    if isinstance(value, (list, tuple)):
        parts = cast("list[object]", value)
        return [_within_limits(part, (*path, n), findings, depth - 1) for n, part in enumerate(parts)]
    if _is_plain(value):
        return plain_document(value)
    findings.add(path, N_("this is neither text, nor yes or no, nor a date, nor a number of ordinary size"))
    return None


def _is_plain(value: object) -> bool:
    match value:
        case None | bool() | str():
            return True
        case int():
            return abs(value) < 10**_LARGEST_EXPONENT
        case Decimal():
            size = value.adjusted() if value.is_finite() else _LARGEST_EXPONENT + 1
            return _LEAST <= size <= _LARGEST_EXPONENT and len(str(value)) < _LONGEST_NUMBER
        case _:
            return type(value) is date


def _assembled(
    main: dict[str, Any], tables: dict[str, dict[str, Any]], findings: Findings
) -> tuple[dict[str, Any], dict[Path, str]]:
    """Put the forms' files into the document, in the order that `forms` names them."""
    named = main.get("forms")
    names = cast("list[object]", named) if isinstance(named, list) else []
    if not names or not all(isinstance(name, str) for name in names):
        findings.add(
            (MAIN_FILE, "forms"), N_("name the forms' files here, in the order in which they are tried")
        )
        names = []
    files: dict[Path, str] = {(): MAIN_FILE}
    forms: list[dict[str, Any]] = []
    for name in dict.fromkeys(str(name) for name in names):
        file = f"{name}.toml"
        if file in tables:
            files["forms", len(forms)] = file
            forms.append(tables.pop(file))
        elif name in FORM_CODES:
            findings.add((MAIN_FILE, "forms"), N_("there is no file {file}"), file=file)
        else:
            known = ", ".join(FORM_CODES)
            findings.add(
                (MAIN_FILE, "forms"), N_("“{form}” is no form; forms are: {known}"), form=name, known=known
            )
    for file in tables:
        findings.add((file,), N_("this file belongs to no form of the policy"))
    return {**main, "forms": forms}, files


def wanted_base(main: str) -> str | None:
    """The code, or in a version written out the hash, of the policy that a `policy.toml` extends."""
    values = _parsed(MAIN_FILE, main, Findings())
    base = values.get("extends")
    if isinstance(base, Mapping):
        base = cast("Mapping[str, object]", base).get("hash")
    return base if isinstance(base, str) else None
