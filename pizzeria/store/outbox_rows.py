"""Letters in their table, and back: found, put in, read."""

from collections.abc import Sequence
from datetime import datetime
from typing import cast

from sqlalchemy import ColumnElement
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from pizzeria.ordering.events import MessageChanged
from pizzeria.ordering.messages import MessageKind
from pizzeria.outbox.decisions import Standing, Taken, Task
from pizzeria.outbox.letters import SHOWN, Letter, Route
from pizzeria.store.errands import Errand, Sending
from pizzeria.store.outbox_tables import OutboxLetters
from pizzeria.store.rows import add_all
from pizzeria.store.tables import JournalEntries
from pizzeria.store.tail import Entry

AT_ONCE = 8
"""letters taken together"""


async def add(session: AsyncSession, letters: Sequence[Letter], now: datetime) -> None:
    """Those whose key is new."""
    row = OutboxLetters
    keys = [letter.key for letter in letters]
    known = set(await session.exec(select(row.key).where(col(row.key).in_(keys))))
    await add_all(session, row, [_row(letter, now) for letter in letters if letter.key not in known])


async def due(session: AsyncSession, route: Route, now: datetime) -> Sequence[OutboxLetters]:
    """The first that are due."""
    row = OutboxLetters
    query = select(row).where(*on(route), col(row.due_at) <= now)
    return (await session.exec(query.order_by(col(row.due_at), col(row.id)).limit(AT_ONCE))).all()


def on(route: Route) -> Sequence[ColumnElement[bool]]:
    """The letters of this route."""
    row = OutboxLetters
    by = [col(row.carrier) == route.carrier]
    return by if route.address is None else [*by, col(row.address) == route.address]


async def find(session: AsyncSession, letter: int | None, remote_id: str) -> OutboxLetters | None:
    """By our id, or else by 46elks'."""
    if letter is not None:
        return await session.get(OutboxLetters, letter)
    return (await session.exec(select(OutboxLetters).where(OutboxLetters.remote_id == remote_id))).first()


async def entry_of(session: AsyncSession, row: OutboxLetters) -> Entry | None:
    """What a webhook tells."""
    entry = None if row.entry is None else await session.get(JournalEntries, row.entry)
    return None if entry is None else Entry(entry.id or 0, entry.name, entry.data, entry.at)


def note(row: OutboxLetters, taken: Taken) -> None:
    """What the other end said when it took the letter."""
    row.remote_id = taken.remote_id or row.remote_id
    row.parts = taken.parts or row.parts
    row.cost = row.cost if taken.cost is None else taken.cost


def standing_of(row: OutboxLetters) -> Standing:
    return Standing(row.carrier, row.state, row.attempts, row.expires_at)


def changed(row: OutboxLetters) -> MessageChanged:
    kind = cast(MessageKind, row.subject)
    return MessageChanged(row.call_id, row.order_number or 0, kind, SHOWN[row.state], row.why)


def errand_of(row: OutboxLetters, task: Task, entry: Entry | None) -> Errand:
    assert row.id is not None
    assert row.due_at is not None
    return Errand(
        id=row.id,
        task=task,
        standing=standing_of(row),
        key=row.key,
        subject=row.subject,
        address=row.address,
        words=row.words,
        entry=entry,
        tried_at=row.tried_at or row.queued_at,
        ours_until=row.due_at,
    )


def sending_of(row: OutboxLetters) -> Sending:
    return Sending(
        id=row.id or 0,
        carrier=row.carrier,
        subject=row.subject,
        address=row.address,
        order_number=row.order_number,
        state=row.state,
        attempts=row.attempts,
        moved_at=row.moved_at,
        due_at=row.due_at,
        cost=row.cost,
        why=row.why,
    )


def _row(letter: Letter, now: datetime) -> dict[str, object]:
    return {
        "key": letter.key,
        "carrier": letter.carrier,
        "subject": letter.subject,
        "address": letter.address,
        "words": letter.words,
        "parts": letter.parts,
        "entry": letter.entry,
        "order_number": letter.order_number,
        "call_id": letter.call_id,
        "state": "queued",
        "queued_at": now,
        "moved_at": now,
        "due_at": letter.due_at,
        "expires_at": letter.expires_at,
        "attempts": 0,
        "remote_id": "",
        "why": "",
    }
