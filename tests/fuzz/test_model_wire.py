"""Whatever a model sends: an order is placed once at most, and none that was not agreed to; the call ends."""

import json
from collections.abc import AsyncIterator, Iterable
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pizzeria.call.arrivals import Arrival, Dial, Dialled, ModelGone, RunTool, Terms, Tick, ToolDone
from pizzeria.call.session import Session
from pizzeria.elks.frames import Hello
from pizzeria.ordering.events import CallEnded, CallMessage
from pizzeria.realtime.events import CallerStarted, Speech
from pizzeria.realtime.openai import Ga
from pizzeria.store.store import Store
from tests.agent.guests import ANNA, Guest, Room, Watch
from tests.call.talks import CONFIGURE, ZERO, sound
from tests.fuzz.mutations import VALUES, mutated
from tests.fuzz.profiles import examples

LONGEST = 1_000.0
"""seconds in which every call is over by itself"""
Json = dict[str, Any]


def says(response: str, ms: int = 600) -> Iterable[Json]:
    item = f"item_{response}"
    yield {"type": "response.created", "response": {"id": response}}
    yield {
        "type": "response.output_audio.delta",
        "response_id": response,
        "item_id": item,
        "delta": sound(ms),
    }
    yield {"type": "response.output_audio_transcript.done", "item_id": item, "transcript": "Is that right?"}
    usage = {
        "input_token_details": {"text_tokens": 400, "audio_tokens": 200, "cached_tokens_details": {}},
        "output_token_details": {"text_tokens": 20, "audio_tokens": 80},
    }
    yield {"type": "response.done", "response": {"id": response, "status": "completed", "usage": usage}}


def hears(item: str, words: str) -> Iterable[Json | float]:
    yield {"type": "input_audio_buffer.speech_started", "item_id": item}
    yield 0.8
    yield {"type": "input_audio_buffer.speech_stopped", "item_id": item}
    yield {
        "type": "conversation.item.input_audio_transcription.completed",
        "item_id": item,
        "transcript": words,
    }


def uses(response: str, tool: str, **arguments: object) -> Iterable[Json]:
    yield {"type": "response.created", "response": {"id": response}}
    yield {
        "type": "response.function_call_arguments.done",
        "response_id": response,
        "call_id": f"call_{response}",
        "name": tool,
        "arguments": json.dumps(arguments),
    }
    yield {"type": "response.done", "response": {"id": response, "status": "completed"}}


STORY: list[Json | float] = [
    {"type": "session.created", "session": {"expires_at": int(ZERO.timestamp()) + 3_600}},
    {"type": "session.updated", "session": {}},
    0.6,
    *says("r1"),
    1.0,
    *hears("u1", "A Capricciosa, I collect it"),
    *uses("r2", "add_item", item="capricciosa", size="normal"),
    *uses("r3", "choose_pickup"),
    *uses("r4", "review_order"),
    *says("r5"),
    1.0,
    *hears("u2", "Yes, Anna"),
    *uses("r6", "place_order", name="Anna", revision=2),
    *says("r7"),
    1.0,
    *uses("r8", "end_call"),
    *says("r9"),
]
TROUBLES: list[Json | float] = [
    {"type": "error", "error": {"code": "session_expired", "message": "", "event_id": "respond"}},
    {"type": "error", "error": {"code": "conversation_already_has_active_response", "event_id": "respond"}},
    {"type": "error", "error": {"code": "insufficient_quota", "message": ""}},
    {"type": "response.done", "response": {"id": "r5", "status": "failed", "status_details": {"error": {}}}},
    {"gone": "1006"},
    30.0,
]


@st.composite
def stories(draw: st.DrawFn) -> list[Any]:
    return list(mutated(draw, STORY, VALUES | st.sampled_from([*STORY, *TROUBLES]), most=4))


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    watch = Watch()
    store = await Store.open(f"sqlite+aiosqlite:///{tmp_path}/pizzeria.db", watch.now)
    room = Room(store, watch)
    await store.load_menu(room.menu)
    yield room
    await store.close()


class Caller:
    """A call with a real desk and a real call log; what the model sends comes as the bytes of its frames."""

    def __init__(self, guest: Guest, store: Store) -> None:
        self.guest = guest
        self.at = 0.0
        self.session = Session(Terms(model="gpt-realtime-2.1"), ZERO, 0.0)
        self.history: list[str] = []
        """what an agreement is made of, in order"""
        self._store = store
        self._line = 0

    async def story(self, steps: Iterable[Any]) -> None:
        await self._arrives(Hello(self.guest.desk.call_id, ANNA, "+4600700001"))
        for step in steps:
            match step:
                case int() | float() as seconds if 0 <= seconds <= LONGEST:
                    await self._passes(float(seconds))
                case {"gone": why}:
                    await self._arrives(ModelGone(str(why), self._line))
                case _:
                    await self._frame(step)
        await self._passes(LONGEST)

    async def _frame(self, step: object) -> None:
        event = Ga().decode(json.dumps(step).encode(errors="replace"))
        if isinstance(event, Speech | CallerStarted):
            self.history.append(type(event).__name__)
        await self._arrives(event)

    async def _passes(self, seconds: float) -> None:
        until = self.at + seconds
        while self.session.deadline is not None and self.session.deadline <= until:
            self.at = max(self.at, self.session.deadline)
            await self._arrives(Tick())
        self.at = until

    async def _arrives(self, arrival: Arrival) -> None:
        for effect in list(self.session.receive(arrival, self.at)):
            match effect:
                case Dial(line=line):
                    self._line = line
                    await self._arrives(Dialled(CONFIGURE, line, self.guest.desk.standing()))
                case RunTool():
                    await self._run(effect)
                case CallMessage() | CallEnded():
                    await self._store.record(effect)

    async def _run(self, wanted: RunTool) -> None:
        result = await self.guest.desk.run(wanted.name, wanted.arguments, wanted.heard_out)
        told = orjson.loads(result.answer)
        assert told.get("code") != "trouble", "the desk knows what to say to everything"
        if told["ok"] and wanted.name == "review_order":
            self.history.append(f"reviewed {told['revision']}")
        elif told["ok"] and wanted.name == "place_order":
            self.history.append(f"placed {orjson.loads(wanted.arguments)['revision']}")
        await self._arrives(ToolDone(wanted.id, result.answer, result.then))


@given(stories())
@examples(12)
async def test_whatever_a_model_sends_no_order_is_placed_twice_or_unagreed_and_the_call_ends(
    room: Room, steps: list[Any]
) -> None:
    caller = Caller(await room.answers(), room.store)
    await caller.story(steps)
    assert caller.session.over
    found = await room.store.call(caller.guest.desk.call_id)
    assert found is not None
    assert (found.call.status, found.call.end_reason) == ("completed", caller.session.reason)
    orders = await room.store.orders_in(caller.guest.desk.call_id)
    placed = {step for step in caller.history if step.startswith("placed ")}
    assert len(orders) == len(placed), "each revision once"
    for step in placed:
        before = caller.history[: caller.history.index(step)]
        assert f"reviewed {step.split()[1]}" in before
        after = before[before.index(f"reviewed {step.split()[1]}") :]
        assert "CallerStarted" in after[after.index("Speech") :], "read back, and answered"


async def test_the_story_itself_ends_in_an_order(room: Room) -> None:
    caller = Caller(await room.answers(), room.store)
    await caller.story(STORY)
    assert len(await room.store.orders_in(caller.guest.desk.call_id)) == 1
    assert caller.session.reason == "goodbye"
