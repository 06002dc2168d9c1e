"""How 46elks writes things in JSON and in forms: yes and no, money, moments, pages of a list. Pure.

Source: https://46elks.com/docs/overview. What is not there or not understood is None or "", never an
exception: older pages leave fields out that newer ones show.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import orjson

Json = dict[str, Any]

UNITS = 10_000
"""46elks counts money in ten-thousandths of the account's currency"""


def text(document: Json, key: str) -> str:
    """A string; what should be one and came as JSON (an action in `voice_start`) is one again."""
    match document.get(key):
        case str(value):
            return value
        case dict() as value:
            return orjson.dumps(value).decode()
        case _:
            return ""


def yes(document: Json, key: str) -> bool:
    return document.get(key) in ("yes", True)


def whole(document: Json, key: str) -> int | None:
    """An integer, also one that came as digits; money is in UNITS."""
    value = document.get(key)
    if isinstance(value, str) and value.removeprefix("-").isdigit():
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def moment(document: Json, key: str) -> datetime | None:
    """Aware UTC: 46elks writes UTC without saying so."""
    try:
        read = datetime.fromisoformat(text(document, key))
    except ValueError:
        return None
    return read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC)


def words(document: Json, key: str) -> tuple[str, ...]:
    """A list of words, also one that came as "sms,voice"."""
    value = document.get(key)
    several: Iterable[object] = value.split(",") if isinstance(value, str) else value or ()
    return tuple(word.strip() for word in several if isinstance(word, str) and word.strip())


def rows(document: Json) -> list[Json]:
    """One page of a list."""
    data = document.get("data")
    return [row for row in data if isinstance(row, dict)] if isinstance(data, list) else []
