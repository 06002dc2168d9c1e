"""What would change at 46elks, setting by setting, before anything does. Decides; asks nobody."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

import orjson

from pizzeria.connecting.wanted import SOCKET, Wanted, check_staff_number
from pizzeria.elks.account import Account
from pizzeria.elks.actions import action_text
from pizzeria.elks.numbers import Number
from pizzeria.errors import SetupError

Field = Literal["websocket_url", "voice_start", "sms_url"]
NEW = "+4600…"
"""stands for a websocket number that is yet to be allocated"""
_SECRETS = (re.compile(r'(?<=token=)[^&"\s]+'), re.compile(r'(?<=/hooks/)[^/"\s]+'))


@dataclass(frozen=True, slots=True)
class Change:
    """One setting of one number."""

    number: str
    """E.164, or NEW"""
    field: Field
    before: str
    after: str
    """"" is not set"""


@dataclass(frozen=True, slots=True)
class Plan:
    account: Account
    public: Number
    socket: Number | None
    """None: one is allocated first"""
    texted: tuple[Number, ...]
    """those that customers write to"""
    changes: tuple[Change, ...]
    """in the order they are made: our end first, so that no caller is led to a number that leads nowhere"""
    notes: tuple[str, ...]
    """what else should be known, in sentences"""


def make_plan(account: Account, numbers: Sequence[Number], wanted: Wanted, chosen: str | None) -> Plan:
    """`chosen`: the number that customers dial, if it was said. Raises SetupError when there is no way."""
    public = public_number(numbers, wanted.phone, chosen)
    if account.is_empty:
        raise SetupError(
            f"the 46elks account has no credit ({account.left}): fill it up at https://46elks.com/account; "
            "until then it answers no calls"
        )
    if wrong := check_staff_number(public.number, wanted.staff_number):
        raise SetupError(wrong)
    socket = socket_number(numbers)
    changes = [
        Change(
            socket.number if socket else NEW,
            "websocket_url",
            socket.socket_url if socket else "",
            wanted.socket_address,
        ),
        Change(
            public.number,
            "voice_start",
            public.voice_start,
            action_text(wanted.voice_start(socket.number if socket else NEW)),
        ),
    ]
    texted = texted_numbers(numbers, public, wanted.sender)
    changes += [Change(each.number, "sms_url", each.sms_url, wanted.sms_url) for each in texted]
    needed = tuple(change for change in changes if not same(change.before, change.after))
    return Plan(account, public, socket, tuple(texted), needed, tuple(_notes(account, public, wanted)))


def public_number(numbers: Sequence[Number], phone: str, chosen: str | None) -> Number:
    """The one that was chosen, or the one in house.toml, or the only one there is."""
    public = [number for number in numbers if number.is_public]
    by_number = {number.number: number for number in public}
    if chosen:
        if chosen in by_number:
            return by_number[chosen]
        raise SetupError(f"{chosen} is no voice number of this account; it has {_listed(public)}")
    if phone in by_number:
        return by_number[phone]
    if len(public) == 1:
        return public[0]
    if public:
        raise SetupError(
            f"which number do customers dial: {_listed(public)}? Set `phone` in house.toml, or use --number"
        )
    raise SetupError(
        "the account has no number that customers can dial: rent one with voice at https://46elks.com/account"
    )


def socket_number(numbers: Sequence[Number]) -> Number | None:
    """One that leads to a house like this already, or one that leads nowhere; never somebody else's."""
    sockets = [number for number in numbers if number.is_websocket]
    ours = (number for number in sockets if urlsplit(number.socket_url).path.endswith(SOCKET))
    unused = (number for number in sockets if not number.socket_url)
    return next(ours, None) or next(unused, None)


def texted_numbers(numbers: Sequence[Number], public: Number, sender: str) -> list[Number]:
    """What customers dial and what our messages come from, in so far as they can be written to."""
    return [each for each in numbers if each.takes_texts and each.number in (public.number, sender)]


def same(one: str, other: str) -> bool:
    """Whether two settings mean the same: JSON may be written in many ways."""
    if one == other:
        return True
    try:
        return bool(orjson.loads(one) == orjson.loads(other))
    except orjson.JSONDecodeError:
        return False


def masked(text: str) -> str:
    """Without what lets people in."""
    for secret in _SECRETS:
        text = secret.sub("…", text)
    return text


def _notes(account: Account, public: Number, wanted: Wanted) -> list[str]:
    notes = []
    if account.is_low:
        notes.append(f"The account runs low: {account.left} left.")
    if public.number != wanted.phone:
        notes.append(
            f"house.toml says that customers dial {wanted.phone}: set its `phone` to {public.number}."
        )
    return notes


def _listed(numbers: Sequence[Number]) -> str:
    return ", ".join(number.number for number in numbers) or "none"
