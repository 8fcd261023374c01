"""The tables of products, beside the others: what people had to do, what results took of it, catalogues."""

from sqlalchemy import Column, ForeignKey, Integer, Text

from evalapp.store.columns import Day, Moment, table

# Products and tasks of a person in a month, as they stand now; numbers as exact text.
product_line = table(
    "product_line",
    Column("person_id", ForeignKey("person.id"), primary_key=True),
    Column("period", Text, primary_key=True),
    Column("code_key", Text, primary_key=True),
    Column("code", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("coefficient", Text, nullable=False),
    Column("assigned", Text, nullable=False),
    Column("done", Text, nullable=False),
    Column("quality_failures", Integer, nullable=False),
    Column("delays", Integer, nullable=False),
    Column("objective_failures", Integer, nullable=False),
    Column("objective_delays", Integer, nullable=False),
    Column("confirmed_by", Text, nullable=False),
    Column("confirmed_at", Moment),
    Column("confirmed_in", Text, nullable=False),
    Column("passed_to", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("recorded_by", Text, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    rowid=False,
)

# The products that a settled result was computed from, as they stood then.
sheet_products = table(
    "sheet_products",
    Column("sheet_id", ForeignKey("sheet.id"), primary_key=True),
    Column("document", Text, nullable=False),
)

# The products of a unit with their coefficients; a changed one ends and begins anew on a day.
catalogue_product = table(
    "catalogue_product",
    Column("id", Integer, primary_key=True),
    Column("uid", Text, nullable=False, unique=True),
    Column("unit_id", ForeignKey("unit.id"), nullable=False, index=True),
    Column("code", Text, nullable=False),
    Column("code_key", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("group_name", Text, nullable=False),
    Column("coefficient", Text, nullable=False),
    Column("measure", Text, nullable=False),
    Column("since", Day),
    Column("until", Day),
)
