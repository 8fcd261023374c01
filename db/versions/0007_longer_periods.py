"""Longer periods: months that results rest on, results from outside, petitions, holidays."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add six tables; nothing that was there is touched."""
    op.create_table(
        "sheet_months",
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["sheet_id"], ["sheet.id"], name=op.f("fk_sheet_months_sheet_id")),
        sa.PrimaryKeyConstraint("sheet_id", name=op.f("pk_sheet_months")),
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    op.create_table(
        "month_use",
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("month_sheet_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["sheet_id"], ["sheet.id"], name=op.f("fk_month_use_sheet_id")),
        sa.ForeignKeyConstraint(["month_sheet_id"], ["sheet.id"], name=op.f("fk_month_use_month_sheet_id")),
        sa.PrimaryKeyConstraint("sheet_id", "month_sheet_id", name=op.f("pk_month_use")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_month_use_month_sheet_id"), "month_use", ["month_sheet_id"], unique=False)
    op.create_table(
        "counted_policy",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("policy_code", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_counted_policy_round_id")),
        sa.PrimaryKeyConstraint("round_id", "policy_code", name=op.f("pk_counted_policy")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "external_result",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=True),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_external_result_person_id")),
        sa.PrimaryKeyConstraint("person_id", "period", name=op.f("pk_external_result")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "petition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("informed", sa.Text(), nullable=False),
        sa.Column("received", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("late_reason", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered", sa.Text(), nullable=True),
        sa.Column("answered_by", sa.Text(), nullable=False),
        sa.CheckConstraint("(outcome IS NULL) = (answered IS NULL)", name=op.f("ck_petition_answered")),
        sa.ForeignKeyConstraint(["sheet_id"], ["sheet.id"], name=op.f("fk_petition_sheet_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_petition")),
        sa.UniqueConstraint("uid", name=op.f("uq_petition_uid")),
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    op.create_index(op.f("ix_petition_sheet_id"), "petition", ["sheet_id"], unique=False)
    op.create_table(
        "holiday",
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_holiday")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
