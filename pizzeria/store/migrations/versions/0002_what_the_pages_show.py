"""What the kitchen says of itself, what it must still be told, and how long everybody spoke.

An order that was there before was last moved when it was placed, as far as anybody knows.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "kitchen",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("behind_minutes", sa.Integer(), nullable=False),
        sa.Column("taking_orders", sa.Boolean(), nullable=False),
    )
    # Not in a batch: on SQLite that would make `orders` anew, and fail as soon as an order has lines.
    op.add_column(
        "orders", sa.Column("to_acknowledge", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("orders", sa.Column("moved_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE orders SET moved_at = placed_at")
    op.create_index("ix_orders_placed_at", "orders", ["placed_at"])
    op.create_index("ix_orders_moved_at", "orders", ["moved_at"])
    op.create_index(
        "orders_to_acknowledge",
        "orders",
        ["to_acknowledge"],
        sqlite_where=sa.text("to_acknowledge = 1"),
        postgresql_where=sa.text("to_acknowledge"),
    )
    op.add_column("call_messages", sa.Column("spoken_ms", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("call_messages", "spoken_ms")
    for index in ("orders_to_acknowledge", "ix_orders_moved_at", "ix_orders_placed_at"):
        op.drop_index(index, "orders")
    op.drop_column("orders", "moved_at")
    op.drop_column("orders", "to_acknowledge")
    op.drop_table("kitchen")
