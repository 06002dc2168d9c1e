"""The one queue into a call. Bounded for what the wires bring; what the house itself says always fits."""

import asyncio
from collections import deque
from typing import Generic, TypeVar

T = TypeVar("T")

FULL = 1_000
"""twenty seconds of sound"""


class Mailbox(Generic[T]):
    """When it is full, the reader of that wire waits, and so, through TCP, does whoever sends."""

    def __init__(self) -> None:
        self._letters: deque[T] = deque()
        self._arrived = asyncio.Event()
        self._room = asyncio.Event()
        self._room.set()

    def post(self, letter: T) -> None:
        """Never waits: for the few things that are not a stream."""
        self._letters.append(letter)
        self._arrived.set()

    async def deliver(self, letter: T) -> None:
        """Waits while the box is full."""
        if len(self._letters) >= FULL:
            self._room.clear()
            await self._room.wait()
        self.post(letter)

    async def take(self) -> T:
        while not self._letters:
            self._arrived.clear()
            await self._arrived.wait()
        letter = self._letters.popleft()
        if len(self._letters) < FULL // 2:
            self._room.set()
        return letter
