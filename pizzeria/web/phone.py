"""Where 46elks connects: WS /voice-stream. Reads only; the call itself runs elsewhere and outlives this
handler.

Source: 46elks.com/docs/realtime-voice. One socket is one call. `callid`, `from` and `to` in the query fill in
what the hello leaves out. 46elks brings no credentials of its own, hence PIZZERIA_PHONE_TOKEN in the query.
The telephone at /phone brings a pass instead, and no browser gets in without one: a page of another site
could call, too.
"""

import hmac
import uuid
from typing import cast

from quart import Blueprint, Websocket, abort, websocket

from pizzeria.elks.frames import Hello, Incoming, decode, e164
from pizzeria.errors import Unreachable
from pizzeria.switchboard import Switchboard
from pizzeria.web.doorbell import doorbell
from pizzeria.web.here import here
from pizzeria.web.outside import is_browser
from pizzeria.web.passes import passes
from pizzeria.web.turned_away import turned_away

blueprint = Blueprint("phone", __name__)


class QuartPhone:
    """A phone that came in over Quart's WebSocket."""

    def __init__(self, socket: Websocket) -> None:
        self._socket = socket

    async def send(self, frame: str) -> None:
        """Raises Unreachable when the socket is gone."""
        try:
            await self._socket.send(frame)
        except (OSError, RuntimeError) as error:
            raise Unreachable("the phone's socket closed") from error

    async def close(self) -> None:
        await self._socket.close(1000)


@blueprint.websocket("/voice-stream")
async def voice_stream() -> None:
    switchboard = cast(Switchboard, here().switchboard)
    by_pass = passes().take(websocket.args.get("pass", ""))
    _let_in(switchboard, by_pass)
    query = Hello(
        websocket.args.get("callid", "")[:200],
        e164(websocket.args.get("from")),
        e164(websocket.args.get("to")),
    )
    # The object behind the proxy: the call goes on when this handler's context is gone.
    socket = websocket._get_current_object()  # type: ignore[attr-defined]
    call = switchboard.answer(QuartPhone(socket))
    try:
        while True:
            frame = await websocket.receive()
            arrival = _completed(decode(frame), query)
            await call.heard(arrival, frame)
            if isinstance(arrival, Hello) and not by_pass:
                doorbell().rang(arrival)
    finally:
        call.phone_gone()


def _let_in(switchboard: Switchboard, by_pass: bool) -> None:
    """403 without the right token, 503 when no new call is taken: 46elks then follows the number's
    `failed` branch.
    """
    if not by_pass and not _has_token():
        doorbell().refused()
        abort(403)
    if not by_pass and is_browser(websocket):
        abort(403)
    if why := switchboard.refuses():
        turned_away().note(why, e164(websocket.args.get("from")))
        abort(503)


def _has_token() -> bool:
    token = here().settings.phone_token
    given = websocket.args.get("token", "")
    return token is None or hmac.compare_digest(given.encode(), token.get_secret_value().encode())


def _completed(arrival: Incoming, query: Hello) -> Incoming:
    if not isinstance(arrival, Hello):
        return arrival
    return Hello(
        arrival.call_id or query.call_id or f"c{uuid.uuid4().hex}",
        arrival.from_number or query.from_number,
        arrival.to_number or query.to_number,
    )
