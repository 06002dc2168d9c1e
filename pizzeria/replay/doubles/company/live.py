"""One call through 46elks: its actions followed, our webhooks asked, our socket dialled.

Source: https://46elks.com/docs/call-actions, /docs/voice-connect, /docs/receive-call, /docs/realtime-voice.
Where the pages are silent or sources disagree it does what is kind to no one: a webhook that fails loses the
call, and an action nested in `next` is not followed (46elks' own people saw that fail live).
`ivr` and `record` are not played, for the house never asks for them: they are faults.
"""

import asyncio
from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import uuid4

import orjson
from websockets.exceptions import InvalidURI

from pizzeria.errors import Unreachable
from pizzeria.replay.doubles.company.lines import Line, Lines, stamp
from pizzeria.replay.doubles.company.world import TAKEN, Outcome, Person, World, is_here
from pizzeria.replay.doubles.phone import Phone

Action = dict[str, Any]
Direction = Literal["incoming", "outgoing"]

_KEYS = {
    "connect": {"connect", "timeout", "callerid", "busy", "failed", "next", "whenhangup", "recordcall"},
    "play": {"play", "skippable", "next", "whenhangup"},
    "hangup": {"hangup", "whenhangup"},
}
_HOW = ("busy", "reject", "404")


@dataclass(frozen=True, slots=True)
class Manners:
    """What sources disagree about, or what 46elks may do on a bad day."""

    socket_failure: Literal["busy", "failed"] = "failed"
    """which branch is taken when our socket cannot be reached"""
    nested_next: bool = False
    hangups: int = 1
    """how often `whenhangup` is told"""
    hangup_first: bool = False
    """whether it is told before the socket hears of it"""
    same_id: bool = True
    """whether the socket's hello has the call's own id"""


@dataclass(eq=False)
class LiveCall:
    lines: Lines
    world: World
    manners: Manners
    faults: list[str]
    direction: Direction
    from_number: str
    """"anonymous" when hidden"""
    to_number: str
    whenhangup: str = ""
    id: str = field(default_factory=lambda: f"c{uuid4().hex}")
    created: str = field(default_factory=stamp)
    state: str = "ongoing"
    actions: list[Action] = field(default_factory=list)
    legs: list[Action] = field(default_factory=list)
    phones: list[Phone] = field(default_factory=list)
    """one for each time our socket was dialled"""

    def __post_init__(self) -> None:
        self._changed = asyncio.Condition()
        self._gone = asyncio.Event()

    # what the caller does

    async def phone(self, number: int = 0) -> Phone:
        """The caller's ear and mouth at our socket, once it is dialled for the so-manieth time.

        Raises Unreachable when the call ends without it.
        """
        async with self._changed:
            await self._changed.wait_for(lambda: len(self.phones) > number or self.state != "ongoing")
        if len(self.phones) <= number:
            raise Unreachable(f"the call is over: {self.state}")
        return self.phones[number]

    async def hang_up(self) -> None:
        self._gone.set()
        if self.manners.hangup_first:
            await self._tell_hangup()
        for phone in self.phones:
            await phone.hang_up()

    async def over(self) -> str:
        """Returns the call's last state."""
        async with self._changed:
            await self._changed.wait_for(lambda: self.state != "ongoing")
        return self.state

    # what 46elks does

    async def follow(self, start: str) -> None:
        """The whole call, from its `voice_start` to the last `whenhangup`."""
        asked = {"direction": self.direction, "callid": self.id, "created": self.created, **self._ends()}
        action = await self._answer(start, asked)
        state = "failed"  # also when something breaks in here: nobody waits for ever
        try:
            while action:
                self.whenhangup = action.get("whenhangup", self.whenhangup)
                state, action = await self._step(action)
            state = "success" if action == {} and not self.actions else state
        finally:
            await self.end(state)

    async def end(self, state: str) -> None:
        async with self._changed:
            self.state = state
            self._changed.notify_all()
        for _ in range(self.manners.hangups - (self.manners.hangup_first and self._gone.is_set())):
            await self._tell_hangup()

    def document(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "direction": self.direction,
            **self._ends(),
            "created": self.created,
            "start": self.created,
            "duration": 1,
            "state": self.state,
            "cost": 0,
            "actions": self.actions,
            "legs": self.legs,
        }

    async def _step(self, action: Action) -> tuple[str, Action | None]:
        """Does one action; its result, and the action after it."""
        name = next((key for key in _KEYS if key in action), "")
        self.faults += [
            f"{key} is no key of {name or 'any'} action" for key in action.keys() - _KEYS.get(name, set())
        ]
        match action:
            case {"connect": str(to)}:
                result = await self._connect(to)
            case {"play": str(url)}:
                result = "success" if url.startswith("sound/") or await self.world.fetch(url) else "failed"
            case {"hangup": str(how)} if how in _HOW:
                return ("busy" if how == "busy" else "failed"), None
            case _:
                self.faults.append(f"not an action: {action}")
                return "failed", None
        self.actions.append({name: action[name], "result": result})
        if self._gone.is_set():
            return result, None
        return result, action.get(result) or await self._next(action.get("next"), result)

    async def _next(self, told: object, result: str) -> Action | None:
        match told:
            case None:
                return None
            case str(url):
                return await self._answer(url, {"callid": self.id, "result": result, **self._webhook_ends()})
            case dict() if self.manners.nested_next:
                return told
            case _:
                self.faults.append("an action nested in next is not followed")
                return None

    async def _connect(self, to: str) -> Outcome:
        """Several ring at once; the first of them that answers has the call."""
        results = [await self._ring(number.strip()) for number in to.split(",")]
        return next((r for r in ("success", "busy") if r in results), "failed")

    async def _ring(self, number: str) -> Outcome:
        line = self.lines.find(number)
        result = await (self._dial_socket(line) if line and line.is_websocket else self._dial(number))
        self.legs.append({"from": self.from_number, "to": number, "state": result, "duration": 1})
        return result

    async def _dial_socket(self, line: Line) -> Outcome:
        address = self.world.really(self.lines.socket_of(line))
        if not is_here(address):
            return self.manners.socket_failure
        callid = self.id if self.manners.same_id else f"c{uuid4().hex}"
        try:
            async with Phone(address, callid, self.from_number, line.number, speed=self.world.speed) as phone:
                async with self._changed:
                    self.phones.append(phone)
                    self._changed.notify_all()
                if await phone.ended() == "hangup":
                    self._gone.set()
        except (Unreachable, InvalidURI):
            return self.manners.socket_failure
        return "success"

    async def _dial(self, number: str) -> Outcome:
        """An ordinary telephone. A Swedish mobile number of 46elks leads to Swedish mobiles only."""
        if (
            self.direction == "incoming"
            and self.to_number.startswith("+467")
            and not number.startswith("+467")
        ):
            self.faults.append(f"{self.to_number} is a Swedish mobile and cannot lead to {number}")
            return "failed"
        return await talk(self.world.people.get(number), self._gone)

    async def _answer(self, start: str, asked: dict[str, str]) -> Action | None:
        """The action that `start` is, or that it answers with; None when that cannot be had."""
        if start.startswith("{"):
            return _action(start)
        told = await self.world.post(start, asked) if start else None
        return _action(told.body) if told and told.status in TAKEN else None

    async def _tell_hangup(self) -> None:
        if self.whenhangup:
            document = self.document()
            packed = {key: orjson.dumps(document[key]).decode() for key in ("actions", "legs")}
            await self.world.insist(self.whenhangup, {key: str(v) for key, v in (document | packed).items()})

    def _ends(self) -> dict[str, str]:
        return {"from": self.from_number, "to": self.to_number}

    def _webhook_ends(self) -> dict[str, str]:
        return {"direction": self.direction, **self._ends()}


async def talk(person: Person | None, gone: asyncio.Event) -> Outcome:
    """Somebody's telephone rings; returns when the talk is over, or the caller has gone."""
    if person is None or person.picks_up != "success":
        return person.picks_up if person else "failed"
    if person.until:
        waits = [asyncio.create_task(event.wait()) for event in (person.until, gone)]
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        for wait in waits:
            wait.cancel()
    return "success"


def _action(text: str) -> Action | None:
    try:
        action = orjson.loads(text or "{}")
    except orjson.JSONDecodeError:
        return None
    return action if isinstance(action, dict) else None
