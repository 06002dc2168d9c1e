"""The demonstration where the built-in voice is installed: a caller who really speaks, and is understood."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

from pizzeria.errors import Unreachable
from pizzeria.replay.demo import FROM_NUMBER
from pizzeria.replay.doubles.exchange import Reason
from pizzeria.replay.doubles.phone import Phone

LINES = (
    "I'd like a regular Capricciosa without mushrooms and with extra ham, please.",
    "And a family Vesuvio with onion on the left half.",
    "No, that's all.",
    "Delivery, please.",
    "Vasagatan 12.",
    "1 1 1, 2 2.",
    "Yes, that's right.",
    "It's for Kim.",
    "Yes, that's right.",
    "No, thank you. Goodbye.",
)
_FAREWELL = 30.0
"""seconds in which the house may say goodbye"""
_PAUSE_MS = 900
"""so long the caller listens for more, however fast the line: answers are made at life's pace"""


async def call(phone_url: str, spoken: Callable[[str], Awaitable[bytes]], speed: float = 1.0) -> Reason:
    """Dials the house and returns how the call ended. Raises Unreachable when nobody answers.

    `spoken` makes a caller's sound of words: 16 bit, 24 kHz.
    """
    sounds = [await spoken(line) for line in LINES]
    async with Phone(phone_url, from_number=FROM_NUMBER, speed=speed, continuous=True) as phone:
        with suppress(Unreachable, TimeoutError):
            for sound in sounds:
                await phone.answered(_PAUSE_MS * speed)
                await phone.play(sound)
            async with asyncio.timeout(_FAREWELL):
                return await phone.ended()
        await phone.hang_up()
        return await phone.ended()
