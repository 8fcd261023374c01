"""Everything that the file holds about one person, table by table, and taking their words out of it."""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Column, Table, case, delete, or_, select, update
from sqlalchemy.engine import Connection

from evalapp.domain.people import PersonId
from evalapp.domain.policy.canonical import canonical_json
from evalapp.store import tables
from evalapp.store.every_table import metadata
from evalapp.store.package_tables import package_version, received_result
from evalapp.store.product_tables import sheet_products
from evalapp.store.topics import Topic

#: What stands where a name stood; the code stays, since the history and papers name people by it.
ERASED = "(đã xóa)"
#: Records that the office keeps with papers of its own, and what came sealed from elsewhere: whoever they
#: name is not taken out of them.
OFFICIAL = (
    "finding",
    "petition",
    "proposal",
    "inspection_member",
    "visit_absence",
    "remedy",
    "attachment",
    "received_result",
    "package_version",
)
#: What says something of a person and of nothing else.
_PLAIN = ("person_figure", "external_result", "product_line", "group_member")
#: History without which closed rounds could not be checked, or that keeps what an erasure left.
_KEPT = ("round.", "person.erased")
_WORDS = frozenset({"document", "note", "withdrawn", "evidence"})
_OF_PRODUCTS = _WORDS | {"name", "confirmed_in"}
#: Where users are in the window, with what they typed and did not save: a convenience that may name anybody.
_PLACES = ("last_place.%", "field_place.%", "half_typed.%")


class PersonData:
    """Reads and erases what is about one person; which tables that are follows from the schema itself."""

    def __init__(self, connection: Connection, touched: set[Topic], erased: Callable[[], None]) -> None:
        self._connection = connection
        self._touched = touched
        self._tell_erased = erased

    def records(self, person: PersonId, code: str, name: str) -> dict[str, list[dict[str, Any]]]:
        """Every row about somebody by the name of its table, and the history that names them."""
        found = {"person": self._rows(tables.person, tables.person.c.id == person)}
        sheets = select(tables.sheet.c.id).where(tables.sheet.c.person_id == person)
        for each in metadata.sorted_tables:
            wanted = [column == person for column in each.columns if _points_at(column, tables.person)]
            wanted += [column.in_(sheets) for column in each.columns if _points_at(column, tables.sheet)]
            if wanted and (rows := self._rows(each, or_(*wanted))):
                found[each.name] = rows
        for row in found.get("user", ()):
            row.update(password=None, recovery=None)  # of use to nobody but a thief
        found |= self._elsewhere(code)
        found["audit"] = self._told_of(code, name)
        return found

    def erase(self, person: PersonId, code: str, name: str) -> int:
        """Take the words about somebody out; points and levels stay. Counts the entries that lost theirs."""
        run = self._connection.execute
        seqs = [row["seq"] for row in self._told_of(code, name) if not row["action"].startswith(_KEPT)]
        gone = {"name": ERASED, "birth": None, "note": ""}
        sheets = select(tables.sheet.c.id).where(tables.sheet.c.person_id == person)
        run(update(tables.person).where(tables.person.c.id == person).values(**gone))
        run(update(tables.sheet).where(tables.sheet.c.person_id == person).values(**gone))
        run(update(tables.mark).where(tables.mark.c.sheet_id.in_(sheets)).values(note=""))
        for column, words in (
            (tables.sheet_facts.c.document, _WORDS),
            (tables.result.c.rating, _WORDS),
            (sheet_products.c.document, _OF_PRODUCTS),
        ):
            key = column.table.c.sheet_id
            for row in run(select(key, column).where(key.in_(sheets))).all():
                told = canonical_json(_wordless(json.loads(row[1]), words))
                run(update(column.table).where(key == row[0]).values({column.name: told}))
        decided = tables.suggestion_decision
        run(update(decided).where(decided.c.sheet_id.in_(sheets)).values(evidence="", reason="", added=""))
        entry = tables.register_entry
        withdrawn = case((entry.c.withdrawn.is_(None), None), else_=ERASED)
        run(
            update(entry).where(entry.c.person_id == person).values(document="", note="", withdrawn=withdrawn)
        )
        run(update(tables.user).where(tables.user.c.person_id == person).values(person_id=None))
        run(delete(tables.setting).where(or_(*(tables.setting.c.key.like(place) for place in _PLACES))))
        for plain in _PLAIN:
            table = metadata.tables[plain]
            run(delete(table).where(table.c.person_id == person))
        run(update(tables.audit).where(tables.audit.c.seq.in_(seqs)).values(detail=None))
        self._touched |= {Topic.PEOPLE, Topic.SCORES, Topic.REGISTERS, Topic.USERS}
        self._tell_erased()
        return len(seqs)

    def _elsewhere(self, code: str) -> dict[str, list[dict[str, Any]]]:
        """What came in packages and names somebody by their code."""
        received = self._rows(received_result, received_result.c.code == code)
        versions = self._rows(package_version, package_version.c.content.contains(f'"{code}"'))
        found = {"received_result": received, "package_version": versions}
        return {kind: rows for kind, rows in found.items() if rows}

    def _told_of(self, code: str, name: str) -> list[dict[str, Any]]:
        """The entries of history whose subject or words name somebody."""
        audit = tables.audit
        near = or_(
            audit.c.subject.contains(code), audit.c.detail.contains(code), audit.c.detail.contains(name)
        )
        return [row for row in self._rows(audit, near) if _names(row, code, name)]

    def _rows(self, of: Table, wanted: Any) -> list[dict[str, Any]]:
        return [
            dict(row)
            for row in self._connection.execute(select(of).where(wanted).order_by(*of.primary_key)).mappings()
        ]


def _points_at(column: Column[Any], table: Table) -> bool:
    return any(key.column.table is table for key in column.foreign_keys)


def _names(row: Mapping[str, Any], code: str, name: str) -> bool:
    """Whether an entry is about them: their code as a word, not as a part of another code."""
    if code in str(row["subject"]).split():
        return True
    detail = str(row["detail"] or "")
    return f'"{code}"' in detail or name in detail


def _wordless(value: Any, words: Collection[str]) -> Any:
    """Plain data without what people wrote: documents and notes."""
    if isinstance(value, dict):
        parts = cast("dict[str, Any]", value)
        return {
            key: "" if key in words and isinstance(part, str) else _wordless(part, words)
            for key, part in parts.items()
        }
    if isinstance(value, list):
        return [_wordless(part, words) for part in cast("Sequence[Any]", value)]
    return value
