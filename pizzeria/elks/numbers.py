"""Telephone numbers of the account: listed, allocated, pointed somewhere.

Source: https://46elks.com/docs/list-numbers, /docs/allocate-number, /docs/configure-number,
/docs/realtime-voice. Where a websocket number keeps its address sources disagree: `websocket_url` (the pages
on realtime voice, and what a system in production reads), `voice_start` (the tutorial), `ws_url` (an older
example of 46elks' own). All are read, the documented one first; it is written first too, and whether it was
kept is read from the answer.
"""

from dataclasses import dataclass
from itertools import count

from pizzeria.elks.declined import Declined
from pizzeria.elks.fields import Json, rows, text, whole, words, yes
from pizzeria.elks.rest import Rest
from pizzeria.errors import ProtocolError

SOCKET_FIELDS = ("websocket_url", "ws_url", "voice_start")
"""in the order they are believed"""
WRITTEN_FIELDS = ("websocket_url", "voice_start")
"""in the order they are tried; nobody was ever seen to write `ws_url` through the API"""
CLEARED = "none"
"""what empties a field, for an empty value does not (/docs/configure-number)"""
_PAGE = 100
_MOST_PAGES = 20


@dataclass(frozen=True, slots=True)
class Number:
    id: str
    """n and 32 hex digits"""
    number: str
    """E.164"""
    active: bool
    """False: given back, and listed all the same"""
    country: str
    """two small letters"""
    category: str
    """mobile, fixed, websocket, …; "" on older accounts"""
    capabilities: tuple[str, ...]
    name: str
    cost: int | None
    """a month, 1/10000 of the account's currency"""
    voice_start: str
    """where a call is asked about, or an action as JSON; "" when not set"""
    sms_url: str
    socket_url: str
    """of a websocket number: where it connects; "" when not set"""

    @property
    def is_websocket(self) -> bool:
        """+4600… is no number that a telephone can dial."""
        said = "websocket" in (self.category, *self.capabilities)
        return said or self.number.startswith("+4600")

    @property
    def is_public(self) -> bool:
        """Whether customers can dial it."""
        return self.active and "voice" in self.capabilities and not self.is_websocket

    @property
    def takes_texts(self) -> bool:
        """Whether customers can write to it."""
        return self.active and "sms" in self.capabilities


async def list_numbers(rest: Rest) -> list[Number]:
    """The active ones, newest first."""
    found: list[Number] = []
    query = {"limit": str(_PAGE)}
    for page in count(1):
        document = await rest.get("/numbers", **query)
        found += [read_number(row) for row in rows(document)]
        if not (after := text(document, "next")) or page == _MOST_PAGES:
            break
        query["start"] = after
    return [number for number in found if number.active]


async def allocate_websocket_number(rest: Rest, name: str) -> Number:
    """A free number whose calls come over a socket. Raises Declined where this account must take one by hand.

    The page on allocation does not know the category; the tutorial sends people to the dashboard, a system in
    production allocates with `category=websocket`, and one author had to ask support.
    """
    form = {"country": "se", "category": "websocket", "capabilities": "websocket", "name": name[:50]}
    return read_number(await rest.post("/numbers", form))


async def configure(rest: Rest, number: Number, **fields: str) -> Number:
    """Sets `voice_start`, `sms_url` or `name`; "" clears. Returns the number as 46elks then has it."""
    form = {key: value or CLEARED for key, value in fields.items()}
    return read_number(await rest.post(f"/numbers/{number.id}", form))


async def point_socket(rest: Rest, number: Number, address: str) -> Number:
    """Points a websocket number at `address`; "" at nothing. Raises ProtocolError when no field takes it."""
    for field in WRITTEN_FIELDS:
        try:
            changed = await configure(rest, number, **{field: address})
        except Declined as declined:
            if declined.kind not in ("unknown", "missing"):
                raise
            continue
        if changed.socket_url == address:
            return changed
    tried = " and ".join(WRITTEN_FIELDS)
    raise ProtocolError(
        f"46elks kept the address of {number.number} under neither {tried}: set it in the dashboard"
    )


def read_number(document: Json) -> Number:
    """Raises ProtocolError for what is no number."""
    number = Number(
        id=text(document, "id"),
        number=text(document, "number"),
        active=yes(document, "active"),
        country=text(document, "country"),
        category=text(document, "category"),
        capabilities=words(document, "capabilities"),
        name=text(document, "name"),
        cost=whole(document, "cost"),
        voice_start=text(document, "voice_start"),
        sms_url=text(document, "sms_url"),
        socket_url=next((said for field in SOCKET_FIELDS if (said := text(document, field))), ""),
    )
    if number.id and number.number:
        return number
    raise ProtocolError("46elks showed a number without an id")
