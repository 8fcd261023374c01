"""How papers of units are laid out: kept with the day from which it holds, found for a paper of today."""

import json
from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from evalapp.domain.attachments import FILE_KINDS, Content
from evalapp.domain.layouts import (
    PLAIN_LAYOUT,
    Layout,
    checked_layout,
    layout_document,
    layout_from,
    layout_on,
    with_layout,
)
from evalapp.domain.reports import Report
from evalapp.domain.rights import Right
from evalapp.domain.units import UnitId
from evalapp.store.work import Work


def layouts_of(work: Work, *, unit: UnitId) -> tuple[Layout, ...]:
    """Every layout of a unit, the oldest first."""
    work.require(Right.READ_PEOPLE, unit)
    return _kept(work, unit)


def keep_layout(work: Work, *, unit: UnitId, layout: Layout) -> Layout:
    """Keep how a unit's papers are laid out from a day on; one of the same day is replaced."""
    work.require(Right.EDIT_PEOPLE, unit)
    after = checked_layout(layout)
    versions = _kept(work, unit)
    before = next((each for each in versions if each.since == after.since), None)
    if before != after:
        _keep(work, unit, with_layout(versions, after))
        work.audit.record(
            "layout.kept",
            work.units.get(unit).code,
            before=layout_document(before) if before else None,
            after=layout_document(after),
        )
    return after


def keep_logo(work: Work, *, unit: UnitId, file: Path) -> str:
    """Keep a small copy of a picture for the head of a unit's papers; return its hash for the layout."""
    from evalapp.documents.photos import prepare_photo, read_photo

    work.require(Right.EDIT_PEOPLE, unit)
    photo = prepare_photo(file.name, read_photo(file), keeps_place=False)
    logo = Content(photo.thumbnail, FILE_KINDS["jpeg"])
    work.attachments.keep(logo)
    return logo.digest


def layout_for(work: Work, unit: UnitId) -> Layout:
    """How a paper of a unit is laid out today; where it names no place, the unit above it does."""
    own, *above = work.units.ancestors(unit, work.today)
    found = layout_on(_kept(work, own), work.today) or PLAIN_LAYOUT
    picture = work.attachments.data(found.logo) if found.logo else b""
    place = found.place or _place_of(work, above)
    return replace(found, place=place, picture=picture, history=work.audit.told_end())


def laid_out(work: Work, report: Report) -> Report:
    """A report with the layout of its unit, if it is one unit's."""
    if not report.unit_code:
        return report
    return replace(report, layout=layout_for(work, work.units.by_code(report.unit_code).id))


def _place_of(work: Work, units: Sequence[UnitId]) -> str:
    layouts = (layout_on(_kept(work, each), work.today) for each in units)
    return next((each.place for each in layouts if each is not None and each.place), "")


def _kept(work: Work, unit: UnitId) -> tuple[Layout, ...]:
    kept = work.settings.get(_key(work, unit))
    return tuple(map(layout_from, json.loads(kept))) if kept else ()


def _keep(work: Work, unit: UnitId, versions: Sequence[Layout]) -> None:
    work.settings.put(
        _key(work, unit), json.dumps([layout_document(each) for each in versions], ensure_ascii=False)
    )


def _key(work: Work, unit: UnitId) -> str:
    return f"layout.{work.units.get(unit).uid}"
