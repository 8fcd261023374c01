"""The tables, private to the store: no row of them leaves it.

SQLite STRICT tables take only integers, text and blobs; points are integer hundredths, days and
moments ISO text. Nothing that holds a score is ever deleted by a cascade.
"""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)


class Points(TypeDecorator[Decimal]):
    """Decimal points in the domain, integer hundredths in the table; a finer value is a bug."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        if value is None:
            return None
        hundredths = value * 100
        if hundredths != int(hundredths):
            raise ValueError(f"points finer than a hundredth: {value}")
        return int(hundredths)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value) / 100


class Day(TypeDecorator[date]):
    """A date without time or zone, as ISO text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        return value.isoformat() if value else None

    def process_result_value(self, value: Any | None, dialect: Dialect) -> date | None:
        return date.fromisoformat(value) if value else None


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, to the second, as ISO text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if value else None

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        return datetime.fromisoformat(value) if value else None


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _table(name: str, *parts: Any, rowid: bool = True) -> Table:
    return Table(name, metadata, *parts, sqlite_strict=True, sqlite_with_rowid=rowid)


unit = _table(
    "unit",
    Column("id", Integer, primary_key=True),
    Column("uid", Text, nullable=False, unique=True),
    Column("code", Text, nullable=False),
    Column("code_key", Text, nullable=False, unique=True),
)

unit_version = _table(
    "unit_version",
    Column("id", Integer, primary_key=True),
    Column("unit_id", ForeignKey("unit.id"), nullable=False, index=True),
    Column("since", Day),
    Column("until", Day),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("parent_id", ForeignKey("unit.id")),
)

person = _table(
    "person",
    Column("id", Integer, primary_key=True),
    Column("uid", Text, nullable=False, unique=True),
    Column("code", Text, nullable=False),
    Column("code_key", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("birth", Text),
    Column("active", Integer, nullable=False),
    Column("note", Text, nullable=False),
)

position = _table(
    "position",
    Column("id", Integer, primary_key=True),
    Column("person_id", ForeignKey("person.id"), nullable=False, index=True),
    Column("unit_id", ForeignKey("unit.id"), nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("category", Text, nullable=False),
    Column("since", Day),
    Column("until", Day),
    Column("evaluated_here", Integer, nullable=False),
)

policy = _table(
    "policy",
    Column("id", Integer, primary_key=True),
    Column("code", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("hash", Text, nullable=False, unique=True),
    Column("unit_code", Text),
    Column("document", Text, nullable=False),
    Column("installed_at", Moment, nullable=False),
    UniqueConstraint("code", "version"),
)

evaluation_round = _table(
    "round",
    Column("id", Integer, primary_key=True),
    Column("uid", Text, nullable=False, unique=True),
    Column("unit_id", ForeignKey("unit.id"), nullable=False),
    Column("unit_code", Text, nullable=False),
    Column("unit_name", Text, nullable=False),
    Column("superior_name", Text, nullable=False),
    Column("period", Text, nullable=False),
    Column("policy_id", ForeignKey("policy.id"), nullable=False),
    Column("policy_code", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("skipped", Text, nullable=False),
    Column("exception", Text),
    Column("first", Text, nullable=False),
    Column("first_reason", Text, nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("closed_at", Moment),
    Column("seal", Text),
    Column("replaced", Integer, nullable=False),
    UniqueConstraint("unit_id", "period", "policy_code", "revision"),
    CheckConstraint("(stage = 'closed') = (seal IS NOT NULL)", name="sealed"),
)

sheet = _table(
    "sheet",
    Column("id", Integer, primary_key=True),
    Column("uid", Text, nullable=False, unique=True),
    Column("round_id", ForeignKey("round.id"), nullable=False),
    Column("person_id", ForeignKey("person.id"), nullable=False, index=True),
    Column("code", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("birth", Text),
    Column("title", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("category", Text, nullable=False),
    Column("form", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("unrated", Text),
    UniqueConstraint("round_id", "person_id"),
)

# Clustered by sheet: one read of a few pages brings a whole form.
mark = _table(
    "mark",
    Column("sheet_id", ForeignKey("sheet.id"), primary_key=True),
    Column("stage", Text, primary_key=True),
    Column("criterion", Text, primary_key=True),
    Column("points", Points),
    Column("note", Text, nullable=False),
    rowid=False,
)

result = _table(
    "result",
    Column("sheet_id", ForeignKey("sheet.id"), primary_key=True),
    Column("total", Points),
    Column("level", Text),
    Column("rating", Text, nullable=False),
    Column("seal", Text),
)

register_entry = _table(
    "register_entry",
    Column("id", Integer, primary_key=True),
    Column("uid", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("person_id", ForeignKey("person.id"), index=True),
    Column("unit_id", ForeignKey("unit.id"), index=True),
    Column("since", Day, nullable=False),
    Column("until", Day),
    Column("document", Text, nullable=False),
    Column("place_id", ForeignKey("unit.id")),
    Column("note", Text, nullable=False),
    Column("breach_id", ForeignKey("register_entry.id")),
    Column("recorded_by", Text, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    Column("withdrawn", Text),
    Column("withdrawn_by", Text, nullable=False),
    Column("withdrawn_at", Moment),
    CheckConstraint("(person_id IS NULL) <> (unit_id IS NULL)", name="about_one"),
)

# What a settled result took from the registers, as it stood then.
sheet_facts = _table(
    "sheet_facts",
    Column("sheet_id", ForeignKey("sheet.id"), primary_key=True),
    Column("document", Text, nullable=False),
)

# Which entries counted in which result: a breach counts once.
entry_use = _table(
    "entry_use",
    Column("entry_id", ForeignKey("register_entry.id"), primary_key=True),
    Column("sheet_id", ForeignKey("sheet.id"), primary_key=True),
    rowid=False,
)

suggestion_decision = _table(
    "suggestion_decision",
    Column("sheet_id", ForeignKey("sheet.id"), primary_key=True),
    Column("key", Text, primary_key=True),
    Column("answer", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("decided_by", Text, nullable=False),
    Column("decided_at", Moment, nullable=False),
    Column("reason", Text, nullable=False),
    Column("criterion", Text, nullable=False),
    Column("points", Points, nullable=False),
    Column("before", Points),
    Column("added", Text, nullable=False),
    rowid=False,
)

user = _table(
    "user",
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False, unique=True),
    Column("person_id", ForeignKey("person.id")),
    Column("password", Text),
    Column("active", Integer, nullable=False),
)

user_grant = _table(
    "user_grant",
    Column("id", Integer, primary_key=True),
    Column("user_id", ForeignKey("user.id"), nullable=False, index=True),
    Column("role", Text, nullable=False),
    Column("unit_id", ForeignKey("unit.id")),
)

setting = _table(
    "setting",
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

# The chain covers `digest`, not `detail`: lawful erasure of personal text leaves it valid.
audit = _table(
    "audit",
    Column("seq", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("actor", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("detail", Text),
    Column("digest", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("hash", Text, nullable=False),
)

# Where the chain ends, kept apart from it, so that rows taken off its end are missed.
audit_head = _table(
    "audit_head",
    Column("id", Integer, primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("hash", Text, nullable=False),
    CheckConstraint("id = 1", name="only"),
)

Index("ix_round_period", evaluation_round.c.period)
