"""GET /: the order board, a picture that keeps itself true. GET /board: the moving part of it."""

from quart import Blueprint, Quart, Response, current_app, render_template

from pizzeria.ordering.as_json import time_json
from pizzeria.web.here import here
from pizzeria.web.lanes import look
from pizzeria.web.pictures import Picture, Pictures

blueprint = Blueprint("board", __name__)


def install(app: Quart) -> None:
    app.extensions["pictures"] = Pictures()


@blueprint.get("/")
async def page() -> str:
    return await render_template("board.html", picture=await _newest(), now=here().now())


@blueprint.get("/board")
async def fragment() -> Response:
    """`House-Time` lets a screen whose own clock is wrong tell ages right."""
    picture = await _newest()
    told = {"Journal-Id": str(picture.journal_id), "House-Time": time_json(here().now())}
    return Response(picture.html, headers=told)


async def _newest() -> Picture:
    pictures: Pictures = current_app.extensions["pictures"]
    return await pictures.newest(here().store.journal, _paint)


async def _paint() -> str:
    return await render_template("_board.html", board=await look(here()))
