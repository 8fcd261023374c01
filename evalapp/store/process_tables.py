"""The tables of what follows an inspection: hearings, remedies, codes of units."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, Text, UniqueConstraint

from evalapp.store.columns import Day, Moment, table

# A unit's own code of conduct, edition after edition; one that is published never changes.
conduct_edition = table(
    "conduct_edition",
    Column("id", Integer, primary_key=True),
    Column("uid", Text, nullable=False, unique=True),
    Column("code", Text, nullable=False),
    Column("code_key", Text, nullable=False),
    Column("edition", Integer, nullable=False),
    Column("since", Day, nullable=False),
    Column("document", Text, nullable=False),
    Column("hash", Text, nullable=False),
    Column("published_by", Text, nullable=False),
    Column("published_at", Moment, nullable=False),
    UniqueConstraint("code_key", "edition", name="uq_conduct_edition_code_key"),
)

# What the office fills in about a topic from its own copy; the newest row counts, older ones stay.
topic_filling = table(
    "topic_filling",
    Column("id", Integer, primary_key=True),
    Column("uid", Text, nullable=False, unique=True),
    Column("topic", Text, nullable=False),
    Column("topic_key", Text, nullable=False, index=True),
    Column("article", Text, nullable=False),
    Column("severity", Text),
    Column("source", Text, nullable=False),
    Column("recorded_by", Text, nullable=False),
    Column("recorded_at", Moment, nullable=False),
)

# What was asked, explained and decided about a finding; rows are added, never changed.
finding_step = table(
    "finding_step",
    Column("id", Integer, primary_key=True),
    Column("uid", Text, nullable=False, unique=True),
    Column("finding_id", ForeignKey("finding.id"), nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("day", Day, nullable=False),
    Column("due", Day),
    Column("text", Text, nullable=False),
    Column("document", Text, nullable=False),
    Column("file_name", Text, nullable=False),
    Column("sha256", ForeignKey("file_content.sha256")),
    Column("other_id", ForeignKey("finding.id")),
    Column("recorded_by", Text, nullable=False),
    Column("recorded_at", Moment, nullable=False),
)

# What has to be mended. Of a finding the words, the day and whether it is done stand with the finding.
remedy = table(
    "remedy",
    Column("id", Integer, primary_key=True),
    Column("uid", Text, nullable=False, unique=True),
    Column("finding_id", ForeignKey("finding.id"), unique=True),
    Column("unit_id", ForeignKey("unit.id"), nullable=False, index=True),
    Column("source", Text, nullable=False),
    Column("reference", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("raised", Day, nullable=False),
    Column("due", Day),
    Column("mended", Day),
    Column("checked_by", Text, nullable=False),
    Column("owner_id", ForeignKey("person.id"), index=True),
    Column("recorded_by", Text, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    CheckConstraint("finding_id IS NULL OR (due IS NULL AND mended IS NULL)", name="of_finding"),
)

remedy_step = table(
    "remedy_step",
    Column("id", Integer, primary_key=True),
    Column("uid", Text, nullable=False, unique=True),
    Column("remedy_id", ForeignKey("remedy.id"), nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("day", Day, nullable=False),
    Column("due", Day),
    Column("text", Text, nullable=False),
    Column("document", Text, nullable=False),
    Column("file_name", Text, nullable=False),
    Column("sha256", ForeignKey("file_content.sha256")),
    Column("owner_id", ForeignKey("person.id")),
    Column("visit_id", ForeignKey("visit.id")),
    Column("result", Text),
    Column("recorded_by", Text, nullable=False),
    Column("recorded_at", Moment, nullable=False),
)
