"""Who calls in the soak: some are patient, some break in, hang up or are torn off; each soon calls again."""

import asyncio
from collections import Counter
from contextlib import suppress
from random import Random

from websockets.exceptions import ConnectionClosed

from pizzeria.errors import Unreachable
from pizzeria.replay.doubles.phone import Phone
from tests.calls.test_adversity import GARBAGE

TURNS = 8
"""of a caller who is never understood, then they go"""
PATIENCE = 60.0
"""seconds without a word from the house until they go"""
LEAVE_AFTER = 1.0, 30.0
"""seconds of a call that is not carried to its end"""
BUSY_TONE = 3.0, 10.0
"""seconds until who was not taken dials again: thirty who do so without a pause are a load of their own"""
FRAME_MS = 40


class Callers:
    def __init__(self, line: str, chance: Random, speed: float) -> None:
        self._line = line
        self._chance = chance
        self._speed = speed
        self.closing = asyncio.Event()
        self.made = 0
        self.endings: Counter[str] = Counter()

    async def keep_calling(self) -> None:
        """One call after the other, until it is closing time."""
        while not self.closing.is_set():
            self.made += 1
            try:
                await self._call(f"soak-{self.made}")
            except Unreachable as error:
                self.endings[f"not answered: {error}"] += 1
                await asyncio.sleep(self._chance.uniform(*BUSY_TONE) / self._speed)
            await asyncio.sleep(self._chance.uniform(0, 1) / self._speed)

    async def _call(self, call_id: str) -> None:
        number = f"+46701740{self._chance.randrange(1_000):03}"
        phone = Phone(self._line, call_id, number, speed=self._speed, continuous=True, frame_ms=FRAME_MS)
        async with phone:
            leaving = asyncio.create_task(self._leave(phone))
            talking = asyncio.create_task(self._talk(phone))
            await asyncio.wait((leaving, talking), return_when=asyncio.FIRST_COMPLETED)
            for task in (leaving, talking):
                task.cancel()
            await asyncio.gather(leaving, talking, return_exceptions=True)
            await phone.hang_up()
            self.endings[await phone.ended()] += 1

    async def _talk(self, phone: Phone) -> None:
        with suppress(Unreachable, TimeoutError):
            async with asyncio.timeout((PATIENCE * TURNS) / self._speed):
                for _ in range(TURNS):
                    await self._listen(phone)
                    await phone.speak(900)
                await phone.ended()

    async def _listen(self, phone: Phone) -> None:
        """To the end, or until they break in."""
        if self._chance.random() < 0.2:
            await phone.hears(phone.heard_ms + self._chance.uniform(100, 1_500))
        else:
            await asyncio.wait_for(phone.answered(), PATIENCE / self._speed)

    async def _leave(self, phone: Phone) -> None:
        """Never, for most; else in mid-call, in one way or another."""
        how = self._chance.choices(("never", "hangs up", "tears", "babbles"), (7, 1, 1, 1))[0]
        if how == "never":
            await phone.ended()
            return
        await asyncio.sleep(self._chance.uniform(*LEAVE_AFTER) / self._speed)
        match how:
            case "tears":
                phone.drop()
            case "babbles":
                with suppress(ConnectionClosed):
                    for frame in self._chance.choices(GARBAGE, k=50):
                        await phone.send_raw(frame)
                await phone.ended()
