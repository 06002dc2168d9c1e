"""What 46elks tells of messages: POST /elks/<secret>/delivery, and /elks/<secret>/sms for replies.

Source: https://46elks.com/docs/sms-delivery-reports, /docs/receive-sms. Forms;
taken is what is answered with 200 to 204, anything else comes again for hours, so the same may come twice.
46elks signs nothing: the secret in the path lies in the database and is written into no log. The answer is
empty, for what stands in it would be sent to the customer as a reply.
"""

import asyncio
import hmac
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from hashlib import sha256

import structlog
from quart import Blueprint, abort, request
from quart.typing import ResponseReturnValue

from pizzeria.elks.frames import e164
from pizzeria.web.asked import whole_number
from pizzeria.web.callbacks import refuse_other_addresses
from pizzeria.web.here import here

SECONDS = 5.0
"""in which 46elks is answered, if only that it should come again"""
LONGEST = 1_600
"""characters of a reply that are kept: ten parts"""
_ID = 100

blueprint = Blueprint("elks", __name__, url_prefix="/elks/<secret>")
log = structlog.get_logger()


@blueprint.post("/delivery")
async def delivery(secret: str) -> ResponseReturnValue:
    """`?letter=` is our own id, which tells even when we never heard 46elks' one."""
    form = await request.form
    async with _in_time():
        await _let_in(secret)
        letter, status = whole_number(request.args.get("letter", "")), form.get("status", "")
        if not await here().store.outbox.report(letter, form.get("id", "")[:_ID], status[:_ID]):
            log.warning("46elks reports on a message that is none of ours", letter=letter)
    return "", 204


@blueprint.post("/sms")
async def sms(secret: str) -> ResponseReturnValue:
    form = dict(await request.form)
    async with _in_time():
        await _let_in(secret)
        words = form.get("message", "")[:LONGEST].strip()
        if words and form.get("direction", "incoming") == "incoming":
            sender, receiver = e164(form.get("from")), e164(form.get("to"))
            await here().store.replies.write(_id(form), sender, receiver, words)
    return "", 204


def _id(form: dict[str, str]) -> str:
    """46elks' own, or else what is the same when the same comes again."""
    return form.get("id", "")[:_ID] or sha256(repr(sorted(form.items())).encode(errors="replace")).hexdigest()


@asynccontextmanager
async def _in_time() -> AsyncIterator[None]:
    """503 when the database takes too long: what was begun is finished, and coming again changes nothing."""
    try:
        async with asyncio.timeout(SECONDS):
            yield
    except TimeoutError:
        abort(503)


async def _let_in(secret: str) -> None:
    """404 for who does not know the secret, 403 for who comes from elsewhere."""
    right = await here().store.secrets.word("elks")
    if not hmac.compare_digest(secret.encode(), right.encode()):
        abort(404)
    refuse_other_addresses()
