"""Orders in the tables, and back: one row an order, one a line."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from secrets import token_urlsafe
from typing import Any, assert_never

from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from pizzeria.ordering.cart import Address, Choice, Delivery, Fulfilment, Pickup
from pizzeria.ordering.order import Bill, Draft, Order, PricedLine, Status
from pizzeria.store.correspondence import Correspondence, correspondence
from pizzeria.store.rows import add_all, add_numbered
from pizzeria.store.tables import OrderLines, Orders

_TOKEN_BYTES = 16
"""128 bits"""


async def add(session: AsyncSession, draft: Draft) -> Order:
    """A new order with the next number."""
    token = token_urlsafe(_TOKEN_BYTES)
    number = await add_numbered(session, Orders, {**_row(draft), "token": token})
    await add_all(
        session, OrderLines, [_line_row(number, at, line) for at, line in enumerate(draft.bill.lines)]
    )
    return Order(
        number=number,
        status="placed",
        placed_at=draft.placed_at,
        ready_at=draft.ready_at,
        call_id=draft.call_id,
        customer_name=draft.customer_name,
        customer_phone=draft.customer_phone,
        fulfilment=draft.fulfilment,
        bill=draft.bill,
        note=draft.note,
        moved_at=draft.placed_at,
        language=draft.language,
        token=token,
    )


async def of_draft(session: AsyncSession, draft: Draft) -> Order | None:
    """The order that this very draft became earlier."""
    same = select(Orders).where(Orders.call_id == draft.call_id, Orders.revision == draft.revision)
    return next(iter(await found(session, same)), None)


async def one(session: AsyncSession, number: int) -> Order | None:
    return next(iter(await found(session, select(Orders).where(Orders.number == number))), None)


async def of_token(session: AsyncSession, token: str) -> Order | None:
    return next(iter(await found(session, select(Orders).where(Orders.token == token))), None)


async def newest(session: AsyncSession, status: Status | None, limit: int) -> list[Order]:
    query = select(Orders) if status is None else select(Orders).where(Orders.status == status)
    return await found(session, query.order_by(col(Orders.number).desc()).limit(limit))


async def of_call(session: AsyncSession, call_id: str) -> list[Order]:
    query = select(Orders).where(Orders.call_id == call_id)
    return await found(session, query.order_by(col(Orders.number).desc()))


async def of_phone(session: AsyncSession, phone: str, limit: int) -> list[Order]:
    query = select(Orders).where(Orders.customer_phone == phone)
    return await found(session, query.order_by(col(Orders.number).desc()).limit(limit))


async def set_status(session: AsyncSession, order: Order, status: Status, at: datetime) -> Order:
    """A cancelled order waits for the kitchen to have seen it, where it was."""
    unseen = status == "cancelled"
    was = order.status if unseen else None
    await _set(session, order, status=status, moved_at=at, to_acknowledge=unseen, cancelled_from=was)
    return replace(order, status=status, moved_at=at, to_acknowledge=unseen, cancelled_from=was)


async def acknowledge(session: AsyncSession, order: Order) -> Order:
    await _set(session, order, to_acknowledge=False)
    return replace(order, to_acknowledge=False)


async def _set(session: AsyncSession, order: Order, **values: object) -> None:
    await session.exec(update(Orders).where(col(Orders.number) == order.number).values(**values))


async def found(session: AsyncSession, query: SelectOfScalar[Orders]) -> list[Order]:
    if not (rows := (await session.exec(query)).all()):
        return []
    numbers = [_number(row) for row in rows]
    lines, letters = await _lines(session, numbers), await correspondence(session, numbers)
    return [_order(row, lines[_number(row)], letters[_number(row)]) for row in rows]


async def _lines(session: AsyncSession, numbers: Sequence[int]) -> Mapping[int, list[PricedLine]]:
    query = select(OrderLines).where(col(OrderLines.order_number).in_(numbers))
    found: defaultdict[int, list[PricedLine]] = defaultdict(list)
    for row in await session.exec(query.order_by(col(OrderLines.order_number), col(OrderLines.position))):
        found[row.order_number].append(_line(row))
    return found


def _number(row: Orders) -> int:
    assert row.number is not None
    return row.number


def _row(draft: Draft) -> dict[str, object]:
    bill = draft.bill
    return {
        "call_id": draft.call_id,
        "revision": draft.revision,
        "status": "placed",
        "placed_at": draft.placed_at,
        "ready_at": draft.ready_at,
        "moved_at": draft.placed_at,
        "customer_name": draft.customer_name,
        "customer_phone": draft.customer_phone,
        "fulfilment": _document(draft.fulfilment),
        "note": draft.note,
        "subtotal": bill.subtotal,
        "discount": bill.discount,
        "deals": bill.deals,
        "delivery_fee": bill.delivery_fee,
        "total": bill.total,
        "vat": bill.vat,
        "currency": bill.currency,
        "language": draft.language,
    }


def _order(row: Orders, lines: Sequence[PricedLine], letters: Correspondence) -> Order:
    return Order(
        number=_number(row),
        status=row.status,
        placed_at=row.placed_at,
        ready_at=row.ready_at,
        call_id=row.call_id,
        customer_name=row.customer_name,
        customer_phone=row.customer_phone,
        fulfilment=_fulfilment(row.fulfilment),
        bill=_bill(row, lines),
        note=row.note,
        moved_at=row.moved_at or row.placed_at,
        to_acknowledge=row.to_acknowledge,
        cancelled_from=row.cancelled_from,
        language=row.language,
        messages=tuple(letters.messages),
        replies=tuple(letters.replies),
        token=row.token or "",
    )


def _bill(row: Orders, lines: Sequence[PricedLine]) -> Bill:
    return Bill(
        lines=tuple(lines),
        subtotal=row.subtotal,
        discount=row.discount,
        deals=tuple(row.deals),
        delivery_fee=row.delivery_fee,
        total=row.total,
        vat=row.vat,
        currency=row.currency,
    )


def _line_row(number: int, position: int, line: PricedLine) -> dict[str, object]:
    return {
        "order_number": number,
        "position": position,
        "line_id": line.id,
        "item": line.item,
        "name": line.name,
        "size": line.size,
        "size_name": line.size_name,
        "base": line.base,
        "base_name": line.base_name,
        "second_half": line.second_half,
        "quantity": line.quantity,
        "choices": [(choice.topping, choice.half, choice.amount) for choice in line.choices],
        "removed": line.removed,
        "changes": line.changes,
        "unit_price": line.unit_price,
        "total": line.total,
    }


def _line(row: OrderLines) -> PricedLine:
    return PricedLine(
        id=row.line_id,
        item=row.item,
        name=row.name,
        size=row.size,
        size_name=row.size_name,
        base=row.base,
        base_name=row.base_name,
        second_half=row.second_half,
        quantity=row.quantity,
        choices=tuple(Choice(topping, half, amount) for topping, half, amount in row.choices),
        removed=tuple(row.removed),
        changes=tuple(row.changes),
        unit_price=row.unit_price,
        total=row.total,
    )


def _document(fulfilment: Fulfilment) -> dict[str, Any]:
    match fulfilment:
        case Pickup(minutes):
            return {"kind": "pickup", "minutes": minutes}
        case Delivery(address, fee, minimum, minutes):
            whereto = {
                "street": address.street,
                "postal_code": address.postal_code,
                "city": address.city,
                "note": address.note,
            }
            return {
                "kind": "delivery",
                "minutes": minutes,
                "fee": fee,
                "minimum": minimum,
                "address": whereto,
            }
        case _:
            assert_never(fulfilment)


def _fulfilment(document: Mapping[str, Any]) -> Fulfilment:
    match document:
        case {"kind": "delivery", "minutes": minutes, "fee": fee, "minimum": minimum, "address": address}:
            return Delivery(Address(**address), fee, minimum, minutes)
        case _:
            return Pickup(document["minutes"])
