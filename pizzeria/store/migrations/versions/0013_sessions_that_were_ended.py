"""Sessions of the staff that were ended before their time."""

import sqlalchemy as sa
from alembic import op

from pizzeria.store.columns import UtcTime

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ended_sessions",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("until", UtcTime(), nullable=False),
    )
    op.create_index("ix_ended_sessions_until", "ended_sessions", ["until"])


def downgrade() -> None:
    op.drop_table("ended_sessions")
