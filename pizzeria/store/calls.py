"""Calls in the tables: what one event writes, and what the call log reads."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import assert_never

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from pizzeria.errors import Refused
from pizzeria.ordering.as_json import cart_json
from pizzeria.ordering.events import (
    CallEnded,
    CallEvent,
    CallMessage,
    CallStarted,
    CartChanged,
    ToolUsed,
    Usage,
)
from pizzeria.ordering.flags import Signs
from pizzeria.ordering.line_events import CallClosed, CallFlagged, ModelBack, ModelLost
from pizzeria.store.call_backs import called_by
from pizzeria.store.hand_overs import hand_over_of
from pizzeria.store.records import CallDetail, CallRow, Loss
from pizzeria.store.tables import CallMessages, Calls, Orders, ToolCalls


async def write(session: AsyncSession, event: CallEvent | CallFlagged, house: int = 0) -> bool:
    """Whether it changed anything, and so is worth telling. `house` carries a call that starts."""
    if isinstance(event, CallStarted):
        return await _start(session, event, house)
    row = await _known(session, event.call_id)
    match event:
        case CallMessage():
            await _say(session, event)
        case ToolUsed():
            await _use(session, event)
        case CartChanged(_, cart, bill):
            row.cart = cart_json(cart, bill)
        case ModelLost() | ModelBack():
            _miss(row, event)
        case CallEnded():
            _end(row, event)
        case CallFlagged():
            _notice(row, event.signs)
        case _:
            assert_never(event)
    return bool(session.new) or any(session.is_modified(each) for each in session.dirty)


_WHY = 200
"""characters that are kept of why a model was lost"""
SPOKEN = (col(CallMessages.created_at), col(CallMessages.position))
"""the order in which it was spoken"""


async def one(session: AsyncSession, call_id: str) -> CallDetail | None:
    query = select(Calls, _order_number).where(Calls.call_id == call_id)
    if (found := (await session.exec(query)).one_or_none()) is None:
        return None
    row, order_number = found
    messages = select(CallMessages).where(CallMessages.call_id == call_id).order_by(*SPOKEN)
    tools = select(ToolCalls).where(ToolCalls.call_id == call_id).order_by(col(ToolCalls.id))
    return CallDetail(
        _call(row, order_number),
        [message_of(message) for message in await session.exec(messages)],
        [_tool(tool) for tool in await session.exec(tools)],
        row.answer_ms,
        tuple(row.turns_ms),
        Usage(**row.usage),
        row.cost_microdollars,
        hand_over_of(row),
        CallClosed(call_id, row.closed_state, row.closed_seconds) if row.closed_state else None,
        [_loss(each) for each in row.losses],
    )


_order_number = (
    select(func.max(Orders.number)).where(Orders.call_id == Calls.call_id).correlate(Calls).scalar_subquery()
)
"""of the newest order placed in a call"""


async def _start(session: AsyncSession, started: CallStarted, house: int) -> bool:
    """The first row stays. The phone company may dial again; a call that had ended is on the line again."""
    row = await _find(session, started.call_id)
    if row is None:
        row = _new_call(started, await called_by(session, started.call_id))
        session.add(row)
        begins = True
    else:
        begins = row.status != "active"
        row.status = "active"
        row.ended_at = row.duration_seconds = row.end_reason = None
    row.house = house
    return begins


def _new_call(started: CallStarted, customer: str | None) -> Calls:
    """From the customer, also when it was the house that called."""
    return Calls(
        call_id=started.call_id,
        from_number=customer or started.from_number,
        to_number=started.to_number,
        status="active",
        started_at=started.at,
    )


def _end(row: Calls, ended: CallEnded) -> None:
    """The first ending counts. A call that was with the agent twice adds up."""
    if row.status == "completed":
        return
    row.status = "completed"
    row.ended_at = ended.at
    row.duration_seconds = max(0, round((ended.at - row.started_at).total_seconds()))
    row.end_reason = ended.reason
    row.answer_ms = ended.answer_ms if row.answer_ms is None else row.answer_ms
    row.turns_ms = [*row.turns_ms, *ended.turns_ms]
    row.usage = asdict(Usage(**row.usage) + ended.usage)
    row.cost_microdollars += ended.cost_microdollars


def _notice(row: Calls, signs: Signs) -> None:
    """What was said before the call was with staff stays."""
    new = [asdict(flag) for flag in signs.flags]
    row.flags = [*row.flags, *(flag for flag in new if flag not in row.flags)]
    row.mood = signs.mood


def _miss(row: Calls, event: ModelLost | ModelBack) -> None:
    """A model that was lost, and how long the caller was without one."""
    match event:
        case ModelLost(_, why, at) if at.isoformat() not in [loss["at"] for loss in row.losses]:
            row.losses = [*row.losses, {"at": at.isoformat(), "why": why[:_WHY], "back_ms": None}]
        case ModelBack(_, after_ms) if row.losses:
            row.losses = [*row.losses[:-1], {**row.losses[-1], "back_ms": after_ms}]


def _loss(kept: Mapping[str, str | int | None]) -> Loss:
    back_ms = kept["back_ms"]
    return Loss(
        datetime.fromisoformat(str(kept["at"])),
        str(kept["why"]),
        back_ms if isinstance(back_ms, int) else None,
    )


async def _say(session: AsyncSession, message: CallMessage) -> None:
    query = select(CallMessages).where(
        CallMessages.call_id == message.call_id, CallMessages.item_id == message.item_id
    )
    row = (await session.exec(query)).one_or_none()
    if row is None:
        session.add(_new_message(message))
        return
    row.role, row.content, row.heard_ms = message.role, message.content, message.heard_ms
    row.created_at, row.position, row.spoken_ms = message.at, message.position, message.spoken_ms


async def _use(session: AsyncSession, used: ToolUsed) -> None:
    query = select(ToolCalls.id).where(
        ToolCalls.call_id == used.call_id,
        ToolCalls.tool_call_id == used.tool_call_id,
        ToolCalls.created_at == used.at,
    )
    if (await session.exec(query)).first() is None:
        session.add(_tool_row(used))


def _new_message(message: CallMessage) -> CallMessages:
    return CallMessages(
        call_id=message.call_id,
        item_id=message.item_id,
        role=message.role,
        content=message.content,
        created_at=message.at,
        position=message.position,
        heard_ms=message.heard_ms,
        spoken_ms=message.spoken_ms,
    )


async def _known(session: AsyncSession, call_id: str) -> Calls:
    if (row := await _find(session, call_id)) is None:
        raise Refused("unknown_call", "There is no such call.", call_id=call_id)
    return row


async def _find(session: AsyncSession, call_id: str) -> Calls | None:
    return (await session.exec(select(Calls).where(Calls.call_id == call_id))).one_or_none()


def _call(row: Calls, order_number: int | None) -> CallRow:
    return CallRow(
        row.call_id,
        row.from_number,
        row.to_number,
        row.status,
        row.started_at,
        row.ended_at,
        row.duration_seconds,
        row.end_reason,
        order_number,
        flags=row.flags,
        mood=row.mood,
    )


def message_of(row: CallMessages) -> CallMessage:
    return CallMessage(
        row.call_id,
        row.item_id,
        row.role,
        row.content,
        row.created_at,
        row.position,
        row.heard_ms,
        row.spoken_ms,
    )


def _tool(row: ToolCalls) -> ToolUsed:
    return ToolUsed(
        row.call_id,
        row.tool_call_id,
        row.tool,
        row.arguments,
        row.answer,
        row.ok,
        row.code,
        row.created_at,
        row.milliseconds,
    )


def _tool_row(used: ToolUsed) -> ToolCalls:
    return ToolCalls(
        call_id=used.call_id,
        tool_call_id=used.tool_call_id,
        tool=used.tool,
        arguments=used.arguments,
        answer=used.answer,
        ok=used.ok,
        code=used.code,
        created_at=used.at,
        milliseconds=used.milliseconds,
    )
