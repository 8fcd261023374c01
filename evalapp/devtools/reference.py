"""The reference page, made from what is declared: settings, actions, facts and the shipped policies."""

import importlib
import pkgutil
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import evalapp.ui
from evalapp.base.messages import tr, use_language
from evalapp.base.settings import SETTINGS
from evalapp.domain.policy.facts import FACTS
from evalapp.domain.policy.model import Criterion, Form, Policy, Source
from evalapp.ui.kit.actions import ActionSpec
from evalapp.usecases.policies import shipped


def main(arguments: Sequence[str]) -> int:
    """Print the page as Markdown, or write it to the file that is named."""
    if len(arguments) > 1:
        print("python -m evalapp.devtools reference [FILE]")
        return 2
    use_language("vi")
    text = "\n".join(page())
    if arguments:
        Path(arguments[0]).write_text(text + "\n", encoding="utf-8")
    else:
        print(text)
    return 0


def page() -> Iterator[str]:
    """The lines of the page."""
    yield "# Reference"
    yield "\nMade by `python -m evalapp.devtools reference` from the declarations; not to be edited."
    yield "\n## Settings"
    yield from table(("Key", "Meaning", "Default"), ((s.key, tr(s.title), s.default) for s in SETTINGS))
    yield "\n## Actions"
    yield from table(("Key", "Text", "Shortcut"), ((a.key, tr(a.text), a.shortcut) for a in actions()))
    yield "\n## Facts that policies may look at"
    yield from table(
        ("Name", "Type", "Meaning", "Entered in"),
        ((f.name, f.type.value, f.label, f.source) for f in FACTS.values()),
    )
    for policy in shipped().values():
        yield from policy_lines(policy)


def policy_lines(policy: Policy) -> Iterator[str]:
    """What one policy says, with the source of each value."""
    until = policy.effective_to.isoformat() if policy.effective_to else "further notice"
    yield f"\n## {policy.code}, version {policy.version}: {policy.title}"
    yield f"\nIn force from {policy.effective_from.isoformat()} to {until}. Hash `{policy.hash[:12]}`."
    yield from table(
        ("Level", "From", "Source"),
        ((f"{n.code} {n.label}", n.minimum, sourced(n.source)) for n in policy.levels),
    )
    for form in policy.forms:
        yield f"\n### {form.title} (`{form.code}`)"
        yield from table(
            ("Code", "Row", "Most", "Step", "Kind", "Source"),
            (
                (row.code, row.label, row.maximum, _step(form, row), row.kind.value, sourced(row.source))
                for row in form.criteria
            ),
        )


def actions() -> Iterator[ActionSpec[Any]]:
    """Every action that a screen declares, by key."""
    found: dict[str, ActionSpec[Any]] = {}
    for module in pkgutil.walk_packages(evalapp.ui.__path__, "evalapp.ui."):
        for spec in getattr(importlib.import_module(module.name), "ACTIONS", ()):
            found[spec.key] = spec
    return (found[key] for key in sorted(found))


def sourced(source: Source) -> str:
    """Where a value comes from and how firm it is."""
    return ", ".join(part for part in (str(source), source.standing.value) if part)


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """A Markdown table; what is unknown is an empty cell."""
    yield ""
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        cells = ("" if cell is None else str(cell).replace("|", "\\|").replace("\n", " ") for cell in row)
        yield f"| {' | '.join(cells)} |"


def _step(form: Form, row: Criterion) -> Decimal | None:
    return row.step if row in form.leaves else None
