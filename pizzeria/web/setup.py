"""GET /setup: from nothing to a ringing phone in four steps, each ticked when it is seen to be done."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from quart import Blueprint, Response, render_template

from pizzeria.going_live import Evidence, Step, evidence, steps
from pizzeria.kept import kept
from pizzeria.web.doorbell import doorbell
from pizzeria.web.here import here
from pizzeria.web.lookout import lookout
from pizzeria.web.outside import is_reachable, socket_address

CONNECT = json.dumps({"connect": "+4600XXXXXXX"})
"""voice_start of the number that customers dial"""

blueprint = Blueprint("setup", __name__)


@dataclass(frozen=True, slots=True)
class Guide:
    journal_id: int
    steps: Mapping[str, Step]
    """by name"""
    seen: Evidence
    socket: str
    """the address that 46elks must be told"""
    reachable: bool
    connect: str

    @property
    def done(self) -> int:
        return sum(step.state == "done" for step in self.steps.values())


@blueprint.get("/setup")
async def setup() -> str:
    settings = here().settings
    rules = kept(settings, here().files.house.retention)
    return await render_template("setup.html", guide=await _guide(), settings=settings, kept=rules)


@blueprint.get("/fragments/setup")
async def fragment() -> Response:
    guide = await _guide()
    html = await render_template("_setup.html", guide=guide, settings=here().settings)
    return Response(html, headers={"Journal-Id": str(guide.journal_id)})


async def _guide() -> Guide:
    store, address = here().store, socket_address()
    journal_id = await store.journal.last_id()
    seen = await evidence(store)
    shown = await lookout().shown()
    found = steps(here().settings, seen, address, doorbell().refused_at, shown)
    return Guide(journal_id, {step.name: step for step in found}, seen, address, is_reachable(), CONNECT)
