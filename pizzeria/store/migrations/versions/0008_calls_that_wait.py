"""Calls that the house makes later, or again."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("call_backs", sa.Column("wished_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("call_backs", sa.Column("due_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("call_backs", sa.Column("attempt", sa.Integer(), nullable=False, server_default="1"))
    op.create_index("ix_call_backs_due_at", "call_backs", ["due_at"])


def downgrade() -> None:
    op.drop_index("ix_call_backs_due_at", "call_backs")
    for column in ("attempt", "due_at", "wished_at"):
        op.drop_column("call_backs", column)
