"""Carries webhooks to a till or a CRM: the stream's JSON, signed, at least once, each under one id for ever.

docs/hooks.md tells a receiver what comes and how to check it. What it answers is not read, only its status:
200 to 299 is taken, 410 means never again, anything else is tried again.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from ipaddress import ip_address
from urllib.parse import urlsplit

import httpx2 as httpx
import orjson

from pizzeria.errors import SetupError
from pizzeria.ordering.as_json import time_json
from pizzeria.outbox.decisions import NotTaken, Outcome, Refusal, Taken, Unknown
from pizzeria.outbox.hooks import NAMES, Hooks, sign
from pizzeria.settings import Settings
from pizzeria.store.errands import Errand
from pizzeria.store.tail import Entry

SECONDS = 10.0
"""for a receiver to answer in"""
GONE = 410


class Webhooks:
    def __init__(self, client: httpx.AsyncClient, secret: str, now: Callable[[], datetime]) -> None:
        self._client = client
        self._secret = secret
        self._now = now

    async def deliver(self, errand: Errand) -> Outcome:
        if errand.entry is None:
            return Refusal("what it tells is no longer in the journal")
        body = body_of(errand.entry)
        try:
            async with self._client.stream(
                "POST", errand.address, content=body, headers=self._headers(errand.entry, body)
            ) as answer:
                return _outcome(answer.status_code)
        except (httpx.RequestError, httpx.InvalidURL) as error:
            return Unknown(str(error) or type(error).__name__)

    def _headers(self, entry: Entry, body: bytes) -> dict[str, str]:
        """Signed anew at each try, so that a receiver may refuse what is old."""
        timestamp = int(self._now().timestamp())
        return {
            "Content-Type": "application/json",
            "User-Agent": "pizzeria",
            "Pizzeria-Id": str(entry.id),
            "Pizzeria-Event": entry.name,
            "Pizzeria-Timestamp": str(timestamp),
            "Pizzeria-Signature": sign(self._secret, timestamp, body),
        }


@asynccontextmanager
async def open_webhooks(settings: Settings, now: Callable[[], datetime]) -> AsyncIterator[Webhooks]:
    secret = settings.hook_secret.get_secret_value() if settings.hook_secret else ""
    async with httpx.AsyncClient(timeout=SECONDS) as client:
        yield Webhooks(client, secret, now)


def hooks_of(settings: Settings) -> Hooks | None:
    """None where there are none. Raises SetupError that names the setting."""
    urls = _listed(settings.hook_urls)
    if not urls:
        return None
    if settings.hook_secret is None:
        raise SetupError("PIZZERIA_HOOK_SECRET: expected a long random word, for PIZZERIA_HOOK_URLS is set")
    for url in urls:
        _refuse_the_clear(url)
    events = frozenset(_listed(settings.hook_events))
    if unknown := sorted(events - NAMES):
        known = ", ".join(sorted(NAMES))
        raise SetupError(f"PIZZERIA_HOOK_EVENTS: expected names of events ({known}), got {unknown[0]!r}")
    return Hooks(urls, events)


def body_of(entry: Entry) -> bytes:
    """`data` is what the stream sends."""
    told = {"id": entry.id, "event": entry.name, "at": time_json(entry.at), "data": entry.data}
    return orjson.dumps(told)


def _outcome(status: int) -> Outcome:
    if httpx.codes.is_success(status):
        return Taken()
    return Refusal("it wants no more (410)") if status == GONE else NotTaken(f"it answered {status}")


def _listed(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.strip() for each in text.split(",") if each.strip()))


def _refuse_the_clear(url: str) -> None:
    """Customers' names and numbers go there: over TLS, or to this very machine."""
    parts = urlsplit(url)
    if (parts.scheme == "https" and parts.hostname) or (parts.scheme == "http" and _is_here(parts.hostname)):
        return
    raise SetupError(f"PIZZERIA_HOOK_URLS: expected https://…, for customers' data goes there, got {url}")


def _is_here(host: str | None) -> bool:
    try:
        return host == "localhost" or ip_address(host or "").is_loopback
    except ValueError:
        return False
