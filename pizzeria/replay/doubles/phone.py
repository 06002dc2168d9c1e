"""A telephone in a test's hand: dials the app's socket as 46elks does, speaks, listens, hangs up.

async with Phone("ws://127.0.0.1:8000/voice-stream") as phone:
    await phone.answered()          # the greeting was heard
    await phone.speak(1500)
    await phone.answered()
    await phone.hang_up()
"""

import asyncio
from asyncio import Task
from collections.abc import Callable
from contextlib import suppress
from dataclasses import KW_ONLY, dataclass, field
from types import TracebackType
from typing import Literal, Self
from uuid import uuid4

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from pizzeria.errors import Unreachable
from pizzeria.replay.doubles.earpiece import Cut, Earpiece, Played
from pizzeria.replay.doubles.exchange import Exchange, Message, Reason
from pizzeria.replay.doubles.mouthpiece import Mouthpiece
from pizzeria.replay.doubles.sound import FORMATS

_SHORTEST_PAUSE = 0.05
"""seconds: however fast the line, the app needs real time to go on"""


@dataclass(eq=False)
class Phone:
    """One call, from `hello` to `bye`. Waiting for what cannot come any more raises Unreachable."""

    url: str
    callid: str = field(default_factory=lambda: f"c{uuid4().hex}")
    from_number: str | None = "+46701234567"
    """a hidden number is "anonymous", "" or None, which leaves the key out"""
    to_number: str = "+4600700123"
    _: KW_ONLY
    speed: float = 1.0
    """so many times faster than life, both ways; `inf` plays and speaks at once"""
    frame_ms: int | tuple[int, ...] = 20
    """length of the caller's frames; several are taken in turn"""
    continuous: bool = False
    """send the line's noise between utterances, as real lines do"""
    sync_on_interrupt: Literal["answer", "drop"] = "answer"
    """what becomes of a sync that waits when the queue is emptied: 46elks does not say"""
    bye_drains: bool = True
    """whether the app's bye lets what is queued be heard first: 46elks does not say"""
    clock: Callable[[], float] | None = None
    """stamps `received` and `first_sound_at`; the event loop's clock unless given"""

    def __post_init__(self) -> None:
        if self.continuous and self.speed == float("inf"):
            raise ValueError("a continuous line needs a finite speed")
        self._tasks: list[Task[None]] = []
        self._spoken_at = float("-inf")

    async def __aenter__(self) -> Self:
        """Dials and says hello. Raises Unreachable where the caller would hear a busy tone."""
        self._loop = asyncio.get_running_loop()
        try:
            socket = await connect(self.url, max_size=None, compression=None, proxy=None)
        except (OSError, InvalidHandshake) as error:
            raise Unreachable(f"busy tone: {self.url}: {error}") from error
        self._earpiece = Earpiece(self.speed)
        self._exchange = Exchange(
            socket, self._earpiece, self.clock or self._loop.time, self.sync_on_interrupt, self.bye_drains
        )
        lengths = (self.frame_ms,) if isinstance(self.frame_ms, int) else self.frame_ms
        self._mouth = Mouthpiece(self._send_sound, lengths, self.speed, self.continuous)
        await self._say_hello()
        work = (self._exchange.listen(), self._exchange.reach_marks(), self._talk(), self._fall_silent())
        self._tasks = [self._loop.create_task(part) for part in work]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Hangs up if nobody has."""
        await self.hang_up()
        for task in self._tasks:
            task.cancel()
        outcomes = await asyncio.gather(*self._tasks, return_exceptions=True)
        for outcome in outcomes:
            if isinstance(outcome, Exception) and not isinstance(outcome, Unreachable | ConnectionClosed):
                raise outcome

    # what the caller does

    async def speak(self, milliseconds: int) -> None:
        """The caller's voice for so long, at the line's pace; waits for `listening` first."""
        await self.heard_listening()
        self._spoken_at = self._loop.time()
        await self._mouth.say("caller", milliseconds)

    async def play(self, recorded: bytes) -> None:
        """Sound as it was recorded, in the format the app listens to, as the caller's voice."""
        await self.heard_listening()
        self._spoken_at = self._loop.time()
        await self._mouth.say(recorded, len(recorded) // FORMATS[self.listening or ""].bytes_per_ms)

    async def silence(self, milliseconds: int) -> None:
        """The line's noise for so long."""
        await self.heard_listening()
        await self._mouth.say("noise", milliseconds)

    async def hang_up(self) -> None:
        await self._exchange.end("hangup", "the caller hung up")

    def drop(self) -> None:
        """Tears the line: no bye, no closing handshake."""
        self._exchange.finish("dropped")
        self._exchange.socket.transport.abort()

    async def send_raw(self, text: str) -> None:
        """Whatever it is: for what 46elks should never send."""
        await self._exchange.socket.send(text)

    # what the caller notices

    async def heard_listening(self) -> None:
        """Returns when the app has declared `listening`."""
        await self._exchange.until(lambda: self._loop.time() if self.listening else None)

    async def hears(self, milliseconds: float) -> None:
        """Returns when so much of the agent's sound has been played in all."""
        await self._exchange.until(lambda: self._earpiece.when_heard(milliseconds))

    async def quiet(self, pause_ms: int = 300) -> None:
        """Returns when all that was queued is played and no more came for a while, or the call is over."""
        with suppress(Unreachable):
            await self._exchange.until(lambda: self._quiet_at(pause_ms))

    async def answered(self, pause_ms: float = 300) -> None:
        """The same, but not before the agent has said something since the caller last began to speak."""
        await self._exchange.until(
            lambda: self._quiet_at(pause_ms) if self._earpiece.spoke_since(self._spoken_at) else None
        )

    async def ended(self) -> Reason:
        """Returns how the call ended, when it has."""
        while self._exchange.over is None:
            await self._exchange.change(None)
        return self._exchange.over

    # what is known about the call

    @property
    def received(self) -> list[tuple[float, Message]]:
        """Everything the app sent, with when it came."""
        return self._exchange.received

    @property
    def faults(self) -> list[str]:
        """What the app did against the rules, in words; muted frames are counted apart."""
        return self._exchange.faults

    @property
    def muted_frames(self) -> int:
        """Sound sent before `sending`, or after `interrupt` and before the next `sending`: never heard."""
        return self._exchange.muted_frames

    @property
    def first_sound_at(self) -> float | None:
        return self._exchange.first_sound_at

    @property
    def listening(self) -> str | None:
        """The format the app wants the caller's sound in; None before it says so."""
        return self._exchange.listening

    @property
    def heard_ms(self) -> int:
        """How much of the agent's sound was played until now."""
        return round(self._earpiece.heard_ms(self._loop.time()))

    @property
    def played(self) -> list[Played]:
        """The ledger: every frame queued, and what was really played of it."""
        return self._earpiece.ledger

    @property
    def cuts(self) -> list[Cut]:
        """Every interrupt."""
        return self._earpiece.cuts

    @property
    def spoken_ms(self) -> int:
        """How much the caller's end has sent, noise and all."""
        return self._mouth.sent_ms

    def _quiet_at(self, pause_ms: float) -> float:
        return self._earpiece.drained_at + max(pause_ms / 1000 / self.speed, _SHORTEST_PAUSE)

    async def _say_hello(self) -> None:
        hello = {"t": "hello", "callid": self.callid, "from": self.from_number, "to": self.to_number}
        await self._exchange.send({key: value for key, value in hello.items() if value is not None})

    async def _send_sound(self, data: str) -> None:
        await self._exchange.socket.send(f'{{"t":"audio","data":"{data}"}}')

    async def _talk(self) -> None:
        """Nothing is sent before `listening`; then in the format it names."""
        await self.heard_listening()
        self._mouth.line = FORMATS[self.listening or ""]
        await self._mouth.run()

    async def _fall_silent(self) -> None:
        reason = await self.ended()
        self._mouth.stop(Unreachable(f"the call is over: {reason}"))
