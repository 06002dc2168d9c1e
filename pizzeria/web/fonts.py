"""GET /fonts/…: the typeface of the pages, as its package brings it, kept by browsers for a year.

JetBrains Mono, under the SIL Open Font License 1.1: https://www.jetbrains.com/lp/mono/
"""

import fontpkg
from quart import Blueprint, Response, send_file

FAMILY = "JetBrains Mono"
YEAR = 365 * 24 * 3600

blueprint = Blueprint("fonts", __name__)


@blueprint.get("/fonts/jetbrains-mono.ttf")
async def jetbrains_mono() -> Response:
    """All weights in one file."""
    response = await send_file(fontpkg.path(FAMILY), mimetype="font/ttf", cache_timeout=YEAR)
    response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return response
