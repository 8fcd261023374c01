"""Visits in the field: teams, plans, checklists, answers, absentees, late files; more about findings."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add eight tables and some columns; what was there keeps its values: visits of a log are finished."""
    _teams()
    _plans_and_checklists()
    _visit_parts()
    _columns()
    op.create_index(op.f("ix_visit_state"), "visit", ["state"], unique=False)
    op.create_index("ix_visit_inspector", "visit", ["recorded_by", "day"], unique=False)


def _teams() -> None:
    op.create_table(
        "inspection_team",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("number_key", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("since", sa.Text(), nullable=False),
        sa.Column("until", sa.Text(), nullable=False),
        sa.Column("kinds", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection_team")),
        sa.UniqueConstraint("number_key", name=op.f("uq_inspection_team_number_key")),
        sa.UniqueConstraint("uid", name=op.f("uq_inspection_team_uid")),
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    op.create_table(
        "inspection_member",
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_inspection_member_person_id")),
        sa.ForeignKeyConstraint(
            ["team_id"], ["inspection_team.id"], name=op.f("fk_inspection_member_team_id")
        ),
        sa.PrimaryKeyConstraint("team_id", "seq", name=op.f("pk_inspection_member")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_inspection_member_person_id"), "inspection_member", ["person_id"], unique=False)
    op.create_table(
        "inspection_scope",
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id"], ["inspection_team.id"], name=op.f("fk_inspection_scope_team_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_inspection_scope_unit_id")),
        sa.PrimaryKeyConstraint("team_id", "unit_id", name=op.f("pk_inspection_scope")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _plans_and_checklists() -> None:
    op.create_table(
        "planned_visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Text(), nullable=False),
        sa.Column("until", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=True),
        sa.Column("dropped", sa.Text(), nullable=True),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_planned_visit_unit_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_planned_visit_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planned_visit")),
        sa.UniqueConstraint("uid", name=op.f("uq_planned_visit_uid")),
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    for column in ("unit_id", "until", "visit_id"):
        op.create_index(op.f(f"ix_planned_visit_{column}"), "planned_visit", [column], unique=False)
    op.create_table(
        "checklist",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist")),
        sa.UniqueConstraint("code", "version", name=op.f("uq_checklist_code_version")),
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )


def _visit_parts() -> None:
    op.create_table(
        "visit_absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("excused", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("paper", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_visit_absence_person_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_visit_absence_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_absence")),
        sa.UniqueConstraint("uid", name=op.f("uq_visit_absence_uid")),
        sa.UniqueConstraint("visit_id", "person_id", name=op.f("uq_visit_absence_visit_id_person_id")),
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    op.create_index(op.f("ix_visit_absence_person_id"), "visit_absence", ["person_id"], unique=False)
    op.create_table(
        "visit_answer",
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_visit_answer_visit_id")),
        sa.PrimaryKeyConstraint("visit_id", "question", name=op.f("pk_visit_answer")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "late_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("received", sa.Text(), nullable=True),
        sa.Column("due", sa.Text(), nullable=True),
        sa.Column("done", sa.Text(), nullable=True),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_late_file_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_late_file")),
        sa.UniqueConstraint("uid", name=op.f("uq_late_file_uid")),
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    op.create_index(op.f("ix_late_file_visit_id"), "late_file", ["visit_id"], unique=False)


def _columns() -> None:
    def add(table: str, name: str, kind: sa.types.TypeEngine[Any], default: Any = None) -> None:
        op.add_column(table, sa.Column(name, kind, nullable=default is None, server_default=default))

    add("visit", "state", sa.Text(), "finished")
    add("visit", "left_at", sa.Text())
    add("visit", "place", sa.Text(), "")
    add("visit", "representative", sa.Text(), "")
    add("visit", "is_clean", sa.Integer(), sa.text("0"))
    add("visit", "beyond", sa.Text(), "")
    add("visit", "finished_at", sa.Text())
    for column, other in (("team_id", "inspection_team"), ("checklist_id", "checklist")):
        # SQLite takes a reference together with its column, Alembic only after it.
        reference = f"CONSTRAINT fk_visit_{column} REFERENCES {other} (id)"
        op.execute(f"ALTER TABLE visit ADD COLUMN {column} INTEGER {reference}")
    add("finding", "place", sa.Text(), "")
    add("finding", "noticed", sa.Text())
    add("finding", "positive", sa.Integer(), sa.text("0"))
