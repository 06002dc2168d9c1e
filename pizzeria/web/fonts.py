"""GET /fonts/…: the typeface of the pages, as its package brings it, kept by browsers for a year.

JetBrains Mono, under the SIL Open Font License 1.1: https://www.jetbrains.com/lp/mono/
"""

from functools import cache
from pathlib import Path

import fontpkg
from quart import Blueprint, Response

from pizzeria.web.statics import Static

FAMILY = "JetBrains Mono"
YEAR = 365 * 24 * 3600

blueprint = Blueprint("fonts", __name__)


@blueprint.get("/fonts/jetbrains-mono.ttf")
async def jetbrains_mono() -> Response:
    """All weights in one file."""
    return _font().answer(f"public, max-age={YEAR}, immutable")


@cache
def _font() -> Static:
    return Static.read(Path(fontpkg.path(FAMILY)), "font/ttf")
