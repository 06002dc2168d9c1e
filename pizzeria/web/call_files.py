"""What can be taken home of a call: GET /calls/<callid>/recording.wav and /calls/<callid>/scenario.zip."""

from collections.abc import Awaitable, Callable
from typing import cast

from quart import Blueprint, Response, abort, current_app, send_file

from pizzeria.web.recordings import recordings
from pizzeria.web.words import anchor

ScenarioOf = Callable[[str], Awaitable[bytes | None]]
"""a call's id to a zip of its scenario; None when it has ended without a tape, or not at all"""

blueprint = Blueprint("call_files", __name__)


def scenario_of() -> ScenarioOf | None:
    """What makes scenarios, where the house has it: it is handed in from above."""
    return cast(ScenarioOf | None, current_app.extensions.get("scenario_of"))


@blueprint.get("/calls/<call_id>/recording.wav")
async def recording(call_id: str) -> Response:
    """In parts, when parts are asked for: so a player can go anywhere at once."""
    file = await recordings().file(call_id)
    if file is None:
        abort(404, "No recording was kept of this call.")
    name = f"{anchor(call_id)}.wav"
    response = await send_file(file, "audio/wav", attachment_filename=name, conditional=True)
    response.headers["Accept-Ranges"] = "bytes"
    response.timeout = None  # a player takes what it needs, when it needs it
    return response


@blueprint.get("/calls/<call_id>/scenario.zip")
async def scenario(call_id: str) -> Response:
    make = scenario_of()
    zipped = await make(call_id) if make else None
    if zipped is None:
        abort(404, "No tape was kept of this call, or it is not over.")
    name = f'attachment; filename="{anchor(call_id)}.zip"'
    return Response(zipped, mimetype="application/zip", headers={"Content-Disposition": name})
