"""What 46elks lets through in a form, and its sentence for the rest.

Written from its pages, not from our own client, so that it can catch us reading them wrongly. Sentences are
those seen live by others (`Missing key from`, `Invalid to number`, …); what 46elks would pass over in
silence, such as a key it does not know, is kept in `faults` for the test to read.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

import orjson

from pizzeria.replay.doubles.company.http import Asked

TYPE = "application/x-www-form-urlencoded"
ACTIONS = ("connect", "play", "ivr", "record", "hangup")

_E164 = re.compile(r"\+[1-9]\d{6,14}")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]{2,10}")


class No(Exception):
    """46elks refuses: a status and a sentence."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Form:
    fields: dict[str, str]
    faults: list[str]
    """what was not as the pages say, in words"""


def read_form(asked: Asked, required: Collection[str], optional: Collection[str]) -> Form:
    """Raises No when something is missing, or the body is no form at all."""
    if asked.headers.get("content-type", "").partition(";")[0].strip() != TYPE:
        raise No(400, f"Expected {TYPE}")
    pairs = parse_qsl(asked.body.decode(), keep_blank_values=True)
    fields = dict(pairs)
    for key in required:
        if not fields.get(key):
            raise No(403, f"Missing key {key}")
    where = f"{asked.method} {asked.path}"
    faults = [f"{where}: {key} is no key of it" for key in fields if key not in (*required, *optional)]
    if len(pairs) > len(fields):
        faults.append(f"{where}: a key came twice")
    faults += [f"{where}: {key} is empty" for key, value in fields.items() if not value]
    faults += [
        f"{where}: the plus of {key} was not encoded" for key, v in fields.items() if re.match(r" \d", v)
    ]
    return Form(fields, faults)


def is_number(value: str) -> bool:
    return _E164.fullmatch(value) is not None


def is_sender_name(value: str) -> bool:
    return _NAME.fullmatch(value) is not None


def check_address(key: str, value: str) -> None:
    """http or https, and a host."""
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise No(400, f"The {key} you tried to use is not a valid URL")


def check_start(key: str, value: str) -> None:
    """An address, or an action as JSON."""
    if not value.lstrip().startswith("{"):
        return check_address(key, value)
    try:
        action = orjson.loads(value)
    except orjson.JSONDecodeError:
        raise No(400, f"The {key} you tried to use is not valid JSON") from None
    if action and not any(name in action for name in ACTIONS):
        raise No(400, f"The {key} you tried to use has no action")
    return None


def check_socket(value: str) -> None:
    parts = urlsplit(value)
    if parts.scheme not in ("ws", "wss") or not parts.hostname:
        raise No(400, "The websocket_url you tried to use is not a valid URL")
