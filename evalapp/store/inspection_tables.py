"""The tables of inspections, private to the store like the others."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, Text

from evalapp.store.columns import Day, Moment, table

visit = table(
    "visit",
    Column("id", Integer, primary_key=True),
    Column("uid", Text, nullable=False, unique=True),
    Column("number", Text, nullable=False),
    Column("number_key", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("unit_id", ForeignKey("unit.id"), nullable=False, index=True),
    Column("day", Day, nullable=False, index=True),
    Column("arrived", Text),
    Column("total", Integer),
    Column("present", Integer),
    Column("excused", Integer),
    Column("unexcused", Integer),
    Column("recorded_by", Text, nullable=False),
    Column("recorded_at", Moment, nullable=False),
)

finding = table(
    "finding",
    Column("id", Integer, primary_key=True),
    Column("uid", Text, nullable=False, unique=True),
    Column("visit_id", ForeignKey("visit.id"), nullable=False, index=True),
    Column("topic", Text, nullable=False),
    Column("person_id", ForeignKey("person.id"), index=True),
    Column("text", Text, nullable=False),
    Column("severity", Text, nullable=False),
    Column("standing", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("decided_by", Text, nullable=False),
    Column("decided_at", Moment),
    Column("entry_id", ForeignKey("register_entry.id")),
    Column("remedy", Text),
    Column("due", Day),
    Column("mended", Day),
    Column("checked_by", Text, nullable=False),
    CheckConstraint("remedy IS NOT NULL OR (due IS NULL AND mended IS NULL)", name="remedy"),
)
