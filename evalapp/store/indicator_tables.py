"""The tables of service figures: what a unit counts besides what ships, and what was counted."""

from sqlalchemy import Column, ForeignKey, Integer, Text

from evalapp.store.columns import Moment, table

# What a unit counts of its own; those that ship stand in the program.
indicator = table(
    "indicator",
    Column("id", Integer, primary_key=True),
    Column("uid", Text, nullable=False, unique=True),
    Column("unit_id", ForeignKey("unit.id"), nullable=False, index=True),
    Column("code", Text, nullable=False),
    Column("code_key", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("measure", Text, nullable=False),
    Column("whole", Text, nullable=False),
    Column("per", Text, nullable=False),
)

# What was counted of a unit in a month; numbers as exact text.
unit_figure = table(
    "unit_figure",
    Column("unit_id", ForeignKey("unit.id"), primary_key=True),
    Column("period", Text, primary_key=True),
    Column("code", Text, primary_key=True),
    Column("numerator", Text),
    Column("denominator", Text),
    Column("value", Text),
    Column("note", Text, nullable=False),
    Column("recorded_by", Text, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    rowid=False,
)

# What was counted of a person in a month.
person_figure = table(
    "person_figure",
    Column("person_id", ForeignKey("person.id"), primary_key=True),
    Column("period", Text, primary_key=True),
    Column("code", Text, primary_key=True),
    Column("numerator", Text),
    Column("denominator", Text),
    Column("value", Text),
    Column("note", Text, nullable=False),
    Column("recorded_by", Text, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    rowid=False,
)
