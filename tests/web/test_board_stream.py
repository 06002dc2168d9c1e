"""What a screen of the board is sent by itself: the event, and behind it what is different in the picture."""

import json
from typing import Any

from quart import Quart

from pizzeria.store.store import Store
from tests.web.evening import ordered, rings
from tests.web.socket_client import Stream, served, stream


async def picture(line: Stream) -> dict[str, Any]:
    """The next one, past whatever comes before it."""
    while (block := await line.block()).get("event") != "picture":
        assert block, "the stream ended"
    assert "id" not in block, "nobody may resume from a picture"
    told: dict[str, Any] = json.loads(block["data"])
    return told


async def test_a_screen_without_a_picture_is_sent_the_whole_and_then_what_differs(
    app: Quart, store: Store
) -> None:
    await ordered(store, "c1")
    async with served(app) as port, stream(port, "/board/stream") as line:
        await rings(store, "c2")
        whole = await picture(line)
        assert whole["base"] == -1
        assert "data-same" not in whole["html"]
        await rings(store, "c3")
        more = await picture(line)
        assert more["base"] == whole["journal_id"]
        assert '<i data-same data-key="order-1"></i>' in more["html"], "the order is as it was"
        assert 'data-key="call-c3"' in more["html"]


async def test_several_events_make_one_picture(app: Quart, store: Store) -> None:
    async with served(app) as port, stream(port, "/board/stream") as line:
        for call in ("c1", "c2", "c3"):
            await rings(store, call)
        last = await store.journal.last_id()
        seen = [await picture(line)]
        while seen[-1]["journal_id"] < last:
            seen.append(await picture(line))
        bases = [each["base"] for each in seen]
        assert bases == [-1, *(each["journal_id"] for each in seen[:-1])], "each goes on from the one before"
        assert 'data-key="call-c3"' in seen[-1]["html"]


async def test_a_picture_of_another_house_is_no_base(app: Quart, store: Store) -> None:
    async with served(app) as port, stream(port, "/board/stream?have=0badcafe.999") as line:
        await rings(store, "c1")
        assert (await picture(line))["base"] == -1
