"""The clerk of one call: does its paperwork beside the sound, one thing after the other, in the order
decided.

Tools and what is written down about the call share one queue, so two tools in one breath do not cross on one
cart, and the journal reads as it happened. When the database is away what is to be written waits beside it,
so that the tools can say so.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Protocol

import structlog

from pizzeria.agent.answers import refused
from pizzeria.agent.desk import TROUBLE, Desk
from pizzeria.call.arrivals import RunTool, ToolDone
from pizzeria.clock import Clock
from pizzeria.ordering.events import CallEnded, CallEvent, CallMessage, CallStarted, ToolUsed
from pizzeria.ordering.flags import Watch
from pizzeria.ordering.line_events import CallFlagged

FULL = 500
"""things that wait to be done: no call of people comes near it"""
_BEFORE_A_TOOL = 2.0
"""seconds that a tool waits until everything before it is written down"""
_LONGEST = 4_000
"""characters of a tool's arguments that are kept"""


class Records(Protocol):
    async def record(self, event: CallEvent | CallFlagged) -> None: ...


class Clerk:
    def __init__(
        self, records: Records, clock: Clock, tell: Callable[[ToolDone], None], watch: Watch
    ) -> None:
        self._records = records
        self._clock = clock
        self._tell = tell
        self._watch = watch
        self._work: asyncio.Queue[RunTool | CallEvent] = asyncio.Queue()
        self._desk: asyncio.Future[Desk | None] = asyncio.get_running_loop().create_future()
        self._unwritten: asyncio.Queue[CallEvent | CallFlagged] = asyncio.Queue()
        self._log = structlog.get_logger()
        self._call_id = ""
        self._overfull = False
        """that was said, once"""

    def seat(self, desk: Desk) -> None:
        """The desk that tools are run at; it is there before the model can ask for one."""
        self._desk.set_result(desk)
        if desk.taken_up:
            self.give(desk.taken_up)

    def call_is_over(self) -> None:
        """No desk comes any more: what was to be done there is left, and what happened is written down."""
        if not self._desk.done():
            self._desk.set_result(None)

    def give(self, work: RunTool | CallEvent) -> None:
        """When more waits than can be done, a tool is refused, and of what happened only the end is kept."""
        if self._work.qsize() + self._unwritten.qsize() < FULL or isinstance(work, CallStarted | CallEnded):
            self._work.put_nowait(work)
        elif isinstance(work, RunTool):
            self._tell(ToolDone(work.id, refused(TROUBLE).answer))
        elif not self._overfull:
            self._overfull = True
            self._log.warning("too much happens in one call to be written down", call_id=work.call_id)

    async def serve(self) -> None:
        """Until the call's end is written down."""
        writing = asyncio.create_task(self._write_down())
        try:
            while not isinstance(work := await self._work.get(), CallEnded):
                if isinstance(work, RunTool):
                    await self._run(work)
                else:
                    self._unwritten.put_nowait(work)
                if isinstance(work, CallMessage):
                    self._notice(work)
            self._unwritten.put_nowait(work)
            await self._unwritten.join()
        finally:
            writing.cancel()

    async def _run(self, wanted: RunTool) -> None:
        desk = await self._desk
        if desk is None:
            return
        with suppress(TimeoutError):
            await asyncio.wait_for(self._unwritten.join(), _BEFORE_A_TOOL)
        at, began = self._clock.utc(), self._clock.now()
        result = await desk.run(wanted.name, wanted.arguments, wanted.heard_out)
        self._tell(ToolDone(wanted.id, result.answer, result.then))
        milliseconds = round((self._clock.now() - began) * 1000)
        self._unwritten.put_nowait(
            ToolUsed(
                call_id=desk.call_id,
                tool_call_id=wanted.id,
                tool=wanted.name[:100],
                arguments=wanted.arguments[:_LONGEST],
                answer=result.answer,
                ok=result.ok,
                code=result.code,
                at=at,
                milliseconds=milliseconds,
            )
        )

    def _notice(self, said: CallMessage) -> None:
        """What staff want to hear about at once."""
        if said.role == "user" and self._watch.heard(said.item_id, said.content):
            self._unwritten.put_nowait(CallFlagged(said.call_id, self._watch.signs))

    async def _write_down(self) -> None:
        while True:
            await self._write(await self._unwritten.get())
            self._unwritten.task_done()

    async def _write(self, event: CallEvent | CallFlagged) -> None:
        """A line that cannot be written must not cost the caller the call."""
        if isinstance(event, CallStarted | CallEnded):
            self._log.info(event.name, call_id=event.call_id)
        try:
            await self._records.record(event)
        except Exception:
            self._log.exception("not written down", event_name=event.name, call_id=event.call_id)
