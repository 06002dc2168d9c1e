"""A recording is heard instead of the agent: by whom, how far, and what the call log says of it."""

import asyncio
import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path

import httpx2 as httpx
import pytest

from pizzeria.clips import mp3_seconds
from pizzeria.replay.doubles.model_line import ModelLine
from pizzeria.replay.doubles.phone import Phone
from tests.calls.waiter import Waiter
from tests.house import MENU, House, open_house

FRAME = bytes.fromhex("fffb50c4") + bytes(204)
"""of MPEG-1 Layer III, mono at 44.1 kHz and 64 kbit/s: 26 ms of silence"""
TAG = b"ID3\4\0\0\0\0\0\4abcd"
SONG = TAG + FRAME * 80
SECONDS = 80 * 1152 / 44_100
PATIENCE = 20.0


async def takes_an_order(line: ModelLine) -> None:
    waiter = Waiter(line)
    await waiter.takes_a_vesuvio()
    await waiter.places_it()


async def either(line: ModelLine) -> None:
    await [takes_an_order, greets][min(line.number, 1)](line)


async def greets(line: ModelLine) -> None:
    await Waiter(line).greets()


def a_menu_with(folder: Path, stopped: bytes) -> Path:
    menu = Path(shutil.copytree(MENU, folder / "menu"))
    (menu / "busy.mp3").write_bytes(stopped)
    with (menu / "house.toml").open("a", encoding="utf-8") as file:
        file.write('\n[announcements]\nstopped = "busy.mp3"\n')
    return menu


async def orders(phone: Phone) -> None:
    for _ in range(2):
        await phone.answered()
        await phone.speak(1000)
        await phone.silence(700)
    await phone.answered()


async def listens(phone: Phone) -> None:
    assert await phone.ended() == "done"


async def hangs_up_early(phone: Phone) -> None:
    await phone.hears(500)
    await phone.hang_up()


async def call(house: House, call_id: str, number: str, caller: Callable[[Phone], Awaitable[None]]) -> Phone:
    async with asyncio.timeout(PATIENCE), house.phone(call_id, number, speed=5) as phone:
        await caller(phone)
    await house.hung_up()
    assert (phone.faults, phone.muted_frames) == ([], 0)
    return phone


async def test_a_kitchen_that_has_stopped_is_told_of_by_a_recording_but_for_who_waits_for_an_order(
    sqlite_url: str, tmp_path: Path
) -> None:
    menu = a_menu_with(tmp_path, SONG)
    async with open_house(sqlite_url, either, menu_dir=menu) as house:
        await call(house, "c1", "+46709876543", orders)
        await house.store.set_kitchen(taking_orders=False)
        stranger = await call(house, "c2", "+46708123456", listens)
        assert stranger.heard_ms == round(SECONDS * 1000)
        assert [kind(each) for _, each in stranger.received] == [
            "listening pcm_24000",
            "sending mp3",
            "audio",
            "sync",
            "bye",
        ]
        await call(house, "c3", "+46708123456", hangs_up_early)
        await call(house, "c4", "+46709876543", Phone.answered)
        assert len(house.model.lines) == 2, "of who ordered, and of who asks for the order"
        kept = [await house.store.call(f"c{number}") for number in (2, 3)]
        told = [(each.call.end_reason, each.messages[0]) for each in kept if each]
        assert [(reason, message.content) for reason, message in told] == [
            ("announced", "(recording: busy.mp3)"),
            ("hangup", "(recording: busy.mp3)"),
        ]
        assert told[0][1].heard_ms is None
        assert told[1][1].heard_ms in range(500 // 5, 400), "at five times life"
        assert [row.call_id for row in await house.store.call_log.answered(["c1", "c2"])] == ["c1"]
        async with httpx.AsyncClient(base_url=house.address) as staff:
            page = (await staff.get("/calls/c2")).text
        assert "(recording: busy.mp3)" in page
        assert "announced" in page


def kind(message: dict[str, str]) -> str:
    return " ".join([message["t"], *([message["format"]] if "format" in message else [])])


@pytest.mark.parametrize(
    ("song", "seconds"),
    [
        (SONG, SECONDS),
        (FRAME * 80 + b"TAG" + bytes(125), SECONDS),
        (bytes.fromhex("fff340c4") + bytes(140) + FRAME, 0.0),
        (b"RIFF" + bytes(400), 0.0),
        (b"", 0.0),
    ],
)
def test_an_mp3_lasts_as_long_as_its_frames(song: bytes, seconds: float) -> None:
    assert mp3_seconds(song) == pytest.approx(seconds)
