"""A customer is called by the house: who may be, when, and 46elks asked to do it, once.

Source: https://46elks.com/docs/make-call. `voice_start` is asked when somebody answers; by then the call must
be known, so its number in our own list travels in the webhooks' addresses.
"""

from dataclasses import dataclass
from datetime import datetime

from pizzeria.connecting.plan import socket_number
from pizzeria.connecting.wanted import WHEN_CALLED, WHEN_OVER, Wanted, wanted
from pizzeria.elks.calls import Dialling, dial
from pizzeria.elks.declined import Declined, Unanswered
from pizzeria.elks.numbers import list_numbers
from pizzeria.elks.rest import Rest, open_rest
from pizzeria.errors import PizzeriaError, ProtocolError, Refused, SetupError
from pizzeria.ordering.call_backs import CallBack, Purpose, decent, is_quiet
from pizzeria.ordering.house import House
from pizzeria.settings import Settings
from pizzeria.store.store import Store


@dataclass(frozen=True, slots=True)
class Wish:
    """Somebody is to be called, about one of these."""

    purpose: Purpose
    call_id: str = ""
    order_number: int | None = None
    at: datetime | None = None
    """aware; None is now"""


def can_call(settings: Settings, house: House) -> bool:
    """Whether all is set by which customers are called; whether a number is connected, 46elks knows."""
    return not _missing(settings, house)


def _missing(settings: Settings, house: House) -> str:
    """What is not set, in words."""
    if not (settings.elks_api_username and settings.elks_api_password):
        return "Customers are called through 46elks: ELKS_API_USERNAME and ELKS_API_PASSWORD are missing."
    try:
        wanted(settings, house)
    except SetupError as error:
        return str(error)
    return ""


async def call_back(settings: Settings, house: House, store: Store, wish: Wish, now: datetime) -> CallBack:
    """Returns while it rings, or waits for its time, which is no quiet hour. Raises Refused, with nothing
    asked; or declined, or uncertain.
    """
    rules, zone = house.call_backs, house.hours.timezone
    call_id, number = await _customer(store, wish)
    about = (call_id, wish.order_number)
    if missing := _missing(settings, house):
        raise Refused("not_connected", missing)
    if wish.at is not None:
        return await store.recalls.wait(number, wish.purpose, about, decent(rules, wish.at, zone))
    if is_quiet(rules, now, zone):
        raise Refused("quiet_hours", "Nobody is called at this hour.")
    begun = await store.call_backs.begin(number, wish.purpose, about, rules.most_a_day)
    await ring(settings, house, store, begun)
    return begun


async def ring(settings: Settings, house: House, store: Store, begun: CallBack) -> None:
    """46elks is asked to. Raises Refused declined or uncertain, and that is written down."""
    try:
        async with open_rest(settings) as rest:
            called = await _dial(rest, wanted(settings, house), begun)
    except (Unanswered, ProtocolError) as error:
        await store.call_backs.move(begun.id, "uncertain", str(error))
        raise Refused("uncertain", f"{error}. It may ring all the same.") from None
    except PizzeriaError as error:
        said = error.said if isinstance(error, Declined) else str(error)
        await store.call_backs.move(begun.id, "declined", said)
        raise Refused("declined", str(error)) from None
    await store.call_backs.move(begun.id, "ringing", call_id=called)


async def _dial(rest: Rest, way: Wanted, begun: CallBack) -> str:
    """The call's id at 46elks."""
    try:
        socket = socket_number(await list_numbers(rest))
    except (Unanswered, ProtocolError) as error:
        raise SetupError(str(error)) from None  # only looked at: nobody was called
    if socket is None:
        raise SetupError("there is no websocket number: `pizzeria connect` takes one")
    start, over = (way.hook(name, socket.number, begun.id) for name in (WHEN_CALLED, WHEN_OVER))
    return (await dial(rest, Dialling(way.phone, begun.to_number, start, over))).id


async def _customer(store: Store, wish: Wish) -> tuple[str, str]:
    """The id of the call that it is about, and the number: of somebody who ordered or called, nobody else."""
    if wish.order_number is not None:
        order = await store.order(wish.order_number)
        if order is None:
            raise Refused("unknown_order", f"There is no order {wish.order_number}.")
        call_id, number = order.call_id, order.customer_phone
    else:
        found = await store.call(wish.call_id)
        if found is None:
            raise Refused("unknown_call", "There is no such call.")
        call_id, number = wish.call_id, found.call.from_number
    if not number:
        raise Refused("hidden_number", "That customer hides the number.")
    return call_id, number
