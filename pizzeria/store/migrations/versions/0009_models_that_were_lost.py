"""Of a call: when its model was lost, why, and how long it was gone."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    nothing = sa.text("'[]'")
    op.add_column("calls", sa.Column("losses", sa.JSON(), nullable=False, server_default=nothing))


def downgrade() -> None:
    op.drop_column("calls", "losses")
