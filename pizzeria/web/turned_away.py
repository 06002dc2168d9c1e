"""Callers whom the house could not take, for the board and the metrics: told a few at a time, however many
knock, for a house that has too much to do must not write about each.
"""

import asyncio
from collections import Counter
from typing import cast

from quart import Quart, current_app

from pizzeria.ordering.door_events import WhyRefused
from pizzeria.web.here import Pizzeria
from pizzeria.web.words import masked

TOGETHER = 2.0
"""seconds: who is turned away within them is told of at once"""
NAMED = 3
"""numbers that are named, masked; the others are counted"""


class TurnedAway:
    def __init__(self, house: Pizzeria) -> None:
        self._house = house
        self._counts: Counter[WhyRefused] = Counter()
        self._numbers: list[str] = []

    def note(self, why: WhyRefused, number: str) -> None:
        """`number`: E.164, "" when nobody said. Waits for nothing."""
        if not self._counts:
            current_app.add_background_task(self._tell_soon)
        self._counts[why] += 1
        if number and len(self._numbers) < NAMED and (shown := masked(number)) not in self._numbers:
            self._numbers.append(shown)

    async def _tell_soon(self) -> None:
        await asyncio.sleep(TOGETHER)
        counts, numbers = self._counts, tuple(self._numbers)
        self._counts, self._numbers = Counter(), []
        for why, count in counts.items():
            await self._house.store.door.refused(why, count, numbers)


def install(app: Quart) -> None:
    app.extensions["turned_away"] = TurnedAway(app.extensions["pizzeria"])


def turned_away() -> TurnedAway:
    return cast(TurnedAway, current_app.extensions["turned_away"])
