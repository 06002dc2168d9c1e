"""Both wires of a call, led through here: watched, and struck by one fault at one moment."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

import orjson
from websockets.asyncio.client import ClientConnection, connect
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from tests.chaos.story import Story

Fault = Literal["close 1011", "expired 1001", "reset", "silence", "failed", "garbage", "phone reset"]
FAULTS: tuple[Fault, ...] = (
    "close 1011",
    "expired 1001",
    "reset",
    "silence",
    "failed",
    "garbage",
    "phone reset",
)
TORN: tuple[Fault, ...] = ("reset", "phone reset")
GARBAGE = (
    "",
    "nonsense",
    "[]",
    '{"type":"response.output_audio.delta","delta":"?"}',
    '{"type":"of.tomorrow"}',
)
EXPIRED = "Your session hit the maximum duration of 60 minutes."
SESSION_TAKES = 0.9
"""seconds until another session is there, over the real net"""
FAILED = {"type": "failed", "error": {"type": "server_error", "code": "server_error"}}


@dataclass(eq=False)
class Wires:
    fault: Fault
    story: Story
    phone: ServerConnection | None = None

    @asynccontextmanager
    async def phone_detour(self, address: str) -> AsyncIterator[str]:
        async def carry(caller: ServerConnection) -> None:
            self.phone = caller
            async with connect(address, max_size=None, compression=None) as house:
                await _race(self._to_caller(house, caller), self._from_caller(caller, house))
                await caller.close()

        async with serve(carry, "127.0.0.1", 0, max_size=None, compression=None) as server:
            port = next(iter(server.sockets)).getsockname()[1]
            yield f"ws://127.0.0.1:{port}{urlsplit(address).path}"

    @asynccontextmanager
    async def model_detour(self, address: str) -> AsyncIterator[str]:
        async def carry(house: ServerConnection) -> None:
            assert house.request
            url = f"ws://{urlsplit(address).netloc}{house.request.path}"
            told = house.request.headers
            key = {name: told[name] for name in ("Authorization", "OpenAI-Beta") if name in told}
            self.story.lines += 1
            if self.story.lines > 1:
                await asyncio.sleep(SESSION_TAKES)
            async with connect(url, additional_headers=key, max_size=None, compression=None) as model:
                await Line(self, self.story.lines, house, model).carry()

        async with serve(carry, "127.0.0.1", 0, max_size=None, compression=None, close_timeout=1) as server:
            port = next(iter(server.sockets)).getsockname()[1]
            yield f"http://127.0.0.1:{port}{urlsplit(address).path}"

    async def _to_caller(self, house: ClientConnection, caller: ServerConnection) -> None:
        async for frame in house:
            self.story.to_caller(str(frame), _now())
            await caller.send(frame)

    async def _from_caller(self, caller: ServerConnection, house: ClientConnection) -> None:
        async for frame in caller:
            self.story.from_caller(str(frame), _now())
            await house.send(frame)


@dataclass(eq=False)
class Line:
    """One connection of the house to the model."""

    wires: Wires
    number: int
    house: ServerConnection
    model: ClientConnection
    struck: bool = False
    made_up: int = 0
    under_way: str = ""
    """the response that is being made"""

    async def carry(self) -> None:
        await _race(self._from_model(), self._from_house())
        for end in (self.house, self.model):
            with suppress(ConnectionClosed):
                await end.close()

    async def _from_model(self) -> None:
        story = self.wires.story
        async for frame in self.model:
            text = frame if isinstance(frame, str) else frame.decode()
            story.events += 1
            self._note(text)
            if story.events == story.at_event:
                self.struck = True
                story.strikes(self.number, _now())
                await self._strike(text)
            if not self.struck or self.wires.fault in ("garbage", "phone reset"):
                story.from_model(self.number, text, _now())
                await self.house.send(text)
            elif self.wires.fault == "failed":
                await self._fail_instead(text)
        if self.struck and self.wires.fault == "silence":
            await self.house.wait_closed()

    def _note(self, frame: str) -> None:
        if "response.created" in frame[:200] and not self.struck:
            self.under_way = orjson.loads(frame)["response"]["id"]
        elif "response.done" in frame[:200]:
            self.under_way = ""

    async def _from_house(self) -> None:
        async for frame in self.house:
            text = frame if isinstance(frame, str) else frame.decode()
            if self.struck and self.wires.fault == "silence":
                continue
            if self.struck and self.wires.fault == "failed" and '"response.create"' in text[:200]:
                self.made_up += 1
                await self._fails(f"made_up_{self.made_up}")
                continue
            if '"input_audio"' in text[:250]:
                self.wires.story.recalled.add(orjson.loads(text)["item"]["id"])
            await self.model.send(text)

    async def _strike(self, frame: str) -> None:
        match self.wires.fault:
            case "close 1011":
                await self.house.close(1011, "keepalive ping timeout")
            case "expired 1001":
                error = {"type": "invalid_request_error", "code": "session_expired", "message": EXPIRED}
                await self.house.send(_written("error", error=error))
                await self.house.close(1001, EXPIRED)
            case "reset":
                self.house.transport.abort()
            case "silence":
                await self.model.close()  # so the script knows, and nobody else
            case "garbage":
                for text in GARBAGE * 10:
                    await self.house.send(text)
            case "phone reset" if self.wires.phone:
                self.wires.phone.transport.abort()
            case "failed" if "response.created" not in frame[:200]:
                await self._fails("")

    async def _fail_instead(self, frame: str) -> None:
        """Of the model's own responses nothing is heard but that they failed."""
        kind = orjson.loads(frame)["type"]
        if kind == "response.created":
            await self._fails(orjson.loads(frame)["response"]["id"])
        elif not kind.startswith("response."):
            await self.house.send(frame)

    async def _fails(self, response: str) -> None:
        """`response`: begun and failed; "": the one that is under way, whatever it is called."""
        if response:
            await self.house.send(_written("response.created", response={"id": response}))
        failed = {"id": response or self.under_way, "status": "failed", "status_details": FAILED}
        if failed["id"]:
            await self.house.send(_written("response.done", response=failed))


def _written(kind: str, **fields: object) -> str:
    return orjson.dumps({"type": kind, "event_id": "struck", **fields}).decode()


def _now() -> float:
    return asyncio.get_running_loop().time()


async def _race(*ways: object) -> None:
    """Until one of them comes to its end; the others are ended."""
    tasks = [asyncio.ensure_future(way) for way in ways]  # type: ignore[call-overload]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
