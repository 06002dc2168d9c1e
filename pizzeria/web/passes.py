"""Passes: each lets one call from the browser in at the phone's socket, within a minute.

The phone's token opens the socket for ever and to anybody, so no page shows it, not even the staff's.
"""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import cast

from quart import Quart, current_app

LASTS = timedelta(minutes=1)


class Passes:
    """Kept by this process, as sessions are. Only staff are given any, so there are never many."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._until: dict[str, datetime] = {}

    def give(self) -> str:
        now = self._now()
        self._until = {word: until for word, until in self._until.items() if until > now}
        word = secrets.token_urlsafe(16)
        self._until[word] = now + LASTS
        return word

    def take(self, word: str) -> bool:
        """Whether it lets in; it does so once."""
        until = self._until.pop(word, None)
        return until is not None and self._now() < until


def install(app: Quart) -> None:
    app.extensions["passes"] = Passes(app.extensions["pizzeria"].now)


def passes() -> Passes:
    return cast(Passes, current_app.extensions["passes"])
