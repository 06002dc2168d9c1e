"""GET /t/<token>: the customer's page of one order. GET /t/<token>/steps: its moving part. POST …/cancel.

Made for a phone on a bad line: one small page, and one small question at a time that waits for its answer, so
that a line that breaks costs a question and not the page. Without scripts the page loads itself again.

Whoever knows the token may look, and cancel while the order is placed. A page of another site can do neither:
it does not know the token, and what it sends is refused (auth.py).
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from datetime import timedelta

from quart import Blueprint, Quart, Response, current_app, make_response, redirect, render_template, request
from quart.typing import ResponseReturnValue

from pizzeria.errors import Refused
from pizzeria.ordering.order import Order
from pizzeria.store.tail import Entry
from pizzeria.web.here import here
from pizzeria.web.track_view import FALLBACK, track_of
from pizzeria.web.track_words import WORDS

EXPIRES = timedelta(days=3)
"""after the order was placed"""
WAIT_SECONDS = 25.0
"""that a question waits for news: less than proxies and telephone networks allow"""
MOST_WAITING = 200
"""questions that wait at a time; the others are answered at once, and told to come again"""
AGAIN_SECONDS = 15

blueprint = Blueprint("track", __name__, url_prefix="/t")


class Waiting:
    """How many questions wait."""

    def __init__(self) -> None:
        self.count = 0


def install(app: Quart) -> None:
    app.extensions["waiting"] = Waiting()


@blueprint.after_request
async def _unlisted(response: Response) -> Response:
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@blueprint.get("/<token>")
async def page(token: str) -> ResponseReturnValue:
    order = await _find(token)
    if order is None:
        return await _gone()
    track = track_of(order, here().files.house)
    return await render_template("track.html", track=track, late="late" in request.args)


@blueprint.get("/<token>/steps")
async def steps(token: str) -> ResponseReturnValue:
    """Waits while it is as `?seen=` says. 204 when it still is."""
    journal = here().store.journal
    before = await journal.last_id()
    order = await _find(token)
    if order is None:
        return "", 404
    if _seen(order) == request.args.get("seen"):
        if not await _news_of(order.number, journal.listen(before)):
            return "", 204, {} if _has_room() else {"Retry-After": str(AGAIN_SECONDS)}
        order = await _find(token) or order
    return await _moving_part(order)


@blueprint.post("/<token>/cancel")
async def cancel(token: str) -> ResponseReturnValue:
    if await _find(token) is None:
        return await _gone()
    try:
        await here().store.cancel_tracked(token)
    except Refused as no:
        late = "?late" if no.code == "too_late" else ""
        return redirect(f"/t/{token}{late}", 303)
    return redirect(f"/t/{token}", 303)


async def _find(token: str) -> Order | None:
    order = await here().store.tracked(token)
    return order if order and here().now() < order.placed_at + EXPIRES else None


async def _gone() -> ResponseReturnValue:
    languages = (*here().files.house.languages, FALLBACK)
    language = next(each for each in languages if each in WORDS)
    return await render_template("track_gone.html", language=language, words=WORDS[language]), 404


async def _moving_part(order: Order) -> Response:
    track = track_of(order, here().files.house)
    response = await make_response(await render_template("_track.html", track=track, late=False))
    assert isinstance(response, Response)
    response.headers["Seen"] = track.seen
    if track.is_over:
        response.headers["Over"] = "yes"
    return response


def _seen(order: Order) -> str:
    return track_of(order, here().files.house).seen


def _has_room() -> bool:
    waiting: Waiting = current_app.extensions["waiting"]
    return waiting.count < MOST_WAITING


async def _news_of(number: int, entries: AsyncGenerator[Entry]) -> bool:
    """Whether something happened to this order within WAIT_SECONDS. At once False when too many wait, and
    when the house closes.
    """
    if not _has_room():
        return False
    waiting: Waiting = current_app.extensions["waiting"]
    closing = asyncio.create_task(current_app.extensions["closing"].wait())
    coming = asyncio.create_task(_first_of(number, entries))
    waiting.count += 1
    try:
        await asyncio.wait((coming, closing), timeout=WAIT_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        return coming.done() and coming.result()
    finally:
        waiting.count -= 1
        coming.cancel()
        closing.cancel()
        await asyncio.gather(coming, closing, return_exceptions=True)


async def _first_of(number: int, entries: AsyncGenerator[Entry]) -> bool:
    async with aclosing(entries):
        async for entry in entries:
            order = entry.data.get("order")
            if isinstance(order, dict) and order.get("number") == number:
                return True
    return False
