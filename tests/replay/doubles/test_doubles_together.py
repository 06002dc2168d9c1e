"""A whole call between the two doubles, with the least of bridges between them."""

from pizzeria.realtime_server.line import Said
from pizzeria.replay.doubles.model import Model
from pizzeria.replay.doubles.model_line import ModelLine
from pizzeria.replay.doubles.phone import Phone
from tests.replay.doubles.apps import running
from tests.replay.doubles.plain_bridge import bridge

FAST = 10.0


async def test_a_whole_call() -> None:
    answers = []

    async def script(line: ModelLine) -> None:
        await line.configured()
        await line.reply("Pizzeria Napoli, what would you like?", 1500)
        await line.caller_turn("Two Vesuvio, please")
        await line.response()
        answers.append(await line.call_tool("add_item", {"item": "vesuvio", "quantity": 2}))
        await line.say("Two Vesuvio. Anything else?", 1500)
        await line.done()
        await line.caller_turn("No, that is all", late=True)
        await line.response()
        await line.say("Goodbye!", 500)
        await line.call_tool("end_call", last=True)

    async with Model(script, speed=FAST) as model, running(bridge(model)) as url:
        async with Phone(url, speed=FAST, continuous=True) as phone:
            await phone.answered()
            await phone.speak(1000)
            await phone.answered()
            await phone.speak(800)
            assert await phone.ended() == "done"
        assert phone.heard_ms == 3500
        assert phone.faults == []
        assert phone.muted_frames == 0
        assert model.faults == []
    assert answers == [{"ok": True}]


async def test_a_caller_who_breaks_in_hears_no_more_of_it() -> None:
    said: list[Said] = []

    async def script(line: ModelLine) -> None:
        await line.response()
        said.append(await line.say("Our menu, from the beginning", 60_000))
        await line.caller_turn("Stop")
        await line.reply("Of course", 400)

    async with Model(script, speed=FAST) as model, running(bridge(model)) as url:
        async with Phone(url, speed=FAST, continuous=True) as phone:
            await phone.hears(1000)
            await phone.speak(500)
            await phone.answered()
        (cut,) = phone.cuts
        assert said[0].cancelled
        assert 1000 <= cut.heard_ms < 60_000
        assert cut.heard_ms + cut.dropped_ms <= said[0].milliseconds
        assert phone.heard_ms == round(cut.heard_ms) + 400
