"""The audit chain: one row for each thing done, in the same transaction, each bound to the one before.

The chain covers a salted digest of the detail, never the detail itself, so that personal text can be
erased under the law and the chain still verifies.
"""

import hashlib
import secrets
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import bindparam, func, insert, select, text
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.engine import Connection

from evalapp.base.json_text import read_json, sorted_json
from evalapp.store import tables
from evalapp.store.columns import Moment
from evalapp.store.pending import Pending

START = "0" * 64
_TOLD = 12  # so many digits of a hash stand on papers
_OF_PERSON = """
SELECT seq, at, actor, action, subject, hash, CASE
  WHEN json_type(detail, '$.marks') = 'array' THEN json_object('marks', (
    SELECT json_group_array(json(value)) FROM json_each(detail, '$.marks')
    WHERE json_extract(value, '$.person') = :person))
  WHEN json_type(detail, '$.scores') = 'object' THEN json_set(
    json_remove(detail, '$.scores', '$.files'),
    '$.scores', json_object(:person, (
      SELECT json(value) FROM json_each(detail, '$.scores') WHERE key = :person)),
    '$.files', json_object(:person, (
      SELECT value FROM json_each(detail, '$.files') WHERE key = :person)))
  ELSE detail END AS detail
FROM audit WHERE subject IN :subjects ORDER BY seq
"""
# Every change runs these three; made once, they cost a third of what they cost made anew each time.
_LAST = select(tables.audit.c.seq, tables.audit.c.hash).order_by(tables.audit.c.seq.desc()).limit(1)
_ADD = insert(tables.audit)
_END = upsert(tables.audit_head)
_ANCHOR = _END.on_conflict_do_update(
    index_elements=["id"], set_={"seq": _END.excluded.seq, "hash": _END.excluded.hash}
)


class AuditEntry(Struct, frozen=True):
    """One thing that was done: who, when, what, to which thing, and the detail unless it was erased."""

    seq: int
    at: datetime
    actor: str
    action: str
    subject: str
    detail: Mapping[str, Any] | None
    hash: str


class ChainCheck(Struct, frozen=True):
    """The outcome of walking the chain: its length, its head, and the first row that does not fit."""

    rows: int
    head: str
    broken_at: int | None


class Audit:
    """The audit rows, as one use case writes them."""

    def __init__(self, pending: Pending, actor: str, now: datetime) -> None:
        self._pending = pending
        self._actor = actor
        self._now = now
        self.recorded = 0
        self._end: tuple[int, str] | None = None  # known once asked for: nobody else writes meanwhile

    @property
    def _connection(self) -> Connection:
        return self._pending.connection

    def forget_end(self) -> None:
        """Rows were taken back: the chain ends elsewhere."""
        self._end = None

    def record(self, action: str, subject: str, **detail: Any) -> None:
        """Add a row to the chain; `detail` says from what to what, in plain JSON values."""
        last, previous = self._end or self._last()
        seq = last + 1
        text = _json({**detail, "salt": secrets.token_hex(8)})
        digest = hashlib.sha256(text.encode()).hexdigest()
        row: dict[str, Any] = {
            "seq": seq,
            "at": self._now,
            "actor": self._actor,
            "action": action,
            "subject": subject,
            "digest": digest,
            "previous": previous,
        }
        chained = _chain_hash(row)
        self._end = seq, chained
        self._pending.add(_ADD, [{**row, "detail": text, "hash": chained}])
        self._pending.put(_ANCHOR, {"id": 1, "seq": seq, "hash": chained})
        self.recorded += 1

    def _last(self) -> tuple[int, str]:
        last = self._connection.execute(_LAST).one_or_none()
        return (last.seq, last.hash) if last else (0, START)

    def entries(self, *, most: int = 200, before: int | None = None) -> list[AuditEntry]:
        """The newest rows first, `most` of them, those before a sequence number if one is given."""
        query = select(tables.audit).order_by(tables.audit.c.seq.desc()).limit(most)
        if before is not None:
            query = query.where(tables.audit.c.seq < before)
        return [_entry(row) for row in self._connection.execute(query)]

    def about(self, subject: str) -> list[AuditEntry]:
        """The rows about one thing and its parts, oldest first: those whose subject begins with its words."""
        named = tables.audit.c.subject
        begins = (named >= subject + " ") & (named < subject + "!")  # "!" follows the space
        query = select(tables.audit).where((named == subject) | begins).order_by(tables.audit.c.seq)
        return [_entry(row) for row in self._connection.execute(query)]

    def of_person(self, person: str, *subjects: str) -> list[AuditEntry]:
        """The rows about exactly these things, oldest first, with what they tell of one person among many.

        The database picks it out, since a row may tell of the scores of thousands.
        """
        if self._connection.dialect.name != "sqlite":
            wanted = select(tables.audit).where(tables.audit.c.subject.in_(subjects))
            rows = self._connection.execute(wanted.order_by(tables.audit.c.seq))
            return [replace(entry, detail=_only_of(person, entry.detail)) for entry in map(_entry, rows)]
        query = text(_OF_PERSON).bindparams(bindparam("subjects", expanding=True))
        rows = self._connection.execute(
            query.columns(at=Moment), {"person": person, "subjects": list(subjects)}
        )
        return [_entry(row) for row in rows]

    def check(self) -> ChainCheck:
        """Walk the whole chain: hashes, links, digests of the details, no gap."""
        head, rows, broken = START, 0, None
        for row in self._rows():
            rows += 1
            if broken is None and not _fits(row, rows, head):
                broken = int(row["seq"])
            head = str(row["hash"])
        if broken is None and self._anchored() != (rows, head):
            broken = rows + 1
        return ChainCheck(rows, head, broken)

    def walk(self, *, after: int, head: str, most: int) -> ChainCheck:
        """Walk at most so many rows after one that had this hash when it was last looked at.

        `rows` is how far the chain is whole; as far as before means that the end is reached.
        """
        rows = after
        if after and self.hash_at(after) != head:
            return ChainCheck(after, head, after)
        query = (
            select(tables.audit).where(tables.audit.c.seq > after).order_by(tables.audit.c.seq).limit(most)
        )
        for row in self._connection.execute(query).mappings():
            if not _fits(dict(row), rows + 1, head):
                return ChainCheck(rows, head, int(row["seq"]))
            rows, head = rows + 1, str(row["hash"])
        at_end = rows == after and self._anchored() != (rows, head)
        return ChainCheck(rows, head, rows + 1 if at_end else None)

    def told_end(self) -> str:
        """The end of the chain as papers tell it: how many rows, and the beginning of the last one's hash."""
        rows, head = self._anchored()
        return f"{rows}-{head[:_TOLD]}"

    def find(self, told: str) -> AuditEntry | None:
        """The row that a paper tells as the end of the history; None where the chain has no such row."""
        rows, _, beginning = "".join(told.split()).casefold().rpartition("-")
        if len(beginning) < _TOLD or not beginning.isalnum():
            return None
        query = select(tables.audit).where(tables.audit.c.hash.startswith(beginning))
        if rows:
            query = query.where(tables.audit.c.seq == (int(rows) if rows.isdecimal() else -1))
        row = self._connection.execute(query.limit(1)).one_or_none()
        return _entry(row) if row else None

    def _anchored(self) -> tuple[int, str]:
        query = select(tables.audit_head.c.seq, tables.audit_head.c.hash)
        end = self._connection.execute(query).one_or_none()
        return (end.seq, end.hash) if end else (0, START)

    def of_actions(self, *actions: str) -> list[AuditEntry]:
        """Every row of these actions, oldest first."""
        query = select(tables.audit).where(tables.audit.c.action.in_(actions)).order_by(tables.audit.c.seq)
        return [_entry(row) for row in self._connection.execute(query)]

    def head(self) -> str:
        """The hash of the newest row."""
        query = select(tables.audit.c.hash).order_by(tables.audit.c.seq.desc()).limit(1)
        return self._connection.execute(query).scalar_one_or_none() or START

    def hash_at(self, seq: int) -> str:
        """The hash of one row; empty where there is none."""
        query = select(tables.audit.c.hash).where(tables.audit.c.seq == seq)
        return self._connection.execute(query).scalar_one_or_none() or ""

    def counted_after(self, seq: int) -> tuple[dict[str, int], datetime | None]:
        """How many rows of each action come after a row, and when the first of them was written."""
        after = tables.audit.c.seq > seq
        action = tables.audit.c.action
        counted = (
            select(action, func.count()).where(after).group_by(action).order_by(func.min(tables.audit.c.seq))
        )
        first = select(tables.audit.c.at).where(after).order_by(tables.audit.c.seq).limit(1)
        counts = {row[0]: int(row[1]) for row in self._connection.execute(counted)}
        return counts, self._connection.execute(first).scalar_one_or_none()

    def count(self) -> int:
        """How many rows the chain has."""
        return int(self._connection.execute(select(func.count()).select_from(tables.audit)).scalar_one())

    def _rows(self) -> Iterator[dict[str, Any]]:
        for row in self._connection.execute(select(tables.audit).order_by(tables.audit.c.seq)).mappings():
            yield dict(row)


def _entry(row: Any) -> AuditEntry:
    told = (
        {key: value for key, value in read_json(row.detail).items() if key != "salt"} if row.detail else None
    )
    return AuditEntry(row.seq, row.at, row.actor, row.action, row.subject, told, row.hash)


def _only_of(person: str, detail: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    """What a row tells of one person, as `_OF_PERSON` picks it out."""
    if detail is None:
        return None
    if isinstance(detail.get("marks"), list):
        return {"marks": [mark for mark in detail["marks"] if mark.get("person") == person]}
    if isinstance(detail.get("scores"), dict):
        told: dict[str, Mapping[str, Any]] = {"scores": detail["scores"], "files": detail.get("files", {})}
        return {**detail, **{name: {person: given.get(person)} for name, given in told.items()}}
    return detail


def _fits(row: Mapping[str, Any], seq: int, previous: str) -> bool:
    """Whether a row follows the one before, and tells what it told when it was written."""
    detail = row["detail"]
    told = detail is None or hashlib.sha256(detail.encode()).hexdigest() == row["digest"]
    return told and row["previous"] == previous and row["seq"] == seq and row["hash"] == _chain_hash(row)


def _chain_hash(row: Mapping[str, Any]) -> str:
    covered = {key: row[key] for key in ("seq", "actor", "action", "subject", "digest", "previous")}
    at = row["at"].astimezone(UTC).isoformat()
    return hashlib.sha256(sorted_json({**covered, "at": at}, depth=0).encode()).hexdigest()


def _json(value: Mapping[str, Any]) -> str:
    return sorted_json(value, default=str)
