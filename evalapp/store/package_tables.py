"""The tables of packages, private to the store like the others."""

from sqlalchemy import (
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
)

from evalapp.store.columns import Moment, Points, table

# Packages that were made here (`sent`) and that came; rows are added, never changed.
package = table(
    "package",
    Column("id", Integer, primary_key=True),
    Column("hash", Text, nullable=False),
    Column("sent", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("sender", Text, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("contents", Text, nullable=False),  # the hash over what is inside, whoever sent it and when
    Column("manifest", Text, nullable=False),
    Column("summary", Text, nullable=False),
    Column("file", Text, nullable=False),
    Column("recorded_by", Text, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    UniqueConstraint("hash", "sent"),
)

# The versions that things of packages have been in; `current`: what they say now.
package_version = table(
    "package_version",
    Column("thing", Text, nullable=False),
    Column("item", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("current", Integer, nullable=False),
    PrimaryKeyConstraint("thing", "item", "version"),
    rowid=False,
)

# Closed months of other data files as they were sealed there; a later revision is a row of its own.
received_month = table(
    "received_month",
    Column("id", Integer, primary_key=True),
    Column("item", Text, nullable=False, index=True),
    Column("unit_id", ForeignKey("unit.id"), nullable=False, index=True),
    Column("period", Text, nullable=False, index=True),
    Column("package", Text, nullable=False),  # the hash of the package that brought it
    Column("document", LargeBinary, nullable=False),  # as it came, packed
    Column("is_current", Integer, nullable=False),
    Column("received_by", Text, nullable=False),
    Column("received_at", Moment, nullable=False),
)

received_result = table(
    "received_result",
    Column("month_id", ForeignKey("received_month.id"), nullable=False),
    Column("code", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("form", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("category", Text, nullable=False),
    Column("own", Points),
    Column("deputy", Points),
    Column("head", Points),
    Column("bonus", Points),
    Column("deduction", Points),
    Column("total", Points),
    Column("level", Text),
    Column("reason", Text),
    Column("reason_label", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("seal", Text, nullable=False),
    PrimaryKeyConstraint("month_id", "code"),
    rowid=False,
)
