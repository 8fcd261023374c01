"""Which column of an office's list stands for which of ours: chosen once, remembered for its headings."""

import json
from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, tr
from evalapp.base.names import fold
from evalapp.documents.reading.columns import FoundColumns, look_at
from evalapp.documents.reading.specs import ListSpec
from evalapp.documents.reading.workbook import Workbook
from evalapp.domain.policy.canonical import sha256_of
from evalapp.store.work import Work

_KEPT = 32  # letters of the hash that names a source


def find_columns(
    work: Work,
    workbook: Workbook,
    spec: ListSpec,
    *,
    given: Mapping[str, str] | None = None,
    sheet: str | None = None,
) -> tuple[FoundColumns, dict[str, str]]:
    """The columns of a list as its headings are known, and which one is which where these do not say it.

    That is what is given, else was chosen for these headings before; and what the values alone tell.
    """
    plain = look_at(workbook, spec, sheet=sheet)
    said = dict(given) if given else _kept(work, spec, plain)
    found = look_at(workbook, spec, said, sheet) if said else plain
    told = {key: heading for key, heading in found.by_values.items() if key not in said}
    return replace(found, known={**found.known, **told}, by_values=told), {**said, **told}


def told_by_values(found: FoundColumns, spec: ListSpec) -> str:
    """The columns that were not known by their headings, and what each is taken for."""
    said = N_("By its values the column “{heading}” is read as “{column}”.")
    return " ".join(
        tr(said, heading=heading, column=spec.by_key[key].header)
        for key, heading in found.by_values.items()
        if found.known.get(key) == heading
    )


def remembered_columns(
    work: Work, workbook: Workbook, spec: ListSpec, *, sheet: str | None = None
) -> dict[str, str]:
    """What was chosen for a list with these headings, from our key to the office's heading."""
    try:
        return _kept(work, spec, look_at(workbook, spec, sheet=sheet))
    except UserError:
        return {}  # it has no headings; reading it says so


def remember_columns(
    work: Work, workbook: Workbook, spec: ListSpec, *, mapping: Mapping[str, str], sheet: str | None = None
) -> None:
    """Keep what was chosen for lists with these headings; an empty choice forgets it."""
    if dict(mapping) != remembered_columns(work, workbook, spec, sheet=sheet):
        headings = look_at(workbook, spec, sheet=sheet).headings
        work.settings.put(_key(spec, headings), json.dumps(dict(mapping), ensure_ascii=False, sort_keys=True))


def _kept(work: Work, spec: ListSpec, plain: FoundColumns) -> dict[str, str]:
    kept = work.settings.get(_key(spec, plain.headings))
    return {str(key): str(heading) for key, heading in json.loads(kept).items()} if kept else {}


def _key(spec: ListSpec, headings: Iterable[str]) -> str:
    return f"columns.{spec.title}.{sha256_of(sorted({fold(heading) for heading in headings}))[:_KEPT]}"
