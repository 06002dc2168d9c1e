"""Callers whom the house could not take, and why; counted, their numbers masked."""

import sqlalchemy as sa
from alembic import op

from pizzeria.store.columns import Serial, UtcTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "refused_calls",
        sa.Column("id", Serial(), primary_key=True),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("numbers", sa.String(), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_refused_calls_at", "refused_calls", ["at"])


def downgrade() -> None:
    op.drop_table("refused_calls")
