"""Reading a policy from its TOML files, or from a document still written, checking everything in it."""

from collections.abc import Mapping
from typing import Any, cast

from evalapp.base.messages import N_
from evalapp.domain.policy.build import build_parts, build_policy
from evalapp.domain.policy.canonical import sha256_of
from evalapp.domain.policy.documents import Values, within_limits
from evalapp.domain.policy.examples import check_examples, check_words
from evalapp.domain.policy.extension import extended
from evalapp.domain.policy.frames import check_frame
from evalapp.domain.policy.model import Policy
from evalapp.domain.policy.problems import Findings, Path, PolicyError
from evalapp.domain.policy.rows import FORM_CODES, read_form
from evalapp.domain.policy.tables import Table
from evalapp.domain.policy.toml_reading import parsed, tell_hidden

MAIN_FILE = "policy.toml"
EXAMPLES_FILE = "cases.toml"


def read_policy(texts: Mapping[str, str], base: Policy | None = None) -> Policy:
    """Read a policy, or a unit's version of `base`, from its files; its worked examples must come out.

    What is wrong in one file hides nothing that is wrong in another.
    """
    findings = Findings()
    tables = {name: parsed(name, text, findings) for name, text in texts.items()}
    for name, values in tables.items():
        tell_hidden(values, (name,), findings)
    places = _places(texts)
    examples = tables.pop(EXAMPLES_FILE, None) or {}
    check_words(examples, (EXAMPLES_FILE,), findings)
    main = tables.pop(MAIN_FILE, None)
    if main is None:
        raise _without_main(tables, findings, texts)
    is_whole = None not in tables.values()
    document, files = _document(main, tables, base, findings)
    places |= files
    if not document:
        raise findings.error(dict(texts), places)
    if not is_whole or findings.told_under((MAIN_FILE, "forms")):
        build_parts(
            document, findings
        )  # by themselves only: what refers to a form that is missing may be right
        raise findings.error(dict(texts), places)
    policy = _checked(document, findings, dict(texts), places, base)
    check_examples(policy, examples, findings)
    findings.raise_if_any(dict(texts), {(): EXAMPLES_FILE})
    return policy


def _places(texts: Mapping[str, str]) -> dict[Path, str]:
    """Which file holds what is told at a path that begins with a file's name."""
    return {(name,): name for name in (MAIN_FILE, *texts)}


def _without_main(
    tables: Mapping[str, Values | None], findings: Findings, texts: Mapping[str, str]
) -> PolicyError:
    """Forms are read by themselves where `policy.toml` is missing or could not be parsed."""
    if MAIN_FILE not in texts:
        findings.add((MAIN_FILE,), N_("a policy needs this file"))
    for name, values in tables.items():
        if values is not None and name.removesuffix(".toml") in FORM_CODES:
            read_form(Table(values, (name,), findings))
    return findings.error(dict(texts), _places(texts))


def _document(
    main: Values, tables: dict[str, Values | None], base: Policy | None, findings: Findings
) -> tuple[Values, dict[Path, str]]:
    """The whole document that the files make up, and which file holds which part of it."""
    written_out = isinstance(main.get("extends"), Mapping)  # in whole; the origin is named by its hash
    if written_out or (base is None and "extends" not in main):
        return _assembled(main, tables, findings)
    for file in tables:
        findings.add((file,), N_("a unit's version has no forms of its own: it splits those it extends"))
    return extended(main, base, findings), {(): MAIN_FILE}


def read_parts(texts: Mapping[str, str], base: Policy | None = None) -> tuple[dict[str, Any], dict[str, Any]]:
    """The whole document and the examples of a folder that is still being worked on: parsed, not checked."""
    findings = Findings()
    tables = {name: parsed(name, text, findings) for name, text in texts.items()}
    if MAIN_FILE not in tables:
        findings.add((MAIN_FILE,), N_("a policy needs this file"))
    findings.raise_if_any(dict(texts), _places(texts))
    examples = tables.pop(EXAMPLES_FILE, None) or {}
    document, _ = _document(tables.pop(MAIN_FILE) or {}, tables, base, findings)
    findings.raise_if_any(dict(texts), _places(texts) | {(): MAIN_FILE})
    return document, examples


def examples_in(text: str) -> dict[str, Any]:
    """The worked examples that a file holds, parsed and not checked."""
    findings = Findings()
    examples = parsed(EXAMPLES_FILE, text, findings)
    findings.raise_if_any({EXAMPLES_FILE: text}, {(EXAMPLES_FILE,): EXAMPLES_FILE})
    return examples or {}


def read_document(
    document: Mapping[str, Any], examples: Mapping[str, Any], base: Policy | None = None
) -> Policy:
    """Read a policy from its whole document as a folder would be read; faults carry whole paths."""
    findings = Findings()
    plain_parts = cast("Values", within_limits(document, (), findings))
    tell_hidden(plain_parts, (), findings)
    tell_hidden(examples, (EXAMPLES_FILE,), findings)
    check_words(examples, (EXAMPLES_FILE,), findings)
    policy = _checked(plain_parts, findings, {}, {(EXAMPLES_FILE,): EXAMPLES_FILE}, base)
    check_examples(policy, examples, findings)
    findings.raise_if_any({}, {(): EXAMPLES_FILE})
    return policy


def _checked(
    document: Values,
    findings: Findings,
    texts: dict[str, str],
    files: dict[Path, str],
    base: Policy | None,
) -> Policy:
    """Build the policy; one written out in whole that names its origin stays inside that frame."""
    policy = build_policy(document, findings, "" if findings.is_any else sha256_of(document))
    check_frame(policy, base, findings)
    findings.raise_if_any(texts, files)
    return policy


def _assembled(
    main: Values, tables: dict[str, Values | None], findings: Findings
) -> tuple[Values, dict[Path, str]]:
    """Put the forms' files into the document, in the order that `forms` names them."""
    files: dict[Path, str] = {(): MAIN_FILE}
    forms: list[Values] = []
    for name in _forms_named(main, tables, findings):
        file = f"{name}.toml"
        if file in tables:
            values = tables.pop(file)
            if values is not None:
                files["forms", len(forms)] = file
                forms.append(values)
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


def _forms_named(main: Values, tables: Mapping[str, Values | None], findings: Findings) -> list[str]:
    """The forms in their order; where that cannot be read, those that have a file, to be read too."""
    named = main.get("forms")
    names = cast("list[object]", named) if isinstance(named, list) else []
    texts = [name for name in names if isinstance(name, str)]
    if names and len(texts) == len(names):
        return list(dict.fromkeys(texts))
    findings.add((MAIN_FILE, "forms"), N_("name the forms' files here, in the order in which they are tried"))
    return [code for code in FORM_CODES if f"{code}.toml" in tables]


def wanted_base(main: str) -> str | None:
    """The code, or in a version written out the hash, of the policy that a `policy.toml` extends."""
    values = parsed(MAIN_FILE, main, Findings()) or {}
    base = values.get("extends")
    if isinstance(base, Mapping):
        base = cast("Mapping[str, object]", base).get("hash")
    return base if isinstance(base, str) else None
