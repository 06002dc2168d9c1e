"""Who looks at the house meanwhile: boards that come and go, programs that read, a kitchen that bakes."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from random import Random

import httpx2 as httpx

PATHS = "/", "/calls", "/api/orders", "/api/calls", "/api/menu", "/healthz", "/readyz", "/setup", "/nowhere"
BUSY = "/readyz"
"""which says 503 while no new call is taken"""
STREAMS = "/api/events", "/board/stream", "/api/events?beat=1"
STEPS = "baking", "ready", "collected"


class Visitors:
    def __init__(self, address: str, chance: Random) -> None:
        self._address = address
        self._chance = chance
        self.failures: list[str] = []
        """answers that nobody should get"""

    async def watch(self) -> None:
        """A board that is opened, watched for a while, and closed or torn away."""
        while True:
            async with httpx.AsyncClient(base_url=self._address, timeout=30) as client:
                with suppress(TimeoutError, httpx.HTTPError):
                    async with asyncio.timeout(self._chance.uniform(1, 15)):
                        async with client.stream("GET", self._chance.choice(STREAMS)) as answer:
                            async for _ in answer.aiter_bytes():
                                pass
            await asyncio.sleep(self._chance.uniform(0, 2))

    async def read(self) -> None:
        while True:
            async with httpx.AsyncClient(base_url=self._address, timeout=30) as client:
                for _ in range(self._chance.randrange(1, 20)):
                    path = self._chance.choice(PATHS)
                    with self._kept(path):
                        answer = await client.get(path)
                        if answer.status_code >= 500 and path != BUSY:
                            self.failures.append(f"{answer.status_code} {path}")
                    await asyncio.sleep(self._chance.uniform(0, 1))

    async def bake(self) -> None:
        """What was placed is baked, is ready and is collected; the board stays as full as of an evening."""
        async with httpx.AsyncClient(base_url=self._address, timeout=30) as client:
            while True:
                with self._kept("/api/orders"):
                    await self._bake(client)
                await asyncio.sleep(5)

    async def _bake(self, client: httpx.AsyncClient) -> None:
        for status, to in zip(("placed", *STEPS), STEPS, strict=False):
            for order in (await client.get(f"/api/orders?status={status}")).json():
                answer = await client.post(f"/api/orders/{order['number']}/status", json={"status": to})
                if answer.status_code not in (200, 409):
                    self.failures.append(f"{answer.status_code} {answer.request.url.path}")

    @contextmanager
    def _kept(self, path: str) -> Iterator[None]:
        """Who gets no answer says so, and comes again."""
        try:
            yield
        except httpx.HTTPError as error:
            self.failures.append(f"{type(error).__name__} {path}")
