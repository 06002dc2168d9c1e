"""GET /healthz: alive. GET /readyz: ready for calls, or why not. GET /metrics: the house in numbers."""

import asyncio
from collections.abc import AsyncGenerator, Mapping

from prometheus_client import CONTENT_TYPE_LATEST
from quart import Blueprint, Quart, Response, current_app
from quart.typing import ResponseReturnValue

from pizzeria.ordering.door_events import WhyRefused
from pizzeria.web.here import Pizzeria, here
from pizzeria.web.metrics import Meter

DATABASE_SECONDS = 2.0
READY_REASON: Mapping[WhyRefused, str] = {"full": "full", "slow": "slow", "closing": "draining"}

blueprint = Blueprint("health", __name__)


def install(app: Quart) -> None:
    house: Pizzeria = app.extensions["pizzeria"]
    meter = Meter(house.switchboard, house.store.journal)
    app.extensions["meter"] = meter

    @app.while_serving
    async def measure() -> AsyncGenerator[None]:
        await meter.start()
        yield


@blueprint.get("/healthz")
async def healthz() -> ResponseReturnValue:
    return {"alive": True}


@blueprint.get("/readyz")
async def readyz() -> ResponseReturnValue:
    reasons = await _reasons_against()
    return {"ready": not reasons, "reasons": reasons}, 503 if reasons else 200


@blueprint.get("/metrics")
async def metrics() -> Response:
    meter: Meter = current_app.extensions["meter"]
    return Response(await meter.read(), content_type=CONTENT_TYPE_LATEST)


async def _reasons_against() -> list[str]:
    why = here().switchboard.refuses()
    reasons = [READY_REASON[why]] if why else []
    return reasons if await _database_answers() else [*reasons, "database"]


async def _database_answers() -> bool:
    asking = asyncio.wait_for(here().store.journal.last_id(), DATABASE_SECONDS)
    (answer,) = await asyncio.gather(asking, return_exceptions=True)  # whatever is wrong with it: not ready
    return not isinstance(answer, BaseException)
