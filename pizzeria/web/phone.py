"""Where 46elks connects: WS /voice-stream. Reads only; the call itself runs elsewhere and outlives this
handler.

Source: 46elks.com/docs/realtime-voice. One socket is one call. `callid`, `from` and `to` in the query fill in
what the hello leaves out. 46elks brings no credentials of its own, hence PIZZERIA_PHONE_TOKEN in the query.
The telephone at /phone brings a pass instead, and no browser gets in without one: a page of another site
could call, too. A phone that floods us, or whose number calls too often, is cut off.
"""

import asyncio
import hmac
import uuid
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import cast

import structlog
from quart import Blueprint, Quart, Websocket, abort, current_app, websocket

from pizzeria.elks.frames import Bye, Hello, Incoming, decode, e164, encode
from pizzeria.errors import Unreachable
from pizzeria.switchboard import Switchboard
from pizzeria.web.callers import Callers
from pizzeria.web.doorbell import doorbell
from pizzeria.web.flow import Flow
from pizzeria.web.here import here
from pizzeria.web.outside import is_browser
from pizzeria.web.passes import passes
from pizzeria.web.turned_away import turned_away

blueprint = Blueprint("phone", __name__)
log = structlog.get_logger()


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
    limits, why = Limits(by_pass, current_app.extensions["callers"]), ""
    try:
        while True:
            frame = await websocket.receive()
            arrival = _completed(decode(frame), query)
            if isinstance(arrival, Hello) and switchboard.live(arrival.call_id) not in (None, call):
                arrival = _another(arrival)
            if why := limits.forbid(arrival, len(frame)):
                number = arrival.from_number if isinstance(arrival, Hello) else limits.number
                log.warning("a phone is cut off", why=why, number=number, call_id=call.call_id)
                break
            await call.heard(arrival, frame)
            if isinstance(arrival, Hello) and not by_pass:
                doorbell().rang(arrival)
    finally:
        call.phone_gone()
        limits.over()
    await _cut_off(socket, why)


@dataclass
class Limits:
    """Of one phone: how much it says, and how often its number calls. Staff's own calls are not counted."""

    by_pass: bool
    among: Callers
    flow: Flow = field(default_factory=Flow)
    number: str = ""
    """that is counted"""

    def forbid(self, arrival: Incoming, size: int) -> str:
        """Why the phone is cut off, instead of being heard; "" when it is heard."""
        if why := self.flow.too_much(size, asyncio.get_running_loop().time()):
            return why
        if self.by_pass or self.number or not isinstance(arrival, Hello) or not _is_a_customer(arrival):
            return ""
        if why := self.among.begin(arrival.from_number, here().now()):
            return why
        self.number = arrival.from_number
        return ""

    def over(self) -> None:
        if self.number:
            self.among.end(self.number)


def install(app: Quart) -> None:
    app.extensions["callers"] = Callers(app.extensions["pizzeria"].files.house.call)


def _is_a_customer(hello: Hello) -> bool:
    """Neither hidden, nor the house itself, which calls its customers."""
    return bool(hello.from_number) and hello.from_number != here().files.house.phone


async def _cut_off(socket: Websocket, why: str) -> None:
    """What it still says is thrown away (`waiting_room`)."""
    with suppress(OSError, RuntimeError):
        await socket.send(encode(Bye()))
        await socket.close(1008, why)


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


def _another(hello: Hello) -> Hello:
    """A second socket of a call that is on is a call of its own: two callers must not share an order."""
    log.warning("another socket bears the id of a call that is on", call_id=hello.call_id)
    return replace(hello, call_id=_new_id())


def _new_id() -> str:
    return f"c{uuid.uuid4().hex}"


def _completed(arrival: Incoming, query: Hello) -> Incoming:
    if not isinstance(arrival, Hello):
        return arrival
    return Hello(
        arrival.call_id or query.call_id or _new_id(),
        arrival.from_number or query.from_number,
        arrival.to_number or query.to_number,
    )
