"""What a revision changed, as the command line says it."""

from decimal import Decimal
from typing import Any

from evalapp.base.messages import points_shown, tr
from evalapp.usecases.revisions import Replacement


def replaced_words(of: Replacement) -> str:
    """Which revision a closed one takes the place of, and whose result it changed."""
    changes = [
        tr(
            "{code} {name}: {before} → {after}",
            code=each.code,
            name=each.name,
            before=_outcome_words(each.before),
            after=_outcome_words(each.after),
        )
        for each in of.changed
    ]
    first = tr(
        "Revision {revision} is replaced (seal {seal}). Results that changed: {count}.",
        revision=of.replaced.revision,
        seal=of.replaced.seal or "",
        count=len(changes),
    )
    return "\n".join((first, *changes))


def _outcome_words(of: tuple[Decimal | None, str | None]) -> str:
    total, level = of
    return f"{'–' if total is None else points_shown(total)} ({level or '–'})"


def replacement_document(of: Replacement) -> dict[str, Any]:
    """What a revision changed, as JSON carries it."""
    return {
        "revision": of.replaced.revision,
        "hash": of.replaced.seal,
        "changed": [
            {
                "code": each.code,
                "name": each.name,
                "total": each.before[0],
                "level": each.before[1],
                "total_now": each.after[0],
                "level_now": each.after[1],
            }
            for each in of.changed
        ],
    }
