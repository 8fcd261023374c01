"""Photos of visits, what is written down for their minutes, and the signed versions of those."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add three tables; nothing that was there is touched."""
    op.create_table(
        "visit_photo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=True),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("caption", sa.Text(), nullable=False),
        sa.Column("original_sha256", sa.Text(), nullable=False),
        sa.Column("original_size", sa.Integer(), nullable=False),
        sa.Column("picture_sha256", sa.Text(), nullable=False),
        sa.Column("marked_sha256", sa.Text(), nullable=True),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("taken", sa.Text(), nullable=True),
        sa.Column("location", sa.Text(), nullable=False),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.Column("added_at", sa.Text(), nullable=False),
        sa.Column("removed", sa.Text(), nullable=True),
        sa.Column("removed_by", sa.Text(), nullable=False),
        sa.Column("removed_at", sa.Text(), nullable=True),
        sa.Column("thumbnail", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_visit_photo_visit_id")),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name=op.f("fk_visit_photo_finding_id")),
        sa.ForeignKeyConstraint(
            ["picture_sha256"], ["file_content.sha256"], name=op.f("fk_visit_photo_picture_sha256")
        ),
        sa.ForeignKeyConstraint(
            ["marked_sha256"], ["file_content.sha256"], name=op.f("fk_visit_photo_marked_sha256")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_photo")),
        sa.UniqueConstraint("uid", name=op.f("uq_visit_photo_uid")),
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    for column in ("finding_id", "original_sha256", "visit_id"):
        op.create_index(op.f(f"ix_visit_photo_{column}"), "visit_photo", [column], unique=False)
    op.create_table(
        "minutes_statement",
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_minutes_statement_visit_id")),
        sa.PrimaryKeyConstraint("visit_id", name=op.f("pk_minutes_statement")),
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    op.create_table(
        "visit_minutes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("signers", sa.Text(), nullable=False),
        sa.Column("previous", sa.Text(), nullable=False),
        sa.Column("seal", sa.Text(), nullable=False),
        sa.Column("signed_by", sa.Text(), nullable=False),
        sa.Column("signed_at", sa.Text(), nullable=False),
        sa.CheckConstraint("version > 0", name=op.f("ck_visit_minutes_version")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_visit_minutes_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_minutes")),
        sa.UniqueConstraint("uid", name=op.f("uq_visit_minutes_uid")),
        sa.UniqueConstraint("visit_id", "version", name=op.f("uq_visit_minutes_visit_id_version")),
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
