"""A policy as people read it in a terminal: its days, forms with their rows, and every rule as a sentence."""

from collections.abc import Iterator

from evalapp.base.messages import shown, tr
from evalapp.domain.policy.model import Form, Policy
from evalapp.domain.policy.rule_kinds import FORM_WORDS
from evalapp.domain.policy.value_words import KIND_WORDS
from evalapp.usecases.policy_rules import rules_document

_INDENT = "  "


def policy_lines(policy: Policy) -> Iterator[str]:
    """Everything that matters to somebody who wants to know what a policy says."""
    yield tr(
        "{code}, version {version}: {title}", code=policy.code, version=policy.version, title=policy.title
    )
    until = policy.effective_to
    yield (
        tr("In force from {since}", since=policy.effective_from)
        if until is None
        else tr("In force from {since} to {until}", since=policy.effective_from, until=until)
    )
    for basis in policy.basis:
        yield tr("Rests on: {text}", text=f"{basis.number}, {basis.title}")
    for form in policy.forms:
        yield ""
        yield tr("Form for {whom}: {title}", whom=tr(FORM_WORDS[form.code]), title=form.title)
        yield from _rows(form)
    yield from rule_lines(policy)


def rule_lines(policy: Policy) -> Iterator[str]:
    """Every rule as its sentence, under the heading of its kind."""
    title = ""
    for rule in rules_document(policy)["rules"]:
        if rule["title"] != title:
            title = rule["title"]
            yield ""
            yield title
        yield f"- {rule['sentence']}"


def _rows(form: Form) -> Iterator[str]:
    leaves = {row.code for row in form.leaves}
    for row in form.criteria:
        points = "" if row.maximum is None else tr("at most {points} points", points=row.maximum)
        how = tr(KIND_WORDS[row.kind]) if row.code in leaves else tr("sum")
        step = tr("in steps of {step}", step=shown(row.step)) if row.code in leaves and row.maximum else ""
        told = ", ".join(word for word in (points, step, how) if word)
        yield f"{_INDENT * (1 + form.depth(row.code))}{row.code}. {row.label} ({told})"


def hash_line(policy: Policy) -> str:
    """What tells the version from every other."""
    return tr("Hash: {hash}", hash=policy.hash)
