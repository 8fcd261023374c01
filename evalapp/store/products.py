"""The collection of products: what people had to do in a month, what results took of it, and catalogues."""

import json
import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, delete, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.engine import Connection

from evalapp.base.messages import plain
from evalapp.base.names import sort_key
from evalapp.domain.people import PersonId
from evalapp.domain.periods import Period
from evalapp.domain.policy.canonical import canonical_json
from evalapp.domain.products import (
    CatalogueId,
    CatalogueProduct,
    Confirmation,
    ProductLine,
    WorkKind,
    line_document,
    line_from_document,
)
from evalapp.domain.rounds import Participant, RoundId, Sheet, SheetId, Stage
from evalapp.domain.units import UnitId
from evalapp.store import product_tables, tables
from evalapp.store.keys import code_key
from evalapp.store.topics import Topic

_line = product_tables.product_line
_kept = product_tables.sheet_products
_catalogue = product_tables.catalogue_product
_FEW = 500  # so many people are asked for by name; of more, the whole month is read


class Products:
    """Products as one use case sees them."""

    def __init__(self, connection: Connection, touched: set[Topic]) -> None:
        self._connection = connection
        self._touched = touched

    def of_people(
        self, people: Iterable[PersonId], period: Period
    ) -> dict[PersonId, tuple[ProductLine, ...]]:
        """The lines of some people in a month as they stand now, in the order of their codes."""
        wanted = set(people)
        where: list[ColumnElement[bool]] = [_line.c.period == str(period)]
        if len(wanted) <= _FEW:
            where.append(_line.c.person_id.in_(wanted))
        found: defaultdict[PersonId, list[ProductLine]] = defaultdict(list)
        for row in self._connection.execute(select(_line).where(*where)):
            if row.person_id in wanted:
                found[PersonId(row.person_id)].append(_to_line(row))
        return {
            person: tuple(sorted(lines, key=lambda line: sort_key(line.code)))
            for person, lines in found.items()
        }

    def save(self, lines: Sequence[tuple[PersonId, Period, ProductLine]]) -> None:
        """Write lines; one of the same person, month and code is replaced."""
        if not lines:
            return
        statement = upsert(_line)
        key = [_line.c.person_id, _line.c.period, _line.c.code_key]
        changed = {
            column.name: statement.excluded[column.name] for column in _line.c if not column.primary_key
        }
        self._connection.execute(
            statement.on_conflict_do_update(index_elements=key, set_=changed),
            [_line_row(person, period, line) for person, period, line in lines],
        )
        self._touched.add(Topic.SCORES)

    def remove(self, person: PersonId, period: Period, code: str) -> None:
        """Take a line away; the history keeps it."""
        where = (
            _line.c.person_id == person,
            _line.c.period == str(period),
            _line.c.code_key == code_key(code),
        )
        self._connection.execute(delete(_line).where(*where))
        self._touched.add(Topic.SCORES)

    def kept(self, people: Sequence[Participant]) -> dict[SheetId, tuple[ProductLine, ...]]:
        """The lines that settled results were computed from, exactly as they were written."""
        query = select(_kept).where(_kept.c.sheet_id.in_([who.sheet for who in people]))
        return {
            SheetId(row.sheet_id): tuple(map(line_from_document, json.loads(row.document)))
            for row in self._connection.execute(query)
        }

    def keep(self, sheets: Iterable[Sheet]) -> None:
        """Keep the lines that these sheets are settled by."""
        rows = [
            {
                "sheet_id": sheet.participant.sheet,
                "document": canonical_json([line_document(line) for line in sheet.products]),
            }
            for sheet in sheets
            if sheet.products
        ]
        if rows:
            self._connection.execute(insert(_kept), rows)
            self._touched.add(Topic.SCORES)

    def release(self, round_id: RoundId) -> None:
        """Let go of what was kept of a round that goes back from being settled."""
        in_round = select(tables.sheet.c.id).where(tables.sheet.c.round_id == round_id)
        self._connection.execute(delete(_kept).where(_kept.c.sheet_id.in_(in_round)))
        self._touched.add(Topic.SCORES)

    def rounds_with(self, person: PersonId, period: Period) -> list[tuple[str, Stage, int, str]]:
        """The rounds of a period that somebody is in: the unit's name, the stage, the policy, their form."""
        current, sheet = tables.evaluation_round, tables.sheet
        query = (
            select(current.c.unit_name, current.c.stage, current.c.policy_id, sheet.c.form)
            .join(sheet, sheet.c.round_id == current.c.id)
            .where(sheet.c.person_id == person, current.c.period == str(period), current.c.replaced == 0)
        )
        return [
            (row.unit_name, Stage(row.stage), row.policy_id, row.form)
            for row in self._connection.execute(query)
        ]

    def catalogue(self, units: Sequence[UnitId]) -> list[CatalogueProduct]:
        """The catalogues of units, past and future products too, in the order of their codes."""
        query = select(_catalogue).where(_catalogue.c.unit_id.in_(units))
        found = [_to_product(row) for row in self._connection.execute(query)]
        return sorted(found, key=lambda each: (sort_key(each.code), str(each.since or "")))

    def save_catalogue(self, product: CatalogueProduct) -> None:
        """Add a product of a catalogue, or write it back where it has a number."""
        row = {
            "unit_id": product.unit,
            "code": product.code,
            "code_key": code_key(product.code),
            "name": product.name,
            "group_name": product.group,
            "coefficient": plain(product.coefficient),
            "measure": product.measure,
            "since": product.since,
            "until": product.until,
        }
        if product.id:
            self._connection.execute(_catalogue.update().where(_catalogue.c.id == product.id).values(**row))
        else:
            self._connection.execute(insert(_catalogue).values(uid=str(uuid.uuid4()), **row))
        self._touched.add(Topic.PRODUCTS)


def _line_row(person: PersonId, period: Period, line: ProductLine) -> dict[str, Any]:
    confirmation = line.confirmation
    return {
        "person_id": person,
        "period": str(period),
        "code_key": code_key(line.code),
        "code": line.code,
        "name": line.name,
        "kind": line.kind.value,
        "coefficient": plain(line.coefficient),
        "assigned": plain(line.assigned),
        "done": plain(line.done),
        "quality_failures": line.quality_failures,
        "delays": line.delays,
        "objective_failures": line.objective_failures,
        "objective_delays": line.objective_delays,
        "confirmed_by": confirmation.by if confirmation else "",
        "confirmed_at": confirmation.at if confirmation else None,
        "confirmed_in": confirmation.document if confirmation else "",
        "passed_to": line.passed_to,
        "note": line.note,
        "recorded_by": line.recorded_by,
        "recorded_at": line.recorded_at,
    }


def _to_line(row: Any) -> ProductLine:
    return ProductLine(
        code=row.code,
        name=row.name,
        kind=WorkKind(row.kind),
        coefficient=Decimal(row.coefficient),
        assigned=Decimal(row.assigned),
        done=Decimal(row.done),
        quality_failures=row.quality_failures,
        delays=row.delays,
        objective_failures=row.objective_failures,
        objective_delays=row.objective_delays,
        confirmation=Confirmation(row.confirmed_by, row.confirmed_at, row.confirmed_in)
        if row.confirmed_at
        else None,
        passed_to=row.passed_to,
        note=row.note,
        recorded_by=row.recorded_by,
        recorded_at=row.recorded_at,
    )


def _to_product(row: Any) -> CatalogueProduct:
    return CatalogueProduct(
        CatalogueId(row.id),
        UnitId(row.unit_id),
        row.code,
        row.name,
        row.group_name,
        Decimal(row.coefficient),
        row.measure,
        row.since,
        row.until,
    )
