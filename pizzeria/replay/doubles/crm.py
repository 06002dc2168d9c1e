"""A CRM on loopback that is told of orders by webhook: checks every signature, and has bad days on demand.

async with Crm("secret") as crm:
    ...                     # the app, with PIZZERIA_HOOK_URLS=crm.url
    await crm.told(3)       # three different events have come
    assert crm.faults == []

Written from docs/hooks.md and not from our own signing, so that it can catch us doing otherwise than we say.
"""

import asyncio
import hashlib
import hmac
from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass, field
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Literal, Self

import orjson

from pizzeria.replay.doubles.company.http import Answer, Asked, HttpServer, plain

OLDEST_SECONDS = 300


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(eq=False)
class Crm:
    secret: str
    _: KW_ONLY
    clock: Callable[[], datetime] = _now
    bad_days: list[Answer | Literal["silence"] | None] = field(default_factory=list)
    """given instead of taking what comes, one each; None tears the connection, silence never answers"""
    asked: list[Asked] = field(default_factory=list, init=False)
    """everything that came"""
    events: dict[int, dict[str, Any]] = field(default_factory=dict, init=False)
    """what was taken, by id: the same again is the same"""
    taken: list[int] = field(default_factory=list, init=False)
    """their ids, as often as they were taken"""
    faults: list[str] = field(default_factory=list, init=False)

    async def __aenter__(self) -> Self:
        self._news = asyncio.Event()
        self.door = await HttpServer(self._serve).__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.door.__aexit__(kind, error, trace)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.door.port}/hook"

    async def told(self, count: int) -> None:
        """Returns when so many different events were taken."""
        while len(self.events) < count:
            self._news.clear()
            await self._news.wait()

    async def _serve(self, asked: Asked) -> Answer | None:
        self.asked.append(asked)
        if fault := self._fault(asked):
            self.faults.append(fault)
            return plain(401, fault)
        if self.bad_days:
            given = self.bad_days.pop(0)
            if given != "silence":
                return given
            await asyncio.Event().wait()
        told = orjson.loads(asked.body)
        self.events[told["id"]] = told
        self.taken.append(told["id"])
        self._news.set()
        return plain(204, "")

    def _fault(self, asked: Asked) -> str:
        """What is wrong with it; "" when it is ours and new."""
        timestamp = asked.headers.get("pizzeria-timestamp", "")
        signed = timestamp.encode() + b"." + asked.body
        right = "sha256=" + hmac.new(self.secret.encode(), signed, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(asked.headers.get("pizzeria-signature", ""), right):
            return "the signature is wrong"
        if abs(self.clock().timestamp() - int(timestamp)) > OLDEST_SECONDS:
            return "it is too old"
        told = orjson.loads(asked.body)
        if asked.method != "POST" or asked.headers.get("content-type") != "application/json":
            return "it is no JSON that was posted"
        if (str(told["id"]), told["event"]) != (
            asked.headers.get("pizzeria-id"),
            asked.headers.get("pizzeria-event"),
        ):
            return "the headers say something else than the body"
        return ""
