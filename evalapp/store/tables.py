"""The tables, private to the store: no row of them leaves it.

Nothing that holds a score is ever deleted by a cascade.
"""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Text,
    UniqueConstraint,
)

from evalapp.store.columns import Day, Moment, Points, table

unit = table(
    "unit",
    Column("id", Integer, primary_key=True),
    Column("uid", Text, nullable=False, unique=True),
    Column("code", Text, nullable=False),
    Column("code_key", Text, nullable=False, unique=True),
)

unit_version = table(
    "unit_version",
    Column("id", Integer, primary_key=True),
    Column("unit_id", ForeignKey("unit.id"), nullable=False, index=True),
    Column("since", Day),
    Column("until", Day),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("parent_id", ForeignKey("unit.id")),
)

person = table(
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

position = table(
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

policy = table(
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

evaluation_round = table(
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

sheet = table(
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
mark = table(
    "mark",
    Column("sheet_id", ForeignKey("sheet.id"), primary_key=True),
    Column("stage", Text, primary_key=True),
    Column("criterion", Text, primary_key=True),
    Column("points", Points),
    Column("note", Text, nullable=False),
    rowid=False,
)

result = table(
    "result",
    Column("sheet_id", ForeignKey("sheet.id"), primary_key=True),
    Column("total", Points),
    Column("level", Text),
    Column("rating", Text, nullable=False),
    Column("seal", Text),
)

register_entry = table(
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
    Column("topic", Text, nullable=False, server_default=""),
    Column("recorded_by", Text, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    Column("withdrawn", Text),
    Column("withdrawn_by", Text, nullable=False),
    Column("withdrawn_at", Moment),
    Column("counts_from", Day),
    CheckConstraint("(person_id IS NULL) <> (unit_id IS NULL)", name="about_one"),
)

# What a settled result took from the registers, as it stood then.
sheet_facts = table(
    "sheet_facts",
    Column("sheet_id", ForeignKey("sheet.id"), primary_key=True),
    Column("document", Text, nullable=False),
)

# Which entries counted in which result: a breach counts once.
entry_use = table(
    "entry_use",
    Column("entry_id", ForeignKey("register_entry.id"), primary_key=True),
    Column("sheet_id", ForeignKey("sheet.id"), primary_key=True),
    rowid=False,
)

suggestion_decision = table(
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

user = table(
    "user",
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False, unique=True),
    Column("person_id", ForeignKey("person.id")),
    Column("password", Text),
    Column("active", Integer, nullable=False),
    Column("recovery", Text),  # the hash of the code on the printed sheet, until it is used
)

user_grant = table(
    "user_grant",
    Column("id", Integer, primary_key=True),
    Column("user_id", ForeignKey("user.id"), nullable=False, index=True),
    Column("role", Text, nullable=False),
    Column("unit_id", ForeignKey("unit.id")),
    Column("since", Day),
    Column("until", Day),
)

setting = table(
    "setting",
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

# The chain covers `digest`, not `detail`: lawful erasure of personal text leaves it valid.
audit = table(
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
audit_head = table(
    "audit_head",
    Column("id", Integer, primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("hash", Text, nullable=False),
    CheckConstraint("id = 1", name="only"),
)

# The content of attached files, each once however often it is attached; known by its SHA-256.
file_content = table(
    "file_content",
    Column("sha256", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

attachment = table(
    "attachment",
    Column("id", Integer, primary_key=True),
    Column("uid", Text, nullable=False, unique=True),
    Column("sheet_id", ForeignKey("sheet.id"), nullable=False, index=True),
    Column("criterion", Text, nullable=False),
    Column("sha256", ForeignKey("file_content.sha256"), nullable=False),
    Column("name", Text, nullable=False),
    Column("added_by", Text, nullable=False),
    Column("added_at", Moment, nullable=False),
    Column("removed", Text),
    Column("removed_by", Text, nullable=False),
    Column("removed_at", Moment),
)

# A policy while it is written: its whole document, as it will be published.
policy_draft = table(
    "policy_draft",
    Column("id", Integer, primary_key=True),
    Column("document", Text, nullable=False),
    Column("examples", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("changed_by", Text, nullable=False),
    Column("changed_at", Moment, nullable=False),
)

# The worked examples that a version was published with.
policy_examples = table(
    "policy_examples",
    Column("policy_id", ForeignKey("policy.id"), primary_key=True),
    Column("document", Text, nullable=False),
)

# Groups of similar tasks, and fields that deputies lead.
unit_group = table(
    "unit_group",
    Column("id", Integer, primary_key=True),
    Column("uid", Text, nullable=False, unique=True),
    Column("unit_id", ForeignKey("unit.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False),
    UniqueConstraint("unit_id", "kind", "name_key"),
)

group_member = table(
    "group_member",
    Column("id", Integer, primary_key=True),
    Column("group_id", ForeignKey("unit_group.id"), nullable=False, index=True),
    Column("person_id", ForeignKey("person.id"), nullable=False, index=True),
    Column("part", Text, nullable=False),
    Column("since", Day),
    Column("until", Day),
)

# The group of similar tasks that somebody was settled with, as it was called then.
sheet_similar = table(
    "sheet_similar",
    Column("sheet_id", ForeignKey("sheet.id"), primary_key=True),
    Column("name", Text, nullable=False),
)

# How the unit itself was rated in a round, before its people.
collective_rating = table(
    "collective_rating",
    Column("round_id", ForeignKey("round.id"), primary_key=True),
    Column("document", Text, nullable=False),
)

# What the months of a longer period gave to a settled result, as it stood then.
sheet_months = table(
    "sheet_months",
    Column("sheet_id", ForeignKey("sheet.id"), primary_key=True),
    Column("document", Text, nullable=False),
)

# Which sealed results of months a longer period rests on: a replaced one is found by it.
month_use = table(
    "month_use",
    Column("sheet_id", ForeignKey("sheet.id"), primary_key=True),
    Column("month_sheet_id", ForeignKey("sheet.id"), primary_key=True, index=True),
    rowid=False,
)

# Months under another policy that somebody decided to count in a longer period.
counted_policy = table(
    "counted_policy",
    Column("round_id", ForeignKey("round.id"), primary_key=True),
    Column("policy_code", Text, primary_key=True),
    Column("reason", Text, nullable=False),
    rowid=False,
)

external_result = table(
    "external_result",
    Column("person_id", ForeignKey("person.id"), primary_key=True),
    Column("period", Text, primary_key=True),
    Column("total", Points),
    Column("level", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("recorded_by", Text, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    rowid=False,
)

petition = table(
    "petition",
    Column("id", Integer, primary_key=True),
    Column("uid", Text, nullable=False, unique=True),
    Column("sheet_id", ForeignKey("sheet.id"), nullable=False, index=True),
    Column("informed", Day, nullable=False),
    Column("received", Day, nullable=False),
    Column("text", Text, nullable=False),
    Column("document", Text, nullable=False),
    Column("late_reason", Text, nullable=False),
    Column("recorded_by", Text, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    Column("outcome", Text),
    Column("answer", Text, nullable=False),
    Column("answered", Day),
    Column("answered_by", Text, nullable=False),
    CheckConstraint("(outcome IS NULL) = (answered IS NULL)", name="answered"),
)

holiday = table(
    "holiday",
    Column("day", Day, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    rowid=False,
)

Index("ix_round_period", evaluation_round.c.period)

# What a rule lets somebody propose on a sealed result, and what became of it.
proposal = table(
    "proposal",
    Column("id", Integer, primary_key=True),
    Column("uid", Text, nullable=False, unique=True),
    Column("round_id", ForeignKey("round.id"), nullable=False, index=True),
    Column("sheet_id", ForeignKey("sheet.id")),  # none: it is about the unit itself
    Column("code", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("percent", Points),
    Column("cites", Text, nullable=False),
    Column("unknown", Text, nullable=False),
    Column("earlier", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("answered_by", Text, nullable=False),
    Column("answered_at", Moment),
    Column("changed", Integer, nullable=False),
    Column("prepared", Text),
    UniqueConstraint("sheet_id", "code"),
)

# The register of decisions: entries are added, never changed.
proposal_entry = table(
    "proposal_entry",
    Column("id", Integer, primary_key=True),
    Column("proposal_id", ForeignKey("proposal.id"), nullable=False, index=True),
    Column("act", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("day", Day),
    Column("authority", Text, nullable=False),
    Column("percent", Points),
    Column("reason", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("seal", Text, nullable=False),
    Column("recorded_by", Text, nullable=False),
    Column("recorded_at", Moment, nullable=False),
)
