"""The world around 46elks: people with telephones, names that lead to loopback, and our callbacks.

Source: https://46elks.com/docs/sms-delivery-reports, /docs/call-actions: callbacks are forms; 200 to 204 is
taken, anything else comes again, at least five times over at least six hours.
"""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Literal
from urllib.parse import urlsplit, urlunsplit

import httpx2 as httpx

Outcome = Literal["success", "busy", "failed"]

RETRIES = (60, 300, 1_800, 7_200, 21_600)
"""seconds to wait before each; the pages give the number and the whole, not the steps"""
TAKEN = (200, 201, 202, 203, 204)
_ANSWER_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at an ordinary telephone."""

    picks_up: Outcome = "success"
    """`failed` is also nobody there"""
    until: asyncio.Event | None = None
    """how long the talk lasts; no time at all unless given"""


@dataclass(frozen=True, slots=True)
class Told:
    """One request from 46elks to us."""

    url: str
    """as it was set, with its public name"""
    form: dict[str, str]
    status: int | None
    """None: no answer"""
    body: str


@dataclass(slots=True)
class World:
    speed: float
    """so many times faster than life"""
    people: dict[str, Person] = field(default_factory=dict)
    """by number; a number nobody has is `failed`"""
    told: list[Told] = field(default_factory=list)
    played: list[str] = field(default_factory=list)
    forgets: list[str] = field(default_factory=list)
    """webhooks, by the end of their path, that are not asked, once each"""
    times: int = 1
    """that everything is told which is told until it is taken"""
    _names: dict[str, str] = field(default_factory=dict)

    def lead(self, public: str, address: str) -> None:
        """`public` (https://pizza.example.com) is really at `address` (http://127.0.0.1:8000)."""
        self._names[urlsplit(public).netloc] = urlsplit(address).netloc

    def really(self, url: str) -> str:
        """Where an address leads: on loopback without TLS."""
        parts = urlsplit(url)
        user, at, host = parts.netloc.rpartition("@")
        if host not in self._names:
            return url
        scheme = "ws" if parts.scheme.startswith("ws") else "http"
        return urlunsplit(parts._replace(scheme=scheme, netloc=f"{user}{at}{self._names[host]}"))

    async def post(self, url: str, form: Mapping[str, str]) -> Told:
        """Once."""
        name = urlsplit(url).path.rpartition("/")[2]
        if name in self.forgets:
            self.forgets.remove(name)
            return Told(url, dict(form), None, "")
        told = Told(url, dict(form), *await self._ask("POST", url, form))
        self.told.append(told)
        return told

    async def insist(self, url: str, form: Mapping[str, str]) -> Told:
        """Until it is taken, or 46elks gives up."""
        for _ in range(self.times - 1):
            await self.post(url, form)
        told = await self.post(url, form)
        for seconds in RETRIES:
            if told.status in TAKEN:
                break
            await asyncio.sleep(seconds / self.speed)
            told = await self.post(url, form)
        return told

    async def fetch(self, url: str) -> bool:
        """A file to play."""
        self.played.append(url)
        status, _ = await self._ask("GET", url, None)
        return status in TAKEN

    async def _ask(self, method: str, url: str, form: Mapping[str, str] | None) -> tuple[int | None, str]:
        """Nobody is at a name that leads nowhere: it is not looked for outside this machine."""
        address = self.really(url)
        if not is_here(address):
            return None, ""
        try:
            # No certificates are read, which takes longer than all the rest: on loopback there is no TLS.
            async with httpx.AsyncClient(timeout=_ANSWER_SECONDS, verify=False) as client:
                answer = await client.request(method, address, data=dict(form) if form else None)
        except (httpx.RequestError, httpx.InvalidURL):
            return None, ""
        return answer.status_code, answer.text


def is_here(url: str) -> bool:
    """Whether this machine is meant; by the name alone, nothing is looked up."""
    host = urlsplit(url).hostname or ""
    with suppress(ValueError):
        return ip_address(host).is_loopback
    return host == "localhost"
