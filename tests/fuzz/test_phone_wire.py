"""Whatever comes in at the phone's socket: never a fault of ours in the log, the call is written down to its
end, and the caller beside it is understood.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from math import inf
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from structlog.testing import capture_logs
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from pizzeria import admission
from tests.calls.test_adversity import a_greeting
from tests.fuzz.mutations import VALUES, mutated
from tests.fuzz.profiles import examples
from tests.house import House, open_house

MIB = 2**20
SOUND = "AAAA" * 240
GOOD: list[dict[str, Any]] = [
    {"t": "hello", "callid": "stranger", "from": "+46701740606", "to": "+4600700001"},
    {"t": "audio", "data": SOUND},
    {"t": "sync"},
    {"t": "dtmf", "digit": "1"},
    {"t": "bye", "reason": "hangup", "message": "the caller hung up"},
]


class Huge(str):
    """Hypothesis writes down what it tries."""

    def __repr__(self) -> str:
        return f"{self[:20]!s}… ({len(self)} characters)"


@st.composite
def messages(draw: st.DrawFn) -> str | bytes:
    good = draw(st.sampled_from(GOOD))
    match draw(st.sampled_from(["good", "good", "mutated", "torn", "binary", "any", "huge"])):
        case "good":
            return orjson.dumps(good).decode()
        case "mutated":
            return as_json(mutated(draw, good, VALUES, 2))
        case "torn":
            text = orjson.dumps(good).decode()
            return text[: draw(st.integers(0, len(text)))]
        case "binary":
            return draw(st.binary(max_size=60) | st.just(orjson.dumps(good)))
        case "huge":
            size = draw(st.sampled_from([70_000, MIB - 100, MIB, MIB + 100]))
            sound = f'{{"t":"audio","data":"{"A" * (size // 4 * 4)}"}}'
            return Huge(draw(st.sampled_from(["[" * size, sound, "é" * size])))
        case _:
            return as_json(draw(VALUES))


def as_json(value: Any) -> str:
    try:
        return orjson.dumps(value).decode()
    except (TypeError, ValueError):
        return str(value).encode(errors="replace").decode()


@pytest.fixture
async def house(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[House]:
    """Takes callers however busy the machine is. No fault of ours is logged in it, nor left to the loop."""
    monkeypatch.setattr(admission, "LATE", inf)
    left: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: left.append(context))
    with capture_logs() as logs:
        async with open_house(sqlite_url, a_greeting, tapes="full", tapes_dir=tmp_path) as opened:
            yield opened
    assert [log for log in logs if log["log_level"] in ("error", "critical")] == []
    assert left == []


@given(st.lists(messages(), max_size=12), st.sampled_from(["closes", "tears", "says bye"]))
@examples(4)
async def test_whatever_a_phone_sends_is_answered_or_ignored_and_the_call_beside_it_goes_on(
    house: House, sent: list[str | bytes], then: str
) -> None:
    async with house.phone("beside") as beside:
        await beside.answered()
        await stranger(house, sent, then)
        await beside.speak(600)
        await beside.silence(700)
        await asyncio.wait_for(beside.answered(), 20)
        await beside.hang_up()
    await asyncio.wait_for(house.hung_up(), 30)
    calls = await house.store.calls()
    assert {call.status for call in calls} == {"completed"}
    assert all(call.end_reason for call in calls)
    assert house.model.faults == [], "nothing of it reached the model"


async def stranger(house: House, sent: list[str | bytes], then: str) -> None:
    """Says it all, whether it is listened to or not."""
    async with connect(house.line, max_size=None, compression=None, close_timeout=1) as socket:
        reading = asyncio.create_task(_read(socket))
        with suppress(ConnectionClosed):
            for message in sent:
                await socket.send(message)
            if then == "says bye":
                await socket.send(orjson.dumps(GOOD[-1]).decode())
                await socket.wait_closed()
        if then == "tears":
            socket.transport.abort()
    await reading


async def _read(socket: ClientConnection) -> None:
    with suppress(ConnectionClosed):
        async for _ in socket:
            pass
