"""Roles of users with their days, and the code of a printed recovery sheet."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add three columns that are empty; what was there keeps its values."""
    op.add_column("user", sa.Column("recovery", sa.Text(), nullable=True))
    for column in ("since", "until"):
        op.add_column("user_grant", sa.Column(column, sa.Text(), nullable=True))
