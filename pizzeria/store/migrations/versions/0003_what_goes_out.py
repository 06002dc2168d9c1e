"""Letters to be delivered outside, customers' replies; an order's language and token.

An order that was there before has no tracking page, and is in the house's own language.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("orders", sa.Column("language", sa.String(), nullable=False, server_default=""))
    op.add_column("orders", sa.Column("token", sa.String(), nullable=True))
    op.create_index("orders_token", "orders", ["token"], unique=True)
    _make_outbox()
    op.create_table(
        "replies",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("from_number", sa.String(), nullable=False),
        sa.Column("to_number", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("order_number", sa.Integer(), nullable=True),
    )
    op.create_index("ix_replies_order_number", "replies", ["order_number"])


def _make_outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", BIG, primary_key=True),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("carrier", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("parts", sa.Integer(), nullable=False),
        sa.Column("entry", BIG, nullable=True),
        sa.Column("order_number", sa.Integer(), nullable=True),
        sa.Column("call_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("tried_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("remote_id", sa.String(), nullable=False, server_default=""),
        sa.Column("cost", sa.Integer(), nullable=True),
        sa.Column("why", sa.String(), nullable=False, server_default=""),
        sa.UniqueConstraint("key", name="outbox_once"),
        sqlite_autoincrement=True,
    )
    op.create_index("outbox_due", "outbox", ["carrier", "due_at"])
    for column in ("order_number", "moved_at", "tried_at", "remote_id"):
        op.create_index(f"ix_outbox_{column}", "outbox", [column])


def downgrade() -> None:
    for table in ("replies", "outbox"):
        op.drop_table(table)
    op.drop_index("orders_token", "orders")
    op.drop_column("orders", "token")
    op.drop_column("orders", "language")
