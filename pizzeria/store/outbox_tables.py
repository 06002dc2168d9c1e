"""Tables of what goes out and comes in beside calls: letters, and replies."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import Index, String, UniqueConstraint
from sqlmodel import Field, SQLModel

from pizzeria.outbox.letters import Carrier, State
from pizzeria.store.columns import Serial, UtcTime, Words


class OutboxLetters(SQLModel, table=True):
    """Letters (outbox.letters.Letter), kept a while after they are done."""

    __tablename__: ClassVar[str] = "outbox"
    __table_args__ = (
        UniqueConstraint("key", name="outbox_once"),
        Index("outbox_due", "carrier", "due_at"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Serial)
    key: str
    carrier: Carrier = Field(sa_type=String)
    subject: str
    address: str = Field(sa_type=Words)
    words: str = Field(sa_type=Words)
    parts: int
    entry: int | None = Field(default=None, sa_type=Serial)
    order_number: int | None = Field(default=None, index=True)
    call_id: str = Field(sa_type=Words)
    state: State = Field(sa_type=String)
    queued_at: datetime = Field(sa_type=UtcTime)
    moved_at: datetime = Field(sa_type=UtcTime, index=True)
    """when it came to its state"""
    due_at: datetime | None = Field(default=None, sa_type=UtcTime)
    """when somebody must look at it next; None: it is done"""
    expires_at: datetime = Field(sa_type=UtcTime)
    attempts: int = 0
    tried_at: datetime | None = Field(default=None, sa_type=UtcTime, index=True)
    """when it was last taken to be sent"""
    remote_id: str = Field(default="", sa_type=Words, index=True)
    """what 46elks calls it"""
    cost: int | None = None
    """1/10000 of the account's currency, as 46elks told"""
    why: str = Field(default="", sa_type=Words)


class Replies(SQLModel, table=True):
    """Text messages that came in, by 46elks' id, which makes one told twice one."""

    __tablename__: ClassVar[str] = "replies"

    id: str = Field(primary_key=True, sa_type=Words)
    from_number: str = Field(sa_type=Words)
    to_number: str = Field(sa_type=Words)
    words: str = Field(sa_type=Words)
    at: datetime = Field(sa_type=UtcTime)
    order_number: int | None = Field(default=None, index=True)
    """the newest of that number when it came"""
