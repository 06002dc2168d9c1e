"""The clerk of one call has only so much room, whatever the model asks for while the database is slow."""

import asyncio
from datetime import UTC, datetime

from pizzeria.call.arrivals import RunTool, ToolDone
from pizzeria.clerk import FULL, Clerk
from pizzeria.clock import Clock
from pizzeria.ordering.events import CallEnded, CallMessage
from pizzeria.ordering.flags import FlagRules, Watch

AT = datetime(2026, 5, 14, 16, 0, tzinfo=UTC)


class Slow:
    """A database that answers when it is let."""

    def __init__(self) -> None:
        self.there = asyncio.Event()
        self.written: list[str] = []

    async def record(self, event: object) -> None:
        await self.there.wait()
        self.written.append(type(event).__name__)


async def test_what_is_too_much_is_refused_or_left_out_but_the_end_is_written_down() -> None:
    records, told = Slow(), list[ToolDone]()
    clerk = Clerk(records, Clock(), told.append, Watch(FlagRules()))
    for number in range(2 * FULL):
        clerk.give(CallMessage("c1", f"i{number}", "assistant", "blah", AT, number))
    clerk.give(RunTool("t1", "add_item", "{}", ()))
    assert [done.id for done in told] == ["t1"]
    assert '"code":"trouble"' in told[0].output
    clerk.give(CallEnded("c1", "hangup", AT))
    records.there.set()
    await asyncio.wait_for(clerk.serve(), 10)
    assert len(records.written) == FULL + 1
    assert records.written[-1] == "CallEnded"


async def test_a_tool_whose_desk_never_came_does_not_keep_the_end_from_being_written_down() -> None:
    records, told = Slow(), list[ToolDone]()
    records.there.set()
    clerk = Clerk(records, Clock(), told.append, Watch(FlagRules()))
    clerk.give(RunTool("t1", "transfer_to_staff", "{}", ()))
    clerk.give(CallEnded("c1", "model_unreachable", AT))
    paperwork = asyncio.create_task(clerk.serve())
    clerk.call_is_over()
    await asyncio.wait_for(paperwork, 10)
    assert (records.written, told) == (["CallEnded"], [])
