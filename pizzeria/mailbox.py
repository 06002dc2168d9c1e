"""The one queue into a call. Bounded for what the wires bring; what the house itself says always fits."""

import asyncio
from collections import deque
from typing import Generic, TypeVar

T = TypeVar("T")

FULL = 1_000
"""twenty seconds of sound"""
HEAVY = 8_000_000
"""bytes, however few letters they are: three minutes of sound"""


class Mailbox(Generic[T]):
    """When it is full, the reader of that wire waits, and so, through TCP, does whoever sends."""

    def __init__(self) -> None:
        self._letters: deque[tuple[T, int]] = deque()
        self._weight = 0
        self._arrived = asyncio.Event()
        self._room = asyncio.Event()
        self._room.set()
        self._closed = False

    def post(self, letter: T) -> None:
        """Never waits: for the few things that are not a stream."""
        self._put(letter, 0)

    async def deliver(self, letter: T, weight: int = 0) -> None:
        """Waits while the box is full; `weight` is in bytes. Once nobody takes any more it is thrown away."""
        while not self._closed and (len(self._letters) >= FULL or self._weight >= HEAVY):
            self._room.clear()
            await self._room.wait()
        if not self._closed:
            self._put(letter, weight)

    async def take(self) -> T:
        while not self._letters:
            self._arrived.clear()
            await self._arrived.wait()
        letter, weight = self._letters.popleft()
        self._weight -= weight
        if len(self._letters) < FULL // 2 and self._weight < HEAVY // 2:
            self._room.set()
        return letter

    def close(self) -> None:
        """Nobody takes any more: who waits need not."""
        self._closed = True
        self._letters.clear()
        self._room.set()

    def _put(self, letter: T, weight: int) -> None:
        self._letters.append((letter, weight))
        self._weight += weight
        self._arrived.set()
