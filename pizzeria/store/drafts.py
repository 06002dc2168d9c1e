"""Orders that were begun and not placed: taken up by one call at most, or taken off the board by staff.

A call that takes one up is written beside it. Should that call be lost before it has anything of it in its
own cart (the house went down), the draft is to be had again.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from pizzeria.errors import Refused
from pizzeria.ordering.drafts import KEPT, Left, is_open
from pizzeria.ordering.events import Event
from pizzeria.ordering.line_events import DraftDropped
from pizzeria.store.engine import Database
from pizzeria.store.hand_overs import AT_MOST_AGO, find_call, hand_over_of, handed_back
from pizzeria.store.records import Kept
from pizzeria.store.tables import Calls, Orders

STAFF = "staff"
"""instead of a call's id: they took it off the board"""

Tell = Callable[[AsyncSession, Event], Awaitable[None]]


class Drafts:
    def __init__(self, database: Database, tell: Tell, now: Callable[[], datetime]) -> None:
        self._database = database
        self._tell = tell
        self._now = now

    async def take_up(self, call_id: str, from_number: str, about_call: str = "") -> Kept | None:
        """What this call goes on with: its own cart, when it came back; or what a call of the same number
        left, or the one that the house calls about. Then nobody else is given it.
        """
        now = self._now()

        async def work(session: AsyncSession) -> Kept | None:
            row = await find_call(session, call_id)
            if row is None or (row.cart is None and row.hand_over is None):
                row = await _left_for(session, call_id, from_number, about_call, now)
                if row is not None:
                    row.draft_to = call_id
            return None if row is None else Kept(row.call_id, row.cart, hand_over_of(row), row.ended_at)

        # Most callers left nothing: for them nobody waits for the writers' lock.
        return await self._database.write(work) if await self._database.read(work) else None

    async def drop(self, call_id: str) -> None:
        """Staff take it off the board. Raises Refused no_draft."""

        async def work(session: AsyncSession) -> None:
            row = await find_call(session, call_id)
            if row is None or not await open_drafts(session, self._now(), [row]):
                raise Refused("no_draft", "That order is not waiting any more.")
            row.draft_to = STAFF
            await self._tell(session, DraftDropped(call_id))

        await self._database.write(work)


async def _left_for(
    session: AsyncSession, call_id: str, from_number: str, about_call: str, now: datetime
) -> Calls | None:
    if about_call:
        row = await find_call(session, about_call)
        return row if row is not None and row.draft_to in ("", call_id) else None
    if not from_number:
        return None
    left = await open_drafts(session, now, await _ended(session, now, from_number), call_id)
    return next(iter(left), None) or await handed_back(session, from_number, now)


async def waiting(session: AsyncSession, now: datetime) -> list[Calls]:
    """Those that the board shows, the newest call first."""
    return await open_drafts(session, now, await _ended(session, now))


async def open_drafts(
    session: AsyncSession, now: datetime, rows: Sequence[Calls], by: str = ""
) -> list[Calls]:
    """Those of these calls that left an order which is still to be had, by this call."""
    begun = [row for row in rows if _lines(row)]
    if not begun:
        return []
    orders, taken = await _placed_lately(session, now), await _taken(session, begun) - {by}
    placed = {order.call_id: order.revision for order in sorted(orders, key=lambda each: each.revision)}
    lately = {
        order.customer_phone: order.placed_at for order in sorted(orders, key=lambda each: each.placed_at)
    }
    return [row for row in begun if (left := _left(row, placed, lately, taken)) and is_open(left, now)]


def _left(
    row: Calls, placed: Mapping[str, int], lately: Mapping[str, datetime], taken: set[str]
) -> Left | None:
    """`placed`: the newest revision that was ordered, by call; `lately`: when a number ordered last."""
    if row.ended_at is None or row.status != "completed":
        return None
    return Left(
        number=row.from_number,
        ended_at=row.ended_at,
        end_reason=row.end_reason,
        hand_over=row.hand_over,
        lines=_lines(row),
        revision=_revision(row),
        placed=placed.get(row.call_id),
        ordered_since=row.from_number in lately and lately[row.from_number] >= row.ended_at,
        gone=bool(row.draft_to) and row.draft_to in taken,
    )


async def _ended(session: AsyncSession, now: datetime, from_number: str = "") -> Sequence[Calls]:
    query = select(Calls).where(Calls.status == "completed", col(Calls.started_at) >= now - AT_MOST_AGO)
    query = query.where(col(Calls.ended_at) > now - KEPT, col(Calls.cart).is_not(None))
    query = query.where(Calls.from_number == from_number if from_number else Calls.from_number != "")
    return (await session.exec(query.order_by(col(Calls.started_at).desc()))).all()


async def _placed_lately(session: AsyncSession, now: datetime) -> Sequence[Any]:
    """All of them: named one by one, each call more would make another statement, which the driver keeps."""
    query = select(Orders.call_id, Orders.revision, Orders.customer_phone, Orders.placed_at)
    return (await session.exec(query.where(col(Orders.placed_at) >= now - AT_MOST_AGO))).all()


async def _taken(session: AsyncSession, rows: Sequence[Calls]) -> set[str]:
    """Who took these up and has them, or is about to."""
    by = {row.draft_to for row in rows} - {""}
    if not by:
        return by
    lost = select(Calls.call_id).where(col(Calls.call_id).in_(by), Calls.status == "completed")
    return by - set((await session.exec(lost.where(col(Calls.cart).is_(None)))).all())


def _lines(row: Calls) -> int:
    lines = (row.cart or {}).get("lines")
    return len(lines) if isinstance(lines, list) else 0


def _revision(row: Calls) -> int:
    revision = (row.cart or {}).get("revision")
    return revision if isinstance(revision, int) else 0
