"""The tables of photos and minutes of visits, private to the store like the others."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, LargeBinary, Text, UniqueConstraint

from evalapp.store.columns import Moment, table

# Photos of visits; contents lie in `file_content`, the original only where it is kept.
visit_photo = table(
    "visit_photo",
    Column("id", Integer, primary_key=True),
    Column("uid", Text, nullable=False, unique=True),
    Column("visit_id", ForeignKey("visit.id"), nullable=False, index=True),
    Column("finding_id", ForeignKey("finding.id"), index=True),
    Column("place", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("caption", Text, nullable=False),
    Column("original_sha256", Text, nullable=False, index=True),
    Column("original_size", Integer, nullable=False),
    Column("picture_sha256", ForeignKey("file_content.sha256"), nullable=False),
    Column("marked_sha256", ForeignKey("file_content.sha256")),
    Column("marks", Text, nullable=False),
    Column("taken", Text),
    Column("location", Text, nullable=False),
    Column("added_by", Text, nullable=False),
    Column("added_at", Moment, nullable=False),
    Column("removed", Text),
    Column("removed_by", Text, nullable=False),
    Column("removed_at", Moment),
    Column("thumbnail", LargeBinary, nullable=False),
)

# What is written down for the minutes of a visit before anybody signs.
minutes_statement = table(
    "minutes_statement",
    Column("visit_id", ForeignKey("visit.id"), primary_key=True),
    Column("document", Text, nullable=False),
    Column("changed_by", Text, nullable=False),
    Column("changed_at", Moment, nullable=False),
)

# Signed minutes: versions are added, never changed.
visit_minutes = table(
    "visit_minutes",
    Column("id", Integer, primary_key=True),
    Column("uid", Text, nullable=False, unique=True),
    Column("visit_id", ForeignKey("visit.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("signers", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("seal", Text, nullable=False),
    Column("signed_by", Text, nullable=False),
    Column("signed_at", Moment, nullable=False),
    UniqueConstraint("visit_id", "version"),
    CheckConstraint("version > 0", name="version"),
)
