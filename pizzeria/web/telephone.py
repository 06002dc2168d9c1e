"""GET /phone: a telephone in the browser, which calls the house as 46elks does. POST /phone/pass lets it in,
POST /phone/speech says for it what was typed, /fragments/phone/<callid> is what is said and ordered.
"""

import io
import wave
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import cast

from quart import Blueprint, Response, abort, current_app, jsonify, render_template

from pizzeria.errors import Unreachable
from pizzeria.sound import FORMATS, PCM
from pizzeria.store.records import CallDetail
from pizzeria.voice.extra import HOW
from pizzeria.web.asked import body
from pizzeria.web.errors import problem
from pizzeria.web.here import here
from pizzeria.web.passes import passes
from pizzeria.web.tickets import Ticket, live_ticket, order_ticket

LONGEST = 500
"""characters that are said at once"""
NO_CALL = "none"

Speak = Callable[[str], Awaitable[bytes]]
"""words to a caller's voice: raw sound, as in `sound.PCM`. Raises Unreachable when it cannot be had"""

blueprint = Blueprint("telephone", __name__)


@dataclass(frozen=True, slots=True)
class Heard:
    """One call as its telephone shows it."""

    journal_id: int
    """of the last event that is surely in it"""
    detail: CallDetail | None = None
    """None before the house knows of the call"""
    ticket: Ticket | None = None


@blueprint.get("/phone")
async def page() -> str:
    heard = Heard(await here().store.journal.last_id())
    return await render_template(
        "phone.html",
        heard=heard,
        rate=FORMATS[here().settings.sound].rate,
        speaks=_speak() is not None,
        how=HOW,
        longest=LONGEST,
    )


@blueprint.get("/fragments/phone/<call_id>")
async def fragment(call_id: str) -> Response:
    heard = await _hear(call_id)
    html = await render_template("_phone.html", heard=heard)
    return Response(html, headers={"Journal-Id": str(heard.journal_id)})


@blueprint.post("/phone/pass")
async def let_in() -> Response:
    return jsonify({"pass": passes().give()})


@blueprint.post("/phone/speech")
async def speech() -> Response:
    text = (await body()).get("text")
    if not isinstance(text, str) or not 0 < len(text.strip()) <= LONGEST:
        abort(problem(400, "bad_request", f"`text` must be words, at most {LONGEST} characters.", key="text"))
    if (speak := _speak()) is None:
        return problem(501, "no_voice", "This house has no voice of its own to say it with.")
    try:
        sound = await speak(text.strip())
    except Unreachable as error:
        return problem(502, "not_spoken", f"The voice does not answer: {error}.")
    return Response(_wav(sound), mimetype="audio/wav")


def _speak() -> Speak | None:
    return cast(Speak | None, current_app.extensions["speak"])


async def _hear(call_id: str) -> Heard:
    store = here().store
    journal_id = await store.journal.last_id()
    detail = None if call_id == NO_CALL else await store.call(call_id)
    return Heard(journal_id, detail, None if detail is None else await _ticket(detail))


async def _ticket(detail: CallDetail) -> Ticket | None:
    """Of the order that was placed; of the cart, as long as there is none."""
    store, call = here().store, detail.call
    order = None if call.order_number is None else await store.order(call.order_number)
    if order is not None:
        return order_ticket(order)
    live = next((cart for cart in await store.live_carts() if cart.call_id == call.call_id), None)
    return None if live is None else live_ticket(live)


def _wav(sound: bytes) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as wav:
        wav.setnchannels(1)
        wav.setsampwidth(PCM.sample_bytes)
        wav.setframerate(PCM.rate)
        wav.writeframes(sound)
    return file.getvalue()
