"""The built-in voice is a realtime server like any other: as strict, as polite, and never put out."""

import asyncio
import json
from base64 import b64decode, b64encode
from collections.abc import Awaitable, Callable
from itertools import count

import numpy as np
import pytest
from openai import AsyncOpenAI
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from pizzeria.agent.repertoire import Repertoire
from pizzeria.call.notes import RESUMED
from pizzeria.menu_files import read_menu_files
from pizzeria.realtime.connection import Realtime
from pizzeria.realtime_server.door import Door
from pizzeria.settings import Settings
from pizzeria.spoken_for import SpokenFor
from pizzeria.voice.extra import MOST
from pizzeria.voice.mouth.speech import Mouth
from tests.house import MENU
from tests.replay.doubles.apps import CREATE, Json, kinds, talking_to, tell, told, told_until, update
from tests.replay.doubles.manners import MANNERS
from tests.replay.doubles.test_model_rules import BROKEN_RULES

pytestmark = pytest.mark.asyncio(loop_scope="module")

TOOLS: list[Json] = [dict(tool) for tool in Repertoire.of(read_menu_files(MENU)).registry.schemas()]
LISTENS: Json = {"input": {"transcription": {"model": "any", "language": "en"}}}


async def hear(socket: ClientConnection, sound: bytes) -> None:
    for at in range(0, len(sound), 960):
        piece = b64encode(sound[at : at + 960]).decode()
        await tell(socket, {"type": "input_audio_buffer.append", "audio": piece})


async def say(socket: ClientConnection, mouth: Mouth, text: str) -> None:
    """And a second of silence."""
    spoken = b"".join([piece.sound async for piece in mouth.pieces(text, as_caller=True)])
    await hear(socket, spoken + bytes(48_000))


async def greeted(socket: ClientConnection) -> list[Json]:
    """Everything up to the end of the greeting."""
    await tell(socket, update(tools=TOOLS, audio=LISTENS, instructions=""), CREATE)
    return await told_until(socket, "response.done")


def spoken(events: list[Json]) -> str:
    return " ".join(e["transcript"] for e in events if e["type"] == "response.output_audio_transcript.done")


async def test_a_stranger_with_openais_package_is_greeted_and_understood(voice: Door, mouth: Mouth) -> None:
    client = AsyncOpenAI(api_key="none", base_url=voice.base_url)
    async with client.realtime.connect(model="built-in") as connection:
        await connection.session.update(session={"type": "realtime", "tools": TOOLS, "audio": LISTENS})  # type: ignore[typeddict-item]
        await connection.response.create()
        said, heard, called = "", "", ""
        async for event in connection:
            match event.type:
                case "response.output_audio_transcript.delta":
                    said += event.delta
                case "response.done" if not heard:
                    sound = [piece.sound async for piece in mouth.pieces("I'd like a Vesuvio, please.")]
                    for piece in (*sound, bytes(48_000)):
                        await connection.input_audio_buffer.append(audio=b64encode(piece).decode())
                case "conversation.item.input_audio_transcription.completed":
                    heard = event.transcript
                case "response.function_call_arguments.done":
                    called = f"{event.name} {event.arguments}"
                    break
    assert "What would you like" in said
    assert "Vesuvio" in heard
    assert called.startswith("add_item")
    assert '"vesuvio"' in called


@pytest.mark.parametrize(("event", "code"), BROKEN_RULES)
async def test_it_is_as_strict_as_the_scripted_model(voice: Door, event: Json, code: str) -> None:
    async with talking_to(voice) as socket:
        await tell(socket, {**event, "event_id": "mine"})
        error = (await told_until(socket, "error"))[-1]["error"]
        assert (error["code"], error["event_id"]) == (code, "mine")


@pytest.mark.parametrize("behaves", MANNERS, ids=lambda manner: manner.__name__)
async def test_it_does_what_every_realtime_server_does(
    voice: Door, behaves: Callable[[ClientConnection], Awaitable[None]]
) -> None:
    async with talking_to(voice) as socket:
        await behaves(socket)


async def test_garbage_is_complained_of_and_the_talk_goes_on(voice: Door) -> None:
    async with talking_to(voice) as socket:
        for garbage in (b"\0\1", "no json", "[1, 2]", '{"type": 7}', "{" * 5_000):
            await socket.send(garbage)
            assert (await told_until(socket, "error"))[-1]["error"]["code"]
        assert "Hello" in spoken(await greeted(socket))


async def test_ten_thousand_frames_of_noise_are_nobody_speaking(voice: Door, mouth: Mouth) -> None:
    noise = np.random.default_rng(3).normal(0, 1_500, 480 * 10_000).astype("<i2").tobytes()
    async with talking_to(voice) as socket:
        await greeted(socket)
        await hear(socket, noise)
        await say(socket, mouth, "Hello? Are you open tomorrow?")
        events = await told_until(socket, "response.created")
    assert kinds(events).count("input_audio_buffer.speech_started") == 1


async def test_a_caller_who_never_stops_is_let_talk_and_then_answered(voice: Door, mouth: Mouth) -> None:
    words = "And then I said to my brother that I would like something to eat, and he said, "
    line = b"".join([piece.sound async for piece in mouth.pieces(words * 20)])
    async with talking_to(voice) as socket:
        await greeted(socket)
        await hear(socket, line + bytes(48_000))
        async with asyncio.timeout(60):
            while (await told_until(socket, "response.done"))[-1]["response"]["status"] == "cancelled":
                pass  # there was a pause, and then more


async def test_a_caller_who_breaks_in_ends_what_is_said(voice: Door, mouth: Mouth) -> None:
    async with talking_to(voice) as socket:
        events = await greeted(socket)
        item = next(event["item"]["id"] for event in events if event["type"] == "response.output_item.added")
        truncate = {"type": "conversation.item.truncate", "item_id": item, "content_index": 0}
        await tell(socket, {**truncate, "audio_end_ms": 700})
        await told_until(socket, "conversation.item.truncated")
        await say(socket, mouth, "A Capricciosa, please.")
        assert "response.function_call_arguments.done" in kinds(await told_until(socket, "response.done"))


async def test_who_takes_over_a_call_greets_nobody_and_asks_what_was_ordered(voice: Door) -> None:
    content = [{"type": "input_text", "text": f"{RESUMED} Nothing is in the order."}]
    note = {"type": "message", "role": "system", "content": content}
    empty = {"ok": False, "code": "empty_cart", "say": "Nothing is in the order yet."}
    async with talking_to(voice) as socket:
        await tell(socket, update(tools=TOOLS, audio=LISTENS, instructions=""))
        await tell(socket, {"type": "conversation.item.create", "item": note}, CREATE)
        events = await told_until(socket, "response.done")
        (call,) = (e for e in events if e["type"] == "response.function_call_arguments.done")
        assert call["name"] == "review_order"
        output = {"type": "function_call_output", "call_id": call["call_id"], "output": json.dumps(empty)}
        await tell(socket, {"type": "conversation.item.create", "item": output}, CREATE)
        assert spoken(await told_until(socket, "response.done")) == "Let us go on. What would you like?"


async def test_who_has_no_tools_is_read_to_word_for_word(voice: Door) -> None:
    realtime = Realtime.from_settings(Settings.model_construct(openai_base_url=voice.base_url, model="any"))
    sound = await SpokenFor(realtime, "caller", "any")("A Vesuvio without onion, please.")
    other = await SpokenFor(realtime, "marin", "any")("A Vesuvio without onion, please.")
    assert 48 * 1_500 < len(sound) < 48 * 6_000
    assert sound != other


async def test_more_callers_than_it_can_serve_are_told_so_at_once(voice: Door) -> None:
    async with asyncio.timeout(30):
        lines = [talking_to(voice) for _ in range(MOST)]
        sockets = [await line.__aenter__() for line in lines]
        for socket in sockets:
            assert (await told(socket))["type"] == "session.created"
        async with talking_to(voice) as late:
            assert (await told(late))["error"]["code"] == "rate_limit_exceeded"
            with pytest.raises(ConnectionClosed):
                await told(late)
        for line in lines:
            await line.__aexit__(None, None, None)


async def test_sound_comes_in_whole_samples_and_all_words_are_in_its_transcript(voice: Door) -> None:
    async with talking_to(voice) as socket:
        events = await greeted(socket)
    pieces = [b64decode(event["delta"]) for event in events if event["type"] == "response.output_audio.delta"]
    assert all(len(piece) % 2 == 0 for piece in pieces)
    deltas = [e["delta"] for e in events if e["type"] == "response.output_audio_transcript.delta"]
    assert " ".join("".join(deltas).split()) == " ".join(spoken(events).split())
    places = count(1)
    assert all(event["event_id"] == f"event_{next(places)}" for event in events)
