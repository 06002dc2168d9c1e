"""The telephone keeps 46elks' rules, and notices when the app does not."""

import asyncio
from base64 import b64encode
from struct import pack

import pytest
from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosedError

from pizzeria.errors import Unreachable
from pizzeria.replay.doubles.phone import Phone
from pizzeria.sound import PCM
from tests.replay.doubles.apps import (
    BYE,
    LISTENING,
    SENDING,
    SYNC,
    running,
    tell,
    told,
    told_until,
    voice,
)

FAST = 20.0
"""so many times faster than life: a second takes 50 ms"""


async def idle(socket: ServerConnection) -> None:
    await socket.wait_closed()


async def test_hello_comes_first_and_nothing_else_before_listening() -> None:
    heard = []

    async def app(socket: ServerConnection) -> None:
        heard.append(await told(socket))
        await tell(socket, SYNC)
        heard.append(await told(socket))
        await tell(socket, LISTENING)
        heard.append(await told(socket))

    async with running(app) as url, Phone(url, "c1", speed=FAST, continuous=True) as phone:
        assert await phone.ended() == "closed"
    assert heard[0] == {"t": "hello", "callid": "c1", "from": "+46701234567", "to": "+4600700123"}
    assert [message["t"] for message in heard] == ["hello", "sync", "audio"]


@pytest.mark.parametrize(
    ("number", "said"), [("anonymous", {"from": "anonymous"}), ("", {"from": ""}), (None, {})]
)
async def test_a_hidden_number(number: str | None, said: dict[str, str]) -> None:
    heard = []

    async def app(socket: ServerConnection) -> None:
        heard.append(await told(socket))

    async with running(app) as url, Phone(url, "c1", number) as phone:
        await phone.ended()
    assert heard == [{"t": "hello", "callid": "c1", "to": "+4600700123", **said}]


async def test_the_caller_speaks_at_the_lines_pace_in_frames_of_any_length() -> None:
    sizes: list[float] = []
    spoken = asyncio.Event()

    async def app(socket: ServerConnection) -> None:
        await tell(socket, LISTENING)
        await told(socket)
        while len(sizes) < 5:
            sizes.append(PCM.duration_ms((await told(socket))["data"]))
        spoken.set()
        await socket.wait_closed()

    loop = asyncio.get_running_loop()
    async with running(app) as url, Phone(url, frame_ms=(30, 10), speed=FAST) as phone:
        began = loop.time()
        await phone.speak(100)
        assert loop.time() - began >= 0.1 / FAST
        await spoken.wait()
        assert phone.spoken_ms == 100
    assert sizes == [30, 10, 30, 10, 20]


async def test_the_line_is_never_still_when_it_is_continuous() -> None:
    async def app(socket: ServerConnection) -> None:
        await tell(socket, LISTENING)
        await told(socket)
        for _ in range(20):
            await told(socket)
        await tell(socket, BYE)
        await socket.wait_closed()

    async with running(app) as url, Phone(url, speed=FAST, continuous=True) as phone:
        assert await phone.ended() == "done"
        assert phone.spoken_ms >= 400


async def test_hanging_up_says_bye_and_closes() -> None:
    heard = []

    async def app(socket: ServerConnection) -> None:
        heard.extend([await told(socket), await told(socket)])
        await socket.wait_closed()

    async with running(app) as url:
        async with Phone(url) as phone:
            await phone.hang_up()
        assert await phone.ended() == "hangup"
    assert heard[1] == {"t": "bye", "reason": "hangup", "message": "the caller hung up"}


async def test_a_torn_line_says_nothing() -> None:
    broken = asyncio.Event()

    async def app(socket: ServerConnection) -> None:
        await told(socket)
        phone.drop()
        with pytest.raises(ConnectionClosedError):
            await told(socket)
        broken.set()

    async with running(app) as url:
        phone = Phone(url)
        async with phone:
            assert await phone.ended() == "dropped"
            await broken.wait()


async def test_waiting_for_what_cannot_come_any_more_is_an_error() -> None:
    async def app(socket: ServerConnection) -> None:
        await tell(socket, LISTENING)
        await told(socket)

    async with running(app) as url, Phone(url) as phone:
        assert await phone.ended() == "closed"
        with pytest.raises(Unreachable, match="over: closed"):
            await phone.hears(1)
        with pytest.raises(Unreachable):
            await phone.speak(20)
        await phone.quiet()


async def test_a_file_plays_as_long_as_it_says_and_what_is_none_is_noted() -> None:
    head = b"RIFF" + pack("<I", 36 + 4000) + b"WAVEfmt " + pack("<IHHIIHH", 16, 7, 1, 8000, 8000, 1, 8)
    wav = head + b"data" + pack("<I", 4000) + bytes(4000)

    async def app(socket: ServerConnection) -> None:
        for file in (wav, bytes(3000)):
            await tell(socket, {"t": "sending", "format": "wav"})
            for start in range(0, len(file), 1000):
                await tell(socket, {"t": "audio", "data": b64encode(file[start : start + 1000]).decode()})
            await tell(socket, SYNC)
        await told_until(socket, "sync")
        await tell(socket, BYE)
        await socket.wait_closed()

    async with running(app) as url, Phone(url, speed=FAST) as phone:
        assert await phone.ended() == "done"
        assert phone.heard_ms == 500
        assert phone.faults == ["wav that cannot be played"]


async def test_an_answer_is_sound_that_came_after_the_caller_spoke() -> None:
    async def app(socket: ServerConnection) -> None:
        await tell(socket, LISTENING, SENDING, voice(200))
        await told_until(socket, "audio")
        await told(socket)
        await tell(socket, voice(400))
        await socket.wait_closed()

    async with running(app) as url, Phone(url, speed=FAST) as phone:
        await phone.answered()
        assert phone.heard_ms == 200
        await phone.speak(40)
        await phone.answered()
        assert phone.heard_ms == 600


@pytest.mark.parametrize(
    ("message", "fault"),
    [
        ('{"t":"sending","format":"flac"}', "not understood"),
        ("hello", "not understood"),
        ("[]", "not understood"),
        (b"\0\0", "not understood"),
        ('{"t":"audio","data":"AA!AAA=="}', "not base64"),
        ('{"t":"audio","data":"AAAA"}', "splits a sample"),
        ('{"t":"listening","format":"wav"}', "not understood"),
        ('{"t":"listening","format":"mp3"}', "not understood"),
    ],
)
async def test_what_an_app_should_not_send_is_noted(message: str | bytes, fault: str) -> None:
    async def app(socket: ServerConnection) -> None:
        await tell(socket, SENDING)
        await socket.send(message)
        await tell(socket, BYE)
        await socket.wait_closed()

    async with running(app) as url, Phone(url) as phone:
        assert await phone.ended() == "done"
        assert len(phone.faults) == 1
        assert fault in phone.faults[0]


async def test_speaking_after_bye_is_noted() -> None:
    async def app(socket: ServerConnection) -> None:
        await tell(socket, SENDING, voice(1000), BYE, voice(20))
        await socket.wait_closed()

    async with running(app) as url, Phone(url, speed=FAST) as phone:
        await phone.ended()
        assert phone.faults == ["audio after bye"]


async def test_anything_can_be_sent_raw() -> None:
    heard = []

    async def app(socket: ServerConnection) -> None:
        await told(socket)
        heard.append(await socket.recv())

    async with running(app) as url, Phone(url) as phone:
        await phone.send_raw("\x00 garbage")
        await phone.ended()
    assert heard == ["\x00 garbage"]


async def test_the_first_sound_is_stamped_by_the_clock_given() -> None:
    async def app(socket: ServerConnection) -> None:
        await tell(socket, SENDING, voice(20), BYE)
        await socket.wait_closed()

    async with running(app) as url, Phone(url, speed=FAST, clock=lambda: 12.5) as phone:
        await phone.ended()
        assert phone.first_sound_at == 12.5
        assert [at for at, _ in phone.received] == [12.5] * 3


async def test_nobody_there_is_a_busy_tone() -> None:
    async with running(idle) as url:
        pass
    with pytest.raises(Unreachable, match="busy tone"):
        async with Phone(url):
            pass
