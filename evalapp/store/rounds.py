"""The collection of rounds with their sheets, marks and results."""

import json
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec.structs import replace
from sqlalchemy import Select, bindparam, delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.engine import Connection

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.base.names import person_sort_key
from evalapp.domain.collectives import Collective
from evalapp.domain.led import asks_of_the_led, with_the_led
from evalapp.domain.month_results import MonthResult
from evalapp.domain.people import PersonId
from evalapp.domain.periods import Period
from evalapp.domain.policy.canonical import canonical_json
from evalapp.domain.products import ProductLine
from evalapp.domain.rounds import (
    Mark,
    Participant,
    Result,
    Round,
    RoundId,
    Sheet,
    SheetId,
    Stage,
)
from evalapp.domain.seals import (
    collective_document,
    rating_document,
    rating_from_document,
)
from evalapp.domain.units import UnitId
from evalapp.store import tables
from evalapp.store.attachments import Attachments
from evalapp.store.bulk import Bulk
from evalapp.store.derived_facts import DerivedFacts
from evalapp.store.discarding import holds_something, take_away
from evalapp.store.groups import Groups
from evalapp.store.month_results import MonthResults
from evalapp.store.policies import Policies
from evalapp.store.products import Products
from evalapp.store.registers import Held, Registers
from evalapp.store.round_rows import changing, to_participant, to_round
from evalapp.store.topics import Topic

_round = tables.evaluation_round
_FEW = 100  # so many sheets are asked for by name; more are read as a whole round
_STAGES = {stage.value: stage for stage in Stage}


def _rounds() -> Select[Any]:
    table = tables.collective_rating
    rated = table.c.document.label("collective")
    return select(_round, rated).outerjoin(table, table.c.round_id == _round.c.id)


# What typing a mark runs, made once: making a statement takes longer than running it.
_ONE_ROUND = _rounds().where(_round.c.id == bindparam("wanted"))
_FEW_SHEETS = select(tables.sheet).where(
    tables.sheet.c.round_id == bindparam("round"), tables.sheet.c.id.in_(bindparam("wanted", expanding=True))
)
_THEIR_MARKS = select(tables.mark).where(tables.mark.c.sheet_id.in_(bindparam("wanted", expanding=True)))
_GIVEN = upsert(tables.mark)
_KEEP_MARK = _GIVEN.on_conflict_do_update(
    index_elements=["sheet_id", "stage", "criterion"],
    set_={"points": _GIVEN.excluded.points, "note": _GIVEN.excluded.note},
)


class Rounds:
    """Rounds as one use case sees them."""

    def __init__(
        self,
        connection: Connection,
        touched: set[Topic],
        policies: Policies,
        registers: Registers,
        attachments: Attachments,
        groups: Groups,
        months: MonthResults,
        products: Products,
        derived: DerivedFacts,
        bulk: Bulk,
    ) -> None:
        self._connection = connection
        self._touched = touched
        self._policies = policies
        self._registers = registers
        self._attachments = attachments
        self._groups = groups
        self._months = months
        self._products = products
        self._derived = derived
        self._bulk = bulk

    def all(
        self, *, unit: UnitId | None = None, period: Period | None = None, replaced: bool = False
    ) -> list[Round]:
        """Rounds by unit and period, newest revision last; replaced revisions only when asked for."""
        query = _rounds().order_by(_round.c.period, _round.c.unit_id, _round.c.policy_code, _round.c.revision)
        if unit is not None:
            query = query.where(_round.c.unit_id == unit)
        if period is not None:
            query = query.where(_round.c.period == str(period))
        if not replaced:
            query = query.where(_round.c.replaced == 0)
        return [to_round(row, self._policies.ref(row.policy_id)) for row in self._connection.execute(query)]

    def get(self, round_id: RoundId) -> Round:
        """One round by its key."""
        row = self._connection.execute(_ONE_ROUND, {"wanted": round_id}).one_or_none()
        if row is None:
            raise UserError(N_("This month no longer exists in the workspace."))
        return to_round(row, self._policies.ref(row.policy_id))

    def add(self, opened: Round) -> Round:
        """Add a round; the key and identity of the given object are ignored and the stored one returned."""
        row = (
            insert(_round)
            .values(
                uid=str(uuid.uuid4()),
                unit_id=opened.unit,
                unit_code=opened.unit_code,
                unit_name=opened.unit_name,
                superior_name=opened.superior_name,
                period=str(opened.period),
                policy_id=opened.policy.id,
                policy_code=opened.policy.code,
                opened_at=opened.opened_at,
                revision=opened.revision,
                reason=opened.reason,
                **changing(opened),
            )
            .returning(_round.c.id)
        )
        self._touched.add(Topic.ROUNDS)
        return self.get(RoundId(self._connection.execute(row).scalar_one()))

    def save(self, changed: Round) -> None:
        """Write back what may change about a round; a closed one may only be marked replaced."""
        stored = self.get(changed.id)
        if stored.stage is Stage.CLOSED and (
            changed.stage is not Stage.CLOSED or changed.seal != stored.seal
        ):
            raise ValueError("a closed round never changes")
        self._connection.execute(update(_round).where(_round.c.id == changed.id).values(**changing(changed)))
        self._touched.add(Topic.ROUNDS)

    def holds_something(self, round_id: RoundId, *, for_sure: bool) -> bool:
        """Whether anything was entered in a round."""
        return holds_something(self._connection, round_id, for_sure=for_sure)

    def take_away(self, round_id: RoundId) -> None:
        """Delete a round that holds nothing."""
        take_away(self._connection, round_id)
        self._touched |= {Topic.ROUNDS, Topic.SCORES}

    def save_collective(self, round_id: RoundId, of: Collective | None) -> None:
        """Write how the unit itself was rated in a round; None takes it away."""
        table = tables.collective_rating
        self._connection.execute(delete(table).where(table.c.round_id == round_id))
        if of is not None:
            document = canonical_json(collective_document(of))
            self._connection.execute(insert(table).values(round_id=round_id, document=document))
        self._touched |= {Topic.ROUNDS, Topic.SCORES}

    def add_participants(self, round_id: RoundId, people: Iterable[Participant]) -> None:
        """Add people to a round; the sheet keys of the given objects are ignored."""
        rows = [
            {
                "uid": str(uuid.uuid4()),
                "round_id": round_id,
                "person_id": who.person,
                "code": who.code,
                "name": who.name,
                "birth": str(who.birth) if who.birth else None,
                "title": who.title,
                "role": who.role.value,
                "category": who.category.value,
                "form": who.form,
                "note": who.note,
                "unrated": who.unrated,
            }
            for who in people
        ]
        if rows:
            self._connection.execute(insert(tables.sheet), rows)
        self._touched.add(Topic.ROUNDS)

    def save_participant(self, who: Participant) -> None:
        """Write back the note and the reason for not rating somebody; the rest is frozen."""
        self._connection.execute(
            update(tables.sheet)
            .where(tables.sheet.c.id == who.sheet)
            .values(note=who.note, unrated=who.unrated)
        )
        self._touched.add(Topic.SCORES)

    def sheets(self, round_id: RoundId) -> list[Sheet]:
        """Everybody's sheet of a round with what the registers hold, in Vietnamese order by given name."""
        in_round = select(tables.sheet.c.id).where(tables.sheet.c.round_id == round_id)
        marks: defaultdict[int, dict[Stage, dict[str, Mark]]] = defaultdict(dict)
        table = tables.mark
        columns = (table.c.sheet_id, table.c.stage, table.c.criterion, table.c.points, table.c.note)
        of_round = select(*columns).where(table.c.sheet_id.in_(in_round))
        for sheet, stage, criterion, points, note in self._connection.execute(of_round):
            marks[sheet].setdefault(_STAGES[stage], {})[criterion] = Mark(points, note)
        query = select(tables.sheet).where(tables.sheet.c.round_id == round_id)
        sheets = [Sheet(to_participant(row), marks[row.id]) for row in self._connection.execute(query)]
        informed = self._informed(self.get(round_id), sheets)
        self._bulk.hold("sheets", informed)
        return sorted(informed, key=lambda sheet: sheet.participant.sort_key)

    def order(self, round_id: RoundId, *, rated: bool = False, code: str = "") -> list[SheetId]:
        """Everybody's sheet of a round in Vietnamese order by given name, nothing else of it read.

        Only of who is rated, or only of who has a code (case aside), where that is asked for.
        """
        table = tables.sheet
        query = select(table.c.id, table.c.name, table.c.code).where(table.c.round_id == round_id)
        if rated:
            query = query.where(table.c.unrated.is_(None))
        rows = [
            row
            for row in self._connection.execute(query)
            if not code or row.code.casefold() == code.casefold()
        ]
        return [
            SheetId(row.id) for row in sorted(rows, key=lambda row: (person_sort_key(row.name), row.code))
        ]

    def in_blocks(self, of: Round, keys: Sequence[SheetId]) -> Iterator[list[Sheet]]:
        """These sheets of a round as `sheets` gives them, in this order, some at a time: the memory of a few.

        All at once where a form of an open round asks for the results of the people led.
        """
        policy = self._policies.get(of.policy.id)
        if of.stage not in (Stage.SETTLED, Stage.CLOSED) and any(
            asks_of_the_led(policy, form.code) for form in policy.forms
        ):
            everybody = {sheet.participant.sheet: sheet for sheet in self.sheets(of.id)}
            yield [everybody[key] for key in keys]
            return
        for at in range(0, len(keys), _FEW):
            block = keys[at : at + _FEW]
            found = self.marked(of.id, block)
            yield self._informed(of, [found[key] for key in block])

    def sheet(self, sheet_id: SheetId) -> tuple[Round, Sheet]:
        """One person's sheet and the round it belongs to."""
        row = self._connection.execute(
            select(tables.sheet).where(tables.sheet.c.id == sheet_id)
        ).one_or_none()
        if row is None:
            raise UserError(N_("This sheet no longer exists."))
        marks: dict[Stage, dict[str, Mark]] = {}
        for mark in self._connection.execute(select(tables.mark).where(tables.mark.c.sheet_id == sheet_id)):
            marks.setdefault(Stage(mark.stage), {})[mark.criterion] = Mark(mark.points, mark.note)
        current, who = self.get(RoundId(row.round_id)), to_participant(row)
        if asks_of_the_led(self._policies.get(current.policy.id), who.form):
            everybody = self.sheets(current.id)
            return current, next(each for each in everybody if each.participant.sheet == sheet_id)
        return current, self._informed(current, [Sheet(to_participant(row), marks)])[0]

    def _informed(self, current: Round, sheets: Sequence[Sheet]) -> list[Sheet]:
        """The sheets with facts, evidence and products, kept ones once settled, with decisions and files."""
        people = [sheet.participant for sheet in sheets]
        decided = current.stage in (Stage.SETTLED, Stage.CLOSED)
        held = self._registers.kept(people) if decided else self._registers.held(current, people)
        counted = {} if decided else self._derived.of(current, people, held)
        decisions = self._registers.decisions([who.sheet for who in people])
        attachments = self._attachments.of_sheets([who.sheet for who in people])
        level = current.collective.level if current.collective else None
        of_unit: dict[str, Any] = {} if level is None else {"unit_level": level}
        similar, fields = self._groups.of_round(current, people, decided=decided)
        months: Mapping[SheetId, tuple[MonthResult, ...]] = {}
        if current.is_derived:
            months = self._months.kept(people) if decided else self._months.held(current, people)
        products = self._products_of(current, people, decided=decided)
        nothing: Held = ({}, ())
        informed = [
            replace(
                sheet,
                similar=similar.get(sheet.participant.person, ""),
                fields=fields.get(sheet.participant.person, ()),
                months=months.get(sheet.participant.sheet, ()),
                facts={
                    **held.get(sheet.participant.sheet, nothing)[0],
                    **counted.get(sheet.participant.sheet, {}),
                    **of_unit,
                },
                evidence=held.get(sheet.participant.sheet, nothing)[1],
                decisions=decisions.get(sheet.participant.sheet, ()),
                attachments=attachments.get(sheet.participant.sheet, ()),
                products=products.get(sheet.participant.sheet, ()),
            )
            for sheet in sheets
        ]
        if decided or current.is_derived:
            return informed
        policy = self._policies.get(current.policy.id)
        return with_the_led(policy, current.period, informed, self._groups.all(current.unit))

    def _products_of(
        self, current: Round, people: Sequence[Participant], *, decided: bool
    ) -> Mapping[SheetId, tuple[ProductLine, ...]]:
        if decided:
            return self._products.kept(people)
        lines = self._products.of_people([who.person for who in people], current.period)
        return {who.sheet: lines[who.person] for who in people if who.person in lines}

    def elsewhere(self, of: Round) -> dict[PersonId, str]:
        """Who is rated in another unit's round of the same period too, and in which unit."""
        query = (
            select(tables.sheet.c.person_id, _round.c.unit_name)
            .join(_round, _round.c.id == tables.sheet.c.round_id)
            .where(_round.c.period == str(of.period), _round.c.unit_id != of.unit, _round.c.replaced == 0)
            .where(tables.sheet.c.unrated.is_(None))
        )
        return {PersonId(row.person_id): row.unit_name for row in self._connection.execute(query)}

    def people_of(self, rounds: Iterable[Round]) -> set[PersonId]:
        """Who is in any of these rounds."""
        query = select(tables.sheet.c.person_id).where(
            tables.sheet.c.round_id.in_([each.id for each in rounds])
        )
        return {PersonId(row.person_id) for row in self._connection.execute(query)}

    def scored_people(self, round_id: RoundId) -> set[PersonId]:
        """Who was given points in a round, at any stage."""
        sheets, marks = tables.sheet, tables.mark
        query = (
            select(sheets.c.person_id)
            .join(marks, marks.c.sheet_id == sheets.c.id)
            .where(sheets.c.round_id == round_id, marks.c.points.is_not(None))
            .distinct()
        )
        return {PersonId(row.person_id) for row in self._connection.execute(query)}

    def marked(self, round_id: RoundId, keys: Collection[SheetId]) -> dict[SheetId, Sheet]:
        """Some sheets of a round with their marks alone: all that setting marks has to know, and quick."""
        named: dict[str, Any] = {"round": round_id, "wanted": list(keys)}
        query, given = _FEW_SHEETS, _THEIR_MARKS
        if len(keys) > _FEW:
            query = select(tables.sheet).where(tables.sheet.c.round_id == round_id)
            in_round = select(tables.sheet.c.id).where(tables.sheet.c.round_id == round_id)
            given = select(tables.mark).where(tables.mark.c.sheet_id.in_(in_round))
            named = {}
        marks: defaultdict[int, dict[Stage, dict[str, Mark]]] = defaultdict(dict)
        for row in self._connection.execute(given, named):
            marks[row.sheet_id].setdefault(Stage(row.stage), {})[row.criterion] = Mark(row.points, row.note)
        return {
            SheetId(row.id): Sheet(to_participant(row), marks[row.id])
            for row in self._connection.execute(query, named)
        }

    def save_marks(self, marks: Sequence[tuple[SheetId, Stage, str, Mark]]) -> None:
        """Write marks; one without points and note is taken away, which makes its row "not scored"."""
        table = tables.mark
        kept = [
            {
                "sheet_id": sheet,
                "stage": stage.value,
                "criterion": code,
                "points": mark.points,
                "note": mark.note,
            }
            for sheet, stage, code, mark in marks
            if mark.points is not None or mark.note
        ]
        if kept:
            self._connection.execute(_KEEP_MARK, kept)
        for sheet, stage, code, mark in marks:
            if mark.points is None and not mark.note:
                gone = (table.c.sheet_id == sheet, table.c.stage == stage.value, table.c.criterion == code)
                self._connection.execute(delete(table).where(*gone))
        if marks:
            self._touched.add(Topic.SCORES)

    def results(self, round_id: RoundId, keys: Sequence[SheetId] | None = None) -> dict[SheetId, Result]:
        """The decided results of a round, or of some sheets of it, exactly as they were written.

        Empty before it is settled.
        """
        query = (
            select(tables.result)
            .join(tables.sheet, tables.sheet.c.id == tables.result.c.sheet_id)
            .where(tables.sheet.c.round_id == round_id)
            .order_by(tables.result.c.sheet_id)
        )
        if keys is not None:
            query = query.where(tables.result.c.sheet_id.in_(keys))
        # All at once: while each is read after the other is fetched, no other thread has its turn.
        rows = self._connection.execute(query).all()
        found = {
            SheetId(row.sheet_id): Result(
                SheetId(row.sheet_id), rating_from_document(json.loads(row.rating)), row.seal
            )
            for row in rows
        }
        self._bulk.hold("results", found.values())
        return found

    def misfiled(self, round_id: RoundId, results: Mapping[SheetId, Result]) -> set[SheetId]:
        """Whose total or level, as reports look it up, is not what the result itself says."""
        query = (
            select(tables.result.c.sheet_id, tables.result.c.total, tables.result.c.level)
            .join(tables.sheet, tables.sheet.c.id == tables.result.c.sheet_id)
            .where(tables.sheet.c.round_id == round_id)
        )
        rows = [(results[SheetId(row.sheet_id)], row) for row in self._connection.execute(query)]
        return {
            result.sheet
            for result, row in rows
            if (row.total, row.level) != (result.rating.total, result.rating.level)
        }

    def save_results(self, round_id: RoundId, results: Iterable[Result]) -> None:
        """Replace the results of a round that is not closed yet."""
        in_round = select(tables.sheet.c.id).where(tables.sheet.c.round_id == round_id)
        self._connection.execute(delete(tables.result).where(tables.result.c.sheet_id.in_(in_round)))
        rows = [
            {
                "sheet_id": result.sheet,
                "total": result.rating.total,
                "level": result.rating.level,
                "rating": canonical_json(rating_document(result.rating)),
                "seal": result.seal,
            }
            for result in results
        ]
        if rows:
            self._connection.execute(insert(tables.result), rows)
        self._touched.add(Topic.SCORES)
