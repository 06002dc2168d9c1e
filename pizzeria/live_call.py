"""One live call: the only place that holds both sockets, and the one that waits.

A call runs in a task of its own, apart from the handler that reads its phone, for that is cancelled the
moment the caller goes. `Session` decides; here its decisions are carried out, in order. A fault in one call
ends at its border.
"""

import asyncio
import math
from contextlib import suppress
from typing import Protocol

import structlog

from pizzeria.agent.desk import Desk
from pizzeria.call.arrivals import (
    Announce,
    Arrival,
    Closing,
    CutOff,
    Dial,
    Dialled,
    Effect,
    HangUp,
    ModelGone,
    PhoneGone,
    RunTool,
    Tick,
)
from pizzeria.call.session import Session
from pizzeria.clerk import Clerk
from pizzeria.elks.frames import Audio, Bye, Hello, Incoming, Interrupt, Listening, Sending, Sync, encode
from pizzeria.errors import Unreachable
from pizzeria.exchange import Exchange
from pizzeria.mailbox import Mailbox
from pizzeria.ordering.events import CallEnded, CallMessage, CallStarted, CartChanged, EndReason, ToolUsed
from pizzeria.ordering.flags import Watch
from pizzeria.ordering.line_events import ModelBack, ModelLost
from pizzeria.realtime.events import Command, Fault, ModelEvent
from pizzeria.tape.found import found
from pizzeria.tape.lines import Wire
from pizzeria.tape.recording import Taped
from pizzeria.trunk import Trunk

_AS_A_RULE = 1.0
"""seconds in which the clerk has finished: who hears the line close then finds all of it written down"""


class Phone(Protocol):
    """The caller's end of the line, from whatever server it came in."""

    async def send(self, frame: str) -> None: ...
    async def close(self) -> None: ...


class Call:
    """One live call: its queue, its sockets, and the session that decides."""

    def __init__(self, exchange: Exchange, phone: Phone) -> None:
        self._exchange = exchange
        self._phone = phone
        self._clock = exchange.clock
        self._opened, opened_at = self._clock.now(), self._clock.utc()
        self._session = Session(exchange.terms, opened_at, 0.0)
        self._tape = exchange.tapes.begin(opened_at) if exchange.tapes else None
        self._mailbox: Mailbox[Arrival | Taped] = Mailbox()
        self._clerk = Clerk(exchange.records, self._clock, self._mailbox.post, Watch(exchange.flags))
        self.paperwork = asyncio.create_task(self._clerk.serve())
        """outlives the call: it is done when the ending is written down, however slow the database is"""
        self._trunk = Trunk(exchange, self._of_model, self._from_model, self._seat)
        self._timer: asyncio.TimerHandle | None = None
        self._armed: float | None = None
        self._rang = 0.0
        """the moment of the last tick: not a hair's breadth of rounding may lie before it"""
        self._announced = ""
        self._log = structlog.get_logger()
        self.sending_since: float | None = None

    @property
    def call_id(self) -> str:
        """Known as soon as the phone has said it."""
        return self._session.call_id or self._announced

    @property
    def end_reason(self) -> EndReason:
        """Why it ends, once it does."""
        return self._session.reason

    async def heard(self, arrival: Incoming, frame: str | bytes) -> None:
        """What the phone says, and the frame that said it; waits when it says more than we can take."""
        if isinstance(arrival, Hello):
            self._announced = arrival.call_id
        await self._mailbox.deliver(self._letter("phone", arrival, frame), len(frame))

    def phone_gone(self) -> None:
        self._mailbox.post(self._letter("phone", PhoneGone()))

    def close(self) -> None:
        """The house closes: a goodbye is said, and that is the call."""
        self._mailbox.post(Closing())

    def hand_over(self) -> None:
        """Staff take the call: the agent says so, and goes."""
        self._mailbox.post(Closing("transferred"))

    def cut_off(self) -> None:
        self._mailbox.post(CutOff())

    def end(self) -> None:
        """The house is gone in a moment: no word more."""
        self._mailbox.post(CutOff("shutdown"))

    async def carry(self) -> None:
        """The whole call. The one broad `except` of the program is here: its border to all other calls."""
        try:
            while not self._session.over:
                letter = await self._mailbox.take()
                at = self._time()
                await self._carry_out(letter.take(at) if isinstance(letter, Taped) else letter, at)
        except Exception:
            self._log.exception("a call broke", call_id=self._session.call_id)
        finally:
            await self._clean_up()

    def _time(self) -> float:
        """Seconds since the phone's socket opened, in the whole milliseconds that a tape has: what is decided
        here is decided again when the tape is played.
        """
        return max(_whole_ms(self._clock.now() - self._opened), self._rang)

    def _letter(self, on: Wire, arrival: Arrival, frame: str | bytes | None = None) -> Arrival | Taped:
        """What arrived, with its frame when that is to be recorded."""
        return Taped(self._tape, on, arrival, frame) if self._tape else arrival

    async def _carry_out(self, arrival: Arrival, at: float) -> None:
        if isinstance(arrival, Fault):
            self._log.warning("the model objects", code=arrival.code, call_id=self._session.call_id)
        for effect in self._session.receive(arrival, at):
            await self._do(effect)
        if self._session.deadline != self._armed:
            self._arm(self._session.deadline)

    async def _do(self, effect: Effect) -> None:
        match effect:
            case Audio() | Listening() | Sending() | Interrupt() | Sync() | Bye():
                await self._to_phone(encode(effect))
            case RunTool() | CallStarted() | CallMessage() | CartChanged() | ToolUsed() | CallEnded():
                self._clerk.give(effect)
            case ModelLost() | ModelBack():
                self._clerk.give(effect)
            case Dial():
                self._trunk.dial(effect)
            case HangUp():
                pass  # the session is over, and so is the loop that asked it
            case _:
                await self._to_model(effect)

    async def _to_phone(self, frame: str) -> None:
        """A phone that is gone says so itself, in its turn."""
        self.sending_since = self._clock.now()
        with suppress(Unreachable):
            await self._phone.send(frame)
            if self._tape:
                self._tape.sent("phone", frame, self._time())
        self.sending_since = None

    async def _to_model(self, command: Command) -> None:
        self.sending_since = self._clock.now()
        frame = await self._trunk.send(command)
        if self._tape and frame:
            self._tape.sent("model", frame, self._time())
        self.sending_since = None

    def _seat(self, desk: Desk) -> None:
        """The tools of this call are run at it, whatever becomes of the model."""
        if self._tape:
            self._tape.house = found(desk.visit.sold_out, desk.visit.kitchen)
        self._clerk.seat(desk)

    async def _from_model(self, event: ModelEvent, frame: bytes) -> None:
        await self._mailbox.deliver(self._letter("model", event, frame), len(frame))

    def _of_model(self, told: Dialled | Announce | ModelGone) -> None:
        """Of these, a tape knows that a line is gone."""
        self._mailbox.post(self._letter("model", told) if isinstance(told, ModelGone) else told)

    def _arm(self, deadline: float | None) -> None:
        if self._timer:
            self._timer.cancel()
        self._armed = deadline
        if deadline is None:
            self._timer = None
        else:
            self._timer = self._clock.call_at(self._opened + _whole_ms(deadline), self._tick)

    def _tick(self) -> None:
        self._rang, self._armed = self._armed or 0.0, None
        self._mailbox.post(Tick())

    async def _clean_up(self) -> None:
        """Whatever broke, the ending is with the clerk and both sockets are closed."""
        self.sending_since = None
        self._arm(None)
        self._mailbox.close()
        for effect in self._session.receive(Bye("error"), self._time()):
            if isinstance(effect, CallMessage | CallEnded):
                self._clerk.give(effect)
        await self._trunk.close()
        self._clerk.call_is_over()
        if not self._session.call_id:
            self.paperwork.cancel()
        await asyncio.wait([self.paperwork], timeout=_AS_A_RULE)
        with suppress(Exception):
            await self._phone.close()
        if self._exchange.tapes and self._tape:
            await self._exchange.tapes.finish(self._tape, self._session.call_id)


def _whole_ms(seconds: float) -> float:
    """Up to the next millisecond, but for what adding floats may have added."""
    return math.ceil(seconds * 1000 - 0.01) / 1000
