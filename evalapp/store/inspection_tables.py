"""The tables of inspections, private to the store like the others."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
)

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
    Column("state", Text, nullable=False, index=True),
    Column("left_at", Text),
    Column("place", Text, nullable=False),
    Column("representative", Text, nullable=False),
    Column("is_clean", Integer, nullable=False),  # somebody said that nothing was found
    Column("beyond", Text, nullable=False),  # why it was made outside what its decision covers
    Column("finished_at", Moment),
    Column("team_id", ForeignKey("inspection_team.id")),
    Column("checklist_id", ForeignKey("checklist.id")),
)
Index("ix_visit_inspector", visit.c.recorded_by, visit.c.day)

finding = table(
    "finding",
    Column("id", Integer, primary_key=True),
    Column("uid", Text, nullable=False, unique=True),
    Column("visit_id", ForeignKey("visit.id"), nullable=False, index=True),
    Column("topic", Text, nullable=False, index=True),
    Column("person_id", ForeignKey("person.id"), index=True),
    Column("text", Text, nullable=False),
    Column("severity", Text, nullable=False),
    Column("standing", Text, nullable=False, index=True),
    Column("reason", Text, nullable=False),
    Column("decided_by", Text, nullable=False),
    Column("decided_at", Moment),
    Column("entry_id", ForeignKey("register_entry.id")),
    Column("remedy", Text),
    Column("due", Day),
    Column("mended", Day),
    Column("checked_by", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("noticed", Text),  # at what time it was seen
    Column("positive", Integer, nullable=False),
    CheckConstraint("remedy IS NOT NULL OR (due IS NULL AND mended IS NULL)", name="remedy"),
)

# Decisions that set up a team: who may visit what, and until when.
inspection_team = table(
    "inspection_team",
    Column("id", Integer, primary_key=True),
    Column("uid", Text, nullable=False, unique=True),
    Column("number", Text, nullable=False),
    Column("number_key", Text, nullable=False, unique=True),
    Column("day", Day, nullable=False),
    Column("issuer", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("since", Day, nullable=False),
    Column("until", Day, nullable=False),
    Column("kinds", Text, nullable=False),  # codes with a space between; none: every kind
    Column("recorded_by", Text, nullable=False),
    Column("recorded_at", Moment, nullable=False),
)

inspection_member = table(
    "inspection_member",
    Column("team_id", ForeignKey("inspection_team.id"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("person_id", ForeignKey("person.id"), index=True),  # none: an outsider, known by name
    Column("name", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("part", Text, nullable=False),
    PrimaryKeyConstraint("team_id", "seq"),
    rowid=False,
)

# The units that a team may visit, with those below them; none: every unit.
inspection_scope = table(
    "inspection_scope",
    Column("team_id", ForeignKey("inspection_team.id"), nullable=False),
    Column("unit_id", ForeignKey("unit.id"), nullable=False),
    PrimaryKeyConstraint("team_id", "unit_id"),
    rowid=False,
)

# What a plan says is to be visited in some days, and the visit that did it.
planned_visit = table(
    "planned_visit",
    Column("id", Integer, primary_key=True),
    Column("uid", Text, nullable=False, unique=True),
    Column("plan", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("unit_id", ForeignKey("unit.id"), nullable=False, index=True),
    Column("since", Day, nullable=False),
    Column("until", Day, nullable=False, index=True),
    Column("subject", Text, nullable=False),
    Column("visit_id", ForeignKey("visit.id"), index=True),
    Column("dropped", Text),  # why it is no longer due
    Column("recorded_by", Text, nullable=False),
    Column("recorded_at", Moment, nullable=False),
)

# Lists of questions as they were when a visit asked them.
checklist = table(
    "checklist",
    Column("id", Integer, primary_key=True),
    Column("code", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("document", Text, nullable=False),
    UniqueConstraint("code", "version"),
)

visit_absence = table(
    "visit_absence",
    Column("id", Integer, primary_key=True),
    Column("uid", Text, nullable=False, unique=True),
    Column("visit_id", ForeignKey("visit.id"), nullable=False),
    Column("person_id", ForeignKey("person.id"), nullable=False, index=True),
    Column("excused", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("paper", Integer),  # whether the paper was seen; none: nobody asked for it
    UniqueConstraint("visit_id", "person_id"),
)

visit_answer = table(
    "visit_answer",
    Column("visit_id", ForeignKey("visit.id"), nullable=False),
    Column("question", Text, nullable=False),
    Column("answer", Text),  # none: not asked yet, though something is noted
    Column("note", Text, nullable=False),
    PrimaryKeyConstraint("visit_id", "question"),
    rowid=False,
)

late_file = table(
    "late_file",
    Column("id", Integer, primary_key=True),
    Column("uid", Text, nullable=False, unique=True),
    Column("visit_id", ForeignKey("visit.id"), nullable=False, index=True),
    Column("code", Text, nullable=False),
    Column("received", Day),
    Column("due", Day),
    Column("done", Day),  # none: not done on the day of the visit
    Column("days", Integer),  # working days late, as counted when it was noted
    Column("note", Text, nullable=False),
)
