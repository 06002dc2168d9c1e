"""The house calls a customer: POST /api/calls, and the form on a call's page.

`{"purpose": "draft_rescued", "call_id": "c…"}` or `"order": 42`; later with `"at"` (ISO 8601, with its zone)
or `"in_minutes"`. 202 while it rings, or waits.
"""

from datetime import datetime, timedelta
from typing import get_args

from quart import Blueprint, redirect, request
from quart.typing import ResponseReturnValue

from pizzeria.ordering.as_json import Json, time_json
from pizzeria.ordering.call_backs import CallBack, Purpose
from pizzeria.post.call_backs import Wish, call_back
from pizzeria.web import asked
from pizzeria.web.call_shapes import BIGGEST, LATEST, CallWish, TheCallBack
from pizzeria.web.here import here
from pizzeria.web.openapi import answers

PURPOSES: tuple[Purpose, ...] = get_args(Purpose)

blueprint = Blueprint("calling_back", __name__)


@blueprint.post("/api/calls")
@answers(TheCallBack, 404, 409, 502, status=202, asks=CallWish)
async def call() -> ResponseReturnValue:
    wanted = await asked.body()
    purpose = asked.one_of(wanted.get("purpose"), PURPOSES, "purpose")
    number = asked.number(wanted, "order", BIGGEST) if "order" in wanted else None
    call_id = str(wanted.get("call_id", ""))[:200]
    return call_back_json(await _call(Wish(purpose, call_id, number, _later(wanted)))), 202


@blueprint.post("/calls/<call_id>/call-back")
async def button(call_id: str) -> ResponseReturnValue:
    purpose = asked.one_of((await request.form).get("purpose"), PURPOSES, "purpose")
    await _call(Wish(purpose, call_id))
    return redirect(f"/calls/{call_id}", 303)


def _later(wanted: dict[str, object]) -> datetime | None:
    """The time that is named; None is now."""
    now = here().now()
    if "in_minutes" in wanted:
        return now + timedelta(minutes=asked.number(wanted, "in_minutes", LATEST))
    if "at" not in wanted:
        return None
    return min(max(asked.moment(wanted, "at"), now), now + timedelta(minutes=LATEST))


async def _call(wish: Wish) -> CallBack:
    house = here()
    return await call_back(house.settings, house.files.house, house.store, wish, house.now())


def call_back_json(back: CallBack) -> Json:
    return {
        "id": back.id,
        "purpose": back.purpose,
        "state": back.state,
        "why": back.why,
        "about": {"call_id": back.about_call, "order": back.order_number},
        "asked_at": time_json(back.asked_at),
        "attempt": back.attempt,
        "due_at": time_json(back.due_at) if back.due_at else None,
    }
