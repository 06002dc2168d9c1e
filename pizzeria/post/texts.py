"""Carries text messages to 46elks: sends once, and asks about what may have been sent.

The report's address names the letter, so that a report also settles a message whose answer was lost.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from pizzeria.elks.declined import Declined, Unanswered
from pizzeria.elks.rest import Rest
from pizzeria.elks.sms import Message, send
from pizzeria.elks.sms_history import sent_since
from pizzeria.errors import ProtocolError, Unreachable
from pizzeria.outbox.decisions import NotTaken, Outcome, Refusal, Taken, Unknown
from pizzeria.store.errands import Errand
from pizzeria.store.outbox import Outbox

IN_HAND = timedelta(seconds=30)
"""a request is not begun later than this before the letter is somebody else's: it takes 20 at most"""
CLOCKS = timedelta(minutes=5)
"""46elks' clock and ours may differ by so much"""
FOR_GOOD = ("missing", "sender", "receiver", "address")
"""refusals that no other try will change"""


class Texts:
    def __init__(
        self, rest: Rest, outbox: Outbox, sender: str, reports: str, now: Callable[[], datetime]
    ) -> None:
        """`reports`: where 46elks reports to, https://…; "" where it cannot reach us."""
        self._rest = rest
        self._outbox = outbox
        self._sender = sender
        self._reports = reports
        self._now = now

    async def deliver(self, errand: Errand) -> Outcome:
        if errand.task == "ask":
            return await self._ask(errand)
        if self._now() >= errand.ours_until - IN_HAND:
            return NotTaken("the house was too busy to send it in time")
        try:
            sent = await send(self._rest, self._message(errand))
        except (Unanswered, ProtocolError) as error:
            return Unknown(str(error))
        except Unreachable as error:
            return NotTaken(str(error))
        except Declined as error:
            return Refusal(str(error)) if error.kind in FOR_GOOD else NotTaken(str(error))
        return Taken(sent.id, sent.parts, sent.cost)

    def _message(self, errand: Errand) -> Message:
        report = f"{self._reports}?letter={errand.id}" if self._reports else ""
        return Message(self._sender, errand.address, errand.words, report)

    async def _ask(self, errand: Errand) -> Outcome:
        """Whether 46elks has it. What another letter was known by is not this one."""
        try:
            listed = await sent_since(self._rest, errand.tried_at - CLOCKS)
        except (Unreachable, Declined, ProtocolError) as error:
            return Unknown(str(error))
        same = [each for each in listed if (each.to_number, each.words) == (errand.address, errand.words)]
        known = await self._outbox.known([each.id for each in same])
        found = next((each for each in same if each.id not in known), None)
        return Taken(found.id, found.parts, found.cost) if found else NotTaken("46elks has no such message")
