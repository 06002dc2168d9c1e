"""Of a call: who went on with the order that it left behind."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("calls", sa.Column("draft_to", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("calls", "draft_to")
