"""Wrong passwords, counted: whoever gives too many waits, and so do all strangers when many give them. Pure.

Who gave the right password before is not held up by what strangers do. What is kept is bounded: beyond MOST
addresses those that were unseen for longest are forgotten, and for them the limit of all together still
holds.
"""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from typing import TypeVar

T = TypeVar("T")

MOST = 1_000
"""addresses that are remembered, of those who were wrong and of those who were right"""
NONE = timedelta()


@dataclass(frozen=True, slots=True)
class Limit:
    burst: int
    """wrong ones that are allowed at once"""
    every: timedelta
    """after which one more is"""

    def wait(self, forgiven_at: datetime, now: datetime) -> timedelta:
        """Until one more is allowed. `forgiven_at`: when all that were wrong will have been made good."""
        return max(NONE, forgiven_at - now - (self.burst - 1) * self.every)

    def one_more(self, forgiven_at: datetime, now: datetime) -> datetime:
        return max(forgiven_at, now) + self.every


OF_ONE = Limit(5, timedelta(seconds=30))
OF_ALL = Limit(50, timedelta(seconds=3))


class Attempts:
    """`at` is the time of day everywhere."""

    def __init__(self) -> None:
        self._wrong: OrderedDict[str, datetime] = OrderedDict()
        self._right: OrderedDict[str, None] = OrderedDict()
        self._all: datetime | None = None

    def wait(self, address: str, at: datetime) -> timedelta:
        """How long this address must wait before it may try; NONE when it may now."""
        who = _one(address)
        mine = OF_ONE.wait(self._wrong.get(who, at), at)
        return mine if who in self._right else max(mine, OF_ALL.wait(self._all or at, at))

    def wrong(self, address: str, at: datetime) -> None:
        who = _one(address)
        self._all = OF_ALL.one_more(self._all or at, at)
        _remember(self._wrong, who, OF_ONE.one_more(self._wrong.get(who, at), at))

    def right(self, address: str) -> None:
        who = _one(address)
        self._wrong.pop(who, None)
        _remember(self._right, who, None)


def _remember(known: OrderedDict[str, T], who: str, what: T) -> None:
    known[who] = what
    known.move_to_end(who)
    if len(known) > MOST:
        known.popitem(last=False)


def _one(address: str) -> str:
    """Who has an address of IPv6 has 2**64 of them: they are one."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if isinstance(known, IPv6Address) and known.ipv4_mapped is None:
        return str(ip_network((known, 64), strict=False))
    return address
