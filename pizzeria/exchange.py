"""What every call of the house shares: where its model is, who receives callers, on which terms."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from pizzeria.agent.desk import Desk
from pizzeria.call.arrivals import Announce, Dial, Terms
from pizzeria.clerk import Records
from pizzeria.clock import Clock
from pizzeria.ordering.flags import FlagRules
from pizzeria.realtime.connection import Realtime
from pizzeria.realtime.events import Configure
from pizzeria.tape.tapes import Tapes

Reception = Callable[[Dial], Awaitable[tuple[Desk, Configure] | Announce]]
"""prepares the desk for a caller, and what the model shall be told; or what is played instead"""


@dataclass(frozen=True, slots=True)
class Standby:
    """The other model, for when the first cannot be had."""

    reach: Callable[[], Awaitable[Realtime]]
    """raises Unreachable when it is not there today"""
    language: str
    """the one it speaks; tools answer it in that"""


@dataclass(frozen=True, slots=True)
class Exchange:
    realtime: Realtime
    records: Records
    reception: Reception
    terms: Terms
    clock: Clock
    tapes: Tapes | None = None
    """records every call, when there is one"""
    flags: FlagRules = field(default_factory=FlagRules)
    """what is listened for"""
    standby: Standby | None = None
