"""The desk where one call's tools are run: one at a time, whatever the model sends, always with an answer.

Before each tool the desk looks at what the kitchen has sold out, how far behind it is and whether it takes
orders, so that a change is obeyed in mid-call.
"""

import asyncio
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from pizzeria.agent.answers import Result, Then, answered, refused
from pizzeria.agent.arguments import parsed
from pizzeria.agent.calling import calling
from pizzeria.agent.going_on import going_on, standing
from pizzeria.agent.refusals import helpful
from pizzeria.agent.registry import Registry
from pizzeria.agent.repertoire import Repertoire
from pizzeria.agent.visit import Visit
from pizzeria.errors import Refused
from pizzeria.ordering.as_json import Json
from pizzeria.ordering.call_backs import CallBack
from pizzeria.ordering.cart import Cart
from pizzeria.ordering.events import CartChanged
from pizzeria.ordering.kept_cart import cart_again
from pizzeria.store.records import Kept
from pizzeria.store.store import Store

PATIENCE = 8.0
"""seconds a tool may take for which the caller has been asked to wait; who hears nothing longer hangs up"""
AT_FIRST = 4.0
"""seconds until the caller is asked to"""
TROUBLE = Refused(
    "trouble",
    "One moment, our system is slow right now.",
    hint="Try once more, then offer to connect to staff.",
)
PLACING = Refused(
    "trouble",
    "One moment, our system is slow right now.",
    hint="Say so, then call place_order again with the same revision: it is never placed twice. If that "
    "fails too, say that you cannot tell whether the order has gone through, and offer to connect to staff.",
)

log = structlog.get_logger()


@dataclass(slots=True)
class Desk:
    """One call's. Made by Reception.desk."""

    visit: Visit
    registry: Registry
    patience: float = PATIENCE
    taken_up: CartChanged | None = None
    """of another call: to be told as this one's"""
    _waits: bool = False
    """the caller has been asked for a moment"""
    _one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def call_id(self) -> str:
        return self.visit.call_id

    @property
    def cart(self) -> Cart:
        return self.visit.cart

    def go_on_from(self, kept: Kept, orders: Sequence[int]) -> str:
        """The cart as it was before the line was cut; what the model is told about it.

        `orders`: numbers of those that were placed in this call before.
        """
        self.visit.cart = cart_again(kept.cart or {}, self.visit.files.menu, self.visit.house)
        self.visit.order_numbers = list(orders)
        if kept.call_id != self.call_id and self.cart.lines:
            self.taken_up = CartChanged(self.call_id, self.cart, self.visit.bill)
        return going_on(self.visit, kept)

    def standing(self) -> str:
        """The order as it is here, for a model that takes over: whatever was said, this is true."""
        return standing(self.visit)

    def call_out(self, back: CallBack, kept: Kept | None) -> str:
        """The house calls this customer; what the model is told about it."""
        if kept and kept.cart:
            self.go_on_from(kept, ())
        return calling(self.visit, back)

    @property
    def ending(self) -> Then:
        """Whether the agent has asked to say goodbye or to transfer the call."""
        return self.visit.ending

    async def run(self, name: str, arguments: str, heard_out: tuple[bool, ...]) -> Result:
        """Runs one tool. Never raises for anything the model sends.

        `heard_out` has each of the caller's answers: whether what it answers had been heard out.
        """
        async with self._one_at_a_time:
            self.visit.heard_out = heard_out
            try:
                async with asyncio.timeout(self.patience if self._waits else min(self.patience, AT_FIRST)):
                    result = await self._run(name, arguments)
                self._waits = False
                return result
            except Exception as error:  # a call outlives the fault of one tool
                log.error("tool_failed", call_id=self.visit.call_id, tool=name[:40], **_place(error))
                self._waits = True
                return refused(PLACING if name == "place_order" else TROUBLE)

    async def _run(self, name: str, arguments: str) -> Result:
        given: Json = {}
        store = self.visit.store
        self.visit.obey(await store.sold_out(), await store.kitchen())
        try:
            tool = self.registry.tool(name)
            given = parsed(arguments)
            return answered(await tool.call(self.visit, given))
        except Refused as no:
            return refused(helpful(no, self.visit, given))


class Reception:
    """Where every call gets its desk. Made once: all desks share the menu, the store and the clock."""

    def __init__(self, repertoire: Repertoire, store: Store, now: Callable[[], datetime]) -> None:
        self._repertoire = repertoire
        self._store = store
        self._now = now
        self.registry = repertoire.registry

    def schemas(self) -> list[Json]:
        """The tools as `session.tools` wants them: the same bytes for every call and in every process."""
        return self.registry.schemas()

    def desk(self, call_id: str, caller: str, language: str) -> Desk:
        """`caller` is E.164, or "" when the number is hidden."""
        visit = Visit(
            call_id=call_id,
            caller=caller,
            language=language,
            files=self._repertoire.files,
            phrasebook=self._repertoire.phrasebook,
            store=self._store,
            now=self._now,
        )
        return Desk(visit, self.registry)


def _place(error: Exception) -> dict[str, str]:
    """What went wrong and where; never the message, in which a database repeats the caller's data."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{frames[-1].name}:{frames[-1].lineno}" if frames else ""
    return {"error": type(error).__name__, "where": where}
