"""What is forgotten after so many days: what callers said, and who they were.

What was said goes whole: messages, tools, carts, flags, the journal. Of who it was, names, numbers, addresses
and notes are blanked; what was sold, when and for how much stays for the books. Orders that are under way
and calls that are on are left alone, however old.

In steps of BATCH rows, each a transaction of its own: whoever writes meanwhile waits for one step at most. It
looks what there is to do and remembers nothing, so it may be broken off at any moment and run twice.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Generic, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, String, cast, true
from sqlalchemy.orm import Mapped, aliased
from sqlmodel import SQLModel, and_, col, delete, func, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from pizzeria.ordering.line_events import PhoneConnected
from pizzeria.ordering.order import OPEN
from pizzeria.store.call_backs import CallBackRows
from pizzeria.store.engine import Database
from pizzeria.store.outbox_tables import Replies
from pizzeria.store.tables import CallMessages, Calls, JournalEntries, Orders, ToolCalls

BATCH = 100
"""rows"""
LONG_AGO = datetime.min.replace(tzinfo=UTC)

Row = TypeVar("Row", bound=SQLModel)
Place = int | str | UUID | datetime | None


@dataclass(frozen=True, slots=True)
class Rows(Generic[Row]):
    """Those of one table that have something to be forgotten."""

    model: type[Row]
    key: Mapped[int | None] | Mapped[UUID] | Mapped[str]
    line: Mapped[int | None] | Mapped[datetime]
    """stands in an index, and grows with `at`"""
    at: Mapped[datetime]
    full: ColumnElement[bool]
    blank: Callable[[Row], None] | None = None
    """None: the row is deleted"""


class Forgetting:
    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    async def forget(self, transcripts_days: int, numbers_days: int) -> int:
        """How many rows it was. 0 days keeps for ever."""
        said, who = self._before(transcripts_days), self._before(numbers_days)
        either = max(said, who)
        return sum(
            (
                await self._go_through(MESSAGES, said),
                await self._go_through(TOOLS, said),
                await self._go_through(WORDS, said),
                await self._go_through(JOURNAL, either),
                await self._go_through(LAST_ENTRY, either),
                await self._go_through(REPLIES, either),
                await self._go_through(CALLERS, who),
                await self._go_through(CUSTOMERS, who),
                await self._go_through(CALLED_BACK, who),
            )
        )

    def _before(self, days: int) -> datetime:
        return self._now() - timedelta(days=days) if days else LONG_AGO

    async def _go_through(self, rows: Rows[Row], before: datetime) -> int:
        """From the oldest on, a page at a time: no question takes long, however many years there are."""
        gone, after = 0, None
        while True:
            page = await self._database.read(partial(_page, rows=rows, after=after))
            old = [each for each in page if each[2] < before]
            if keys := [key for key, _, _, full in old if full]:
                await self._database.write(partial(_empty, rows=rows, keys=keys))
                gone += len(keys)
            if len(old) < BATCH or page[-1][1] == after:
                return gone
            after = page[-1][1]


async def _page(
    session: AsyncSession, rows: Rows[Row], after: Place
) -> Sequence[tuple[Place, Place, datetime, bool]]:
    query = select(rows.key, rows.line, rows.at, rows.full).order_by(rows.line).limit(BATCH)
    if after is not None:
        query = query.where(rows.line >= after)
    return [(row[0], row[1], row[2], row[3]) for row in await session.exec(query)]


async def _empty(session: AsyncSession, rows: Rows[Row], keys: Sequence[Place]) -> None:
    if rows.blank is None:
        await session.exec(delete(rows.model).where(rows.key.in_(keys)))
        return
    for row in await session.exec(select(rows.model).where(rows.key.in_(keys))):
        rows.blank(row)


def _no_words(call: Calls) -> None:
    call.cart, call.hand_over_reason, call.flags, call.mood = None, "", [], "even"


def _no_caller(call: Calls) -> None:
    call.from_number = ""


def _no_customer(order: Orders) -> None:
    """The postal code stays: it says how far was driven."""
    order.customer_name = order.customer_phone = order.note = ""
    order.token = None
    if (address := order.fulfilment.get("address")) and isinstance(address, dict):
        order.fulfilment = {**order.fulfilment, "address": {**address, "street": "", "note": ""}}


def _nothing_told(entry: JournalEntries) -> None:
    entry.data = {}


def _nobody_called(back: CallBackRows) -> None:
    back.to_number = ""


_entry = aliased(JournalEntries)
_over = col(Calls.status) == "completed"
_said = or_(
    col(Calls.cart).is_not(None),
    col(Calls.hand_over_reason) != "",
    cast(Calls.flags, String) != "[]",
    col(Calls.mood) != "even",
)

MESSAGES = Rows(
    CallMessages, col(CallMessages.id), col(CallMessages.id), col(CallMessages.created_at), true()
)
TOOLS = Rows(ToolCalls, col(ToolCalls.id), col(ToolCalls.id), col(ToolCalls.created_at), true())
WORDS = Rows(
    Calls, col(Calls.id), col(Calls.started_at), col(Calls.started_at), and_(_over, _said), _no_words
)
_newest = select(func.max(_entry.id)).scalar_subquery()
_journal = (JournalEntries, col(JournalEntries.id), col(JournalEntries.id), col(JournalEntries.at))
JOURNAL = Rows(*_journal, col(JournalEntries.id) < _newest)
LAST_ENTRY = Rows(
    # Its id stays: a listener that comes back with it must find that it has been.
    *_journal,
    and_(
        col(JournalEntries.id) == _newest,
        col(JournalEntries.name) != PhoneConnected.name,
        cast(JournalEntries.data, String) != "{}",
    ),
    _nothing_told,
)
REPLIES = Rows(Replies, col(Replies.id), col(Replies.at), col(Replies.at), true())
CALLERS = Rows(
    Calls,
    col(Calls.id),
    col(Calls.started_at),
    col(Calls.started_at),
    and_(_over, col(Calls.from_number) != ""),
    _no_caller,
)
CUSTOMERS = Rows(
    Orders,
    col(Orders.number),
    col(Orders.number),
    col(Orders.placed_at),
    and_(
        col(Orders.status).not_in(OPEN),
        or_(
            col(Orders.customer_phone) != "",
            col(Orders.customer_name) != "",
            col(Orders.note) != "",
            col(Orders.token).is_not(None),
        ),
    ),
    _no_customer,
)
CALLED_BACK = Rows(
    CallBackRows,
    col(CallBackRows.id),
    col(CallBackRows.id),
    col(CallBackRows.asked_at),
    and_(col(CallBackRows.to_number) != "", col(CallBackRows.state) != "waiting"),
    _nobody_called,
)
