"""GET /: the order board, a picture that keeps itself true. GET /board: the moving part of it.

Who has a picture already says so with ?have= and its name, and is told only what is different. GET
/board/stream is the house's stream of events, and behind each event an event `picture`, without an id: what
is different from the picture sent before. `base` is the journal's id of that one, -1 for a whole picture; it
may be put on every picture of the same house from `base` on.
"""

from typing import Self

from quart import Blueprint, Quart, Response, current_app, render_template, request

from pizzeria.ordering.as_json import time_json
from pizzeria.store.tail import Entry
from pizzeria.web import sse
from pizzeria.web.here import here
from pizzeria.web.lanes import Board, look
from pizzeria.web.pictures import Part, Picture, Pictures, Sketch

blueprint = Blueprint("board", __name__)


class Painter:
    """Paints the board for whoever looks, within a request or without one."""

    def __init__(self, app: Quart) -> None:
        self._app = app
        self._pictures = Pictures(_render)

    @classmethod
    def here(cls) -> Self:
        painter: Self = current_app.extensions["painter"]
        return painter

    async def newest(self) -> Picture:
        async with self._app.app_context():
            return await self._pictures.newest(here().store.journal, _sketch)

    async def time(self) -> str:
        async with self._app.app_context():
            return time_json(here().now())


class Viewer:
    """One screen at the stream, and the picture it was sent last."""

    def __init__(self, painter: Painter, have: str) -> None:
        self._painter = painter
        self._have = have

    async def behind(self, entry: Entry) -> bytes | None:
        """Nothing when what happened is in the picture already: several events make one picture."""
        picture = await self._painter.newest()
        base = picture.known(self._have)
        if base >= entry.id:
            return None
        html, self._have = picture.html(self._have), picture.name
        told = {"picture": picture.name, "base": base, "journal_id": picture.journal_id}
        times = {"happened_at": time_json(entry.at), "house_time": await self._painter.time()}
        return sse.nameless("picture", {**told, **times, "html": html})


def install(app: Quart) -> None:
    app.extensions["painter"] = Painter(app)


@blueprint.get("/")
async def page() -> str:
    return await render_template("board.html", picture=await Painter.here().newest())


@blueprint.get("/board")
async def fragment() -> Response:
    picture = await Painter.here().newest()
    told = {"Journal-Id": str(picture.journal_id), "Picture": picture.name}
    return Response(picture.html(request.args.get("have", "")), headers=told)


@blueprint.get("/board/stream")
async def follow() -> Response:
    return await sse.answer(Viewer(Painter.here(), request.args.get("have", "")).behind)


async def _sketch() -> Sketch:
    board = await look(here())
    return Sketch((await render_template("_board.html", board=board)).strip(), tuple(_parts(board)))


def _parts(board: Board) -> list[Part]:
    tickets = [ticket for lane in board.lanes for ticket in lane.tickets]
    return [
        *(Part(ticket.key, "_piece.html", ticket) for ticket in tickets),
        Part("shelf", "_shelf.html", (board.to_make, len(board.finished), board.sold_out, board.kitchen)),
        Part("pace", "_pace.html", board.kitchen),
        Part("recall", "_recall.html", board.finished),
    ]


async def _render(part: Part) -> str:
    return (await render_template(part.template, it=part.shows)).strip()
