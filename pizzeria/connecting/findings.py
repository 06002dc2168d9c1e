"""What is right and wrong about the account and its numbers, and what to do: for the doctor and the setup
page.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from pizzeria.connecting.plan import masked, public_number, same, socket_number, texted_numbers
from pizzeria.connecting.standing import Standing
from pizzeria.connecting.wanted import Wanted, check_staff_number, wanted
from pizzeria.elks.account import Account
from pizzeria.elks.actions import action_text
from pizzeria.elks.calls import CallRecord
from pizzeria.elks.frames import e164
from pizzeria.elks.numbers import Number
from pizzeria.errors import PizzeriaError, SetupError
from pizzeria.ordering.house import House
from pizzeria.settings import Settings

About = Literal[
    "46elks account", "websocket number", "public number", "text messages", "staff number", "last call"
]
State = Literal["done", "waiting", "wrong"]
"""waiting: nothing speaks against it, and it cannot be judged from here"""
_CONNECT = "`pizzeria connect` puts it right"


@dataclass(frozen=True, slots=True)
class Found:
    about: About
    state: State
    because: str
    """what was seen, and what to do when something is wrong; no secrets"""


def findings(standing: Standing, settings: Settings, house: House) -> list[Found]:
    """One about each thing. Where the account cannot be read, nothing else is said."""
    found = [_account(standing.account)]
    if isinstance(standing.account, PizzeriaError):
        return found
    if isinstance(standing.numbers, PizzeriaError):
        found.append(Found("public number", "wrong", str(standing.numbers)))
    else:
        found += _numbers(standing.numbers, settings, house)
    return [*found, _last_call(standing.calls)]


def _account(account: Account | PizzeriaError) -> Found:
    if isinstance(account, PizzeriaError):
        return Found("46elks account", "wrong", str(account))
    said = f"{account.name or account.id}: {account.left}"
    if account.is_empty:
        return Found(
            "46elks account", "wrong", f"{said}, so calls are not answered: fill it up at 46elks.com"
        )
    if account.is_low:
        return Found("46elks account", "wrong", f"{said} left, which is little: fill it up at 46elks.com")
    return Found("46elks account", "done", said if account.balance is None else f"{said} left")


def _numbers(numbers: Sequence[Number], settings: Settings, house: House) -> Iterator[Found]:
    try:
        public = public_number(numbers, house.phone, None)
    except SetupError as error:
        yield Found("public number", "wrong", str(error))
        return
    socket = socket_number(numbers)
    try:
        want = wanted(settings, house)
    except SetupError as error:
        yield Found(
            "websocket number", "waiting", f"{_leads(socket)}; where it should lead is not known: {error}"
        )
        yield Found(
            "public number", "waiting", f"{public.number}: {masked(public.voice_start) or 'leads nowhere'}"
        )
    else:
        yield _socket(socket, want)
        yield _public(public, socket, want)
        yield from _texts(texted_numbers(numbers, public, want.sender), want, house)
    if wrong := check_staff_number(public.number, house.staff_number):
        yield Found("staff number", "wrong", wrong)


def _socket(socket: Number | None, want: Wanted) -> Found:
    if socket and socket.socket_url == want.socket_address:
        return Found("websocket number", "done", f"{socket.number} leads here: {masked(socket.socket_url)}")
    if socket is None:
        return Found(
            "websocket number", "wrong", "there is none yet: `pizzeria connect` takes one, it is free"
        )
    return Found("websocket number", "wrong", f"{_leads(socket)}, not here: {_CONNECT}")


def _leads(socket: Number | None) -> str:
    if socket is None:
        return "there is none"
    return f"{socket.number} leads {f'to {masked(socket.socket_url)}' if socket.socket_url else 'nowhere'}"


def _public(public: Number, socket: Number | None, want: Wanted) -> Found:
    start = public.voice_start
    if socket and same(start, action_text(want.voice_start(socket.number))):
        said = f"{public.number} leads to {socket.number}, and to {want.staff_number} when we are not there"
        return Found("public number", "done", said)
    if start.startswith(("http:", "https:")):
        said = f"{public.number} asks {masked(start)} about each call; `pizzeria connect` would lead it here"
        return Found("public number", "waiting", said)
    said = f"{public.number} {f'does {masked(start)}' if start else 'leads nowhere'}: {_CONNECT}"
    return Found("public number", "wrong", said)


def _texts(texted: Sequence[Number], want: Wanted, house: House) -> Iterator[Found]:
    """Whether what customers write comes to us; nothing where nobody writes."""
    for number in texted:
        if number.sms_url == want.sms_url:
            yield Found("text messages", "done", f"what is written to {number.number} comes to the board")
            continue
        to = f"to {masked(number.sms_url)}" if number.sms_url else "nowhere"
        yield Found("text messages", "wrong", f"what is written to {number.number} goes {to}: {_CONNECT}")
    if house.messages.on and e164(want.sender) and want.sender not in [each.number for each in texted]:
        said = f"the sender in house.toml, {want.sender}, is no number of this account that takes messages"
        yield Found("text messages", "wrong", said)
    elif house.messages.on and not texted:
        said = f"{want.sender} is a name, so customers cannot answer; a number as sender could be"
        yield Found("text messages", "waiting", said)


def _last_call(calls: list[CallRecord] | PizzeriaError) -> Found:
    if isinstance(calls, PizzeriaError):
        return Found("last call", "wrong", str(calls))
    if not calls:
        return Found("last call", "waiting", "46elks has seen none")
    [call, *_] = calls
    at = f"{call.created:%Y-%m-%d %H:%M} UTC" if call.created else "at an unknown time"
    return Found("last call", "done", f"{at}, {call.direction}, to {call.to_number}: {call.state}")
