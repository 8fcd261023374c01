"""Which column of an office's list stands for which of ours: chosen once, remembered for its headings."""

import json
from collections.abc import Iterable, Mapping

from evalapp.base.names import fold
from evalapp.domain.policy.canonical import sha256_of
from evalapp.store.work import Work

_KEPT = 32  # letters of the hash that names a source


def remembered_columns(work: Work, *, title: str, headings: Iterable[str]) -> dict[str, str]:
    """What was chosen for a list with these headings, from our key to the office's heading."""
    kept = work.settings.get(_key(title, headings))
    return {str(key): str(heading) for key, heading in json.loads(kept).items()} if kept else {}


def remember_columns(work: Work, *, title: str, headings: Iterable[str], mapping: Mapping[str, str]) -> None:
    """Keep what was chosen for lists with these headings; an empty choice forgets it."""
    headings = list(headings)
    if dict(mapping) != remembered_columns(work, title=title, headings=headings):
        work.settings.put(
            _key(title, headings), json.dumps(dict(mapping), ensure_ascii=False, sort_keys=True)
        )


def _key(title: str, headings: Iterable[str]) -> str:
    return f"columns.{title}.{sha256_of(sorted({fold(heading) for heading in headings}))[:_KEPT]}"
