"""GET /api/events: what happens in the house, as server-sent events.

`id:` is the journal's, `event:` the event's name, `data:` its JSON. `Last-Event-ID` (or ?after=) resumes
without a gap or a repeat; without it the stream starts at now. A comment every 15 seconds keeps the line
warm; a page that must notice a dead line asks for ?beat=1 and gets an event `beat`, without an id, every 5.
https://html.spec.whatwg.org/multipage/server-sent-events.html
"""

import asyncio
import json
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import aclosing
from typing import Annotated

from pydantic import Field
from quart import Blueprint, Quart, Response, abort, current_app, request
from typing_extensions import TypedDict

from pizzeria.store.journal import Journal
from pizzeria.store.tail import Entry
from pizzeria.web.asked import whole_number
from pizzeria.web.errors import problem
from pizzeria.web.here import here
from pizzeria.web.openapi import EventStream, answers
from pizzeria.web.sessions import lasting

KEEPALIVE_SECONDS = 15.0
BEAT_SECONDS = 5.0
HELLO = b"retry: 1000\n\n"
COMMENT = b": still here\n\n"
BEAT = COMMENT + b"event: beat\ndata: {}\n\n"

Behind = Callable[[Entry], Awaitable[bytes | None]]
"""what follows an entry on the wire, if anything does; the entry waits for it"""

blueprint = Blueprint("sse", __name__)


class Resumed(TypedDict, total=False):
    Last_Event_ID: Annotated[int, Field(ge=0, description="the stream goes on behind it")]


class Wanted(TypedDict, total=False):
    after: Annotated[int, Field(ge=0, description="as Last-Event-ID, which wins")]
    beat: Annotated[str, Field(description="anything: an event `beat` every 5 seconds of silence")]


def install(app: Quart) -> None:
    app.extensions["closing"] = asyncio.Event()

    @app.after_serving
    async def close() -> None:
        close_streams(app)


def close_streams(app: Quart) -> None:
    """Ends every stream. To be called when a server is told to stop, for it waits for open connections."""
    app.extensions["closing"].set()


@blueprint.get("/api/events")
@answers(EventStream, 400, query=Wanted, headers=(Resumed, None))
async def events() -> Response:
    return await answer()


async def answer(behind: Behind | None = None) -> Response:
    """The stream that was asked for; `behind` says what else is sent, once an entry is."""
    journal = here().store.journal
    entries = journal.listen(await _after(journal))
    silence, seconds = (BEAT, BEAT_SECONDS) if request.args.get("beat") else (COMMENT, KEEPALIVE_SECONDS)
    response = Response(
        _while_let_in(
            stream(entries, current_app.extensions["closing"], silence, seconds, behind), lasting()
        ),
        mimetype="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )
    response.timeout = None
    return response


async def stream(
    entries: AsyncGenerator[Entry],
    closing: asyncio.Event,
    silence: bytes,
    seconds: float,
    behind: Behind | None = None,
) -> AsyncGenerator[bytes]:
    """The entries as frames, `silence` after so many seconds without one. Ends with them, or at `closing`."""
    yield HELLO
    closed = asyncio.create_task(closing.wait())
    coming = asyncio.create_task(_next(entries))
    try:
        while True:
            await asyncio.wait((coming, closed), timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
            if closed.done():
                return
            if not coming.done():
                yield silence
                continue
            if (entry := coming.result()) is None:
                return
            coming = asyncio.create_task(_next(entries))
            more = await behind(entry) if behind else None
            yield frame(entry) + (more or b"")  # in one write: who is sent both wakes once
    finally:
        coming.cancel()
        closed.cancel()
        await asyncio.gather(coming, closed, return_exceptions=True)
        await entries.aclose()


async def _while_let_in(
    frames: AsyncGenerator[bytes], lasts: Callable[[], Awaitable[bool]] | None
) -> AsyncGenerator[bytes]:
    """Who has logged out meanwhile, in whatever window, is told nothing more."""
    loop = asyncio.get_running_loop()
    asked_at = loop.time()
    async with aclosing(frames):
        async for each in frames:
            if lasts and loop.time() >= asked_at + KEEPALIVE_SECONDS:
                asked_at = loop.time()
                if not await lasts():
                    return
            yield each


def frame(entry: Entry) -> bytes:
    return f"id: {entry.id}\n".encode() + nameless(entry.name, entry.data)


def nameless(event: str, data: Mapping[str, object]) -> bytes:
    """A frame that is none of the journal's: without an id, so that nobody resumes from it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"event: {event}\ndata: {text}\n\n".encode()


async def _next(entries: AsyncGenerator[Entry]) -> Entry | None:
    return await anext(entries, None)


async def _after(journal: Journal) -> int:
    """Where the stream starts. Asked for now, not at the first read: nothing may slip in between."""
    last = await journal.last_id()
    asked = request.headers.get("Last-Event-ID") or request.args.get("after")
    if asked is None:
        return last
    after = whole_number(asked)
    if after is None or after > last:
        abort(problem(400, "bad_event_id", "Last-Event-ID must be the id of an event that has happened."))
    return after
