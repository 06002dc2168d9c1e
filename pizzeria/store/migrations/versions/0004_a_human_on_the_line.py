"""Of a call: whether it is handed over to staff, and how the phone company saw its end."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("calls", sa.Column("hand_over", sa.String(), nullable=True))
    op.add_column("calls", sa.Column("hand_over_reason", sa.String(), nullable=False, server_default=""))
    op.add_column("calls", sa.Column("hand_over_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("calls", sa.Column("closed_state", sa.String(), nullable=True))
    op.add_column("calls", sa.Column("closed_seconds", sa.Integer(), nullable=True))
    op.create_index("ix_calls_hand_over_at", "calls", ["hand_over_at"])


def downgrade() -> None:
    op.drop_index("ix_calls_hand_over_at", "calls")
    for column in ("closed_seconds", "closed_state", "hand_over_at", "hand_over_reason", "hand_over"):
        op.drop_column("calls", column)
