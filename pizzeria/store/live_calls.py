"""Calls that are on: with the agent, or on their way to staff, who are told who it is before they lift."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlmodel import and_, col, func, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from pizzeria.ordering.events import CallEnded, CallMessage
from pizzeria.store.call_backs import newest_states
from pizzeria.store.calls import SPOKEN, message_of
from pizzeria.store.drafts import waiting
from pizzeria.store.hand_overs import hand_over_of
from pizzeria.store.notices import living
from pizzeria.store.records import LiveCart
from pizzeria.store.tables import CallMessages, Calls, Orders

WITH_STAFF = ("wanted", "ringing")
LONGEST = timedelta(minutes=30)
"""that a call is shown as being with staff, should nobody ever tell how it ended"""
LAST_WORDS = 3


async def live(session: AsyncSession, now: datetime) -> list[LiveCart]:
    """The longest first."""
    handed = and_(col(Calls.hand_over).in_(WITH_STAFF), col(Calls.hand_over_at) >= now - LONGEST)
    query = select(Calls).where(or_(Calls.status == "active", handed)).order_by(col(Calls.started_at))
    return [await _live(session, row) for row in (await session.exec(query)).all()]


async def lost(session: AsyncSession, now: datetime) -> list[LiveCart]:
    """Callers who were cut off in mid-order and have not called again, the longest first."""
    rows = list(reversed(await waiting(session, now)))
    states = await newest_states(session, [row.call_id for row in rows])
    return [
        LiveCart(
            row.call_id,
            row.from_number,
            row.started_at,
            row.cart,
            lost_at=row.ended_at,
            called_back=states.get(row.call_id),
        )
        for row in rows
    ]


async def left_active(session: AsyncSession, started_before: datetime, *, shared: bool) -> list[CallEnded]:
    """How calls ended that nobody carries any more: with the last that was said in them, as far as known.

    Those that began before then; and where the database is shared, those of houses that do not live any more.
    """
    last_word = func.max(CallMessages.created_at)
    query = select(Calls.call_id, Calls.started_at, last_word).outerjoin(
        CallMessages, col(CallMessages.call_id) == col(Calls.call_id)
    )
    left = col(Calls.started_at) < started_before
    if shared:
        left = or_(left, col(Calls.house).not_in({0, *await living(session)}))
    query = query.where(Calls.status == "active", left)
    found = await session.exec(query.group_by(col(Calls.call_id), col(Calls.started_at)))
    return [CallEnded(call_id, "lost", said or started) for call_id, started, said in found]


async def _live(session: AsyncSession, row: Calls) -> LiveCart:
    plain = LiveCart(
        row.call_id,
        row.from_number,
        row.started_at,
        row.cart,
        flags=tuple(row.flags),
        mood=row.mood,
        without_model=row.status == "active" and bool(row.losses) and row.losses[-1]["back_ms"] is None,
    )
    if row.hand_over not in WITH_STAFF:
        return plain
    name, words = await _name(session, row), await _last_words(session, row.call_id)
    return replace(plain, hand_over=hand_over_of(row), name=name, words=words)


async def _name(session: AsyncSession, row: Calls) -> str:
    own = [Orders.call_id == row.call_id]
    own += [Orders.customer_phone == row.from_number] if row.from_number else []
    query = select(Orders.customer_name).where(or_(*own)).order_by(col(Orders.number).desc()).limit(1)
    return (await session.exec(query)).one_or_none() or ""


async def _last_words(session: AsyncSession, call_id: str) -> tuple[CallMessage, ...]:
    newest_first = [column.desc() for column in SPOKEN]
    query = select(CallMessages).where(CallMessages.call_id == call_id)
    found = await session.exec(query.order_by(*newest_first).limit(LAST_WORDS))
    return tuple(message_of(row) for row in reversed(found.all()))
