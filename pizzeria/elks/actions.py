"""What 46elks is told to do with a call: actions, as JSON. Pure.

Source: https://46elks.com/docs/call-actions, /docs/voice-connect, /docs/voice-play, /docs/voice-hangup. An
action stands in a number's `voice_start`, or is the answer of a webhook. `next` is an address, never an
action: the pages nest actions in it, but 46elks' own people saw that fail on a real call.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, assert_never

import orjson


@dataclass(frozen=True, slots=True)
class Connect:
    """Rings another number; a websocket number leads to us."""

    number: str
    """E.164; several with commas between ring at once"""
    timeout: int | None = None
    """seconds to ring"""
    callerid: str = ""
    """what the other end sees; the caller's own number when empty"""
    busy: "Action | None" = None
    failed: "Action | None" = None
    """instead, when the other end is busy or does not answer"""
    next: str = ""
    """asked when this is over; without it the call ends"""
    whenhangup: str = ""
    """told when the call is over"""


@dataclass(frozen=True, slots=True)
class Play:
    """Plays a file (WAV, MP3) that 46elks fetches and keeps."""

    url: str
    next: str = ""


@dataclass(frozen=True, slots=True)
class Hangup:
    how: Literal["busy", "reject", "404"] = "reject"


Action = Connect | Play | Hangup


def action_json(action: Action) -> Mapping[str, Any]:
    """What is not set is left out."""
    match action:
        case Connect():
            told: dict[str, Any] = {
                "connect": action.number,
                "timeout": action.timeout,
                "callerid": action.callerid,
            }
            told["busy"] = action_json(action.busy) if action.busy else None
            told["failed"] = action_json(action.failed) if action.failed else None
            told |= {"next": action.next, "whenhangup": action.whenhangup}
        case Play():
            told = {"play": action.url, "next": action.next}
        case Hangup():
            told = {"hangup": action.how}
        case _:
            assert_never(action)
    return {key: value for key, value in told.items() if value not in (None, "")}


def action_text(action: Action) -> str:
    """For `voice_start`, of a number or of a call."""
    return orjson.dumps(action_json(action)).decode()
