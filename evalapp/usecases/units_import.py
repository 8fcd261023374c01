"""Taking a list of units in."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.base.names import fold
from evalapp.documents.reading.lists import ReadList
from evalapp.documents.reading.values import as_code, as_date, as_name, as_text
from evalapp.domain.imports import Fate, ImportChoice, ImportReport
from evalapp.domain.rights import Right
from evalapp.domain.units import Unit, UnitId, UnitVersion
from evalapp.store.keys import code_key
from evalapp.store.work import Work
from evalapp.usecases.rows import Outcome, RowReader, list_digest
from evalapp.usecases.unit_cells import code_and_name


class _Line(Struct, frozen=True):
    """One row of the list, understood but for its superior's key."""

    code: str
    name: str
    kind: str
    parent: str
    since: date | None
    until: date | None


def import_units(work: Work, *, read: ReadList, choice: ImportChoice, typed: bool = False) -> ImportReport:
    """Take a list of units in; rows may come in any order, a superior may stand below its units.

    What was `typed` is no list: whoever takes it in tells the history.
    """
    work.require_everywhere(Right.EDIT_PEOPLE)
    known = {code_key(unit.code): unit for unit in work.units.all()}
    readers = [RowReader(read, row) for row in read.rows]
    lines = [_understood(reader) for reader in readers]
    _refuse_doubles(readers, lines)
    _refuse_unknown_superiors(readers, lines, known)
    outcome = Outcome(read)
    changes: dict[str, list[_Line]] = {}
    for reader, line in zip(readers, lines, strict=True):
        if outcome.take(reader, _fate(line, known, changes)):
            changes.setdefault(code_key(line.code), []).append(line)
    report = outcome.report
    if not choice.allows(report):
        return report
    if report.new or report.changed:
        _apply(work, known, changes)
        if not typed:
            work.audit.record(
                "units.imported", read.file, new=report.new, changed=report.changed, digest=list_digest(read)
            )
    return report.as_applied()


def _understood(reader: RowReader) -> _Line:
    line = _Line(
        code=reader.value("code", as_code, ""),
        name=reader.value("name", as_name, ""),
        kind=reader.value("kind", as_text, ""),
        parent=reader.value("parent", as_code, ""),
        since=reader.value("since", as_date, None),
        until=reader.value("until", as_date, None),
    )
    if not line.code:
        reader.refuse("code", UserError(N_("The unit has no code. Give it one that no other unit has.")))
    if not line.name:
        reader.refuse("name", UserError(N_("The unit has no name.")))
    if line.since and line.until and line.until < line.since:
        reader.refuse("until", UserError(N_("The unit ends before it begins.")))
    if line.parent and code_key(line.parent) == code_key(line.code):
        reader.refuse("parent", UserError(N_("A unit cannot be its own superior.")))
    return line


def _refuse_doubles(readers: Sequence[RowReader], lines: Sequence[_Line]) -> None:
    seen: dict[str, list[tuple[_Line, int]]] = {}
    for reader, line in zip(readers, lines, strict=True):
        for other, number in seen.get(code_key(line.code), []):
            if line.code and _version(line, None).overlaps(_version(other, None)):
                reader.refuse(
                    "code",
                    UserError(
                        N_(
                            "The code {code} stands in row {row} too. One unit, one code; a "
                            "renamed unit needs "
                            ""
                            "dates that do not overlap."
                        ),
                        code=line.code,
                        row=number,
                    ),
                )
                break
        seen.setdefault(code_key(line.code), []).append((line, reader.row.number))


def _refuse_unknown_superiors(
    readers: Sequence[RowReader], lines: Sequence[_Line], known: Mapping[str, Unit]
) -> None:
    """A superior must be known or come in with the same list; a refused row's units are refused with it."""
    while True:
        good = {
            code_key(line.code): line
            for reader, line in zip(readers, lines, strict=True)
            if reader.refusal is None
        }
        names = _names(good, known)
        found = False
        for reader, line in zip(readers, lines, strict=True):
            if reader.refusal is not None or not line.parent:
                continue
            parent = _superior(line.parent, good, known, names)
            if parent is None:
                reader.refuse(
                    "parent",
                    UserError(
                        N_(
                            "There is no unit “{parent}”, neither known nor in this list. Correct "
                            "the code, or "
                            ""
                            "add the unit."
                        ),
                        parent=line.parent,
                    ),
                )
                found = True
            elif _circles(code_key(line.code), parent, good, known, names):
                reader.refuse("parent", UserError(N_("The superiors of this unit lead back to itself.")))
                found = True
        if not found:
            return


def _names(good: Mapping[str, _Line], known: Mapping[str, Unit]) -> dict[str, set[str]]:
    names: dict[str, set[str]] = {}
    for key, unit in known.items():
        names.setdefault(fold(unit.name), set()).add(key)
    for key, line in good.items():
        names.setdefault(fold(line.name), set()).add(key)
    return names


def _superior(
    text: str, good: Mapping[str, _Line], known: Mapping[str, Unit], names: Mapping[str, set[str]]
) -> str | None:
    """The key of the unit that a cell names: by code, by both, else by a name that only one unit has."""
    key = code_key(text)
    if key in good or key in known:
        return key
    for code, name in code_and_name(text):
        if code_key(code) in names.get(fold(name), ()):
            return code_key(code)
    named = names.get(fold(text), set())
    return next(iter(named)) if len(named) == 1 else None


def _circles(
    start: str,
    parent: str,
    good: Mapping[str, _Line],
    known: Mapping[str, Unit],
    names: Mapping[str, set[str]],
) -> bool:
    by_id = {unit.id: key for key, unit in known.items()}
    seen: set[str] = set()
    key: str | None = parent
    while key is not None and key not in seen:
        if key == start:
            return True
        seen.add(key)
        if key in good:
            key = _superior(good[key].parent, good, known, names) if good[key].parent else None
        else:
            above = known[key].latest.parent
            key = by_id.get(above) if above is not None else None
    return False


def _fate(line: _Line, known: Mapping[str, Unit], changes: Mapping[str, Sequence[_Line]]) -> Fate:
    key = code_key(line.code)
    if key not in known:
        return Fate.CHANGED if key in changes else Fate.NEW
    by_id = {unit.id: other for other, unit in known.items()}
    version = _place(known[key].versions, line)
    if version is None:
        return Fate.CHANGED
    parent = by_id.get(version.parent, "") if version.parent is not None else ""
    wanted = _superior(line.parent, {}, known, _names({}, known)) if line.parent else ""
    same = (
        known[key].code == line.code
        and version.name == line.name
        and version.kind == line.kind
        and parent == wanted
        and (line.since is None or version.since == line.since)
        and (line.until is None or version.until == line.until)
    )
    return Fate.SAME if same else Fate.CHANGED


def _place(versions: Sequence[UnitVersion], line: _Line) -> UnitVersion | None:
    """The version a row speaks of: the one that begins that day, or the latest that can end so."""
    if line.since is not None:
        return next((version for version in versions if version.since == line.since), None)
    until = line.until
    if until is None:
        return versions[-1]
    named = (version for version in versions if version.until == until)
    begun = (version for version in reversed(versions) if version.since is None or version.since <= until)
    return next(named, None) or next(begun, None)


def _version(line: _Line, parent: UnitId | None) -> UnitVersion:
    return UnitVersion(line.name, line.kind, parent, line.since, line.until)


def _apply(work: Work, known: Mapping[str, Unit], changes: Mapping[str, Sequence[_Line]]) -> None:
    keys = {key: unit.id for key, unit in known.items()}
    for key, lines in changes.items():
        if key not in keys:
            keys[key] = work.units.add(lines[0].code, [])
    good = {key: lines[-1] for key, lines in changes.items()}
    names = _names(good, known)
    for key, lines in changes.items():
        versions = list(known[key].versions) if key in known else []
        for line in lines:
            parent = keys[_superior(line.parent, good, known, names) or ""] if line.parent else None
            versions = _with_version(versions, line, parent)
        if key not in known or tuple(versions) != known[key].versions:
            work.units.save_versions(keys[key], versions)


def _with_version(versions: list[UnitVersion], line: _Line, parent: UnitId | None) -> list[UnitVersion]:
    new = _version(line, parent)
    place = _place(versions, line) if versions else None
    if place is not None:
        kept = new if line.since else replace(new, since=place.since, until=line.until or place.until)
        kept = replace(kept, until=_ended(kept, versions[versions.index(place) + 1 :]))
        return [kept if version is place else version for version in versions]
    ended = [
        replace(version, until=line.since - timedelta(days=1))
        if line.since and version.overlaps(new)
        else version
        for version in versions
        if not (line.since and version.since and version.since >= line.since and version.overlaps(new))
    ]
    return sorted([*ended, new], key=lambda version: version.since or date.min)


def _ended(version: UnitVersion, later: Sequence[UnitVersion]) -> date | None:
    """The last day of a version, before that of the one recorded after it."""
    next_day = later[0].since if later else None
    if next_day is None:
        return version.until
    last = next_day - timedelta(days=1)
    return last if version.until is None else min(version.until, last)
