"""The tape player: takes the phone's part, the model's, or both, over real sockets, from a tape.

A peer says its next line when all before it on the tape has been said, on either wire, and not before its
moment. What the house says is noted, and set against the tape afterwards. When something does not come that
should have, the player waits a little, goes on, and tells.

    async with TapePlayer(tape, listener) as player:
        ...                             # the house, with OPENAI_BASE_URL at the listener
        differences = await player.play("ws://127.0.0.1:8000/voice-stream")
"""

import asyncio
import socket
from asyncio import Task
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from http import HTTPStatus
from math import inf
from types import TracebackType
from typing import Self

import orjson
from websockets.asyncio.client import connect
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import InvalidHandshake
from websockets.http11 import Request, Response
from websockets.typing import Subprotocol

from pizzeria.errors import Unreachable
from pizzeria.replay.taped.compared import Tolerance
from pizzeria.replay.taped.comparison import differences
from pizzeria.replay.taped.wires import Got, News, PlayedWire
from pizzeria.replay.verdicts.verdict import Difference
from pizzeria.sound import Format
from pizzeria.tape.lines import Line, Tape, Wire
from pizzeria.tape.sound import whole

_PATIENCE = 2.0
"""seconds that the player waits for a frame that is due"""
_FAREWELL = 15.0
"""seconds until the house has hung up on the model, after the call"""
_AHEAD = 0.0004
"""seconds by which a peer speaks before its moment: the house rounds up to it, and a timer of the house that
rings at the same moment comes second, unless the tape has it first"""
_SETTLE = 1e-6
"""seconds that the house is left alone with what one peer said, before the other speaks"""
_ALREADY_GONE = "the house hung up before the peer could say this line"


@dataclass(eq=False)
class TapePlayer:
    tape: Tape
    listener: socket.socket | None = None
    """bound, where the house will dial its model; None: somebody else takes the model's part"""
    tolerance: Tolerance | None = None
    """how early and late the house may be; unless given, as early as the tape allows, and never late"""
    _news: News = field(default_factory=News)
    _told: list[Difference] = field(default_factory=list)
    _lines: int = 0
    """that the model has spoken on"""
    _place: int = 0
    """of the line that is played"""

    async def __aenter__(self) -> Self:
        self._wires: dict[Wire, PlayedWire] = {}
        self._stack = AsyncExitStack()
        if self.listener is not None:
            self._wires["model"] = PlayedWire(self._news)
            server = serve(
                self._answer,
                sock=self.listener,
                process_request=self._admit,
                select_subprotocol=_select,
                max_size=None,
                compression=None,
                close_timeout=1,
            )
            await self._stack.enter_async_context(server)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stack.aclose()

    async def play(self, phone_url: str | None) -> list[Difference]:
        """Plays the tape to its end; answers what the house did otherwise. Raises Unreachable when nobody
        answers at `phone_url`; None: somebody else takes the phone's part, and the house is waited for.
        """
        listening = await self._dial(phone_url) if phone_url else await self._dialled()
        try:
            await self._walk()
            await self._hang_up()
        finally:
            for task in listening:
                task.cancel()
            await asyncio.gather(*listening, return_exceptions=True)
        tolerance = self.tolerance or Tolerance(early=self.tape.tolerance_ms)
        return [*self._told, *differences(self.tape, self.got, self._began, tolerance)]

    @property
    def got(self) -> Mapping[Wire, Sequence[Got]]:
        """What the house said so far, on each wire that is played."""
        return {name: wire.got for name, wire in self._wires.items()}

    async def _dial(self, phone_url: str) -> list[Task[None]]:
        self._wires["phone"] = PlayedWire(self._news)
        try:
            phone = await connect(phone_url, max_size=None, compression=None, proxy=None)
        except (OSError, InvalidHandshake) as error:
            raise Unreachable(f"busy tone: {phone_url}: {error}") from error
        self._began = asyncio.get_running_loop().time()
        return [asyncio.create_task(self._wires["phone"].listen(phone))]

    async def _dialled(self) -> list[Task[None]]:
        """The call began so long before the house dialled its model as on the tape."""
        model = self._wires["model"]
        await self._news.until(lambda: model.socket is not None or model.gone, inf)
        first = next((line.at for line in self.tape.lines if line.on == "model"), 0.0)
        self._began = asyncio.get_running_loop().time() - first
        return []

    async def _walk(self) -> None:
        """Line by line: what is ours to say is said, what is the house's is waited for."""
        expected: dict[Wire, int] = dict.fromkeys(self._wires, 0)
        spoke: Wire | None = None
        for place, line in enumerate(self.tape.lines):
            self._place = place
            if line.on not in self._wires:
                continue
            if line.by == "us":
                expected[line.on] += 1
                continue
            await self._all_said(expected, line.at)
            if spoke not in (None, line.on):
                await asyncio.sleep(_SETTLE)
            await self._say(line)
            spoke = line.on
        await self._all_said(expected, self.tape.lines[-1].at if self.tape.lines else 0.0)

    async def _all_said(self, expected: dict[Wire, int], at: float) -> None:
        """The house has said so much on each wire. What does not come is not waited for again."""
        loop = asyncio.get_running_loop()
        by = max(loop.time(), self._began + at) + _PATIENCE
        if await self._news.until(lambda: all(self._said(wire, n) for wire, n in expected.items()), by):
            return
        for wire, count in expected.items():
            self._wires[wire].owed = max(0, count - len(self._wires[wire].got))

    def _said(self, wire: Wire, count: int) -> bool:
        played = self._wires[wire]
        return played.gone or len(played.got) + played.owed >= count

    async def _say(self, line: Line) -> None:
        loop = asyncio.get_running_loop()
        wire = self._wires[line.on]
        await asyncio.sleep(max(0.0, self._began + line.at - _AHEAD - loop.time()))
        if line.on == "model" and line.closed is None:
            self._lines += _begins(line)
            await self._news.until(
                lambda: wire.there and wire.dialled >= self._lines, loop.time() + _PATIENCE
            )
        try:
            if line.closed is not None:
                await wire.leave(line.closed)
            else:
                await wire.say(_text(line, self.tape.sound))
        except Unreachable:
            self._tell(line, _ALREADY_GONE)

    async def _hang_up(self) -> None:
        """The phone is put down, if it is not yet, and the house hangs up on the model."""
        loop = asyncio.get_running_loop()
        if phone := self._wires.get("phone"):
            await phone.leave("1000")
        if model := self._wires.get("model"):
            await self._news.until(lambda: model.socket is None or model.gone, loop.time() + _FAREWELL)

    @property
    def _refuses(self) -> bool:
        """On the tape the model could not be reached at this place."""
        rest = self.tape.lines[self._place :]
        first = next((line for line in rest if line.on == "model" and line.by == "peer"), None)
        return first is not None and first.closed is not None

    def _admit(self, socket: ServerConnection, request: Request) -> Response | None:
        del request
        if not self._refuses:
            return None
        self._wires["model"].gone = True
        self._news.tell()
        return socket.respond(HTTPStatus.SERVICE_UNAVAILABLE, "as on the tape\n")

    async def _answer(self, socket: ServerConnection) -> None:
        await self._wires["model"].listen(socket)

    def _tell(self, line: Line, said: str) -> None:
        if not any(each.said == said for each in self._told):
            self._told.append(Difference(self.tape.path, line.number, said))


def _begins(line: Line) -> bool:
    """A line that was dialled: the first thing on it."""
    return isinstance(line.frame, dict) and line.frame.get("type") == "session.created"


def _text(line: Line, sound: Format) -> str:
    frame = line.frame
    return orjson.dumps(whole(frame, sound)).decode() if isinstance(frame, dict) else frame


def _select(socket: ServerConnection, offered: Sequence[Subprotocol]) -> Subprotocol | None:
    del socket
    return Subprotocol("realtime") if "realtime" in offered else None
