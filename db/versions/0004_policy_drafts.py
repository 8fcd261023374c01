"""Policies while they are written, and the worked examples that versions were published with."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add two tables; nothing that was there is touched."""
    op.create_table(
        "policy_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("examples", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_draft")),
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    op.create_table(
        "policy_examples",
        sa.Column("policy_id", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["policy_id"], ["policy.id"], name=op.f("fk_policy_examples_policy_id")),
        sa.PrimaryKeyConstraint("policy_id", name=op.f("pk_policy_examples")),
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
