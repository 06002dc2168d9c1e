"""One call's line to its model: dialled, read, hung up, and dialled again when the call wants another.

The caller is received once; a model that takes over finds the same desk, and is told how the order stands
there. Each line is read by a task of its own, gone before the next dials: nothing comes of two at once.
"""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress

import structlog

from pizzeria.agent.desk import Desk
from pizzeria.call.arrivals import Announce, Dial, Dialled, ModelGone
from pizzeria.errors import TurnedAway, Unreachable
from pizzeria.exchange import Exchange
from pizzeria.realtime.connection import Connection, Realtime
from pizzeria.realtime.events import Command, Configure, ModelEvent

Tell = Callable[[Dialled | Announce | ModelGone], None]
Hear = Callable[[ModelEvent, bytes], Coroutine[object, object, None]]


class Trunk:
    def __init__(self, exchange: Exchange, tell: Tell, hear: Hear, seat: Callable[[Desk], None]) -> None:
        """`tell` what becomes of a line; `hear` what is said on it, with its frame; `seat` the desk, once."""
        self._exchange = exchange
        self._tell = tell
        self._hear = hear
        self._seat = seat
        self._model: Connection | None = None
        self._dialling: asyncio.Task[None] | None = None
        self._leaving: set[asyncio.Task[None]] = set()
        self._received: tuple[Desk, Configure] | None = None
        self._log = structlog.get_logger()

    def dial(self, wanted: Dial) -> None:
        """Any line before is hung up, whether anybody is still on it or not."""
        self._hang_up()
        self._dialling = asyncio.create_task(self._carry(wanted))

    async def send(self, command: Command) -> str | None:
        """Answers the frame; None when nobody is there, who says so in its turn."""
        if self._model is None:
            return None
        with suppress(Unreachable):
            return await self._model.send(command)
        return None

    async def close(self) -> None:
        if self._dialling:
            self._dialling.cancel()
            await asyncio.wait([self._dialling])
        self._hang_up()
        if self._leaving:
            await asyncio.wait(self._leaving)

    def _hang_up(self) -> None:
        if self._dialling:
            self._dialling.cancel()
        model, self._model = self._model, None
        if model:
            task = asyncio.create_task(_close(model))
            self._leaving.add(task)
            task.add_done_callback(self._leaving.discard)

    async def _carry(self, wanted: Dial) -> None:
        """Reach the model and pass on all it says. However that ends, the call hears of it."""
        for_good = False
        try:
            await asyncio.sleep(wanted.after)
            received = await self._receive(wanted)
            if received is None:
                return
            why = await self._talk(wanted, *received)
        except Unreachable as error:
            why, for_good = str(error), isinstance(error, TurnedAway)
        except Exception:
            self._log.exception("the model's line broke", call_id=wanted.call_id)
            why = "our own fault"
        self._log.info("model gone", why=why, line=wanted.line, call_id=wanted.call_id)
        self._tell(ModelGone(why, wanted.line, for_good))

    async def _receive(self, wanted: Dial) -> tuple[Desk, Configure] | None:
        """None when no model is wanted."""
        if self._received is None:
            received = await self._exchange.reception(wanted)
            if isinstance(received, Announce):
                self._tell(received)
                return None
            self._received = received
            self._seat(received[0])
        return self._received

    async def _talk(self, wanted: Dial, desk: Desk, configure: Configure) -> str:
        """Why it ended."""
        realtime = await self._realtime(wanted, desk)
        self._model = model = await realtime.connect(self._exchange.terms.connect)
        self._tell(Dialled(configure, wanted.line, desk.standing() if wanted.line else ""))
        async for event in model.events():
            await self._hear(event, model.frame)
        return model.closed_because

    async def _realtime(self, wanted: Dial, desk: Desk) -> Realtime:
        standby = self._exchange.standby if wanted.standby else None
        if standby is None:
            return self._exchange.realtime
        desk.visit.language = standby.language
        return await standby.reach()


async def _close(model: Connection) -> None:
    with suppress(Exception):  # whatever a line does that we have given up
        await model.close()
