"""The collection of register entries, what results took from them, and decisions on suggestions."""

import json
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, delete, insert, or_, select, update
from sqlalchemy.engine import Connection

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.domain.entry_kinds import KINDS
from evalapp.domain.people import PersonId
from evalapp.domain.periods import Period
from evalapp.domain.policy.canonical import canonical_json
from evalapp.domain.registers import (
    Entry,
    EntryId,
    Evidence,
    Use,
    evidence_document,
    evidence_from_document,
    evidence_of,
    facts_document,
    facts_from,
    facts_from_document,
)
from evalapp.domain.rounds import Answer, Decision, Participant, Round, RoundId, Sheet, SheetId, Stage
from evalapp.domain.units import UnitId
from evalapp.store import tables
from evalapp.store.topics import Topic

_entry = tables.register_entry
_use = tables.entry_use
_decision = tables.suggestion_decision
#: What counted in a settled result is taken, so that two units cannot both count it and then close.
_DECIDED = (Stage.SETTLED.value, Stage.CLOSED.value)
#: The facts of one person, and the evidence that they follow from.
Held = tuple[Mapping[str, Any], tuple[Evidence, ...]]


class Registers:
    """The registers as one use case sees them."""

    def __init__(self, connection: Connection, touched: set[Topic]) -> None:
        self._connection = connection
        self._touched = touched

    def all(self) -> list[Entry]:
        """Every entry, withdrawn ones too, in order of their first days."""
        return self._entries()

    def get(self, entry: EntryId) -> Entry:
        """One entry by its number."""
        found = self._entries(_entry.c.id == entry)
        if not found:
            raise UserError(
                N_("There is no entry {number}. See the list of the registers for the right one."),
                number=entry,
            )
        return found[0]

    def add(self, entry: Entry) -> Entry:
        """Add an entry; the key of the given object is ignored and the stored one returned."""
        row = insert(_entry).values(uid=str(uuid.uuid4()), **_entry_row(entry)).returning(_entry.c.id)
        key = EntryId(self._connection.execute(row).scalar_one())
        self._touch()
        return self.get(key)

    def save(self, entry: Entry) -> None:
        """Write an entry back; results that were settled by it stay as they were."""
        self._connection.execute(update(_entry).where(_entry.c.id == entry.id).values(**_entry_row(entry)))
        self._touch()

    def uses(self) -> dict[EntryId, list[Use]]:
        """In which sealed results that still stand each entry counted, oldest period first."""
        found: defaultdict[EntryId, list[Use]] = defaultdict(list)
        for _, use in self._uses_in(_DECIDED[-1:]):
            found[use.entry].append(use)
        return {entry: sorted(uses, key=lambda use: use.period.first_day) for entry, uses in found.items()}

    def answered(self) -> list[tuple[Use, Decision]]:
        """What was decided on suggestions of sealed results that still stand, each with its entry."""
        table = tables.evaluation_round
        query = (
            select(_decision, tables.sheet.c.code.label("person_code"), table.c.unit_code, table.c.period)
            .add_columns(table.c.revision, table.c.policy_id)
            .join(tables.sheet, tables.sheet.c.id == _decision.c.sheet_id)
            .join(table, table.c.id == tables.sheet.c.round_id)
            .where(table.c.stage.in_(_DECIDED[-1:]), table.c.replaced == 0)
            .order_by(table.c.period, table.c.id)
        )
        return [
            (
                Use(
                    EntryId(int(row.key.partition(":")[0])),
                    row.person_code,
                    row.unit_code,
                    Period.parse(row.period),
                    row.revision,
                    row.policy_id,
                ),
                _to_decision(row),
            )
            for row in self._connection.execute(query)
        ]

    def held(self, current: Round, people: Sequence[Participant]) -> dict[SheetId, Held]:
        """What the registers hold now of people of a round."""
        persons = [who.person for who in people]
        entries = self._entries(
            or_(_entry.c.person_id.in_(persons), _entry.c.unit_id == current.unit),
            _entry.c.withdrawn.is_(None),
            _entry.c.since <= current.period.last_day,
        )
        if not entries:
            return {}
        uses = self._used_elsewhere(current, entries)
        held: dict[SheetId, Held] = {}
        for who in people:
            evidence = evidence_of(
                entries,
                person=who.person,
                role=who.role,
                unit=current.unit,
                period=current.period,
                uses=uses,
            )
            held[who.sheet] = (facts_from(evidence, current.period), evidence)
        return held

    def kept(self, people: Sequence[Participant]) -> dict[SheetId, Held]:
        """What settled results took from the registers, exactly as it was written."""
        table = tables.sheet_facts
        sheets = [who.sheet for who in people]
        held: dict[SheetId, Held] = {}
        for row in self._connection.execute(select(table).where(table.c.sheet_id.in_(sheets))):
            document = json.loads(row.document)
            evidence = tuple(
                evidence_from_document(EntryId(each["entry"]), each) for each in document["evidence"]
            )
            held[SheetId(row.sheet_id)] = (facts_from_document(document["facts"]), evidence)
        return held

    def keep(self, sheets: Iterable[Sheet]) -> None:
        """Keep what these sheets are settled by, and which entries counted."""
        for sheet in sheets:
            if not (sheet.evidence or sheet.facts.keys() - {"unit_level"}):
                continue  # the level of the unit is kept with the round
            key = sheet.participant.sheet
            document = {
                "facts": facts_document(sheet.facts),
                "evidence": [{"entry": each.entry, **evidence_document(each)} for each in sheet.evidence],
            }
            self._connection.execute(
                insert(tables.sheet_facts).values(sheet_id=key, document=canonical_json(document))
            )
            used = [{"entry_id": entry, "sheet_id": key} for entry in _used(sheet)]
            if used:
                self._connection.execute(insert(_use), used)
        self._touched.add(Topic.SCORES)

    def release(self, round_id: RoundId) -> None:
        """Let go of what was kept of a round that goes back from being settled."""
        in_round = select(tables.sheet.c.id).where(tables.sheet.c.round_id == round_id)
        for table in (tables.sheet_facts, _use):
            self._connection.execute(delete(table).where(table.c.sheet_id.in_(in_round)))
        self._touched.add(Topic.SCORES)

    def decisions(self, sheets: Sequence[SheetId]) -> dict[SheetId, tuple[Decision, ...]]:
        """What was decided on the suggestions for these sheets."""
        found: defaultdict[SheetId, list[Decision]] = defaultdict(list)
        query = select(_decision).where(_decision.c.sheet_id.in_(sheets)).order_by(_decision.c.key)
        for row in self._connection.execute(query):
            found[SheetId(row.sheet_id)].append(_to_decision(row))
        return {sheet: tuple(decisions) for sheet, decisions in found.items()}

    def add_decisions(self, decisions: Iterable[tuple[SheetId, Decision]]) -> None:
        """Write decisions; one on a suggestion that is decided already is a bug."""
        rows = [_decision_row(sheet, decision) for sheet, decision in decisions]
        if rows:
            self._connection.execute(insert(_decision), rows)
        self._touched.add(Topic.SCORES)

    def remove_decision(self, sheet: SheetId, key: str) -> None:
        """Take one decision back; the history keeps it."""
        gone = (_decision.c.sheet_id == sheet, _decision.c.key == key)
        self._connection.execute(delete(_decision).where(*gone))
        self._touched.add(Topic.SCORES)

    def _entries(self, *where: ColumnElement[bool]) -> list[Entry]:
        query = (
            select(_entry, tables.unit.c.code.label("place_code"))
            .outerjoin(tables.unit, tables.unit.c.id == _entry.c.place_id)
            .where(*where)
            .order_by(_entry.c.since, _entry.c.id)
        )
        return [_to_entry(row) for row in self._connection.execute(query)]

    def _used_elsewhere(self, current: Round, entries: Iterable[Entry]) -> dict[EntryId, Use]:
        """By the root of each breach, a result of another unit or period that counted it, settled or sealed.

        A longer period sums its months up: what counted in a month still counts in the year that holds
        it, and in no other year.
        """
        wanted = {entry.root for entry in entries if entry.kind.once_only}
        about_one = or_(_entry.c.id.in_(wanted), _entry.c.breach_id.in_(wanted))
        roots = {
            EntryId(row.id): EntryId(row.breach_id or row.id)
            for row in self._connection.execute(select(_entry.c.id, _entry.c.breach_id).where(about_one))
        }
        mine = (current.unit, current.period, current.policy.code)
        return {
            roots[use.entry]: use
            for theirs, use in self._uses_in(_DECIDED, _use.c.entry_id.in_(roots))
            if theirs != mine and not _is_part(use.period, current.period)
        }

    def _uses_in(
        self, stages: Sequence[str], *where: ColumnElement[bool]
    ) -> list[tuple[tuple[UnitId, Period, str], Use]]:
        table = tables.evaluation_round
        query = (
            select(_use.c.entry_id, tables.sheet.c.code, table)
            .join(tables.sheet, tables.sheet.c.id == _use.c.sheet_id)
            .join(table, table.c.id == tables.sheet.c.round_id)
            .where(table.c.stage.in_(stages), table.c.replaced == 0, *where)
            .order_by(table.c.period, table.c.id)
        )
        found: list[tuple[tuple[UnitId, Period, str], Use]] = []
        for row in self._connection.execute(query):
            period = Period.parse(row.period)
            use = Use(EntryId(row.entry_id), row.code, row.unit_code, period, row.revision, row.policy_id)
            found.append(((UnitId(row.unit_id), period, row.policy_code), use))
        return found

    def _touch(self) -> None:
        """Entries are facts of open months, so what shows scores is shown anew as well."""
        self._touched |= {Topic.REGISTERS, Topic.SCORES}


def _is_part(one: Period, other: Period) -> bool:
    """Whether one of two periods of different length holds the other."""
    return one.kind is not other.kind and (one.holds(other) or other.holds(one))


def _used(sheet: Sheet) -> list[EntryId]:
    """The entries that counted: for a fact, or for a suggestion that was accepted."""
    accepted = {
        decision.key.partition(":")[0] for decision in sheet.decisions if decision.answer is Answer.ACCEPTED
    }
    return [each.entry for each in sheet.evidence if each.fact or str(each.entry) in accepted]


def _entry_row(entry: Entry) -> dict[str, Any]:
    return {
        "kind": entry.kind.code,
        "person_id": entry.person,
        "unit_id": entry.unit,
        "since": entry.since,
        "until": entry.until,
        "document": entry.document,
        "place_id": entry.place,
        "note": entry.note,
        "breach_id": entry.breach,
        "topic": entry.topic,
        "counts_from": entry.counts_from,
        "recorded_by": entry.recorded_by,
        "recorded_at": entry.recorded_at,
        "withdrawn": entry.withdrawn,
        "withdrawn_by": entry.withdrawn_by,
        "withdrawn_at": entry.withdrawn_at,
    }


def _to_entry(row: Any) -> Entry:
    return Entry(
        EntryId(row.id),
        KINDS[row.kind],
        row.since,
        row.until,
        None if row.person_id is None else PersonId(row.person_id),
        None if row.unit_id is None else UnitId(row.unit_id),
        row.document,
        None if row.place_id is None else UnitId(row.place_id),
        row.place_code or "",
        row.note,
        None if row.breach_id is None else EntryId(row.breach_id),
        row.topic,
        row.recorded_by,
        row.recorded_at,
        row.withdrawn,
        row.withdrawn_by,
        row.withdrawn_at,
        row.counts_from,
    )


def _decision_row(sheet: SheetId, decision: Decision) -> dict[str, Any]:
    return {
        "sheet_id": sheet,
        "key": decision.key,
        "answer": decision.answer.value,
        "code": decision.code,
        "evidence": decision.evidence,
        "decided_by": decision.by,
        "decided_at": decision.at,
        "reason": decision.reason,
        "criterion": decision.row,
        "points": decision.points,
        "before": decision.before,
        "added": decision.added,
    }


def _to_decision(row: Any) -> Decision:
    return Decision(
        row.key,
        Answer(row.answer),
        row.code,
        row.evidence,
        row.decided_by,
        row.decided_at,
        row.reason,
        row.criterion,
        row.points,
        row.before,
        row.added,
    )
