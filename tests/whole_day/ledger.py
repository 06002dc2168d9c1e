"""What went over the wire to 46elks and to the CRM in the course of a day, checked request by request."""

from base64 import b64encode
from collections import Counter
from urllib.parse import parse_qs, urlsplit

from pizzeria.connecting.wanted import hook_path
from pizzeria.replay.doubles.company.http import Asked
from tests.whole_day.town import ASTRID, BO, PHONE, PUBLIC, SENDER, TOKEN, Town

FORM = "application/x-www-form-urlencoded"
KINDS = {
    "Tack! Order 1 ": "receipt 1",
    "Tack! Order 2 ": "receipt 2",
    "Pizzeria Lilla Lyktan: order 1 är i ugnen": "oven 1",
    "Pizzeria Lilla Lyktan: order 1 är klar": "ready 1",
    "Hur smakade det?": "feedback 1",
}
"""by how a message begins"""


def kind_of(message: str) -> str:
    return next(kind for begins, kind in KINDS.items() if message.startswith(begins))


def asked(town: Town) -> Counter[str]:
    """How often 46elks was asked for what. Every request is looked at: who asks, in what form, for whom."""
    return Counter(_checked(town, each) for each in town.company.requests)


def sent(town: Town) -> Counter[str]:
    """How often 46elks has really sent each message."""
    return Counter(kind_of(message) for message in town.texts)


def _checked(town: Town, request: Asked) -> str:
    pair = b64encode(f"{town.company.username}:{town.company.password}".encode()).decode()
    assert request.headers["authorization"] == f"Basic {pair}"
    path = request.path.removeprefix("/a1")
    if request.method == "GET":
        assert request.body == b""
        return f"GET {path}"
    assert request.headers["content-type"] == FORM
    match path.split("/")[1:]:
        case ["sms"]:
            return _text(request.form)
        case ["calls"]:
            return _call(town, request.form)
        case ["numbers", line_id]:
            return f"set {', '.join(request.form)} of {town.company.lines.show(line_id).number}"
    assert request.form["category"] == request.form["capabilities"] == "websocket"
    return f"POST {path}"


def _text(form: dict[str, str]) -> str:
    kind = kind_of(form["message"])
    to = BO if kind.endswith("2") else ASTRID
    assert form.keys() == {"from", "to", "message", "whendelivered"}
    assert (form["from"], form["to"]) == (SENDER, to)
    report = urlsplit(form["whendelivered"])
    assert f"{report.scheme}://{report.netloc}{report.path}" == PUBLIC + hook_path(TOKEN, "delivery")
    assert list(parse_qs(report.query)) == ["letter"]
    return kind


def _call(town: Town, form: dict[str, str]) -> str:
    socket = next(line.number for line in town.company.lines.all if line.is_websocket)
    assert form.keys() == {"from", "to", "voice_start", "timeout", "whenhangup"}
    assert (form["from"], form["to"]) == (PHONE, BO)
    start = urlsplit(form["voice_start"])
    assert f"{start.scheme}://{start.netloc}{start.path}" == PUBLIC + hook_path(TOKEN, "voice_start")
    assert parse_qs(start.query)["line"] == [socket]
    assert urlsplit(form["whenhangup"]).path == hook_path(TOKEN, "whenhangup")
    return "call Bo"


async def everything_was_told_to_the_crm(town: Town) -> None:
    """Each event that it wants to hear of, whole; each signature was checked as it came."""
    wanted = town.house.pizzeria.settings.hook_events.split(",")
    happened = {entry.id: entry for entry in await town.journal() if entry.name in wanted}
    assert town.crm.faults == []
    assert sorted(town.crm.taken) == sorted(happened), "each once"
    assert {id: (told["event"], told["data"]) for id, told in town.crm.events.items()} == {
        id: (entry.name, entry.data) for id, entry in happened.items()
    }
