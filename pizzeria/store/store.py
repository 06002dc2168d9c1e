"""The store: one method a use case, one transaction each. What happened is in the journal when it is done."""

import asyncio
import math
import secrets
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy.engine import URL
from sqlmodel.ext.asyncio.session import AsyncSession

from pizzeria.ordering.all_day import AllDay
from pizzeria.ordering.events import CallEvent, Event, KitchenChanged, MenuChanged, OrderPlaced
from pizzeria.ordering.kitchen import Kitchen
from pizzeria.ordering.line_events import CallFlagged
from pizzeria.ordering.menu import Menu
from pizzeria.ordering.order import Draft, Order, Status
from pizzeria.outbox.letters import Plan
from pizzeria.store import board, calls, kitchen, live_calls, orders, stock
from pizzeria.store.address import make_folder, read_address
from pizzeria.store.call_backs import CallBacks
from pizzeria.store.call_log import CallLog
from pizzeria.store.door import Door
from pizzeria.store.drafts import Drafts
from pizzeria.store.engine import AWAY, Database
from pizzeria.store.forgetting import Forgetting
from pizzeria.store.hand_overs import HandOvers
from pizzeria.store.journal import Journal
from pizzeria.store.migrate import migrate
from pizzeria.store.notices import Notices
from pizzeria.store.order_steps import OrderSteps
from pizzeria.store.outbox import Outbox
from pizzeria.store.recalls import Recalls
from pizzeria.store.records import (
    CallDetail,
    CallRow,
    CallSearch,
    LiveCart,
    OnBoard,
    SoldOut,
)
from pizzeria.store.replies import ReplyBook
from pizzeria.store.scene import Scenes
from pizzeria.store.staff_sessions import StaffSessions
from pizzeria.store.stock import Kind
from pizzeria.store.troubles import Troubles


class Store:
    """Made with `Store.open`. A write that was begun is finished, even when whoever asked is cancelled."""

    def __init__(self, url: URL, now: Callable[[], datetime], plan: Plan | None = None) -> None:
        self._url = url
        self._now = now
        self._database = Database(url)
        self._notices: asyncio.Task[None] | None = None
        self._house = 1 + secrets.randbelow(2**31 - 1) if self._is_shared else 0
        self.journal = Journal(self._database)
        self.call_log = CallLog(self._database)
        self.door = Door(self._database, self._tell, now)
        self.troubles = Troubles(self._database, now)
        self.outbox = Outbox(self._database, self._tell, now)
        self.replies = ReplyBook(self._database, self._tell, now)
        self.call_backs = CallBacks(self._database, self._tell, now)
        self.recalls = Recalls(self._database, self.call_backs, now)
        self.hand_overs = HandOvers(self._database, self._tell, now)
        self.drafts = Drafts(self._database, self._tell, now)
        self._shown = board.Shown()
        self.scenes = Scenes(self._database, self._shown, now)
        self._steps = OrderSteps(self._tell, now)
        self._plan = plan
        self.sessions = StaffSessions(self._database, now)
        self.forgetting = Forgetting(self._database, now)

    @classmethod
    async def open(cls, url: str, now: Callable[[], datetime], plan: Plan | None = None) -> "Store":
        """Makes the folder and the tables that are missing. Raises SetupError, or Unreachable.

        `plan` says what each event puts into the outbox; without it nothing does.
        """
        address = read_address(url)
        make_folder(address)
        await migrate(address)
        store = cls(address, now, plan)
        await store._begin()
        return store

    async def close(self) -> None:
        """Ends the listeners and waits for what is being written."""
        self.journal.close()
        if self._notices is not None:
            self._notices.cancel()
            with suppress(asyncio.CancelledError):
                await self._notices
        await self._database.close()

    @property
    def busy(self) -> bool:
        """Something is being read or written; its answer comes from outside the event loop."""
        return self._database.busy

    async def load_menu(self, menu: Menu) -> None:
        """The menu as sold from now on; what the kitchen marked as sold out stays so."""
        await self._database.write(partial(stock.load, menu=menu))

    async def sold_out(self) -> SoldOut:
        return await self._database.read(stock.sold_out)

    async def set_available(self, kind: Kind, id: str, available: bool) -> None:
        """Raises Refused unknown_item or unknown_topping. Tells MenuChanged when it changed."""

        async def work(session: AsyncSession) -> None:
            if await stock.set_available(session, kind, id, available):
                await self._tell(session, MenuChanged(kind, id, available))

        await self._database.write(work)

    async def kitchen(self) -> Kitchen:
        return await self._database.read(kitchen.now)

    async def set_kitchen(
        self, *, behind_minutes: int | None = None, taking_orders: bool | None = None
    ) -> Kitchen:
        """The kitchen from now on; what is not given stays. Tells KitchenChanged when it changed."""

        async def work(session: AsyncSession) -> Kitchen:
            before, after = await kitchen.change(session, behind_minutes, taking_orders)
            if after != before:
                await self._tell(session, KitchenChanged(after.taking_orders, after.behind_minutes))
            return after

        return await self._database.write(work)

    async def record(self, event: CallEvent | CallFlagged, patience: float = math.inf) -> None:
        """Rows and journal entry of one thing that happened in a call: written down, once, however long the
        database is away or where it was cut; whoever asks may be cancelled. `patience` is in seconds.

        A call that started already keeps its first row, and is active again if it had ended; the second
        ending of a call changes nothing. Raises Refused unknown_call for a call that never started.
        """

        async def work(session: AsyncSession) -> None:
            if await calls.write(session, event, self._house):
                await self._tell(session, event)

        await self._database.write(work, patience, repeatable=True)

    async def place_order(self, draft: Draft) -> Order:
        """The order, known by (call_id, revision): the same draft again is the same order, told once.

        An order typed at the counter needs a call_id of its own too, "counter-…" say.
        """

        async def work(session: AsyncSession) -> Order:
            if (placed := await orders.of_draft(session, draft)) is not None:
                return placed
            order = await orders.add(session, draft)
            await self._tell(session, OrderPlaced(order))
            return order

        return await self._database.write(work, repeatable=True)

    async def order(self, number: int) -> Order | None:
        return await self._database.read(partial(orders.one, number=number))

    async def orders(self, status: Status | None = None, limit: int = 200) -> list[Order]:
        """Newest first."""
        return await self._database.read(partial(orders.newest, status=status, limit=limit))

    async def orders_of(self, phone: str, limit: int = 5) -> list[Order]:
        """Newest first; none of a caller who hides the number."""
        if not phone:
            return []
        return await self._database.read(partial(orders.of_phone, phone=phone, limit=limit))

    async def orders_in(self, call_id: str) -> list[Order]:
        """Those that were placed in this call, newest first."""
        return await self._database.read(partial(orders.of_call, call_id=call_id))

    async def advance(self, number: int, to: Status) -> Order:
        """The order after the step. Raises Refused unknown_order, or not_allowed with those that are."""
        return await self._database.write(partial(self._steps.take, number=number, to=to))

    async def acknowledge(self, number: int) -> Order:
        """The kitchen has seen what happened to the order. Tells OrderAcknowledged when it had not before.

        Raises Refused unknown_order.
        """

        return await self._database.write(partial(self._steps.acknowledge, number=number))

    async def on_board(self, finished: int) -> OnBoard:
        """The orders to be seen now, and the last `finished` that are done."""
        return await self._database.read(partial(self._shown.now, finished=finished))

    async def all_day(self, since: datetime) -> AllDay:
        """What was sold in orders placed since then, but for those that were cancelled."""
        return await self._database.read(partial(board.all_day, since=since))

    async def cancel_own(self, number: int, phone: str, call_id: str = "") -> Order:
        """For the caller at `phone`, or in the call that placed it, which is all that a hidden number has.

        Raises Refused unknown_order; too_late once it is not placed.
        """

        own = partial(self._steps.cancel_own, number=number, phone=phone, call_id=call_id)
        return await self._database.write(own)

    async def tracked(self, token: str) -> Order | None:
        """The order that this token is of."""
        return await self._database.read(partial(orders.of_token, token=token))

    async def cancel_tracked(self, token: str) -> Order:
        """For whoever knows the order's token. Raises Refused as cancel_own."""
        return await self._database.write(partial(self._steps.cancel_tracked, token=token))

    async def calls(self, limit: int = 50, before: datetime | None = None, beside: str = "") -> list[CallRow]:
        """Newest first; those that started before `before`, or come after the call `beside`."""
        return await self.call_log.find(CallSearch(before=before, beside=beside), limit)

    async def call(self, call_id: str) -> CallDetail | None:
        return await self._database.read(partial(calls.one, call_id=call_id))

    async def live_carts(self) -> list[LiveCart]:
        """Of the calls that are active or on their way to staff, the longest first."""
        return await self._database.read(partial(live_calls.live, now=self._now()))

    async def end_lost_calls(self, longest: timedelta) -> None:
        """Calls that went down with a house end now: on PostgreSQL, those of none that lives, or too long."""
        before = self._now() - (longest if self._is_shared else timedelta())
        left = partial(live_calls.left_active, started_before=before, shared=self._is_shared)
        for ending in await self._database.read(left):
            await self.record(ending, AWAY)

    async def _begin(self) -> None:
        await self.journal.reread()
        if self._is_shared:
            self._notices = await Notices(self._url, self.journal, self._house).begin()

    @property
    def _is_shared(self) -> bool:
        return self._url.get_backend_name() == "postgresql"

    async def _tell(self, session: AsyncSession, event: Event) -> None:
        now = self._now()
        entry = await self.journal.append(session, event, now)
        if self._plan is not None:
            await self.outbox.queue(session, self._plan(event, now, entry))
