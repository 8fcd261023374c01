"""Taking a unit's catalogue of products in, from as many sheets as it stands on, each product once."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.base.names import clean, fold
from evalapp.documents.reading.lists import ReadList, ReadRow
from evalapp.documents.reading.values import as_code, as_date, as_text
from evalapp.domain.imports import Doubt, Fate, GoodRow, ImportChoice, ImportReport, Refusal
from evalapp.domain.products import (
    LONGEST_CODE,
    LONGEST_NAME,
    CatalogueId,
    CatalogueProduct,
    checked_coefficient,
)
from evalapp.domain.units import UnitId
from evalapp.store.keys import code_key
from evalapp.store.work import Work
from evalapp.usecases.products import require_recording
from evalapp.usecases.products_import import as_amount
from evalapp.usecases.rows import Outcome, RowReader, list_digest

_TOTAL = re.compile(r"(?:tong|cong)\b.*")


class _Taken(Struct, frozen=True):
    """A product of the list: where it stands, what it says, and the one that is known."""

    sheet: str
    row: int
    product: CatalogueProduct
    known: CatalogueProduct | None

    @property
    def fate(self) -> Fate:
        """What the row does."""
        if self.known is None:
            return Fate.NEW
        same = self.known.content() == self.product.content() and self.known.until == self.product.until
        return Fate.SAME if same else Fate.CHANGED


def import_catalogue(
    work: Work, *, parts: Sequence[ReadList], unit: UnitId, since: date | None, choice: ImportChoice
) -> ImportReport:
    """Take a catalogue in; a changed product ends the day before `since` and begins anew, or is corrected.

    Rows of groups and of sums are no products. A product that stands on two sheets alike counts once and is
    told; two that differ are refused, since nobody can say which is meant.
    """
    require_recording(work, unit)
    reading = _Reading(unit, since, work.products.catalogue([unit]), several=len(parts) > 1)
    for part in parts:
        reading.read(part)
    report = ImportReport.of(
        (each.fate for each in reading.rows), reading.refused, reading.warnings, rows=reading.rows
    )
    if not choice.allows(report):
        return report
    if report.new or report.changed:
        for each in reading.taken.values():
            _save(work, each, since)
        work.audit.record(
            "catalogue.imported",
            work.units.get(unit).code,
            file=parts[0].file,
            new=report.new,
            changed=report.changed,
            since=since.isoformat() if since else None,
            digest=[list_digest(part) for part in parts],
        )
    return report.as_applied()


class _Reading:
    """What all sheets together say, gathered sheet by sheet."""

    def __init__(
        self, unit: UnitId, since: date | None, known: Sequence[CatalogueProduct], *, several: bool
    ) -> None:
        self._unit, self._since, self._known, self._several = unit, since, known, several
        self.taken: dict[str, _Taken] = {}
        self.rows: list[GoodRow] = []
        self.refused: list[Refusal] = []
        self.warnings: list[Doubt] = []

    def read(self, part: ReadList) -> None:
        """Gather one sheet; the group that a row names holds for the rows below it."""
        outcome = Outcome(part)
        group = ""
        for row, title in _with_titles(part):
            if title or _is_group(row):
                group = title or clean(_text(row, "name"))
            elif not _is_total(row):
                reader = RowReader(part, row)
                found = _understood(reader, part.sheet, self._unit, group, self._since, self._known)
                once = found and _once(reader, found, self.taken)
                if outcome.take(reader, once.fate if once else None) and once is not None:
                    self.taken.setdefault(code_key(once.product.code), once)
        file = part.sheet if self._several else None
        self.rows += [replace(each, file=file) for each in outcome.rows]
        self.refused += [_at(each, part.sheet, several=self._several) for each in outcome.refused]
        self.warnings += [replace(each, file=file) for each in outcome.warnings]


def _with_titles(part: ReadList) -> list[tuple[ReadRow, str]]:
    """The rows in order, with the merged titles between them, which name groups."""
    titles = [
        (ReadRow(number, {}, {}), text) for number, text in part.skipped if not _TOTAL.match(fold(text))
    ]
    rows = [(row, "") for row in part.rows]
    return sorted([*titles, *rows], key=lambda each: each[0].number)


def _text(row: ReadRow, key: str) -> str:
    cell = row.cell(key)
    return cell if isinstance(cell, str) else ""


def _is_group(row: ReadRow) -> bool:
    """Whether a row only names a group: it has words, and neither a code nor a coefficient."""
    blank = row.cell("code") is None and row.cell("coefficient") is None
    return blank and bool(_text(row, "name")) and not _is_total(row)


def _is_total(row: ReadRow) -> bool:
    """Whether a row sums others up: it says so in its first words, and no code names it."""
    texts = (_text(row, key) for key in ("ordinal", "name", "group", "measure"))
    return row.cell("code") is None and any(_TOTAL.match(fold(text)) for text in texts if text)


def _understood(
    reader: RowReader,
    sheet: str,
    unit: UnitId,
    group: str,
    since: date | None,
    known: Sequence[CatalogueProduct],
) -> _Taken | None:
    code = clean(reader.value("code", as_code, ""))
    name = clean(reader.value("name", as_text, ""))
    if not code:
        reader.refuse("code", UserError(N_("The product has no code. Give it one; lines are known by it.")))
    if not name:
        reader.refuse("name", UserError(N_("The product has no name.")))
    if len(code) > LONGEST_CODE or len(name) > LONGEST_NAME:
        reader.refuse(
            "name",
            UserError(N_("“{text}” is longer than {most} letters."), text=name[:30], most=LONGEST_NAME),
        )
    if reader.is_blank("coefficient"):
        reader.refuse("coefficient", UserError(N_("The product has no coefficient.")))
    coefficient = reader.value("coefficient", lambda cell: checked_coefficient(as_amount(cell)), None)
    begin = reader.value("since", as_date, None) or since
    end = reader.value("until", as_date, None)
    if begin and end and end < begin:
        reader.refuse("until", UserError(N_("The last day lies before the first day. Correct one of them.")))
    if coefficient is None or reader.refusal is not None:
        return None
    product = CatalogueProduct(
        CatalogueId(0),
        unit,
        code,
        name,
        clean(reader.value("group", as_text, group)),
        coefficient,
        clean(reader.value("measure", as_text, "")),
        begin,
        end,
    )
    versions = [each for each in known if code_key(each.code) == code_key(code)]
    before = versions[-1] if versions else None
    if end is None and before is not None:
        product = replace(product, until=before.until)
    return _Taken(sheet, reader.row.number, product, before)


def _once(reader: RowReader, found: _Taken, taken: Mapping[str, _Taken]) -> _Taken | None:
    """The product, where nothing above says otherwise of the same code."""
    other = taken.get(code_key(found.product.code))
    if other is None:
        return found
    place = {"code": found.product.code, "sheet": other.sheet, "row": other.row}
    named = found.product.group or other.product.group  # a sheet without groups says nothing of them
    if other.product.content() == replace(found.product, group=named).content():
        reader.doubt(
            UserError(
                N_("{code} stands in row {row} of sheet “{sheet}” too, just the same; it counts once."),
                **place,
            )
        )
        return replace(found, known=found.product)
    reader.refuse(
        "code",
        UserError(
            N_("{code} stands in row {row} of sheet “{sheet}” too, and otherwise. Keep the right one."),
            **place,
        ),
    )
    return None


def _at(refusal: Refusal, sheet: str, *, several: bool) -> Refusal:
    return replace(refusal, file=sheet) if several else refusal


def _save(work: Work, taken: _Taken, since: date | None) -> None:
    if taken.fate is Fate.SAME:
        return
    before, after = taken.known, taken.product
    if before is None:
        work.products.save_catalogue(after)
        return
    anew = after.since is not None and (before.since is None or before.since < after.since)
    if anew and since is not None and after.since is not None:
        work.products.save_catalogue(replace(before, until=after.since - timedelta(days=1)))
        work.products.save_catalogue(after)
        return
    work.products.save_catalogue(
        replace(after, id=before.id, since=after.since if since is None else before.since)
    )
