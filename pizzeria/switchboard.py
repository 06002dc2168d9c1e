"""Every live call of the house: answered, watched, and let finish when the house closes.

Calls are plain tasks in a set, each with a border of its own: a task group across them would hang up on
strangers.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import structlog

from pizzeria.admission import BEAT, Admission
from pizzeria.exchange import Exchange
from pizzeria.live_call import Call, Phone
from pizzeria.ordering.door_events import WhyRefused
from pizzeria.ordering.events import EndReason

_STUCK = 10.0
"""seconds a frame may take to be sent before the call is given up: the other end does not read"""
_GOODBYE = 12.0
"""seconds live calls get to hear the recorded goodbye and to hang up"""
_AT_ONCE = 1.0
"""seconds a phone gets to answer our bye"""
_PAPERWORK = 10.0
"""seconds for what is still to be written down when no call is left: the only end that paperwork has"""

FOR_STAFF: tuple[EndReason | None, ...] = ("transferred", "model_lost", "model_unreachable")
"""ends after which staff are to take the call"""
_REMEMBERED = 200
"""calls whose endings are kept in mind"""


class Switchboard:
    def __init__(self, exchange: Exchange, most: int) -> None:
        """`most`: calls at once."""
        self._exchange = exchange
        self._calls: dict[asyncio.Task[None], Call] = {}
        self._paperwork: dict[asyncio.Task[None], Call] = {}
        """of these calls, over or not, something is still to be written down"""
        self._endings: dict[str, EndReason] = {}
        self.draining = False
        """no new call is answered"""
        self._admission = Admission(most)
        self._worst_lag = 0.0

    @property
    def active(self) -> int:
        return len(self._calls)

    def refuses(self) -> WhyRefused | None:
        """Why no new call is taken now; None when one is."""
        return "closing" if self.draining else self._admission.refuses(self.active)

    def worst_lag(self) -> float:
        """Seconds by which the event loop was late at its worst, since this was asked last."""
        worst, self._worst_lag = self._worst_lag, 0.0
        return worst

    def answer(self, phone: Phone) -> Call:
        """A new call on this phone. It runs until it is over, whatever becomes of the caller of this."""
        call = Call(self._exchange, phone)
        task = asyncio.create_task(call.carry())
        self._calls[task] = call
        task.add_done_callback(self._over)
        self._paperwork[call.paperwork] = call
        call.paperwork.add_done_callback(self._paperwork.pop)
        return call

    def live(self, call_id: str) -> Call | None:
        """The call with this id that this process carries now."""
        return next((call for call in self._calls.values() if call.call_id == call_id), None)

    def hands_over(self, call_id: str) -> bool:
        """Whether this call left, or is leaving, for staff: what is known here when the database is slow."""
        live = (call.end_reason for call in self._calls.values() if call.call_id == call_id)
        return next(live, self._endings.get(call_id)) in FOR_STAFF

    def _over(self, task: asyncio.Task[None]) -> None:
        call = self._calls.pop(task)
        self._endings.pop(call.call_id, None)
        self._endings[call.call_id] = call.end_reason
        if len(self._endings) > _REMEMBERED:
            del self._endings[next(iter(self._endings))]

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Calls are watched while this is entered, and said goodbye to when it is left."""
        watch = asyncio.create_task(self._keep_watch())
        try:
            yield
        finally:
            watch.cancel()
            await self.drain()

    async def quiet(self) -> None:
        """Returns when no call is left, and everything of them is written down."""
        while busy := {*self._calls, *self._paperwork}:
            await asyncio.wait(busy)

    async def last_calls(self, seconds: float) -> None:
        """Take no more calls; returns when the live ones are over, or after so long."""
        self.draining = True
        await self._over_within(seconds)

    async def drain(self, seconds: float = _GOODBYE) -> None:
        """Take no more calls; say goodbye on the live ones, then end those that are left."""
        self.draining = True
        for call in self._calls.values():
            call.close()
        await self._over_within(seconds)
        await self.end()

    async def end(self) -> None:
        """Every call, now and without a word; their endings are written down."""
        self.draining = True
        for call in self._calls.values():
            call.end()
        await self._over_within(_AT_ONCE)
        for task in self._calls:
            task.cancel()
        with suppress(TimeoutError):
            await asyncio.wait_for(self.quiet(), _PAPERWORK)
        for task, call in list(self._paperwork.items()):
            structlog.get_logger().error("not written down", event_name="call.ended", call_id=call.call_id)
            task.cancel()

    async def _over_within(self, seconds: float) -> None:
        if self._calls:
            await asyncio.wait(set(self._calls), timeout=seconds)

    async def _keep_watch(self) -> None:
        """At every beat: how late the loop runs, and whether a call hangs in a send that nobody reads."""
        clock = self._exchange.clock
        log = structlog.get_logger()
        while True:
            due = clock.now() + BEAT
            await asyncio.sleep(BEAT)
            lag = max(0.0, clock.now() - due)
            self._worst_lag = max(self._worst_lag, lag)
            self._admission.felt(lag)
            for task, call in list(self._calls.items()):
                if call.sending_since is not None and clock.now() - call.sending_since > _STUCK:
                    log.warning("the other end does not read", call_id=call.call_id)
                    task.cancel()
