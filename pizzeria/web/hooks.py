"""Where 46elks tells us what became of a call: POST /hooks/<secret>/whenhangup. Always answered at once.

Source: https://46elks.com/docs/call-actions. 46elks signs nothing, hence the secret in the path; it asks
again until it is answered with 200 to 204, and may tell the end of a call twice, or before our socket hears
of it. So nothing happens here but a line in the log; a call that we never saw (we were not there, and the
staff were rung) is a warning.
"""

import hmac

import structlog
from quart import Blueprint, abort, request
from quart.typing import ResponseReturnValue

from pizzeria.connecting.wanted import hook_path
from pizzeria.web.here import here

blueprint = Blueprint("hooks", __name__)
log = structlog.get_logger()


@blueprint.post("/hooks/<secret>/whenhangup")
async def whenhangup(secret: str) -> ResponseReturnValue:
    """The form names the call `id`, not `callid` as the other webhooks do; both are read."""
    _let_in(secret)
    form = await request.form
    call_id = form.get("id") or form.get("callid") or ""
    told = {key: form.get(key, "")[:40] for key in ("state", "duration", "cost")}
    seen = await here().store.call(call_id[:200])
    if seen is None:
        log.warning("46elks ended a call that never came here", call_id=call_id[:200], **told)
    else:
        log.info("46elks says that a call is over", call_id=call_id[:200], **told)
    return "", 204


def _let_in(secret: str) -> None:
    """404 for a stranger, and for everybody while there is no token to make a secret from."""
    token = here().settings.phone_token
    right = hook_path(token.get_secret_value(), "").split("/")[2] if token else ""
    if not (right and hmac.compare_digest(secret.encode(), right.encode())):
        abort(404)
