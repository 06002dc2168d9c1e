"""GET /: the order board, a picture that keeps itself true. GET /board: the moving part of it.

Who has a picture already says so with ?have= and its name, and is told only what is different.
"""

from quart import Blueprint, Quart, Response, current_app, render_template, request

from pizzeria.ordering.as_json import time_json
from pizzeria.web.here import here
from pizzeria.web.lanes import Board, look
from pizzeria.web.pictures import Part, Picture, Pictures, Sketch

blueprint = Blueprint("board", __name__)


def install(app: Quart) -> None:
    app.extensions["pictures"] = Pictures(_render)


@blueprint.get("/")
async def page() -> str:
    return await render_template("board.html", picture=await _newest(), now=here().now())


@blueprint.get("/board")
async def fragment() -> Response:
    """`House-Time` lets a screen whose own clock is wrong tell ages right."""
    picture = await _newest()
    told = {
        "Journal-Id": str(picture.journal_id),
        "Picture": picture.name,
        "House-Time": time_json(here().now()),
    }
    return Response(picture.html(request.args.get("have", "")), headers=told)


async def _newest() -> Picture:
    pictures: Pictures = current_app.extensions["pictures"]
    return await pictures.newest(here().store.journal, _sketch)


async def _sketch() -> Sketch:
    board = await look(here())
    return Sketch(await render_template("_board.html", board=board), tuple(_parts(board)))


def _parts(board: Board) -> list[Part]:
    tickets = [ticket for lane in board.lanes for ticket in lane.tickets]
    return [
        *(Part(ticket.key, "_piece.html", ticket) for ticket in tickets),
        Part("shelf", "_shelf.html", (board.to_make, len(board.finished), board.sold_out, board.kitchen)),
        Part("pace", "_pace.html", board.kitchen),
        Part("recall", "_recall.html", board.finished),
    ]


async def _render(part: Part) -> str:
    return await render_template(part.template, it=part.shows)
