"""One call that is typed: the built-in waiter at a desk of the house's own, in the house's own database.

The call stands in the call log, word for word, and its order on the board, like any other.
"""

import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Literal

import orjson

from pizzeria.agent.desk import Desk
from pizzeria.call.arrivals import Announce, Dial
from pizzeria.clock import Clock
from pizzeria.menu_files import Files
from pizzeria.ordering.as_json import Json
from pizzeria.ordering.events import CallEnded, CallMessage, CallStarted, EndReason
from pizzeria.store.store import Store
from pizzeria.voice.wits.acts import Answer, Call, Say, Turn
from pizzeria.voice.wits.waiter import Waiter
from pizzeria.wiring import FrontDesk

Typed = Callable[[], Awaitable[str | None]]
"""the caller's next words; None when they hang up"""
Role = Literal["user", "assistant"]


@dataclass(frozen=True, slots=True)
class Screen:
    """Where a typed call is shown."""

    said: Callable[[str], None]
    """what the waiter says"""
    used: Callable[[str, Json, bool], None]
    """a tool, its arguments, whether it was allowed"""


@dataclass(slots=True)
class TypedCall:
    desk: Desk
    waiter: Waiter
    store: Store
    clock: Clock
    screen: Screen
    heard_out: tuple[bool, ...] = (True,)
    messages: int = 0
    reason: EndReason = field(default="hangup")

    async def talk(self, typed: Typed) -> None:
        """From the greeting until either side ends it."""
        await self._take(self.waiter.greet())
        while not self.waiter.finished and (words := await typed()) is not None:
            await self._note("user", words)
            self.heard_out += (True,)
            await self._take(self.waiter.hear(words))
        await self.store.record(CallEnded(self.desk.call_id, self.reason, self.clock.utc()))

    async def _take(self, turn: Turn) -> None:
        """What is typed is read to its end: nothing here is ever broken off."""
        answer: Answer | None = None
        while True:
            try:
                act = turn.send(answer)
            except StopIteration:
                return
            answer = None
            match act:
                case Say(text):
                    self.screen.said(text)
                    await self._note("assistant", text)
                case Call(name, arguments):
                    answer = await self._use(name, arguments)

    async def _use(self, name: str, arguments: Json) -> Answer:
        result = await self.desk.run(name, orjson.dumps(arguments).decode(), self.heard_out)
        self.screen.used(name, arguments, result.ok)
        if result.then != "go_on":
            self.reason = "transferred" if result.then == "transfer" else "goodbye"
        answer: Answer = orjson.loads(result.answer)
        return answer

    async def _note(self, role: Role, words: str) -> None:
        self.messages += 1
        item, now = f"typed-{self.messages}", self.clock.utc()
        await self.store.record(CallMessage(self.desk.call_id, item, role, words, now, self.messages))


async def typed_call(
    front_desk: FrontDesk, files: Files, store: Store, number: str, screen: Screen
) -> TypedCall:
    """A call that has begun, from `number`: E.164, or "" when hidden. `files` have no clips to be played."""
    clock, call_id = Clock(), f"chat-{uuid.uuid4()}"
    await store.record(CallStarted(call_id, number, files.house.phone, clock.utc()))
    received = await front_desk.receive(Dial(call_id, number))
    assert not isinstance(received, Announce)
    desk, configure = received
    waiter = Waiter(files.menu, files.house, configure.instructions)
    return TypedCall(desk, waiter, store, clock, screen)
