"""Text messages: sent, and who they may come from.

Source: https://46elks.com/docs/send-sms, /docs/sms-delivery-reports, /kb/text-sender-id. A message is sent
once: after Unanswered nobody knows, and who sends again may send twice.
"""

import re
from dataclasses import dataclass

from pizzeria.elks.fields import text, whole
from pizzeria.elks.frames import e164
from pizzeria.elks.rest import Rest
from pizzeria.errors import ProtocolError, SetupError

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]{2,10}")


@dataclass(frozen=True, slots=True)
class Message:
    sender: str
    """a number of the account, which can be answered, or a name, which cannot"""
    to_number: str
    """E.164"""
    words: str
    whendelivered: str = ""
    """told of `sent`, `delivered` or `failed`"""


@dataclass(frozen=True, slots=True)
class Sent:
    id: str
    """s and 32 hex digits; "" for a rehearsal"""
    status: str
    """created, sent, delivered or failed"""
    parts: int | None
    cost: int | None
    """1/10000 of the account's currency; of a rehearsal what it would have been"""


async def send(rest: Rest, message: Message, *, rehearse: bool = False) -> Sent:
    """`rehearse`: 46elks checks and prices it, and sends nothing. Raises SetupError for a sender that cannot
    be.
    """
    check_sender(message.sender)
    form = {"from": message.sender, "to": message.to_number, "message": message.words}
    if message.whendelivered:
        form["whendelivered"] = message.whendelivered
    if rehearse:
        form["dryrun"] = "yes"
    document = await rest.post("/sms", form)
    sent = Sent(
        id=text(document, "id"),
        status=text(document, "status"),
        parts=whole(document, "parts"),
        cost=whole(document, "estimated_cost" if rehearse else "cost"),
    )
    if not sent.id and not rehearse:
        raise ProtocolError("46elks took a message and gave it no id")
    return sent


def check_sender(sender: str) -> None:
    """A number in E.164, or 3 to 11 of A-Z, a-z and 0-9 that do not begin with a digit."""
    if not (e164(sender) or _NAME.fullmatch(sender)):
        raise SetupError(
            "the sender of messages: expected a number written +46…, or a name of 3 to 11 letters (A-Z) and "
            f"digits that begins with a letter, got {sender!r}"
        )
