"""What a revision changed, as the command line says it."""

from typing import Any

from evalapp.usecases.revisions import Replacement


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
