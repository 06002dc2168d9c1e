"""The model of the soak: takes an order from whoever calls, and is struck by a fault now and then."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random
from typing import Any, Literal, get_args

from pizzeria.realtime_server.line import CutOff
from pizzeria.replay.doubles.model_line import ModelLine

Fault = Literal["close 1011", "reset", "expired", "silence", "failed", "fatal", "garbage"]
FAULTS: tuple[Fault, ...] = get_args(Fault)
STRUCK = 0.3
"""of the lines"""
WITHIN = 2.0, 25.0
"""seconds from a line's beginning"""
DISHES = "vesuvio", "capricciosa", "hawaii", "margherita"


@dataclass
class Ledger:
    """What the model knows of the orders."""

    asked: int = 0
    """so often was an order to be placed"""
    confirmed: set[int] = field(default_factory=set)
    """the numbers that the house has answered"""
    struck: dict[Fault, int] = field(default_factory=dict)


class Agents:
    def __init__(self, chance: Random) -> None:
        self.ledger = Ledger()
        self._chance = chance

    async def script(self, line: ModelLine) -> None:
        """Of one connection."""
        talk = asyncio.create_task(Agent(line, self.ledger, self._chance.choice(DISHES)).serve())
        try:
            if self._chance.random() < STRUCK:
                await self._strike(line, talk, self._chance.choice(FAULTS))
            await talk
        finally:
            talk.cancel()
            await asyncio.wait([talk])

    async def _strike(self, line: ModelLine, talk: "asyncio.Task[None]", fault: Fault) -> None:
        await asyncio.sleep(self._chance.uniform(*WITHIN) / line.speed)
        self.ledger.struck[fault] = self.ledger.struck.get(fault, 0) + 1
        if fault not in ("garbage", "failed"):
            talk.cancel()
            await asyncio.wait([talk])
        await _STRIKES[fault](line)
        if fault not in ("garbage", "failed"):
            await line.client_gone()


class Agent:
    """On one line, which may be the second of a call: what is in the order is asked of the house."""

    def __init__(self, line: ModelLine, ledger: Ledger, dish: str) -> None:
        self._line = line
        self._ledger = ledger
        self._dish = dish
        self._revision: int | None = None
        """that was read back"""

    async def serve(self) -> None:
        await self._line.configured()
        await self._line.response()
        await self._says("The Lantern, what would you like?", 1500)
        while True:
            await self._line.caller_turn("Yes, one of those, please.")
            await self._line.response()
            with suppress(CutOff):
                await self._goes_on()

    async def _goes_on(self) -> None:
        if self._revision is None:
            await self._reads_back()
            return
        self._ledger.asked += 1
        placed = await self._uses("place_order", name="Kim", revision=self._revision)
        self._revision = None
        if not placed["ok"]:
            await self._reads_back()
            return
        self._ledger.confirmed.add(placed["order"]["number"])
        await self._says("Thank you, goodbye!", 900)
        await self._line.response()
        await self._line.call_tool("end_call", last=True)

    async def _reads_back(self) -> None:
        review = await self._uses("review_order")
        if not review["ok"]:
            await self._uses("add_item", item=self._dish, size="normal")
            await self._uses("choose_pickup")
            review = await self._uses("review_order")
        self._revision = review.get("revision")
        await self._says("One pizza, and you collect it. Is that right?", 2500)

    async def _uses(self, tool: str, **arguments: object) -> Any:
        return await self._line.call_tool(tool, dict(arguments))

    async def _says(self, words: str, milliseconds: int) -> None:
        await self._line.say(words, milliseconds)
        await self._line.done()


async def _garbage(line: ModelLine) -> None:
    for event in ({"type": "of.tomorrow"}, {"type": "response.done", "response": 7}, {"delta": "?"}):
        await line.send(dict(event))


async def _dropped(line: ModelLine) -> None:
    line.drop()


async def _silence(line: ModelLine) -> None:
    """It hears, and says no more."""


async def _failed(line: ModelLine) -> None:
    """The server has a fault of its own, and goes on."""
    await line.send(
        {"type": "error", "error": {"type": "server_error", "code": "server_error", "message": ""}}
    )


async def _fatal(line: ModelLine) -> None:
    error = {"type": "insufficient_quota", "code": "insufficient_quota", "message": "no money"}
    await line.send({"type": "error", "error": error})
    await line.close(1008, "insufficient_quota")


_STRIKES: dict[Fault, Callable[[ModelLine], Awaitable[None]]] = {
    "close 1011": lambda line: line.close(1011, "keepalive ping timeout"),
    "reset": _dropped,
    "expired": lambda line: line.expire(),
    "silence": _silence,
    "failed": _failed,
    "fatal": _fatal,
    "garbage": _garbage,
}
