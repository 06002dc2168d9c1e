"""What went to the customers of some orders, and what they wrote back."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from pizzeria.ordering.messages import Message, MessageKind, Reply
from pizzeria.outbox.letters import SHOWN
from pizzeria.store.outbox_tables import OutboxLetters, Replies


@dataclass(frozen=True, slots=True)
class Correspondence:
    """Of one order."""

    messages: list[Message] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)


async def correspondence(session: AsyncSession, numbers: Sequence[int]) -> Mapping[int, Correspondence]:
    """Of each of these orders; of one without any, an empty one."""
    of: defaultdict[int, Correspondence] = defaultdict(Correspondence)
    sent, written = OutboxLetters, Replies
    messages = select(sent).where(col(sent.order_number).in_(numbers), sent.carrier == "sms")
    for row in await session.exec(messages.order_by(col(sent.id))):
        kind = cast(MessageKind, row.subject)
        message = Message(kind, SHOWN[row.state], row.moved_at, row.why, row.id or 0)
        of[row.order_number or 0].messages.append(message)
    replies = select(written.order_number, written.words, written.at)
    replies = replies.where(col(written.order_number).in_(numbers))
    for number, words, at in await session.exec(replies.order_by(col(written.at), col(written.id))):
        of[number or 0].replies.append(Reply(words, at))
    return of
