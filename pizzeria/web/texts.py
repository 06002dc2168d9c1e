"""What 46elks tells of text messages: POST /hooks/<secret>/delivery, and …/sms for those of customers.

Source: https://46elks.com/docs/sms-delivery-reports, /docs/receive-sms. Forms;
taken is what is answered with 200 to 204, anything else comes again for hours, so the same may come twice.
The answer is empty, for what stands in it would be sent to the customer as a reply.
"""

from hashlib import sha256

import structlog
from quart import request
from quart.typing import ResponseReturnValue

from pizzeria.connecting.wanted import DELIVERY, INCOMING
from pizzeria.elks.frames import e164
from pizzeria.web.asked import whole_number
from pizzeria.web.callbacks import for_46elks, in_time, told
from pizzeria.web.here import here

LONGEST = 1_600
"""characters of a reply that are kept: ten parts"""
_ID = 100
TAKEN, COME_AGAIN = ("", 204), ("", 503)

blueprint = for_46elks("texts")
log = structlog.get_logger()


@blueprint.post(f"/{DELIVERY}")
async def delivery() -> ResponseReturnValue:
    """`?letter=` is our own id, which tells even when we never heard 46elks' one."""
    form = await told(_ID)
    letter = whole_number(request.args.get("letter", ""))
    report = here().store.outbox.report(letter, form.get("id", ""), form.get("status", ""))
    known = await in_time(report, None)
    if known is False:
        log.warning("46elks reports on a message that is none of ours", letter=letter)
    return COME_AGAIN if known is None else TAKEN


@blueprint.post(f"/{INCOMING}")
async def sms() -> ResponseReturnValue:
    form = await told(LONGEST)
    words = form.get("message", "").strip()
    if not words or form.get("direction", "incoming") != "incoming":
        return TAKEN
    reply = here().store.replies.write(_id(form), e164(form.get("from")), e164(form.get("to")), words)
    return COME_AGAIN if await in_time(reply, None) is None else TAKEN


def _id(form: dict[str, str]) -> str:
    """46elks' own, or else what is the same when the same comes again."""
    return form.get("id", "")[:_ID] or sha256(repr(sorted(form.items())).encode(errors="replace")).hexdigest()
