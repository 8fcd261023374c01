"""Which column of an office's list stands for which of ours: chosen once, remembered for its headings."""

import json
from collections.abc import Iterable, Mapping

from evalapp.base.errors import UserError
from evalapp.base.names import fold
from evalapp.documents.reading.columns import FoundColumns, look_at
from evalapp.documents.reading.specs import ListSpec
from evalapp.documents.reading.workbook import Workbook
from evalapp.domain.policy.canonical import sha256_of
from evalapp.store.work import Work

_KEPT = 32  # letters of the hash that names a source


def find_columns(
    work: Work, workbook: Workbook, spec: ListSpec, *, sheet: str | None = None
) -> tuple[FoundColumns, dict[str, str]]:
    """The columns of a list as its headings are known, and what was chosen for these headings before."""
    plain = look_at(workbook, spec, sheet=sheet)
    kept = work.settings.get(_key(spec, plain.headings))
    mapping = {str(key): str(heading) for key, heading in json.loads(kept).items()} if kept else {}
    return (look_at(workbook, spec, mapping, sheet) if mapping else plain), mapping


def remembered_columns(
    work: Work, workbook: Workbook, spec: ListSpec, *, sheet: str | None = None
) -> dict[str, str]:
    """What was chosen for a list with these headings, from our key to the office's heading."""
    try:
        return find_columns(work, workbook, spec, sheet=sheet)[1]
    except UserError:
        return {}  # it has no headings; reading it says so


def remember_columns(
    work: Work, workbook: Workbook, spec: ListSpec, *, mapping: Mapping[str, str], sheet: str | None = None
) -> None:
    """Keep what was chosen for lists with these headings; an empty choice forgets it."""
    if dict(mapping) != remembered_columns(work, workbook, spec, sheet=sheet):
        headings = look_at(workbook, spec, sheet=sheet).headings
        work.settings.put(_key(spec, headings), json.dumps(dict(mapping), ensure_ascii=False, sort_keys=True))


def _key(spec: ListSpec, headings: Iterable[str]) -> str:
    return f"columns.{spec.title}.{sha256_of(sorted({fold(heading) for heading in headings}))[:_KEPT]}"
