"""What alembic runs: the revisions, on the connection and in the transaction it is given (see migrate.py)."""

from alembic import context
from sqlmodel import SQLModel

from pizzeria.store import outbox_tables, tables

assert tables and outbox_tables  # importing them is what fills the metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    # SQLite can: a migration that fails half way leaves nothing behind.
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
