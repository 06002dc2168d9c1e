"""Of a call: the words that staff wanted to hear about, and the caller's mood."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    nothing = sa.text("'[]'")
    op.add_column("calls", sa.Column("flags", sa.JSON(), nullable=False, server_default=nothing))
    op.add_column("calls", sa.Column("mood", sa.String(), nullable=False, server_default="even"))


def downgrade() -> None:
    op.drop_column("calls", "mood")
    op.drop_column("calls", "flags")
