"""What the telephone plays, when it says that it has, and what an interrupt leaves unheard."""

import math
from base64 import b64encode
from typing import Literal

import pytest
from websockets.asyncio.server import ServerConnection

from pizzeria.replay.doubles.exchange import QUEUE_BYTES
from pizzeria.replay.doubles.phone import Phone
from tests.replay.doubles.apps import BYE, INTERRUPT, SENDING, SYNC, running, tell, told, told_until, voice

FAST = 20.0
"""so many times faster than life: a second takes 50 ms"""


async def test_sound_that_was_not_declared_is_not_heard_and_is_counted() -> None:
    async def app(socket: ServerConnection) -> None:
        await tell(socket, voice(200), SENDING, voice(200), INTERRUPT, voice(200), voice(200))
        await tell(socket, SENDING, voice(200), BYE)
        await socket.wait_closed()

    async with running(app) as url, Phone(url, speed=math.inf) as phone:
        assert await phone.ended() == "done"
        assert phone.muted_frames == 3
        assert phone.heard_ms == 400
        assert phone.faults == []


async def test_sync_is_answered_when_the_sound_before_it_was_played() -> None:
    heard: list[int] = []

    async def app(socket: ServerConnection) -> None:
        await told(socket)
        await tell(socket, SENDING, SYNC)
        assert await told(socket) == SYNC
        heard.append(phone.heard_ms)
        await tell(socket, voice(1000), SYNC, voice(1000), SYNC, voice(100_000))
        for _ in range(2):
            assert await told(socket) == SYNC
            heard.append(phone.heard_ms)

    async with running(app) as url:
        phone = Phone(url, speed=FAST)
        async with phone:
            assert await phone.ended() == "closed"
    assert heard[0] == 0
    assert heard[1] >= 1000
    assert 2000 <= heard[2] < 102_000


@pytest.mark.parametrize(("habit", "answers"), [("answer", 2), ("drop", 1)])
async def test_a_sync_that_waits_when_the_queue_is_emptied(
    habit: Literal["answer", "drop"], answers: int
) -> None:
    heard = []

    async def app(socket: ServerConnection) -> None:
        await tell(socket, SENDING, voice(60_000), SYNC, INTERRUPT, SYNC, BYE)
        heard.extend(await told_until(socket, "bye"))

    async with running(app) as url, Phone(url, sync_on_interrupt=habit) as phone:
        assert await phone.ended() == "done"
        assert phone.cuts[0].dropped_ms > 30_000
    assert [message["t"] for message in heard] == ["hello", *["sync"] * answers, "bye"]


async def test_the_ledger_tells_what_was_really_heard_before_an_interrupt() -> None:
    async def app(socket: ServerConnection) -> None:
        await told(socket)
        await tell(socket, SENDING, voice(2000), voice(20_000))
        await phone.hears(2500)
        await tell(socket, INTERRUPT, BYE)
        await socket.wait_closed()

    async with running(app) as url:
        phone = Phone(url, speed=FAST)
        async with phone:
            await phone.ended()
        (cut,) = phone.cuts
        assert 2500 <= cut.heard_ms < 22_000
        assert cut.heard_ms + cut.dropped_ms == pytest.approx(22_000)
        assert sum(played.milliseconds for played in phone.played) == pytest.approx(cut.heard_ms)


async def test_more_than_30_megabytes_queued_ends_the_call_with_an_error() -> None:
    heard = []
    frame = {"t": "audio", "data": b64encode(bytes(QUEUE_BYTES // 3)).decode()}

    async def app(socket: ServerConnection) -> None:
        await tell(socket, SENDING, frame, frame, frame, voice(200))
        heard.extend(await told_until(socket, "bye"))

    async with running(app) as url, Phone(url) as phone:
        assert await phone.ended() == "error"
    assert heard[-1]["reason"] == "error"


async def test_bye_lets_what_is_queued_be_heard() -> None:
    async def app(socket: ServerConnection) -> None:
        await tell(socket, SENDING, voice(1000), BYE)
        await socket.wait_closed()

    async with running(app) as url, Phone(url, speed=FAST) as phone:
        assert await phone.ended() == "done"
        assert phone.heard_ms == 1000


async def test_bye_at_once_for_an_exchange_that_does_not_wait() -> None:
    async def app(socket: ServerConnection) -> None:
        await tell(socket, SENDING, voice(60_000), BYE)
        await socket.wait_closed()

    async with running(app) as url, Phone(url, bye_drains=False) as phone:
        assert await phone.ended() == "done"
        assert phone.heard_ms < 60_000
