"""What a request asks for, read and checked: its JSON body, its numbers, its words. Wrong ones: 400."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import TypeVar

from quart import abort, request

from pizzeria.web.errors import problem

YEARS = (1970, 2999)
"""first and last that a day may be in: others overflow in some time zone"""

Word = TypeVar("Word", bound=str)


async def body() -> dict[str, object]:
    """The JSON object that was sent. 415 when it is not called JSON, 400 when it is none."""
    if not request.is_json:
        abort(problem(415, "not_json", "Send JSON, with Content-Type: application/json."))
    raw = await request.get_data(cache=False)
    try:
        value = json.loads(raw)
    except (ValueError, RecursionError):
        abort(problem(400, "bad_json", "The body is not JSON."))
    if not isinstance(value, dict):
        abort(problem(400, "bad_json", "The body must be a JSON object."))
    return value


def truth(values: dict[str, object], key: str) -> bool:
    value = values.get(key)
    if not isinstance(value, bool):
        abort(problem(400, "bad_request", f"`{key}` must be true or false.", key=key))
    return value


def number(values: dict[str, object], key: str, most: int) -> int:
    """A whole number from 0 to `most`."""
    value = values.get(key)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
        abort(problem(400, "bad_request", f"`{key}` must be a whole number from 0 to {most}.", key=key))
    return value


def one_of(value: object, words: Sequence[Word], key: str) -> Word:
    found = next((word for word in words if word == value), None)
    if found is None:
        message = f"`{key}` must be one of {', '.join(words)}."
        abort(problem(400, "bad_request", message, key=key, allowed=words))
    return found


def limit(most: int) -> int:
    """?limit=, from 1 to `most`, which is also what holds without it."""
    text = request.args.get("limit")
    if text is None:
        return most
    number = whole_number(text)
    if number is None or not 1 <= number <= most:
        abort(problem(400, "bad_request", f"`limit` must be a number from 1 to {most}.", key="limit"))
    return number


def before() -> tuple[datetime | None, str]:
    """?before=, a time in ISO 8601 with its zone, and after a comma the call that a page ended with."""
    text = request.args.get("before")
    if text is None:
        return None, ""
    time, _, call_id = text.partition(",")
    if (at := _time(time)) is None:
        message = "`before` must be a time such as 2026-05-14T18:00:00Z, or a time, a comma and a call's id."
        abort(problem(400, "bad_request", message, key="before"))
    return at, call_id


def moment(values: dict[str, object], key: str) -> datetime:
    """A time in ISO 8601 with its zone."""
    if (at := _time(str(values.get(key)))) is None:
        abort(problem(400, "bad_request", f"`{key}` must be a time such as 2026-05-14T18:00:00Z.", key=key))
    return at


def _time(text: str) -> datetime | None:
    """With its zone, and in a year that has a place in every other zone, too."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo is not None and YEARS[0] <= at.year <= YEARS[1] else None


def day() -> date | None:
    """?day=, as 2026-05-14."""
    text = request.args.get("day")
    if not text:
        return None
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = date.min
    if not YEARS[0] <= found.year <= YEARS[1]:
        abort(problem(400, "bad_request", "`day` must be a day such as 2026-05-14.", key="day"))
    return found


def whole_number(text: str) -> int | None:
    """Digits as a number of at most 18 of them; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else None  # noqa: PLR2004
