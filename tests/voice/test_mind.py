"""A caller who goes on after a pause, while the voice thinks about what they have said or does it: nothing of
it is lost. Real speech over a real socket to real wits; only what is understood is given, and when.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import cast

from websockets.asyncio.client import ClientConnection

from pizzeria.realtime_server.door import Door
from pizzeria.voice.ears.listener import Listener
from pizzeria.voice.ears.rate import RATE, Samples
from pizzeria.voice.ears.whisper import Enough, Heard
from pizzeria.voice.faculties import Faculties
from pizzeria.voice.mouth.speech import Mouth
from pizzeria.voice.server import Voice
from tests.replay.doubles.apps import CREATE, Json, talking_to, tell, told, update
from tests.voice.caller import Conversation, Line
from tests.voice.recorded import Recorded
from tests.voice.test_server import LISTENS, TOOLS, hear

LONG, SHORT = "One Kebab Special without cucumber.", "For delivery."
BETWEEN = 1.8
"""seconds: the one is longer, the other shorter, whatever silence is counted"""
PAUSE = bytes(48 * 700)
FIRST = "a regular capricciosa without mushrooms, and a family vesuvio with extra ham, please"
THEN = "To Vasagatan 12, 111 22, for Kim. That is all."
PUT_DOWN = "One regular Capricciosa, without mushrooms and one family Vesuvio, with extra ham."
BOTH = [("capricciosa", "normal", 1), ("vesuvio", "family", 1)]


@dataclass
class Given:
    """Ears that take their time, and hear one thing when somebody speaks long and another when not."""

    long: str
    short: str
    ready: asyncio.Event = field(default_factory=asyncio.Event)

    async def understand(self, sound: Samples, hint: str, enough: Enough) -> Heard:
        await self.ready.wait()
        return Heard(self.long if len(sound) / RATE > BETWEEN else self.short, 0.0)

    def tokens(self, text: str) -> int:
        return len(text)


def output(call_id: str, answer: str) -> Json:
    given = {"type": "function_call_output", "call_id": call_id, "output": answer}
    return {"type": "conversation.item.create", "item": given}


@dataclass
class Client:
    """A house in short: runs the tools at a real desk, and asks for the next response when nobody speaks."""

    socket: ClientConnection
    talk: Conversation
    came: list[Json] = field(default_factory=list)
    outputs: list[Json] = field(default_factory=list)
    """that are held back"""
    holds: bool = False
    speaking: bool = False

    async def until(self, kind: str) -> None:
        while True:
            event = await told(self.socket)
            self.came.append(event)
            await self._obey(event)
            if event["type"] == kind:
                return

    async def says(self, text: str, *, then: bytes = PAUSE) -> None:
        await hear(self.socket, Recorded("af_bella").pcm(text) + then)

    async def hands_over(self) -> None:
        outputs, self.outputs, self.holds = self.outputs, [], False
        await tell(self.socket, *outputs, *([] if self.speaking else [CREATE]))

    @property
    def said(self) -> list[str]:
        """What the voice has said to its end."""
        ends = [e["response"] for e in self.came if e["type"] == "response.done"]
        items = [item for r in ends if r["status"] == "completed" for item in r["output"]]
        return [item["content"][0]["transcript"] for item in items if item["type"] == "message"]

    @property
    def cart(self) -> list[tuple[str, str, int]]:
        return [(line.item, line.size, line.quantity) for line in self.talk.desk.cart.lines]

    async def _obey(self, event: Json) -> None:
        match event["type"]:
            case "input_audio_buffer.speech_started":
                self.speaking = True
                self.talk.heard_out += (True,)
            case "input_audio_buffer.speech_stopped":
                self.speaking = False
            case "response.function_call_arguments.done":
                result = await self.talk.desk.run(event["name"], event["arguments"], self.talk.heard_out)
                self.outputs.append(output(event["call_id"], result.answer))
            case "response.done" if self.outputs and not self.holds:
                await self.hands_over()


@asynccontextmanager
async def called(line: Line, mouth: Mouth, ears: Given) -> AsyncIterator[Client]:
    """A call that was greeted."""
    voice = Voice(Faculties.of(line.repertoire.files, cast(Listener, ears), mouth))
    async with Door(voice.attend) as door, talking_to(door) as socket:
        client = Client(socket, await line.rings())
        await tell(socket, update(tools=TOOLS, audio=LISTENS, instructions=""), CREATE)
        await client.until("response.done")
        yield client


async def test_who_goes_on_while_they_are_understood_has_said_one_thing(line: Line, mouth: Mouth) -> None:
    async with called(line, mouth, ears := Given(FIRST, THEN)) as client:
        await client.says(LONG)
        await client.until("input_audio_buffer.committed")
        await client.says(SHORT, then=b"")
        await client.until("input_audio_buffer.speech_started")
        ears.ready.set()
        await client.until("conversation.item.input_audio_transcription.completed")
        await hears_of_both(client)


async def test_what_was_begun_when_they_go_on_is_done_and_said(line: Line, mouth: Mouth) -> None:
    async with called(line, mouth, ears := Given(FIRST, THEN)) as client:
        ears.ready.set()
        client.holds = True
        await client.says(LONG)
        await client.until("response.done")  # with a tool in it
        await client.says(SHORT, then=b"")
        await client.until("input_audio_buffer.speech_started")
        await client.hands_over()
        await hears_of_both(client)


async def test_each_of_two_turns_that_wait_is_understood_as_what_it_was(line: Line, mouth: Mouth) -> None:
    """They pause, and pause again, while the house is slow with a tool."""
    async with called(
        line, mouth, ears := Given("and a can of Fanta", "A regular Hawaii, please.")
    ) as client:
        ears.ready.set()
        client.holds = True
        await client.says(SHORT)
        await client.until("response.done")  # with a tool in it
        ears.short = "and a family vesuvio"
        await client.says(SHORT)
        await client.until("input_audio_buffer.committed")
        await client.says(LONG)
        await client.until("input_audio_buffer.committed")
        await client.hands_over()
        while len(client.said) < 2:
            await client.until("response.done")
    assert client.cart == [("hawaii", "normal", 1), ("vesuvio", "family", 1), ("fanta", "can", 1)]


async def hears_of_both(client: Client) -> None:
    """Is silent, and is then told of all that was put down and understood."""
    await hear(client.socket, PAUSE)
    while len(client.said) < 2:
        await client.until("response.done")
    assert client.cart == BOTH
    assert "Vasagatan 12" in client.said[-1]
    assert client.said[-1].startswith(PUT_DOWN)
