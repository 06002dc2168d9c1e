"""Of an order that was cancelled: how far it had got."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("orders", sa.Column("cancelled_from", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("orders", "cancelled_from")
