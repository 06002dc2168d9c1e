"""The demonstration: one whole call through the running house, of a scripted caller and a scripted model.

Three pizzas, changed as callers change them, an address, a yes, an order: about 22 seconds of sound.
"""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from types import TracebackType
from typing import Self

from pizzeria.errors import Refused, Unreachable
from pizzeria.realtime_server.shapes import Json
from pizzeria.replay.demo_words import Words, words
from pizzeria.replay.doubles.exchange import Reason
from pizzeria.replay.doubles.model import Model
from pizzeria.replay.doubles.model_line import ModelLine
from pizzeria.replay.doubles.phone import Phone

FROM_NUMBER = "+46701740611"
"""from the range that Sweden keeps for fiction"""

_CALLER_MS = (2000, 2000, 800, 900)
"""how long the caller speaks each time"""
_THINKING = 0.3
"""seconds until the model answers"""


class Demonstration:
    """Enter it, point the house at `base_url`, then let it `call`."""

    def __init__(self, speed: float = 1.0) -> None:
        """`speed`: so many times faster than life; the house's clock must run as fast."""
        self.speed = speed
        self.model = Model(take_order, speed=speed)

    async def __aenter__(self) -> Self:
        await self.model.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.model.__aexit__(kind, error, trace)

    @property
    def base_url(self) -> str:
        """For OPENAI_BASE_URL."""
        return self.model.base_url

    async def call(self, phone_url: str) -> Reason:
        """Dials the house and returns how the call ended. Raises Unreachable when nobody answers."""
        async with Phone(phone_url, from_number=FROM_NUMBER, speed=self.speed, continuous=True) as phone:
            with suppress(Unreachable):
                for milliseconds in _CALLER_MS:
                    await phone.answered()
                    await phone.speak(milliseconds)
            return await phone.ended()


async def take_order(line: ModelLine) -> None:
    """The model's side. Whatever the house refuses is told to the caller, and ends the call."""
    session = await line.configured()
    said = words((session["audio"]["input"]["transcription"] or {}).get("language", ""))
    await _respond(line)
    await line.say(said.greeting, 2400)
    await line.done()
    try:
        await _fill_cart(line, said)
        await _agree(line, said)
        await _place(line, said)
    except Refused as no:
        await line.say(said.sorry.format(why=no.say), 2000)
    await line.call_tool("end_call", last=True)


async def _fill_cart(line: ModelLine, said: Words) -> None:
    await _caller_says(line, said.wishes)
    capricciosa, vesuvio = await _ask(
        line,
        ("add_item", {"item": "capricciosa", "size": "normal"}),
        ("add_item", {"item": "vesuvio", "size": "family"}),
    )
    ham, onion = {"topping": "ham", "amount": "extra"}, {"topping": "onion", "half": "left"}
    await _ask(
        line,
        ("choose_toppings", {"line": capricciosa["line"], "add": [ham], "remove": ["mushrooms"]}),
        ("choose_toppings", {"line": vesuvio["line"], "add": [onion]}),
    )
    await line.say(said.understood, 2400)
    await line.done()


async def _agree(line: ModelLine, said: Words) -> None:
    address = {"street": "Lyktgränd 9", "postal_code": "11122"}
    await _caller_says(line, said.more_wishes)
    await _ask(line, ("add_item", {"item": "hawaii", "size": "normal", "second_half": "diavola"}))
    (delivery,) = await _ask(line, ("confirm_address", address))
    await line.say(said.address.format(minutes=delivery["minutes"]), 2400)
    await line.done()
    await _caller_says(line, said.agreed)
    await _ask(line, ("confirm_address", {**address, "caller_said_yes": True}))


async def _place(line: ModelLine, said: Words) -> None:
    (review,) = await _ask(line, ("review_order", {}))
    pizzas, total = "; ".join(review["read_back"]), review["total_spoken"]
    await line.say(said.order.format(pizzas=pizzas, total=total), 2800)
    await line.done()
    await _caller_says(line, said.placed)
    (placed,) = await _ask(line, ("place_order", {"name": "Kim", "revision": review["revision"]}))
    await line.say(said.thanks.format(number=placed["order"]["number"]), 2000)


async def _caller_says(line: ModelLine, transcript: str) -> None:
    await line.caller_turn(transcript)
    await _respond(line)


async def _respond(line: ModelLine) -> None:
    await line.response()
    await asyncio.sleep(_THINKING / line.speed)


async def _ask(line: ModelLine, *calls: tuple[str, Json]) -> Sequence[Json]:
    """Calls tools in one breath. Raises Refused with what the house says against the first refused."""
    answers: list[Json] = await line.call_tools(calls)
    for answer in answers:
        if not answer["ok"]:
            raise Refused(answer["code"], answer["say"])
    return answers
