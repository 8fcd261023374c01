"""The tables of packages, private to the store like the others."""

from sqlalchemy import Column, Integer, PrimaryKeyConstraint, Text, UniqueConstraint

from evalapp.store.columns import Moment, table

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
