"""Of a call: the house that carries it, where several share the database."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("calls", sa.Column("house", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    op.drop_column("calls", "house")
