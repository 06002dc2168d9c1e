"""The tables, as SQLModel maps them. What they hold is written in migrations/; both must agree.

Strings that come from outside are Words, times are UtcTime, money is int minor units.
"""

from datetime import datetime
from typing import ClassVar, Literal
from uuid import UUID, uuid4

from sqlalchemy import Index, String, false, text
from sqlmodel import Field, ForeignKeyConstraint, SQLModel, UniqueConstraint

from pizzeria.ordering.cart import Amount, Half
from pizzeria.ordering.events import EndReason
from pizzeria.ordering.flags import Mood
from pizzeria.ordering.line_events import HandOverState
from pizzeria.ordering.order import Status
from pizzeria.store.columns import Document, Serial, UtcTime, Words
from pizzeria.store.records import CallStatus

NUMBERED = {"sqlite_autoincrement": True}
"""SQLite too must never give a number again, not even after the last row was deleted."""


class Calls(SQLModel, table=True):
    __tablename__: ClassVar[str] = "calls"
    __table_args__ = (UniqueConstraint("call_id", name="calls_call_id"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    call_id: str = Field(sa_type=Words)
    from_number: str = Field(sa_type=Words)
    to_number: str = Field(sa_type=Words)
    status: CallStatus = Field(sa_type=String)
    started_at: datetime = Field(sa_type=UtcTime, index=True)
    ended_at: datetime | None = Field(default=None, sa_type=UtcTime)
    duration_seconds: int | None = None
    end_reason: EndReason | None = Field(default=None, sa_type=String)
    answer_ms: int | None = None
    turns_ms: list[int] = Field(default_factory=list, sa_type=Document)
    usage: dict[str, int] = Field(default_factory=dict, sa_type=Document)
    cost_microdollars: int = 0
    cart: dict[str, object] | None = Field(default=None, sa_type=Document)
    """as the board shows it, after the newest change"""
    hand_over: HandOverState | None = Field(default=None, sa_type=String)
    hand_over_reason: str = Field(default="", sa_type=Words, sa_column_kwargs={"server_default": ""})
    hand_over_at: datetime | None = Field(default=None, sa_type=UtcTime, index=True)
    """when it was last wanted"""
    closed_state: str | None = Field(default=None, sa_type=Words)
    """how the phone company saw the end"""
    closed_seconds: int | None = None
    flags: list[dict[str, str]] = Field(
        default_factory=list, sa_type=Document, sa_column_kwargs={"server_default": text("'[]'")}
    )
    """kind and word of each, as they were said"""
    mood: Mood = Field(default="even", sa_type=String, sa_column_kwargs={"server_default": "even"})
    losses: list[dict[str, str | int | None]] = Field(
        default_factory=list, sa_type=Document, sa_column_kwargs={"server_default": text("'[]'")}
    )
    """when the model was lost, why, and after how many milliseconds one spoke again"""
    draft_to: str = Field(default="", sa_type=Words, sa_column_kwargs={"server_default": ""})
    """the call that goes on with what was in the cart; "staff" when they took it off the board"""
    house: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    """the process that carries it, where several share the database; 0 where none do"""


class CallMessages(SQLModel, table=True):
    __tablename__: ClassVar[str] = "call_messages"
    __table_args__ = (
        UniqueConstraint("call_id", "item_id", name="call_messages_item"),
        ForeignKeyConstraint(["call_id"], ["calls.call_id"], name="call_messages_call"),
    )

    id: int | None = Field(default=None, primary_key=True)
    call_id: str = Field(sa_type=Words)
    item_id: str = Field(sa_type=Words)
    role: Literal["user", "assistant"] = Field(sa_type=String)
    content: str = Field(sa_type=Words)
    created_at: datetime = Field(sa_type=UtcTime)
    position: int
    heard_ms: int | None = None
    spoken_ms: int | None = None


class ToolCalls(SQLModel, table=True):
    __tablename__: ClassVar[str] = "tool_calls"
    __table_args__ = (ForeignKeyConstraint(["call_id"], ["calls.call_id"], name="tool_calls_call"),)

    id: int | None = Field(default=None, primary_key=True)
    call_id: str = Field(sa_type=Words, index=True)
    tool_call_id: str = Field(sa_type=Words)
    tool: str = Field(sa_type=Words)
    arguments: str = Field(sa_type=Words)
    answer: str = Field(sa_type=Words)
    ok: bool
    code: str | None = None
    created_at: datetime = Field(sa_type=UtcTime)
    milliseconds: int


class Orders(SQLModel, table=True):
    """`call_id` is no foreign key: an order typed at the counter has no call behind it."""

    __tablename__: ClassVar[str] = "orders"
    __table_args__ = (
        UniqueConstraint("call_id", "revision", name="orders_once"),
        Index(
            "orders_to_acknowledge",
            "to_acknowledge",
            sqlite_where=text("to_acknowledge = 1"),
            postgresql_where=text("to_acknowledge"),
        ),
        Index("orders_token", "token", unique=True),
        NUMBERED,
    )

    number: int | None = Field(default=None, primary_key=True)
    call_id: str = Field(sa_type=Words)
    revision: int
    status: Status = Field(sa_type=String, index=True)
    placed_at: datetime = Field(sa_type=UtcTime, index=True)
    ready_at: datetime = Field(sa_type=UtcTime)
    customer_name: str = Field(sa_type=Words)
    customer_phone: str = Field(sa_type=Words, index=True)
    fulfilment: dict[str, object] = Field(sa_type=Document)
    note: str = Field(sa_type=Words)
    subtotal: int
    discount: int
    deals: list[str] = Field(sa_type=Document)
    delivery_fee: int
    total: int
    vat: int
    currency: str
    to_acknowledge: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    """something happened to it that the kitchen must say it has seen"""
    cancelled_from: Status | None = Field(default=None, sa_type=String)
    moved_at: datetime | None = Field(default=None, sa_type=UtcTime, index=True)
    """when it was placed, or took its newest step; None for nobody, but SQLite adds no column without it"""
    language: str = Field(default="", sa_column_kwargs={"server_default": ""})
    token: str | None = None
    """who knows it may look at the order from outside; None for orders older than that"""


class OrderLines(SQLModel, table=True):
    __tablename__: ClassVar[str] = "order_lines"
    __table_args__ = (ForeignKeyConstraint(["order_number"], ["orders.number"], name="order_lines_order"),)

    order_number: int = Field(primary_key=True)
    position: int = Field(primary_key=True)
    """0, 1, 2 … as on the bill"""
    line_id: int
    item: str
    name: str
    size: str
    size_name: str
    base: str
    base_name: str
    second_half: str | None
    quantity: int
    choices: list[tuple[str, Half, Amount]] = Field(sa_type=Document)
    """the topping of each, on which half, how much"""
    removed: list[str] = Field(sa_type=Document)
    changes: list[str] = Field(sa_type=Document)
    unit_price: int
    total: int


class MenuItems(SQLModel, table=True):
    """The menu's items: all but `available` is copied from the file at every start."""

    __tablename__: ClassVar[str] = "menu_items"

    id: str = Field(primary_key=True)
    position: int
    number: int | None
    name: str
    category: str
    prices: dict[str, int] = Field(sa_type=Document)
    """minor units by size id"""
    toppings: list[str] = Field(sa_type=Document)
    available: bool


class MenuToppings(SQLModel, table=True):
    __tablename__: ClassVar[str] = "menu_toppings"

    id: str = Field(primary_key=True)
    position: int
    name: str
    prices: dict[str, int] = Field(sa_type=Document)
    available: bool


class KitchenState(SQLModel, table=True):
    """One row, id 1, written when the kitchen first says something of itself."""

    __tablename__: ClassVar[str] = "kitchen"

    id: int = Field(default=1, primary_key=True)
    behind_minutes: int = 0
    taking_orders: bool = True


class JournalEntries(SQLModel, table=True):
    __tablename__: ClassVar[str] = "journal"
    __table_args__ = (NUMBERED,)

    id: int | None = Field(default=None, primary_key=True, sa_type=Serial)
    name: str
    data: dict[str, object] = Field(sa_type=Document)
    at: datetime = Field(sa_type=UtcTime)


class RefusedCalls(SQLModel, table=True):
    """Callers whom the house could not take."""

    __tablename__: ClassVar[str] = "refused_calls"
    __table_args__ = (NUMBERED,)

    id: int | None = Field(default=None, primary_key=True, sa_type=Serial)
    at: datetime = Field(sa_type=UtcTime, index=True)
    why: str
    count: int
    numbers: str
    """of some of them, masked"""


class EndedSessions(SQLModel, table=True):
    """Sessions of the staff that were ended before their time."""

    __tablename__: ClassVar[str] = "ended_sessions"

    id: str = Field(primary_key=True)
    until: datetime = Field(sa_type=UtcTime, index=True)
    """when it would have ended by itself"""
