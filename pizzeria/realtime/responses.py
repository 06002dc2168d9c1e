"""How a response ended, what it used, what a fault says: what vendors fill in differently. Pure."""

import orjson

from pizzeria.ordering.events import Usage
from pizzeria.realtime.events import Fault, Finished

Json = dict[str, object]


def read_finished(response: Json) -> Finished:
    """Of `response.done`: always sent, whatever became of the response."""
    why = response.get("status_details")
    return Finished(
        str(response.get("id") or ""),
        str(response.get("status") or "completed"),
        _usage(response.get("usage")),
        "" if why is None else orjson.dumps(why).decode()[:300],
        _code(why),
    )


def _code(why: object) -> str:
    match why:
        case {"error": {"code": str(code)}}:
            return code
        case _:
            return ""


def _usage(usage: object) -> Usage:
    match usage:
        case {"input_token_details": dict(given), "output_token_details": dict(made)}:
            cached = given.get("cached_tokens_details")
            cached = cached if isinstance(cached, dict) else {}
            return Usage(
                input_text=_count(given.get("text_tokens")),
                input_audio=_count(given.get("audio_tokens")),
                cached_text=_count(cached.get("text_tokens")),
                cached_audio=_count(cached.get("audio_tokens")),
                output_text=_count(made.get("text_tokens")),
                output_audio=_count(made.get("audio_tokens")),
            )
        case _:
            return Usage()


def _count(value: object) -> int:
    return value if isinstance(value, int) else 0


def read_fault(error: object) -> Fault:
    """Some servers say why in an object, some in a plain string."""
    match error:
        case dict():
            return Fault(
                str(error.get("code") or error.get("type") or ""),
                str(error.get("message") or "")[:300],
                str(error.get("event_id") or ""),
            )
        case _:
            return Fault("", str(error)[:300], "")
