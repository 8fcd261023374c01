"""The collection of proposals and of the decisions on them, and of the levels people had before."""

import json
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, insert, select, update
from sqlalchemy.engine import Connection

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.domain.people import PersonId
from evalapp.domain.periods import Period
from evalapp.domain.policy.engine import COLLECTIVE
from evalapp.domain.policy.parts import ProposalKind
from evalapp.domain.rewards import (
    WAITING,
    Act,
    Basis,
    Earlier,
    Entry,
    Prepared,
    Proposal,
    ProposalId,
    ProposalState,
    Waiting,
)
from evalapp.domain.rounds import Round, RoundId, SheetId, Stage
from evalapp.domain.seals import collective_from_document
from evalapp.domain.units import UnitId
from evalapp.store import tables
from evalapp.store.topics import Topic

_proposal = tables.proposal
_entry = tables.proposal_entry
_round = tables.evaluation_round
_sheet = tables.sheet
_result = tables.result
_outside = tables.external_result
_collective = tables.collective_rating
_AT_ONCE = 1000  # so many numbers are asked for in one question
_SEALED = (_round.c.stage == Stage.CLOSED.value, _round.c.replaced == 0)


class Rewards:
    """Proposals as one use case sees them."""

    def __init__(self, connection: Connection, touched: set[Topic]) -> None:
        self._connection = connection
        self._touched = touched

    def all(
        self, *, units: Collection[UnitId] | None = None, periods: Collection[Period] | None = None
    ) -> list[Proposal]:
        """Proposals of these units and periods, answered ones too."""
        where: list[ColumnElement[bool]] = []
        if units is not None:
            where.append(_round.c.unit_id.in_(units))
        if periods is not None:
            where.append(_round.c.period.in_([str(period) for period in periods]))
        return self._found(*where)

    def some(self, keys: Sequence[ProposalId]) -> list[Proposal]:
        """Proposals by their numbers, in the order asked for; refuse a number that none has."""
        found: dict[ProposalId, Proposal] = {}
        for first in range(0, len(keys), _AT_ONCE):
            part = keys[first : first + _AT_ONCE]
            found |= {each.id: each for each in self._found(_proposal.c.id.in_(part))}
        for key in keys:
            if key not in found:
                raise UserError(
                    N_("There is no proposal {number}. See the list of proposals for the right one."),
                    number=key,
                )
        return [found[key] for key in keys]

    def of(self, current: Round) -> list[Proposal]:
        """What was proposed on any revision of a unit's period under a policy."""
        return self._found(
            _round.c.unit_id == current.unit,
            _round.c.period == str(current.period),
            _round.c.policy_code == current.policy.code,
        )

    def bases(self, current: Round) -> dict[PersonId | None, Basis]:
        """The sealed results of a round as proposals rest on them, by person; None is the unit itself."""
        query = _joined(
            select(*_BASIS).select_from(_round).outerjoin(_sheet, _sheet.c.round_id == _round.c.id)
        )
        rows = self._connection.execute(query.where(_round.c.id == current.id))
        found = {basis.person: basis for basis in map(_to_basis, rows)}
        if current.collective is not None:
            found[None] = _of_unit(current)
        return found

    def add(self, proposals: Iterable[Proposal]) -> None:
        """Add proposals; their keys are ignored."""
        rows = [{"uid": str(uuid.uuid4()), **_row(each)} for each in proposals]
        if rows:
            self._connection.execute(insert(_proposal), rows)
            self._touched.add(Topic.REWARDS)

    def save(self, proposals: Sequence[Proposal]) -> None:
        """Write proposals back with the entries that were added; older entries stay as they were written."""
        known: dict[ProposalId, int] = {}
        for first in range(0, len(proposals), _AT_ONCE):
            keys = [each.id for each in proposals[first : first + _AT_ONCE]]
            query = select(_entry.c.proposal_id, func.count().label("entries")).group_by(_entry.c.proposal_id)
            rows = self._connection.execute(query.where(_entry.c.proposal_id.in_(keys)))
            known |= {ProposalId(row.proposal_id): int(row.entries) for row in rows}
        changed = [{"key": each.id, **_row(each)} for each in proposals]
        added = [
            _entry_row(each.id, entry)
            for each in proposals
            for entry in each.entries[known.get(each.id, 0) :]
        ]
        if changed:
            self._connection.execute(update(_proposal).where(_proposal.c.id == bindparam("key")), changed)
            self._touched.add(Topic.REWARDS)
        if added:
            self._connection.execute(insert(_entry), added)

    def levels_before(self, current: Round) -> dict[PersonId | None, dict[Period, Earlier | None]]:
        """The sealed levels of people of a round, and of its unit (None), in earlier periods as long.

        Whatever unit somebody was in then counts; of two results of one period the one under the round's
        own policy, else the one with a level. A result from outside counts where nothing was sealed here.
        """
        people = select(_sheet.c.person_id).where(_sheet.c.round_id == current.id)
        found: defaultdict[PersonId | None, dict[Period, Earlier | None]] = defaultdict(dict)
        outside = select(_outside).where(_outside.c.person_id.in_(people))
        for row in self._connection.execute(outside):
            period = Period.parse(row.period)
            if period.kind is current.period.kind and period.first_day < current.period.first_day:
                found[PersonId(row.person_id)][period] = Earlier(period, row.level, "")
        query = (
            select(
                _sheet.c.person_id, _round.c.period, _round.c.unit_code, _round.c.policy_code, _result.c.level
            )
            .join(_round, _round.c.id == _sheet.c.round_id)
            .join(_result, _result.c.sheet_id == _sheet.c.id)
            .where(*_SEALED, _sheet.c.person_id.in_(people), _round.c.id != current.id)
            .order_by(_round.c.policy_code == current.policy.code, _result.c.level.is_not(None), _round.c.id)
        )
        for row in self._connection.execute(query):
            period = Period.parse(row.period)
            if period.kind is current.period.kind and period.first_day < current.period.first_day:
                level = None if row.level is None else Earlier(period, row.level, row.unit_code)
                found[PersonId(row.person_id)][period] = level
        units = (
            select(_round.c.period, _round.c.unit_code, _collective.c.document)
            .join(_collective, _collective.c.round_id == _round.c.id)
            .where(*_SEALED, _round.c.unit_id == current.unit, _round.c.id != current.id)
            .order_by(_round.c.policy_code == current.policy.code, _round.c.id)
        )
        for row in self._connection.execute(units):
            period, level = Period.parse(row.period), json.loads(row.document)["level"]
            if period.kind is current.period.kind and period.first_day < current.period.first_day:
                found[None][period] = None if level is None else Earlier(period, level, row.unit_code)
        return dict(found)

    def later(self, current: Round) -> list[RoundId]:
        """The sealed later rounds as long of the unit, or with somebody of a round, oldest first."""
        people = select(_sheet.c.person_id).where(_sheet.c.round_id == current.id)
        concerned = _sheet.c.person_id.in_(people) | (_round.c.unit_id == current.unit)
        query = (
            select(_round.c.id, _round.c.period)
            .distinct()
            .join(_sheet, _sheet.c.round_id == _round.c.id)
            .where(*_SEALED, concerned, _round.c.id != current.id)
        )
        found = [(Period.parse(row.period), RoundId(row.id)) for row in self._connection.execute(query)]
        after = [
            (period.first_day, key)
            for period, key in found
            if period.kind is current.period.kind and period.first_day > current.period.first_day
        ]
        return [key for _, key in sorted(after)]

    def waiting(self, units: Collection[UnitId]) -> list[Waiting]:
        """How much waits for a person in each of these units and periods."""
        waits = (_proposal.c.state.in_(sorted(WAITING))) & (_round.c.replaced == 0)
        query = (
            select(
                _round.c.unit_id,
                _round.c.period,
                func.count().filter(waits).label("proposals"),
                func.count().filter(_proposal.c.changed == 1).label("changed"),
            )
            .select_from(_proposal)
            .join(_round, _round.c.id == _proposal.c.round_id)
            .where(_round.c.unit_id.in_(units))
            .group_by(_round.c.unit_id, _round.c.period)
        )
        rows = self._connection.execute(query)
        found = [
            Waiting(UnitId(row.unit_id), Period.parse(row.period), row.proposals, row.changed) for row in rows
        ]
        return [each for each in found if each.proposals or each.changed]

    def _found(self, *where: ColumnElement[bool]) -> list[Proposal]:
        chosen = _joined(
            select(_proposal, *_BASIS)
            .select_from(_proposal)
            .join(_round, _round.c.id == _proposal.c.round_id)
            .outerjoin(_sheet, _sheet.c.id == _proposal.c.sheet_id)
        ).where(*where)
        rows = self._connection.execute(chosen.order_by(_proposal.c.id)).all()
        keys = chosen.with_only_columns(_proposal.c.id)
        entries: defaultdict[int, list[Entry]] = defaultdict(list)
        query = select(_entry).where(_entry.c.proposal_id.in_(keys)).order_by(_entry.c.id)
        for row in self._connection.execute(query):
            entries[row.proposal_id].append(_to_entry(row))
        return [_to_proposal(row, entries[row.id]) for row in rows]


_BASIS = (
    _sheet.c.id.label("basis_sheet"),
    _round.c.id.label("basis_round"),
    _round.c.seal.label("round_seal"),
    _collective.c.document.label("collective"),
    _sheet.c.person_id,
    _sheet.c.code.label("person_code"),
    _sheet.c.name.label("person_name"),
    _sheet.c.title.label("person_title"),
    _sheet.c.form,
    _round.c.unit_id,
    _round.c.unit_code,
    _round.c.unit_name,
    _round.c.period,
    _round.c.policy_code,
    _round.c.revision,
    _round.c.closed_at,
    _round.c.replaced,
    _result.c.seal.label("result_seal"),
    _result.c.total.label("result_total"),
    _result.c.level.label("result_level"),
)


def _joined(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return query.outerjoin(_result, _result.c.sheet_id == _sheet.c.id).outerjoin(
        _collective, _collective.c.round_id == _round.c.id
    )


def _row(of: Proposal) -> dict[str, Any]:
    return {
        "round_id": of.basis.round,
        "sheet_id": of.basis.sheet,
        "code": of.code,
        "label": of.label,
        "kind": of.kind.value,
        "percent": of.percent,
        "cites": of.cites,
        "unknown": ",".join(of.unknown),
        "earlier": json.dumps([[str(each.period), each.level, each.unit_code] for each in of.earlier]),
        "state": of.state.value,
        "reason": of.reason,
        "answered_by": of.by,
        "answered_at": of.at,
        "changed": int(of.changed),
        "prepared": _prepared_text(of.prepared),
    }


def _prepared_text(of: Prepared | None) -> str | None:
    if of is None:
        return None
    day = of.day.isoformat() if of.day else None
    return json.dumps([of.number, day, of.authority, of.note, of.by], ensure_ascii=False)


def _to_prepared(text: str | None) -> Prepared | None:
    if text is None:
        return None
    number, day, authority, note, by = json.loads(text)
    return Prepared(number, None if day is None else date.fromisoformat(day), authority, note, by)


def _entry_row(proposal: ProposalId, of: Entry) -> dict[str, Any]:
    return {
        "proposal_id": proposal,
        "act": of.act.value,
        "number": of.number,
        "day": of.day,
        "authority": of.authority,
        "percent": of.percent,
        "reason": of.reason,
        "revision": of.revision,
        "seal": of.seal,
        "recorded_by": of.by,
        "recorded_at": of.at,
    }


def _to_entry(row: Any) -> Entry:
    return Entry(
        Act(row.act),
        row.number,
        row.day,
        row.authority,
        row.percent,
        row.reason,
        row.revision,
        row.seal,
        row.recorded_by,
        row.recorded_at,
    )


def _to_basis(row: Any) -> Basis:
    if row.basis_sheet is None:
        return _unit_basis(row)
    return Basis(
        SheetId(row.basis_sheet),
        RoundId(row.basis_round),
        PersonId(row.person_id),
        row.person_code,
        row.person_name,
        row.person_title,
        row.form,
        UnitId(row.unit_id),
        row.unit_code,
        row.unit_name,
        Period.parse(row.period),
        row.policy_code,
        row.revision,
        row.result_seal or "",
        row.result_total,
        row.result_level,
        row.closed_at,
        bool(row.replaced),
    )


def _unit_basis(row: Any) -> Basis:
    """The unit itself; what it was rated stands in the document that was sealed with the round."""
    rated = None if row.collective is None else collective_from_document(json.loads(row.collective))
    return Basis(
        None,
        RoundId(row.basis_round),
        None,
        row.unit_code,
        row.unit_name,
        "",
        COLLECTIVE,
        UnitId(row.unit_id),
        row.unit_code,
        row.unit_name,
        Period.parse(row.period),
        row.policy_code,
        row.revision,
        row.round_seal or "",
        rated.rating.total if rated and rated.rating else None,
        rated.level if rated else None,
        row.closed_at,
        bool(row.replaced),
    )


def _of_unit(current: Round) -> Basis:
    rated = current.collective
    return Basis(
        None,
        current.id,
        None,
        current.unit_code,
        current.unit_name,
        "",
        COLLECTIVE,
        current.unit,
        current.unit_code,
        current.unit_name,
        current.period,
        current.policy.code,
        current.revision,
        current.seal or "",
        rated.rating.total if rated and rated.rating else None,
        rated.level if rated else None,
        current.closed_at,
        current.replaced,
    )


def _to_proposal(row: Any, entries: list[Entry]) -> Proposal:
    return Proposal(
        ProposalId(row.id),
        _to_basis(row),
        row.code,
        row.label,
        ProposalKind(row.kind),
        row.percent,
        row.cites,
        tuple(name for name in row.unknown.split(",") if name),
        tuple(Earlier(Period.parse(period), level, unit) for period, level, unit in json.loads(row.earlier)),
        ProposalState(row.state),
        row.reason,
        row.answered_by,
        row.answered_at,
        bool(row.changed),
        _to_prepared(row.prepared),
        tuple(entries),
    )
