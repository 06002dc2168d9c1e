"""Telephone calls over the HTTP API: made, and looked back at.

Source: https://46elks.com/docs/make-call, /docs/call-history, /docs/show-call-id. There is no request that
ends, moves or redirects a live call (DELETE only removes it from the history): that is done by actions and by
the socket's bye.
"""

from dataclasses import dataclass
from datetime import datetime

from pizzeria.elks.actions import Action, action_text
from pizzeria.elks.fields import Json, moment, rows, text, whole
from pizzeria.elks.rest import Rest
from pizzeria.errors import ProtocolError

RING_SECONDS = 60
_MOST = 100


@dataclass(frozen=True, slots=True)
class CallRecord:
    """One call as 46elks has it."""

    id: str
    """c and 32 hex digits: the `callid` of its webhooks and its socket"""
    direction: str
    """incoming or outgoing"""
    from_number: str
    to_number: str
    created: datetime | None
    state: str
    """ongoing, success, failed or busy"""
    duration: int | None
    """seconds"""
    cost: int | None
    """1/10000 of the account's currency"""


@dataclass(frozen=True, slots=True)
class Dialling:
    """A call that is to be made."""

    from_number: str
    """one of the account's, with voice"""
    to_number: str
    voice_start: Action | str
    """once answered: an action, or an address that answers with one"""
    whenhangup: str = ""
    """told how it ended, also when nobody answered"""
    timeout: int = RING_SECONDS
    """seconds to ring"""


async def dial(rest: Rest, wanted: Dialling) -> CallRecord:
    """Returns at once, while it rings."""
    start = wanted.voice_start if isinstance(wanted.voice_start, str) else action_text(wanted.voice_start)
    form = {
        "from": wanted.from_number,
        "to": wanted.to_number,
        "voice_start": start,
        "timeout": str(wanted.timeout),
    }
    if wanted.whenhangup:
        form["whenhangup"] = wanted.whenhangup
    return read_call(await rest.post("/calls", form))


async def last_calls(rest: Rest, limit: int = _MOST) -> list[CallRecord]:
    """Newest first, at most 100."""
    document = await rest.get("/calls", limit=str(min(limit, _MOST)))
    return [read_call(row) for row in rows(document)]


def read_call(document: Json) -> CallRecord:
    """Raises ProtocolError for what is no call."""
    if not text(document, "id"):
        raise ProtocolError("46elks showed a call without an id")
    return CallRecord(
        id=text(document, "id"),
        direction=text(document, "direction"),
        from_number=text(document, "from"),
        to_number=text(document, "to"),
        created=moment(document, "created"),
        state=text(document, "state"),
        duration=whole(document, "duration"),
        cost=whole(document, "cost"),
    )
