"""Where 46elks asks what to do with a call, and tells what became of it: POST /hooks/<secret>/….

Source: https://46elks.com/docs/call-actions, /docs/receive-call. Forms. `voice_start`, `next` and
`after-staff` are answered with an action as JSON while the caller listens to silence, so they wait for the
database two seconds at most. `whenhangup` may come twice, and before our socket hears of the end; it comes
again until it is answered with 200 to 204.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any

import structlog
from quart import request
from quart.typing import ResponseReturnValue

from pizzeria.connecting.leading import SUCCESS, after_agent, after_staff, answer, when_answered, when_called
from pizzeria.connecting.wanted import Wanted
from pizzeria.elks.fields import whole
from pizzeria.elks.frames import e164
from pizzeria.ordering.call_backs import CallBackState, next_try
from pizzeria.ordering.line_events import CallClosed, HandOverState
from pizzeria.store.call_backs import Again
from pizzeria.web.asked import whole_number
from pizzeria.web.callbacks import for_46elks, in_time, told
from pizzeria.web.here import here
from pizzeria.web.outside import public_base

SOCKET_NUMBERS = "+4600"
"""how websocket numbers begin"""

blueprint = for_46elks("hooks")
log = structlog.get_logger()
Action = Mapping[str, Any]


@blueprint.post("/voice_start")
async def voice_start() -> Action:
    """Somebody calls a number that asks us what to do, or has answered when we called."""
    form = await told()
    if (back := _call_back()) is None:
        return answer(when_called(_wanted(), _line()))
    await in_time(here().store.call_backs.move(back, "answered", call_id=_call_id(form)), None)
    return answer(when_answered(_wanted(), _line()))


@blueprint.post("/next")
async def after_the_agent() -> Action:
    """Our socket is closed, or could not be reached. Without a hand-over the call ends."""
    form = await told()
    call_id = _call_id(form)
    wish = here().store.hand_overs.ring(call_id, e164(form.get("from")))
    to_staff = await in_time(wish, here().switchboard.hands_over(call_id))
    return answer(after_agent(_wanted(), _line(), to_staff))


@blueprint.post("/after-staff")
async def after_the_staff() -> Action:
    """Staff did not answer, or have talked with the caller."""
    form = await told()
    result = form.get("result", "")
    to: HandOverState = "over" if result == SUCCESS else "unanswered"
    await in_time(here().store.hand_overs.rang(_call_id(form), e164(form.get("from")), to), None)
    return answer(after_staff(_wanted(), _line(), result))


@blueprint.post("/whenhangup")
async def whenhangup() -> ResponseReturnValue:
    """503 while the database does not answer, so that 46elks comes again."""
    form = await told()
    closed = CallClosed(_call_id(form), form.get("state", "")[:40], whole(dict(form), "duration"))
    if (back := _call_back()) is not None:
        became: CallBackState = "answered" if closed.state == SUCCESS else "unanswered"
        moved = here().store.call_backs.move(back, became, closed.state, closed.call_id, _again())
        await in_time(moved, None)
    known = await in_time(here().store.hand_overs.close(closed), None)
    if known is None:
        return "", 503
    if not known and back is None:
        log.warning("46elks ended a call that never came here", call_id=closed.call_id, state=closed.state)
    return "", 204


def _call_id(form: Mapping[str, str]) -> str:
    """The last webhook names the call `id`, the others `callid`; both are read in each."""
    return form.get("callid") or form.get("id") or ""


def _wanted() -> Wanted:
    house, token = here().files.house, here().settings.phone_token
    assert token is not None, "whoever is told anything knew the secret that is made of it"
    staff, rings = house.staff_number, house.call.staff_rings
    return Wanted(public_base(), token.get_secret_value(), house.phone, staff, rings)


def _line() -> str:
    """The websocket number, which `pizzeria connect` has written into the address."""
    line = e164(request.args.get("line"))
    return line if line.startswith(SOCKET_NUMBERS) else ""


def _again() -> Again:
    """When they are tried again. It is asked where no request is known."""
    house = here().files.house
    return partial(next_try, house.call_backs, house.hours.timezone, here().now())


def _call_back() -> int | None:
    """What the call was made for, as its addresses say; None for a call that came in."""
    return whole_number(request.args.get("back", ""))
