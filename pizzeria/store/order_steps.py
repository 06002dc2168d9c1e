"""An order's steps, each in somebody's transaction: what is allowed, written and told."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from pizzeria.errors import Refused
from pizzeria.ordering.events import Canceller, Event, OrderAcknowledged, OrderAdvanced, OrderCancelled
from pizzeria.ordering.order import Order, Status
from pizzeria.ordering.steps import step
from pizzeria.store import orders

Tell = Callable[[AsyncSession, Event], Awaitable[None]]


class OrderSteps:
    def __init__(self, tell: Tell, now: Callable[[], datetime]) -> None:
        self._tell = tell
        self._now = now

    async def take(self, session: AsyncSession, number: int, to: Status, by: Canceller = "house") -> Order:
        """The order after the step. Raises Refused unknown_order, or not_allowed with those that are."""
        before = await _known(session, number)
        order = await orders.set_status(session, before, step(before.status, to), self._now())
        cancelled = to == "cancelled"
        told = OrderCancelled(order, before.status, by) if cancelled else OrderAdvanced(order, before.status)
        await self._tell(session, told)
        return order

    async def cancel_own(self, session: AsyncSession, number: int, phone: str, call_id: str) -> Order:
        """Raises Refused unknown_order for somebody else's; too_late once it is not placed."""
        order = await orders.one(session, number)
        if order is None or not _is_own(order, phone, call_id):
            raise _unknown_order(number)
        return await self._cancel(session, order)

    async def cancel_tracked(self, session: AsyncSession, token: str) -> Order:
        """For whoever knows the order's token. Raises Refused as cancel_own."""
        order = await orders.of_token(session, token)
        if order is None:
            raise Refused("unknown_order", "There is no such order.")
        return await self._cancel(session, order)

    async def acknowledge(self, session: AsyncSession, number: int) -> Order:
        if not (order := await _known(session, number)).to_acknowledge:
            return order
        order = await orders.acknowledge(session, order)
        await self._tell(session, OrderAcknowledged(order))
        return order

    async def _cancel(self, session: AsyncSession, order: Order) -> Order:
        if order.status != "placed":
            say = f"Order {order.number} is {order.status} and can no longer be cancelled."
            raise Refused("too_late", say, number=order.number, status=order.status)
        return await self.take(session, order.number, "cancelled", "customer")


async def _known(session: AsyncSession, number: int) -> Order:
    if (order := await orders.one(session, number)) is None:
        raise _unknown_order(number)
    return order


def _is_own(order: Order, phone: str, call_id: str) -> bool:
    by_number = bool(phone) and order.customer_phone == phone
    return by_number or (bool(call_id) and order.call_id == call_id)


def _unknown_order(number: int) -> Refused:
    return Refused("unknown_order", f"There is no order number {number}.", number=number)
