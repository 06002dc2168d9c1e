"""What does not get through to the world outside, for the board: messages, webhooks, calls.

What waits for another try is shown while it waits; what is over and did not go well for an hour. When a way
out gets stuck, or is free again, that is told (`post.changed`), so that the board is painted anew.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, partial
from urllib.parse import urlsplit

from sqlalchemy import ColumnElement, bindparam
from sqlalchemy.orm import aliased
from sqlmodel import and_, col, func, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from pizzeria.ordering.events import PostChanged
from pizzeria.outbox.letters import Carrier
from pizzeria.store.call_backs import CallBackRows
from pizzeria.store.engine import Database
from pizzeria.store.outbox_tables import OutboxLetters
from pizzeria.store.tables import Calls, RefusedCalls

SHOWN = timedelta(hours=1)
MOST = 1_000
"""letters that are counted"""
ELKS = "46elks"
WHY_REFUSED = {
    "full": "All lines were taken.",
    "slow": "This machine was too busy to serve them well.",
    "closing": "The house was closing.",
}


@dataclass(frozen=True, slots=True)
class Trouble:
    kind: str
    """sms queued, uncertain or failed; hook queued or failed; call declined or uncertain; staff missed; calls
    refused
    """
    to: str
    """46elks, the receiver's host, or the customer's number: E.164, "" when hidden. Of calls
    that were refused some of the numbers, masked
    """
    count: int
    why: str
    call_id: str = ""
    """whose page tells more"""


class Troubles:
    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    async def now(self) -> tuple[Trouble, ...]:
        return await self._database.read(partial(troubles, now=self._now()))


async def troubles(session: AsyncSession, now: datetime) -> tuple[Trouble, ...]:
    since = now - SHOWN
    calls = [*await _missed_by_staff(session, since), *await _not_called(session, since)]
    calls += await _refused(session, since)
    return (*calls, *await _letters(session, since))


async def news_of(session: AsyncSession, letter: OutboxLetters) -> PostChanged | None:
    """Once a letter was tried: whether its way out is stuck now, or is free again, and was not before."""
    waits, was_tried_before = letter.state == "queued", letter.attempts > 1
    if letter.state != "failed" and waits == was_tried_before:
        return None
    others = select(OutboxLetters.id).where(_waits(), OutboxLetters.carrier == letter.carrier)
    others = others.where(OutboxLetters.id != letter.id)
    if letter.carrier == "hook":
        others = others.where(OutboxLetters.address == letter.address)
    if (await session.exec(others.limit(1))).first() is not None:
        return None
    to = host_of(letter.carrier, letter.address)
    return PostChanged(to, "stuck" if waits else "moving", letter.why if waits else "")


def host_of(carrier: Carrier, address: str) -> str:
    """Without what else an address may hold: a password, a token."""
    return ELKS if carrier == "sms" else urlsplit(address).netloc.rpartition("@")[2]


def _waits() -> ColumnElement[bool]:
    row = OutboxLetters
    return and_(col(row.state).in_(("queued", "sending")), col(row.due_at).is_not(None), col(row.why) != "")


async def _letters(session: AsyncSession, since: datetime) -> list[Trouble]:
    """One for each way out and state: how many, and what was said of the last of them."""
    found: dict[tuple[str, str], Trouble] = {}
    for letter in await session.exec(_unsent(), params={"since": since}):
        kind = f"{letter.carrier} {'queued' if letter.state == 'sending' else letter.state}"
        to = host_of(letter.carrier, letter.address)
        before = found.get((kind, to))
        found[kind, to] = Trouble(kind, to, before.count + 1 if before else 1, letter.why)
    return list(found.values())


async def _not_called(session: AsyncSession, since: datetime) -> list[Trouble]:
    """Of each customer the last call that was to be made to them, if 46elks did not make it for sure."""
    rows = (await session.exec(_not_made(), params={"since": since})).all()
    return [Trouble(f"call {each.state}", each.to_number, 1, each.why, each.about_call) for each in rows]


async def _missed_by_staff(session: AsyncSession, since: datetime) -> Sequence[Trouble]:
    """Callers who wanted a human, reached none, did not finish with the agent and have not called again."""
    rows = (await session.exec(_unanswered(), params={"since": since})).all()
    return [Trouble("staff missed", row.from_number, 1, row.hand_over_reason, row.call_id) for row in rows]


async def _refused(session: AsyncSession, since: datetime) -> list[Trouble]:
    """Who could not be taken, by the reason: how many, and the newest numbers."""
    found: dict[str, Trouble] = {}
    for row in await session.exec(_turned_away(), params={"since": since}):
        before = found.get(row.why)
        count = row.count + (before.count if before else 0)
        numbers = row.numbers or (before.to if before else "")
        found[row.why] = Trouble("calls refused", numbers, count, WHY_REFUSED[row.why])
    return list(found.values())


# Each query is built once: that takes longer than to ask it.


@cache
def _unsent() -> SelectOfScalar[OutboxLetters]:
    row = OutboxLetters
    over = and_(col(row.state).in_(("failed", "uncertain")), col(row.moved_at) >= bindparam("since"))
    return select(row).where(or_(_waits(), over)).order_by(col(row.id)).limit(MOST)


@cache
def _turned_away() -> SelectOfScalar[RefusedCalls]:
    row = RefusedCalls
    return select(row).where(col(row.at) >= bindparam("since")).order_by(col(row.id))


@cache
def _not_made() -> SelectOfScalar[CallBackRows]:
    row = CallBackRows
    newest = select(func.max(row.id)).where(col(row.asked_at) >= bindparam("since")).group_by(row.to_number)
    query = select(row).where(col(row.id).in_(newest), col(row.state).in_(("declined", "uncertain")))
    return query.order_by(col(row.id))


@cache
def _unanswered() -> SelectOfScalar[Calls]:
    call, later = Calls, aliased(Calls)
    again = select(later.id).where(later.from_number == call.from_number, later.started_at > call.started_at)
    query = select(call).where(call.hand_over == "unanswered", col(call.hand_over_at) >= bindparam("since"))
    query = query.where(call.status == "completed", call.end_reason != "goodbye", ~again.exists())
    return query.order_by(col(call.started_at))
