"""The scripted model hears when the caller begins and ends, and gives up the floor as OpenAI's does."""

import asyncio

import pytest

from pizzeria.realtime_server.hearing import Edge, Hearing
from pizzeria.replay.doubles.model import Model
from pizzeria.replay.doubles.model_line import ModelLine
from pizzeria.replay.doubles.sound import sound
from tests.replay.doubles.apps import CREATE, Json, append, kinds, talking_to, tell, told_until, update

NO_TURNS: Json = {"input": {"turn_detection": None}}


def detection(**rules: object) -> Json:
    return {"input": {"turn_detection": {"type": "server_vad", **rules}}}


async def idle(line: ModelLine) -> None:
    await line.client_gone()


@pytest.mark.parametrize("frame_ms", [7, 20, 100, 3000])
def test_speech_is_found_in_the_sound_whatever_the_frames(frame_ms: int) -> None:
    hearing = Hearing()
    line = sound("noise", 1000) + sound("caller", 2000) + sound("noise", 1000)
    step = frame_ms * 48
    edges = [edge for start in range(0, len(line), step) for edge in hearing.hear(line[start : start + step])]
    started, stopped = edges
    assert (started.kind, stopped.kind) == ("started", "stopped")
    assert started.at_ms == pytest.approx(700, abs=20)
    assert stopped.at_ms == pytest.approx(3500, abs=20)
    assert hearing.heard_ms == 4000


def test_a_click_and_a_murmur_are_no_speech() -> None:
    hearing = Hearing()
    murmur = bytes(sound("noise", 2000))
    assert list(hearing.hear(murmur + sound("caller", 40) + murmur)) == []


def test_a_breath_does_not_end_the_turn() -> None:
    hearing = Hearing(silence_ms=500)
    breath = sound("caller", 400) + sound("silence", 400) + sound("caller", 400)
    assert [edge.kind for edge in hearing.hear(breath)] == ["started"]


def test_the_rules_of_the_session_are_obeyed() -> None:
    hearing = Hearing()
    hearing.configure({"threshold": 0.5, "prefix_padding_ms": 0, "silence_duration_ms": 200})
    edges = list(hearing.hear(sound("silence", 100) + sound("caller", 300) + sound("silence", 300)))
    assert edges == [Edge("started", 100), Edge("stopped", 600)]
    hearing.configure(None)
    assert list(hearing.hear(sound("caller", 1000))) == []


async def test_a_callers_turn_is_committed_and_answered() -> None:
    turns = []

    async def script(line: ModelLine) -> None:
        turns.append(await line.caller_turn("Two Vesuvio"))
        await line.reply("Two Vesuvio", 200)

    async with Model(script) as model, talking_to(model) as socket:
        await tell(socket, update(audio={"input": {"transcription": {"model": "gpt-transcribe"}}}))
        await append(socket, "caller", 600)
        await append(socket, "noise", 600)
        events = await told_until(socket, "response.done")
        before = kinds(events)[2 : kinds(events).index("response.output_item.added")]
        transcription = "conversation.item.input_audio_transcription"
        assert [kind for kind in before if not kind.startswith(transcription)] == [
            "input_audio_buffer.speech_started",
            "input_audio_buffer.speech_stopped",
            "input_audio_buffer.committed",
            "conversation.item.added",
            "conversation.item.done",
            "response.created",
            "rate_limits.updated",
        ]
        (completed,) = (event for event in events if event["type"] == f"{transcription}.completed")
        assert completed["transcript"] == "Two Vesuvio"
        items = {event["item_id"] for event in events if "buffer" in event["type"]}
        assert items == {turns[0].item_id} == {completed["item_id"]}
        assert events[-1]["response"]["usage"]["input_token_details"]["audio_tokens"] == 11
        assert model.faults == []


async def test_a_transcript_may_come_when_the_answer_is_over() -> None:
    async def script(line: ModelLine) -> None:
        await line.caller_turn("Two Vesuvio", late=True)
        await line.reply("Two Vesuvio", 200)

    async with Model(script) as model, talking_to(model) as socket:
        await tell(socket, update(audio={"input": {"transcription": {"model": "gpt-transcribe"}}}))
        await append(socket, "caller", 600)
        await append(socket, "noise", 600)
        before = await told_until(socket, "response.done")
        assert not any("transcription" in kind for kind in kinds(before))
        await told_until(socket, "conversation.item.input_audio_transcription.completed")


async def test_a_caller_who_breaks_in_cancels_the_answer_and_late_pieces_still_come() -> None:
    said = []

    async def script(line: ModelLine) -> None:
        line.late_deltas = 3
        await line.response()
        said.append(await line.say("A very long story", 600_000))
        await line.done()
        await line.caller_turn()
        await line.reply("Yes?", 200)

    async with Model(script) as model, talking_to(model) as socket:
        await tell(socket, CREATE)
        await told_until(socket, "response.output_audio.delta")
        await append(socket, "caller", 300)
        events = await told_until(socket, "response.done")
        assert events[-1]["response"]["status_details"] == {"type": "cancelled", "reason": "turn_detected"}
        spoken = kinds(events).index("input_audio_buffer.speech_started")
        assert "response.output_audio.delta" not in kinds(events)[spoken:]
        await append(socket, "noise", 600)
        late = await told_until(socket, "response.created")
        pieces = [event for event in late if event["type"] == "response.output_audio.delta"]
        assert [piece["item_id"] for piece in pieces] == [said[0].item_id] * 3
        assert said[0].cancelled
        await told_until(socket, "response.done")
        assert model.faults == []


async def test_an_answer_that_may_not_be_interrupted_makes_the_servers_own_next_one_fail() -> None:
    async with Model(idle) as model, talking_to(model) as socket:
        await tell(socket, update(audio=detection(interrupt_response=False)), CREATE)
        await append(socket, "caller", 600)
        await append(socket, "noise", 600)
        error = (await told_until(socket, "error"))[-1]["error"]
        assert error["code"] == "conversation_already_has_active_response"
        assert error["event_id"] is None
        assert model.faults == []


async def test_asking_for_a_response_while_the_caller_speaks_is_a_fault_when_the_turn_ends() -> None:
    async with Model(idle) as model, talking_to(model) as socket:
        await append(socket, "caller", 300)
        await tell(socket, CREATE)
        await append(socket, "noise", 600)
        await told_until(socket, "error")
        assert "conversation_already_has_active_response" in model.faults[0]


async def test_a_response_cancelled_before_the_script_came_to_it_is_passed_over() -> None:
    ready = asyncio.Event()
    opened = []

    async def script(line: ModelLine) -> None:
        await ready.wait()
        opened.append((await line.response()).asked_by)
        await line.done()

    async with Model(script) as model, talking_to(model) as socket:
        await tell(socket, CREATE)
        await append(socket, "caller", 600)
        await append(socket, "noise", 600)
        await told_until(socket, "response.done")
        await told_until(socket, "response.created")
        ready.set()
        await told_until(socket, "response.done")
        assert opened == ["caller"]


async def test_a_turn_nobody_speaks_in_cannot_be_committed() -> None:
    async with Model(idle) as model, talking_to(model) as socket:
        await append(socket, "noise", 1000)
        await tell(socket, {"type": "input_audio_buffer.commit"})
        error = (await told_until(socket, "error"))[-1]["error"]
        assert error["code"] == "input_audio_buffer_commit_empty"
        await append(socket, "caller", 600)
        await tell(socket, {"type": "input_audio_buffer.commit"})
        await told_until(socket, "input_audio_buffer.committed")
        assert len(model.faults) == 1
